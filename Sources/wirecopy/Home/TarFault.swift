import News

/// What is wrong with an archive. Everything that a backup has no use for is refused, not skipped.
enum TarFault: Error, Hashable, Sendable {
  /// Its checksum, a number or its end is none of tar's.
  case malformed
  /// A link, a device, a pipe, an entry with holes.
  case unusual(String)
  /// Absolute, with `..`, empty parts or control characters, or no UTF-8.
  case badName(String)
  case longName
  case cut

  var phrase: Phrase {
    switch self {
    case .malformed: "what it holds is no tar archive"
    case .unusual(let name): "it holds \(name), which is a link, a device or the like"
    case .badName(let name): "it holds a name that leads elsewhere, \(name)"
    case .longName: "it holds a name that is too long"
    case .cut: "the archive in it ends too early"
    }
  }
}
