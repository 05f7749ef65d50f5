/// A file for its owner alone, 0600 from its first byte, in a folder of 0700: beside its place, flushed, renamed.
public enum PrivateFile {
  /// - Parameter path: a file in a folder, which is made where there is none.
  public static func write(_ bytes: [UInt8], to path: String) throws(TreeFolderFault) {
    guard let slash = path.lastIndex(of: "/") else {
      return try TreeFolder(".", isPrivate: true).write(bytes, to: path)
    }
    try TreeFolder(String(path[..<slash]), isPrivate: true).write(bytes, to: String(path[path.index(after: slash)...]))
  }
}
