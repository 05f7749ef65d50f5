import Foundation
public import News
import Seal
public import Store

/// Packs a filed report into one file, its drop: a big-endian uint32, that much JSON, the attachments one after another,
/// the one-time key's signature where it is sealed, and zeros up to 4, 16, 64 or 256 KiB, then whole MiB; then sealed.
///
/// What is packed is a function of the filing: nonce and time come from it, so that packing again after a crash gives the same
/// name, and a relay that has the drop already keeps it once. A sealed one has another name each time, and is not sent before
/// that is kept.
public enum ReportPack {
  /// Bytes that a report will have, padding included. `files`: the sizes of its attachments, where they are not those that
  /// it names. `recipients`: to how many it is sealed; 0 where it is not.
  public static func size(
    of report: Report, newsroomName: String = "", files: [Int]? = nil, recipients: Int = 0
  ) -> Int {
    var form = PackedForm(
      report, newsroomName: newsroomName, time: Date(timeIntervalSince1970: 0),
      nonce: String(repeating: "0", count: 2 * PackedReport.nonceSize))
    let files = (files ?? report.attachments.map(\.size)).reduce(0, +)
    guard recipients > 0 else { return padded(4 + form.bytes.count + files) }
    // As long as those that it will have.
    form.to = String(repeating: "0", count: 55)
    form.key = String(repeating: "0", count: 2 * VerifyingKey.size)
    form.answer = String(repeating: "0", count: 62)
    return DropSeal.size(
      of: padded(4 + form.bytes.count + files + VerifyingKey.signatureSize), recipients: recipients)
  }

  /// Writes the drop into a folder, under the SHA-256 of its bytes. It is on the disk when this returns.
  ///
  /// No file is whole in memory at any time. A drop that is there already is written again.
  ///
  /// - Parameter seal: nil leaves it unsigned and unsealed.
  public static func write(
    _ filing: Filing, newsroomName: String, to folder: String, seal: DropSeal? = nil
  ) throws(ReportPackFault) -> (name: String, size: Int) {
    let report = filing.report.report
    let head = PackedForm(
      report, newsroomName: newsroomName, time: filing.report.filed, nonce: filing.nonce.hex, seal: seal
    ).bytes
    guard report.attachments.count <= PackedReport.mostFiles else { throw .tooManyFiles(report.attachments.count) }
    guard head.count <= PackedReport.mostJSON else {
      throw .tooLarge(bytes: head.count, most: PackedReport.mostJSON)
    }
    let signature = seal == nil ? 0 : VerifyingKey.signatureSize
    let bare = report.attachments.reduce(4 + head.count + signature) {
      $0.addingReportingOverflow($1.size).partialValue
    }
    guard (0...PackedReport.mostBytes).contains(bare),
      seal.map({ DropSeal.size(of: padded(bare), recipients: $0.recipients.count) }) ?? padded(bare)
        <= PackedReport.mostBytes
    else {
      throw .tooLarge(bytes: bare, most: PackedReport.mostBytes)
    }
    let file = try FreshFile(in: folder)
    var drop = try DropWriter(file, seal: seal)
    try drop.write((0..<4).map { UInt8(truncatingIfNeeded: head.count >> (24 - 8 * $0)) })
    try drop.write(head)
    for (place, attachment) in report.attachments.enumerated() {
      guard place < filing.files.count else { throw .changed(attachment: attachment.originalName) }
      try append(attachment, at: filing.files[place], to: &drop)
    }
    if let seal { try drop.write(seal.key.sign(DropSeal.signed(drop.hash))) }
    try drop.finish(padded: padded(drop.count))
    let made = (file.name, file.size)
    try file.commit(as: made.0)
    return made
  }

  private static func append(
    _ attachment: Attachment, at path: String, to drop: inout DropWriter
  ) throws(ReportPackFault) {
    guard let file = try? KeptFile(path), file.size == attachment.size else {
      throw .changed(attachment: attachment.originalName)
    }
    var digest = Digest()
    try file.each(count: file.size) { (piece: [UInt8]) throws(ReportPackFault) in
      digest.update(piece)
      try drop.write(piece)
    }
    guard digest.finish().hex == attachment.sha256 else { throw .changed(attachment: attachment.originalName) }
  }

  /// The size that so many bytes are brought to, so that a size tells little.
  static func padded(_ size: Int) -> Int {
    let small = [4 << 10, 16 << 10, 64 << 10, 256 << 10].first { size <= $0 }
    return small ?? ((size + (1 << 20) - 1) >> 20) << 20
  }
}
