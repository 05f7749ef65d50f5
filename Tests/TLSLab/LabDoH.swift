public import MirrorLab

/// A resolver over HTTPS (RFC 8484) on loopback that answers `POST` from `LabNames`, and fails as its mirror does.
public final class LabDoH: Sendable {
  public let names: LabNames
  private let lab: TLSLab

  /// Where it stands; its faults are the resolver's.
  public var mirror: LabMirror { lab.mirrors[0] }
  public var authority: LabAuthority { lab.authority }
  /// `https://127.0.0.1:40443/dns-query`
  public var url: String { mirror.url(LabMirror.namesPath) }

  private init(_ names: LabNames, _ lab: TLSLab) {
    self.names = names
    self.lab = lab
  }

  /// Answers when this returns. Throws as `TLSLab.start`.
  public static func start(
    _ names: LabNames, address: String = "127.0.0.1", authority: LabAuthority? = nil
  ) async throws -> LabDoH {
    let lab = try await TLSLab.start(site: LabSite(), addresses: [address], authority: authority)
    lab.mirrors[0].names = names
    return LabDoH(names, lab)
  }

  /// As `TLSLab.stop`.
  public func stop() async { await lab.stop() }
}
