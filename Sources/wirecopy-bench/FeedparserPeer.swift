import Foundation

/// feedparser, in a Python that has it.
struct FeedparserPeer {
  let version: String
  private let python: String

  private static let script = """
    import sys, time, feedparser
    data = open(sys.argv[1], "rb").read()
    start = time.process_time()
    feed = feedparser.parse(data)
    print("SECONDS", time.process_time() - start, len(feed.entries))
    """

  /// Nil where there is none, and none can be installed into `folder`.
  init?(python: String?, folder: String) {
    let own = "\(folder)/venv/bin/python"
    if let found = Self.version(in: python ?? "python3") {
      (version, self.python) = (found, python ?? "python3")
    } else if python == nil, (try? Child.run(["python3", "-m", "venv", "\(folder)/venv"]))?.status == 0,
      (try? Child.run([own, "-m", "pip", "install", "--quiet", "feedparser"]))?.status == 0,
      let found = Self.version(in: own)
    {
      (version, self.python) = (found, own)
    } else {
      return nil
    }
  }

  private static func version(in python: String) -> String? {
    let run = try? Child.run([python, "-c", "import feedparser; print(feedparser.__version__)"])
    guard let run, run.status == 0 else { return nil }
    return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Seconds that it computes for a file, without Python's start and feedparser's import.
  func read(_ file: String) throws -> (seconds: Double, entries: Int)? {
    let run = try Child.run([python, "-c", Self.script, file])
    guard run.status == 0, let line = run.output.firstRange(of: "SECONDS ") else { return nil }
    let words = run.output[line.upperBound...].split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, let seconds = Double(words[0]), let entries = Int(words[1]) else { return nil }
    return (seconds, entries)
  }
}
