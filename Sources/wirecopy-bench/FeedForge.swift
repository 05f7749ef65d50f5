import Foundation

/// Makes feeds and pages: the same bytes each time, Korean and English, with markup as sites write it.
struct FeedForge {
  enum Form: String, CaseIterable {
    case atom, rss, rdf, json
    var isXML: Bool { self != .json }
  }

  private static let words = """
    노조 기자 신문 파업 오늘 서울 정부 발표 언론 자유 회사 직원 해고 법원 판결 시민 집회 현장 사진 인터뷰 the strike began at \
    noon outside of printing house and reporters from four papers stayed on until evening while police watched court \
    ruled that paper may appear again under its old name editors said they would not sign anything
    """.split(separator: " ").map(String.init)

  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func draw(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }

  mutating func sentence(_ count: Int) -> String {
    (0..<count).map { _ in Self.words[draw(Self.words.count)] }.joined(separator: " ")
  }

  /// Some paragraphs of an article with what stands in them.
  mutating func body(paragraphs: Int) -> String {
    (0..<paragraphs).map { number in
      switch number % 6 {
      case 2:
        "<p>\(sentence(12)) <a href=\"https://news.example/\(draw(9999))?a=1&amp;b=2\">\(sentence(3))</a>, <em>\(sentence(2))</em> &mdash; \(sentence(14)).</p>"
      case 4: "<ul><li>\(sentence(6))</li><li><b>\(sentence(2))</b> \(sentence(5))</li></ul>"
      case 5: "<blockquote><p>&ldquo;\(sentence(16))&rdquo;</p></blockquote>"
      default: "<p>\(sentence(40)).</p>"
      }
    }.joined(separator: "\n")
  }

  /// A feed of so many articles.
  mutating func feed(_ form: Form, items: Int) -> [UInt8] {
    var out: [UInt8] = []
    func write(_ text: String) { out += Array(text.utf8) }
    write(Self.opening(form))
    for number in 0..<items {
      let title = sentence(7)
      let html = body(paragraphs: 4)
      let date = Date(timeIntervalSince1970: 1_700_000_000 - Double(number) * 600)
      if form == .json, number > 0 { write(",") }
      write(Self.item(form, number, title, html, date))
    }
    write(Self.closing(form))
    return out
  }

  private static func opening(_ form: Form) -> String {
    switch form {
    case .atom:
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>News</title><id>https://news.example/</id>\n"
    case .rss:
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>News</title><link>https://news.example/</link>\n"
    case .rdf:
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"https://news.example/\"><title>News</title></channel>\n"
    case .json: "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"News\",\"items\":["
    }
  }

  private static func item(_ form: Form, _ number: Int, _ title: String, _ html: String, _ date: Date) -> String {
    let link = "https://news.example/articles/\(number)"
    let iso = date.formatted(.iso8601)
    let text = html.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    switch form {
    case .atom:
      return
        "<entry><id>\(link)</id><title>\(title)</title><link href=\"\(link)\"/><updated>\(iso)</updated><author><name>Kim</name></author><category term=\"labour\"/><content type=\"html\">\(text)</content></entry>\n"
    case .rss:
      let mail = date.formatted(
        Date.VerbatimFormatStyle(
          format:
            "\(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) GMT",
          locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian)))
      return
        "<item><guid>\(link)</guid><title>\(title)</title><link>\(link)</link><pubDate>\(mail)</pubDate><dc:creator>Kim</dc:creator><category>labour</category><content:encoded><![CDATA[\(html)]]></content:encoded></item>\n"
    case .rdf:
      return
        "<item rdf:about=\"\(link)\"><title>\(title)</title><link>\(link)</link><dc:date>\(iso)</dc:date><dc:creator>Kim</dc:creator><description>\(text)</description></item>\n"
    case .json:
      let quoted = html.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      return
        "{\"id\":\"\(link)\",\"url\":\"\(link)\",\"title\":\"\(title)\",\"date_published\":\"\(iso)\",\"authors\":[{\"name\":\"Kim\"}],\"tags\":[\"labour\"],\"content_html\":\"\(quoted)\"}"
    }
  }

  private static func closing(_ form: Form) -> String {
    switch form {
    case .atom: "</feed>\n"
    case .rss: "</channel></rss>\n"
    case .rdf: "</rdf:RDF>\n"
    case .json: "]}\n"
    }
  }
}
