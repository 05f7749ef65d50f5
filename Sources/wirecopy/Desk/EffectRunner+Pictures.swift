import Desk
import Foundation
import News
import Screen
import Store
import Sync
import Terminal

/// Pictures: those that are kept are drawn, others are fetched when it is asked for.
extension EffectRunner {
  func run(_ wish: PictureWish) {
    switch wish {
    case .askTerminal: screen.askForPictures()
    case .cancel: painting?.cancel()
    case .draw(let order): paint { [self] in await draw(order) }
    case .fetch(let url, let newsroom, let article): paint { [self] in await fetch(url, newsroom, of: article) }
    }
  }

  /// One at a time: what was asked for before is not wanted any more.
  private func paint(_ body: @escaping @MainActor () async -> PictureNews?) {
    painting?.cancel()
    painting = Task { @MainActor [loop] in
      if let news = await body() { loop.post(.picture(news)) }
    }
  }

  private func draw(_ order: PictureOrder) async -> PictureNews? {
    do {
      let kept = try await store.keptFile(order.url, of: order.article)
      let found = if let kept { await Self.bytes(at: kept.path) } else { pictures.bytes(of: order.url) }
      guard let bytes = found else { return .absent(order) }
      let folder = try CleaningFolder(in: store.workFolder)
      return .drawn(order, try await painter.paint(bytes, order, in: folder))
    } catch let refusal as PicturePainter.Refusal {
      return .failed(order, refusal.phrase)
    } catch let fault as StoreFault {
      return fault == .cancelled ? nil : .failed(order, fault.phrase)
    } catch let refusal as AttachmentRefusal {
      return .failed(order, refusal.phrase)
    } catch {
      // Given up: the page asks again when it is looked at again.
      return nil
    }
  }

  /// Away from the loop. No more than may be drawn.
  @concurrent
  private static func bytes(at path: String) async -> [UInt8]? {
    try? InputFile.read(path, for: "picture", most: PictureHead.mostBytes + 1)
  }

  private func fetch(_ url: String, _ newsroom: NewsroomID, of article: ArticleID) async -> PictureNews? {
    do throws(FileFetchFault) {
      let bytes = try await engine.fetchFile(url, of: newsroom, most: PictureHead.mostBytes)
      guard let head = PictureHead(bytes) else {
        return .notFetched(url, "this is no picture that is shown here: PNG, JPEG, GIF and WebP are")
      }
      await keep(bytes, type: "image/\(head.kind.rawValue)", of: url, newsroom, article)
      return .fetched(url)
    } catch {
      return Task.isCancelled ? nil : .notFetched(url, error.phrase)
    }
  }

  /// In the store, where its rules have room for it; else in memory, while the desk is open.
  private func keep(
    _ bytes: [UInt8], type: String, of url: String, _ newsroom: NewsroomID, _ article: ArticleID
  ) async {
    do throws(StoreFault) {
      let most = try await store.policy(of: newsroom).pictureBytes ?? .max
      guard Int64(bytes.count) <= most, let stored = try await store.article(article) else {
        return pictures.keep(bytes, of: url)
      }
      // All that the article names is noted: a look ahead, later, passes over articles of which something is noted.
      try await store.want([Enclosure(url: url)] + PicturesOf.article(stored) + stored.enclosures, of: article)
      try await store.keep(bytes, type: type, from: url, of: newsroom)
    } catch {
      pictures.keep(bytes, of: url)
    }
  }

  /// The pictures of the newest articles of a list that have some.
  func pictures(of scope: Scope) async throws -> [ShelvedPicture] {
    let headlines = try await store.headlines(scope, unreadOnly: false, offset: 0, limit: Self.articlesLookedAt)
    var pictures: [ShelvedPicture] = []
    for headline in headlines where headline.pictures > 0 && pictures.count < Self.mostPictures {
      if let opened = try await open(headline.id) { pictures += ShelvedPicture.all(of: opened) }
    }
    return pictures
  }

  private static let articlesLookedAt = 1_000
  private static let mostPictures = 200
}
