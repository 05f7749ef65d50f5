import Desk
import Foundation
import News
import Screen
import Store
import Sync
import Terminal

extension EffectRunner {
  func run(_ world: DeskEffect.World) {
    switch world {
    case .follow(let urls):
      work { [self] in
        loop.post(.done("asking…"))
        let report = await engine.follow(urls)
        tell(report)
        fetchFurther(after: report)
      }
    case .forget(let id):
      work(writes: true) { [self] in
        try await store.removeNewsroom(id)
        loop.post(.loaded(.changed))
      }
    case .browse(let url): browse(url)
    case .copy(let url):
      let isCopied = screen.copy(url)
      loop.post(isCopied ? .done("copied \(url)") : .failed("too long for the terminal's clipboard"))
    case .save(let id, let path): save(id, path)
    case .pipe(let id, let command): pipe(id, command)
    case .print(let id): printOut(id)
    case .bell: if settings.alerts.rings { screen.bell() }
    case .write(let text, let path): write(text, path)
    case .subscriptions(let path): takeSubscriptions(path)
    case .restore(let path, let passphrase): restore(path, passphrase.secret)
    case .demo: showDemo()
    case .theme(let theme): screen.use(theme)
    case .keepTheme(let name): keepTheme(name)
    case .suspend:
      work { [self] in
        _ = await keeper.flush()
        screen.suspend()
      }
    case .repaint: screen.redraw()
    case .quit:
      // A disk that says no for the first time is told, and the desk stays; who then quits was asked.
      let wasTold = keeper.isFailing || loop.isTerminalGone
      let told = unrenewed
      work { [self] in
        let deadline = ContinuousClock.now + .seconds(3)
        var isKept = true
        // A write may show that the draft is gone; its text becomes a new one; that takes what was typed meanwhile.
        for _ in 0..<3 where isKept {
          isKept = await keeper.flush()
          loop.takeAll(self)
          await settle(until: deadline)
          loop.takeAll(self)
        }
        let isRenewed = loop.isTerminalGone || unrenewed.isSubset(of: told)
        if isKept || wasTold, isRenewed { loop.end() }
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
        throw Failure(error.phrase)
      }
    }
  }

  /// Writes the article as text to a file that is not there yet (0600).
  private func save(_ id: ArticleID, _ path: String) {
    work(writes: true) { [self] in
      try await NewFile.write(try await text(of: id), to: TypedPath.read(path))
      loop.post(.done("written to \(path)"))
    }
  }

  /// Gives the article's text to a program that has the terminal meanwhile. Its words are parted by us; no shell sees them.
  private func pipe(_ id: ArticleID, _ command: String) {
    work { [self] in
      guard let words = CommandWords.split(command) else {
        throw Failure("pipe: a quote or a backslash at the end is not closed")
      }
      guard let name = words.first else { return }
      let text = try await text(of: id)
      let pause = session("<Enter> goes back to the desk")
      do throws(ProgramFault) {
        let status = try await screen.run(
          words, environment: ProcessInfo.processInfo.environment, input: Array(text.utf8), pause: pause)
        if status != 0 { loop.post(.failed("\(name) ended with \(status)")) }
      } catch {
        throw Failure(error.phrase)
      }
    }
  }

  /// Gives the article's text to the program of the settings that prints; it has no terminal, and a minute.
  private func printOut(_ id: ArticleID) {
    work { [self] in
      let name = settings.printer[0]
      let environment = ProcessInfo.processInfo.environment
      let path = name.contains("/") ? name : ChildProgram.find(name, in: environment["PATH"] ?? "/usr/bin:/bin")
      guard let path else {
        throw Failure("there is no program \(name) to print with: [print] command in the settings names another")
      }
      let text = try await text(of: id)
      loop.post(.done("printing…"))
      let program = ChildProgram(
        path: path, folder: "/", environment: environment, seconds: 60, mostOutput: 1 << 12, input: Array(text.utf8))
      do {
        let answer = try await program.run(Array(settings.printer.dropFirst()))
        let said = answer.output.split(whereSeparator: \.isNewline).first.map { String($0.prefix(200)) }
        guard answer.status == 0 else {
          throw Failure("\(name) ended with \(answer.status): \(said ?? "")")
        }
        let what: Phrase = "given to \(name)"
        loop.post(.done(said.map { Phrase(verbatim: session(what) + " · " + $0) } ?? what))
      } catch ChildProgram.Fault.notStarted(let reason) {
        throw Failure("\(name) could not be started: \(reason)")
      } catch ChildProgram.Fault.tookTooLong {
        throw Failure("\(name) took longer than a minute and was ended")
      }
    }
  }

  /// Title, address, text, as files and programs get them: what a terminal could take for commands is made visible.
  private func text(of id: ArticleID) async throws -> String {
    guard let article = try await store.article(id) else { throw Failure("this article is no longer kept") }
    let parts = [
      article.headline.title, article.headline.link ?? "",
      article.fullText.map { session(FullTextMark.phrase($0)) } ?? "",
      article.fullText?.text ?? article.text,
    ]
    return VisibleText.lines(parts.joined(separator: "\n")) + "\n"
  }
}
