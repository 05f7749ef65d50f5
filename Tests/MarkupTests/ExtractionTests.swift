import Markup
import Testing

/// The article out of pages as they stand on the web.
struct ExtractionTests {
  private static let base = "https://news.example/2024/05/strike.html"
  private static let english = [
    "The union said on Tuesday that its members would stay out, whatever the court decides, until the pay is settled.",
    "Nurses at four hospitals joined them in the evening, and the streets around the square were full until midnight.",
    "A spokesman for the ministry said that talks would go on; he did not say when, or who would sit at the table.",
    "Outside, volunteers handed out soup, tea and copies of the paper, which had been printed in another town.",
  ]
  private static let korean = [
    "노조는 화요일 법원의 결정과 상관없이 임금 협상이 끝날 때까지 파업을 이어가겠다고 밝혔다.",
    "네 곳의 병원에서 일하는 간호사들도 저녁부터 합류했고, 광장 주변 거리는 자정까지 사람들로 가득 찼다.",
    "부처 대변인은 대화를 계속하겠다고 말했지만, 언제 누가 협상에 나설지는 밝히지 않았다.",
  ]
  private static let japanese = [
    "労働組合は火曜日、裁判所の判断にかかわらず、賃金交渉がまとまるまでストライキを続けると発表した。",
    "四つの病院の看護師も夕方から加わり、広場の周りの通りは真夜中まで人であふれた。",
    "省の報道官は話し合いを続けると述べたが、いつ誰が席に着くのかは明らかにしなかった。",
  ]
  private static let nav =
    "<a href=/>Home</a> <a href=/politics>Politics</a> <a href=/world>World news</a> <a href=/sport>Sport</a> <a href=/culture>Culture</a>"
  private static let sidebar =
    "<h3>Most read</h3><ul><li><a href=/1>Ten things that the mayor did not say yesterday</a><li><a href=/2>Rain will fall on most of the north this week</a><li><a href=/3>A bakery opens again after nine years of silence</a></ul>"
  private static let comments =
    "<p>I was there, and it was not like that at all, whatever they write. Nobody saw any soup, and there was no tea.</p><p>SECRETCOMMENT You should be ashamed, all of you, of what you let them print here, day after day, and of more.</p><p>Second that. What the first one said, and a good deal more, which I will not write here.</p>"

  private static func p(_ texts: [String]) -> String { texts.map { "<p>\($0)</p>" }.joined(separator: "\n") }

  private func extract(_ html: String, type: String? = "text/html; charset=utf-8") -> ExtractedArticle? {
    ArticleExtractor.extract(Array(html.utf8), contentType: type, base: Self.base)
  }

  /// All of the article's paragraphs, nothing of what is around it.
  private func holds(_ article: ExtractedArticle?, _ texts: [String], _ place: SourceLocation = #_sourceLocation) throws
  {
    let article = try #require(article, sourceLocation: place)
    for text in texts { #expect(article.text.contains(text), "\(article.text)", sourceLocation: place) }
    for text in ["SECRETCOMMENT", "Most read", "Ten things", "World news", "cookie", "Copyright", "쿠키", "댓글", "많이 본"] {
      #expect(!article.text.contains(text), "\(text) in: \(article.text)", sourceLocation: place)
    }
  }

  @Test func aWordPressPost() throws {
    let article = extract(
      """
      <!DOCTYPE html><html lang="en-US"><head><title>Nurses join the strike &#8211; The Northern</title>
      <meta property="og:site_name" content="The Northern"><meta name=author content="Kim Sora"><style>p{}</style></head>
      <body class="single has-sidebar no-comments widget"><a class="skip-link" href="#content">Skip to content</a>
      <header id=masthead><h1 class=site-title><a href=/>The Northern</a></h1><nav class=main-navigation>\(Self.nav)</nav></header>
      <div id=content class="site-content with-sidebar"><main><article id=post-7 class="post-7 post type-post hentry">
      <header class=entry-header><h1 class=entry-title>Nurses join the strike</h1><span class="byline">By <a rel=author href=/a>Kim Sora</a></span></header>
      <div class="entry-content"><figure class=wp-block-image><img src=/p.jpg alt=Square><figcaption>The square.</figcaption></figure>
      \(Self.p(Self.english))<h2>What next</h2><blockquote><p>We stay.</p></blockquote><ul><li>Talks on Friday<li>A vote on Monday</ul>
      <div class="sharedaddy"><a href=//x.example>Share on X</a></div><div id=jp-relatedposts class=jp-relatedposts>\(Self.sidebar)</div></div>
      <footer class=entry-footer><a rel=tag href=/t/strike>strike</a></footer></article>
      <div id=comments class=comments-area><h2>3 Comments</h2><ol class=comment-list><li class=comment><article id=div-comment-1 class=comment-body>\(Self.comments)</article></ol></div>
      </main><aside id=secondary class=widget-area>\(Self.sidebar)</aside></div><footer>Copyright The Northern, all rights reserved.</footer></body></html>
      """)
    try holds(article, Self.english + ["What next", "We stay.", "Talks on Friday"])
    #expect(article?.title == "Nurses join the strike")
    #expect(article?.byline == "Kim Sora")
    #expect(article?.language == "en-US")
    #expect(article?.html.contains("<img src=\"https://news.example/p.jpg\" alt=\"Square\">") == true)
    #expect(article?.text.contains("Nurses join the strike") == false)
  }

  @Test func aKoreanNewspaperWhoseParagraphsAreLineBreaks() throws {
    let article = extract(
      """
      <html lang=ko><head><title>간호사도 파업 합류 | 북부일보</title><meta property=og:title content="간호사도 파업 합류"></head><body>
      <div id=header><ul class=gnb><li><a href=/a>정치</a><li><a href=/b>사회</a><li><a href=/c>국제</a></ul></div>
      <div id=container><div class=article_head><h3>간호사도 파업 합류</h3><p class=byline>김소라 기자 sora@news.example</p></div>
      <div id=articleBodyContents itemprop=articleBody><img src=1.jpg><br>\(Self.korean.joined(separator: "<br><br>\n"))<br><br>
      <a href=/x>[관련기사] 다른 소식을 더 보려면 여기</a></div>
      <div class="reply_area"><h4>댓글 12</h4><ul><li>이 기사는 사실과 전혀 다릅니다. 저는 그 자리에 있었고, 그런 일은 없었습니다. 댓글</li></ul></div>
      <div class=rank_news><h4>많이 본 뉴스</h4><ol><li><a href=1>시장이 어제 말하지 않은 열 가지</a><li><a href=2>북부에 이번 주 비</a></ol></div>
      </div><div id=footer>북부일보 | 등록번호 서울 아00000 | 무단 전재 및 재배포 금지</div></body></html>
      """)
    try holds(article, Self.korean)
    #expect(article?.title == "간호사도 파업 합류")
    #expect(article?.byline?.hasPrefix("김소라 기자") == true)
    #expect(article?.text.contains("무단 전재") == false)
  }

  @Test func aJapanesePageWithoutAnyHints() throws {
    let list = (0..<12).map { "<li><a href=/\($0)>最新のニュース第\($0)号の見出しです</a>" }.joined()
    let article = extract(
      "<html><head><title>看護師もストに参加 - 北部新聞</title></head><body><div><ul>\(list)</ul></div><div><div><h1>看護師もストに参加</h1>\(Self.p(Self.japanese))</div></div><div><ul>\(list)</ul></div></body></html>"
    )
    try holds(article, Self.japanese)
    #expect(article?.title == "看護師もストに参加")
    #expect(article?.text.contains("最新のニュース") == false)
  }

  @Test func aPageWrittenByHand() throws {
    let article = extract(
      "<title>Letter from the square</title><body bgcolor=white><center><h1>Letter from the square</h1></center><p>\(Self.english.joined(separator: "\n<p>"))\n<hr><a href=index.html>Back</a>"
    )
    try holds(article, Self.english)
    #expect(article?.title == "Letter from the square")
  }

  @Test func aPageOfTheNinetiesInTables() throws {
    let article = extract(
      "<html><body><table width=100%><tr><td colspan=2>\(Self.nav)</tr><tr><td width=150><font size=2>\(Self.nav)<br>\(Self.nav)</font></td><td><font face=Arial><b>Strike</b><p>\(Self.english.joined(separator: "<p>"))</font></td></tr><tr><td colspan=2>Copyright 1999</td></tr></table></body></html>"
    )
    try holds(article, Self.english)
  }

  @Test func anArticleInDivsWithGeneratedNames() throws {
    let article = extract(
      "<html><body><div class=css-1x><div class=css-2y>\(Self.nav)</div><div class=css-9a><div class=css-8b><div class=css-p>\(Self.english[0])</div><div class=css-p>\(Self.english[1])</div><div class=css-p>\(Self.english[2])</div><div class=css-p>\(Self.english[3])</div></div></div><div class=css-3z>\(Self.sidebar)</div></div></body></html>"
    )
    try holds(article, Self.english)
  }

  @Test func anArticleInSections() throws {
    let article = extract(
      "<html><body><nav>\(Self.nav)</nav><div class=page><section><h2>One</h2>\(Self.p(Array(Self.english[0...1])))</section><section><h2>Two</h2>\(Self.p(Array(Self.english[2...3])))</section></div><div>\(Self.sidebar)</div></body></html>"
    )
    try holds(article, Self.english + ["One", "Two"])
  }

  @Test func commentsAreLongerThanTheArticle() throws {
    for box in [
      "<div id=disqus_thread>", "<div class='comments'>", "<section><h3>Comments (12)</h3>",
      "<div><div><b></b><h4>12 Comments</h4></div>",
    ] {
      let close = box.hasPrefix("<section") ? "</section>" : "</div>"
      let article = extract(
        "<html><body><h1>Strike</h1><div class=text>\(Self.p(Self.english))</div>\(box)\(String(repeating: Self.comments, count: 20))\(close)</body></html>"
      )
      try holds(article, Self.english)
    }
  }

  @Test func aCookieNoticeIsNoArticle() throws {
    let notice =
      "<p>We value your privacy. We and our partners store cookies on a device and process personal data, such as unique identifiers, for personalised content, measurement and audience research.</p><p>With your permission we may use precise data about where you are. You may click to consent, or refuse, and change your mind at any time.</p><button>Accept all</button>"
    for open in ["<div class='cookie-consent'>", "<div>", "<div role=dialog>", "<div id=onetrust-banner-sdk>"] {
      let article = extract("<html><body>\(open)\(notice)</div><div>\(Self.p(Self.english))</div></body></html>")
      try holds(article, Self.english)
      #expect(article?.text.contains("We value") == false)
      #expect(extract("<html><body>\(open)\(notice)</div><div>\(Self.nav)</div></body></html>") == nil)
    }
  }

  @Test func frontPagesAndListsHaveNoArticle() {
    let teaser =
      "<div class=post><h2><a href=/x>Nurses join the strike at four hospitals</a></h2><p>\(Self.english[0])</p></div>"
    #expect(extract("<html><body><main>\(String(repeating: teaser, count: 8))</main></body></html>") == nil)
    let card = "<article><h3>Strike</h3><p>\(Self.english[1])</p></article>"
    #expect(extract("<html><body><main>\(String(repeating: card, count: 6))</main></body></html>") == nil)
    #expect(
      extract("<html><body><nav>\(Self.nav)</nav>\(String(repeating: Self.sidebar, count: 5))</body></html>") == nil)
  }

  @Test(arguments: [
    "", "<html></html>",
    "<html><head><title>404</title></head><body><h1>Not found</h1><p>The page that you asked for isn't here.</p></body></html>",
    "<html><body><form><p>Sign in</p><input name=user><input name=password type=password><button>Sign in</button></form></body></html>",
    "<html><body><noscript>You need to enable JavaScript to run this app, which is written in it, for you.</noscript><div id=root></div></body></html>",
  ])
  func pagesThatSayLittleHaveNoArticle(html: String) { #expect(extract(html) == nil) }

  @Test func whatIsNoPageHasNoArticle() {
    #expect(extract(Self.p(Self.english), type: "application/json") == nil)
    #expect(extract(Self.english.joined(separator: "\n\n"), type: nil) == nil)
    #expect(extract("<?xml version=1.0?><rss><channel><item></item></channel></rss>", type: "application/xml") == nil)
  }

  @Test func aWikiPageKeepsItsTablesAndSections() throws {
    let article = extract(
      "<html><body><div id=mw-navigation><div class=mw-portlet>\(Self.nav)</div></div><div id=content class=mw-body role=main><h1 id=firstHeading>Strike</h1><div id=mw-content-text><div class=mw-parser-output><p>\(Self.english[0])</p><div id=toc role=navigation class=toc><ul><li><a href=#One>One</a></ul></div><h2>One<span>[<a href=/edit>edit</a>]</span></h2><p>\(Self.english[1]) <a href=/wiki/a>a</a></p><table><tr><th>Day</th><th>People</th></tr><tr><td>Monday</td><td>1,000</td></tr></table><p>\(Self.english[2])</p></div></div></div></body></html>"
    )
    try holds(article, Array(Self.english[0...2]) + ["Monday\t1,000"])
  }

  @Test func anEmailAsAPage() throws {
    let rows = Self.english.map {
      "<tr><td style='padding:10px'><table width=100%><tr><td><p style='margin:0'>\($0)</p></td></tr></table></td></tr>"
    }.joined()
    let article = extract(
      "<html><body style='margin:0'><div style='display:none;max-height:0'>Preheader cookie text that is not to be seen by anyone who reads this letter.</div><table width=600 align=center>\(rows)<tr><td><a href=/u>Unsubscribe</a> | <a href=/v>View in browser</a></td></tr></table></body></html>"
    )
    try holds(article, Self.english)
  }

  @Test func aBlogPostWithItsTextInOneBox() throws {
    let article = extract(
      "<html><body><div class='post-body entry-content' id=post-body-1><div style='text-align:left'>\(Self.english[0])</div><div><br></div><div>\(Self.english[1])</div><div><br></div>\(Self.english[2])<br><br>\(Self.english[3])</div><div class=post-footer>Posted by Sora</div><div class=sidebar>\(Self.sidebar)</div></body></html>"
    )
    try holds(article, Self.english)
  }

  @Test func aShortReportThatNamesItselfIsTaken() throws {
    let article = extract(
      "<html><body><nav>\(Self.nav)</nav><div class=article-body><p>\(Self.english[0])</p></div></body></html>")
    try holds(article, [Self.english[0]])
  }

  @Test func aPageInEUCKRIsReadAndHiddenTextIsNot() throws {
    let text =
      "<html><body><div id=articleBody><p>\(Self.english[0])</p><p style='display:none'>SECRETCOMMENT hidden words, quite a lot of them, in a row.</p><p hidden>SECRETCOMMENT</p><p>\(Self.english[1])</p></div>"
    try holds(extract(text), Array(Self.english[0...1]))
    var bytes = Array("<html><meta charset=euc-kr><body><div id=articleBody><p>".utf8)
    for _ in 0..<40 { bytes += [0xC2, 0xF7, 0xB4, 0xDC, 0x2C, 0x20] }
    let article = ArticleExtractor.extract(bytes, contentType: "text/html", base: Self.base)
    #expect(article?.text.hasPrefix("차단, 차단,") == true)
  }

  @Test func whatIsTakenIsSafe() throws {
    let article = extract(
      "<html><base href=/sub/><body><article>\(Self.p(Self.english))<p onclick=x()>An <a href='javascript:x'>evil</a> and a <a href=good.html>good</a> link, for once.</p><script>x()</script><iframe src='javascript:x'></iframe></article>"
    )
    try holds(article, Self.english)
    #expect(article?.html.contains("javascript") == false)
    #expect(article?.html.contains("onclick") == false)
    #expect(article?.html.contains("https://news.example/sub/good.html") == true)
  }

  @Test(arguments: [
    "<div>", "<p>", "<div class=comment>", "<a href=x>", "<h2>Comments</h2>", "<table><tr><td>", "<div>cookie <button>",
    "</div>", "<ul><li>x, y. ", "<noscript>", "<span hidden>", "<div><p>a, b. <a href=/>c</a>",
  ])
  func aHostilePageIsReadInTime(piece: String) {
    let html = "<html><body>" + String(repeating: piece, count: 400_000 / piece.utf8.count)
    let time = ContinuousClock().measure { _ = extract(html) }
    #expect(time < .seconds(10))
  }
}
