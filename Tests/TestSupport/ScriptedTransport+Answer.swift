public import Wire

extension ScriptedTransport {
  /// What a URL does when it is asked; times are of the virtual clock.
  public struct Answer: Sendable {
    enum Outcome: Sendable {
      case response(@Sendable (WireRequest) -> WireResponse)
      case failure(WireFailure)
      case never
    }
    var outcome: Outcome
    /// What is on its way, where the outcome is no answer.
    var amid: (@Sendable (WireRequest) -> WireResponse)?
    /// Nil: an answer takes the whole upload at once, a failure nothing of it.
    var sending: [(at: Int, bytes: Int)]?
    var progress: [(at: Int, bytes: Int)] = []
    var after = 0

    /// An answer made from the request, so that a script can heed its headers.
    public static func respond(_ make: @escaping @Sendable (WireRequest) -> WireResponse) -> Answer {
      Answer(outcome: .response(make))
    }
    public static func fail(_ failure: WireFailure) -> Answer { Answer(outcome: .failure(failure)) }
    /// Accepts and says nothing until it is given up.
    public static let never = Answer(outcome: .never)

    /// The same, so many milliseconds after it was asked.
    public func after(_ milliseconds: Int) -> Answer {
      var copy = self
      copy.after = milliseconds
      return copy
    }
    /// The same, with so many bytes of the upload gone, in all, at these times; what is not told has not left.
    public func sending(_ progress: [(at: Int, bytes: Int)]) -> Answer {
      var copy = self
      copy.sending = progress
      return copy
    }
    /// The same, with bytes of body seen on the way.
    public func telling(_ progress: [(at: Int, bytes: Int)]) -> Answer {
      var copy = self
      copy.progress = progress
      return copy
    }
    /// The same, in the middle of that answer, of which `telling` says how much came: a failure, or one that never ends.
    public func amid(_ make: @escaping @Sendable (WireRequest) -> WireResponse) -> Answer {
      var copy = self
      copy.amid = make
      return copy
    }
  }

  /// What was told of an answer on its way.
  struct BodyTold {
    private let make: (() -> WireResponse)?
    /// Made when the first of it is told.
    private(set) var response: WireResponse?
    private(set) var isHeadTold = false
    private var bytes = 0

    init(_ answer: Answer, of request: WireRequest) {
      var make = answer.amid
      if case .response(let answered) = answer.outcome { make = answered }
      self.make = make.map { make in { make(request) } }
    }

    /// - Returns: the head, where it is to be told before.
    mutating func tell(_ count: Int) -> WireHead? {
      bytes = count
      if response == nil { response = make?() }
      guard let response, !isHeadTold else { return nil }
      isHeadTold = true
      return response.head
    }

    /// A failure that comes now, with what was told.
    func broken(_ failure: WireFailure) -> WireFailure {
      guard let response, isHeadTold else { return failure }
      var failure = failure
      failure.status = failure.status ?? response.status
      if failure.bodyBytes == 0 { failure.bodyBytes = min(bytes, response.body.count) }
      if failure.partial == nil, [200, 206].contains(response.status), failure.bodyBytes > 0 {
        failure.partial = WirePartial(head: response.head, body: Array(response.body.prefix(bytes)))
      }
      return failure
    }
  }
}
