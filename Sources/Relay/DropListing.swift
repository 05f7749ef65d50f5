import NIOCore
import News

/// The list of drops, to the byte as nginx's autoindex writes it with `autoindex_format json`.
///
///     [
///     { "name":"2c26b4…", "type":"file", "mtime":"Wed, 21 Oct 2026 07:28:00 GMT", "size":4096 },
///     …
///     ]
struct DropListing {
  let entries: [DropSpool.Entry]

  /// Names are hexadecimal digits: nothing in it needs escaping.
  var json: ByteBuffer {
    var buffer = ByteBuffer()
    buffer.reserveCapacity(entries.count * 150 + 8)
    buffer.writeString("[")
    for (index, entry) in entries.enumerated() {
      buffer.writeString(index == 0 ? "\r\n" : ",\r\n")
      buffer.writeString("{ \"name\":\"\(entry.name)\", \"type\":\"file\", ")
      buffer.writeString("\"mtime\":\"\(HTTPDate.text(entry.modified))\", \"size\":\(entry.size) }")
    }
    buffer.writeString("\r\n]")
    return buffer
  }
}
