import Foundation
import News
import Store
import TestSupport

@testable import wirecopy

/// A store with one newsroom, for what works on reports without the whole program.
struct ReportScene {
  let folder: TemporaryFolder
  let store: NewsStore
  let newsroom: NewsroomID

  init() async throws {
    folder = try TemporaryFolder()
    store = try NewsStore.open(path: folder.file("store.sqlite"))
    newsroom = try await store.addNewsroom(name: "Strike", mirrors: ["https://strike.example/news.atom"]).id
  }

  func draft(_ report: Report) async throws -> Draft { try await store.beginDraft(report, for: newsroom) }

  /// What is left in the folder for work.
  var leftovers: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: store.workFolder)) ?? []).sorted()
  }
}
