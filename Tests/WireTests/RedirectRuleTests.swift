import Testing
import Wire

@Suite("Which redirects are followed")
struct RedirectRuleTests {
  @Test(
    "On the same host, to and from www., and up to https",
    arguments: [
      ("https://a.example/x", "https://a.example/y"), ("https://a.example/", "https://www.a.example/"),
      ("https://www.a.example/", "https://a.example/"), ("http://a.example/", "https://a.example/"),
      ("http://a.example/", "https://www.a.example/"), ("http://A.Example/", "http://a.example:80/"),
      ("http://a.example:8080/", "http://a.example:8080/x"),
    ])
  func followed(from: String, to: String) {
    #expect(RedirectRule.sameHost.allows(from: from, to: to))
    #expect(RedirectRule.anyHost.allows(from: from, to: to))
  }

  @Test(
    "Another host or another port only while adding",
    arguments: [
      ("https://a.example/", "https://b.example/"), ("https://a.example/", "https://a.example.evil.example/"),
      ("https://a.example/", "https://feeds.a.example/"), ("http://a.example/", "http://a.example:8080/"),
      ("http://a.example:8080/", "https://a.example/"), ("https://a.example/", "https://wwwa.example/"),
    ])
  func onlyWhileAdding(from: String, to: String) {
    #expect(!RedirectRule.sameHost.allows(from: from, to: to))
    #expect(RedirectRule.anyHost.allows(from: from, to: to))
  }

  @Test(
    "Never from https to http, nor to what is no web address",
    arguments: [
      ("https://a.example/", "http://a.example/"), ("https://a.example/", "http://b.example/"),
      ("https://a.example/", "file:///etc/passwd"), ("https://a.example/", "/relative"),
      ("https://a.example/", "https://a.example\\@b.example/"), ("nonsense", "https://a.example/"),
    ])
  func never(from: String, to: String) {
    #expect(!RedirectRule.sameHost.allows(from: from, to: to))
    #expect(!RedirectRule.anyHost.allows(from: from, to: to))
  }
}
