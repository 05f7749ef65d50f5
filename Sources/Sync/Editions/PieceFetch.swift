import Edition
import Foundation
import News
import Wire

/// One file of an edition asked of one mirror: no validators, no cookies, no `Referer`; the same of every reader.
struct PieceFetch: Sendable {
  var mirror: MirrorID
  /// The mirror's address.
  var url: String
  var path: TreePath
  /// Bytes that are wanted; nil for all. Open at its end where it ends at `Int.max`.
  var range: Range<Int>?
  var limits = WireLimits()
  var route = WireRoute()
  /// How long the signed record says that the file is; nil where it doesn't.
  var size: Int?

  /// Bytes of a web page that stands in its place: heads and tiles are shorter than most, and a page is to be known for one.
  private static let mostOfPage = 64 << 10

  enum Result: Sendable {
    /// `from`: bytes of the file that stand before these.
    case bytes([UInt8], from: Int, WireResponse)
    /// It is not there: 404, or 410.
    case missing(WireResponse)
    /// With the beginning that came, of a body that broke.
    case failed(Verdict, [UInt8], from: Int)
    /// We gave it up ourselves; with the beginning that came.
    case cancelled([UInt8], from: Int)
  }

  func run(
    over transport: any Transport, clock: any SyncClock, watch: @escaping @Sendable (WireProgress) -> Void = { _ in }
  ) async -> Result {
    let first = await ask(range, over: transport, clock: clock, watch)
    // 416: what we have of it is more than it has; the whole will tell.
    if case .failed(let verdict, _, _) = first, verdict.evidence.status == 416, range != nil {
      return await ask(nil, over: transport, clock: clock, watch)
    }
    return first
  }

  private func ask(
    _ range: Range<Int>?, over transport: any Transport, clock: any SyncClock,
    _ watch: @escaping @Sendable (WireProgress) -> Void
  ) async -> Result {
    let isFolder = FolderTransport.isFolder(url)
    let transport: any Transport = isFolder ? FolderTransport(root: url) : transport
    let from = range?.lowerBound ?? 0
    do throws(WireFailure) {
      let response = try await transport.exchange(request(range), watch: watch)
      switch response.status {
      case 404, 410: return .missing(response)
      case 206 where range != nil:
        guard Self.begins(response, at: from) else { return .failed(FailureJudge.judgeRange(response), [], from: from) }
        return .bytes(response.body, from: from, response)
      case 200...203:
        if response.body.isEmpty { return .failed(Verdict(.empty, evidence: .init(response)), [], from: 0) }
        guard response.body.count <= path.mostBytes || HeadReading.isPage(response.body, for: path) else {
          return .failed(Verdict(.tooLarge, weight: .hard, evidence: .init(response)), [], from: 0)
        }
        return .bytes(response.body, from: 0, response)
      default:
        let verdict = FailureJudge.judge(response, wasConditional: false, now: clock.now)
        return .failed(verdict ?? FailureJudge.judgeRange(response), [], from: 0)
      }
    } catch {
      let (beginning, start) = (error.partial?.body ?? [], error.partial?.head.status == 206 ? from : 0)
      guard let verdict = FailureJudge.judge(error) else { return .cancelled(beginning, from: start) }
      return .failed(verdict, beginning, from: start)
    }
  }

  private func request(_ range: Range<Int>?) -> WireRequest {
    // A coding would make other bytes of a range.
    var headers = [WireHeader("Accept-Encoding", "identity")]
    if let range, range != 0..<Int.max {
      let end = range.upperBound == .max ? "" : String(range.upperBound - 1)
      headers.append(WireHeader("Range", "bytes=\(range.lowerBound)-\(end)"))
    }
    var limits = limits
    let most = max(min(size ?? .max, path.mostBytes), Self.mostOfPage)
    if case .blob = path {
      // It may be longer than any other answer; as long as it is said to be, and no longer.
      (limits.wireBytes, limits.bodyBytes) = (most, most)
    } else {
      limits.wireBytes = min(limits.wireBytes, most)
      limits.bodyBytes = min(limits.bodyBytes, most)
    }
    return WireRequest(
      url + path.text, headers: headers, limits: limits, redirects: .sameHost,
      route: FolderTransport.isFolder(url) ? WireRoute() : route)
  }

  /// RFC 9110, section 14.4.
  private static func begins(_ response: WireResponse, at first: Int) -> Bool {
    guard let field = response.header("Content-Range")?.lowercased(), field.hasPrefix("bytes ") else { return false }
    return field.dropFirst(6).prefix { $0 != "-" } == String(first)
  }
}

extension FailureJudge {
  /// A rest that is not the one that was asked for.
  static func judgeRange(_ response: WireResponse) -> Verdict {
    Verdict(.other, evidence: Verdict.Evidence(response))
  }
}

extension Mirror {
  /// How it is reached: the reader's own words, then what its newsroom signed. A key that the reader pinned stands alone; one that the
  /// newsroom signed says nothing where there is no TLS to have it.
  var wireRoute: WireRoute {
    var route = pieceRoute
    guard let signed, route.pins.isEmpty, WireAddress(url)?.isSecure == true else { return route }
    route.pins = signed.pins.prefix(8).filter(WireRoute.isPin)
    return route
  }

  /// The same for files of an edition, which are proven by what is signed in them, whoever gives them. A key that the newsroom signed
  /// is not asked for: where it is a wrong one, nobody could fetch the word that puts it right.
  var pieceRoute: WireRoute {
    var route = WireRoute(self.route)
    guard let signed else { return route }
    let literals = signed.addresses.prefix(16).filter { WireAddress.isLiteral($0) && !route.addresses.contains($0) }
    route.addresses += literals
    return route
  }

  /// The address below which its files lie.
  var treeURL: String { url.hasSuffix("/") ? url : url + "/" }
}
