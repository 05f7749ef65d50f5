import MirrorLab
import News
import Wire

extension GoldenTable {
  // MARK: Answers

  static let answers: [GoldenRow] = [
    GoldenRow(
      "A censor's block page", .init(.notAFeed, .hard, .likely), words: "a web page titled", isSecure: false,
      isBlocked: true, make: fault(.blockPage)
    ).with {
      $0.common = "does this network want a login?"
      $0.shows = { $0.status == 200 && $0.found != nil && $0.firstBytes?.contains("<html") == true }
    },
    GoldenRow(
      "A captive portal", .init(.notAFeed, .hard, .likely), words: "Welcome to the guest network", isSecure: false,
      isBlocked: true, make: fault(.portal)
    ).with {
      $0.common = "does this network want a login?"
      $0.shows = { $0.found == "Welcome to the guest network" }
    },
    GoldenRow(
      "For legal reasons, and by whom", .init(.legalReasons, .soft, .confirmed), words: "https://censor.example/",
      isBlocked: true, make: fault(.status(451))
    ).with { $0.shows = { $0.status == 451 && $0.blockedBy == "https://censor.example/" } },
    GoldenRow("Redirected to another host", .init(.redirected, .hard), words: "redirects to") {
      $0.mirrors[0].fault = .redirect($0.url(2))
    }.with { $0.shows = { $0.status == 302 && $0.location?.contains(Stage.host(2)) == true } },
    GoldenRow("Redirected for ever", .init(.redirected), words: "redirects without end") {
      $0.mirrors[0].fault = .redirect($0.url(0))
    },
    status("Refused", 403, .forbidden, words: "refuses"),
    status("Refused without a login", 401, .forbidden, words: "refuses"),
    status("Missing", 404, .notFound, words: "no feed there"),
    status("Gone", 410, .notFound, words: "no feed there"),
    status("Asked to wait", 429, .askedToWait, words: "60 s").with { $0.shows = { $0.retryAfter == 60 } },
    status("Broken", 500, .broken, words: "broken"),
    status("Not available", 503, .broken, words: "broken"),
    status("A status of its own", 418, .status, words: "418"),
  ]

  private static func status(
    _ name: String, _ status: Int, _ symptom: Verdict.Symptom, words: String
  ) -> GoldenRow {
    GoldenRow("\(name): \(status)", .init(symptom), words: words, isSecure: false, make: fault(.status(status))).with {
      $0.shows = { $0.status == status }
    }
  }

  // MARK: Bodies

  static let bodies: [GoldenRow] = [
    GoldenRow("Closed in mid-body", .init(.cutOff), words: "cut off after", make: fault(.cut(at: 700))).with {
      $0.shows = { $0.bytes == 700 }
      $0.witnessed = .init(.contentFilter, .soft, .likely)
    },
    GoldenRow("Reset in mid-body", .init(.cutOff), words: "cut off after", isSecure: false, make: fault(.resetAt(700)))
      .with {
        $0.shows = { $0.bytes == 700 && $0.errno == 104 }
        $0.witnessed = .init(.contentFilter, .soft, .likely)
      },
    GoldenRow(
      "Silent in mid-body", .init(.stalled), words: "stopped sending", then: .overtaken, make: fault(.stall(after: 700))
    ).with {
      $0.limits = { $0.stall = short }
      $0.shows = { $0.bytes == 700 }
    },
    GoldenRow(
      "Slow in mid-body", .init(.tooSlow), words: "too slow", then: .overtaken, make: fault(.drip(bytesPerSecond: 200))
    ).with { $0.limits = { $0.total = 2 * short } },
    GoldenRow("Empty", .init(.empty), words: "empty", isSecure: false, make: fault(.empty)),
    GoldenRow("Noise", .init(.notAFeed), words: "no feed", isSecure: false, make: fault(.garbage)),
    GoldenRow(
      "Another protocol", .init(.other), words: "no answer that we understand", isSecure: false, make: fault(.notHTTP)),
    GoldenRow(
      "Without an end", .init(.tooLarge, .hard), words: "more than a feed", isSecure: false, make: fault(.endless)
    )
    .with { $0.limits = { ($0.wireBytes, $0.bodyBytes) = (1 << 20, 1 << 20) } },
    GoldenRow(
      "A gzip bomb", .init(.tooLarge, .hard), words: "more than a feed", isSecure: false, make: fault(.gzipBomb)
    )
    .with { $0.limits = { ($0.wireBytes, $0.bodyBytes) = (1 << 20, 1 << 20) } },
    GoldenRow("Can't be unpacked", .init(.badEncoding), words: "can't be unpacked", isSecure: false) { stage in
      var file = LabSite.File("news")
      file.headers = [.init(name: "Content-Encoding", value: "gzip")]
      stage.mirrors[0].site[FeedText.path] = file
    },
    GoldenRow(
      "Old news", .init(.stale, .none), words: "days behind", isSecure: false, then: .newer, make: fault(.oldSnapshot)
    ).with {
      $0.isKnown = true
      $0.shows = { $0.behind == 2 * 86_400 }
    },
    GoldenRow("Healthy", .init(.other), words: "") { _ in }.with {
      ($0.alone, $0.witnessed, $0.then) = (nil, nil, .itself)
    },
  ]

  // MARK: Ways

  static let ways: [GoldenRow] = [
    way("The proxy refuses", .init(.proxyFailed, .none), words: "proxy") { $0.proxy.fault = .refuse }.with {
      $0.common = "the proxy in the settings"
    },
    way("The proxy takes nobody in", .init(.proxyFailed, .none), words: "proxy") { $0.proxy.fault = .noLogin }.with {
      $0.common = "the proxy in the settings"
    },
    way("The proxy resets", .init(.proxyFailed, .none), words: "proxy") { $0.proxy.fault = .reset }.with {
      $0.common = "the proxy in the settings"
    },
    way("Through the proxy: refused", .init(.refused), words: "connection refused") { $0.proxy.fault = .reply(5) },
    way("Through the proxy: no way", .init(.unreachable), words: "no way").with { $0.alone = .offline },
    way("Through the proxy: it serves", .init(.other), words: "") {
      $0.proxy.routes = [Stage.host(0): $0.mirrors[0].address]
    }.with { ($0.alone, $0.witnessed, $0.then) = (nil, nil, .itself) },
  ]

  private static func way(
    _ name: String, _ word: GoldenRow.Word, words: String,
    make: @escaping @Sendable (Stage) async throws -> Void = { _ in }
  ) -> GoldenRow {
    GoldenRow(name, word, words: words, make: make).with {
      $0.route = { MirrorRoute(proxy: $0.proxy.url) }
    }
  }
}
