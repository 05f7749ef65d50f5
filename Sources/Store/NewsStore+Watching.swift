import GRDB

extension NewsStore {
  /// Tells what changed, whether we or another process changed it (seen within about a second). It begins with
  /// `.everything` once it listens, so nothing is missed; changes that come faster than they are taken are told as one. It
  /// ends with the task that listens.
  public func changes() -> AsyncStream<StoreChange> {
    let (stream, continuation) = AsyncStream<StoreChange>.makeStream(bufferingPolicy: .bufferingNewest(1))
    Task { [changeBoard, database, weak self] in
      await changeBoard.join(continuation) { [weak self] in
        // The clock of mutes, too: what they hide comes back while somebody looks on.
        _ = try? await self?.endMutes()
        return try? await database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA data_version") }
      }
    }
    return stream
  }
}
