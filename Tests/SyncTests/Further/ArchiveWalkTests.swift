import News
import Testing

@testable import Sync

@Suite struct ArchiveWalkTests {
  private func page(_ name: String, articles: Int = 10, next: String? = nil, of: Int? = nil) -> ArchiveWalk.Page {
    ArchiveWalk.Page(articles: articles, next: next, fingerprint: name, of: of, bytes: 1_000)
  }

  /// Walks until it stops; `answer` is what stands at an address, nil for nothing.
  private func walk(
    _ step: ArchiveTrail.Step?, bounds: ArchiveWalk.Bounds = .asked, _ answer: (String) -> ArchiveWalk.Page?
  ) -> (asked: [String], trail: ArchiveTrail) {
    var walk = ArchiveWalk(ArchiveTrail(step), bounds: bounds, began: 0)
    var asked: [String] = []
    while let (step, address) = walk.next(at: 0) {
      asked.append(address)
      if let page = answer(address) { walk.take(page, of: step) } else { walk.miss(step, bytes: 100) }
    }
    return (asked, walk.trail)
  }

  @Test func pagesAreFollowedToTheirEnd() {
    let pages = ["http://m/2": "http://m/3", "http://m/3": nil]
    let (asked, trail) = walk(.page(url: "http://m/2")) { page($0, next: pages[$0] ?? nil) }
    #expect(asked == ["http://m/2", "http://m/3"])
    #expect(trail.next == nil && trail.pages == 2 && !trail.goesOn)
  }

  @Test func aLoopEndsWhereverItComesBack() {
    // On another host, the same page.
    let (asked, trail) = walk(.page(url: "http://a/2")) {
      page($0, next: $0.contains("/2") ? "http://b/3" : "http://c/2")
    }
    #expect(asked == ["http://a/2", "http://b/3"] && trail.next == nil)
    let (alike, end) = walk(.paged(feed: "http://a/feed", number: 2)) { _ in page("the same whatever is asked") }
    #expect(alike == ["http://a/feed?paged=2", "http://a/feed?paged=3"] && end.next == nil)
  }

  @Test func anEndlessListIsFollowedWithinBoundsAndGoesOnThere() {
    var count = 2
    let (asked, trail) = walk(.page(url: "http://m/2")) {
      count += 1
      return page($0, next: "http://m/\(count)")
    }
    #expect(asked.count == 10 && trail.pages == 10)
    #expect(trail.next == .page(url: "http://m/12") && trail.goesOn)
    let few = ArchiveWalk.Bounds(pages: 10, bytes: 2_500, milliseconds: 60_000)
    #expect(walk(.page(url: "http://m/2"), bounds: few) { page($0, next: $0 + "x") }.asked.count == 3)
    var late = ArchiveWalk(ArchiveTrail(.page(url: "http://m/2")), bounds: .asked, began: 0)
    #expect(late.next(at: 60_000) == nil && late.trail.goesOn)
  }

  @Test func whoseRestAPIIsNotThereHasPagesOfItsFeedAskedFor() {
    let api = "http://m/wp-json/"
    let (asked, trail) = walk(.posts(api: api, number: 1, feed: "http://m/feed/")) {
      $0.contains("wp-json") ? nil : $0.hasSuffix("2") ? page($0) : nil
    }
    #expect(asked.count == 3 && asked[1] == "http://m/feed/?paged=2" && trail.next == nil && trail.pages == 1)
  }

  @Test func postsEndWhereTheSiteSaysThatTheyDo() {
    let (asked, trail) = walk(.posts(api: "http://m/wp-json/", number: 1, feed: "http://m/feed/")) { page($0, of: 3) }
    #expect(asked.count == 3 && trail.next == nil)
    #expect(asked.allSatisfy { $0.hasPrefix("http://m/wp-json/wp/v2/posts?page=") })
  }

  @Test func anEmptyPageIsTheEnd() {
    #expect(walk(.page(url: "http://m/2")) { page($0, articles: 0, next: "http://m/3") }.trail.next == nil)
  }

  @Test func whatNobodyCouldSayIsAskedForAgain() {
    var walk = ArchiveWalk(ArchiveTrail(.page(url: "http://m/2")), bounds: .asked, began: 0)
    guard let (step, _) = walk.next(at: 0) else { return #expect(Bool(false)) }
    walk.giveUp(step)
    var again = ArchiveWalk(walk.trail, bounds: .asked, began: 0)
    #expect(again.next(at: 0)?.address == "http://m/2")
  }

  @Test func noNewsroomIsFollowedForEver() {
    var trail = ArchiveTrail(.page(url: "http://m/2"))
    trail.pages = ArchiveTrail.mostPages
    var walk = ArchiveWalk(trail, bounds: .asked, began: 0)
    #expect(walk.next(at: 0) == nil && !trail.goesOn)
  }
}
