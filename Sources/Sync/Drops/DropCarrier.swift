import Foundation
public import News

/// A drop in one file, with what somebody else needs to deliver it: for a USB stick.
///
/// A line `wirecopy drop 1`, a line of JSON, then the drop's bytes.
public struct DropCarrier: Hashable, Sendable {
  public var newsroom: String
  /// Addresses of relays that the writer would have sent it to, http or https, without user or password.
  public var relays: [String]
  /// SHA-256 of the drop's bytes, lower-case hex.
  public var drop: String
  public var size: Int
  /// What the writer agreed to: who carries it is bound by it.
  public var consent: UnsealedConsent
  /// Nobody on the way can read it: it is sealed to the newsroom's desk.
  public var isSealed: Bool

  static let firstLine = "wirecopy drop 1"
  static let mostHead = 64 << 10
  static let mostRelays = 64

  public init(
    newsroom: String, relays: [String], drop: String, size: Int, consent: UnsealedConsent, isSealed: Bool = false
  ) {
    self.newsroom = newsroom
    self.relays = Array(relays.compactMap(RelayAddress.checked).prefix(Self.mostRelays))
    self.drop = drop
    self.size = size
    self.consent = consent
    self.isSealed = isSealed
  }

  /// Writes it to a new file, 0600; the drop's bytes come from `<folder>/<drop>` and are checked on the way. It is on the
  /// disk when this returns, and nothing is left there when this throws.
  public func write(to path: String, dropsFolder folder: String) throws(ReportPackFault) {
    let source = try KeptFile(folder + "/" + drop)
    guard source.size == size else { throw .damaged(path: source.path) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .writing(path, errno) }
    defer { close(descriptor) }
    do throws(ReportPackFault) {
      try Self.write(Array("\(Self.firstLine)\n".utf8) + Form(self).bytes + [UInt8(ascii: "\n")], to: descriptor, path)
      try source.each(count: size) { (piece: [UInt8]) throws(ReportPackFault) in
        try Self.write(piece, to: descriptor, path)
      }
      guard try source.name() == drop else { throw .damaged(path: source.path) }
      if fsync(descriptor) != 0 { throw .writing(path, errno) }
      try FreshFile.flush(folder: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    } catch {
      unlink(path)
      throw error
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(ReportPackFault) {
    let result: Result<Void, ReportPackFault> = bytes.withUnsafeBytes { buffer in
      do throws(ReportPackFault) {
        return .success(try FreshFile.write(buffer, to: descriptor, path: path))
      } catch { return .failure(error) }
    }
    try result.get()
  }

  /// Reads such a file, checks it, and copies the drop into a folder under its name. Nothing is left there when this throws.
  /// - Returns: no report where it is sealed.
  public static func read(
    path: String, into folder: String
  ) throws(ReportPackFault) -> (carrier: DropCarrier, report: PackedReport?) {
    let file = try KeptFile(path)
    let start = try file.bytes(at: 0, count: min(file.size, mostHead))
    let first = Array((firstLine + "\n").utf8)
    guard start.starts(with: first) else {
      throw .notAReport(path: path, reason: "it is no file that `wirecopy report export` wrote")
    }
    guard let end = start[first.count...].firstIndex(of: UInt8(ascii: "\n")),
      let form = try? JSONDecoder().decode(Form.self, from: Data(start[first.count..<end])),
      PackedReport.isDropName(form.drop)
    else { throw .damaged(path: path) }
    guard form.size > 0, form.size <= PackedReport.mostBytes, form.size == file.size - end - 1 else {
      throw .damaged(path: path)
    }
    let copy = try FreshFile(in: folder)
    try file.each(from: end + 1, count: form.size) { (piece: [UInt8]) throws(ReportPackFault) in
      try copy.write(piece)
    }
    guard copy.name == form.drop else { throw .damaged(path: path) }
    // What it is, its bytes say, and not its head.
    let isSealed = try SealedDrop.isSealed(KeptFile(copy.path))
    var report = isSealed ? nil : try PackedReport.read(path: copy.path)
    try copy.commit(as: form.drop)
    report?.path = folder + "/" + form.drop
    return (
      DropCarrier(
        newsroom: form.newsroom, relays: form.relays, drop: form.drop, size: form.size,
        consent: Form.Consent(rawValue: form.consent)?.value ?? .none, isSealed: isSealed), report
    )
  }

  /// The line of JSON.
  private struct Form: Codable {
    enum Consent: String {
      case none, overTLS, inClear
      var value: UnsealedConsent {
        switch self {
        case .none: .none
        case .overTLS: .overTLS
        case .inClear: .inClear
        }
      }
      init(_ consent: UnsealedConsent) {
        switch consent {
        case .none: self = .none
        case .overTLS: self = .overTLS
        case .inClear: self = .inClear
        }
      }
    }
    var newsroom: String
    var relays: [String]
    var drop: String
    var size: Int
    var consent: String

    init(_ carrier: DropCarrier) {
      newsroom = carrier.newsroom
      relays = carrier.relays
      drop = carrier.drop
      size = carrier.size
      consent = Consent(carrier.consent).rawValue
    }

    var bytes: [UInt8] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return (try? encoder.encode(self)).map([UInt8].init) ?? []
    }
  }
}
