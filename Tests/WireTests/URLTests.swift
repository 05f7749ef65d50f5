import Testing
import Wire

@Suite("References resolve after RFC 3986")
struct URLTests {
  /// Section 5.4.1 and 5.4.2, against `http://a/b/c/d;p?q`.
  @Test(
    "Every example of section 5.4 resolves as it is written there",
    arguments: [
      ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
      ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
      ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
      (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
      ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
      ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
      ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
      ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
      ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
      ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
      ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"), ("g?y/./x", "http://a/b/c/g?y/./x"),
      ("g?y/../x", "http://a/b/c/g?y/../x"), ("g#s/./x", "http://a/b/c/g#s/./x"), ("http:g", "http:g"),
    ])
  func rfcExample(reference: String, absolute: String) {
    #expect(WireURL(reference).resolved(against: WireURL("http://a/b/c/d;p?q")).text == absolute)
  }

  @Test("A mark that a combining letter stands upon is a mark all the same, as libcurl reads it")
  func combining() {
    let url = WireURL("https://a.example/\u{301}x?\u{301}y#\u{301}z")
    #expect(url.authority == "a.example")
    #expect(url.path.unicodeScalars.map(\.value) == [0x2F, 0x301, 0x78])
    #expect(url.query?.unicodeScalars.map(\.value) == [0x301, 0x79])
    #expect(url.fragment?.unicodeScalars.map(\.value) == [0x301, 0x7A])
    #expect(WireAddress("https://a.example@\u{301}b.example/")?.host.unicodeScalars.first?.value == 0x301)
  }

  @Test(
    "What a document was asked with goes to its own server alone",
    arguments: [
      ("http://a/x", "http://me:word@a/x"), ("https://a/x", "https://me:word@a/x"), ("http://a:81/x", "http://a:81/x"),
      ("http://b/x", "http://b/x"), ("http://a@b/x", "http://a@b/x"), ("/x", "/x"),
    ])
  func credentials(link: String, asked: String) {
    #expect(WireURL.asked(link, from: "http://me:word@a/feed") == asked)
    #expect(WireURL.asked(link, from: "http://a/feed") == link)
    #expect(WireURL.asked("http://a/x", from: "https://me:word@a/feed") == "http://a/x")
  }

  @Test("A base without a path puts the reference under the root")
  func emptyBasePath() {
    #expect(WireURL("g").resolved(against: WireURL("http://a")).text == "http://a/g")
  }

  @Test(
    "What splits into parts is put together unchanged",
    arguments: [
      "http://a/b?c#d", "http://u:p@h:8/", "//h", "?", "#", "", "mailto:x@y", "a/b:c", "http://h?x/y#z?w", "1x:y",
    ])
  func roundTrip(text: String) { #expect(WireURL(text).text == text) }

  @Test("Spaces and letters beyond ASCII are escaped, what is escaped stays, the host is left alone")
  func escaping() {
    #expect(
      WireURL("https://신문.example/속 보?가=%EA%B0%80 나#가").escaped.text
        == "https://신문.example/%EC%86%8D%20%EB%B3%B4?%EA%B0%80=%EA%B0%80%20%EB%82%98#%EA%B0%80")
  }

  @Test(
    "A Location is made absolute, and unusable ones are none",
    arguments: [
      ("/feed", "https://a.example/feed"), ("  next ", "https://a.example/b/next"),
      ("//b.example", "https://b.example/"),
      ("https://user:secret@b.example/x", "https://b.example/x"), ("ftp://b.example/", nil), ("", nil),
      ("javascript:alert(1)", nil), ("/a\u{0}b", nil), ("https://b.example\\@c.example/", nil),
    ] as [(String, String?)])
  func location(value: String, absolute: String?) {
    let response = WireResponse(
      status: 302, headers: [WireHeader("location", value)], url: "https://me:secret@a.example/b/c")
    #expect(response.location == absolute)
  }

  @Test("A response without a Location leads nowhere")
  func noLocation() { #expect(WireResponse(status: 302, url: "https://a.example/").location == nil) }
}
