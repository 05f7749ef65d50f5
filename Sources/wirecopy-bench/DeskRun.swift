import Foundation
import News
import Store

/// One corpus on one screen after the other.
struct DeskRun {
  let workshop: Workshop
  let keys: Int
  let runs: Int

  private static let terminal = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"]
  /// A word that every hundredth article has, and one of every thousandth.
  private static let words = [("a Korean word", "가온누리"), ("a rare word", "zephyrquake")]

  private var name: String { workshop.corpus.name }
  private var command: String { "wirecopy-bench desk \(workshop.corpus.folder)" }

  func ours(into figures: inout Figures) async throws {
    var home = try workshop.freshHome()
    let synced = try Child.run([workshop.program, "sync"], environment: home)
    guard synced.status <= 1 else { throw Child.Fault(description: "sync: \(synced.output.suffix(400))") }
    let store = try NewsStore.open(path: "\(home["WIRECOPY_HOME"] ?? "")/store.sqlite")
    let titles = try await store.headlines(.all, unreadOnly: false, limit: 1).map { String($0.title.prefix(8)) }
    home.merge(Self.terminal) { $1 }
    let frames = "\(workshop.folder)/frames.log"
    let arguments = [workshop.program, "desk", "--offline"]
    var starts: [Double] = []
    for _ in 0..<runs {
      let session = try ScreenSession(arguments, environment: home)
      starts.append(try session.wait(for: titles))
    }
    let start = middle(starts)
    figures.add("\(name) start to first headline", start, "ms", budget: "≤ 80", isMet: start <= 80, command: command)

    let session = try ScreenSession(arguments, environment: home.merging(["WIRECOPY_FRAMES": frames]) { $1 })
    _ = try session.wait(for: titles)
    session.settle()
    scroll(session, down: "j", page: "\u{6}", back: "g", "desk", into: &figures, isOurs: true)
    add(open(session, enter: "\r", back: "q", next: "j"), "open an article", "≤ 16", 16, into: &figures)
    // To the left pane, on to the next section, and its list is there.
    add(section(session), "open a section", "≤ 16", 16, into: &figures)
    for (what, word) in Self.words {
      _ = session.press("/" + word.dropLast(), quiet: 200)
      // Typed to its last letter: results are there at once.
      if let answer = session.press(String(word.suffix(1)), quiet: 150) {
        figures.add(
          "\(name) search, \(what), last letter to results", answer.last, "ms", budget: "≤ 36 (20 + a frame)",
          isMet: answer.last <= 36, command: command, note: "\(answer.bytes) bytes")
      }
      _ = session.press("\u{1B}", quiet: 200)
      _ = session.press("q", quiet: 200)
    }
    let peak = session.peak
    figures.add("\(name) resident after all of it", peak, "MB", budget: "≤ 60 at the start", command: command)
    _ = session.press("Q", quiet: 500)
    tellFrames(frames, into: &figures)
  }

  func newsboat(into figures: inout Figures) throws {
    let arguments = try workshop.newsboat()
    let reload = try Child.run(arguments + ["-x", "reload"], environment: Self.terminal)
    guard reload.status == 0 else { throw Child.Fault(description: "newsboat: \(reload.output.suffix(400))") }
    var starts: [Double] = []
    for _ in 0..<min(3, runs) {
      let session = try ScreenSession(arguments, environment: Self.terminal)
      starts.append(try session.wait(for: ["q:Quit"]))
    }
    figures.add("\(name) start to first screen, newsboat", middle(starts), "ms", command: command)
    let session = try ScreenSession(arguments, environment: Self.terminal)
    _ = try session.wait(for: ["q:Quit"])
    session.settle()
    // Into the first feed: its list is as long as one of our sections.
    if let answer = session.press("\r") {
      figures.add(
        "\(name) open a section, newsboat", answer.last, "ms", command: command, note: "\(answer.bytes) bytes")
    }
    scroll(session, down: "j", page: "\u{6}", back: "\u{1B}[H", "newsboat", into: &figures, isOurs: false)
    let times = open(session, enter: "\r", back: "q", next: "j")
    if !times.isEmpty {
      figures.add(
        "\(name) open an article, newsboat", middle(times.map(\.last)), "ms", command: command,
        note: "worst \(Figures.text(times.map(\.last).max() ?? 0)) ms")
    }
    _ = session.press("q", quiet: 200)
    for (what, word) in Self.words {
      _ = session.press("/" + word, quiet: 200)
      if let answer = session.press("\r", quiet: 500) {
        figures.add(
          "\(name) search, \(what), newsboat", answer.last, "ms", command: command, note: "\(answer.bytes) bytes")
      }
      _ = session.press("q", quiet: 300)
    }
    figures.add("\(name) resident after all of it, newsboat", session.peak, "MB", command: command)
  }

  // MARK: What is done

  private func scroll(
    _ session: ScreenSession, down: String, page: String, back: String, _ who: String, into figures: inout Figures,
    isOurs: Bool
  ) {
    for (what, key) in [("a line", down), ("a screenful", page)] {
      let answers = (0..<keys).compactMap { _ in session.press(key, quiet: 40) }
      guard !answers.isEmpty else {
        figures.skip("\(name) \(who): scrolling by \(what) was not answered")
        continue
      }
      let times = answers.map(\.last)
      let bytes = answers.map { Double($0.bytes) }
      let worst = times.max() ?? 0
      figures.add(
        "\(name) scroll \(what), key to picture, \(who)", middle(times), "ms",
        budget: isOurs ? "≤ 16, none over 50" : nil,
        isMet: isOurs ? middle(times) <= 16 && worst <= 50 : nil, command: command,
        note: "95 %: \(Figures.text(percentile(times, 0.95))), worst \(Figures.text(worst)) ms")
      figures.add(
        "\(name) scroll \(what), bytes a picture, \(who)", middle(bytes), "bytes", command: command,
        note: "most \(Int(bytes.max() ?? 0))")
    }
    _ = session.press(back, quiet: 100, timeout: 1_000)
  }

  private func open(_ session: ScreenSession, enter: String, back: String, next: String) -> [ScreenSession.Answer] {
    (0..<min(keys, 30)).compactMap { _ in
      let answer = session.press(enter, quiet: 80)
      _ = session.press(back, quiet: 80, timeout: 1_000)
      _ = session.press(next, quiet: 40, timeout: 1_000)
      return answer
    }
  }

  private func section(_ session: ScreenSession) -> [ScreenSession.Answer] {
    _ = session.press("h", quiet: 100, timeout: 1_000)
    let answers = (0..<min(keys, 30)).compactMap { _ in session.press("j", quiet: 80, timeout: 1_000) }
    _ = session.press("g", quiet: 100, timeout: 1_000)
    _ = session.press("\t", quiet: 100, timeout: 1_000)
    return answers
  }

  private func add(
    _ answers: [ScreenSession.Answer], _ what: String, _ budget: String, _ limit: Double, into figures: inout Figures
  ) {
    guard !answers.isEmpty else { return figures.skip("\(name) \(what): not answered") }
    let times = answers.map(\.last)
    figures.add(
      "\(name) \(what), key to picture", middle(times), "ms", budget: budget, isMet: middle(times) <= limit,
      command: command,
      note: "worst \(Figures.text(times.max() ?? 0)) ms, \(Int(middle(answers.map { Double($0.bytes) }))) bytes")
  }

  /// What the desk itself counted of its pictures.
  private func tellFrames(_ path: String, into figures: inout Figures) {
    let lines = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").dropFirst(3)
      .map { $0.split(separator: " ").map { Double($0) } }
    let times = lines.compactMap { $0.first ?? nil }
    guard !times.isEmpty else { return figures.skip("\(name): the desk told of no picture") }
    let worst = times.max() ?? 0
    figures.add(
      "\(name) event to painted frame, worst of \(times.count)", worst, "ms", budget: "≤ 50", isMet: worst <= 50,
      command: command, note: "median \(Figures.text(middle(times))) ms")
    let bytes = lines.compactMap { $0.count > 2 ? $0[2] : nil }
    guard !bytes.isEmpty else { return figures.skip("\(name): this kernel does not count a thread's bytes") }
    figures.add(
      "\(name) bytes a frame, median", middle(bytes), "bytes", command: command, note: "most \(Int(bytes.max() ?? 0))")
  }

  private func percentile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }
}
