import Foundation

extension EditionStatus {
  private enum Member: String, CodingKey {
    case wanted, fingerprint, isFirstSeen, title, origin, languages, root, expires, editors, threshold, heads,
      recipients
    case size, held, first, isComplete, signed, compared, fork, acknowledged
  }

  /// What an older version kept can be read. The store's own counts are not in it.
  public init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: Member.self)
    wanted = try values.decodeIfPresent(String.self, forKey: .wanted)
    fingerprint = try values.decodeIfPresent(String.self, forKey: .fingerprint)
    isFirstSeen = try values.decodeIfPresent(Bool.self, forKey: .isFirstSeen) ?? false
    title = try values.decodeIfPresent(String.self, forKey: .title)
    origin = try values.decodeIfPresent(String.self, forKey: .origin)
    languages = try values.decodeIfPresent([String].self, forKey: .languages) ?? []
    root = try values.decodeIfPresent(Int.self, forKey: .root) ?? 0
    expires = try values.decodeIfPresent(Date.self, forKey: .expires)
    editors = try values.decodeIfPresent([String].self, forKey: .editors) ?? []
    threshold = try values.decodeIfPresent(Int.self, forKey: .threshold) ?? 0
    heads = try values.decodeIfPresent([String].self, forKey: .heads) ?? []
    recipients = try values.decodeIfPresent([String].self, forKey: .recipients) ?? []
    size = try values.decodeIfPresent(Int.self, forKey: .size) ?? 0
    held = try values.decodeIfPresent(Int.self, forKey: .held) ?? 0
    first = try values.decodeIfPresent(Int.self, forKey: .first) ?? 0
    isComplete = try values.decodeIfPresent(Bool.self, forKey: .isComplete) ?? false
    signed = try values.decodeIfPresent(Date.self, forKey: .signed)
    compared = try values.decodeIfPresent(Comparison.self, forKey: .compared)
    fork = try values.decodeIfPresent(Fork.self, forKey: .fork)
    acknowledged = try values.decodeIfPresent([String: Date].self, forKey: .acknowledged) ?? [:]
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Member.self)
    try values.encodeIfPresent(wanted, forKey: .wanted)
    try values.encodeIfPresent(fingerprint, forKey: .fingerprint)
    try values.encode(isFirstSeen, forKey: .isFirstSeen)
    try values.encodeIfPresent(title, forKey: .title)
    try values.encodeIfPresent(origin, forKey: .origin)
    try values.encode(languages, forKey: .languages)
    try values.encode(root, forKey: .root)
    try values.encodeIfPresent(expires, forKey: .expires)
    try values.encode(editors, forKey: .editors)
    try values.encode(threshold, forKey: .threshold)
    try values.encode(heads, forKey: .heads)
    try values.encode(recipients, forKey: .recipients)
    try values.encode(size, forKey: .size)
    try values.encode(held, forKey: .held)
    try values.encode(first, forKey: .first)
    try values.encode(isComplete, forKey: .isComplete)
    try values.encodeIfPresent(signed, forKey: .signed)
    try values.encodeIfPresent(compared, forKey: .compared)
    try values.encodeIfPresent(fork, forKey: .fork)
    try values.encode(acknowledged, forKey: .acknowledged)
  }
}
