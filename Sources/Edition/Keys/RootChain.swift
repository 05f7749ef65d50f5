import Seal

/// A newsroom's root files from the first to the newest that was found: each vouched for by the one before.
///
/// Invariant: not empty once the first was taken; numbered 1, 2, 3, …; one origin.
public struct RootChain: Hashable, Sendable {
  public private(set) var files: [RootFile] = []

  public init() {}

  /// The one whose keys count now.
  public var newest: RootFile? { files.last }
  /// The newsroom's fingerprint; nil before there is a root.
  public var fingerprint: Fingerprint? { files.first.map { Fingerprint(of: $0.bytes) } }
  /// The number of the file that comes next.
  public var next: Int { files.count + 1 }

  /// Takes the next file, if the rules of TUF 1.0 (section 5.3) and this newsroom's fingerprint let it.
  public mutating func append(_ bytes: [UInt8], fingerprint: Fingerprint? = nil) throws(EditionFault) {
    guard files.count < EditionLimits.rootSteps else { throw .tooManyRoots }
    if files.isEmpty, let fingerprint, Fingerprint(of: bytes) != fingerprint { throw .wrongFingerprint }
    let file = try RootFile(reading: bytes)
    guard file.number == next else { throw .rootWrongNumber(expected: next, found: file.number) }
    if let newest {
      guard file.origin == newest.origin else { throw .rootOfAnother(origin: file.origin) }
      let signers = file.signers(of: newest.editors)
      guard signers >= newest.editors.threshold else {
        throw .rootUnsigned(by: .old, signers: signers, needed: newest.editors.threshold)
      }
    }
    let signers = file.signers(of: file.editors)
    guard signers >= file.editors.threshold else {
      throw .rootUnsigned(by: .new, signers: signers, needed: file.editors.threshold)
    }
    guard file.isSignedOnly(by: [file.editors] + (newest.map { [$0.editors] } ?? [])) else {
      throw .rootBadSignature
    }
    files.append(file)
  }

  /// Whether a key signed checkpoints once and does not any more.
  func isRetired(_ name: String, id: UInt32) -> Bool {
    files.dropLast().contains { file in file.noteKeys.contains { $0.name == name && $0.id == id } }
  }
}
