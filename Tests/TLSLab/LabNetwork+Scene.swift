import Foundation

/// Tests inside a network.
extension LabNetwork {
  private static let marker = "WIRECOPY_LAB_NETWORK"

  /// This process is in a network of the lab.
  public static var isInside: Bool { ProcessInfo.processInfo.environment[marker] != nil }

  /// Plays a scene in a network of this kind: the test that calls it is run again, by this same test program, inside, and
  /// there the scene is played. Throws what the inner run said unless it passed and came to the end of its scene.
  ///
  /// Not for a test with arguments: each of its cases would run them all.
  public func scene(
    within time: Duration = .seconds(60), file: String = #fileID, test: String = #function,
    _ scene: () async throws -> Void
  ) async throws {
    if let mark = ProcessInfo.processInfo.environment[Self.marker] {
      try await scene()
      try Data("done".utf8).write(to: URL(filePath: mark))
      return
    }
    let mark = FileManager.default.temporaryDirectory.appending(path: "wirecopy-scene-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: mark) }
    let module = file.prefix { $0 != "/" }
    let name = "^\(module)\\..*[/.]\(NSRegularExpression.escapedPattern(for: test))"
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let run = try await run(
      program, ["--testing-library", "swift-testing", "--filter", name], environment: [Self.marker: mark.path],
      within: time)
    guard run.status == 0, FileManager.default.fileExists(atPath: mark.path) else {
      throw LabNetworkFault(said: "status \(run.status)\n\(run.said)")
    }
  }

  // MARK: Changes, inside only

  /// From now on every packet that this address sends is dropped, also in connections that are open: whoever connects to a
  /// mirror there, or waits for its next byte, meets silence. An address of loopback, as a literal.
  public static func drop(from address: String) async throws {
    try await change("\(localBehindRules)\nip rule add from \(address) pref 10 blackhole")
  }

  /// Undoes `drop`.
  public static func pass(from address: String) async throws {
    try await change("ip rule del from \(address) pref 10 blackhole")
  }

  /// Everything on loopback together goes at this rate from now on; what does not fit into a line of `line` bytes is lost,
  /// and TCP has to send it again.
  public static func slow(to bytesPerSecond: Int, line: Int = 1 << 20) async throws {
    try await change(
      """
      ip link set lo mtu 1500
      tc qdisc replace dev lo root tbf rate \(bytesPerSecond)bps burst 4000 limit \(line)
      """)
  }

  /// Undoes `slow`.
  public static func hurry() async throws { try await change("tc qdisc del dev lo root") }

  /// Takes the whole network away, loopback included, or gives it back: without it every address is unreachable
  /// (ENETUNREACH) and open connections are silent. The cable to the router, where there is one, is pulled, which netlink tells.
  public static func connect(_ isConnected: Bool) async throws {
    let change =
      isConnected
      ? """
      ip rule del pref 5 unreachable
      if ip link set near up 2> /dev/null; then ip route replace 10.77.0.0/16 via 10.77.0.2; fi
      """
      : """
      ip rule add pref 5 unreachable
      ip link set near down 2> /dev/null || true
      """
    try await self.change(localBehindRules + "\n" + change)
  }

  /// Lets rules stand before the table of this machine's own addresses.
  private static let localBehindRules =
    "if ip rule | grep -q '^0:'; then ip rule add pref 100 lookup local; ip rule del pref 0; fi"

  /// Runs a line of shell that changes the network this process is in. Throws, and changes nothing, outside.
  public static func change(_ line: String) async throws {
    guard isInside else { throw LabNetworkFault(said: "not in a network of the lab") }
    let status = try await ChildProgram.run(["/bin/sh", "-ec", line])
    guard status == 0 else { throw LabNetworkFault(said: "status \(status): \(line)") }
  }
}
