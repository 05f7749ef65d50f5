/// Why an age file can't be opened or made.
public enum AgeFault: Error, Hashable, Sendable {
  /// Its header is none of `age-encryption.org/v1`.
  case malformed
  /// None of the identities opens it.
  case noMatch
  /// A wrong passphrase, or a stanza that somebody altered.
  case wrongPassphrase
  /// Its header or its payload was altered or cut.
  case damaged
  /// It asks for more work, more stanzas or a longer header than we do for a stranger.
  case excessive
  /// There is nobody to seal it for.
  case noRecipient
  /// No memory for scrypt.
  case noMemory
}
