import Foundation
import News
import Store
import Sync

/// What `doctor` looks at, and what it found.
struct Examination {
  struct Finding {
    enum State: String { case well, note, ill }
    var what: Phrase
    var state: State
    var sentence: Phrase
  }

  let session: Session
  private(set) var findings: [Finding] = []

  init(session: Session) { self.session = session }

  mutating func find(_ what: Phrase, _ state: Finding.State, _ sentence: Phrase) {
    findings.append(Finding(what: what, state: state, sentence: sentence))
  }

  mutating func files() {
    do throws(Failure) {
      let settings = try session.settings()
      let path = session.places.settingsPath
      // As the desk does before it opens. Where no share folder is, that is said below.
      _ = try settings.keys(path: path)
      if session.share != nil { _ = try ThemeFile.read(settings, path: path, share: session.share) }
      let isThere = FileManager.default.fileExists(atPath: session.places.settingsPath)
      find("settings", .well, isThere ? "\(session.places.settingsPath)" : "none, the defaults hold")
    } catch {
      find("settings", .ill, error.phrase ?? "can't be read")
    }
    if let share = session.share {
      find("shared files", .well, "\(share.path)")
    } else {
      find("shared files", .ill, "not found; set WIRECOPY_SHARE to the share folder of Wirecopy")
    }
  }

  mutating func store() async {
    let path = session.places.storePath
    guard FileManager.default.fileExists(atPath: path) else {
      find("store", .note, "none yet; `wirecopy add URL…` makes it at \(path)")
      return
    }
    do {
      let store = try session.store()
      if let damage = try await store.check().first {
        find("store", .ill, "\(path) is damaged: \(damage); copy it away before anything else")
        return
      }
      let kept = try await store.counts()
      let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
      find("store", .well, "\(path), newsrooms: \(kept.newsrooms), articles: \(kept.articles), \(size >> 20) MiB")
      let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? 0
      if mode & 0o077 != 0 { find("store", .ill, "others can read it; `chmod 600 \(path)`") }
    } catch let fault as StoreFault {
      find("store", .ill, fault.phrase)
    } catch let failure as Failure {
      find("store", .ill, failure.phrase ?? "can't be opened")
    } catch {
      find("store", .ill, "\(String(describing: error))")
    }
  }

  mutating func terminal() {
    let environment = ProcessInfo.processInfo.environment
    if let term = environment["TERM"], !term.isEmpty {
      find("terminal", .well, "TERM is \(term)")
    } else {
      find("terminal", .ill, "TERM is not set, so the desk can't open; commands work")
    }
    let asked = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let name = asked.lowercased().replacingOccurrences(of: "-", with: "")
    if name.hasSuffix("utf8") {
      find("language", .well, "\(asked)")
    } else if asked.isEmpty {
      find("language", .note, "no locale is set, C.UTF-8 is used; set LANG to one in UTF-8")
    } else {
      find("language", .ill, "the locale \(asked) is not in UTF-8, so the desk can't open; set LANG=C.UTF-8")
    }
  }

  mutating func tools() {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let opener = (try? session.settings())?.opener.first ?? "xdg-open"
    let isThere =
      opener.contains("/") ? access(opener, X_OK) == 0 : folders.contains { access("\($0)/\(opener)", X_OK) == 0 }
    find(
      "tools", isThere ? .well : .note,
      isThere
        ? "\(opener) opens links" : "no \(opener) to open links with; [open] command in the settings names another")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    find(
      "metadata", ChildProgram.find("mat2", in: path) == nil ? .note : .well,
      ChildProgram.find("mat2", in: path) == nil
        ? "no mat2, so no file can go with a report: `sudo apt install mat2`" : "mat2 removes it from attachments")
    do throws(Failure) {
      let hosts = try session.credentials().hosts.count
      if hosts > 0 { find("passwords", .well, "for relays: \(hosts), in \(session.places.netrcPath)") }
    } catch {
      find("passwords", .ill, error.phrase ?? "can't be read")
    }
  }
}
