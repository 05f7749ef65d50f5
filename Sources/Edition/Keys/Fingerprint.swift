import Seal

/// What stands for a newsroom in the world: the SHA-256 of the bytes of its first root file. Written `wc1` and lower-case
/// base 32, it is read aloud, printed and put behind `#` in a link.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  private static let prefix = "wc1"

  public let digest: [UInt8]

  /// Of a root file's bytes.
  public init(of root: some Sequence<UInt8>) { digest = Digest.of(root) }

  /// Reads `wc1…`; nil for anything but the one writing. Upper case and blanks are forgiven: somebody may have heard it.
  public init?(_ text: String) {
    let text = text.filter { !$0.isWhitespace && $0 != "-" }.lowercased()
    guard text.hasPrefix(Self.prefix), let bytes = Base32.read(text.dropFirst(3).utf8), bytes.count == Digest.size
    else {
      return nil
    }
    digest = bytes
  }

  /// `wc1…`, 55 characters.
  public var text: String { Self.prefix + Base32.write(digest) }
  public var description: String { text }

  /// In groups of four, to be read aloud and compared.
  public var groups: [String] {
    var groups: [String] = [Self.prefix]
    var rest = text.dropFirst(3)
    while !rest.isEmpty {
      groups.append(String(rest.prefix(4)))
      rest = rest.dropFirst(4)
    }
    return groups
  }
}

/// A link to a newsroom: the address of any of its mirrors, and its fingerprint behind `#`, which no server sees.
public struct NewsroomLink: Hashable, Sendable {
  /// Without its fragment; ends in `/`.
  public let url: String
  /// Nil where the link has none: the first root that is seen is trusted then.
  public let fingerprint: Fingerprint?

  public init(url: String, fingerprint: Fingerprint?) {
    self.url = url.hasSuffix("/") ? url : url + "/"
    self.fingerprint = fingerprint
  }

  /// Nil where there is a fragment that begins like a fingerprint and is none: it was cut, or misheard. Another fragment is
  /// let go of.
  public init?(_ text: String) {
    guard let mark = text.firstIndex(of: "#") else {
      self.init(url: text, fingerprint: nil)
      return
    }
    let fragment = String(text[text.index(after: mark)...])
    let fingerprint = Fingerprint(fragment)
    guard fingerprint != nil || !fragment.lowercased().hasPrefix("wc1") else { return nil }
    self.init(url: String(text[..<mark]), fingerprint: fingerprint)
  }

  /// To be given on.
  public var text: String { fingerprint.map { url + "#" + $0.text } ?? url }
}
