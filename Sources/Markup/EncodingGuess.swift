/// The encoding of bytes that are declared wrongly or not at all, and are no UTF-8.
///
/// East Asian encodings use nearly the same byte pairs: which one it is shows in the letters that are common in one
/// language and rare elsewhere. Hangul of KS X 1001 are B0…C8, kana of JIS are A4 and A5, common Han of GB 2312 are
/// B0…D7 in an order of their own.
enum EncodingGuess {
  private static let sampleLength = 64 * 1024

  /// Nil where nothing is likelier than another.
  /// - Parameter isLatin: declared to be Windows-1252.
  static func encoding(of bytes: Bytes, isLatin: Bool = false) -> Encoding? {
    let sample = bytes[at: 0..<min(bytes.count, sampleLength)]
    let pairs = Pairs(sample)
    guard pairs.high > 0 else { return nil }
    let kana = pairs.eucKana * 5 > pairs.high / 2
    if kana, pairs.hangul < pairs.eucKana, pairs.inPairs * 10 >= pairs.high * 8 { return Encoding("euc-jp") }
    if let alphabet = LetterGuess.alphabet(of: bytes) { return alphabet }
    // Single letters between ASCII are the mark of Western text.
    if pairs.inPairs * 10 < pairs.high * 8 {
      return pairs.shiftJIS * 2 > pairs.high ? Encoding("shift_jis") : LetterGuess.latin(of: bytes, isDeclared: isLatin)
    }
    if pairs.hangul * 10 > pairs.high / 2 * 6, pairs.commonHangul * 4 > pairs.hangul { return Encoding("euc-kr") }
    if pairs.shiftJIS * 2 > pairs.high { return Encoding("shift_jis") }
    if pairs.lowTrails * 5 > pairs.high / 2 { return Encoding("big5") }
    return Encoding("gb18030")
  }

  /// An encoding that shifts by escape sequences: its first one tells.
  static func shifting(in bytes: Bytes) -> Encoding? {
    let sample = bytes[at: 0..<min(bytes.count, sampleLength)]
    guard let escape = sample.first(0x1B, from: 0), escape + 3 < sample.count else { return nil }
    let next = sample[at: escape + 1..<escape + 4]
    if next.elementsEqual("$)C".utf8) { return Encoding("iso-2022-kr") }
    return next[at: 0..<2].elementsEqual("$B".utf8) || next[at: 0..<2].elementsEqual("$@".utf8)
      ? Encoding("iso-2022-jp") : nil
  }

  /// What is counted in one walk.
  private struct Pairs {
    var high = 0
    /// High bytes that belong to a pair of two of them, or of one and a letter.
    var inPairs = 0
    var hangul = 0
    var commonHangul = 0
    var eucKana = 0
    var shiftJIS = 0
    var lowTrails = 0

    /// The syllables that Korean writes most, as bytes of KS X 1001: 이 다 는 에 을 의 로 가 고 하 지 은 기 를 한 서 도 사 인 자.
    private static let common: Set<UInt16> = [
      0xC0CC, 0xB4D9, 0xB4C2, 0xBFA1, 0xC0BB, 0xC0C7, 0xB7CE, 0xB0A1, 0xB0ED, 0xC7CF, 0xC1F6, 0xC0BA, 0xB1E2, 0xB8A6,
      0xC7D1, 0xBCAD, 0xB5B5, 0xBBE7, 0xC0CE, 0xC0DA,
    ]

    init(_ bytes: Bytes) {
      var i = 0
      while i < bytes.count {
        let lead = bytes[i]
        guard lead >= 0x80 else {
          i += 1
          continue
        }
        high += 1
        let trail = i + 1 < bytes.count ? bytes[i + 1] : 0
        // Shift_JIS: kana and the halves of its lead bytes below A0.
        if lead == 0x82, (0x9F...0xF1).contains(trail) { shiftJIS += 2 }
        if lead == 0x83, (0x40...0x96).contains(trail) { shiftJIS += trail >= 0x80 ? 2 : 1 }
        if (0x88...0x9F).contains(lead), trail >= 0x40 { shiftJIS += trail >= 0x80 ? 2 : 1 }
        guard lead > 0x80, trail >= 0x41 else {
          i += 1
          continue
        }
        if trail >= 0xA1 {
          high += 1
          inPairs += 2
          if (0xB0...0xC8).contains(lead) { hangul += 1 }
          if Self.common.contains(UInt16(lead) << 8 | UInt16(trail)) { commonHangul += 1 }
          if lead == 0xA4 || lead == 0xA5 { eucKana += 1 }
          i += 2
        } else if trail >= 0x80 {
          // A pair of CP949 or GBK, beyond the old sets.
          high += 1
          inPairs += 2
          i += 2
        } else if trail.isLetter && lead < 0xC0 || trail >= 0x40 && trail < 0x7F && lead >= 0xA4 && !trail.isLetter {
          inPairs += 1
          lowTrails += 1
          i += 2
        } else {
          if lead >= 0xA4, lead <= 0xC6 { lowTrails += 1 }
          i += 1
        }
      }
    }
  }
}
