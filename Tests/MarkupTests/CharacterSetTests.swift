import Glibc
import Markup
import Testing

/// Bytes to text, declared well, wrongly or not at all.
struct CharacterSetTests {
  private static let korean = "북부 소식: 정부는 쌀 가격이 올랐다고 밝혔다. 기자는 확인하지 못했다."

  /// Text in another encoding, by the C library.
  private func encode(_ text: String, as name: String) throws -> [UInt8] {
    let descriptor = iconv_open(name, "UTF-8")
    try #require(Int(bitPattern: descriptor) != -1)
    defer { iconv_close(descriptor) }
    var input = Array(text.utf8).map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 4 + 16)
    let room = output.count
    let left = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var from = input.baseAddress
        var to = output.baseAddress
        var fromLeft = input.count
        var toLeft = room
        _ = iconv(descriptor, &from, &fromLeft, &to, &toLeft)
        _ = iconv(descriptor, nil, nil, &to, &toLeft)
        return toLeft
      }
    }
    return output.prefix(room - left).map { UInt8(bitPattern: $0) }
  }

  @Test(arguments: [
    ("euc-kr", "EUC-KR"), ("ks_c_5601-1987", "UHC"), ("iso-2022-kr", "ISO-2022-KR"), ("utf-16", "UTF-16"),
    ("UTF-16LE", "UTF-16LE"),
    ("utf-16be", "UTF-16BE"), ("utf-32", "UTF-32"), ("gb18030", "GB18030"), ("utf-8", "UTF-8"),
  ])
  func aDeclaredEncodingIsRead(label: String, name: String) throws {
    let document = "<?xml version=\"1.0\" encoding=\"\(label)\"?><title>\(Self.korean)</title>"
    #expect(
      CharacterSets.text(try encode(document, as: name), contentType: nil, kind: .xml).hasSuffix(
        "<title>\(Self.korean)</title>"))
  }

  @Test(arguments: [("shift_jis", "CP932"), ("euc-jp", "EUC-JP"), ("iso-2022-jp", "ISO-2022-JP")])
  func japaneseEncodingsAreRead(label: String, name: String) throws {
    let text = "国境付近の市場では米の価格が上昇し、電力不足も続く。カタカナ"
    #expect(
      CharacterSets.text(try encode(text, as: name), contentType: "text/plain; charset=\(label)", kind: .text) == text)
  }

  @Test func theHeaderGoesBeforeTheDeclaration() throws {
    let document = "<?xml version='1.0' encoding='iso-8859-1'?><t>\(Self.korean)</t>"
    let bytes = try encode(document, as: "EUC-KR")
    #expect(CharacterSets.text(bytes, contentType: "application/xml; charset=\"EUC-KR\"", kind: .xml) == document)
  }

  @Test func utf8UnderAnotherNameIsStillUTF8() {
    let document = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><t>\(Self.korean)</t>"
    #expect(CharacterSets.text(Array(document.utf8), contentType: "text/xml; charset=us-ascii", kind: .xml) == document)
  }

  @Test(arguments: [
    ("EUC-KR", korean), ("CP932", "国境付近の市場では米の価格が上昇し、これからも続くと見られている"),
    ("EUC-JP", "国境付近の市場では米の価格が上昇し、これからも続くと見られている"),
    ("GB18030", "政府记者新闻审查网络封锁镜像边境市场价格大米汇率电力道路学校医院冬季收成粮食配给"),
    ("CP1252", "Décès à Orléans : l’été dernier, une grève générale “sans précédent”"),
    ("CP1251", "Правительство заявило, что цены на рис выросли на десять процентов"),
  ])
  func anUndeclaredEncodingIsGuessed(name: String, text: String) throws {
    let bytes = try encode("<t>" + text + "</t>", as: name)
    #expect(CharacterSets.text(bytes, contentType: nil, kind: .xml) == "<t>" + text + "</t>")
    #expect(CharacterSets.text(bytes, contentType: "text/xml; charset=utf-8", kind: .xml) == "<t>" + text + "</t>")
  }

  @Test(arguments: [
    ("Rząd ogłosił zamknięcie strony gazety. Dziennikarze zebrali się, żeby temu zapobiec.", "ISO-8859-2"),
    ("Vláda oznámila uzavření stránek novin. Novináři se shromáždili, aby tomu zabránili.", "CP1250"),
    ("Hükümet gazetenin sitesinin kapatılacağını açıkladı. Gazeteciler bunu önlemek için toplandı.", "CP1254"),
    ("Le gouvernement a annoncé la fermeture. Les journalistes se sont rassemblés à l'été, déjà.", "ISO-8859-1"),
    ("Ríkisstjórnin tilkynnti að síðunni yrði lokað. Blaðamenn söfnuðust saman til að verja þjóðina.", "ISO-8859-1"),
    ("Die Regierung hat die Schließung angekündigt. Für Überraschung sorgte das schöne Gefühl.", "ISO-8859-1"),
    ("A saída não foi fácil, mas os jornalistas reuniram-se às três para impedir a situação.", "ISO-8859-1"),
  ])
  func whatIsSaidToBeLatin1MayBeOfAnotherAlphabet(text: String, name: String) throws {
    let bytes = try encode("<?xml version='1.0' encoding='ISO-8859-1'?><t>\(text)</t>", as: name)
    #expect(CharacterSets.text(bytes, contentType: nil, kind: .xml).contains(text))
  }

  @Test func windows1252IsWhatLatin1Means() {
    #expect(
      CharacterSets.text([0x93, 0x61, 0x94, 0x20, 0xE9], contentType: "text/plain; charset=iso-8859-1", kind: .text)
        == "“a” é")
  }

  @Test func aByteOrderMarkWinsAndIsTakenOff() {
    #expect(
      CharacterSets.text([0xFF, 0xFE, 0x61, 0, 0x62, 0], contentType: "text/xml; charset=utf-8", kind: .xml) == "ab")
    #expect(CharacterSets.text([0xEF, 0xBB, 0xBF, 0x61], contentType: nil, kind: .xml) == "a")
  }

  @Test func aFewBadBytesSpoilNothingElse() {
    let bytes = Array("정부는 쌀 가격이".utf8) + [0xFF] + Array("올랐다".utf8) + [0xEC, 0x8C]
    #expect(CharacterSets.text(bytes, contentType: nil, kind: .text) == "정부는 쌀 가격이\u{FFFD}올랐다\u{FFFD}")
  }

  @Test func aNameThatNobodyShouldUseIsNotLookedUp() {
    #expect(CharacterSets.text([0x61, 0xE9], contentType: "text/plain; charset=ISO-2022-CN-EXT", kind: .text) == "aé")
  }
}
