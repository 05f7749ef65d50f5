package import NIOCore

/// What stands between a mirror's socket and its HTTP: TLS, in tests. So the lab itself needs no TLS library.
package struct LabLayer: Sendable {
  /// Of the mirror's URLs.
  package var scheme: String
  /// A new handler for one connection, put in when the client's first bytes have come.
  package var handler: @Sendable (LabCertificate) throws -> any ChannelHandler

  package init(scheme: String, handler: @escaping @Sendable (LabCertificate) throws -> any ChannelHandler) {
    self.scheme = scheme
    self.handler = handler
  }
}
