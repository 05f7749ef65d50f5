import Dispatch
import Foundation
import Glibc
import TestSupport
import Testing
import Wire

@testable import Sync

/// A folder that is a mirror, and whose file system does not answer: a share that is gone, a stick that was pulled out.
@Suite(.serialized, .timeLimit(.minutes(1))) struct FolderTransportTests {
  /// Holds its threads until it is let go.
  private final class DeadMount: Sendable {
    let root = "file:///wirecopy-test-\(UUID().uuidString)/"
    private let held = DispatchSemaphore(value: 0)

    var transport: FolderTransport {
      FolderTransport(root: root) { [held] _, _ in
        held.wait()
        held.signal()
        return .failure(WireFailure(.other))
      }
    }
    func request(total: Int) -> WireRequest {
      var limits = WireLimits()
      limits.total = total
      return WireRequest(root + "checkpoint", limits: limits)
    }
    func letGo() { held.signal() }
  }

  private func failure(_ mount: DeadMount, total: Int) async -> WireFailure.Kind? {
    do throws(WireFailure) {
      _ = try await mount.transport.exchange(mount.request(total: total))
      return nil
    } catch {
      return error.kind
    }
  }

  @Test func itIsWaitedForNoLongerThanTheLimit() async {
    let mount = DeadMount()
    defer { mount.letGo() }
    let began = ContinuousClock.now
    #expect(await failure(mount, total: 100) == .noFirstByte)
    #expect(ContinuousClock.now - began < .seconds(10))
  }

  @Test func aRoundThatIsGivenUpDoesNotWaitForIt() async {
    let mount = DeadMount()
    defer { mount.letGo() }
    let began = ContinuousClock.now
    let task = Task { await failure(mount, total: 60_000) }
    try? await Task.sleep(for: .milliseconds(50))
    task.cancel()
    #expect(await task.value == .cancelled)
    #expect(ContinuousClock.now - began < .seconds(10))
  }

  @Test func onlySoManyThreadsAreLostToIt() async {
    let mount = DeadMount()
    for _ in 0..<16 { #expect(await failure(mount, total: 10) == .noFirstByte) }
    let began = ContinuousClock.now
    #expect(await failure(mount, total: 60_000) == .noFirstByte)
    #expect(ContinuousClock.now - began < .seconds(10))
    mount.letGo()
    // It answers again.
    var kind = await failure(mount, total: 1_000)
    for _ in 0..<100 where kind == .noFirstByte {
      try? await Task.sleep(for: .milliseconds(50))
      kind = await failure(mount, total: 1_000)
    }
    #expect(kind == .other)
  }

  @Test func aPipeInPlaceOfAFileIsNoFile() async throws {
    let folder = try TemporaryFolder()
    try #require(mkfifo(folder.file("checkpoint"), 0o600) == 0)
    try folder.write([1, 2, 3], to: "root/1.json")
    let root = "file://" + folder.path + "/"
    let transport = FolderTransport(root: root)
    #expect(try await transport.exchange(WireRequest(root + "checkpoint")).status == 404)
    #expect(try await transport.exchange(WireRequest(root + "root/1.json")).body == [1, 2, 3])
  }
}
