/// What a request wants of the drops; everything below `/drop` is theirs, whatever lies in the served folder.
enum DropTarget: Hashable {
  /// `/drop/`
  case list
  /// `/drop/<64 hexadecimal digits>`
  case drop(DropName)
  /// Anything else below `/drop`: there is nothing.
  case nothing

  /// Nil for a target that is the folder's.
  init?(target: String) {
    guard let path = RequestPath(target: target), path.names.first == "drop" else { return nil }
    if path.names.count == 1, path.isFolder {
      self = .list
    } else if path.names.count == 2, !path.isFolder, let name = DropName(path.names[1]) {
      self = .drop(name)
    } else {
      self = .nothing
    }
  }
}
