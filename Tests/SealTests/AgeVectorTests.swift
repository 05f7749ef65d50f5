import Foundation
import Seal
import Testing

/// The age files of C2SP's CCTV (`Vectors/age`), each of which shows one rule of the format kept or broken.
@Suite struct AgeVectorTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors/age")
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  struct Vector {
    var expect = ""
    var payload = ""
    var identities: [AgeIdentity] = []
    var passphrases: [String] = []
    var file: [UInt8] = []

    init(_ name: String) throws {
      let bytes = [UInt8](try Data(contentsOf: AgeVectorTests.folder.appending(path: name)))
      let split = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x0A, 0x0A]) })
      file = Array(bytes[(split + 2)...])
      for line in String(decoding: bytes[..<split], as: UTF8.self).split(separator: "\n") {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        switch parts[0] {
        case "expect:": expect = parts[1]
        case "payload:": payload = parts[1]
        case "identity:": if let identity = AgeIdentity(parts[1]) { identities.append(identity) }
        case "passphrase:": passphrases.append(parts[1])
        default: break
        }
      }
    }
  }

  @Test("The vectors are here") func present() { #expect(Self.names.count > 60) }

  @Test("Each vector opens to what it holds, or is refused", arguments: names)
  func vector(name: String) throws {
    let vector = try Vector(name)
    let opening: AgeOpening =
      vector.passphrases.first.map { .passphrase(SecretBytes($0), mostWork: 15) } ?? .identities(vector.identities)
    let result = Result { () throws(AgeFault) in try AgeOpener.open(vector.file, opening) }
    switch (vector.expect, result) {
    case ("success", .success(let plain)): #expect(Digest.of(plain).hex == vector.payload)
    case ("success", .failure(let fault)): Issue.record("refused: \(fault)")
    case (_, .success): Issue.record("opened, where \(vector.expect) was due")
    case ("no match", .failure(let fault)): #expect(fault == .noMatch || fault == .wrongPassphrase)
    case (_, .failure): break
    }
  }

  @Test("A file that comes in pieces opens as one that comes whole", arguments: [1, 97, 65_536, 1 << 20])
  func pieces(size: Int) throws {
    let identity = AgeIdentity()
    let whole = RandomBytes.make(size == 1 ? 100 : 200_000)
    let file = try AgeSealer.seal(whole, for: [identity.recipient])
    var opener = AgeOpener(.identities([identity]))
    var plain: [UInt8] = []
    for start in stride(from: 0, to: file.count, by: size) {
      plain += try opener.open(file[start..<min(start + size, file.count)])
    }
    plain += try opener.finish()
    #expect(plain == whole)
  }
}
