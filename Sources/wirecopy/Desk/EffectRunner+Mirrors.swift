import Desk
import Foundation
import News
import Store
import Sync
import Wire

extension EffectRunner {
  func run(_ wish: DeskEffect.MirrorWish) {
    work(writes: wish.isWrite) { [self] in
      switch wish {
      case .test(let ids): try await test(ids)
      case .pin(let id, let isPinned): try await store.setPinned(id, isPinned)
      case .disable(let id, let isDisabled): try await store.setDisabled(id, isDisabled)
      case .add(let url, let newsroom): tell(await engine.addMirror(url, to: newsroom))
      case .addRelay(let url, let newsroom):
        let relay = try await engine.addRelay(url, to: newsroom)
        loop.post(.done("reports go to \(relay.url) too"))
      case .remove(let id): try await store.removeMirror(id)
      case .move(let id, let place): try await store.moveMirror(id, to: place)
      case .acceptOffer(let id): try await store.acceptOffer(id)
      case .dismissOffer(let id): try await store.dismissOffer(id)
      case .retry(let newsroom): sync(newsroom.map { [$0] }, .retrying)
      case .askOthers(let newsroom): sync([newsroom], .ignoringPins)
      case .setRoute(let id, let words):
        try await engine.setRoute(of: id, words)
        loop.post(.loaded(.changed))
      case .setNetwork(let words): try await setNetwork(words)
      case .addList(let text, let newsroom): try await take(MirrorLines(text), to: newsroom)
      case .importList(let path, let newsroom):
        let text = try await Self.list(at: TypedPath.read(path))
        try await take(MirrorLines(text), to: newsroom)
      case .exportList(let path, let newsroom):
        let text = try await engine.exportMirrors(of: newsroom)
        try await NewFile.write(text, to: TypedPath.read(path))
        loop.post(.done("written to \(path)"))
      case .vouch(let newsroom, let fingerprint): try await vouch(newsroom, fingerprint)
      case .exportEvidence(let path, let newsroom): try await exportEvidence(of: newsroom, to: path)
      case .fault(let url, let name):
        stage?.setFault(name, of: url)
        loop.post(.faultChanged(url: url, name: name))
      }
    }
  }

  /// In the settings file, and from now on.
  private func setNetwork(_ words: String) async throws {
    let wanted = try NetworkWords.change(words, of: route)
    try await NetworkWords.keep(wanted, in: session.places)
    route = wanted
    await engine.setRoute(wanted)
    loop.post(.loaded(.changed))
    guard case .socks5h(let host, let port)? = wanted.proxy else {
      return loop.post(.done(NetworkWords.phrase(wanted)))
    }
    let greeting = await ProxyGreeting.of(host: host, port: port)
    if let complaint = greeting.complaint(of: wanted.proxy?.description ?? "") {
      loop.post(.failed(complaint))
    } else {
      loop.post(.done(NetworkWords.phrase(wanted)))
    }
  }

  @concurrent
  private static func list(at path: String) async throws -> String {
    let bytes = try await InputFile.readApart(path, for: "mirrors import", most: MirrorList.mostBytes)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("mirrors import \(path): this is no text in UTF-8")
    }
    return text
  }

  private func take(_ lines: MirrorLines, to newsroom: NewsroomID) async throws {
    let report = try await engine.importMirrors(lines.text, to: newsroom)
    let sentences = report.sentences + lines.sentences
    let line = Phrase(verbatim: sentences.map(session.callAsFunction).joined(separator: " · "))
    loop.post(lines.refused(with: report).isEmpty ? .done(line) : .failed(line))
    loop.post(.loaded(.changed))
  }

  private func test(_ ids: [MirrorID]) async throws {
    let (news, feed) = AsyncStream.makeStream(of: SyncProgress.self)
    let engine = engine
    let asking = Task {
      defer { feed.finish() }
      return try await engine.test(ids) { feed.yield($0) }
    }
    tests.insert(asking)
    defer { tests.remove(asking) }
    for await progress in news {
      guard case .tested(_, let outcome, _, _) = progress else { continue }
      loop.post(.tested(outcome, sentence: progress.sentences.first))
    }
    _ = try await asking.value
    loop.post(.loaded(.changed))
  }

  /// What came of following or adding addresses, in one line.
  func tell(_ report: FollowReport) {
    let refusals = report.refused.map { session($0.line) }
    if let trouble = report.trouble {
      loop.post(.failed(trouble))
    } else if let newsroom = report.newsroom {
      let line = session("\(newsroom.name): mirrors added: \(report.kept.count), new articles: \(report.new)")
      loop.post(
        refusals.isEmpty
          ? .done(Phrase(verbatim: line)) : .failed(Phrase(verbatim: ([line] + refusals).joined(separator: " · "))))
    } else {
      loop.post(.failed(Phrase(verbatim: refusals.joined(separator: " · "))))
    }
    loop.post(.loaded(.changed))
  }
}

extension DeskEffect.MirrorWish {
  /// It changes what is stored and waits for nobody else: it is done before the desk closes.
  fileprivate var isWrite: Bool {
    switch self {
    case .pin, .disable, .remove, .move, .acceptOffer, .dismissOffer, .setRoute, .exportList, .vouch, .exportEvidence:
      true
    case .test, .add, .addRelay, .retry, .askOthers, .setNetwork, .addList, .importList, .fault: false
    }
  }
}
