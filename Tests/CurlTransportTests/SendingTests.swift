import Testing

@testable import CurlTransport

@Suite("How far an upload is")
struct SendingTests {
  private func at(_ milliseconds: Int) -> Moment { Moment(microseconds: Int64(milliseconds) * 1000) }

  @Test("is what was handed on less what the kernel still holds, and never goes back")
  func gone() {
    var sending = Sending(size: 1000, start: at(0))
    sending.saw(handed: 600, queued: 700, now: at(10))
    #expect(sending.gone == 0 && sending.moved == at(0), "the head lies in the kernel, too")
    sending.saw(handed: 600, queued: 100, now: at(20))
    #expect(sending.gone == 500 && sending.moved == at(20))
    sending.saw(handed: 900, queued: 400, now: at(30))
    sending.saw(handed: 900, queued: 450, now: at(40))
    #expect(sending.gone == 500 && sending.moved == at(20), "handing on alone is no progress")
    sending.saw(handed: 1000, queued: 1, now: at(50))
    #expect(sending.ended == nil)
    sending.saw(handed: 1000, queued: 0, now: at(60))
    sending.saw(handed: 1000, queued: 0, now: at(70))
    #expect(sending.gone == 1000 && sending.ended == at(60))
  }

  @Test("of nothing is over when it begins")
  func empty() {
    var sending = Sending(size: 0, start: at(5))
    #expect(sending.ended == at(5))
    #expect(sending.news(isLast: true, now: at(9)) == nil)
  }

  @Test("is told at most twenty times a second, at the end always, and nothing twice")
  func told() {
    var sending = Sending(size: 10_000, start: at(0))
    var told: [Int] = []
    for time in 1...999 {
      sending.saw(handed: time * 10, queued: 0, now: at(time))
      if let count = sending.news(now: at(time)) { told.append(count) }
    }
    #expect((15...20).contains(told.count) && told == told.sorted())
    #expect(sending.news(isLast: true, now: at(999)) == 9990)
    #expect(sending.news(isLast: true, now: at(999)) == nil)
    sending.saw(handed: 10_000, queued: 0, now: at(1000))
    #expect(sending.news(now: at(1000)) == 10_000)
    #expect(sending.news(now: at(2000)) == nil)
  }
}
