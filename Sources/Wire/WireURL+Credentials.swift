extension WireURL {
  /// Whether who is asked with user and password at one absolute URL may be asked with them at another: the same host and port, and
  /// never without TLS where there was TLS.
  public static func sharesCredentials(from: String, to: String) -> Bool {
    guard let from = WireAddress(from), let to = WireAddress(to), from.host == to.host else { return false }
    if from.isSecure == to.isSecure { return from.port == to.port }
    return to.isSecure && from.port == 80 && to.port == 443
  }

  /// An address that a document gave, to be asked with what the document itself was asked with, where it is on the same server.
  /// - Parameter page: the document's own.
  public static func asked(_ link: String, from page: String) -> String {
    guard let userInfo = WireURL(page).userInfo, sharesCredentials(from: page, to: link) else { return link }
    var url = WireURL(link)
    url.userInfo = userInfo
    return url.text
  }
}
