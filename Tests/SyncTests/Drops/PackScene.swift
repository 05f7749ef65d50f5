import Foundation
import News
import Seal
import Store
import Sync
import TestSupport

/// Reports with attachments, packed into a folder of their own.
struct PackScene {
  let folder: TemporaryFolder
  var drops: String { folder.path + "/drops" }

  init() throws { folder = try TemporaryFolder() }

  /// A filing whose attachments have these bytes.
  func filing(
    _ report: Report = Report(
      id: ReportID(rawValue: "6f9619ff-8b86-4011-b42d-00c04fc964ff"), title: "The march",
      body: "They came at noon.\n\n행진은 정오에 시작했다. 👩‍👩‍👧"),
    files: [[UInt8]] = [], filed: Date = Date(timeIntervalSince1970: 1_750_000_037)
  ) throws -> Filing {
    var report = report
    var paths: [String] = []
    for (place, bytes) in files.enumerated() {
      paths.append(try folder.write(bytes, to: "files/\(place)"))
      report.attachments.append(
        Attachment(
          id: AttachmentID(rawValue: Int64(place)), originalName: "IMG_2291 Kim's phone.jpg",
          name: "photo-\(place + 1).jpg", type: "image/jpeg", size: bytes.count, sha256: Digest.of(bytes).hex,
          caption: "Seen from the bridge", cleaning: .cleaned(found: ["GPSLatitude"])))
    }
    return Filing(
      report: OutboxReport(
        id: ReportNumber(rawValue: 1), newsroom: NewsroomID(rawValue: 1), newsroomName: "Base21", report: report,
        filed: filed),
      nonce: [UInt8](repeating: 0xAB, count: 32), files: paths)
  }

  func pack(_ filing: Filing) throws -> (name: String, size: Int, path: String) {
    let made = try ReportPack.write(filing, newsroomName: "Base21", to: drops)
    return (made.name, made.size, drops + "/" + made.name)
  }

  func bytes(_ path: String) -> [UInt8] { [UInt8](FileManager.default.contents(atPath: path) ?? Data()) }

  /// A drop with this head and these bytes behind it, whatever they are.
  func drop(_ json: String, length: Int? = nil, behind: [UInt8] = []) throws -> String {
    let head = Array(json.utf8)
    let length = length ?? head.count
    let prefix = (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }
    return try folder.write(prefix + head + behind, to: "hostile")
  }

  static let sound = """
    {"v":1,"kind":"report","id":"urn:uuid:6f9619ff-8b86-4011-b42d-00c04fc964ff","version":1,\
    "time":"2025-06-15T15:07:00Z","nonce":"\(String(repeating: "ab", count: 32))"
    """

  static func attachment(_ name: String, size: String = "3") -> String {
    #"{"name":\#(quoted(name)),"size":\#(size),"sha256":"\#(String(repeating: "0", count: 64))"}"#
  }

  static func quoted(_ text: String) -> String {
    (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
