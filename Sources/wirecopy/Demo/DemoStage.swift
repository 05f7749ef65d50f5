import Desk
import Foundation
import MirrorLab
import News
import Press
import Store
import Sync

/// The demo's scenery: four mirrors of the sample newsroom's signed edition on loopback, and what happens to them while one
/// watches.
@MainActor
final class DemoStage {
  /// What happens, in order, and how long after the one before.
  enum Act: CaseIterable {
    /// News of the last hour is out. One mirror alters what it passes on, one stays as it was.
    case news
    /// The mirror that served last gets blocked by a page of the censor's, and the next article comes out on the others.
    case block
    /// An alert comes out.
    case alert

    var wait: Duration {
      switch self {
      case .news: .seconds(4)
      case .block, .alert: .seconds(10)
      }
    }

    fileprivate var moment: SampleEdition.Moment {
      switch self {
      case .news: .lastHour
      case .block: .now
      case .alert: .alert
      }
    }
  }

  static let mirrorCount = 4
  /// The places of the mirror that alters, of the one that gets blocked if no other served, and of the one that stays behind. The
  /// last one is well.
  private static let (altering, blocked, stale) = (0, 1, 2)

  let home: String
  let title: String
  private let lab: Lab
  private let edition: SampleEdition

  /// Starts the mirrors and makes the throw-away home (0700), the sample's newsroom in it.
  init(share: ShareFolder?) async throws {
    guard let share else {
      throw Failure("demo: the sample newsroom is not found; set WIRECOPY_SHARE to the share folder of Wirecopy")
    }
    let sample = try SampleNewsroom.read(folder: share.sample)
    title = sample.title
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
    do {
      edition = try SampleEdition(
        sample, folder: folder + "/sample", mirrors: lab.mirrors.map { $0.url("/") }, now: Date())
      let site = try await edition.publish(.earlier)
      for mirror in lab.mirrors { (mirror.site, mirror.older) = (site, site) }
    } catch {
      await lab.stop()
      try? FileManager.default.removeItem(atPath: folder)
      throw Self.failure(error)
    }
  }

  /// Links to the mirrors, the newsroom's fingerprint behind each.
  var links: [String] { lab.mirrors.map { $0.url("/") + "#" + edition.fingerprint } }

  /// Stops the mirrors and removes the home.
  func clear() async {
    await lab.stop()
    try? FileManager.default.removeItem(atPath: home)
  }

  /// - Parameter served: the URL of the mirror that served last.
  func perform(_ act: Act, served: String? = nil) async throws {
    lab.serve(try await edition.publish(act.moment))
    switch act {
    case .news:
      lab.mirrors[Self.altering].fault = Fault.demoFlip
      lab.mirrors[Self.stale].fault = .oldSnapshot
    case .block: mirrorToBlock(served).fault = .blockPage
    case .alert: break
    }
  }

  /// The faults that mirrors have, by their URLs.
  var present: [(url: String, name: String)] { lab.mirrors.map { ($0.url("/"), $0.fault.name) } }

  private func mirrorToBlock(_ served: String?) -> LabMirror {
    mirror(at: served).flatMap { $0.fault == .none ? $0 : nil } ?? lab.mirrors[Self.blocked]
  }

  /// Follows the newsroom and fetches what was out an hour ago, so that the desk opens on a cache.
  func prepare(_ session: Session) async throws {
    let store = try session.store()
    let line = try session.line(to: store)
    defer { line.close() }
    let report = await line.engine.follow(links, name: title)
    if let trouble = report.trouble { throw Failure(trouble) }
    guard report.refused.isEmpty else { throw Failure(report.refused[0].reason) }
    // All are known when the desk opens, the first one as the nearest: so it is asked first, and what it does then is seen.
    for (place, mirror) in lab.mirrors.enumerated() where place > 0 { mirror.fault = .slow(milliseconds: 40 * place) }
    defer { for mirror in lab.mirrors { mirror.fault = .none } }
    try await line.engine.test(try await store.mirrors().map(\.id))
  }

  /// Plays the acts while the desk is open, and fetches after each, as a timer would.
  func play(on runner: EffectRunner) async {
    for act in Act.allCases {
      try? await Task.sleep(for: act.wait)
      if Task.isCancelled { return }
      let served = try? await runner.store.rounds(limit: 8).lazy.compactMap(\.servedURL).first
      do {
        try await perform(act, served: served)
      } catch {
        if let phrase = Self.failure(error).phrase { runner.loop.post(.failed(phrase)) }
      }
      for (url, name) in present { runner.loop.post(.faultChanged(url: url, name: name, isPlayed: true)) }
      runner.sync(nil, .background)
      if act == .block { await tell(on: runner) }
    }
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(15))
      if !Task.isCancelled { runner.sync(nil, .background) }
    }
  }

  /// The round may have begun with another mirror, as the draw of the rota will have it: then those that were not asked since they
  /// changed are asked by themselves, so that whoever watches sees what became of them.
  private func tell(on runner: EffectRunner) async {
    try? await Task.sleep(for: .seconds(2))
    let ill = Set(lab.mirrors.filter { $0.fault == .blockPage || $0.fault == .oldSnapshot }.map { $0.url("/") })
    guard !Task.isCancelled, let mirrors = try? await runner.store.mirrors() else { return }
    let unnamed = mirrors.filter { ill.contains($0.url) && $0.verdict == nil && ($0.behindSeconds ?? 0) == 0 }
    guard !unnamed.isEmpty, let outcomes = try? await runner.engine.test(unnamed.map(\.id)) else { return }
    for outcome in outcomes {
      guard let mirror = unnamed.first(where: { $0.id == outcome.mirror }) else { continue }
      for sentence in SyncProgress.judged(mirror.newsroom, outcome).sentences {
        runner.loop.post(.sync(.judged(sentence)))
      }
    }
    runner.loop.post(.loaded(.changed))
  }

  /// The faults that the mirrors page offers, by name.
  var faults: [(name: String, phrase: Phrase)] { Fault.forDemo.map { ($0.name, $0.phrase) } }

  /// Blocks or unblocks the mirror at a URL.
  func setFault(_ name: String, of url: String) {
    guard let fault = Fault.forDemo.first(where: { $0.name == name }) else { return }
    mirror(at: url)?.fault = fault
  }

  private func mirror(at url: String?) -> LabMirror? { lab.mirrors.first { $0.url("/") == url } }

  private static func failure(_ error: any Error) -> Failure {
    if let failure = error as? Failure { return failure }
    if let fault = error as? PressFault { return Failure("demo: \(Session.current(fault.phrase))") }
    return Failure("demo: the sample newsroom can't be published: \(String(describing: error))")
  }
}
