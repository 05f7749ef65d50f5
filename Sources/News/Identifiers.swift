/// A newsroom's number in the local store.
public struct NewsroomID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A mirror's number in the local store.
public struct MirrorID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// An article's number in the local store: what `wirecopy read` takes. It never changes, whichever mirror brings news of it.
public struct ArticleID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A report's number in the local store, as a draft and in the outbox: what `wirecopy report` takes.
public struct ReportNumber: RawRepresentable, Hashable, Sendable, Codable, Comparable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// An attachment's number in the local store.
public struct AttachmentID: RawRepresentable, Hashable, Sendable, Codable, Comparable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
