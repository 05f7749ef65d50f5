/// What a file is by its content, whatever it is called.
struct AttachmentKind: Hashable, Sendable {
  /// As the copy is called when it is cleaned: `mat2` goes by it.
  let ending: String
  /// Media type without parameters.
  let type: String
  /// `mat2` has a way to clean it that keeps what is in it.
  let isCleanable: Bool

  private init(_ ending: String, _ type: String, cleanable isCleanable: Bool = false) {
    self.ending = ending
    self.type = type
    self.isCleanable = isCleanable
  }

  static let unknown = Self("bin", "application/octet-stream")

  private static let jpeg = Self("jpg", "image/jpeg", cleanable: true)
  private static let png = Self("png", "image/png", cleanable: true)
  private static let gif = Self("gif", "image/gif", cleanable: true)
  private static let tiff = Self("tif", "image/tiff", cleanable: true)
  /// Several pages, or a camera's raw picture: `mat2` would keep the first, or the preview.
  private static let tiffPages = Self("tif", "image/tiff")
  private static let heic = Self("heic", "image/heic", cleanable: true)
  private static let svg = Self("svg", "image/svg+xml", cleanable: true)
  private static let pdf = Self("pdf", "application/pdf", cleanable: true)
  private static let html = Self("html", "text/html", cleanable: true)
  private static let text = Self("txt", "text/plain", cleanable: true)
  private static let mp4 = Self("mp4", "video/mp4", cleanable: true)
  private static let avi = Self("avi", "video/x-msvideo", cleanable: true)
  private static let wmv = Self("wmv", "video/x-ms-wmv", cleanable: true)
  private static let mp3 = Self("mp3", "audio/mpeg", cleanable: true)
  private static let ogg = Self("ogg", "audio/ogg", cleanable: true)
  private static let flac = Self("flac", "audio/flac", cleanable: true)
  private static let wav = Self("wav", "audio/x-wav", cleanable: true)
  private static let aiff = Self("aiff", "audio/x-aiff", cleanable: true)
  private static let webp = Self("webp", "image/webp")
  private static let bmp = Self("bmp", "image/bmp")
  private static let avif = Self("avif", "image/avif")
  private static let mov = Self("mov", "video/quicktime")
  private static let threeGP = Self("3gp", "video/3gpp")
  private static let m4a = Self("m4a", "audio/mp4")
  private static let ogv = Self("ogv", "video/ogg")
  private static let matroska = Self("mkv", "video/x-matroska")
  private static let rtf = Self("rtf", "application/rtf")
  private static let postScript = Self("ps", "application/postscript")
  private static let xml = Self("xml", "application/xml")
  private static let gzip = Self("gz", "application/gzip")
  private static let tar = Self("tar", "application/x-tar")
  /// What is in it, `mat2` knows by the names of the members alone: a picture called `notes.txt` would stay as it is.
  private static let zip = Self("zip", "application/zip")

  /// Of a file's whole content.
  init(of bytes: UnsafeRawBufferPointer) { self = Self.bySignature(bytes) ?? Self.byText(bytes) ?? .unknown }

  init(of bytes: [UInt8]) { self = bytes.withUnsafeBytes { Self(of: $0) } }

  private static func bySignature(_ bytes: UnsafeRawBufferPointer) -> Self? {
    let has = { (text: StaticString, place: Int) in bytes.has(text, at: place) }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return jpeg }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return png }
    if has("GIF87a", 0) || has("GIF89a", 0) { return gif }
    if has("RIFF", 0) { return has("WEBP", 8) ? webp : has("WAVE", 8) ? wav : has("AVI ", 8) ? avi : unknown }
    if has("FORM", 0) { return has("AIFF", 8) || has("AIFC", 8) ? aiff : unknown }
    if has("II*\0", 0) || has("MM\0*", 0) { return TIFFHead(bytes)?.isOnePicture == true ? tiff : tiffPages }
    if has("BM", 0), bytes.count >= 26, bytes.little(at: 6, bytes: 4) == 0 { return bmp }
    if has("ftyp", 4) { return byBrand(bytes) }
    if has("fLaC", 0) { return flac }
    if has("OggS", 0) { return bytes.prefix(512).holds("theora") ? ogv : ogg }
    if has("ID3", 0) || bytes.beginsAsMPEGAudio { return mp3 }
    if bytes.starts(with: [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]) { return wmv }
    if bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return matroska }
    if bytes.starts(with: [0x1F, 0x8B]) { return gzip }
    if has("PK\u{3}\u{4}", 0) || has("PK\u{5}\u{6}", 0) { return byMembers(bytes) }
    if has("ustar", 257) { return tar }
    if has("{\\rtf", 0) { return rtf }
    if has("%!PS", 0) { return postScript }
    // ISO 32000-1, annex H: readers take the header anywhere in the first 1,024 bytes.
    return bytes.prefix(1_024).holds("%PDF-") ? pdf : nil
  }

  /// ISO 14496-12: the brand after `ftyp`.
  private static func byBrand(_ bytes: UnsafeRawBufferPointer) -> Self {
    let brand = bytes.count >= 12 ? String(decoding: bytes[8..<12], as: UTF8.self) : ""
    switch brand {
    case "heic", "heix", "heim", "heis", "hevc", "mif1", "msf1": return heic
    case "avif", "avis": return avif
    case "qt  ": return mov
    case "M4A ", "M4B ", "M4P ": return m4a
    case let brand where brand.hasPrefix("3g"): return threeGP
    case let brand where ["isom", "mp41", "mp42", "avc1", "M4V ", "dash", "MSNV"].contains(brand): return mp4
    case let brand where brand.hasPrefix("iso"): return mp4
    default: return unknown
    }
  }

  /// Office documents are ZIP archives; which ones, their members say.
  private static func byMembers(_ bytes: UnsafeRawBufferPointer) -> Self {
    guard let archive = ZIPDirectory(bytes) else { return zip }
    if let type = archive.declaredType {
      let openDocument = "application/vnd.oasis.opendocument."
      let endings = [
        "text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg", "chart": "odc",
        "formula": "odf", "image": "odi",
      ]
      if type == "application/epub+zip" { return Self("epub", type, cleanable: true) }
      if type.hasPrefix(openDocument), let ending = endings[String(type.dropFirst(openDocument.count))] {
        return Self(ending, type, cleanable: true)
      }
      return zip
    }
    guard archive.names.contains("[Content_Types].xml") else { return zip }
    let office = "application/vnd.openxmlformats-officedocument."
    let kinds = [
      ("word/document.xml", "docx", "wordprocessingml.document"), ("xl/workbook.xml", "xlsx", "spreadsheetml.sheet"),
      ("ppt/presentation.xml", "pptx", "presentationml.presentation"),
    ]
    // Macros make it another kind, that nothing cleans.
    guard let kind = kinds.first(where: { archive.names.contains($0.0) }),
      !archive.names.contains(where: { $0.hasSuffix("vbaProject.bin") })
    else { return zip }
    return Self(kind.1, office + kind.2, cleanable: true)
  }

  /// Text has no control characters but those that part lines and words, whatever its encoding.
  private static func byText(_ bytes: UnsafeRawBufferPointer) -> Self? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return nil }
    let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 >= 0x09 && $0 <= 0x0D || $0 == 0x1B }
    guard isPlain else { return nil }
    let beginning = String(decoding: bytes.prefix(4_096), as: UTF8.self).lowercased()
      .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if beginning.hasPrefix("<!doctype html") || beginning.hasPrefix("<html") { return html }
    if beginning.hasPrefix("<?xml") && beginning.contains("<html") { return html }
    if beginning.hasPrefix("<") && beginning.contains("<svg") { return svg }
    return beginning.hasPrefix("<?xml") || beginning.hasPrefix("<!doctype") ? xml : text
  }
}

extension UnsafeRawBufferPointer {
  /// Whether these bytes stand at a place.
  fileprivate func has(_ text: StaticString, at place: Int) -> Bool {
    guard count >= place + text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { self[place..<place + $0.count].elementsEqual($0) }
  }

  func little(at place: Int, bytes: Int) -> Int {
    guard place >= 0, place + bytes <= count else { return -1 }
    return (0..<bytes).reversed().reduce(0) { $0 << 8 | Int(self[place + $1]) }
  }

  func big(at place: Int, bytes: Int) -> Int {
    guard place >= 0, place + bytes <= count else { return -1 }
    return (0..<bytes).reduce(0) { $0 << 8 | Int(self[place + $1]) }
  }

  /// A frame's head of ISO 11172-3: sync, a layer, a bit rate and a sampling rate that there are.
  fileprivate var beginsAsMPEGAudio: Bool {
    guard count >= 4, self[0] == 0xFF, self[1] & 0xE0 == 0xE0 else { return false }
    return self[1] & 0x18 != 0x08 && self[1] & 0x06 != 0 && self[2] & 0xF0 != 0xF0 && self[2] & 0xF0 != 0
      && self[2] & 0x0C != 0x0C
  }
}

extension Slice<UnsafeRawBufferPointer> {
  fileprivate func holds(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { wanted in
      guard count >= wanted.count else { return false }
      return indices.dropLast(wanted.count - 1).contains { self[$0..<$0 + wanted.count].elementsEqual(wanted) }
    }
  }
}
