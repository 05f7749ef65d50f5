import News
import Testing

/// Dates in HTTP, read and written.
@Suite struct HTTPDateTests {
  @Test(arguments: [0, 784_111_777, 951_782_400, 1_795_237_200])
  func aDateIsReadAsItIsWritten(seconds: Int) {
    #expect(HTTPDate.seconds(HTTPDate.text(seconds)) == seconds)
  }

  @Test func theFormsOfTheStandardAreOneMoment() {
    #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
      #expect(HTTPDate.seconds(text) == 784_111_777)
    }
  }

  @Test(arguments: ["", "yesterday", "Sun, 06 Nov 1994 08:49:37 KST", "Sun, 99 Nov 1994 08:49:37 GMT", "1 2 3 4 GMT 6"])
  func whatIsNoDateIsNone(text: String) {
    #expect(HTTPDate.seconds(text) == nil)
  }

  @Test func aLeapDayIsADay() {
    #expect(HTTPDate.seconds("Thu, 29 Feb 2024 23:59:59 GMT") == 1_709_251_199)
  }

  @Test(arguments: ["", "yesterday", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov", "Sun, x Nov 1994 08:49:37 GMT"])
  func whatLacksAPieceIsNoDate(text: String) {
    #expect(HTTPDate.seconds(text) == nil)
  }
}
