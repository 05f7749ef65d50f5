import Foundation

/// Where things live (XDG Base Directory Specification); `WIRECOPY_HOME` puts all of it under one folder.
struct Places: Sendable {
  /// Folder of `config.toml`.
  let config: String
  /// Folder of the store.
  let data: String
  /// Folder of the log.
  let state: String

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    if let home = environment["WIRECOPY_HOME"], !home.isEmpty {
      config = home
      data = home
      state = home
      return
    }
    let user = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    // The specification: a relative path is invalid and ignored.
    let folder = { (name: String, fallback: String) in
      let given = environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
      return (given ?? "\(user)/\(fallback)") + "/wirecopy"
    }
    config = folder("XDG_CONFIG_HOME", ".config")
    data = folder("XDG_DATA_HOME", ".local/share")
    state = folder("XDG_STATE_HOME", ".local/state")
  }

  /// All of it under one folder.
  init(home: String) {
    config = home
    data = home
    state = home
  }

  var settingsPath: String { "\(config)/config.toml" }
  var storePath: String { "\(data)/store.sqlite" }
  /// Names and passwords for relays, in the form of netrc(5).
  var netrcPath: String { "\(config)/netrc" }
  /// The user's own templates of reports.
  var templatesPath: String { "\(config)/templates" }
  var logPath: String { "\(state)/wirecopy.log" }
}
