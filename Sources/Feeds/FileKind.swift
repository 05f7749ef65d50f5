import Markup

/// What a document that is no feed seems to be, in words.
enum FileKind {
  static func name(of bytes: Bytes) -> String {
    for (start, name) in signatures where bytes.count >= start.count && bytes[at: 0..<start.count].elementsEqual(start)
    { return name }
    let head = bytes[at: 0..<min(bytes.count, 512)]
    return head.contains(0) || head.filter({ $0 < 0x20 && !$0.isSpace }).count > head.count / 20
      ? "binary data" : "text"
  }

  private static let signatures: [([UInt8], String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    (Array("GIF8".utf8), "a GIF picture"),
    (Array("%PDF".utf8), "a PDF document"), ([0x50, 0x4B, 3, 4], "a ZIP archive"), ([0x1F, 0x8B], "gzip data"),
    ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard data"), (Array("ID3".utf8), "a sound file"),
    (Array("RIFF".utf8), "a RIFF file"),
  ]
}
