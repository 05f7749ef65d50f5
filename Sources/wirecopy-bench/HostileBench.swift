import Foundation
import MirrorLab

/// What a mirror that means harm costs a whole process.
struct HostileBench {
  let program: String

  func run(into figures: inout Figures) async throws {
    try await MirrorsStage.with(mirrors: 1) { try measure($0, into: &figures) }
  }

  private func measure(_ stage: MirrorsStage, into figures: inout Figures) throws {
    let mirror = stage.lab.mirrors[0]
    let base = try sync(mirror, .none, stage)
    figures.add("a healthy mirror, resident", Double(base.peakKiB) / 1_024, "MB", command: MirrorsBench.command)
    for (words, fault) in [
      ("endless body", Fault.endless), ("gzip bomb", .gzipBomb), ("slow drip", .drip(bytesPerSecond: 100)),
    ] {
      let run = try sync(mirror, fault, stage)
      let more = Double(run.peakKiB - base.peakKiB) / 1_024
      figures.add(
        "\(words): resident above that", more, "MB", budget: "≤ 64", isMet: more <= 64, command: MirrorsBench.command)
      figures.add(
        "\(words): given up after", run.seconds, "s", budget: "≤ 10.5", isMet: run.seconds <= 10.5,
        command: MirrorsBench.command)
    }
    try list(stage, base: base, into: &figures)
  }

  private func sync(_ mirror: LabMirror, _ fault: Fault, _ stage: MirrorsStage) throws -> Child.Run {
    mirror.fault = .none
    mirror.site = stage.site
    let home = ["WIRECOPY_HOME": "\(stage.folder)/\(UUID().uuidString)"]
    let added = try Child.run([program, "add", mirror.url(MirrorsStage.path), "--name", "Bench"], environment: home)
    guard added.status == 0 else { throw Child.Fault(description: "add: \(added.output)") }
    // Another document than the one that it has: nothing is answered with "not changed".
    mirror.site = stage.changedSite
    mirror.fault = fault
    return try Child.run([program, "sync", "--json"], environment: home)
  }

  /// A list of a million mirrors, some of them with tricks in their names.
  private func list(_ stage: MirrorsStage, base: Child.Run, into figures: inout Figures) throws {
    let home = ["WIRECOPY_HOME": "\(stage.folder)/\(UUID().uuidString)"]
    let mirror = stage.lab.mirrors[0]
    mirror.fault = .none
    let added = try Child.run([program, "add", mirror.url(MirrorsStage.path), "--name", "Bench"], environment: home)
    guard added.status == 0 else { throw Child.Fault(description: "add: \(added.output)") }
    let path = "\(stage.folder)/million"
    try Data().write(to: URL(filePath: path))
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    // In pieces, for the same reason that this is measured first.
    for thousand in 0..<1_000 {
      let lines = (0..<1_000).map { "https://m\(thousand * 1_000 + $0).example/../../etc/../news.atom\n" }
      try file.write(contentsOf: Data(lines.joined().utf8))
    }
    try file.close()
    let run = try Child.run([program, "mirrors", "import", "Bench", path], environment: home)
    let more = Double(run.peakKiB - base.peakKiB) / 1_024
    figures.add(
      "a list of a million mirrors: resident above that", more, "MB", budget: "≤ 64", isMet: more <= 64,
      command: MirrorsBench.command)
    figures.add(
      "a list of a million mirrors: given up after", run.seconds, "s", budget: "≤ 10", isMet: run.seconds <= 10,
      command: MirrorsBench.command)
  }
}
