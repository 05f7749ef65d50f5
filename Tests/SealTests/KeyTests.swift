import Testing

@testable import Seal

@Suite struct KeyTests {
  /// RFC 8032, section 7.1, test 2.
  @Test("Signatures are those of RFC 8032")
  func known() throws {
    var seed = try #require(
      Hexadecimal.read("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb".utf8))
    let key = SigningKey(seed: SecretBytes(taking: &seed))
    #expect(key.publicKey.bytes.hex == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    #expect(
      key.sign([0x72]).hex
        == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
    #expect(key.publicKey.verifies(key.sign([0x72]), of: [0x72]))
    #expect(!key.publicKey.verifies(key.sign([0x72]), of: [0x73]))
  }

  @Test("A key of small order signs nothing, and a scalar beyond the group's order is refused")
  func strict() throws {
    // The neutral element: with a lax check it verifies everything.
    var weak = [UInt8](repeating: 0, count: 32)
    weak[0] = 1
    #expect(try #require(VerifyingKey(weak)).verifies(weak + [UInt8](repeating: 0, count: 32), of: [1]) == false)
    let key = SigningKey()
    var signature = key.sign([1, 2, 3])
    // S + L is the same scalar, written otherwise.
    let order = try #require(
      Hexadecimal.read("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010".utf8))
    var carry = 0
    for place in 0..<32 {
      let sum = Int(signature[32 + place]) + Int(order[place]) + carry
      signature[32 + place] = UInt8(sum & 0xFF)
      carry = sum >> 8
    }
    #expect(!key.publicKey.verifies(signature, of: [1, 2, 3]))
  }

  /// RFC 5869, appendix A, cases 1 to 3.
  @Test("Derived keys are those of RFC 5869", arguments: 0..<3)
  func derived(number: Int) throws {
    let cases: [(material: [UInt8], salt: [UInt8], info: [UInt8], count: Int, output: String)] = [
      (
        [UInt8](repeating: 0x0b, count: 22), Array(0x00...0x0c), Array(0xf0...0xf9), 42,
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
      ),
      (
        Array(0x00...0x4f), Array(0x60...0xaf), Array(0xb0...0xff), 82,
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
          + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
      ),
      (
        [UInt8](repeating: 0x0b, count: 22), [], [], 42,
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
      ),
    ]
    let one = cases[number]
    let key = KeyDerivation.derive(
      from: SecretBytes(copying: one.material), salt: one.salt, info: one.info, count: one.count)
    #expect(key.withBytes { $0.hex } == one.output)
  }

  @Test("A secret says nothing of itself, and what it was taken from is overwritten")
  func secrets() {
    var bytes = Array("passphrase".utf8)
    let secret = SecretBytes(taking: &bytes)
    #expect(bytes.isEmpty)
    #expect("\(secret)" == "(secret)" && String(reflecting: secret) == "(secret)")
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!dumped.contains("112"))
    #expect(secret.isEqual(to: Array("passphrase".utf8)) && !secret.isEqual(to: Array("passphrasf".utf8)))
  }

  @Test(
    "A key file opens with its passphrase to the same key, and to nothing with another",
    arguments: KeyFile.Role.allCases)
  func files(role: KeyFile.Role) throws {
    let key = SigningKey()
    let file = try KeyFile.seal(.signing(key), role: role, passphrase: SecretBytes("long words"), work: 8)
    let opened = try KeyFile.open(file, passphrase: SecretBytes("long words"))
    guard case .signing(let same) = opened.key else {
      Issue.record("no signing key")
      return
    }
    #expect(same.publicKey == key.publicKey && opened.role == role)
    #expect(throws: KeyFile.Fault.age(.wrongPassphrase)) { try KeyFile.open(file, passphrase: SecretBytes("other")) }
    #expect(throws: KeyFile.Fault.noPassphrase) {
      try KeyFile.seal(.signing(key), role: role, passphrase: SecretBytes(""), work: 8)
    }
    let identity = AgeIdentity()
    let desk = try KeyFile.seal(.opening(identity), role: .desk, passphrase: SecretBytes("p"), work: 8)
    guard case .opening(let other) = try KeyFile.open(desk, passphrase: SecretBytes("p")).key else {
      Issue.record("no identity")
      return
    }
    #expect(other.recipient == identity.recipient)
  }
}
