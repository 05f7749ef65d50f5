import CurlTransport
import MirrorLab
import Testing
import Wire

@Suite("What a mirror of the lab does is seen as what it is", .timeLimit(.minutes(1)))
struct LabFaultTests {
  private static let bytes = [UInt8](repeating: 0x2E, count: 4000)

  private func outcome(_ fault: Fault) async throws -> Result<WireResponse, WireFailure> {
    let lab = try await Lab.start(site: LabSite(["/feed": .init(bytes: Self.bytes)]))
    lab.mirrors[0].fault = fault
    let transport = CurlTransport()
    let limits = Scene.limits {
      ($0.wireBytes, $0.bodyBytes) = (1 << 20, 1 << 20)
      switch fault {
      case .swallow, .slow: $0.firstByte = 300
      case .stall: $0.stall = 300
      case .drip: $0.total = 1_000
      default: break
      }
    }
    let result: Result<WireResponse, WireFailure>
    do throws(WireFailure) {
      result = .success(try await transport.exchange(WireRequest(lab.mirrors[0].url("/feed"), limits: limits)))
    } catch {
      result = .failure(error)
    }
    transport.close()
    await lab.stop()
    return result
  }

  @Test(
    "Failures",
    arguments: [
      (.refuse, .refused), (.resetOnAccept, .reset), (.reset, .reset), (.swallow, .noFirstByte),
      (.drip(bytesPerSecond: 40), .tooSlow), (.cut(at: 700), .cutOff), (.resetAt(700), .reset),
      (.stall(after: 700), .stalled), (.endless, .tooLarge), (.gzipBomb, .tooLarge), (.notHTTP, .notHTTP),
      (.slow(milliseconds: 30_000), .noFirstByte),
    ] as [(Fault, WireFailure.Kind)])
  func failures(fault: Fault, kind: WireFailure.Kind) async throws {
    switch try await outcome(fault) {
    case .success(let response): Issue.record("answered \(response.status)")
    case .failure(let failure): #expect(failure.kind == kind)
    }
  }

  @Test(
    "Answers, which only reading them tells from good ones",
    arguments: [
      (.none, 200), (.blockPage, 200), (.empty, 200), (.garbage, 200), (.status(451), 451), (.status(503), 503),
      (.redirect("http://block.example/", status: 302), 302), (.slow(milliseconds: 20), 200),
    ] as [(Fault, Int)])
  func answers(fault: Fault, status: Int) async throws {
    let response = try await outcome(fault).get()
    #expect(response.status == status)
    switch fault {
    case .none, .slow: #expect(response.body == Self.bytes)
    case .empty: #expect(response.body.isEmpty)
    default: #expect(response.body != Self.bytes)
    }
  }
}
