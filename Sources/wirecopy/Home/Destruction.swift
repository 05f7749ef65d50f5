import Foundation
import Glibc
import News
import Seal
import Store

/// Destroys what Wirecopy keeps, file by file: what was secret is overwritten and flushed before its name goes. Goes on where one
/// thing fails; follows no link; leaves alone what is not Wirecopy's.
struct Destruction {
  /// What goes together, in the order in which it goes.
  struct Step {
    var what: Phrase
    /// Single files.
    var files: [String]
    /// Folders, and which of their names are ours.
    var folders: [(path: String, isOurs: (String) -> Bool)] = []
    /// The home in which killed backups and restores may have left whole folders.
    var home: String?
    /// News that others have as well is not overwritten: that would take long, and keep from the rest.
    var isSecret = true
  }

  /// What could not be destroyed, and why.
  private(set) var left: [(path: String, reason: String)] = []
  /// What is not Wirecopy's, or has another name elsewhere.
  private(set) var spared: [String] = []
  private(set) var bytes: Int64 = 0
  var progress: (Int64) -> Void = { _ in }
  private let noise = RandomBytes.make(1 << 18)

  static func steps(_ places: Places) -> [Step] {
    let contents = HomeContents(places: places)
    let folder = { (name: String, isOurs: @escaping (String) -> Bool) in
      (path: contents.path(of: "\(HomeContents.data)/\(name)"), isOurs: isOurs)
    }
    let store = places.storePath
    return [
      Step(what: "passwords of relays", files: [places.netrcPath]),
      Step(
        what: "the store: keys of reports, drafts, reports, news",
        files: [store + "-wal", store, store + "-shm", store + "-journal", store + ".alerts"]),
      // Keys and all, once more.
      Step(
        what: "what a backup or a restore left that was cut off",
        files: [places.netrcPath, places.settingsPath].map { $0 + ".restored" }, home: places.data),
      Step(
        what: "attachments, packed reports, texts in work", files: [],
        folders: [
          folder("files", isContent), folder("drops", isContent), folder("work", isWork), folder("inbox", isContent),
          (path: store + "-work", isOurs: isWork),
        ]),
      Step(
        what: "pictures and files of the news", files: [],
        folders: [folder("blobs", isContent), folder("kept", isContent)], isSecret: false),
      Step(
        what: "settings", files: [places.settingsPath],
        folders: [(path: places.templatesPath, isOurs: { $0.hasSuffix(".txt") || $0.hasSuffix(".txt.restored") })]),
      Step(what: "the log", files: [places.logPath, places.logPath + ".1"]),
    ]
  }

  /// Named by what is in it, or on the way to that.
  private static func isContent(_ name: String) -> Bool {
    name.utf8.count == 64 && name.allSatisfy(\.isHexDigit) || name.hasPrefix(".part-")
      || name.hasSuffix(".part") && name.dropLast(5).allSatisfy(\.isNumber)
  }

  private static func isWork(_ name: String) -> Bool {
    name.hasPrefix("clean-") || name.hasPrefix("edit-") || name.hasPrefix("kept-") && name.hasSuffix(".txt")
  }

  /// Whether these folders are Wirecopy's: a store or one of its locks is there, or they have its name.
  static func isHome(_ places: Places) -> Bool {
    let marks = [HomeHold.path(places), places.storePath + ".sync"]
    if NewsStore.isStore(at: places.storePath) || marks.contains(where: { access($0, F_OK) == 0 }) { return true }
    // All that there is of a home whose first restore was killed.
    if !leftovers(in: places.data).isEmpty { return true }
    return places.config != places.data && places.data.hasSuffix("/wirecopy") && places.config.hasSuffix("/wirecopy")
  }

  /// Files that there are of a step, and their bytes; links are not followed.
  static func extent(of step: Step) -> (files: Int, bytes: Int64) {
    var extent = (files: 0, bytes: Int64(0))
    let count = { (path: String) in
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return }
      extent.files += 1
      if status.st_mode & S_IFMT == S_IFREG { extent.bytes = extent.bytes.plus(Int64(status.st_size)) }
    }
    step.files.forEach(count)
    if let home = step.home { for folder in leftovers(in: home) { tree(folder).files.forEach(count) } }
    for folder in step.folders {
      for name in names(in: folder.path) where folder.isOurs(name) {
        count("\(folder.path)/\(name)")
        for inner in names(in: "\(folder.path)/\(name)") { count("\(folder.path)/\(name)/\(inner)") }
      }
    }
    return extent
  }

  /// None of what is no folder itself.
  private static func names(in folder: String) -> [String] {
    var status = stat()
    guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [] }
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// What a killed backup or restore left: folders of whole homes, or of parts of them.
  private static func leftovers(in home: String) -> [String] {
    (HeldFolder.names(in: home).map { "\(home)/\($0)" } + [RestoredHome.path(inData: home)]).filter { path in
      var status = stat()
      return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
  }

  /// Everything below a folder: what has keys first and what has news last; folders before those in them.
  private static func tree(_ root: String) -> (files: [String], folders: [String]) {
    var files: [String] = []
    var folders = [root]
    var next = 0
    while next < folders.count {
      let folder = folders[next]
      next += 1
      for name in names(in: folder) {
        let path = "\(folder)/\(name)"
        var status = stat()
        let isFolder = lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        if isFolder { folders.append(path) } else { files.append(path) }
      }
    }
    let keys = files.filter(hasKeys)
    let news = files.filter { isNews($0, below: root) }
    return (keys + files.filter { !hasKeys($0) && !isNews($0, below: root) } + news, folders)
  }

  private static func hasKeys(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return name == "netrc" || name.hasPrefix("store.sqlite")
  }

  private static func isNews(_ path: String, below root: String) -> Bool {
    ["blobs", "kept"].contains { path.hasPrefix("\(root)/\(HomeContents.data)/\($0)/") }
  }

  mutating func destroy(_ step: Step) {
    for file in step.files { destroy(file, isSecret: step.isSecret) }
    if let home = step.home { destroyLeft(in: home) }
    for folder in step.folders { empty(folder.path, isSecret: step.isSecret, folder.isOurs) }
  }

  /// Locks, and folders that are empty by now.
  mutating func tidy(_ places: Places) {
    let store = places.storePath
    for lock in [AutomaticSync.lockPath(besideStore: store), store + ".sync", HomeHold.path(places)] { unlink(lock) }
    for folder in Set([places.config, places.data, places.state]) { rmdir(folder) }
  }

  private mutating func destroyLeft(in home: String) {
    // Nobody else moves it into place: the home is held alone.
    destroy(tree: RestoredHome.path(inData: home))
    var missed: [(path: String, reason: String)] = []
    HeldFolder.takeLeft(in: home, { destroy(tree: $0) }, orElse: { missed.append(($0, $1)) })
    left += missed
  }

  private mutating func destroy(tree root: String) {
    var status = stat()
    guard lstat(root, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
    let (files, folders) = Self.tree(root)
    for file in files { destroy(file, isSecret: !Self.isNews(file, below: root)) }
    for folder in folders.reversed() where rmdir(folder) != 0 { note(folder) }
  }

  private mutating func empty(_ folder: String, isSecret: Bool, _ isOurs: (String) -> Bool) {
    var status = stat()
    guard lstat(folder, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else { return destroy(folder, isSecret: false) }
    for name in Self.names(in: folder) {
      let path = "\(folder)/\(name)"
      guard isOurs(name) else {
        spared.append(path)
        continue
      }
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        destroy(path, isSecret: isSecret)
        continue
      }
      // Folders of one piece of work have files alone in them.
      for inner in Self.names(in: path) { destroy("\(path)/\(inner)", isSecret: isSecret) }
      if rmdir(path) != 0 { note(path) }
    }
    if rmdir(folder) != 0, errno != ENOTEMPTY, errno != EEXIST { note(folder) }
  }

  private mutating func destroy(_ path: String, isSecret: Bool) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno != ENOENT, errno != ENOTDIR { note(path) }
      return
    }
    let isPlain = status.st_mode & S_IFMT == S_IFREG
    if isPlain, isSecret {
      // Under another name it may be somebody's own copy: that is not ours to spoil.
      if status.st_nlink > 1 { spared.append(path) } else if !overwrite(path, Int64(status.st_size)) { note(path) }
    } else if status.st_mode & S_IFMT == S_IFLNK {
      spared.append(path)
    }
    if unlink(path) != 0 { note(path) } else if !isSecret { bytes = bytes.plus(Int64(status.st_size)) }
    progress(bytes)
  }

  /// With noise, and on the disk when it returns.
  private mutating func overwrite(_ path: String, _ size: Int64) -> Bool {
    chmod(path, 0o600)
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var done: Int64 = 0
    while done < size {
      let count = write(descriptor, noise, Int(min(Int64(noise.count), size - done)))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      done += Int64(count)
      bytes = bytes.plus(Int64(count))
      progress(bytes)
    }
    return fsync(descriptor) == 0
  }

  private mutating func note(_ path: String) { left.append((path, String(cString: strerror(errno)))) }
}
