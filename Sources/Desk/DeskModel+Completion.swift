import News

/// `Tab` at a prompt: what was begun is completed by the table, by what is followed, or by the disk.
extension DeskModel {
  mutating func complete(_ text: String) {
    switch CommandLine.completion(of: text, among: rows, choices: { common.choices(for: $0) }) {
    case .line(let line, let names): complete(to: line, names)
    case .path(_, let path): common.want(.load(.names(path)))
    case nil: break
    }
  }

  /// What the disk has that begins with a path; too late where something else is typed by now.
  mutating func complete(path: String, _ names: [String]) {
    guard let prompt = common.prompt else { return }
    let text = prompt.line.text
    let head: String
    if prompt.purpose == .command {
      guard case .path(let before, let begun)? = CommandLine.completion(of: text, among: rows), begun == path else {
        return
      }
      head = before
    } else {
      guard prompt.purpose.asksForPath, text == path else { return }
      head = ""
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    guard let found = CommandLine.extended(String(path.dropFirst(folder.count)), among: names) else {
      return common.say("nothing there begins with \(path)", .bad)
    }
    complete(to: head + folder + found.text, found.names)
  }

  /// The last word of a search that is typed.
  mutating func completeQuery(_ text: String) {
    guard let found = QueryCompletion.complete(text, among: common.choices(for: .query)) else { return }
    complete(to: found.text, found.names)
  }

  private mutating func complete(to line: String, _ names: [String]) {
    common.prompt?.line = LineEditor(line)
    guard names.count > 1 else { return common.clearMessage() }
    let shown = names.prefix(40).joined(separator: "  ")
    common.say(Phrase(verbatim: names.count > 40 ? shown + "  …" : shown))
  }
}

extension Common {
  /// What there is for a kind of argument, in the order of the screen.
  func choices(for argument: DeskCommand.Argument) -> [String] {
    switch argument {
    case .newsroom: shelf.newsrooms.map(\.name)
    case .theme: options.themes.map(\.name)
    case .query: queryWords
    case .fault: options.faults.map(\.name)
    case .tag: shelf.scopes.compactMap { if case .tag = $0.scope { $0.title } else { nil } }
    case .order: ListOrder.allCases.map(\.rawValue)
    case .path: []
    }
  }
}

extension Common {
  /// What a search can hold beside words: its filters, and the names of what is followed, each once.
  fileprivate var queryWords: [String] {
    var words = QueryCompletion.filters
    for count in shelf.scopes {
      let word: String? =
        switch count.scope {
        case .section(_, let name): QueryCompletion.word("section:", name)
        case .tag: QueryCompletion.word("tag:", count.title)
        case .newsroom: QueryCompletion.word("newsroom:", count.title)
        case .all, .starred, .savedSearch, .board: nil
        }
      if let word, !words.contains(word) { words.append(word) }
    }
    return words
  }
}

extension Common.Prompt.Purpose {
  /// A file is asked for: what there is on the disk completes it.
  var asksForPath: Bool {
    switch self {
    case .save, .importMirrors, .exportMirrors, .attach, .export, .importFile, .subscriptions, .restore,
      .exportEvidence:
      true
    default: false
    }
  }
}
