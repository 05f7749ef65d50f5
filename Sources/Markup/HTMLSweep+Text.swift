/// Text, to both outputs.
extension HTMLSweep {
  /// Text runs to both outputs; the work is in finding runs that go as they are.
  mutating func write(_ range: Range<Int>) {
    var i = range.lowerBound
    let end = range.upperBound
    while i < end {
      let start = i
      run: while i < end {
        switch classes[Int(bytes[i])] {
        case .plain: i += 1
        case .space:
          // One blank between words is part of the run.
          guard preDepth == 0, i > start, i + 1 < end, startsWord(i + 1) else { break run }
          i += 1
        case .suspect:
          if SafeText.needsCare(bytes, at: i) { break run }
          i += 1
        case .noBreak where i + 1 < end && bytes[i + 1] == 0xA0: break run
        case .noBreak:
          if SafeText.needsCare(bytes, at: i) { break run }
          i += 1
        case .markup: break run
        }
      }
      if i > start {
        let run = bytes[at: start..<i]
        html += run
        text.append(run: run)
        endsInSpace = false
      }
      if i < end { i += special(at: i, end: end) }
    }
  }

  /// Whether a character that is simply copied starts here.
  @inline(__always)
  private func startsWord(_ i: Int) -> Bool {
    switch classes[Int(bytes[i])] {
    case .plain: true
    case .suspect: !SafeText.needsCare(bytes, at: i)
    default: false
    }
  }

  /// Writes what stands at a byte that is not simply copied; bytes read.
  mutating func special(at i: Int, end: Int) -> Int {
    let byte = bytes[i]
    switch byte {
    case 0x09, 0x0A, 0x20:
      if preDepth > 0 {
        html.append(byte)
        text.append(preformatted: byte)
      } else {
        writeSpace(byte == 0x0A ? 0x0A : 0x20)
      }
      return 1
    case UInt8(ascii: "&"):
      guard let reference = CharacterReference.read(bytes, at: i), i + reference.length <= end else {
        html.append("&amp;")
        text.append(byte: byte)
        endsInSpace = false
        return 1
      }
      if let scalar = reference.scalar { write(scalar) }
      return reference.length
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
      html.append(byte == UInt8(ascii: "<") ? "&lt;" : "&gt;")
      text.append(byte: byte)
      endsInSpace = false
      return 1
    case 0xC2 where i + 1 < end && bytes[i + 1] == 0xA0:
      write("\u{A0}")
      return 2
    default:
      var repaired: [UInt8] = []
      let length = SafeText.repair(bytes, at: i, to: &repaired)
      for scalar in String(decoding: repaired, as: UTF8.self).unicodeScalars { write(scalar) }
      return length
    }
  }

  mutating func write(_ scalar: Unicode.Scalar) {
    switch scalar {
    case " ", "\t", "\n":
      if preDepth > 0 {
        html.append(UInt8(ascii: scalar))
        text.append(preformatted: UInt8(ascii: scalar))
      } else {
        writeSpace(0x20)
      }
      return
    case "&": html.append("&amp;")
    case "<": html.append("&lt;")
    case ">": html.append("&gt;")
    default: html.append(scalar: scalar)
    }
    endsInSpace = false
    text.append(scalar: scalar)
  }

  mutating func writeSpace(_ byte: UInt8) {
    if !endsInSpace { html.append(byte) }
    endsInSpace = true
    text.space()
  }
}

/// How a byte of text is taken.
enum TextClass: UInt8 {
  case plain, space, markup, suspect, noBreak

  static let of: [TextClass] = (0..<256).map { byte in
    switch UInt8(byte) {
    case 0x20: .space
    case 0x09, 0x0A, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): .markup
    case 0xC2: .noBreak
    default: SafeText.isSuspect[byte] ? .suspect : .plain
    }
  }
}
