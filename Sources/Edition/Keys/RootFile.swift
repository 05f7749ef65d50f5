public import Foundation
public import Seal

/// A newsroom's keys at one time: TUF 1.0 root metadata, `root/N.json`, read and not yet trusted.
public struct RootFile: Hashable, Sendable {
  /// As it was served.
  public let bytes: [UInt8]
  /// From 1.
  public let number: Int
  /// When its makers want to have written another. Nothing is locked by it.
  public let expires: Date
  /// Who signs root files: the editors' offline keys.
  public let editors: RootRole
  /// Who signs checkpoints: the role `timestamp`.
  public let head: RootRole
  /// The newsroom's name in checkpoints and signatures.
  public let origin: String
  public let title: String
  /// BCP 47.
  public let languages: [String]
  /// To whom reports are sealed.
  public let recipients: [AgeRecipient]
  /// All that is trusted from before this root.
  public let trunk: TreePoint?

  /// What is signed: `signed` in canonical JSON.
  let signed: [UInt8]
  /// In their order.
  let signatures: [(keyID: String, signature: [UInt8])]

  public static func == (a: RootFile, b: RootFile) -> Bool { a.bytes == b.bytes }
  public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  /// The keys that checkpoints are checked with, each as a plain and as a timed one.
  public var noteKeys: [NoteKey] {
    head.keys.values.flatMap { key in
      [NoteSignatureKind.plain, .timed].compactMap { NoteKey(name: origin, kind: $0, key: key) }
    }
  }

  /// How many different keys of a role signed this file.
  func signers(of role: RootRole) -> Int {
    Set(
      signatures.compactMap { signature in
        role.keys[signature.keyID].flatMap { $0.verifies(signature.signature, of: signed) ? $0 : nil }
      }
    ).count
  }

  /// Whether each signature is one that a role's key made. More than the specification asks for: a signature that nobody
  /// can check would let a mirror mark its copies.
  func isSignedOnly(by roles: [RootRole]) -> Bool {
    signatures.allSatisfy { signature in
      roles.contains { $0.keys[signature.keyID]?.verifies(signature.signature, of: signed) == true }
    }
  }
}
