import Desk
import News
import Store
import Sync

/// What is kept, looked after: beside the rounds, with progress, until it is done or cancelled.
extension EffectRunner {
  /// What the rules let go goes, and pictures are fetched ahead, while the lock is held; ends with the rounds when they are
  /// cancelled. On a metered line nothing is fetched that nobody asked for.
  func keepHouse() async {
    let (steps, feed) = AsyncStream.makeStream(of: DeskEvent.SyncNews.self)
    let telling = Task { [loop] in
      for await step in steps { loop.post(.sync(step)) }
    }
    do throws(StoreFault) {
      try await store.letGo { done, all in feed.yield(.worked(done: done, of: all, "letting go")) }
      if !automatic.isWaiting {
        _ = try await engine.fetchFiles(pictures: PicturesOf.article) { step in
          let size = ByteText.text(step.bytes)
          feed.yield(.worked(done: step.done, of: step.of, "pictures and files, \(size): \(step.name)"))
        }
      }
    } catch {
      if error != .cancelled { loop.post(.failed(error.phrase)) }
    }
    feed.finish()
    await telling.value
    loop.post(.sync(.rested))
  }

  /// Lets go now of what the rules no longer keep, at the reader's word.
  func letGo() {
    guard letting == nil else { return }
    loop.post(.sync(.worked(done: 0, of: 0, "letting go")))
    let (steps, feed) = AsyncStream.makeStream(of: DeskEvent.SyncNews.self)
    let telling = Task { [loop] in
      for await step in steps { loop.post(.sync(step)) }
    }
    letting = Task { [self] in
      var end: DeskEvent?
      do throws(StoreFault) {
        let gone = try await store.letGo { done, all in feed.yield(.worked(done: done, of: all, "letting go")) }
        end = .done("gone: articles \(gone.articles), files \(gone.files)")
      } catch {
        if error != .cancelled { end = .failed(error.phrase) }
      }
      feed.finish()
      await telling.value
      loop.post(.sync(.rested))
      if let end { loop.post(end) }
      loop.post(.loaded(.changed))
      letting = nil
    }
  }
}
