import Foundation
import News

/// What a mirror serves: files by path.
///
///     var site = LabSite()
///     site["/news.atom"] = .init("<feed>…</feed>", type: "application/atom+xml", etag: "\"1\"")
public struct LabSite: Sendable, Hashable {
  /// The bytes at one path, and what is said of them.
  public struct File: Sendable, Hashable {
    public var bytes: [UInt8]
    /// `Content-Type`; none is sent when nil.
    public var type: String?
    /// With its quotes, as it goes over the wire.
    public var etag: String?
    /// An HTTP date (RFC 9110, 5.6.7); compared as text, as most servers do.
    public var lastModified: String?
    /// The same bytes under a content coding (`gzip`, `br`, `zstd`), sent to those who accept it.
    public var encoded: [String: [UInt8]] = [:]
    /// Further header fields of its 200 and 206.
    public var headers: [LabRequest.Header] = []

    public init(
      bytes: [UInt8], type: String? = "application/atom+xml; charset=utf-8", etag: String? = nil,
      lastModified: String? = nil, encoded: [String: [UInt8]] = [:]
    ) {
      self.bytes = bytes
      self.type = type
      self.etag = etag
      self.lastModified = lastModified
      self.encoded = encoded
    }

    public init(
      _ text: String, type: String? = "application/atom+xml; charset=utf-8", etag: String? = nil,
      lastModified: String? = nil
    ) {
      self.init(bytes: Array(text.utf8), type: type, etag: etag, lastModified: lastModified)
    }
  }

  /// By path, or by path and query where a file is meant for one query alone.
  public var files: [String: File]
  /// Whether a 304 repeats the validators, as RFC 9110 wants and some servers forget.
  public var repeatsValidators = true

  public init(_ files: [String: File] = [:]) { self.files = files }

  public subscript(path: String) -> File? {
    get { files[path] }
    set { files[path] = newValue }
  }

  /// The file for a request's target: the exact one, else the one at its path, else that folder's `index.html`.
  func file(for target: String) -> File? {
    let path = String(target.prefix { $0 != "?" })
    return files[target] ?? files[path] ?? (path.hasSuffix("/") ? files[path + "index.html"] : nil)
  }

  /// The file for this target alone, with other words in it. What is no text, or lacks them, stays as it is.
  func altered(_ words: String, into others: String, for target: String) -> LabSite {
    guard let file = file(for: target), !words.isEmpty,
      let text = String(validating: file.bytes, as: UTF8.self), text.contains(words)
    else { return self }
    var other = file
    other.bytes = Array(text.replacing(words, with: others).utf8)
    other.encoded = [:]
    other.etag = file.etag?.tagged("altered")
    var site = LabSite([target: other])
    site.repeatsValidators = repeatsValidators
    return site
  }

  /// The file for this target alone, one bit near its end changed if it lies below a path: also who has its beginning gets it.
  func flipped(below path: String, for target: String) -> LabSite {
    guard target.hasPrefix(path), var file = file(for: target), !file.bytes.isEmpty else { return self }
    file.bytes[max(0, file.bytes.count - 16)] ^= 1
    file.encoded = [:]
    file.etag = file.etag?.tagged("altered")
    var site = LabSite([target: file])
    site.repeatsValidators = repeatsValidators
    return site
  }

  /// Every regular file below a folder, at its path there, with types by name and ETags by content.
  public static func folder(_ root: String) throws -> LabSite {
    var site = LabSite()
    let base = URL(filePath: root, directoryHint: .isDirectory)
    for path in try FileManager.default.subpathsOfDirectory(atPath: base.path(percentEncoded: false)) {
      let file = base.appending(path: path)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
      let bytes = [UInt8](try Data(contentsOf: file))
      site["/" + path] = File(
        bytes: bytes, type: MediaType.forPath(path), etag: "\"\(String(fingerprint(bytes), radix: 16))\"")
    }
    return site
  }

  /// FNV-1a, 64 bits: enough to tell two states of a file apart.
  private static func fingerprint(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
