import News

/// Why a file was not attached. Nothing was changed, and no copy of it is left.
struct AttachmentRefusal: Error, Hashable, Sendable {
  /// What is wrong and what to do, without the file's name.
  var phrase: Phrase
  /// Nothing can clean it, and the writer may want it sent as it is.
  var canGoUntouched: Bool

  init(_ phrase: Phrase, canGoUntouched: Bool = false) {
    self.phrase = phrase
    self.canGoUntouched = canGoUntouched
  }
}
