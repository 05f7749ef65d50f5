/// Text, to both outputs.
extension HTMLSweep {
  /// Text runs to both outputs; the work is in finding runs that go as they are.
  mutating func write(_ range: Range<Int>) {
    var i = range.lowerBound
    let end = range.upperBound
    while i < end {
      let stop = runEnd(from: i, to: end)
      if stop > i {
        let run = bytes[at: i..<stop]
        html += run
        text.append(run: run)
        endsInSpace = false
      }
      i = stop
      if i < end { i += special(at: i, end: end) }
    }
  }

  /// Where text ends that is simply copied: words with one blank between them; preformatted, up to the next white space. A byte costs a
  /// look into the table and two comparisons that nearly always come out alike.
  private func runEnd(from start: Int, to end: Int) -> Int {
    let (space, markup) = (TextClass.space.rawValue, TextClass.markup.rawValue)
    let always = preDepth > 0 ? space : 0
    return classes.withUnsafeBufferPointer { classes in
      var i = start
      var before = space
      while i < end {
        let found = classes[Int(bytes[i])].rawValue
        if found > space {
          if found == markup || SafeText.needsCare(bytes, at: i) || isNoBreakSpace(i, end) { break }
          before = always
        } else {
          if found & before != 0 { break }
          before = found | always
        }
        i &+= 1
      }
      // A blank at the end parts what follows, or nothing.
      return i > start && bytes[i - 1] == 0x20 ? i - 1 : i
    }
  }

  @inline(__always)
  private func isNoBreakSpace(_ i: Int, _ end: Int) -> Bool { bytes[i] == 0xC2 && i + 1 < end && bytes[i + 1] == 0xA0 }

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

/// How a byte of text is taken. What is copied as a rule comes first.
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

/// Text that is the same whether it is read as HTML or as it stands: one line, single blanks between its words, no character that
/// may not be there.
package enum PlainLine {
  /// - Parameter bytes: no white space at its ends.
  package static func isOne(_ bytes: Bytes) -> Bool {
    let classes = TextClass.of
    return classes.withUnsafeBufferPointer { classes in
      var i = 0
      while i < bytes.count {
        switch classes[Int(bytes[i])] {
        case .plain: break
        case .space: if bytes[i + 1] == 0x20 { return false }
        case .suspect: if SafeText.needsCare(bytes, at: i) { return false }
        case .noBreak: if i + 1 >= bytes.count || bytes[i + 1] <= 0xA0 { return false }
        case .markup: return false
        }
        i += 1
      }
      return true
    }
  }
}
