import CCurl

/// The connections of one network, kept for those who ask the same server next. They close with it, at the latest when the
/// last try that was begun on that network is over.
final class KeptConnections {
  private let share: UnsafeMutableRawPointer

  /// - Returns: nil where memory is short.
  init?() {
    guard let share = curl_share_init() else { return nil }
    guard wirecopy_share_set_data(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT) == CURLSHE_OK else {
      curl_share_cleanup(share)
      return nil
    }
    self.share = share
  }

  deinit { curl_share_cleanup(share) }

  func serve(_ handle: UnsafeMutableRawPointer) { wirecopy_set_pointer(handle, CURLOPT_SHARE, share) }
}
