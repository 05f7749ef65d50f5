import Foundation

/// Who may come to a relay's drops (RFC 7617).
public struct LabLogin: Sendable, Hashable {
  public var user: String
  public var password: String

  public init(user: String, password: String) {
    self.user = user
    self.password = password
  }

  /// What a client says that knows it: the value of its `Authorization`.
  public var authorization: String { "Basic " + Data("\(user):\(password)".utf8).base64EncodedString() }
}
