import CurlTransport
import Foundation
import Glibc
import MirrorLab
import Synchronization
import TestSupport
import Testing
import Wire

@Suite("An upload", .timeLimit(.minutes(1)))
struct UploadTests {
  @Test("arrives byte for byte, whatever its size", arguments: [0, 1, 65_536, 65_537, 1 << 20, 5_000_003])
  func whole(size: Int) async throws {
    try await UploadScene.play { scene in
      let bytes = UploadScene.bytes(size)
      let outcome = await scene.transport.put(try scene.file(bytes), to: scene.url)
      #expect(outcome.response?.status == 201)
      #expect(scene.relay.drops == ["name": bytes])
      let seen = try #require(scene.relay.requests.first)
      #expect(seen.header("Content-Length") == "\(size)")
      #expect(seen.header("Transfer-Encoding") == nil)
      #expect(seen.header("Content-Type") == "application/octet-stream")
      #expect(seen.header("Expect") == (size > 65_536 ? "100-continue" : nil))
      #expect(scene.relay.connections == 1 && scene.relay.requestCount == 1)
      #expect(outcome.sent.last == (size > 0 ? size : nil))
      let again = await scene.transport.put(try scene.file(bytes), to: scene.url)
      #expect(again.response?.status == 200)
      #expect(scene.relay.connections == 2, "a connection of its own")
    }
  }

  @Test("says what it is when the caller says so, and takes the caller's fields along")
  func headers() async throws {
    try await UploadScene.play { scene in
      let fields = [WireHeader("content-type", "text/plain"), WireHeader("If-None-Match", "*")]
      _ = await scene.transport.put(try scene.file([1]), to: scene.url, headers: fields)
      let seen = try #require(scene.relay.requests.first)
      #expect(seen.headers.filter { $0.name.lowercased() == "content-type" }.map(\.value) == ["text/plain"])
      #expect(seen.header("If-None-Match") == "*")
    }
  }

  @Test("tells in order what has left, seldom, and last that all of it has")
  func progress() async throws {
    try await UploadScene.play { scene in
      scene.relay.uploadFault = .slow(bytesPerSecond: 2_000_000)
      let size = 3 << 20
      let outcome = await scene.transport.put(try scene.hollow(size), to: scene.url)
      #expect(outcome.response?.status == 201)
      #expect(outcome.told.first == .begun)
      #expect(outcome.sent == outcome.sent.sorted() && Set(outcome.sent).count == outcome.sent.count)
      #expect(outcome.sent.count >= 5, "it took more than a second")
      #expect(Double(outcome.sent.count) <= outcome.time / .milliseconds(50) + 2)
      let last = try #require(outcome.told.lastIndex(of: .sent(bytes: size)))
      let head = try #require(outcome.told.firstIndex(of: .body(bytes: 0)))
      #expect(last < head)
    }
  }

  @Test("of 32 MiB takes no more memory than one of 1 MiB")
  func memory() async {
    // In a process of its own: what other scenes take at the same time is not measured.
    await #expect(processExitsWith: .success) {
      let server = try RawServer { peer in
        peer.readHead()
        peer.write("HTTP/1.1 100 Continue\r\n\r\n")
        var left = 32 << 20
        while left > 0, let more = peer.readSome() { left -= more.count }
        if left == 0 { peer.write("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n") }
      }
      try await UploadScene.play { scene in
        let small = await scene.transport.put(try scene.hollow(1 << 20), to: scene.url)
        #expect(small.response?.status == 201)
        let before = try UploadTests.mostResident()
        let outcome = await scene.transport.put(
          try scene.hollow(32 << 20), to: "http://127.0.0.1:\(server.port)/drop/a")
        #expect(outcome.response?.status == 201)
        #expect(outcome.sent.last == 32 << 20)
        let growth = try UploadTests.mostResident() - before
        #expect(growth < 4 << 20)
      }
      server.stop()
    }
  }

  @Test("of what is no plain file of the size that was said never leaves")
  func wrongFiles() async throws {
    try await UploadScene.play { scene in
      let good = try scene.file([1, 2, 3]).path
      let link = scene.folder.file("link")
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: good)
      let pipe = scene.folder.file("pipe")
      #expect(mkfifo(pipe, 0o600) == 0)
      let wrong: [(WireUpload, String)] = [
        (WireUpload(path: scene.folder.file("none"), size: 3), "No such file"), (.init(path: link, size: 3), "link"),
        (.init(path: scene.folder.path, size: 3), "plain"), (.init(path: pipe, size: 0), "plain"),
        (.init(path: good, size: 2), "3 bytes, and not 2"), (.init(path: good, size: 4), "3 bytes, and not 4"),
      ]
      for (upload, word) in wrong {
        let outcome = await scene.transport.put(upload, to: scene.url)
        #expect(outcome.failure?.kind == .other)
        #expect(outcome.failure?.detail.contains(word) == true, "\(outcome.failure?.detail ?? "")")
      }
      #expect(scene.relay.connections == 0)
      let fine = await scene.transport.put(WireUpload(path: good, size: 3), to: scene.url)
      #expect(fine.response?.status == 201)
    }
  }

  @Test("belongs to PUT, and PUT to it")
  func method() async throws {
    try await UploadScene.play { scene in
      let upload = try scene.file([1])
      let wrong = [
        WireRequest(scene.url, method: .put), WireRequest(scene.url, upload: upload),
        WireRequest(scene.url, method: .head, upload: upload),
        WireRequest(scene.url, method: .put, upload: WireUpload(path: upload.path, size: -1)),
      ]
      for request in wrong {
        await #expect(throws: WireFailure.self) { try await scene.transport.exchange(request) }
      }
      #expect(scene.relay.connections == 0)
    }
  }

  @Test("of a file that becomes shorter breaks off, and is not whole for anyone")
  func shrinking() async throws {
    try await UploadScene.play { scene in
      scene.relay.uploadFault = .slow(bytesPerSecond: 20_000_000)
      let upload = try scene.hollow(32 << 20)
      let outcome = await scene.transport.put(upload, to: scene.url) { progress in
        if case .sent = progress { truncate(upload.path, 1 << 20) }
      }
      #expect(outcome.failure?.kind == .other)
      #expect(outcome.failure?.detail.contains("shorter") == true)
      #expect(scene.relay.drops.isEmpty && scene.relay.puts.isEmpty)
      #expect(scene.relay.requestCount == 1)
    }
  }

  @Test("that is cancelled ends at once, and what the kernel holds of it does not leave")
  func cancelled() async throws {
    let (leaving, leaves) = AsyncStream<Void>.makeStream()
    let (closed, closes) = AsyncStream<Int32>.makeStream()
    let gate = DispatchSemaphore(value: 0)
    let server = try RawServer { peer in
      peer.readHead()
      peer.write("HTTP/1.1 100 Continue\r\n\r\n")
      peer.readSome()
      leaves.yield()
      _ = gate.wait(timeout: .now() + 20)
      while peer.readSome() != nil { errno = 0 }
      closes.yield(errno)
    }
    try await UploadScene.play { scene in
      let upload = try scene.hollow(32 << 20)
      let task = Task { await scene.transport.put(upload, to: "http://127.0.0.1:\(server.port)/drop/a") }
      for await _ in leaving { break }
      let began = ContinuousClock.now
      task.cancel()
      let outcome = await task.value
      #expect(outcome.failure?.kind == .cancelled)
      #expect(ContinuousClock.now - began < .seconds(5))
      gate.signal()
      for await number in closed {
        #expect(number == ECONNRESET, "a close would let the kernel send what it holds")
        break
      }
    }
    server.stop()
  }

  @Test("over TLS arrives whole as well")
  func secure() async throws {
    let certificates = try Certificates()
    let bytes = UploadScene.bytes(700_000)
    let sink = try TLSSink(certificates, "good", until: bytes)
    let transport = Scene.transport { $0.certificates = certificates.authority }
    try certificates.folder.write(bytes, to: "drop")
    let upload = WireUpload(path: certificates.folder.file("drop"), size: bytes.count)
    let outcome = await transport.put(upload, to: "https://localhost:\(sink.port)/drop/a")
    #expect(outcome.response?.status == 201)
    #expect(outcome.sent.last == bytes.count)
    transport.close()
    sink.stop()
  }

  /// Bytes of memory that this process had at most, since the last call.
  private static func mostResident() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return try #require(line?.split { !$0.isNumber }.first.flatMap { Int($0) }) * 1024
  }
}
