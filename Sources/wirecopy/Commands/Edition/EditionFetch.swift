import CurlTransport
import Edition
import Foundation
import News
import Wire

/// Fetches for the newsroom's side, by the ways that the settings allow.
struct EditionFetch {
  private let transport: CurlTransport

  init(_ session: Session) throws(Failure) { transport = NetworkLine.transport(try session.settings().network) }

  func close() { transport.close() }

  /// A document's bytes; nil where there is none (404, 410).
  func bytes(_ url: String, most: Int) async throws -> [UInt8]? {
    let answer = try await answer(url, most: most)
    if answer.status == 404 || answer.status == 410 { return nil }
    guard answer.status == 200 else { throw Self.failure(answer, url) }
    return answer.body
  }

  /// Whatever answer there is.
  func answer(_ url: String, most: Int) async throws -> WireResponse {
    var limits = WireLimits()
    limits.bodyBytes = most
    do throws(WireFailure) {
      return try await transport.exchange(WireRequest(url, limits: limits))
    } catch {
      throw Failure("nobody answered at \(url) (\(error.kind.rawValue))", status: .unreached)
    }
  }

  static func failure(_ answer: WireResponse, _ url: String) -> Failure {
    Failure("\(url) answered with HTTP \(answer.status)", status: .unreached)
  }
}
