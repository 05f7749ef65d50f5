import Foundation
import News
import Seal

/// A sealed drop that is opened piece by piece: what was sealed is never on the disk, and never whole in memory.
enum SealedDrop {
  static let first = Array("age-encryption.org/v1\n".utf8)

  /// Whether a file begins as sealed ones do.
  static func isSealed(_ file: KeptFile) throws(ReportPackFault) -> Bool {
    try file.bytes(at: 0, count: min(file.size, first.count)) == first
  }

  /// Hands over what was sealed, in pieces. Only when it returns is it known that nothing was cut.
  static func each(
    of file: KeptFile, with identities: [AgeIdentity], _ take: ([UInt8]) throws(ReportPackFault) -> Void
  ) throws(ReportPackFault) {
    guard !identities.isEmpty else { throw .sealed(path: file.path) }
    var opener = AgeOpener(.identities(identities))
    try file.each(count: file.size) { (piece: [UInt8]) throws(ReportPackFault) in
      let plain: [UInt8]
      do throws(AgeFault) { plain = try opener.open(piece) } catch { throw fault(error, file.path) }
      if !plain.isEmpty { try take(plain) }
    }
    let last: [UInt8]
    do throws(AgeFault) { last = try opener.finish() } catch { throw fault(error, file.path) }
    if !last.isEmpty { try take(last) }
  }

  private static func fault(_ fault: AgeFault, _ path: String) -> ReportPackFault {
    fault == .noMatch ? .sealedToOthers(path: path) : .damaged(path: path)
  }
}

/// Takes what was sealed apart as it comes: the length, the JSON, what the signature is over, the signature.
struct SealedReading {
  let path: String
  private var head: [UInt8] = []
  private var length: Int?
  private(set) var form: PackedForm?
  private var end = 0
  private var digest = Digest()
  private var signature: [UInt8] = []
  private(set) var count = 0

  init(path: String) { self.path = path }

  /// Bytes of the length and the JSON.
  var headSize: Int { head.count }

  mutating func take(_ piece: [UInt8]) throws(ReportPackFault) {
    let start = count
    count += piece.count
    guard count <= PackedReport.mostBytes else { throw .tooLarge(bytes: count, most: PackedReport.mostBytes) }
    var rest = piece[...]
    if form == nil {
      try takeHead(&rest)
      guard form != nil else { return }
    }
    // What the signature is over, from its first byte on: the head was counted as it came.
    let place = start + piece.count - rest.count
    let signed = rest.prefix(max(0, end - place))
    digest.update(Array(signed))
    rest = rest.dropFirst(signed.count)
    signature += rest.prefix(VerifyingKey.signatureSize - signature.count)
  }

  private mutating func takeHead(_ rest: inout ArraySlice<UInt8>) throws(ReportPackFault) {
    func fill(to size: Int) {
      let part = rest.prefix(max(0, size - head.count))
      head += part
      rest = rest.dropFirst(part.count)
    }
    if length == nil {
      fill(to: 4)
      guard head.count == 4 else { return }
      let length = head.reduce(0) { $0 << 8 | Int($1) }
      guard length >= 2, length <= PackedReport.mostJSON else {
        throw .notAReport(path: path, reason: "it doesn't begin as a report does")
      }
      self.length = length
    }
    guard let length else { return }
    fill(to: 4 + length)
    guard head.count == 4 + length else { return }
    let form = try PackedReport.form(of: Data(head.dropFirst(4)), path: path)
    digest.update(head)
    end = head.count
    for file in form.files ?? [] {
      guard file.size >= 0, file.size <= PackedReport.mostBytes - end else { throw .damaged(path: path) }
      end += file.size
    }
    self.form = form
  }

  /// The key that signed it, when all of it has come.
  func signer() throws(ReportPackFault) -> VerifyingKey {
    guard let form, count >= end + VerifyingKey.signatureSize else { throw .damaged(path: path) }
    guard let key = form.key.flatMap({ Hexadecimal.read($0.utf8) }).flatMap({ VerifyingKey($0) }) else {
      throw .notAReport(path: path, reason: "it names no key that signed it")
    }
    guard key.verifies(signature, of: DropSeal.signed(digest.finish())) else { throw .unsigned(path: path) }
    return key
  }
}
