import Markup
import News
import Testing

/// HTML made to hurt: bounded in time and size, and never anything active.
struct HostileMarkupTests {
  /// A small generator with a seed, so that a failure can be had again.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test(arguments: [
    "<div>", "</div>", "<p><b>", "<a ", "<a href=\"", "<a href='x", "<!--", "<!-- -->x", "<![CDATA[", "]]>", "<!x",
    "<script>", "</script",
    "&", "&#", "&amp", "&nbsp;", "<table><tr><td>", "<ul><li>", "<svg>", "<video>", "<template>", "<div hidden>", "<",
    "<x y=z ", "\u{202E}",
    "<a href=a>x", "<pre>\n", " ", "<br>", "=", "<iframe src=x title=y>", "<dl><dt>x<dd>",
  ])
  func aLongRunOfOneThingIsReadInTime(piece: String) {
    let html = String(repeating: piece, count: 200_000 / piece.utf8.count)
    let clock = ContinuousClock()
    var clean = CleanHTML()
    let time = clock.measure { clean = HTMLCleaner.clean(html, base: "http://a.example/") }
    #expect(time < .seconds(5))
    #expect(clean.html.utf8.count < 20_000_000)
    #expect(clock.measure { _ = DocumentReader.document(html: String(html.prefix(200_000)), base: nil) } < .seconds(5))
  }

  @Test func mutatedHTMLIsAlwaysSafeAndStable() {
    let seeds = [
      "<p>The <a href=\"https://a.example/x?y=1&amp;z\" title='t'>link</a> &mdash; <img src=a.png alt=\"b\" width=3></p><script>x()</script>",
      "<table><tr><td colspan=2>a<td><ul><li>b</ul></table><pre> c\n</pre><!-- d --><![CDATA[e]]>",
      "<div hidden>x</div><iframe src=\"//v.example/embed\"></iframe><ruby>漢<rt>한</rt></ruby>\u{202E}\u{85}&#8238;&lt;b onclick=x&gt;",
    ].map { Array($0.utf8) }
    let tokens = [
      "<", ">", "\"", "'", "&", ";", "<script>", "</p>", "<!--", "-->", " onclick=x", "javascript:", "\u{0}", "=", "/",
      "<p ", "\u{E9}",
    ]
    .map { Array($0.utf8) }
    let active =
      /<\s*(script|iframe|object|embed|style|link|meta|base|form)\b|<[^>]+\son[a-z]+\s*=|<[^>]+href="\s*javascript/
      .ignoresCase()
    var dice = Dice(state: 20_240_501)
    for round in 0..<4000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...6, using: &dice) {
        let at = Int.random(in: 0...bytes.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: bytes.insert(contentsOf: tokens.randomElement(using: &dice) ?? [], at: at)
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 0...8, using: &dice)))
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &dice), at: at)
        default:
          bytes.insert(contentsOf: bytes.prefix(at).suffix(12), at: Int.random(in: 0...bytes.count, using: &dice))
        }
      }
      let html = String(decoding: bytes, as: UTF8.self)
      let clean = HTMLCleaner.clean(html, base: "http://a.example/b/")
      #expect(clean.html.firstMatch(of: active) == nil, "round \(round): \(clean.html)")
      #expect(!(clean.html + clean.text).unicodeScalars.contains { Self.isForbidden($0) }, "round \(round)")
      #expect(HTMLCleaner.clean(clean.html, base: nil).text == clean.text, "round \(round): \(html)")
      _ = DocumentReader.document(html: html, base: nil)
    }
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
