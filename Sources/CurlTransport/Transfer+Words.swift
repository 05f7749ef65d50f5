import CCurl
import Wire

/// What goes out in its headers, and what is said of it when it fails: neither gives a secret away.
extension Transfer {
  private static let secretHeaders = ["authorization", "cookie", "proxy-authorization"]

  /// What is asked for, as libcurl wants its lines. Credentials stay with the host that they were given for.
  var headerLines: [String] {
    let isElsewhere = !WireURL.sharesCredentials(from: request.url, to: target.url)
    let lines = request.headers
      .filter { !isElsewhere || !Self.secretHeaders.contains($0.name.lowercased()) }
      .map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    return lines + uploadLines
  }

  /// What an upload says beside; libcurl has a rule of its own for `Expect` where nothing is said.
  private var uploadLines: [String] {
    guard request.upload != nil else { return [] }
    let isTyped = request.headers.contains { $0.name.lowercased() == "content-type" }
    return [expects ? "Expect: 100-continue" : "Expect:"]
      + (isTyped ? [] : ["Content-Type: application/octet-stream"])
  }

  func failure(
    _ kind: WireFailure.Kind, of attempt: AddressTry? = nil, reading: FailureReading? = nil, detail: String = ""
  ) -> WireFailure {
    WireFailure(
      kind, code: reading.map { Int($0.code.rawValue) } ?? 0, errno: reading?.errno ?? 0, addresses: addresses,
      timings: timings(of: attempt, now: .now), status: attempt?.intake.head.finalStatus,
      bodyBytes: attempt?.intake.body.count ?? 0, isUploadWhole: attempt?.isUploadWhole ?? false,
      partial: attempt?.intake.partial, detail: clean(reading?.text ?? detail))
  }

  /// The library's words hold names from outside, and could hold our own secrets: neither goes on as it is.
  private func clean(_ text: String) -> String {
    var text = text.visible
    for url in [request.url, target.url] {
      guard let secret = WireURL(url).userInfo, !secret.isEmpty else { continue }
      text.replace(secret, with: "…")
    }
    for header in request.headers where Self.secretHeaders.contains(header.name.lowercased()) && !header.value.isEmpty {
      text.replace(header.value, with: "…")
      if let word = header.value.split(separator: " ").last { text.replace(word, with: "…") }
    }
    return text
  }
}

extension String {
  /// With a question mark for what can't be seen.
  var visible: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.isVisible ? $0 : "?" }))
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isVisible: Bool {
    switch generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
    default: true
    }
  }
}
