import Dispatch
import Glibc

/// Tells when this machine is on another network, or woke from sleep, while the desk is open.
///
/// The kernel tells of addresses and routes that change (netlink); a look each few seconds finds what it does not tell:
/// another resolver, sleep, and everything where netlink is not allowed. Nothing of it is kept on disk.
@MainActor
final class NetworkWatch {
  /// Changes come in bunches, as when a cable is plugged in: one is told so long after its last part …
  static let calm = Duration.seconds(1)
  /// … and after so long at the latest.
  static let patience = Duration.seconds(5)
  static let interval = Duration.seconds(5)

  private let tell: @MainActor (NetworkMemory.Change) -> Void
  private var memory = NetworkMemory()
  private var source: (any DispatchSourceRead)?
  private var looking: Task<Void, Never>?
  private var settling: Task<Void, Never>?
  /// When the first part of a bunch came.
  private var bunch: ContinuousClock.Instant?

  /// - Parameter tell: called once for each change.
  init(_ tell: @escaping @MainActor (NetworkMemory.Change) -> Void) { self.tell = tell }

  func start() {
    listen()
    looking = Task { [weak self] in
      while !Task.isCancelled {
        await self?.look()
        try? await Task.sleep(for: Self.interval)
      }
    }
  }

  func stop() {
    looking?.cancel()
    settling?.cancel()
    source?.cancel()
    source = nil
  }

  private func look() async {
    let look = await NetworkLook.now()
    if !Task.isCancelled, let change = memory.saw(look) { tell(change) }
  }

  // MARK: What the kernel tells

  private func listen() {
    guard let file = Netlink.open() else { return }
    let source = DispatchSource.makeReadSource(fileDescriptor: file, queue: .main)
    source.setEventHandler { [weak self] in
      MainActor.assumeIsolated {
        Netlink.drain(file)
        self?.stirred()
      }
    }
    source.setCancelHandler { close(file) }
    source.resume()
    self.source = source
  }

  private func stirred() {
    let now = ContinuousClock.now
    let first = bunch ?? now
    bunch = first
    settling?.cancel()
    let wait = min(Self.calm, now.duration(to: first + Self.patience))
    settling = Task { [weak self] in
      guard (try? await Task.sleep(for: max(.zero, wait))) != nil else { return }
      self?.bunch = nil
      await self?.look()
    }
  }
}
