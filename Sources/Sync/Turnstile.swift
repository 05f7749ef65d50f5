/// Lets so many in at once, in the order in which they came.
actor Turnstile {
  private var places: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var first = 0

  init(places: Int) { self.places = places }

  func enter() async {
    if places > 0 {
      places -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    guard first < waiting.count else {
      waiting = []
      first = 0
      places += 1
      return
    }
    first += 1
    waiting[first - 1].resume()
  }
}
