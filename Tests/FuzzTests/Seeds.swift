/// What the mutator starts from, beside the corpora: for each door a few documents that use what it knows.
enum Seeds {
  static func documents(for door: Door) -> [[UInt8]] {
    switch door {
    case .feed: feeds.map { Array($0.utf8) } + [koreanFeed]
    case .html: pages.map { Array($0.utf8) }
    case .opml: lists.map { Array($0.utf8) }
    case .json: json.map { Array($0.utf8) }
    case .date: dates.map { Array($0.utf8) }
    case .charset: (feeds + pages).map { Array($0.utf8) } + [koreanFeed] + shifting
    case .page: pages.map { Array($0.utf8) }
    case .mailbox: mailboxes.map { Array($0.utf8) }
    }
  }

  /// What is put in where something is put in.
  static func pieces(for door: Door) -> [[UInt8]] {
    let bytes: [[UInt8]] = [
      [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF],
      [0x1B, 0x24, 0x29, 0x43],
      [0x0E], [0xB0, 0xA1], [0xE2, 0x80, 0xAE], [0xC2, 0x9B], [0x1B, 0x5B, 0x32, 0x4A], [0xEF, 0xBF, 0xBE],
    ]
    let words =
      switch door {
      case .feed, .opml: xmlPieces
      case .html, .page: htmlPieces
      case .json: jsonPieces
      case .date: datePieces
      case .charset: xmlPieces + charsetPieces
      case .mailbox: mailPieces
      }
    return bytes + words.map { Array($0.utf8) }
  }

  // MARK: Documents

  private static let mailboxes = [
    """
    From a@b.example Wed Mar  4 05:06:07 2026
    From: =?iso-8859-1?Q?J=F6rg?= <j@b.example>
    Subject: =?utf-8?B?7YyM7JeF?= and more
     of it
    Date: Wed, 4 Mar 2026 05:06:07 +0900
    Keywords: one, "two, three"
    Content-Type: multipart/alternative; boundary="x"

    --x
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    >From caf=C3=A9 =
    on
    --x
    Content-Type: text/html; charset=utf-8
    Content-Transfer-Encoding: base64

    PHA+PGI+eDwvYj48L3A+
    --x--

    From c@d.example Wed Mar  4 05:06:07 2026
    Subject: 2

    text

    """,
    """
    From news@wirecopy.invalid Wed Mar  4 05:06:07 2026
    From: "Kim" <news@wirecopy.invalid>
    Subject: T
    X-Wirecopy-Newsroom: N
    X-Wirecopy-ID: urn:1
    X-Wirecopy-Link: https://a.example/1
    X-Wirecopy-Enclosure: 7 image/png https://a.example/1.png
    Content-Language: ko
    Status: RO

    one =

    """,
  ]

  private static let mailPieces = [
    "From ", "\n\nFrom x\n", "\n", "--x", "--x--", "=?utf-8?Q?=1B?=", "=?utf-8?B?4oCu?=", "boundary=", "Content-Type: ",
    "multipart/mixed; boundary=y", "X-Wirecopy-Link: javascript:x\n", "X-Wirecopy-Newsroom: N\n", "=1B", "=E2=80=AE",
    "<script>", "Subject: ", ">From ",
  ]

  private static let feeds = [
    """
    <?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0' xml:base='http://a.example/' xml:lang='ko'><title type='html'>&lt;b>한글&lt;/b></title><link rel='self' href='f.xml'/><link rel='next' href='?page=2'/><entry xml:base='e/'><id>tag:a,1</id><link href='x'/><link rel='enclosure' href='y.mp3' length='1' type='audio/mpeg'/><thr:in-reply-to ref='tag:a,0'/><updated>2024-01-01T00:00:00Z</updated><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x<br/><a href='../z'>z</a></div></content></entry></feed>
    """,
    """
    <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e 'v'><!ENTITY f '&e;&e;'>]><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><title>T &f;</title><link>http://a.example/</link><item><guid isPermaLink='false'>1</guid><title>A &amp; B</title><pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate><dc:creator>Kim</dc:creator><description><![CDATA[<p>x <img src="p.jpg"> &nbsp;]]></description><content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded><enclosure url='u' length='1'/><media:group><media:content url='m.mp4'/></media:group><itunes:duration>1:02:03</itunes:duration></item></channel></rss>
    """,
    """
    <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel rdf:about='http://a/'><title>T</title></channel><item rdf:about='x'><title>한글</title><link>http://a/x</link></item></rdf:RDF>
    """,
    """
    <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped">&amp;lt;i&gt;</title><entry><id>1</id><issued>2003-12-13T08:29:29-04:00</issued><content type="text/html" mode="base64">PGI+eDwvYj4=</content></entry></feed>
    """,
    """
    <feed xmlns='http://www.w3.org/2005/Atom' xmlns:at='http://purl.org/atompub/tombstones/1.0' xmlns:fh='http://purl.org/syndication/history/1.0'><fh:archive/><fh:complete/><link rel='prev-archive' href='http://a/1'/><at:deleted-entry ref='tag:a,9' when='2005-11-29T12:11:12Z'><at:by><name>n</name></at:by></at:deleted-entry><generator uri='https://wordpress.org/' version='6'>WordPress</generator><entry><id>2</id><summary>cut […]</summary></entry></feed>
    """,
    "<rss><channel><item><title>a & b<br>c</title><description>unclosed <b>bold<item><title>&nbsp;&eacute;&undefined;&#xFFFF;&#1114112;</title>",
    "<CHANNEL HREF='http://a/'><TITLE>CDF</TITLE><ITEM HREF='x'><TITLE>i</TITLE></ITEM></CHANNEL>",
  ]

  /// RSS in EUC-KR: 가나다.
  private static let koreanFeed: [UInt8] =
    Array("<?xml version='1.0' encoding='euc-kr'?><rss><channel><title>".utf8) + [
      0xB0, 0xA1, 0xB3, 0xAA, 0xB4, 0xD9,
    ] + Array("</title><item><title>x</title></item></channel></rss>".utf8)

  /// Korean, Japanese and UTF-7 by escape sequences.
  private static let shifting: [[UInt8]] = [
    [0x1B, 0x24, 0x29, 0x43] + Array("<?xml version='1.0' encoding='iso-2022-kr'?><a>".utf8) + [
      0x0E, 0x30, 0x21, 0x33, 0x2A, 0x0F,
    ],
    Array("<meta charset=iso-2022-jp>".utf8) + [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42],
    Array("<meta charset=utf-7>+ADw-script+AD4-".utf8),
  ]

  private static let pages = [
    """
    <!DOCTYPE html><html lang=ko><head><meta charset=utf-8><title>T &amp; T</title><base href="/x/"><link rel=alternate type="application/rss+xml" href="feed" title='F'></head><body><nav><a href=/>home</a></nav><article><h1>Title</h1><p class=lead>The <a href="https://a.example/x?y=1&amp;z" title='t'>link</a> &mdash; <img src=a.png alt="b" width=3></p><p>Long enough a paragraph, so that it may count as text, with commas, and more of them, and an end.</p><script>x()</script><pre>  code\n\ttab</pre></article></body></html>
    """,
    "<table><caption>c<tr><th>a<th>b<tr><td colspan=2>a<td><ul><li>b<li>c<ol start=9><li>d</ul></table><pre> c\n</pre><!-- d --><![CDATA[e]]>",
    "<div hidden>x</div><iframe src=\"//v.example/embed\" title=v></iframe><ruby>漢<rp>(<rt>한<rp>)</ruby>\u{202E}\u{85}&#8238;&lt;b onclick=x&gt;",
    "<blockquote><p>q<dl><dt>t<dd>m<dd><p>n</dl><figure><img src=p.jpg data-src=q.jpg><figcaption>cap <sup><a href=#fn1 id=r1>1</a></sup></figure><ol><li id=fn1>note <a href=#r1>↩</a></ol></blockquote>",
    "<p>가나다, 라마바사. 「日本語」、テスト。 e\u{301} 👩‍👩‍👧‍👦🇰🇷 שלום مرحبا soft\u{AD}hyphen\u{A0}nbsp https://long.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</p>",
    "<p><b><i>a<p>b</b>c</i></td></table><svg><a xlink:href='javascript:x'>s</a></svg><math><mi>x</mi><msup><mn>2</mn></msup></math><video src=v.mp4 poster=p></video><details><summary>s</summary>d</details>",
    """
    <html lang="ko-KR"><head><title>Paper closed – News</title><meta property="og:title" content="Paper &amp; closed"><meta name=author content="Kim"><link rel="https://api.w.org/" href="/wp-json/"><link rel=alternate type=application/atom+xml href=/atom><script type="application/ld+json">{"@type":"NewsArticle","headline":"Paper closed","author":{"name":"Kim"},"datePublished":"2024-05-06"}</script></head><body><div id=menu class="nav sidebar"><ul><li><a href=/1>one</a><li><a href=/2>two</a></ul></div><div class="post-content entry"><h1>Paper closed</h1><div class=byline>By Kim</div><p>The ministry said on Monday, in a statement of one page, that the paper may not appear any more, and that its office is to be left by noon.</p><p>Reporters stayed, however, and the printers with them; by evening, there were several hundred people in the street, and the first of them had brought food.</p><p>“We go on,” said the editor, “as long as there is one machine, one line, one reader.” The court is to hear the case on Thursday, and nobody expects much of it.</p><div class="share social"><a href=https://x.example/share>share</a></div></div><div id=comments><p>A comment, that is not the article, of some length.</p></div><a href=/feed.xml>RSS</a></body></html>
    """,
  ]

  private static let lists = [
    """
    <?xml version="1.0"?><opml version='2.0' xmlns:wirecopy='urn:wirecopy:opml'><head><title>t</title></head><body><outline text='folder'><outline text='a &amp; b' title='c' type='rss' xmlUrl='http://a.example/f' wirecopy:mirrors='http://b.example/f http://c.example/f'/><outline text='inner'><outline text='d' xmlUrl='https://d.example/' htmlUrl='https://d.example/'/></outline></outline><outline text='e' xmlUrl='http://e.example/'/></body></opml>
    """,
    "<opml><body><outline xmlurl=http://a.example/><outline text=\"a/b\"><outline XMLURL='http://b.example/'></body>",
  ]

  private static let json = [
    #"{"version":"https://jsonfeed.org/version/1.1","title":"T","home_page_url":"http://a.example/","next_url":"?2","authors":[{"name":"K"}],"language":"ko","items":[{"id":"1","url":"x","content_html":"<p>\u00e9 \ud83d\ude00","summary":"s","date_published":"2010-02-07T14:04:00-05:00","tags":["a","긴급"],"attachments":[{"url":"u","mime_type":"a/b","size_in_bytes":1e3}]},{"id":2,"content_text":"t"}]}"#,
    #"{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","author":{"name":"a"},"external_url":"//b.example"}],"x":[[[{}]],null,true,-0.5e-7]}"#,
    #"[{"id":7,"date_gmt":"2024-05-06T07:08:09","guid":{"rendered":"http://a/?p=7"},"link":"http://a/7","title":{"rendered":"T &#8211; t"},"content":{"rendered":"<p>x</p>","protected":false},"excerpt":{"rendered":"<p>y [&hellip;]</p>"}}]"#,
  ]

  private static let dates = [
    "Thu, 01 Jan 2004 19:48:21 GMT", "Thu, 31 Jun 2004 19:48:21 PST", "1 Jan 04 19:48 EDT", "2003-12-31T10:14:55.123Z",
    "2003-12-31T10:14:55+09:00", "2003-12", "2003335", "03-12-31", "20031231T101455Z", "--1231", "2003-W01-1",
    "2004-05-28 오후 11:23:17", "2004년 05월 28일  01:31:15", "Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-július-13T9:15-05:00",
    "Fri, 2006/09/15 08:19:53 EDT", "Sun Jan  4 16:29:06 2004", "2004-07-08 23:56:58.0", "1136073600",
    "Mon, 26 January 2004 16:31:00 +0000 (UTC)", "2024/5/6 7:08 PM", "Tuesday, 06-May-24 07:08:09 KST", "Jan 1, 2024",
    "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "2016-12-31T23:59:60Z",
  ]

  // MARK: Pieces

  private static let xmlPieces = [
    "<", ">", "'", "\"", "&", ";", "/>", "<![CDATA[", "]]>", "<item>", "</item>", "</entry>", "<entry>", "<!--", "-->",
    "<?x ?>",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;", "&#x0;", "&#xD800;", "&#38;", "&amp;lt;", "&nbsp;", " xml:base='//x/'",
    " xml:lang=''", " xmlns=''", " xmlns:a='b'", "a:b", "encoding='utf-16'", "<content type='xhtml'>", " type='html'",
    "<div>",
    "</div>", "</rss>", "</feed>", "<title>", "<link rel='next' href='", "<description>", "<outline text='",
    " xmlUrl='javascript:'",
    "<guid>", "<pubDate>", "<a ", "mode='base64'", "<media:content url='",
  ]

  private static let htmlPieces = [
    "<", ">", "'", "\"", "&", ";", "=", "/", "<p>", "</p>", "<div>", "</div>", "<table>", "</table>", "<tr>", "<td>",
    "<li>", "<ul>",
    "<ol>", "</ol>", "<b>", "</b>", "<a href=", "</a>", "<a href='javascript:x'>", "&#106;avascript:", "<script>",
    "</script>",
    "<style>", "<svg>", "</svg>", "<math>", "<!--", "-->", "<![CDATA[", "]]>", " onclick=x", " style='display:none'",
    " hidden",
    "<img src='data:x'>", "<pre>", "</pre>", "<br>", "<dl>", "<dt>", "<dd>", "<ruby>", "<rt>", "<q>", "<blockquote>",
    "<figure>",
    "<template>", "<textarea>", "<plaintext>", "<title>", "<base href=//x>", "<meta charset=euc-kr>", "<iframe src=",
    "<h1>", "<sup>",
    "\u{AD}", "\u{200D}", "\u{FE0F}", "\u{301}", "가", "。", "「", "\t", "\n",
  ]

  private static let jsonPieces = [
    "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u0000", "\\ud800", "\\udfff", "\\u202e", "null", "true", "1e999", "-",
    "0.1", "\"items\":",
    "\"version\":\"jsonfeed\"", "\"content_html\":", "\"id\":", "{\"rendered\":\"", "[[[[[[[[", "\"authors\":[",
    "\"attachments\":[{\"url\":\"",
  ]

  private static let datePieces = [
    "Z", "T", "-", "+", ":", ".", ",", " ", "/", "GMT", "PST", "KST", "+0900", "-12:00", "+14:00", "+99:99", "오전", "오후",
    "년", "월", "일",
    "Jan", "December", "Mon,", "60", "99", "0000", "9999", "31", "W53", "(", ")", "AM", "pm", "24:00:00",
  ]

  private static let charsetPieces = [
    "<meta charset='", "charset=", "euc-kr", "utf-7", "utf-16", "iso-2022-kr", "iso-2022-jp", "gb18030", "shift_jis",
    "big5", "johab", "utf-32",
    "+AD4-", "~{",
  ]
}
