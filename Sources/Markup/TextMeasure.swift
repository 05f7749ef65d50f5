/// How much a run of text says: letters, a character of Han, Kana or Hangul for two; and the marks that sentences have.
struct TextMeasure: Equatable {
  var letters = 0
  var marks = 0

  mutating func add(_ text: Bytes) {
    var i = 0
    while i < text.count {
      let byte = text[i]
      switch byte {
      case 0..<0x80:
        if byte.isLetter || byte.isDigit {
          letters += 1
        } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "?")
          || byte == UInt8(ascii: "!")
        {
          // Not the points of numbers and addresses.
          if i + 1 >= text.count || !text[i + 1].isLetter && !text[i + 1].isDigit { marks += 1 }
        } else if byte == UInt8(ascii: "&"), let reference = CharacterReference.read(text, at: i) {
          letters += 1
          i += reference.length
          continue
        }
        i += 1
      case 0xC0..<0xE0:
        letters += 1
        i += 2
      case 0xE2: i += 3
      case 0xE3..<0xF0:
        let isMark =
          byte == 0xE3 && i + 2 < text.count && text[i + 1] == 0x80
          || byte == 0xEF && i + 2 < text.count && text[i + 1] == 0xBC && text[i + 2] < 0xA0
        if isMark { marks += 1 } else { letters += 2 }
        i += 3
      case 0xE0..<0xE3:
        letters += 1
        i += 3
      case 0xF0...:
        letters += 2
        i += 4
      default: i += 1
      }
    }
  }
}
