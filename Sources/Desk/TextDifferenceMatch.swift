/// Which words two wordings have in common, in order.
enum WordMatch {
  /// So many words, from here in the old wording and from there in the new.
  struct Run: Hashable, Sendable {
    var old: Int
    var new: Int
    var count: Int
  }

  /// The most cells of the table of lengths.
  static let mostCells = 1_000_000
  /// The most words that are taken away or put in, where the table would be larger.
  static let mostEdits = 1_500

  /// The longest that they have in common; nothing where they are too long and too different to be compared.
  static func runs(_ a: [UInt64], _ b: [UInt64]) -> [Run] {
    if a.isEmpty || b.isEmpty { return [] }
    return a.count <= mostCells / b.count ? byTable(a, b) : byEdits(a, b)
  }

  private static func add(_ old: Int, _ new: Int, to runs: inout [Run]) {
    if let last = runs.last, last.old + last.count == old, last.new + last.count == new {
      runs[runs.count - 1].count += 1
    } else {
      runs.append(Run(old: old, new: new, count: 1))
    }
  }

  private static func byTable(_ a: [UInt64], _ b: [UInt64]) -> [Run] {
    // lengths[i][j]: longest common subsequence of a[i...] and b[j...].
    let stride = b.count + 1
    var lengths = [Int32](repeating: 0, count: (a.count + 1) * stride)
    lengths.withUnsafeMutableBufferPointer { lengths in
      for i in a.indices.reversed() {
        let (row, below) = (i * stride, (i + 1) * stride)
        for j in b.indices.reversed() {
          lengths[row + j] =
            a[i] == b[j] ? lengths[below + j + 1] + 1 : max(lengths[below + j], lengths[row + j + 1])
        }
      }
    }
    var runs: [Run] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        add(i, j, to: &runs)
        (i, j) = (i + 1, j + 1)
      } else if lengths[(i + 1) * stride + j] >= lengths[i * stride + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return runs
  }

  /// E. Myers, "An O(ND) Difference Algorithm", 1986.
  private static func byEdits(_ a: [UInt64], _ b: [UInt64]) -> [Run] {
    // Of each number of edits, how far into `a` each diagonal came.
    var trace: [[Int32]] = []
    let middle = mostEdits + 1
    var reach = [Int32](repeating: 0, count: 2 * middle + 1)
    for edits in 0...mostEdits {
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let down =
          diagonal == -edits || diagonal != edits && reach[middle + diagonal - 1] < reach[middle + diagonal + 1]
        var i = down ? Int(reach[middle + diagonal + 1]) : Int(reach[middle + diagonal - 1]) + 1
        while i < a.count, i - diagonal < b.count, a[i] == b[i - diagonal] { i += 1 }
        reach[middle + diagonal] = Int32(clamping: i)
        if i >= a.count, i - diagonal >= b.count { return runs(trace, a.count, b.count) }
      }
      trace.append(Array(reach[middle - edits...middle + edits]))
    }
    return []
  }

  /// Goes back over the edits that were made.
  private static func runs(_ trace: [[Int32]], _ oldCount: Int, _ newCount: Int) -> [Run] {
    var runs: [Run] = []
    var (i, j) = (oldCount, newCount)
    for edits in stride(from: trace.count, through: 0, by: -1) {
      let diagonal = i - j
      var (from, to) = (0, 0)
      if edits > 0 {
        let before = trace[edits - 1]
        func reach(_ diagonal: Int) -> Int {
          let place = diagonal + edits - 1
          return before.indices.contains(place) ? Int(before[place]) : -1
        }
        let down = diagonal == -edits || diagonal != edits && reach(diagonal - 1) < reach(diagonal + 1)
        let last = down ? diagonal + 1 : diagonal - 1
        (from, to) = (reach(last), reach(last) - last)
        // Where the words in common begin, behind the edit.
        let begin = down ? from : from + 1
        if i > begin { runs.append(Run(old: begin, new: begin - diagonal, count: i - begin)) }
      } else if i > 0 {
        runs.append(Run(old: 0, new: 0, count: i))
      }
      (i, j) = (from, to)
    }
    return runs.reversed()
  }
}
