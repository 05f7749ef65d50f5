/// What the settings say of lines that cost by the byte. The kernel does not know what a line costs, so a phone that
/// opens a wireless network is not told from any other: its name can be given.
enum MeteredRule: Hashable, Sendable {
  /// No line is metered.
  case never
  /// Every line is.
  case always
  /// Modems for mobile networks, and phones behind a USB cable or Bluetooth, by what the kernel says of them.
  case auto
  /// Interfaces of these names; `*` at the end stands for any.
  case interfaces([String])

  /// - Parameter lines: what leads out of this machine (`NetworkInterface.outward`).
  func isMetered(_ lines: @autoclosure () -> [NetworkInterface]) -> Bool {
    switch self {
    case .never: false
    case .always: true
    case .auto: lines().contains(where: \.isMobile)
    case .interfaces(let names): lines().contains { line in names.contains { Self.matches(line.name, $0) } }
    }
  }

  /// Names of interfaces are at most 15 bytes, without `/` and blanks (`dev_valid_name` of the kernel).
  static func isPattern(_ text: String) -> Bool {
    let name = text.hasSuffix("*") ? text.dropLast() : text[...]
    return !text.isEmpty && text.utf8.count <= 16
      && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "*") }
  }

  private static func matches(_ name: String, _ pattern: String) -> Bool {
    pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
  }
}
