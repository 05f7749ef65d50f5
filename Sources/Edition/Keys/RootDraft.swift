public import Foundation
import News
public import Seal

/// A root file in the making: what a newsroom's editors sign.
public struct RootDraft: Sendable {
  public var number: Int
  public var expires: Date
  public var editors: [VerifyingKey]
  /// How many editors must sign the next root file, and this one.
  public var threshold: Int
  public var heads: [VerifyingKey]
  public var origin: String
  public var title: String
  public var languages: [String]
  public var recipients: [AgeRecipient]
  public var trunk: TreePoint?

  public init(
    number: Int = 1, expires: Date, editors: [VerifyingKey], threshold: Int, heads: [VerifyingKey], origin: String,
    title: String, languages: [String] = [], recipients: [AgeRecipient] = [], trunk: TreePoint? = nil
  ) {
    self.number = number
    self.expires = expires
    self.editors = editors
    self.threshold = threshold
    self.heads = heads
    self.origin = origin
    self.title = title
    self.languages = languages
    self.recipients = recipients
    self.trunk = trunk
  }

  /// The file after one, with its keys and words.
  public init(after file: RootFile, expires: Date, trunk: TreePoint?) {
    self.init(
      number: file.number + 1, expires: expires, editors: file.editors.keyIDs.compactMap { file.editors.keys[$0] },
      threshold: file.editors.threshold, heads: file.head.keyIDs.compactMap { file.head.keys[$0] }, origin: file.origin,
      title: file.title, languages: file.languages, recipients: file.recipients, trunk: trunk)
  }

  /// What the editors sign: `signed`, whose canonical form it is.
  public var body: JSONValue {
    let all = (editors + heads).reduce(into: [VerifyingKey]()) { if !$0.contains($1) { $0.append($1) } }
    let head = Self.role(heads, threshold: 1)
    var extra: [JSONValue.Member] = [
      .of("origin", .string(origin)), .of("title", .string(title)),
      .of("languages", .array(languages.map { .string($0) })),
      .of("recipients", .array(recipients.map { .string($0.text) })),
    ]
    if let trunk {
      extra.append(
        .of("trunk", .object([.of("size", .integer(trunk.size)), .of("hash", .string(trunk.hash.hex))])))
    }
    return .object([
      .of("_type", .string("root")), .of("spec_version", .string("1.0.31")),
      .of("version", .integer(number)), .of("expires", .string(EntryTime.text(expires))),
      .of("consistent_snapshot", .bool(true)),
      .of("keys", .object(all.map { .of(Self.id(of: $0), Self.value($0)) })),
      .of(
        "roles",
        .object([
          .of("root", Self.role(editors, threshold: threshold)), .of("timestamp", head), .of("snapshot", head),
          .of("targets", head),
        ])), .of("x-wirecopy", .object(extra)),
    ])
  }

  /// The bytes that an editor signs.
  public var signedBytes: [UInt8] { body.canonicalBytes ?? [] }

  /// The file with the signatures of editors.
  public func file(signedBy signers: [SigningKey]) -> [UInt8] {
    let bytes = signedBytes
    return file(signatures: signers.map { ($0.publicKey, $0.sign(bytes)) })
  }

  /// The file with signatures that were made elsewhere.
  public func file(signatures: [(key: VerifyingKey, signature: [UInt8])]) -> [UInt8] {
    JSONValue.object([
      .of("signed", body),
      .of(
        "signatures",
        .array(
          signatures.map { one in
            .object([
              .of("keyid", .string(Self.id(of: one.key))), .of("sig", .string(one.signature.hex)),
            ])
          })),
    ]).bytes + [0x0A]
  }

  /// The SHA-256 of the key in canonical JSON, as TUF names keys.
  public static func id(of key: VerifyingKey) -> String { Digest.of(value(key).canonicalBytes ?? []).hex }

  private static func value(_ key: VerifyingKey) -> JSONValue {
    .object([
      .of("keytype", .string("ed25519")), .of("scheme", .string("ed25519")),
      .of("keyval", .object([.of("public", .string(key.bytes.hex))])),
    ])
  }

  private static func role(_ keys: [VerifyingKey], threshold: Int) -> JSONValue {
    .object([
      .of("keyids", .array(keys.map { .string(id(of: $0)) })), .of("threshold", .integer(threshold)),
    ])
  }
}
