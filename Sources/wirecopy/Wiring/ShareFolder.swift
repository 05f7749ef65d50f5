import Foundation

/// The folder with what is installed beside the program: themes, the sample newsroom, catalogues.
struct ShareFolder: Sendable {
  /// Holds `wirecopy/` and `locale/`.
  let path: String

  /// Looked for beside the executable's prefix, in `/usr/local/share`, `/usr/share`, then in the package's own folder;
  /// `WIRECOPY_SHARE` overrides.
  static func find(environment: [String: String] = ProcessInfo.processInfo.environment) -> ShareFolder? {
    if let given = environment["WIRECOPY_SHARE"], !given.isEmpty { return ShareFolder(path: given) }
    let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    var folder = URL(filePath: executable).deletingLastPathComponent()
    var candidates = [folder.deletingLastPathComponent().appending(path: "share").path]
    candidates += ["/usr/local/share", "/usr/share"]
    // A build lies some folders below its package: .build/<triple>/<configuration>/wirecopy.
    for _ in 0..<5 where folder.path != "/" {
      folder.deleteLastPathComponent()
      candidates.append(folder.appending(path: "share").path)
    }
    let holds = { (path: String) in FileManager.default.fileExists(atPath: "\(path)/wirecopy/themes") }
    return candidates.first(where: holds).map(ShareFolder.init(path:))
  }

  var themes: String { "\(path)/wirecopy/themes" }
  var templates: String { "\(path)/wirecopy/templates" }
  var sample: String { "\(path)/wirecopy/sample" }
  var locale: String { "\(path)/locale" }
}
