import Foundation
import Glibc
import News
import Testing

@testable import wirecopy

/// A path may lead to anything: what the desk reads is a plain file, and nothing else is waited for.
@Suite struct InputFileTests {
  @Test func aPipeAndAFolderAreRefusedAtOnceAndADashIsAName() async throws {
    let program = try Program()
    defer { program.clear() }
    let pipe = program.file("pipe")
    try #require(mkfifo(pipe, 0o600) == 0)
    for (path, reason) in [
      (pipe, "it is no plain file"), (program.home, "Is a directory"), ("/dev/zero", "it is no plain file"),
      ("-", "No such file"),
    ] {
      let failure = await #expect(throws: Failure.self) { try await InputFile.readApart(path, for: "opml import") }
      let told = Phrasebook.english(try #require(failure?.phrase))
      #expect(told.hasPrefix("opml import \(path): ") && told.contains(reason), "\(told)")
    }
    let file = try program.write("text", to: "plain")
    #expect(try await InputFile.readApart(file, for: "opml import") == Array("text".utf8))
  }

  @Test func aTypedPathIsFoundAlsoWhereItIsQuoted() async throws {
    let program = try Program()
    defer { program.clear() }
    let file = try program.write("x", to: "two words")
    #expect(await TypedPath.read(" \(file) ") == file)
    #expect(await TypedPath.read("'\(file)'") == file)
  }
}

extension WholeProgram {
  @Suite struct BlockingPathTests {}
}

/// Paths, disks and terminals that never answer.
extension WholeProgram.BlockingPathTests {
  @Test func commandsGoOnReadingPipesAndStandardInput() throws {
    let program = try Program()
    defer { program.clear() }
    let feed = "<rss version=\"2.0\"><channel><title>T</title><item><title>Piped</title></item></channel></rss>"
    try program.write(feed, to: "feed")
    for path in ["-", "/dev/stdin"] {
      let parsed = try program.run("parse", path, input: feed)
      #expect(parsed.status == 0 && parsed.output.contains("Piped"), "\(path): \(parsed)")
    }
    let pipe = program.file("pipe")
    try #require(mkfifo(pipe, 0o600) == 0)
    let parsed = try program.run(
      ["parse", pipe], after: "{ cat '\(program.file("feed"))' > '\(pipe)' & }", seconds: 20)
    #expect(parsed.status == 0 && parsed.output.contains("Piped"), "\(parsed)")
  }

  @Test(.enabled(if: Tmux.isInstalled, Tmux.why)) func theDeskGoesOnAfterPathsThatLeadToPipes() async throws {
    let scene = try await BackupScene(articles: 1)
    // As many as the machine has cores, and more.
    let pipes = (1...ProcessInfo.processInfo.activeProcessorCount + 1).map { scene.program.file("pipe-\($0)") }
    for pipe in pipes { try #require(mkfifo(pipe, 0o600) == 0) }
    let desk = try Tmux(scene.program, ["desk", "--offline"], columns: 200)
    defer { desk.end() }
    try await desk.wait(for: "Report 1 from")
    try desk.keys("m")
    try await desk.wait(for: "127.0.0.1:9")
    for path in pipes {
      try desk.keys("I")
      try await desk.wait(for: "mirrors from the file")
      try desk.type(path); try desk.keys("Enter")
      try await desk.wait(for: "\(path): it is no plain file")
    }
    // It is a file's name here: the keyboard stays the desk's.
    try desk.keys("I")
    try await desk.wait(for: "mirrors from the file")
    try desk.type("-"); try desk.keys("Enter")
    try await desk.wait(for: "mirrors import -: No such file")
    kill(try desk.process(), SIGTERM)
    try await desk.wait(for: "ended with 0")
    #expect(try scene.program.run("purge", "--yes").status == 0)
  }

  @Test(.enabled(if: Tmux.isInstalled && SlowDisk.compiler != nil, SlowDisk.why))
  func aTerminalThatTakesNothingMoreKeepsNobodyFromEndingTheDesk() async throws {
    let scene = try await BackupScene(articles: 1)
    let stuck = try StuckCalls("terminal", in: scene.program)
    let desk = try Tmux(scene.program, ["desk", "--offline"], environment: stuck.environment)
    defer { desk.end() }
    try await desk.wait(for: "Report 1 from")
    try stuck.begin()
    try desk.keys("?")
    try await wait("the desk waits for its terminal") { stuck.isWaitedFor }
    kill(try desk.process(), SIGTERM)
    // Where the cursor was left, maybe at the end of a row.
    try await desk.wait("its end") { $0.replacing("\n", with: "").contains("ended with 143") }
    // The terminal shows again what is typed.
    try desk.type("echoed")
    try await desk.wait("what is typed") { $0.replacing("\n", with: "").contains("echoed") }
    #expect(try scene.program.run("purge", "--yes").status == 0)
  }

  /// It heeds the first signal and writes what was typed; where that never ends, it is asked again and again.
  @Test(.enabled(if: Tmux.isInstalled && SlowDisk.compiler != nil, SlowDisk.why))
  func aDiskThatNeverAnswersIsGivenUpAfterTheThirdSignalAndNotBefore() async throws {
    let scene = try await BackupScene(articles: 1)
    let stuck = try StuckCalls("disk", in: scene.program)
    let desk = try Tmux(scene.program, ["desk", "--offline"], environment: stuck.environment)
    defer { desk.end() }
    try await desk.wait(for: "Report 1 from")
    try desk.keys("c")
    try await desk.wait(for: "Title")
    try stuck.begin()
    try desk.type("On the way to a disk")
    try await wait("the draft waits for the disk") { stuck.isWaitedFor }
    let process = try desk.process()
    let first = ContinuousClock.now
    try await wait("it ends") {
      if isAlive(process) { kill(process, SIGTERM) }
      return !isAlive(process)
    }
    #expect(first.duration(to: .now) >= .seconds(5), "what was typed had time to be written")
    try await desk.wait(for: "ended with 143")
  }
}

/// From a moment on, each write to the terminal, or each of the database, never comes back: a library put before the program's own
/// calls.
private struct StuckCalls {
  private let gate: String
  private let mark: String
  let environment: [String: String]

  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    static void pass(const char *what) {
      if (strcmp(program_invocation_short_name, "wirecopy") != 0 || strcmp(getenv("STUCK_WHAT"), what) != 0) return;
      if (access(getenv("STUCK_GATE"), F_OK) != 0) return;
      close(open(getenv("STUCK_MARK"), O_WRONLY | O_CREAT, 0600));
      for (;;) pause();
    }
    ssize_t write(int file, const void *bytes, size_t count) {
      if (file == 1) pass("terminal");
      return ((ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write"))(file, bytes, count);
    }
    ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
      pass("disk");
      return ((ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite"))(file, bytes, count, place);
    }
    ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
      pass("disk");
      return ((ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64"))(file, bytes, count, place);
    }
    """

  /// - Parameter what: `terminal` or `disk`.
  init(_ what: String, in program: Program) throws {
    let file = try program.write(Self.source, to: "stuck.c")
    let library = program.file("stuck.so")
    let compiler = try #require(SlowDisk.compiler)
    let built = try Errand(
      [compiler, "-shared", "-fPIC", "-o", library, file, "-ldl"],
      environment: program.environment, seconds: 60)
    try #require(built.answer.status == 0, "\(built.answer.complaint)")
    (gate, mark) = (program.file("stuck.gate"), program.file("stuck.mark"))
    environment = ["LD_PRELOAD": library, "STUCK_WHAT": what, "STUCK_GATE": gate, "STUCK_MARK": mark]
  }

  func begin() throws { try Data().write(to: URL(filePath: gate)) }
  var isWaitedFor: Bool { access(mark, F_OK) == 0 }
}
