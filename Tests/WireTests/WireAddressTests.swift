import Testing
import Wire

@Suite("Scheme, host and port of a URL")
struct WireAddressTests {
  @Test(
    "Web addresses are read",
    arguments: [
      ("http://a.example", false, "a.example", 80), ("HTTPS://A.Example/x", true, "a.example", 443),
      ("http://a.example:8080/", false, "a.example", 8080), ("http://a.example:/", false, "a.example", 80),
      ("http://[::1]:8080/x", false, "::1", 8080), ("https://[2001:DB8::1]", true, "2001:db8::1", 443),
      ("http://user:pa:ss@a.example:81/", false, "a.example", 81), ("http://a.example?x@b:9", false, "a.example", 80),
      ("http://a.example#@b", false, "a.example", 80), ("https://신문.example/", true, "신문.example", 443),
    ])
  func read(url: String, isSecure: Bool, host: String, port: Int) throws {
    let address = try #require(WireAddress(url))
    #expect(address.isSecure == isSecure)
    #expect(address.host == host)
    #expect(address.port == port)
  }

  @Test(
    "What is none, or could be read in two ways, is refused",
    arguments: [
      "", "a.example", "//a.example", "ftp://a.example/", "http:///x", "http://", "http://:80/", "http:a.example",
      "http://a.example:0/", "http://a.example:65536/", "http://a.example:+80/", "http://a.example:x/",
      "http://[::1/", "http://[::1]80/", "http://[]/", "http://a[::1]/", "http://a b/", "http://a\tb/",
      "http://a\u{7F}/",
      "http://a.example\\@b.example/", "http://u@a.example@b.example/", "http://a.example:80:81/", "http://a\nb/",
      "http://a.example:99999999999999999999/",
    ])
  func refused(url: String) { #expect(WireAddress(url) == nil) }
}
