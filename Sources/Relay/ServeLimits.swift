/// How much of this machine one client, and all of them, may hold.
public struct ServeLimits: Sendable, Hashable {
  /// Connections served at once; one more is answered 503 and closed.
  public var connections = 64
  /// Request line and header fields together, in bytes; more is answered 431.
  public var headBytes = 16 * 1024
  /// For a whole request head, from its first byte, or from connecting; later is answered 408.
  public var headTime: Duration = .seconds(10)
  /// The largest request body that is read and thrown away: nothing but a drop needs one.
  public var bodyBytes = 16 * 1024
  /// For a whole request body, from the end of its head.
  public var bodyTime: Duration = .seconds(10)
  /// How long a connection stays open between two requests.
  public var idleTime: Duration = .seconds(30)
  /// A client that takes nothing of its response for so long is cut off.
  public var stallTime: Duration = .seconds(60)
  /// Drops that come in at once; one more is answered 503. The other connections are the readers'.
  public var uploads = 32
  /// A client from which nothing of its drop comes for so long is cut off. Only time that it is waited for counts.
  public var uploadStallTime: Duration = .seconds(30)
  /// The least that a drop must come in with, in bytes a second on average, after `uploadGraceTime`.
  public var uploadRate = 1024
  public var uploadGraceTime: Duration = .seconds(60)
  /// For responses in flight, once the server was asked to stop.
  public var stopTime: Duration = .seconds(5)

  public init() {}

  /// The steps in which time is looked at: an eighth of the shortest limit, so no limit is overrun by more than that.
  var step: Duration { min(headTime, bodyTime, idleTime, stallTime, uploadStallTime, uploadGraceTime) / 8 }
}
