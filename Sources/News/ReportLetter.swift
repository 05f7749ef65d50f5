public import Foundation

/// A letter of the desk to who wrote a report, opened. Its words are from outside.
public struct ReportLetter: Hashable, Sendable {
  /// The place of its entry in the newsroom's record.
  public var place: Int
  /// When it was written, by the newsroom's word.
  public var time: Date
  public var text: String

  public init(place: Int, time: Date, text: String) {
    self.place = place
    self.time = time
    self.text = text
  }
}
