import Glibc

/// A character encoding that we read: a label of the web (https://encoding.spec.whatwg.org/#names-and-labels) and what
/// the C library's `iconv` calls it. No other name reaches `iconv`, which loads code by name.
struct Encoding: Hashable, Sendable {
  /// The name for `iconv`.
  let name: String

  static let utf8 = Encoding(name: "UTF-8")
  static let utf16le = Encoding(name: "UTF-16LE")
  static let utf16be = Encoding(name: "UTF-16BE")
  static let utf32le = Encoding(name: "UTF-32LE")
  static let utf32be = Encoding(name: "UTF-32BE")
  static let windows1252 = Encoding(name: "CP1252")

  private init(name: String) { self.name = name }

  /// Nil for a label that nobody should use, or that nobody knows.
  init?(_ label: String) {
    let key = label.lowercased().filter { $0.isLetter || $0.isNumber }
    guard let name = Self.names[key] else { return nil }
    self.name = name
  }

  /// Says by escape sequences in seven bits what other encodings say with the eighth.
  var isShifting: Bool { name.hasPrefix("ISO-2022") || name == "UTF-7" }
  /// Can't be what bytes without zeros are.
  var isWide: Bool { name.hasPrefix("UTF-16") || name.hasPrefix("UTF-32") }

  /// Whether the bytes are well formed in this encoding, but for a few and a character cut in two at the end.
  func fits(_ bytes: Bytes) -> Bool {
    guard let converter = Converter(from: self) else { return false }
    let sample = bytes[at: 0..<min(bytes.count, 256 * 1024)]
    let high = sample.reduce(0) { $0 + ($1 >= 0x80 ? 1 : 0) }
    _ = converter.convert(sample)
    return converter.faults <= 2 + high / 50
  }

  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      for label in words.dropFirst() { names[label] = words[0] }
    }
    return names
  }()

  /// A name of `iconv`, then its labels without `-`, `_`, `:`.
  private static let table = """
    UTF-8 utf8 unicode11utf8 utf8mb4
    UTF-16 utf16 ucs2 unicode csunicode iso10646ucs2
    UTF-16LE utf16le
    UTF-16BE utf16be
    UTF-32 utf32 ucs4
    UTF-32LE utf32le
    UTF-32BE utf32be
    UTF-7 utf7 unicode11utf7
    CP1252 ascii usascii ansix341968 iso646us iso88591 88591 latin1 l1 cp819 ibm819 windows1252 cp1252 1252 xcp1252 ansi
    CP1250 windows1250 cp1250 1250 xcp1250
    CP1251 windows1251 cp1251 1251 xcp1251 win1251
    CP1253 windows1253 cp1253 1253 xcp1253
    CP1254 windows1254 cp1254 1254 iso88599 latin5 l5 iso885991989
    CP1255 windows1255 cp1255 1255
    CP1256 windows1256 cp1256 1256
    CP1257 windows1257 cp1257 1257
    CP1258 windows1258 cp1258 1258
    ISO-8859-2 iso88592 88592 latin2 l2
    ISO-8859-3 iso88593 latin3 l3
    ISO-8859-4 iso88594 latin4 l4
    ISO-8859-5 iso88595 cyrillic
    ISO-8859-6 iso88596 arabic ecma114 asmo708
    ISO-8859-7 iso88597 greek greek8 ecma118 elot928
    ISO-8859-8 iso88598 iso88598i iso88598e hebrew logical visual
    ISO-8859-10 iso885910 latin6 l6
    ISO-8859-13 iso885913
    ISO-8859-14 iso885914
    ISO-8859-15 iso885915 latin9 l9
    ISO-8859-16 iso885916
    CP874 windows874 cp874 tis620 iso885911 dos874
    KOI8-R koi8r koi koi8 cskoi8r
    KOI8-U koi8u koi8ru
    CP866 cp866 ibm866 866
    CP437 cp437 ibm437 437
    CP850 cp850 ibm850 850
    CP852 cp852 ibm852 852
    CP855 cp855 ibm855 855
    MACINTOSH macintosh mac xmacroman macroman
    MAC-CYRILLIC xmaccyrillic xmacukrainian maccyrillic
    UHC euckr cp949 ks949 windows949 uhc ksc56011987 ksc56011989 ksc5601 korean csksc56011987 isoir149 kscp5601 ksx1001
    JOHAB johab cp1361
    ISO-2022-KR iso2022kr csiso2022kr
    CP932 shiftjis sjis xsjis cp932 ms932 mskanji windows31j csshiftjis shiftjisx0213 cswindows31j
    EUC-JP eucjp xeucjp ujis cseucpkdfmtjapanese
    ISO-2022-JP iso2022jp csiso2022jp iso2022jp2
    GB18030 gb18030 gbk gb2312 cp936 936 windows936 xgbk euccn gb231280 chinese csgb2312 isoir58 hzgb2312
    BIG5-HKSCS big5 big5hkscs cnbig5 xxbig5 csbig5 cp950 big5tw
    EUC-TW euctw
    TCVN tcvn viscii
    IBM037 ibm037 cp037 ebcdiccpus
    """
}

/// One direction of `iconv`, closed with its owner.
final class Converter {
  private let descriptor: iconv_t
  /// Bytes that meant nothing in the last conversion.
  private(set) var faults = 0

  init?(from encoding: Encoding) {
    guard let descriptor = iconv_open("UTF-8", encoding.name), Int(bitPattern: descriptor) != -1 else { return nil }
    self.descriptor = descriptor
  }

  deinit { iconv_close(descriptor) }

  /// The bytes as UTF-8; each byte that means nothing is U+FFFD.
  func convert(_ bytes: Bytes) -> [UInt8] {
    faults = 0
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 2)
    guard bytes.count > 0, let base = bytes.baseAddress else { return out }
    var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base).assumingMemoryBound(
      to: CChar.self)
    var left = bytes.count
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16384) { room in
      while left > 0 {
        var output = room.baseAddress
        var space = room.count
        let result = iconv(descriptor, &input, &left, &output, &space)
        let code = errno
        out += UnsafeRawBufferPointer(start: room.baseAddress, count: room.count - space)
        guard result == -1 else { continue }
        guard code != E2BIG else { continue }
        // A byte that means nothing, or a character cut in two at the end.
        faults += code == EINVAL ? 0 : 1
        out.append("\u{FFFD}")
        guard code == EILSEQ, let next = input else { break }
        input = next + 1
        left -= 1
      }
    }
    return out
  }
}
