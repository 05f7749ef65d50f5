public import Foundation
import Markup

/// An article as an editor has it in a file, before it becomes an entry: words read, text made safe, pictures still files.
public struct WrittenArticle: Hashable, Sendable {
  /// A picture that the text names.
  public struct Picture: Hashable, Sendable {
    /// As the text names it, relative to its own folder.
    public var source: String
    public var alt: String
  }

  public var title: String
  /// Safe HTML; pictures stand in it under the address that `picturePrefix` begins.
  public var html: String
  public var language: String?
  public var sections: [String] = []
  public var byline: String?
  public var place: String?
  public var summary: String?
  public var isUrgent = false
  public var published: Date?
  public var source: String?
  public var pictures: [Picture] = []
  /// What was corrected, in a revision.
  public var note: String?

  /// Relative addresses are resolved against this one, and so are told from those of the world. Nobody can have the name.
  static let picturePrefix = "https://folder.invalid/"

  /// From a piece of HTML, made safe here; its pictures lie in its own folder.
  public init(title: String, fragment: String) {
    self.init(title: title, html: HTMLCleaner.clean(fragment, base: Self.picturePrefix).html)
    pictures = PictureScan.pictures(in: html)
  }

  init(title: String, html: String) {
    self.title = title
    self.html = html
  }
}
