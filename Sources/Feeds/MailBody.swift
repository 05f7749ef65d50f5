import Markup

/// The body of a message: its text, and beside it the same as HTML (RFC 2046, multipart/alternative), each in 7 bits.
enum MailBody {
  /// No base64, no quoted-printable and no header has this in it: a `=` that nothing may follow so.
  private static let boundary = "=_wirecopy_"

  /// Appends what stands between the header's own lines and the next message, its last line ended.
  static func append(text: String, html: String?, to message: inout [UInt8]) {
    message += Array("MIME-Version: 1.0\n".utf8)
    guard let html, !html.isEmpty else { return part("plain", text, to: &message) }
    message += Array("Content-Type: multipart/alternative; boundary=\"\(boundary)\"\n\n".utf8)
    for (kind, body) in [("plain", text), ("html", html)] {
      message += Array("--\(boundary)\n".utf8)
      part(kind, body, to: &message)
    }
    message += Array("--\(boundary)--\n".utf8)
  }

  private static func part(_ kind: String, _ body: String, to message: inout [UInt8]) {
    let bytes = Array(body.utf8)
    // Whatever is shorter: Korean in base64, English as it can be read.
    let isForeign = bytes.count { $0 >= 0x80 } > bytes.count / 6
    message += Array("Content-Type: text/\(kind); charset=utf-8\n".utf8)
    message += Array("Content-Transfer-Encoding: \(isForeign ? "base64" : "quoted-printable")\n\n".utf8)
    if isForeign { appendBase64(bytes, to: &message) } else { appendQuotedPrintable(bytes, to: &message) }
    if message.last != 0x0A { message.append(0x0A) }
  }

  private static func appendBase64(_ bytes: [UInt8], to message: inout [UInt8]) {
    for start in stride(from: 0, to: bytes.count, by: 57) {
      message += Array(Base64.text(Array(bytes[start..<min(start + 57, bytes.count)])).utf8)
      message.append(0x0A)
    }
  }

  /// RFC 2045, 6.7: lines of at most 76 columns. The text's last line end, or that there is none, comes back.
  private static func appendQuotedPrintable(_ bytes: [UInt8], to message: inout [UInt8]) {
    var column = 0
    for (place, byte) in bytes.enumerated() {
      if byte == 0x0A {
        message.append(0x0A)
        column = 0
        continue
      }
      let isLast = place + 1 == bytes.count || bytes[place + 1] == 0x0A
      let isBlank = byte == 0x20
      // `From `, `>From ` and `--` at the head of a line mean something to mailboxes and to parts, `.` to SMTP.
      let isMeant = column == 0 && [0x46, 0x3E, 0x2D, 0x2E].contains(byte)
      let isPlain = (byte > 0x20 && byte < 0x7F && byte != 0x3D || isBlank) && !isMeant && !(isBlank && isLast)
      let width = isPlain ? 1 : 3
      if column + width > 75 {
        message += [0x3D, 0x0A]
        column = 0
      }
      if isPlain, !(column == 0 && [0x46, 0x3E, 0x2D, 0x2E].contains(byte)) {
        message.append(byte)
        column += 1
      } else {
        message += Array(("=" + MailHead.hex(byte)).utf8)
        column += 3
      }
    }
    // A soft line end: the line end that closes the part is not the text's.
    message += [0x3D, 0x0A]
  }
}
