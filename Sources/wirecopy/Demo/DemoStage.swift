import CurlTransport
import Foundation
import MirrorLab
import News
import Store
import Sync

/// The demo's scenery: four mirrors of the sample newsroom on loopback, and what happens to them while one watches.
@MainActor
final class DemoStage {
  /// What happens, in order, and how long after the one before.
  enum Act: CaseIterable {
    /// News of the last hour is out on every mirror.
    case news
    /// The mirror that serves gets blocked, and the next article comes out on the others.
    case block
    /// An alert comes out.
    case alert

    var wait: Duration {
      switch self {
      case .news: .seconds(4)
      case .block, .alert: .seconds(10)
      }
    }
  }

  static let mirrorCount = 4

  let home: String
  private let lab: Lab
  private let sample: SampleSite

  /// Starts the mirrors and makes the throw-away home (0700).
  init(share: ShareFolder?) async throws {
    guard let share else {
      throw Failure("demo: the sample newsroom is not found; set WIRECOPY_SHARE to the share folder of Wirecopy")
    }
    sample = SampleSite(try SampleNewsroom.read(folder: share.sample), now: Date())
    let folder = FileManager.default.temporaryDirectory.appending(path: "wirecopy-demo-\(UUID().uuidString)").path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure("demo: can't make the folder \(folder): \(error.localizedDescription)")
    }
    home = folder
    do {
      lab = try await Lab.start(
        mirrors: Self.mirrorCount, site: LabSite(), addresses: Array(Lab.loopbacks.prefix(Self.mirrorCount)))
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw Failure("demo: can't start a mirror on loopback: \(String(describing: error))")
    }
    publish(.earlier)
  }

  var title: String { sample.newsroom.title }
  var urls: [String] { lab.mirrors.map { $0.url("/news.atom") } }

  /// Stops the mirrors and removes the home.
  func clear() async {
    await lab.stop()
    try? FileManager.default.removeItem(atPath: home)
  }

  func perform(_ act: Act) {
    switch act {
    case .news: publish(.lastHour)
    case .block:
      publish(.now)
      lab.mirrors[0].fault = .reset
    case .alert: publish(.alert)
    }
  }

  /// Follows the four mirrors and fetches what was out an hour ago, so that the desk opens on a cache.
  func prepare(_ session: Session) async throws {
    let store = try session.store()
    let transport = CurlTransport()
    defer { transport.close() }
    let engine = SyncEngine(store: store, transport: transport)
    let report = await engine.follow(urls, name: title)
    if let trouble = report.trouble { throw Failure(trouble) }
    guard report.refused.isEmpty else { throw Failure(report.refused[0].reason) }
  }

  /// Plays the acts while the desk is open, and fetches after each, as a timer would.
  func play(on runner: EffectRunner) async {
    for act in Act.allCases {
      try? await Task.sleep(for: act.wait)
      if Task.isCancelled { return }
      perform(act)
      runner.sync(nil)
    }
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(15))
      if !Task.isCancelled { runner.sync(nil) }
    }
  }

  private func publish(_ moment: SampleSite.Moment) {
    for mirror in lab.mirrors {
      mirror.older = mirror.older ?? sample.site(at: .earlier, base: mirror.url("/"))
      mirror.site = sample.site(at: moment, base: mirror.url("/"))
    }
  }

  /// The faults that the mirrors page offers, by name.
  var faults: [(name: String, phrase: Phrase)] { Fault.forDemo.map { ($0.name, $0.phrase) } }

  /// Blocks or unblocks the mirror at a feed's URL.
  func setFault(_ name: String, of url: String) {
    guard let fault = Fault.forDemo.first(where: { $0.name == name }) else { return }
    lab.mirrors.first { $0.url("/news.atom") == url }?.fault = fault
  }
}
