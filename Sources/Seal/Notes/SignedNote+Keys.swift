/// A signature that was checked.
public struct CheckedSignature: Hashable, Sendable {
  public let key: NoteKey
  /// Seconds since 1970 that a timed one gives.
  public let time: UInt64?
}

extension SignedNote {
  /// The signatures by keys that we know. Those of others are passed over, as the specification wants; a bad one by a
  /// known key, or a note without any by a known key, is refused.
  public func verified(by keys: [NoteKey]) throws(NoteFault) -> [CheckedSignature] {
    var checked: [CheckedSignature] = []
    for signature in signatures {
      let matching = keys.filter { $0.name.utf8.elementsEqual(signature.name.utf8) && $0.id == signature.id }
      guard !matching.isEmpty else { continue }
      // Two keys of one name and ID: whichever made it, one of them must have.
      guard let found = matching.lazy.compactMap({ check(signature, by: $0) }).first else {
        throw .badSignature(name: signature.name)
      }
      checked.append(found)
    }
    guard !checked.isEmpty else { throw .noKnownSignature }
    return checked
  }

  private func check(_ signature: NoteSignature, by key: NoteKey) -> CheckedSignature? {
    switch key.kind {
    case .plain:
      guard key.key.verifies(signature.bytes, of: text.utf8) else { return nil }
      return CheckedSignature(key: key, time: nil)
    case .timed:
      guard signature.bytes.count == 8 + VerifyingKey.signatureSize else { return nil }
      let time = signature.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard time <= UInt64(Int64.max),
        key.key.verifies(signature.bytes.dropFirst(8), of: Self.timedText(text, time: time))
      else { return nil }
      return CheckedSignature(key: key, time: time)
    }
  }

  /// Adds a plain signature.
  /// - Precondition: `name` is one that a key may have.
  public func signed(by key: SigningKey, as name: String) -> SignedNote {
    guard let public_ = NoteKey(name: name, kind: .plain, key: key.publicKey) else {
      preconditionFailure("no name for a key")
    }
    return adding(NoteSignature(name: name, id: public_.id, bytes: key.sign(text.utf8)))
  }

  /// Adds a timed signature (C2SP tlog-cosignature): as of that time, in seconds since 1970, this is the largest tree.
  /// - Precondition: `name` is one that a key may have.
  public func cosigned(by key: SigningKey, as name: String, time: UInt64) -> SignedNote {
    guard let public_ = NoteKey(name: name, kind: .timed, key: key.publicKey), time <= UInt64(Int64.max) else {
      preconditionFailure("no name for a key, or no time")
    }
    let head = (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * UInt64($0))) }
    return adding(
      NoteSignature(name: name, id: public_.id, bytes: head + key.sign(Self.timedText(text, time: time))))
  }

  private func adding(_ signature: NoteSignature) -> SignedNote {
    SignedNote(text: text, signatures: signatures + [signature])
  }

  private static func timedText(_ text: String, time: UInt64) -> [UInt8] {
    Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
  }
}
