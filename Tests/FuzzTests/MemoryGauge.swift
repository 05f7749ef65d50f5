import Foundation
import Glibc

/// This process's memory as Linux counts it.
enum MemoryGauge {
  /// Bytes resident now.
  static var resident: Int { field("VmRSS:") }
  /// The most that were resident since `forgetPeak`.
  static var peak: Int { field("VmHWM:") }

  static func forgetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  private static func field(_ name: String) -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }
}
