import ArgumentParser
import Desk
import Foundation
import News
import Screen
import Store
import Sync
import Terminal

struct DeskSubcommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk", abstract: "Open the desk: the full screen (this is what `wirecopy` alone does).",
    discussion: "Opens on what is stored, with no network. ? explains every key of a page; :q quits.")

  @Flag(help: "Don't fetch the news at the start.") var offline = false

  func run() async throws {
    let session = Session.current
    let settings = try session.settings()
    let environment = ProcessInfo.processInfo.environment
    let opening = try await DeskOpening(session: session, settings: settings, environment: environment)
    try await opening.run(syncsAtStart: settings.syncsAtStart && !offline)
  }
}

/// Everything that the desk needs, put together: the one place that knows all the modules.
@MainActor
struct DeskOpening {
  let session: Session
  let settings: Settings
  let keys: KeyMap
  let theme: Theme
  let environment: [String: String]

  /// - Throws: `Failure` about settings, before the terminal is touched.
  init(session: Session, settings: Settings, environment: [String: String]) throws {
    self.session = session
    self.settings = settings
    self.environment = environment
    theme = try ThemeFile.read(settings, path: session.places.settingsPath, share: session.share)
    keys = try settings.keys(path: session.places.settingsPath)
  }

  func run(syncsAtStart: Bool, stage: DemoStage? = nil) async throws {
    let store = try session.store()
    let log = try session.log(settings)
    // A netrc file that can't be used keeps nobody from reading: it is said once the desk is open.
    let credentials: Result<Netrc, Failure>
    do throws(Failure) { credentials = .success(try session.credentials()) } catch { credentials = .failure(error) }
    let line = session.line(to: store, settings, credentials: (try? credentials.get()) ?? Netrc())
    defer { line.close() }
    let frames = try environment["WIRECOPY_FRAMES"].flatMap { $0.isEmpty ? nil : $0 }.map(FrameLog.init(path:))
    let copy = environment["WIRECOPY_SCREEN"].flatMap { $0.isEmpty ? nil : $0 }.map(ScreenCopy.init(path:))
    let screen: TerminalScreen
    do throws(TerminalFault) {
      screen = try TerminalScreen.open(theme: theme, mouse: settings.hasMouse, environment: environment)
    } catch {
      let reason = error.phrase
      throw Failure("desk: \(reason)")
    }
    var options = DeskOptions()
    options.phrasebook = session.phrasebook
    options.zone = Session.zone
    options.isPlain = settings.isPlain
    options.faults = (stage?.faults ?? []).map { DemoFault(name: $0.name, phrase: $0.phrase) }
    options.themes = ThemeFile.all(share: session.share)
    options.theme = settings.theme ?? ThemeFile.usual
    options.colours = screen.colours
    options.showsPictures = settings.showsPictures
    options.hasTour = stage != nil
    let loop = DeskLoop(screen: screen, options: options, keys: keys, frames: frames, copy: copy)
    let runner = EffectRunner(
      store: store, engine: line.engine, screen: screen, loop: loop, session: session, settings: settings, stage: stage,
      log: log)
    let caller = AlertCaller(store) { [weak runner] in
      runner?.call($0)
    } complain: {
      loop.post(.failed($0))
    }
    let watching = Task {
      for await _ in store.changes() {
        loop.post(.loaded(.changed))
        caller.stir()
      }
    }
    let playing = Task { await stage?.play(on: runner) }
    let watch = NetworkWatch { [weak runner] change in runner?.networkChanged(isConnected: change.isConnected) }
    if let restored = try? await RestoredBackup.takeTold(environment, store) {
      loop.post(restored.isWhole ? .done(restored.words) : .failed(restored.words))
    }
    if case .failure(let failure) = credentials, let phrase = failure.phrase { loop.post(.failed(phrase)) }
    await loop.run(runner) {
      // What the first picture need not wait for.
      caller.stir()
      watch.start()
      runner.recover()
      runner.begin(syncs: syncsAtStart)
    }
    playing.cancel()
    watching.cancel()
    caller.stop()
    watch.stop()
    await runner.stop()
    screen.close()
    if let restored = runner.restored { try await restored.reopen(store) }
  }
}

extension Settings {
  /// The desk's keys, the user's own over ours.
  /// - Throws: `Failure` that names the line of what can't be.
  func keys(path: String) throws(Failure) -> KeyMap {
    do throws(KeyMapFault) {
      return try KeyMap(bindings)
    } catch {
      throw fault(key: error.key, section: "keys.\(error.page)", error.phrase, path: path)
    }
  }
}

/// A theme by its name: a file of `share/wirecopy/themes`.
enum ThemeFile {
  static let usual = "dark"

  /// All that can be read, by name.
  static func all(share: ShareFolder?) -> [ThemeChoice] {
    guard let share else { return [] }
    return names(share).compactMap { name in
      var settings = Settings()
      settings.theme = name
      return (try? read(settings, path: "", share: share)).map { ThemeChoice(name: name, theme: $0) }
    }
  }

  private static func names(_ share: ShareFolder) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: share.themes)) ?? []).sorted()
      .filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }
  }

  static func read(_ settings: Settings, path settingsPath: String, share: ShareFolder?) throws(Failure) -> Theme {
    let name = settings.theme ?? usual
    guard let share else {
      throw Failure("desk: no themes are found; set WIRECOPY_SHARE to the share folder of Wirecopy")
    }
    let isName = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    let path = "\(share.themes)/\(name).toml"
    guard isName, let bytes = FileManager.default.contents(atPath: path),
      let text = String(data: bytes, encoding: .utf8)
    else {
      let known = names(share).joined(separator: ", ")
      throw settings.fault(
        key: "theme", section: "desk", "there is no theme \(name); themes are \(known)", path: settingsPath)
    }
    let looks = try Settings.plainTable(text, path: path)
    do throws(ThemeFault) {
      return try Theme(looks)
    } catch {
      throw Failure("settings: \(path): \(error.message)", status: .usage)
    }
  }
}
