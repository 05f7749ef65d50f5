/// Events in the order in which they came, for one who hears them after being cancelled, too: a stream ends there.
actor DeliveryMail {
  typealias Letter = (event: DropDelivery.Event, at: DropDelivery.Moment)

  private var letters: [Letter] = []
  private var reader: CheckedContinuation<Letter, Never>?

  func put(_ letter: Letter) {
    guard let reader else { return letters.append(letter) }
    self.reader = nil
    reader.resume(returning: letter)
  }

  /// The next; for one reader at a time.
  func take() async -> Letter {
    if !letters.isEmpty { return letters.removeFirst() }
    return await withCheckedContinuation { reader = $0 }
  }
}
