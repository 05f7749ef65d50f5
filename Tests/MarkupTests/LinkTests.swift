import Markup
import Testing

/// Links are resolved as RFC 3986 says, or refused.
struct LinkTests {
  @Test(arguments: [
    ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
    ("//g", "http://g"),
    ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
    ("g#s", "http://a/b/c/g#s"),
    ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
    ("g;x=1/../y", "http://a/b/c/y"),
    ("g?y/../x", "http://a/b/c/g?y/../x"), ("/./g", "http://a/g"), ("https://b.example/x", "https://b.example/x"),
  ])
  func aRelativeLinkIsResolved(reference: String, absolute: String) {
    #expect(LinkBase.link(reference, base: LinkBase("http://a/b/c/d;p?q")) == absolute)
  }

  @Test(arguments: [
    "javascript:x", "JaVaScRiPt:x", "\u{1}javascript:x", "java\nscript:x", "data:text/html,x", "file:///etc/passwd",
    "ftp://a/", "x-y.z+1:a", "",
  ])
  func otherSchemesAreRefused(reference: String) {
    #expect(LinkBase.link(reference, base: LinkBase("http://a/")) == nil)
  }

  @Test(arguments: ["mailto:desk@news.example", "magnet:?xt=urn:btih:0", "geo:37.5,127.0", "HTTP://A.example/"])
  func theseSchemesPass(reference: String) {
    #expect(LinkBase.link(reference, base: nil) == reference)
  }

  @Test func whatHasNoPlaceInAURLIsEncoded() {
    #expect(LinkBase.link(" http://a/ b\"<c>\u{202E} ", base: nil) == "http://a/%20b%22%3Cc%3E")
    #expect(LinkBase.link("/기사", base: LinkBase("http://a/")) == "http://a/기사")
  }

  /// Whoever was asked for a document with a password is asked with it, and no link of the document has it.
  @Test(arguments: [
    ("g", "http://a:8080/b/g"), ("/g", "http://a:8080/g"), ("?y", "http://a:8080/b/c?y"), ("#s", "http://a:8080/b/c#s"),
    ("//me:word@g/@x", "http://g/@x"), ("http://me:word@g", "http://g"), ("HTTPS://me@g?a@b", "HTTPS://g?a@b"),
    ("http://me:w@rd@g/", "http://g/"), ("http:\\\\me:word@g/", "http://g/"), ("http:///me:word@g/", "http:///g/"),
    ("https://g/@me", "https://g/@me"), ("https://g#@me", "https://g#@me"),
    ("mailto:me@g.example", "mailto:me@g.example"),
  ])
  func noLinkHasUserAndPassword(reference: String, absolute: String) {
    let base = LinkBase("http://me:word@a:8080/b/c")
    #expect(LinkBase.link(reference, base: base) == absolute)
    #expect(base?.url == "http://a:8080/b/c")
    #expect(LinkBase.link("http://me:word@g/", base: nil) == "http://g/")
    #expect(LinkBase.link("//me:word@g/", base: nil) == "//g/")
    #expect(LinkBase.link("http://me:word@g/", base: base, keepsUser: true) == "http://me:word@g/")
  }

  @Test func aBaseHasToBeAWebAddress() {
    #expect(LinkBase("ftp://a/") == nil)
    #expect(LinkBase("//a/") == nil)
    #expect(LinkBase("http://" + String(repeating: "a", count: 3000)) == nil)
  }
}
