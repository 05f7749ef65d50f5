import Desk
import Foundation
import Glibc
import News
import Seal
import Store

/// A backup that is restored from an empty desk: opened and checked while the desk stays open, put in its place when it has
/// closed, and then the desk is opened anew on it.
extension EffectRunner {
  func restore(_ path: String, _ passphrase: SecretBytes) {
    guard opening == nil, stage == nil else { return }
    loop.post(.sync(.worked(done: 0, of: 0, "opening the backup")))
    let (steps, feed) = AsyncStream.makeStream(of: BackupWriter.Progress.self, bufferingPolicy: .bufferingNewest(1))
    let telling = Task { [loop] in
      for await step in steps {
        loop.post(
          .sync(.worked(done: Int(step.done >> 20), of: max(1, Int(step.of >> 20)), "unpacking the backup, MiB")))
      }
    }
    let (places, store) = (session.places, store)
    opening = Task { [self] in
      let end: Phrase?
      do {
        let file = await TypedPath.read(path)
        restored = try await RestoredBackup.open(file, passphrase, places, store) { feed.yield($0) }
        end = nil
      } catch let fault as BackupFault {
        end = fault.isAbout(path) ? fault.phrase : "\(path): \(fault.phrase)"
      } catch let fault as StoreFault {
        end = fault == .cancelled ? BackupFault.cancelled.phrase : fault.phrase
      } catch {
        end = "\(String(describing: error))"
      }
      feed.finish()
      await telling.value
      loop.post(.sync(.rested))
      opening = nil
      if let end { loop.post(.failed(end)) } else { loop.end() }
    }
  }
}

/// A backup that is unpacked, with the hold on the home that it will be.
struct RestoredBackup: Sendable {
  let unpacked: BackupReader.Unpacked
  let alone: HomeHold.Alone
  let restoring: Restoring

  /// - Throws: `BackupFault`, `StoreFault`; then nothing is left of it.
  static func open(
    _ path: String, _ passphrase: SecretBytes, _ places: Places, _ store: NewsStore,
    progress: @escaping @Sendable (BackupWriter.Progress) -> Void
  ) async throws -> RestoredBackup {
    let restoring = Restoring(places: places)
    try await restoring.checkIsEmpty(store)
    let unpacked = try await BackupReader(places: places).unpack(path, passphrase: passphrase, progress: progress)
    do {
      if Task.isCancelled { throw BackupFault.cancelled }
      try await restoring.checkIsEmpty(store)
      guard let alone = try HomeHold.takeAlone(places) else { throw BackupFault.inUse }
      return RestoredBackup(unpacked: unpacked, alone: alone, restoring: restoring)
    } catch {
      unpacked.folder.remove()
      try HomeHold.share(places)
      throw error
    }
  }

  /// What the new process can't see by itself, in its environment: how many files were missing.
  private static let variable = "WIRECOPY_RESTORED"

  /// Takes what the process before this one left to be said.
  /// - Returns: whether all is well, and the words; nil where nothing was restored.
  static func takeTold(
    _ environment: [String: String], _ store: NewsStore
  ) async throws(StoreFault) -> (isWhole: Bool, words: Phrase)? {
    guard let damaged = environment[variable].flatMap({ Int($0) }) else { return nil }
    unsetenv(variable)
    if let remark = Restoring.remark(damaged: damaged) { return (false, remark) }
    return (true, try await store.counts().restoredPhrase)
  }

  /// Makes it the home, and this process a new one that opens the desk on it: settings, language, store, all is read anew.
  /// - Throws: `Failure`; it comes back only with one.
  @MainActor
  func reopen(_ store: NewsStore) async throws {
    do {
      try await restoring.checkIsEmpty(store)
      try RestoredHome.commit(unpacked.folder, restoring.places, alone)
    } catch let fault as BackupFault {
      unpacked.folder.remove()
      throw Failure(fault.phrase)
    }
    // What this process ignores or holds back, the new one would, too.
    for number in [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH, SIGPIPE] { signal(number, SIG_DFL) }
    var none = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, nil)
    setenv(Self.variable, String(unpacked.damaged), 1)
    execv("/proc/self/exe", CommandLine.unsafeArgv)
    throw Failure("restored; open the desk again")
  }
}
