/// Which of the encodings of one byte a letter the bytes are in: the one in which the commonest letters of a language are
/// the commonest letters of the text.
enum LetterGuess {
  private static let sampleLength = 16 * 1024

  /// An alphabet that is not Latin; nil where the bytes are none, also where they are pairs of an East Asian encoding.
  static func alphabet(of bytes: Bytes) -> Encoding? { isMixed(bytes) ? nil : best(alphabets, bytes, least: 0.55) }

  /// A Latin alphabet beyond Windows-1252; nil where nothing speaks for one.
  /// - Parameter isDeclared: the bytes are said to be Windows-1252: what speaks against it has to be strong.
  static func latin(of bytes: Bytes, isDeclared: Bool) -> Encoding? {
    best(latins, bytes, least: isDeclared ? 0.8 : 0.5).flatMap { $0 == .windows1252 ? nil : $0 }
  }

  /// Most of what is not ASCII stands beside letters that are: accents of a Latin text.
  private static func isMixed(_ bytes: Bytes) -> Bool {
    var high = 0
    var mixed = 0
    for i in bytes.indices where bytes[i] >= 0x80 {
      high += 1
      if i > 0 && bytes[i - 1].isLetter || i + 1 < bytes.count && bytes[i + 1].isLetter { mixed += 1 }
      if high == sampleLength { break }
    }
    return mixed * 3 > high
  }

  /// The encoding in which most of what is not ASCII is a common letter, at least this share of it. The first of equals.
  private static func best(_ candidates: [(Encoding, Set<Unicode.Scalar>)], _ bytes: Bytes, least: Double) -> Encoding?
  {
    let sample = Array(bytes.lazy.drop { $0 < 0x80 }.prefix(sampleLength))
    var best: (encoding: Encoding, share: Double)?
    for (encoding, letters) in candidates {
      guard let converter = Converter(from: encoding) else { continue }
      let text = sample.withUnsafeBufferPointer { converter.convert($0) }.string.unicodeScalars
      var others = 0
      var common = 0
      for scalar in text where scalar.value >= 0x80 {
        others += 1
        if letters.contains(scalar) { common += 1 }
      }
      let share = others > 0 ? Double(common) / Double(others) : 0
      if share >= least, share > best?.share ?? 0 { best = (encoding, share) }
    }
    return best?.encoding
  }

  private static let alphabets = table([
    ("оеаинтсрвлкмдпуіїє", ["windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "cp866", "x-mac-cyrillic"]),
    ("αοιετσνηυρπκμλςάέήίόύώ", ["windows-1253", "iso-8859-7"]),
    ("יוהלארתבמשנ", ["windows-1255", "iso-8859-8"]),
    ("اليمونرتبةسعد", ["windows-1256", "iso-8859-6"]),
    ("ารนกเอมสยลงวด่ท้ิีั็ตคปบขหะไโแใุู์ื", ["windows-874"]),
  ])

  private static let latins = table([
    ("éèàùçêôîâûëïäöüßñáíóúãõøåæœ’‘“”«»–—…", ["windows-1252"]),
    // Icelandic, before the alphabets that have other letters in place of its own.
    ("ðþæáéíóúýöÞÍÁÚÓÉÆÖ’“”„–", ["windows-1252"]),
    ("ąćęłńóśźżěščřžýáíéůúťďňőűöüăâîșțşţđŚŻŁ„”–", ["windows-1250", "iso-8859-2"]),
    ("ışğüöçİŞâî’“”–", ["windows-1254"]),
    ("āčēģīķļņšūžėįųąę„“–", ["windows-1257"]),
  ])

  private static func table(_ entries: [(String, [String])]) -> [(Encoding, Set<Unicode.Scalar>)] {
    entries.flatMap { letters, labels in
      labels.compactMap { Encoding($0) }.map { ($0, Set(letters.unicodeScalars)) }
    }
  }
}
