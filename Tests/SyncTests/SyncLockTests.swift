import News
import Sync
import TestSupport
import Testing

@Suite struct SyncLockTests {
  @Test func onlyOneHoldsTheLockAndItIsFreeAgainAfterwards() throws {
    let folder = try TemporaryFolder()
    let store = folder.file("news.sqlite")
    var lock: SyncLock? = try SyncLock.take(besideStore: store)
    #expect(lock != nil)
    #expect(throws: SyncLockFault.held) { try SyncLock.take(besideStore: store) }
    lock = nil
    #expect(throws: Never.self) { try SyncLock.take(besideStore: store) }
  }

  @Test func whoCantMakeTheFileIsToldWhichAndWhy() throws {
    let folder = try TemporaryFolder()
    let store = folder.file("missing/news.sqlite")
    let fault = #expect(throws: SyncLockFault.self) { try SyncLock.take(besideStore: store) }
    guard case .unusable(let path, let reason)? = fault else {
      Issue.record("a lock in a folder that is not there")
      return
    }
    #expect(path == store + ".sync")
    #expect(!reason.isEmpty)
  }

  @Test func theOtherProcessIsNamedInPlainWords() {
    #expect(Phrasebook.english(SyncLockFault.held.phrase) == "another Wirecopy is syncing")
  }
}
