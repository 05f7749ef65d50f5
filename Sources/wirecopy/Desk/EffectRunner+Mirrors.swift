import Desk
import Foundation
import News
import Store
import Sync

extension EffectRunner {
  func run(_ wish: DeskEffect.MirrorWish) {
    work { [self] in
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
      case .fault(let url, let name):
        stage?.setFault(name, of: url)
        loop.post(.faultChanged(url: url, name: name))
      }
    }
  }

  private func test(_ ids: [MirrorID]) async throws {
    let (news, feed) = AsyncStream.makeStream(of: SyncProgress.self)
    let engine = engine
    let asking = Task {
      defer { feed.finish() }
      return try await engine.test(ids) { feed.yield($0) }
    }
    for await progress in news {
      guard case .tested(_, let outcome, _, _) = progress else { continue }
      loop.post(.tested(outcome, sentence: progress.sentences.first))
      // The row shows the answer from the store, where it is by now.
      loop.post(.loaded(.changed))
    }
    _ = try await asking.value
  }

  /// What came of following or adding addresses, in one line.
  func tell(_ report: FollowReport) {
    let refusals = report.refused.map { $0.line(in: session) }
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
