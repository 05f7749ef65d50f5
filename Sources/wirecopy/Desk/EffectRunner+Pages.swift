import Desk
import Feeds
import Foundation
import News
import Screen
import Store
import Sync
import Terminal

/// What the pages beside the news ask for: themes, names on the disk, the first minute.
extension EffectRunner {
  /// In the settings file, and from now on.
  func keepTheme(_ name: String) {
    let path = session.places.settingsPath
    work { [self] in
      try await Self.keep(theme: name, path: path)
      loop.post(.done("the theme \(name) is kept in the settings"))
    }
  }

  @concurrent
  private static func keep(theme name: String, path: String) async throws(Failure) {
    try SettingsFile(path: path).set([("theme", name)], in: "desk") { $0.theme = name }
  }

  /// What the disk has that begins with a path.
  func complete(_ path: String) {
    work { [self] in
      let names = await SlowWork.run { EffectRunner.names(path) }
      loop.post(.loaded(.names(path: path, names)))
    }
  }

  nonisolated private static let mostNames = 1_000

  nonisolated private static func names(_ typed: String) -> [String] {
    let cut = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
    let head = typed[..<cut]
    let begun = typed[cut...].lowercased()
    let folder = head.isEmpty ? "." : NSString(string: String(head)).expandingTildeInPath
    let found = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      .filter { $0.lowercased().hasPrefix(begun) && (begun.hasPrefix(".") || !$0.hasPrefix(".")) }
    return found.prefix(mostNames).map { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
      return isFolder.boolValue ? name + "/" : name
    }
  }

  func write(_ text: String, _ path: String) {
    work { [self] in
      try await NewFile.write(text, to: TypedPath.read(path))
      loop.post(.done("written to \(path)"))
    }
  }

  /// Follows what a subscription list names, and fetches it.
  func takeSubscriptions(_ path: String) {
    work { [self] in
      let subscriptions = try await Self.subscriptions(at: TypedPath.read(path))
      let report = try await engine.importSubscriptions(subscriptions)
      loop.post(.loaded(.changed))
      loop.post(.done(Phrase(report.added.count, one: "%1 newsroom added", many: "%1 newsrooms added")))
      if !report.added.isEmpty { sync(report.added.map(\.id)) }
    }
  }

  @concurrent
  private static func subscriptions(at path: String) async throws -> [Subscription] {
    let bytes = try await InputFile.readApart(path, for: "opml import")
    let subscriptions: [Subscription]
    do throws(FeedFault) {
      subscriptions = try OPML.read(bytes)
    } catch {
      throw Failure(error.phrase)
    }
    if subscriptions.isEmpty { throw Failure("\(path): no feed in it") }
    return subscriptions
  }

  /// The demo on the same terminal, in a process and a home of its own, until it is left.
  func showDemo() {
    work { [self] in
      let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "wirecopy"
      do throws(ProgramFault) {
        let status = try await screen.run([program, "demo"], environment: ProcessInfo.processInfo.environment)
        if status != 0 { loop.post(.failed("the demo ended with \(status)")) }
      } catch {
        throw Failure(Phrase(verbatim: error.message))
      }
    }
  }
}
