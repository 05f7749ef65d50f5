import News
import Seal
public import Store

/// To whom a report is sealed, and by which one-time keys it is signed and answered.
public struct DropSeal: Sendable {
  /// Stanzas of a sealed report, at least: it does not tell how many editors a newsroom has.
  static let stanzas = 4
  /// Recipients of one newsroom, at most: no age file with more stanzas is read.
  static let mostRecipients = 128

  let recipients: [AgeRecipient]
  /// The newsroom's, `wc1…`.
  let fingerprint: String
  let key: SigningKey
  let answer: AgeRecipient

  /// Nil where one of the recipients is none that we can seal to, or there is none: a report that some editors can't open is
  /// none that was sent to the desk.
  public init?(to recipients: [String], fingerprint: String, keys: ReportKeys) {
    self.recipients = recipients.compactMap(AgeRecipient.init)
    guard (1...Self.mostRecipients).contains(recipients.count), self.recipients.count == recipients.count else {
      return nil
    }
    self.fingerprint = fingerprint
    key = SigningKey(seed: keys.seed)
    answer = AgeIdentity(secret: keys.identity).recipient
  }

  /// What the one-time key signs: these words, and the SHA-256 of length, JSON and files.
  static func signed(_ digest: [UInt8]) -> [UInt8] { Array("wirecopy report 1\n".utf8) + digest }

  /// Bytes of a drop, sealed for so many.
  static func size(of packed: Int, recipients: Int) -> Int {
    AgeSealer.size(of: packed, stanzas: max(stanzas, recipients))
  }
}
