public import Foundation

/// A report's name in the world, the same in all of its versions: a UUID (RFC 9562) in lower case.
public struct ReportID: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: String
  /// Any text is taken as it is: what comes from outside is checked where it is read.
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ uuid: UUID = UUID()) { rawValue = uuid.uuidString.lowercased() }
}

/// What a reporter writes. It is a draft, then filed, relayed, received, published or declined.
public struct Report: Hashable, Sendable {
  /// Which template it was begun from; the desk sorts by it.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case report, alert, correction }

  public let id: ReportID
  /// From 1; a filed report that is edited becomes the next.
  public var version: Int
  public var kind: Kind
  public var title: String
  public var section: String
  /// BCP 47, `ko`, `en`; empty where the writer gave none.
  public var language: String
  public var place: String
  public var isUrgent: Bool
  /// What the writer signs with; empty for nobody.
  public var byline: String
  /// Plain text, paragraphs parted by an empty line.
  public var body: String
  /// The address of the article that it answers or corrects.
  public var inReplyTo: String?
  public var attachments: [Attachment]

  public init(
    id: ReportID = ReportID(), version: Int = 1, kind: Kind = .report, title: String = "", section: String = "",
    language: String = "", place: String = "", isUrgent: Bool = false, byline: String = "", body: String = "",
    inReplyTo: String? = nil, attachments: [Attachment] = []
  ) {
    self.id = id
    self.version = version
    self.kind = kind
    self.title = title
    self.section = section
    self.language = language
    self.place = place
    self.isUrgent = isUrgent
    self.byline = byline
    self.body = body
    self.inReplyTo = inReplyTo
    self.attachments = attachments
  }

  /// Nothing was written yet: such a draft may go without a question.
  public var isBlank: Bool {
    attachments.isEmpty && [title, place, body].allSatisfy { $0.allSatisfy(\.isWhitespace) }
  }
}

/// A file that goes with a report: the cleaned copy that is kept beside the store, never the writer's own.
public struct Attachment: Identifiable, Hashable, Sendable {
  public let id: AttachmentID
  /// As the writer's file was called: shown to the writer alone, never sent.
  public var originalName: String
  /// As it is sent: says nothing of whose it is, `photo-1.jpg`.
  public var name: String
  /// Media type by its content, without parameters.
  public var type: String
  /// Of the kept copy, in bytes.
  public var size: Int
  /// SHA-256 of the kept copy, lower-case hex; the name of its file.
  public var sha256: String
  public var caption: String
  public var cleaning: Cleaning

  /// What was done about metadata.
  public enum Cleaning: Hashable, Sendable, Codable {
    /// Names of the fields that were found and removed; empty when there were none.
    case cleaned(found: [String])
    /// Nothing can clean this kind of file; the writer was warned and wants it sent as it is.
    case untouched
  }

  public init(
    id: AttachmentID, originalName: String, name: String, type: String, size: Int, sha256: String,
    caption: String = "", cleaning: Cleaning
  ) {
    self.id = id
    self.originalName = originalName
    self.name = name
    self.type = type
    self.size = size
    self.sha256 = sha256
    self.caption = caption
    self.cleaning = cleaning
  }
}

/// A report being written, as the store has it.
public struct Draft: Identifiable, Hashable, Sendable {
  /// What `wirecopy report edit` takes.
  public let id: ReportNumber
  public var newsroom: NewsroomID
  public var report: Report
  public var begun: Date
  /// When it last reached the disk.
  public var saved: Date

  public init(id: ReportNumber, newsroom: NewsroomID, report: Report, begun: Date, saved: Date) {
    self.id = id
    self.newsroom = newsroom
    self.report = report
    self.begun = begun
    self.saved = saved
  }
}
