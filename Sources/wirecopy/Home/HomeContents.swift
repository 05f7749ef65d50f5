import Foundation
import Glibc
import News
import Store

/// What Wirecopy keeps in its folders, by names: what a backup takes, where a restored file goes, what `purge` destroys. All else
/// in these folders is somebody else's.
struct HomeContents: Sendable {
  let places: Places

  /// Of the names in a backup, what each begins with: a folder of settings, one of what is kept.
  static let config = "config"
  static let data = "data"

  /// Folders of files without folders in them.
  static let flatFolders = ["\(config)/templates"] + contentFolders
  /// Files named by what is in them, once written never changed.
  static let contentFolders = ["files", "drops", "blobs", "kept", "inbox"].map { "\(data)/\($0)" }
  static let files = ["\(config)/config.toml", "\(config)/netrc", "\(data)/store.sqlite.alerts"]
  static let store = "\(data)/store.sqlite"
  static let work = "\(data)/work"

  /// Where something of this name in a backup is on this machine.
  func path(of name: String) -> String {
    let rest = name.drop { $0 != "/" }
    return (name.hasPrefix(Self.config) ? places.config : places.data) + rest
  }

  /// Whether a backup may hold a file of this name.
  static func isMember(_ name: String) -> Bool {
    if name == store || files.contains(name) { return true }
    guard let slash = name.lastIndex(of: "/") else { return false }
    let (folder, last) = (String(name[..<slash]), name[name.index(after: slash)...])
    if flatFolders.contains(folder) { return isWhole(last) }
    if folder == work { return isAside(last) }
    return folder.hasPrefix(work + "/") && isEdited(folder.dropFirst(work.utf8.count + 1))
      && (last == "report.txt" || last == "draft.json")
  }

  /// Folders that lead to files.
  static func isFolder(_ name: String) -> Bool {
    let name = name.hasSuffix("/") ? String(name.dropLast()) : name
    return name == config || name == data || name == work || flatFolders.contains(name)
      || name.hasPrefix(work + "/") && isEdited(name.dropFirst(work.utf8.count + 1))
  }

  /// Not one that is being written.
  private static func isWhole(_ name: Substring) -> Bool { !name.hasPrefix(".") && !name.hasSuffix(".part") }
  /// A text that was put where nobody removes it.
  private static func isAside(_ name: Substring) -> Bool { name.hasPrefix("kept-") && name.hasSuffix(".txt") }
  /// A text that an editor has, or had when its process was killed: the next desk brings it back.
  private static func isEdited(_ name: Substring) -> Bool {
    name.hasPrefix("edit-") && name.dropFirst(5).allSatisfy { $0.isASCII && ($0.isNumber || $0.isLetter) }
  }

  // MARK: What there is

  /// A file that a backup takes.
  struct Member {
    var name: String
    var path: String
    /// Only the settings may be links: people keep them elsewhere.
    var mayBeLink: Bool
  }

  /// Calls with each file that there is beside the store, one by one: there may be many.
  func forEachMember(_ visit: (Member) throws -> Void) throws {
    for name in Self.files where access(path(of: name), F_OK) == 0 {
      try visit(Member(name: name, path: path(of: name), mayBeLink: name.hasPrefix(Self.config)))
    }
    for folder in Self.flatFolders + [Self.work] {
      try forEachName(in: folder) { name in
        let whole = "\(folder)/\(name)"
        if Self.isMember(whole) {
          try visit(Member(name: whole, path: path(of: whole), mayBeLink: false))
        } else if folder == Self.work, Self.isFolder(whole) {
          for file in ["draft.json", "report.txt"] where access(path(of: "\(whole)/\(file)"), F_OK) == 0 {
            try visit(Member(name: "\(whole)/\(file)", path: path(of: "\(whole)/\(file)"), mayBeLink: false))
          }
        }
      }
    }
  }

  /// The names in a folder, but `.` and `..`; those that are no UTF-8 are nobody's of ours.
  func forEachName(in folder: String, _ visit: (String) throws -> Void) rethrows {
    guard let stream = opendir(path(of: folder)) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(bytes: $0.prefix { $0 != 0 }, encoding: .utf8) }
      guard let name, name != ".", name != ".." else { continue }
      try visit(name)
    }
  }

  /// What stands in the way of a restored home, the store itself apart: paths of files, and of folders that are not empty.
  func inTheWay() -> [String] {
    let found = Self.files.filter { $0.hasPrefix(Self.config) && access(path(of: $0), F_OK) == 0 }
    let filled = Self.flatFolders.filter { folder in
      var isFilled = false
      forEachName(in: folder) { if !$0.hasPrefix(".") { isFilled = true } }
      return isFilled
    }
    return (found + filled).map(path(of:))
  }
}
