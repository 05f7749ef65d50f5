import Wire

/// What has come of an answer, under its caps.
struct Intake {
  /// The page that comes with a redirect or a refusal is kept up to here, as evidence.
  static let mostOfRefusal = 64 << 10
  /// What an answer merely promises is not reserved beyond this.
  static let mostReserved = 4 << 20

  let limits: WireLimits
  let isHeadOnly: Bool
  private(set) var head = HeaderLines()
  private(set) var body: [UInt8] = []
  private var mostBody = 0
  /// Why libcurl was told to stop.
  private(set) var fault: WireFailure.Kind?
  /// libcurl was told to stop because what came is all that is wanted.
  private(set) var isEnough = false

  init(limits: WireLimits, isHeadOnly: Bool) {
    self.limits = limits
    self.isHeadOnly = isHeadOnly
  }

  private var isRefusal: Bool { (head.status ?? 0) >= 300 }

  /// - Returns: whether to go on.
  mutating func take(headerLine line: UnsafeRawBufferPointer) -> Bool {
    guard head.add(line) else { return stop(.tooLarge) }
    guard head.isWhole, body.isEmpty else { return true }
    // Of a body as it is, the cap on the wire is kept here, too: libcurl reads megabytes between two reports.
    let isPlain = head.value("Content-Encoding") == nil
    mostBody = isPlain ? min(limits.bodyBytes, limits.wireBytes) : limits.bodyBytes
    guard !isHeadOnly, !isRefusal, let length = head.contentLength else { return true }
    guard length <= limits.wireBytes else { return stop(.tooLarge) }
    body.reserveCapacity(min(length, limits.bodyBytes, Self.mostReserved))
    return true
  }

  /// - Returns: whether to go on.
  mutating func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    if isRefusal {
      let room = Self.mostOfRefusal - body.count
      body.append(contentsOf: bytes.prefix(room))
      isEnough = bytes.count > room
      return !isEnough
    }
    guard body.count + bytes.count <= mostBody else { return stop(.tooLarge) }
    body.append(contentsOf: bytes)
    return true
  }

  /// - Returns: whether to go on, with so many bytes of body on the wire.
  mutating func take(wireBytes: Int) -> Bool { wireBytes <= limits.wireBytes ? true : stop(.tooLarge) }

  private mutating func stop(_ kind: WireFailure.Kind) -> Bool {
    fault = kind
    return false
  }
}
