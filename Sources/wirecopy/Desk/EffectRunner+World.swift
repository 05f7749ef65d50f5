import Desk
import Foundation
import News
import Store
import Sync
import Terminal

extension EffectRunner {
  func run(_ world: DeskEffect.World) {
    switch world {
    case .follow(let urls):
      work { [self] in
        loop.post(.done("asking…"))
        tell(await engine.follow(urls))
      }
    case .forget(let id):
      work { [self] in
        try await store.removeNewsroom(id)
        loop.post(.loaded(.changed))
      }
    case .browse(let url): browse(url)
    case .copy(let url):
      let isCopied = screen.copy(url)
      loop.post(isCopied ? .done("copied \(url)") : .failed("too long for the terminal's clipboard"))
    case .save(let id, let path): save(id, path)
    case .bell: screen.bell()
    case .suspend:
      work { [self] in
        _ = await keeper.flush()
        screen.suspend()
      }
    case .repaint: screen.redraw()
    case .quit:
      // A disk that says no for the first time is told, and the desk stays; who then quits was asked.
      let wasTold = keeper.isFailing || loop.isTerminalGone
      work { [self] in
        let isKept = await keeper.flush()
        if isKept || wasTold { loop.end() }
      }
    }
  }

  /// Opens an address in the program of the settings; the address is one argument, and no shell sees it.
  private func browse(_ url: String) {
    let scheme = url.prefix { $0 != ":" }.lowercased()
    guard ["http", "https", "mailto", "magnet", "geo"].contains(scheme) else {
      return loop.post(.failed("\(url) is no address that a browser opens"))
    }
    let arguments = settings.opener + [url]
    work { [self] in
      do throws(ProgramFault) {
        let status = try await screen.run(arguments, environment: ProcessInfo.processInfo.environment)
        if status != 0 { loop.post(.failed("\(arguments[0]) ended with \(status); y copies the address")) }
      } catch {
        throw Failure(Phrase(verbatim: error.message))
      }
    }
  }

  /// Writes the article as text to a file that is not there yet (0600).
  private func save(_ id: ArticleID, _ path: String) {
    work { [self] in
      guard let article = try await store.article(id) else { throw Failure("this article is no longer kept") }
      let place = NSString(string: path).expandingTildeInPath
      let text =
        ([article.headline.title, article.headline.link ?? "", "", article.text]).joined(separator: "\n") + "\n"
      let file = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw Failure("can't write \(place): \(String(cString: strerror(errno)))") }
      let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
      do {
        try handle.write(contentsOf: Data(text.utf8))
        try handle.synchronize()
      } catch {
        throw Failure("can't write \(place): the disk may be full")
      }
      loop.post(.done("written to \(place)"))
    }
  }
}
