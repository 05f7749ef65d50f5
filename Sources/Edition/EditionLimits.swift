/// What an edition's parts may measure, in bytes where nothing else is said. More is refused before it is read.
public enum EditionLimits {
  public static let checkpoint = 4 << 10
  public static let root = 64 << 10
  /// Root files that are followed one after another.
  public static let rootSteps = 256
  /// An entry, as its length of 16 bits has it.
  public static let entry = 65_535
  /// Entries of a bundle, hashes of a tile.
  public static let width = 256
  public static let bundle = width * (2 + entry)
  /// A segment is sealed once it has this much; the body that takes it there may be long itself.
  public static let sealedSegment = 256 << 10
  public static let segment = sealedSegment + member
  /// A body as a gzip member, and what is in it.
  public static let member = 2 << 20
  public static let body = 8 << 20
  public static let blob = 64 << 20
  /// Objects and arrays within each other.
  public static let depth = 16
  /// Entries of a tree. More than any newsroom writes, and small enough for every sum made of it.
  public static let size = 1 << 32
}
