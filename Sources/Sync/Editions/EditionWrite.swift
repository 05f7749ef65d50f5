import Edition
import News
import Store

/// What a round wants written, one after another.
enum EditionWrite: Sendable {
  case delivery(EditionDelivery)
  case bodies([ArrivedBody])
  case file([UInt8], BlobName)
  case evidence(EditionEvidence)
  /// Asks which files are wanted, once all entries are stored.
  case findFiles

  enum Answer: Sendable {
    case done(EditionResult)
    case files([BlobWish])
  }

  /// Bytes of files that one round fetches at most.
  private static let mostFileBytes = 256 << 20

  func run(in store: NewsStore, _ newsroom: NewsroomID) async throws(StoreFault) -> Answer {
    switch self {
    case .delivery(let delivery): return .done(try await store.commit(delivery))
    case .bodies(let bodies): try await store.keep(bodies, of: newsroom)
    case .file(let bytes, let name): try await store.keepFile(bytes, sha256: name.text, of: newsroom)
    case .evidence(let evidence): try await store.keep(evidence, of: newsroom)
    case .findFiles:
      var room = Self.mostFileBytes
      let wanted = try await store.wantedBlobs(of: newsroom).prefix { file in
        room -= file.size
        return room >= 0
      }
      return .files(
        wanted.compactMap { file in BlobName(file.sha256).map { BlobWish(name: $0, size: file.size) } })
    }
    return .done(EditionResult())
  }
}

extension EditionRun {
  /// Writes what comes next. It is not cancelled with the round: what was begun is stored whole.
  mutating func write(_ inbox: Inbox) {
    guard !isWriting, trouble == nil, !writes.isEmpty else { return }
    isWriting = true
    let next = writes.removeFirst()
    let (store, newsroom, clock) = (store, plan.newsroom.id, clock)
    Task {
      let result: Result<EditionWrite.Answer, StoreFault>
      do throws(StoreFault) {
        result = .success(try await next.run(in: store, newsroom))
      } catch {
        result = .failure(error)
      }
      inbox.yield((.stored(result), at: clock.milliseconds))
    }
  }

  mutating func take(stored result: Result<EditionWrite.Answer, StoreFault>) {
    switch result {
    case .success(.files(let wanted)): files = wanted
    case .success(.done(let done)):
      self.result.new += done.new
      self.result.revised += done.revised
      self.result.erased += done.erased
      self.result.newAlerts += done.newAlerts
      bodies.add(done.wanted)
    case .failure(let fault):
      trouble = Phrasebook.english(fault.phrase)
      writes = []
    }
  }
}
