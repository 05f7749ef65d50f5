public import Edition
import Foundation
import News
public import Seal

/// A newsroom's own folder, from which its edition is published: keys, root files, what waits, and the tree.
///
/// ```
/// newsroom.json    what is remembered between two commands
/// lock             held by the command that is at work
/// keys/            age files, each with its passphrase: head.key, desk.key, editor-1.key …
/// root/            root files, 1.json …
/// queue/           entries that wait for the next publication
/// receipts.json    which reports were opened, and whose writers were told
/// tree/            the edition, as mirrors serve it
/// ```
/// Everything in it is for its owner alone (0700, 0600). Whoever may change it holds the folder as long as there is this object;
/// another command is refused meanwhile.
public final class NewsroomFolder {
  public let path: String
  var book: NewsroomBook
  public private(set) var roots: RootChain
  private let lock: FolderLock?

  public var origin: String { book.origin }
  public var title: String { book.title }
  public var fingerprint: Fingerprint? { roots.fingerprint }
  public var tree: String { path + "/tree" }

  /// Opens a folder that `create` made.
  /// - Parameter isReading: nothing will be changed; it may be open elsewhere.
  public init(_ path: String, isReading: Bool = false) throws(PressFault) {
    self.path = path
    guard FileManager.default.fileExists(atPath: path + "/newsroom.json") else { throw Self.noNewsroom(path) }
    // Before anything is read: what another command writes meanwhile would be overwritten.
    lock = try isReading ? nil : FolderLock(path)
    guard let bytes = FileManager.default.contents(atPath: path + "/newsroom.json") else { throw Self.noNewsroom(path) }
    guard let book = try? JSONDecoder().decode(NewsroomBook.self, from: bytes), book.version == 1 else {
      throw .newsroom("\(path)/newsroom.json is damaged, or of a newer Wirecopy")
    }
    self.book = book
    roots = RootChain()
    while let bytes = FileManager.default.contents(atPath: "\(path)/root/\(roots.next).json") {
      do throws(EditionFault) { try roots.append([UInt8](bytes)) } catch { throw .newsroom(error.phrase) }
    }
    guard roots.newest != nil else { throw .newsroom("\(path)/root has no root file") }
    if !isReading { try takeNewKeys() }
  }

  /// Another set of keys must not come to lie over one that is there.
  private static func noNewsroom(_ path: String) -> PressFault {
    hasRemains(path)
      ? .newsroom(
        "\(path) has a newsroom's keys, root files or edition, but its newsroom.json is gone: bring that back from a backup of the folder"
      ) : .newsroom("\(path) is no newsroom's folder: `wirecopy edition init` makes one")
  }

  /// Whether a newsroom's keys, root files or edition are there.
  static func hasRemains(_ path: String) -> Bool {
    let keys = (try? FileManager.default.contentsOfDirectory(atPath: path + "/keys")) ?? []
    return keys.contains { $0.hasSuffix(".key") }
      || ["root/1.json", "tree/checkpoint"].contains { FileManager.default.fileExists(atPath: path + "/" + $0) }
  }

  init(path: String, book: NewsroomBook, roots: RootChain, lock: FolderLock?) {
    self.lock = lock
    self.path = path
    self.book = book
    self.roots = roots
  }

  /// Writes what is remembered.
  func save() throws(PressFault) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(book) else { throw .newsroom("newsroom.json can't be written") }
    try write([UInt8](bytes), to: "newsroom.json")
  }

  /// Writes a file for its owner alone: beside, flushed, renamed.
  func write(_ bytes: [UInt8], to name: String) throws(PressFault) {
    do throws(TreeFolderFault) {
      try PrivateFile.write(bytes, to: path + "/" + name)
    } catch {
      throw .tree(error)
    }
  }

  func addRoot(_ bytes: [UInt8]) throws(PressFault) {
    do throws(EditionFault) { try roots.append(bytes) } catch { throw .newsroom(error.phrase) }
    try write(bytes, to: "root/\(roots.files.count).json")
  }

  // MARK: - Keys

  /// Names of the key files.
  public var keyNames: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/keys")) ?? []).filter { $0.hasSuffix(".key") }
      .sorted()
  }

  /// - Parameter file: under which it is written; nil for its name.
  func writeKey(
    _ key: KeyFile.Key, role: KeyFile.Role, name: String, to file: String? = nil, passphrase: SecretBytes, work: Int
  ) throws(PressFault) {
    let bytes: [UInt8]
    do throws(KeyFile.Fault) {
      bytes = try KeyFile.seal(key, role: role, passphrase: passphrase, work: work)
    } catch { throw .key(name: name, error) }
    try write(bytes, to: "keys/" + (file ?? name))
  }

  /// Opens a key file: one of this folder by its name, or any by its path.
  public func key(_ name: String, passphrase: SecretBytes) throws(PressFault) -> KeyFile.Key {
    let place = name.contains("/") ? name : "\(path)/keys/\(name)"
    guard let bytes = FileManager.default.contents(atPath: place) else {
      throw .newsroom("there is no key file \(place)")
    }
    do throws(KeyFile.Fault) {
      return try KeyFile.open([UInt8](bytes), passphrase: passphrase).key
    } catch { throw .key(name: name, error) }
  }

  public func signingKey(_ name: String, passphrase: SecretBytes) throws(PressFault) -> SigningKey {
    guard case .signing(let key) = try key(name, passphrase: passphrase) else {
      throw .newsroom("\(name) is no key that signs")
    }
    return key
  }
}
