/// A secret key as it is kept on a disk or a stick: an age file sealed with a passphrase. The stock program `age -d` shows
/// the lines in it, should this program be lost.
public enum KeyFile {
  /// What the keys of a newsroom are for.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Signs checkpoints.
    case head
    /// An editor's, kept offline: signs root files.
    case editor
    /// Opens reports.
    case desk
  }

  public enum Key: Sendable {
    case signing(SigningKey)
    case opening(AgeIdentity)
  }

  public enum Fault: Error, Hashable, Sendable {
    case age(AgeFault)
    /// It was opened, and what is in it is no key of ours.
    case noKey
    /// A passphrase of nothing seals nothing.
    case noPassphrase
  }

  private static let first = "wirecopy key v1"
  /// The most that is read of one, in bytes.
  public static let mostBytes = 64 << 10

  /// - Parameter work: see `AgeSealer`.
  public static func seal(
    _ key: Key, role: Role, passphrase: SecretBytes, work: Int = 18
  ) throws(Fault) -> [UInt8] {
    guard passphrase.count > 0 else { throw .noPassphrase }
    var lines = Array("\(first)\nrole \(role.rawValue)\n".utf8)
    switch key {
    case .signing(let key): lines += Array("ed25519 ".utf8) + key.seed.withBytes { Array(Base64.write($0).utf8) }
    case .opening(let identity): lines += Array(identity.text.utf8)
    }
    lines += [0x0A]
    let secret = SecretBytes(taking: &lines)
    do {
      return try AgeSealer.seal(secret.withBytes { Array($0) }, passphrase: passphrase, work: work)
    } catch {
      throw .age(error)
    }
  }

  public static func open(
    _ bytes: [UInt8], passphrase: SecretBytes, mostWork: Int = 20
  ) throws(Fault) -> (key: Key, role: Role) {
    guard bytes.count <= mostBytes else { throw .noKey }
    var plain: [UInt8]
    do {
      plain = try AgeOpener.open(bytes, .passphrase(passphrase, mostWork: mostWork))
    } catch {
      throw .age(error)
    }
    let secret = SecretBytes(taking: &plain)
    let lines = secret.withBytes { Array($0).split(separator: 0x0A).map(Array.init) }
    guard lines.count == 3, lines[0] == Array(first.utf8), lines[1].starts(with: "role ".utf8),
      let role = Role(rawValue: String(decoding: lines[1].dropFirst(5), as: UTF8.self))
    else { throw .noKey }
    if lines[2].starts(with: "ed25519 ".utf8) {
      guard var seed = Base64.read(lines[2].dropFirst(8)), seed.count == SigningKey.seedSize else { throw .noKey }
      return (.signing(SigningKey(seed: SecretBytes(taking: &seed))), role)
    }
    guard let identity = AgeIdentity(String(decoding: lines[2], as: UTF8.self)) else { throw .noKey }
    return (.opening(identity), role)
  }
}
