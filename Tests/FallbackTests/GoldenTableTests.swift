import News
import TLSLab
import Testing

/// Every row of the table of verdicts, by real rounds over real sockets.
@Suite("The table of verdicts", .serialized, .timeLimit(.minutes(5))) struct GoldenTableTests {
  @Test("Each fault is told for what it is, and the news arrives all the same", arguments: GoldenTable.rows)
  func rows(_ row: GoldenRow) async throws { try await row.play() }
}
