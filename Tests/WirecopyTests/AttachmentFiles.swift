import Foundation

/// Files as cameras and offices make them, with marks in every place where metadata hides.
enum PlantedFile {
  /// In each planted field; nothing of it may arrive.
  static let mark = "PLANTED-MARK-7731"

  /// A picture of 8 × 8 with a place, an artist and a comment in Exif, XMP and COM, and bytes after its end.
  static func jpeg() throws -> [UInt8] {
    let bare = [UInt8](Data(base64Encoded: plainJPEG) ?? Data())
    let xmp = Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Array(xmpPacket.utf8)
    let segments =
      segment(0xE1, Array("Exif\0\0".utf8) + exif()) + segment(0xE1, xmp) + segment(0xFE, Array("\(mark)-comment".utf8))
    return Array(bare[..<2]) + segments + Array(bare[2...]) + Array("\(mark)-after-the-end".utf8)
  }

  /// A picture of 1 × 1 with `tEXt`, `iTXt`, `eXIf` and `tIME`.
  static func png() -> [UInt8] {
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    bytes += chunk("IHDR", big(1, 4) + big(1, 4) + [8, 2, 0, 0, 0])
    bytes += chunk("tEXt", Array("Author\0\(mark)".utf8))
    bytes += chunk("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0\(xmpPacket)".utf8))
    bytes += chunk("eXIf", exif())
    bytes += chunk("tIME", big(2026, 2) + [3, 4, 5, 6, 7])
    let row: [UInt8] = [0, 0x33, 0x66, 0xCC]
    // zlib (RFC 1950) with one stored block.
    let length = UInt16(row.count)
    let stored: [UInt8] =
      [0x78, 0x01, 0x01, UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)]
    bytes += chunk("IDAT", stored + row + big(Int(adler(row)), 4))
    return bytes + chunk("IEND", [])
  }

  /// One page that says hello, with an Info dictionary, an XMP stream, and an object that nobody refers to.
  static func pdf() -> [UInt8] {
    let page = "BT /F1 18 Tf 20 60 Td (hello) Tj ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length \(page.utf8.count) >>\nstream\n\(page)\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Metadata /Subtype /XML /Length \(xmpPacket.utf8.count) >>\nstream\n\(xmpPacket)\nendstream",
      "<< /Author (\(mark)) /Creator (\(mark)-office) /CreationDate (D:20260304050607Z) >>",
      "<< /Left (\(mark)-in-no-use) >>",
    ]
    var text = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places { text += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
    text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info 7 0 R >>\nstartxref\n\(table)\n%%EOF\n"
    return Array(text.utf8)
  }

  /// A picture of 1 × 1 with a comment.
  static func gif() -> [UInt8] {
    Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x21, 0xFE, UInt8(mark.utf8.count)]
      + Array(mark.utf8) + [0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B]
  }

  /// A WebP that no decoder takes; its head is what counts.
  static func webp() -> [UInt8] { Array("RIFF".utf8) + [20, 0, 0, 0] + Array("WEBPVP8 ".utf8) + Array(mark.utf8) }

  private static let plainJPEG =
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI//////////////////////////////////////////"
    + "//////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCA"
    + "AIAAgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEG"
    + "E1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWG"
    + "h4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEB"
    + "AQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYk"
    + "NOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0"
    + "tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwBlFFFbEH//2Q=="

  private static let xmpPacket =
    "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
    + "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
    + "xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:CreatorTool='\(mark)-tool'/></rdf:RDF></x:xmpmeta>"
    + "<?xpacket end='w'?>"

  /// TIFF 6.0, big-endian: an artist, and a GPS directory with 37°30′ N.
  private static func exif() -> [UInt8] {
    let artist = Array("\(mark)-artist\0".utf8)
    // IFD0 at 8 with 2 entries ends at 38; the artist follows, then the GPS directory, then the latitude.
    let gps = 38 + artist.count + artist.count % 2
    let latitude = gps + 2 + 2 * 12 + 4
    var bytes: [UInt8] = Array("MM".utf8) + big(42, 2) + big(8, 4)
    bytes += big(2, 2)
    bytes += big(0x013B, 2) + big(2, 2) + big(artist.count, 4) + big(38, 4)
    bytes += big(0x8825, 2) + big(4, 2) + big(1, 4) + big(gps, 4)
    bytes += big(0, 4)
    bytes += artist + (artist.count.isMultiple(of: 2) ? [] : [0])
    bytes += big(2, 2)
    bytes += big(0x0001, 2) + big(2, 2) + big(2, 4) + Array("N\0\0\0".utf8)
    bytes += big(0x0002, 2) + big(5, 2) + big(3, 4) + big(latitude, 4)
    bytes += big(0, 4)
    return bytes + [37, 1, 30, 1, 0, 1].flatMap { big($0, 4) }
  }

  private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    [0xFF, marker] + big(content.count + 2, 2) + content
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + content
    return big(content.count, 4) + named + big(Int(crc(named)), 4)
  }

  static func big(_ number: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  /// CRC-32 as PNG has it (ISO 3309).
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
  }

  private static func adler(_ bytes: [UInt8]) -> UInt32 {
    let (a, b) = bytes.reduce((UInt32(1), UInt32(0))) { sum, byte in
      let a = (sum.0 + UInt32(byte)) % 65_521
      return (a, (sum.1 + a) % 65_521)
    }
    return b << 16 | a
  }
}

extension [UInt8] {
  /// Whether a text's bytes are somewhere in these.
  func holds(_ text: String) -> Bool { Data(self).range(of: Data(text.utf8)) != nil }
}
