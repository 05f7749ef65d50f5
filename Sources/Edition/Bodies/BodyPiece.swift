import Seal

/// A body that was proven: the member as it came, and what is in it.
public struct ProvenBody: Hashable, Sendable {
  public let body: EntryBody
  /// To be kept as it is, for whoever copies from us.
  public let member: [UInt8]
  public let bytes: [UInt8]
}

extension EntryBody {
  /// Proves a member. It must be the whole of it.
  public func prove(_ member: some Collection<UInt8>) throws(EditionFault) -> ProvenBody {
    let member = Array(member)
    guard member.count == length else { throw .bodyCut(segment: segment, offset: offset) }
    if let packed, TreeHash(Digest.of(member)) != packed { throw .bodyMismatch(segment: segment, offset: offset) }
    let bytes: [UInt8]
    do {
      bytes = try GzipMember.unpack(member[...], most: EditionLimits.body)
    } catch .tooLong {
      throw .bodyTooLong(segment: segment, offset: offset)
    } catch .cut {
      throw .bodyCut(segment: segment, offset: offset)
    } catch {
      throw .bodyNoGzip(segment: segment, offset: offset)
    }
    guard TreeHash(Digest.of(bytes)) == sha256 else { throw .bodyMismatch(segment: segment, offset: offset) }
    return ProvenBody(body: self, member: member, bytes: bytes)
  }
}

/// A stretch of a segment to be fetched: whole ranges in order, so that a mirror does not learn what is read.
public struct SegmentWish: Hashable, Sendable {
  public let segment: Int
  /// Bytes of it, to be asked for as `Range`; a whole segment is as good.
  public let range: Range<Int>
  /// The bodies in it, by their offsets.
  public let bodies: [EntryBody]

  public var path: TreePath { .segment(segment) }

  /// The stretches that bodies lie in. Bodies near each other are fetched with what lies between them.
  /// - Parameters:
  ///   - gap: bytes between two bodies that are not worth a second request.
  ///   - most: bytes of a stretch, if more than one body is in it.
  public static func list(
    for bodies: some Sequence<EntryBody>, gap: Int = 8 << 10, most: Int = EditionLimits.segment
  ) -> [SegmentWish] {
    var wishes: [SegmentWish] = []
    let sorted = Set(bodies).sorted { ($0.segment, $0.offset, $0.end) < ($1.segment, $1.offset, $1.end) }
    for body in sorted {
      if let last = wishes.last, last.segment == body.segment, body.offset <= last.range.upperBound + gap,
        body.end - last.range.lowerBound <= most
      {
        wishes[wishes.count - 1] = SegmentWish(
          segment: last.segment, range: last.range.lowerBound..<max(last.range.upperBound, body.end),
          bodies: last.bodies + [body])
      } else {
        wishes.append(SegmentWish(segment: body.segment, range: body.offset..<body.end, bodies: [body]))
      }
    }
    return wishes
  }

  /// Proves what came, body by body: one that was altered does not spoil the others.
  /// - Parameter from: where in the segment the bytes begin: 0 for a whole one (200), the range's beginning otherwise (206).
  public func prove(_ bytes: [UInt8], from: Int) -> (proven: [ProvenBody], faults: [(EntryBody, EditionFault)]) {
    var proven: [ProvenBody] = []
    let faults = prove(bytes, from: from) { proven.append($0) }
    return (proven, faults)
  }

  /// The same, each body handed on before the next is unpacked: what is small in a segment may be very large outside of it.
  public func prove(
    _ bytes: [UInt8], from: Int, take: (ProvenBody) -> Void
  ) -> [(EntryBody, EditionFault)] {
    var faults: [(EntryBody, EditionFault)] = []
    for body in bodies {
      let start = body.offset - from
      guard start >= 0, start + body.length <= bytes.count else {
        faults.append((body, .bodyCut(segment: body.segment, offset: body.offset)))
        continue
      }
      do throws(EditionFault) {
        take(try body.prove(bytes[start..<(start + body.length)]))
      } catch {
        faults.append((body, error))
      }
    }
    return faults
  }
}

extension BlobName {
  /// Proves the bytes of a picture or file.
  public func prove(_ bytes: [UInt8]) throws(EditionFault) {
    guard bytes.count <= EditionLimits.blob else { throw .tooLong(.blob(self), most: EditionLimits.blob) }
    guard BlobName(of: bytes) == self else { throw .blobMismatch(self) }
  }
}
