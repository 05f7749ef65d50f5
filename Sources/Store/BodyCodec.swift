import CZlib
import Foundation

/// An article's words and markup as one deflated blob (RFC 1951): the text first, so that a search unpacks it alone.
///
/// The markup repeats the text, and says so (`MarkupOverText`): what is deflated is the text and little more than the tags. A
/// preset dictionary knows the tags that `Markup` writes. The blob begins with the number of its form; a new form or
/// dictionary gets a new number and the old ones stay.
final class BodyPacker {
  private let stream: UnsafeMutablePointer<z_stream>
  private var room: [UInt8] = []
  private var markup: [UInt8] = []

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    _ = wirecopy_deflate_init(stream, 1, -14, 6)
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  func pack(text: String, html: String) -> Data {
    var text = text
    var html = html
    markup.removeAll(keepingCapacity: true)
    let isOver = html.withUTF8 { html in text.withUTF8 { MarkupOverText.write(html, over: $0, to: &markup) } }
    deflateReset(stream)
    BodyDictionary.bytes.withUnsafeBufferPointer { _ = deflateSetDictionary(stream, $0.baseAddress, UInt32($0.count)) }
    let bound = Int(deflateBound(stream, UInt(text.utf8.count + html.utf8.count))) + 64
    if room.count < bound { room = [UInt8](repeating: 0, count: bound) }
    return room.withUnsafeMutableBufferPointer { out in
      out[0] = isOver ? BodyForm.over : BodyForm.plain
      stream.pointee.next_out = out.baseAddress.map { $0 + 1 }
      stream.pointee.avail_out = UInt32(out.count - 1)
      text.withUTF8 { feed($0, Z_NO_FLUSH) }
      if isOver { markup.withUnsafeBufferPointer { feed($0, Z_FINISH) } } else { html.withUTF8 { feed($0, Z_FINISH) } }
      return Data(
        bytes: out.baseAddress.map { UnsafeRawPointer($0) } ?? UnsafeRawPointer(stream),
        count: 1 + Int(stream.pointee.total_out))
    }
  }

  private func feed(_ bytes: UnsafeBufferPointer<UInt8>, _ flush: Int32) {
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
    stream.pointee.avail_in = UInt32(bytes.count)
    _ = deflate(stream, flush)
  }
}

/// Unpacks what `BodyPacker` packed.
final class BodyUnpacker {
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    _ = wirecopy_inflate_init(stream, -15)
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// The text, of `textLength` bytes; nil where the blob is not what was packed.
  func text(_ blob: UnsafeRawBufferPointer, textLength: Int) -> [UInt8]? {
    let bytes = unpack(blob, upTo: textLength)
    return bytes?.count == textLength ? bytes : nil
  }

  /// Text and markup, of `bodyLength` bytes together; nil where the blob is not what was packed.
  func body(_ blob: UnsafeRawBufferPointer, textLength: Int, bodyLength: Int) -> [UInt8]? {
    guard textLength >= 0, textLength <= bodyLength, var bytes = unpack(blob, upTo: bodyLength) else { return nil }
    if blob.first == BodyForm.over {
      guard bytes.count >= textLength else { return nil }
      let markup = Array(bytes[textLength...])
      bytes.removeLast(markup.count)
      MarkupOverText.read(markup, to: &bytes, limit: bodyLength)
    }
    return bytes.count == bodyLength ? bytes : nil
  }

  /// The first `length` bytes of what was deflated, or fewer where there are not so many.
  private func unpack(_ blob: UnsafeRawBufferPointer, upTo length: Int) -> [UInt8]? {
    if blob.first == MemberBody.form { return MemberBody.unpack(blob, upTo: length) }
    guard let form = blob.first, BodyForm.all.contains(form), length >= 0, length <= 1 << 30 else { return nil }
    guard length > 0 else { return [] }
    inflateReset(stream)
    BodyDictionary.bytes.withUnsafeBufferPointer { _ = inflateSetDictionary(stream, $0.baseAddress, UInt32($0.count)) }
    return [UInt8](unsafeUninitializedCapacity: length) { out, count in
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: blob.baseAddress.map { $0.assumingMemoryBound(to: UInt8.self) + 1 })
      stream.pointee.avail_in = UInt32(blob.count - 1)
      stream.pointee.next_out = out.baseAddress
      stream.pointee.avail_out = UInt32(length)
      _ = inflate(stream, Z_SYNC_FLUSH)
      count = length - Int(stream.pointee.avail_out)
    }
  }
}

/// The first byte of a blob; 3 is a signed one, `MemberBody`.
enum BodyForm {
  /// Text and markup as they are.
  static let plain: UInt8 = 1
  /// The text, and the markup as `MarkupOverText`.
  static let over: UInt8 = 2

  static let all = plain...over
}

/// What bodies begin with, as far as zlib is concerned.
enum BodyDictionary {
  static let bytes = Array(
    """
    <table><thead><tr><th>Item</th></tr></thead><tbody><tr><td></td><td></td></tr></tbody></table><dl><dt></dt><dd></dd></dl>\
    <video controls src="https://</video><audio src="https://</audio><sub></sub><sup></sup><del></del><ins></ins>\
    <figure><img src="https://www.example.org/wp-content/uploads/2024/images/.jpg" alt="" width="640" height="360"/>\
    <figcaption></figcaption></figure><img src="https://" alt=""><h3></h3><h2></h2><pre><code></code></pre>\
    <blockquote><p></p></blockquote><ol><li></li><li></ol><ul><li></li><li></li></ul><hr/><br/><br><b></b><i></i>\
    <em></em> <a href="https://www.</a></p><p><a href="https://example.org/?a=1&amp;b=&quot;&lt;&gt;</a></p>
    <p><strong></strong></p>
    <p>
    """.utf8)
}
