import Foundation
import Glibc
import TestSupport

/// Many inputs through one door, by their numbers: number 7 is the same bytes today and tomorrow.
///
/// The input that is being tried is always in a file. A run that ends well takes it away; after a crash it is there.
struct FuzzRun {
  /// What is held against every input.
  struct Limits {
    var seconds = 1.0
    var bytes = 256 * 1_048_576
  }

  struct Report {
    var count = 0
    var read = 0
    var bytes = 0
    /// Seconds of the slowest input, and its number.
    var slowest = (seconds: 0.0, number: 0)
    var elapsed = 0.0

    func text(_ door: Door) -> String {
      let rate = Double(count) / max(0.001, elapsed)
      return "\(door): \(count) inputs, \(bytes / 1_048_576) MB, \(read) read, \(Int(rate)) a second, slowest "
        + "\(Int(slowest.seconds * 1000)) ms (\(slowest.number)), peak \(MemoryGauge.peak / 1_048_576) MB"
    }
  }

  /// Seconds by the clock after which an input ends the process.
  private static let patience: UInt32 = 120

  let door: Door
  var limits = Limits()
  private let seeds: [[UInt8]]
  private let pieces: [[UInt8]]

  init(_ door: Door) {
    self.door = door
    seeds = Seeds.documents(for: door) + Corpus.documents(for: door)
    pieces = Seeds.pieces(for: door)
  }

  func input(_ number: Int) -> [UInt8] {
    var mutator = Mutator(number: number, seeds: seeds, pieces: pieces)
    return mutator.input()
  }

  /// Tries the inputs of these numbers.
  /// - Parameter progress: called after each 20,000.
  func run(_ numbers: Range<Int>, progress: (Report) -> Void = { _ in }) throws -> Report {
    let box = try BlackBox(door)
    let before = MemoryGauge.resident
    let started = ContinuousClock.now
    var report = Report()
    MemoryGauge.forgetPeak()
    defer { alarm(0) }
    for number in numbers {
      let input = input(number)
      box.keep(input)
      // What never ends can't be caught, but ended: SIGALRM, and the input stays in its file.
      alarm(Self.patience)
      let start = Self.cpuSeconds()
      do throws(Complaint) {
        report.read += try door.open(input) ? 1 : 0
        let seconds = Self.cpuSeconds() - start
        if seconds > limits.seconds { throw Complaint("it took \(seconds) s") }
        if seconds > report.slowest.seconds { report.slowest = (seconds, number) }
        let grown = number % 64 == 0 ? MemoryGauge.peak - before : 0
        if grown > limits.bytes { throw Complaint("memory has grown by \(grown / 1_048_576) MB") }
      } catch {
        throw Complaint("\(door) \(number): \(error) (the input is in \(box.path))")
      }
      report.count += 1
      report.bytes += input.count
      if report.count % 20_000 == 0 {
        report.elapsed = started.duration(to: .now) / .seconds(1)
        progress(report)
      }
    }
    report.elapsed = started.duration(to: .now) / .seconds(1)
    box.remove()
    return report
  }

  /// Of this thread: a machine that does much else is no fault of the input.
  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// The corpora that lie beside the repository; none where they are not there.
enum Corpus {
  static func documents(for door: Door) -> [[UInt8]] {
    let all = files
    switch door {
    case .feed, .charset: return all.map(\.bytes)
    case .html: return all.filter { $0.name.contains("sanitize") || $0.name.contains("captured") }.map(\.bytes)
    case .json: return all.filter { $0.name.hasSuffix(".json") }.map(\.bytes)
    case .opml, .date, .page, .mailbox: return []
    }
  }

  /// In the same order on every machine; what is larger than an input may be is left out.
  private static let files: [(name: String, bytes: [UInt8])] = {
    let folder = SharedFiles.path("corpora")
    let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
    return names.filter { $0.hasSuffix(".xml") || $0.hasSuffix(".json") }.compactMap { name in
      FileManager.default.contents(atPath: folder + "/" + name).map { (name, [UInt8]($0)) }
    }.filter { $0.bytes.count <= Mutator.most }
  }()
}
