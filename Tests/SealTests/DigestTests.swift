import Seal
import Testing

@Suite struct DigestTests {
  @Test(
    "The digests of FIPS 180-4's examples come out",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func known(text: String, hex: String) { #expect(Digest.of(text.utf8).hex == hex) }

  @Test("A digest of pieces is the digest of the whole, wherever it was cut")
  func pieces() {
    let whole = (0..<1_000).map { UInt8($0 % 251) }
    for cut in [0, 1, 63, 64, 65, 512, 999, 1_000] {
      var digest = Digest()
      digest.update(whole[..<cut])
      digest.update(AnySequence(whole[cut...]))
      #expect(digest.finish() == Digest.of(whole))
    }
  }

  @Test("Random bytes come in the number asked for, and never twice the same")
  func random() {
    #expect(RandomBytes.make(0).isEmpty)
    #expect(RandomBytes.make(33).count == 33)
    #expect(RandomBytes.make(32) != RandomBytes.make(32))
  }
}
