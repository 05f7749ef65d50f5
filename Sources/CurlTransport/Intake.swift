import Wire

/// What has come of an answer, under its caps.
struct Intake {
  /// The page that comes with a redirect or a refusal is kept up to here, as evidence.
  static let mostOfRefusal = 64 << 10
  /// Up to here, room is made as it is needed.
  static let mostGrown = 1 << 20
  /// What decoders keep of a body besides, a window of it, is memory, too: with brotli up to 16 MiB (RFC 7932, section
  /// 9.1), with zstd as much as there is (RFC 8878, section 3.1.1.1.2).
  private static let mostDecoded = ["br": 32 << 20, "zstd": 24 << 20]

  let limits: WireLimits
  let isHeadOnly: Bool
  private(set) var head = HeaderLines()
  private(set) var body: [UInt8] = []
  private var mostBody = 0
  /// How much room a body beyond `mostGrown` gets.
  private var room = 0
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
    // libcurl reads a number there where others see none.
    guard head.status != nil else { return stop(.notHTTP) }
    guard !isHeadOnly else { return true }
    let codings = head.codings
    // Nobody asks for more than one, and what comes out of the inner ones has no cap.
    guard codings.count <= 1 else {
      isEnough = isRefusal
      return isEnough ? false : stop(.badEncoding)
    }
    // Of a body as it is, the cap on the wire is kept here, too: libcurl reads megabytes between two reports.
    mostBody = min(limits.bodyBytes, codings.first.map { Self.mostDecoded[$0] ?? .max } ?? limits.wireBytes)
    room = mostBody
    guard !isRefusal, let length = head.contentLength else { return true }
    guard length <= limits.wireBytes else { return stop(.tooLarge) }
    if codings.isEmpty { room = min(length, mostBody) }
    body.reserveCapacity(min(length, mostBody, Self.mostGrown))
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
    // Growing by doubling would cost three times the body at its worst moment. Room that is never written to costs nothing:
    // a block of that size comes from the kernel, page by page as it is used.
    let size = body.count + bytes.count
    if size > body.capacity, size > Self.mostGrown { body.reserveCapacity(max(size, room)) }
    body.append(contentsOf: bytes)
    return true
  }

  /// What has come of a body that can be gone on with.
  var partial: WirePartial? {
    guard fault == nil, !body.isEmpty, let head = head.told, head.status == 200 || head.status == 206 else {
      return nil
    }
    return WirePartial(head: head, body: body)
  }

  /// - Returns: whether to go on, with so many bytes of body on the wire.
  mutating func take(wireBytes: Int) -> Bool { wireBytes <= limits.wireBytes ? true : stop(.tooLarge) }

  private mutating func stop(_ kind: WireFailure.Kind) -> Bool {
    fault = kind
    return false
  }
}
