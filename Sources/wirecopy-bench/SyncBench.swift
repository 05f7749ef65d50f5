import Foundation

/// Cold and warm sync as whole processes, beside curl, raw insertion and newsboat in the same run.
struct SyncBench {
  let workshop: Workshop
  let runs: Int
  let hasPeers: Bool

  func run(into figures: inout Figures) async throws {
    let name = workshop.corpus.name
    let command = "wirecopy-bench \(workshop.corpus.folder)"
    let curl = try median { try fetch().seconds }
    figures.add("\(name) fetch alone, curl --parallel", curl, "s", command: command)
    let insertion = try median { try insert().seconds }
    figures.add("\(name) insert alone, rows and a word index", insertion, "s", command: command)

    var cold: [Child.Run] = []
    var warm: [Child.Run] = []
    for _ in 0..<runs {
      let home = try workshop.freshHome()
      cold.append(try sync(home))
      warm.append(try sync(home))
      try FileManager.default.removeItem(atPath: home["WIRECOPY_HOME"] ?? "")
    }
    let coldSeconds = middle(cold.map(\.seconds))
    var newsboat: (cold: Child.Run, warm: Child.Run)?
    if hasPeers { newsboat = try reloads(into: &figures) }

    let limit = 1.5 * (curl + insertion)
    figures.add(
      "\(name) cold sync", coldSeconds, "s", budget: String(format: "≤ %.2f s (1.5 × (curl + insertion))", limit),
      isMet: coldSeconds <= limit, command: command)
    if let newsboat {
      let ratio = newsboat.cold.seconds / coldSeconds
      figures.add("\(name) cold sync, newsboat", newsboat.cold.seconds, "s", command: command)
      figures.add(
        "\(name) cold sync, times faster than newsboat", ratio, "×", budget: "≥ 2", isMet: ratio >= 2, command: command)
    }
    let peak = Double(cold.map(\.peakKiB).max() ?? 0) / 1_024
    figures.add("\(name) cold sync, resident", peak, "MB", budget: "≤ 150", isMet: peak <= 150, command: command)
    let warmSeconds = middle(warm.map(\.seconds))
    figures.add(
      "\(name) warm sync, nothing changed", warmSeconds, "s", budget: "≤ 0.15", isMet: warmSeconds <= 0.15,
      command: command)
    if let newsboat { figures.add("\(name) warm sync, newsboat", newsboat.warm.seconds, "s", command: command) }
  }

  private func sync(_ home: [String: String]) throws -> Child.Run {
    let run = try Child.run([workshop.program, "sync", "--json"], environment: home)
    guard run.status <= 1 else {
      throw Child.Fault(description: "sync ended with \(run.status): \(run.output.suffix(400))")
    }
    return run
  }

  private func fetch() throws -> Child.Run {
    let list = "\(workshop.folder)/curl.config"
    let lines = workshop.urls.map { "url = \"\($0)\"\noutput = \"/dev/null\"" }
    try lines.joined(separator: "\n").write(toFile: list, atomically: true, encoding: .utf8)
    let run = try Child.run([
      "curl", "--silent", "--compressed", "--parallel", "--parallel-max", "16", "--config", list,
    ])
    guard run.status == 0 else { throw Child.Fault(description: "curl ended with \(run.status)") }
    return run
  }

  /// The same rows into SQLite with a word index, by the interpreter's own C module: what no program that keeps them can avoid.
  private func insert() throws -> Child.Run {
    let script = """
      import json, sqlite3, sys, time
      rows = [json.loads(line) for line in open(sys.argv[1])]
      base = sqlite3.connect(sys.argv[2])
      base.executescript("pragma journal_mode = wal; pragma synchronous = normal;"
        "create table article (id integer primary key, guid text unique, feed, link, title, author, date, html);"
        "create index by_date on article (feed, date); create virtual table word using fts5 (title, text);")
      start = time.monotonic()
      with base:
        base.executemany("insert into article values (?,?,?,?,?,?,?,?)",
          ((r["g"], r["guid"], r["feed"], r["link"], r["title"], r["author"], r["date"], r["html"]) for r in rows))
        base.executemany("insert into word (rowid, title, text) values (?,?,?)",
          ((r["g"], r["title"], r["text"]) for r in rows))
      print(time.monotonic() - start)
      """
    let path = "\(workshop.folder)/insert.sqlite"
    defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
    var run = try Child.run(["python3", "-c", script, "\(workshop.corpus.folder)/articles.jsonl", path])
    guard run.status == 0, let seconds = Double(run.output.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw Child.Fault(description: "raw insertion: \(run.output)")
    }
    run.seconds = seconds
    return run
  }

  private func reloads(into figures: inout Figures) throws -> (cold: Child.Run, warm: Child.Run)? {
    guard Child.find("newsboat") != nil else {
      figures.skip("newsboat is not installed (Debian package newsboat)")
      return nil
    }
    let arguments = try workshop.newsboat() + ["-x", "reload"]
    let cold = try Child.run(arguments)
    return (cold, try Child.run(arguments))
  }

  private func median(_ measure: () throws -> Double) throws -> Double {
    middle(try (0..<runs).map { _ in try measure() })
  }
}

/// The median; of an even number, the upper of the two in the middle.
func middle(_ values: [Double]) -> Double {
  values.isEmpty ? .nan : values.sorted()[values.count / 2]
}

extension Workshop {
  /// A newsboat command with a home in this workshop that follows every feed.
  func newsboat() throws -> [String] {
    let home = "\(folder)/newsboat"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    try urls.joined(separator: "\n").write(toFile: "\(home)/urls", atomically: true, encoding: .utf8)
    try "reload-threads 16\n".write(toFile: "\(home)/config", atomically: true, encoding: .utf8)
    return ["newsboat", "-u", "\(home)/urls", "-c", "\(home)/cache.db", "-C", "\(home)/config"]
  }
}
