import Dispatch

/// Work that waits for a disk, a stick or another machine's folder, for as long as that likes.
enum SlowWork {
  /// Runs it on a thread that may wait. The cooperative pool has as few threads as the machine has cores: where each of them sits
  /// in open(2), nothing of the desk goes on.
  static func run<Value: Sendable, Fault: Error>(
    _ work: @escaping @Sendable () throws(Fault) -> Value
  ) async throws(Fault) -> Value {
    let result: Result<Value, Fault> = await withCheckedContinuation { done in
      DispatchQueue.global().async {
        do throws(Fault) {
          done.resume(returning: .success(try work()))
        } catch {
          done.resume(returning: .failure(error))
        }
      }
    }
    return try result.get()
  }
}
