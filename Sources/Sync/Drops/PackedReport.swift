public import Foundation
public import News
public import Seal

/// A packed report that was read: the one parser of drops, for what anybody may have written.
///
/// Sizes add up within the file, names can be saved under, identities are well formed. Texts are as they came: make them
/// visible before showing.
public struct PackedReport: Hashable, Sendable {
  /// Bytes of a drop, of the JSON in it, and of the nonce; attachments of one report.
  public static let mostBytes = 64 << 20
  public static let mostJSON = 4 << 20
  public static let mostFiles = 256
  public static let nonceSize = 32

  /// Attachments have the names that they can be saved under, no two alike. Nothing is known of what was done about their
  /// metadata: each says `untouched`.
  public var report: Report
  /// What the writer calls the newsroom.
  public var newsroom: String
  /// When it was filed, to the minute, by the writer's clock.
  public var time: Date
  public var nonce: [UInt8]
  /// The drop that it was read from, and its bytes.
  public var path: String
  public var size: Int
  /// What only a sealed report has: the one-time key that signed it (32 bytes), the recipient for its answer (`age1…`), and the
  /// fingerprint of the newsroom that it was written to.
  public struct Envelope: Hashable, Sendable {
    public var key: [UInt8]
    public var answer: String
    public var to: String
  }
  /// Nil of one that came unsealed.
  public var envelope: Envelope?
  /// Where each attachment begins in it.
  var offsets: [Int]
  /// Bytes of the length and the JSON.
  var headSize: Int

  /// - Parameters:
  ///   - identities: what opens sealed ones.
  ///   - fingerprint: the newsroom that a sealed one must be written to.
  public static func read(
    path: String, identities: [AgeIdentity] = [], fingerprint: String? = nil
  ) throws(ReportPackFault) -> PackedReport {
    let file = try KeptFile(path)
    guard file.size <= mostBytes else { throw .tooLarge(bytes: file.size, most: mostBytes) }
    if try SealedDrop.isSealed(file) { return try read(sealed: file, identities, fingerprint: fingerprint) }
    guard file.size >= 4 else { throw .damaged(path: path) }
    let length = try file.bytes(at: 0, count: 4).reduce(0) { $0 << 8 | Int($1) }
    guard length >= 2, length <= mostJSON else {
      throw .notAReport(path: path, reason: "it doesn't begin as a report does")
    }
    guard length <= file.size - 4 else { throw .damaged(path: path) }
    let form = try form(of: Data(file.bytes(at: 4, count: length)), path: path)
    return try PackedReport(form, end: 4 + length, size: file.size, path: path)
  }

  private static func read(
    sealed file: KeptFile, _ identities: [AgeIdentity], fingerprint: String?
  ) throws(ReportPackFault) -> PackedReport {
    var reading = SealedReading(path: file.path)
    try SealedDrop.each(of: file, with: identities) { (piece: [UInt8]) throws(ReportPackFault) in
      try reading.take(piece)
    }
    let signer = try reading.signer()
    guard let form = reading.form else { throw .damaged(path: file.path) }
    var packed = try PackedReport(form, end: reading.headSize, size: reading.count, path: file.path)
    guard let to = form.to, let answer = form.answer.flatMap(AgeRecipient.init) else {
      throw .notAReport(path: file.path, reason: "it doesn't say to whom it is written, or how it is answered")
    }
    if let fingerprint, fingerprint != to { throw .meantForAnother(path: file.path) }
    packed.envelope = Envelope(key: signer.bytes, answer: answer.text, to: to)
    return packed
  }

  static func form(of json: Data, path: String) throws(ReportPackFault) -> PackedForm {
    let decoder = JSONDecoder()
    guard let mark = try? decoder.decode(PackedForm.Mark.self, from: json) else {
      throw .notAReport(path: path, reason: "its head is no JSON that we understand; it may be sealed")
    }
    if let version = mark.v, version > PackedForm.version { throw .newer(path: path, found: version) }
    guard mark.v == PackedForm.version, mark.kind == PackedForm.kind else {
      throw .notAReport(path: path, reason: "it is something else")
    }
    guard let form = try? decoder.decode(PackedForm.self, from: json) else {
      throw .notAReport(path: path, reason: "members are missing, or are of another kind than they should be")
    }
    return form
  }

  private init(_ form: PackedForm, end: Int, size: Int, path: String) throws(ReportPackFault) {
    let refuse = { (reason: Phrase) in ReportPackFault.notAReport(path: path, reason: reason) }
    guard form.id.hasPrefix(PackedForm.idPrefix), let uuid = UUID(uuidString: String(form.id.dropFirst(9))) else {
      throw refuse("its identity is none")
    }
    guard (1...1_000_000).contains(form.version) else { throw refuse("its version is none") }
    guard let time = Self.date(form.time) else { throw refuse("its time is none") }
    guard let nonce = Self.bytes(hex: form.nonce), nonce.count == Self.nonceSize else {
      throw refuse("its nonce is none")
    }
    let files = form.files ?? []
    guard files.count <= Self.mostFiles else { throw refuse("it names more than \(Self.mostFiles) attachments") }
    var offsets: [Int] = []
    var place = end
    for file in files {
      guard file.size >= 0, file.size <= size - place else { throw .damaged(path: path) }
      guard Self.bytes(hex: file.sha256)?.count == Digest.size else { throw refuse("an attachment has no digest") }
      offsets.append(place)
      place += file.size
    }
    let names = SavedName.safe(files.map(\.name))
    let attachments = files.enumerated().map { place, file in
      Attachment(
        id: AttachmentID(rawValue: Int64(place)), originalName: "", name: names[place],
        type: file.type ?? "application/octet-stream", size: file.size, sha256: file.sha256,
        caption: file.caption ?? "", cleaning: .untouched)
    }
    report = Report(
      id: ReportID(uuid), version: form.version, kind: form.type.flatMap(Report.Kind.init) ?? .report,
      title: form.title ?? "", section: form.section ?? "", language: form.lang ?? "", place: form.place ?? "",
      isUrgent: form.urgent ?? false, byline: form.byline ?? "", body: form.body ?? "", inReplyTo: form.inReplyTo,
      attachments: attachments)
    newsroom = form.newsroom ?? ""
    self.time = time
    self.nonce = nonce
    self.path = path
    self.size = size
    self.offsets = offsets
    headSize = end
  }

  /// Writes an attachment to an open file, piece by piece.
  ///
  /// - Parameter identities: what opened it, where it is sealed.
  /// - Throws: `damaged` when its bytes are not those that the report promises. They are in the file then: remove it.
  public func extract(
    _ index: Int, to descriptor: Int32, identities: [AgeIdentity] = []
  ) throws(ReportPackFault) {
    guard report.attachments.indices.contains(index), offsets.indices.contains(index) else {
      throw .notAReport(path: path, reason: "it has no attachment \(index + 1)")
    }
    let attachment = report.attachments[index]
    var digest = Digest()
    let file = try KeptFile(path)
    try each(of: file, from: offsets[index], count: attachment.size, identities) {
      (piece: [UInt8]) throws(ReportPackFault) in
      digest.update(piece)
      let result: Result<Void, ReportPackFault> = piece.withUnsafeBytes { buffer in
        do throws(ReportPackFault) {
          return .success(try FreshFile.write(buffer, to: descriptor, path: attachment.name))
        } catch { return .failure(error) }
      }
      try result.get()
    }
    guard digest.finish().hex == attachment.sha256 else { throw .damaged(path: path) }
  }

  /// Hands over a stretch of what was packed.
  private func each(
    of file: KeptFile, from start: Int, count: Int, _ identities: [AgeIdentity],
    _ take: ([UInt8]) throws(ReportPackFault) -> Void
  ) throws(ReportPackFault) {
    guard envelope != nil else { return try file.each(from: start, count: count, take) }
    var place = 0
    try SealedDrop.each(of: file, with: identities) { (piece: [UInt8]) throws(ReportPackFault) in
      let part = piece.dropFirst(max(0, start - place)).prefix(max(0, start + count - max(place, start)))
      place += piece.count
      if !part.isEmpty { try take(Array(part)) }
    }
  }

  private static func date(_ text: String) -> Date? {
    guard text.utf8.count <= 40 else { return nil }
    return (try? Date(text, strategy: .iso8601))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }

  /// Of lower-case digits, as they are written everywhere here.
  static func bytes(hex text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2), digits.count <= 128 else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(digits[place]), let low = value(digits[place + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// Whether it is one that a drop can have: 64 lower-case hex digits.
  public static func isDropName(_ name: String) -> Bool {
    name.utf8.count == 2 * Digest.size && bytes(hex: name) != nil
  }
}
