import CSodium

/// Bytes that nobody can guess, from the system's generator (getrandom(2)).
public enum RandomBytes {
  public static func make(_ count: Int) -> [UInt8] {
    guard count > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, made in
      guard let start = buffer.baseAddress else { return }
      randombytes_buf(start, count)
      made = count
    }
  }
}
