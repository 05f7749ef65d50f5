/// Plain text that grows: white space folded to one blank, blocks parted by one newline, cells by one tab.
struct FoldedText {
  private var bytes: [UInt8] = []
  /// What has to be written before the next word: 0, blank, tab or newline, the stronger one wins.
  private var pending: UInt8 = 0
  var isPreformatted = false

  mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  /// A run without white space at its ends, and single blanks in it.
  mutating func append(run: Bytes) {
    settle()
    bytes += run
  }

  mutating func append(byte: UInt8) {
    settle()
    bytes.append(byte)
  }

  mutating func append(scalar: Unicode.Scalar) {
    if scalar == "\u{A0}" {
      space()
    } else {
      settle()
      bytes.append(scalar: scalar)
    }
  }

  /// White space of preformatted text, as it stands.
  mutating func append(preformatted byte: UInt8) {
    if byte == 0x0A {
      breakBlock()
    } else if pending == 0x0A || bytes.isEmpty {
      settle()
      if !bytes.isEmpty { bytes.append(byte) }
    } else {
      settle()
      bytes.append(byte)
    }
  }

  /// Any text, its white space folded, no-break spaces with it.
  mutating func append(_ text: Bytes) {
    var i = 0
    while i < text.count {
      let isNoBreak = text[i] == 0xC2 && i + 1 < text.count && text[i + 1] == 0xA0
      if isNoBreak || text[i].isSpace { space() } else { append(byte: text[i]) }
      i += isNoBreak ? 2 : 1
    }
  }

  mutating func space() { if pending == 0 { pending = 0x20 } }
  mutating func breakCell() { if pending != 0x0A { pending = 0x09 } }
  mutating func breakLine() { pending = 0x0A }
  mutating func breakBlock() { pending = 0x0A }

  /// The text, without white space at its end.
  mutating func finish() -> String { bytes.string }

  @inline(__always)
  private mutating func settle() {
    guard pending != 0 else { return }
    if !bytes.isEmpty { bytes.append(pending) }
    pending = 0
  }
}
