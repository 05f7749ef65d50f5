import CurlTransport
import Foundation
import MirrorLab
import Synchronization
import TestSupport
import Testing
import Wire

/// What the scenes of uploads share: relays, a transport, a folder for files.
struct UploadScene {
  /// One on each address of the relay's name, all on one port.
  let relays: [LabMirror]
  let transport: CurlTransport
  let folder: TemporaryFolder
  var relay: LabMirror { relays[0] }
  /// Of a drop, by the name that has all addresses.
  var url: String { "http://relay.example:\(relay.port)/drop/name" }

  static func play(addresses: [String] = ["127.0.0.1"], _ scene: (UploadScene) async throws -> Void) async throws {
    let labs = try await Row.mirrors(LabSite(), addresses)
    let names = try NameServer { _, isSix in isSix ? .none : .addresses(addresses) }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(names.port)" }
    let folder = try TemporaryFolder()
    do {
      try await scene(UploadScene(relays: labs.flatMap(\.mirrors), transport: transport, folder: folder))
    } catch {
      Issue.record(error)
    }
    transport.close()
    names.stop()
    for lab in labs { await lab.stop() }
  }

  /// Bytes that are nowhere alike, so that one too many or too few shows.
  static func bytes(_ count: Int) -> [UInt8] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }

  /// A file of so many zeros that takes no room on the disk.
  func hollow(_ count: Int) throws -> WireUpload {
    let path = try folder.write([], to: "hollow")
    try FileHandle(forWritingTo: URL(filePath: path)).truncate(atOffset: UInt64(count))
    return WireUpload(path: path, size: count)
  }

  func file(_ bytes: [UInt8]) throws -> WireUpload {
    WireUpload(path: try folder.write(bytes, to: "file"), size: bytes.count)
  }
}

/// What one PUT told, and how it ended.
struct Outcome: Sendable {
  var result: Result<WireResponse, WireFailure>
  var told: [WireProgress]
  var time: Duration

  var response: WireResponse? { try? result.get() }
  var failure: WireFailure? {
    if case .failure(let failure) = result { return failure }
    return nil
  }
  /// Bytes that were told to have left.
  var sent: [Int] {
    told.compactMap { if case .sent(let bytes) = $0 { bytes } else { nil } }
  }
}

extension CurlTransport {
  /// PUTs, and calls at each telling.
  func put(
    _ upload: WireUpload, to url: String, headers: [WireHeader] = [], limits: WireLimits = Scene.limits(),
    redirects: RedirectRule = .anyHost, at telling: @escaping @Sendable (WireProgress) -> Void = { _ in }
  ) async -> Outcome {
    let told = Shared(Mutex<[WireProgress]>([]))
    let began = ContinuousClock.now
    let result: Result<WireResponse, WireFailure>
    do throws(WireFailure) {
      result = .success(
        try await exchange(
          WireRequest(
            url, method: .put, headers: headers, limits: limits, redirects: redirects, upload: upload)
        ) { progress in
          told.value.withLock { $0.append(progress) }
          telling(progress)
        })
    } catch {
      result = .failure(error)
    }
    return Outcome(result: result, told: told.value.withLock(\.self), time: .now - began)
  }
}
