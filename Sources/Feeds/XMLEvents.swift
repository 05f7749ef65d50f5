import CXML
import Markup

/// What libxml2 tells of a document, in its order.
protocol XMLReceiver: AnyObject {
  /// An element begins; false ends the reading.
  func start(_ element: XMLElement) -> Bool
  func text(_ bytes: Bytes)
  /// The innermost element, of this local name, ends; false ends the reading.
  func end(_ name: Bytes) -> Bool
}

/// An element as libxml2 hands it over; valid during the call.
struct XMLElement {
  let name: Bytes
  let prefix: Bytes?
  let namespace: Bytes?
  private let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  let attributeCount: Int

  fileprivate init(
    name: Bytes, prefix: Bytes?, namespace: Bytes?, attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
    count: Int
  ) {
    self.name = name
    self.prefix = prefix
    self.namespace = namespace
    self.attributes = attributes
    attributeCount = count
  }

  /// Local name, prefix and value of an attribute.
  func attribute(_ index: Int) -> (name: Bytes, prefix: Bytes?, value: Bytes) {
    guard let attributes else { return (Bytes(start: nil, count: 0), nil, Bytes(start: nil, count: 0)) }
    let part = attributes + index * 5
    let length = part[3].flatMap { start in part[4].map { start.distance(to: $0) } } ?? 0
    return (Bytes(string: part[0]), part[1].map { Bytes(string: $0) }, Bytes(start: part[3], count: length))
  }

  /// The value of an attribute without prefix; `name` in lower case.
  func value(_ name: StaticString, prefix: StaticString? = nil) -> Bytes? {
    for i in 0..<attributeCount {
      let attribute = attribute(i)
      guard attribute.name.isWord(name) else { continue }
      switch (prefix, attribute.prefix) {
      case (nil, nil): return attribute.value
      case (let wanted?, let found?) where found.isWord(wanted): return attribute.value
      default: continue
      }
    }
    return nil
  }
}

/// One strict reading by libxml2's SAX2 interface. It is given the root element alone: no declaration, no document type,
/// so that there is nothing external that could be fetched, and no entity that could grow.
enum XMLEvents {
  /// How the reading ended.
  enum Outcome: Equatable {
    case done
    /// Not well formed from this line on.
    case broken(line: Int, reason: String)
  }

  /// `source`: UTF-8, starting at the root element.
  ///
  /// Pushed piece by piece: pulled, libxml2 copies sections (CDATA) character by character.
  static func read(_ source: some XMLSource, into receiver: some XMLReceiver) -> Outcome {
    _ = isReady
    let reading = Reading(receiver: receiver)
    return withExtendedLifetime(reading) {
      guard let context = xmlCreatePushParserCtxt(nil, nil, nil, 0, nil) else {
        return .broken(line: 1, reason: "out of memory")
      }
      defer { xmlFreeParserCtxt(context) }
      // NOENT: without it `&amp;` comes as `&#38;` in attributes. There are no other entities, see above.
      let options = [XML_PARSE_NOENT, XML_PARSE_NONET, XML_PARSE_NOERROR, XML_PARSE_NOWARNING, XML_PARSE_IGNORE_ENC]
      xmlCtxtUseOptions(context, Int32(options.reduce(0) { $0 | $1.rawValue }))
      context.pointee.sax.pointee = handler
      context.pointee.userData = Unmanaged.passUnretained(reading).toOpaque()
      while !reading.isOver, source.next({ push($0, to: context, of: reading) }) {}
      if !reading.isOver { xmlParseChunk(context, nil, 0, 1) }
      if reading.isDone { return .done }
      if let fault = reading.fault { return .broken(line: fault.line, reason: fault.reason) }
      return context.pointee.wellFormed == 1 ? .done : .broken(line: 1, reason: "not well formed")
    }
  }

  /// Nothing more of the document is handed on once the reading is over.
  private static func push(_ piece: Bytes, to context: xmlParserCtxtPtr, of reading: Reading) {
    guard !reading.isOver else { return }
    _ = piece.withMemoryRebound(to: CChar.self) { xmlParseChunk(context, $0.baseAddress, Int32($0.count), 0) }
  }

  /// What the callbacks know. The parser is never stopped from within one: libxml2 2.9.14 then reads on in what it freed.
  /// It runs on unheard to the end of what it has been given.
  private final class Reading {
    let receiver: any XMLReceiver
    var depth = 0
    private(set) var isDone = false
    private(set) var fault: (line: Int, reason: String)?
    /// Done or broken: what libxml2 still tells is not listened to.
    private(set) var isOver = false

    init(receiver: any XMLReceiver) { self.receiver = receiver }

    /// Nothing more is wanted of the document.
    func finish() {
      (isDone, isOver) = (true, true)
    }

    func fail(line: Int, reason: String) {
      fault = (line, reason)
      isOver = true
    }
  }

  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// Calls on what `data` points to, while anything is still wanted.
  @inline(__always)
  private static func whileReading(_ data: UnsafeMutableRawPointer?, _ body: (Reading) -> Void) {
    guard let data else { return }
    Unmanaged<Reading>.fromOpaque(data)._withUnsafeGuaranteedRef { reading in
      if !reading.isOver { body(reading) }
    }
  }

  private nonisolated(unsafe) static let handler: xmlSAXHandler = {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { data, name, prefix, uri, _, _, count, _, attributes in
      XMLEvents.whileReading(data) { reading in
        reading.depth += 1
        let element = XMLElement(
          name: Bytes(string: name), prefix: prefix.map { Bytes(string: $0) }, namespace: uri.map { Bytes(string: $0) },
          attributes: attributes, count: Int(count))
        if !reading.receiver.start(element) { reading.finish() }
      }
    }
    handler.endElementNs = { data, name, _, _ in
      XMLEvents.whileReading(data) { reading in
        reading.depth -= 1
        // Whatever follows the root is of no interest.
        if !reading.receiver.end(Bytes(string: name)) || reading.depth == 0 { reading.finish() }
      }
    }
    handler.characters = { data, text, count in
      XMLEvents.whileReading(data) { $0.receiver.text(Bytes(start: text, count: Int(count))) }
    }
    handler.cdataBlock = handler.characters
    handler.serror = { data, error in
      guard let error, error.pointee.level == XML_ERR_FATAL else { return }
      let reason = error.pointee.message.map { String(cString: $0).split(separator: "\n").first.map(String.init) ?? "" }
      XMLEvents.whileReading(data) { $0.fail(line: Int(error.pointee.line), reason: reason ?? "") }
    }
    return handler
  }()
}

extension UnsafeBufferPointer where Element == UInt8 {
  fileprivate init(string: UnsafePointer<xmlChar>?) {
    self.init(start: string, count: string.map { Int(xmlStrlen($0)) } ?? 0)
  }
}
