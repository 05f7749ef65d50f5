/// What a connection does with the body of a request: decided when the head was read.
struct LabReception: Equatable {
  /// Says `100 Continue` to a client that waits for it.
  var continues = false
  /// Is done at once; nothing of the body is read then.
  var steps: [LabStep]?
  /// Bytes of body after which the connection is reset.
  var resetsAt: Int?
  /// How fast it reads; nil for as fast as it can.
  var bytesPerSecond: Int?
  /// Bytes of body that are kept for the answer; further ones are read and dropped.
  var keeps = 0

  /// Reads the body and drops it.
  static let ignored = LabReception(continues: true)
}
