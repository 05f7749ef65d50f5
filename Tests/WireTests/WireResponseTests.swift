import Testing
import Wire

@Suite("A response")
struct WireResponseTests {
  private let response = WireResponse(
    status: 200, headers: [WireHeader("ETag", "\"1\""), WireHeader("etag", "\"2\""), WireHeader("X", "y")],
    url: "https://a.example/")

  @Test("gives the first field of a name, without regard to case")
  func header() {
    #expect(response.header("etag") == "\"1\"")
    #expect(response.header("x") == "y")
    #expect(response.header("Y") == nil)
  }

  @Test("is a redirect by five statuses alone")
  func redirects() {
    #expect((100...599).filter(WireResponse.isRedirect) == [301, 302, 303, 307, 308])
    #expect(!response.isRedirect)
  }
}
