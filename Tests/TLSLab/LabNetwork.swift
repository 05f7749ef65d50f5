import Foundation

/// A network of a program's own (`unshare -n`, a namespace of Linux), in which packets really are dropped, rejected or have
/// no way. Nothing in it reaches another network, and no address outside it is used.
///
///     @Test(.enabled(if: LabNetwork.isAllowed, LabNetwork.why))
///     func aDroppedPacketIsSilence() async throws {
///       try await LabNetwork.routed.scene {
///         // Runs in a second process of this test program, in the network.
///         connect(to: LabNetwork.dropped)
///       }
///     }
public struct LabNetwork: Sendable, Hashable {
  /// What a shell does in the network before the program begins.
  private let setUp: String

  /// No interface but loopback, which works: everything else is unreachable, as without any network.
  public static let offline = LabNetwork(setUp: "ip link set lo up")
  /// Not even loopback works.
  public static let bare = LabNetwork(setUp: ":")
  /// Loopback, and a router behind which packets meet what the addresses below say.
  public static let routed = LabNetwork(setUp: offline.setUp + "\n" + router)

  // The kernel sends some five ICMP rejections at once and then one a second, which no network of its own can change.

  /// The router drops every packet to it.
  public static let dropped = "10.77.1.1"
  /// The router answers "host unreachable" (ICMP 3, 1).
  public static let unreachable = "10.77.2.1"
  /// The router answers "prohibited" (ICMP 3, 13).
  public static let prohibited = "10.77.3.1"
  /// The router itself, where nothing listens.
  public static let refusing = "10.77.0.2"
  /// There is no route to it.
  public static let unrouted = "10.78.0.1"

  /// The far end of a pair of cables stands in a namespace of its own, which lasts as long as the program.
  private static let router = """
    ip link add near type veth peer name far
    pipe=$(mktemp -u)
    mkfifo "$pipe"
    unshare -n sh -c 'read _' < "$pipe" &
    exec 8> "$pipe"
    rm "$pipe"
    tries=0
    while [ "$(readlink /proc/$!/ns/net)" = "$(readlink /proc/self/ns/net)" ]; do
      tries=$((tries + 1)); [ $tries -lt 10000 ]
    done
    ip link set far netns $!
    ip addr add 10.77.0.1/24 dev near
    ip link set near up
    nsenter -t $! -n sh -ec '
      ip addr add 10.77.0.2/24 dev far
      ip link set far up
      echo 1 > /proc/sys/net/ipv4/ip_forward
      echo 0 > /proc/sys/net/ipv4/icmp_ratelimit
      ip route add blackhole 10.77.1.0/24
      ip route add unreachable 10.77.2.0/24
      ip route add prohibit 10.77.3.0/24'
    ip route add 10.77.0.0/16 via 10.77.0.2
    """

  /// Whether this machine lets a program have such networks: tried once, with a router.
  public static var isAllowed: Bool { isInside || kinds != nil }
  public static let why = "needs network namespaces (unshare, ip); they are not allowed here, or not there"

  /// The arguments of `unshare` that work: as root alone, else as root of a user namespace.
  private static let kinds: [String]? = {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare") else { return nil }
    for kinds in [["-n"], ["-rn"]] {
      let run = try? routed.run(with: kinds, "/bin/true", [], [:], .seconds(10))
      if run?.status == 0 { return kinds }
    }
    return nil
  }()

  /// Runs a program in a network of this kind, and waits for its end; it is killed when the time is over (status 124 or 137).
  /// - Parameters:
  ///   - program: its absolute path.
  ///   - environment: beside this process's own.
  /// - Throws: `LabNetworkFault` where networks are not allowed.
  public func run(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    within time: Duration = .seconds(60)
  ) async throws -> LabRun {
    guard let kinds = Self.kinds else { throw LabNetworkFault(said: Self.why) }
    return try await withCheckedThrowingContinuation { answer in
      Thread.detachNewThread {
        answer.resume(with: Result { try self.run(with: kinds, program, arguments, environment, time) })
      }
    }
  }

  private func run(
    with kinds: [String], _ program: String, _ arguments: [String], _ environment: [String: String], _ time: Duration
  ) throws -> LabRun {
    let said = FileManager.default.temporaryDirectory.appending(path: "wirecopy-network-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: said.path, contents: nil, attributes: [.posixPermissions: 0o600])
    defer { try? FileManager.default.removeItem(at: said) }
    let output = try FileHandle(forWritingTo: said)
    let script = "set -e\n\(setUp)\nexec \"$@\""
    let status = try ChildProgram.runHere(
      ["/usr/bin/timeout", "-k", "1", "\(max(1, time.components.seconds))", "/usr/bin/unshare"] + kinds
        + ["/bin/sh", "-c", script, "sh", program] + arguments,
      environment: environment, output: output.fileDescriptor)
    let reading = try FileHandle(forReadingFrom: said)
    let most: UInt64 = 1 << 20
    let size = try reading.seekToEnd()
    try reading.seek(toOffset: size > most ? size - most : 0)
    let bytes = try reading.readToEnd() ?? Data()
    return LabRun(status: status, said: String(decoding: bytes, as: UTF8.self))
  }
}

/// What became of a program.
public struct LabRun: Sendable, Hashable {
  /// Its exit status, or 128 and the signal that ended it.
  public var status: Int32
  /// The end of what it said on both outputs, at most 1 MiB.
  public var said: String
}

/// A network did not do what it was asked, and why.
public struct LabNetworkFault: Error, Hashable {
  public var said: String
}
