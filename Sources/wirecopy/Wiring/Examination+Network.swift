import CurlTransport
import Foundation
import News
import Store
import Sync
import Wire

/// The way to the mirrors: the network, the proxy, the resolver, and our clock against theirs.
extension Examination {
  /// - Parameter isOffline: the user wants nothing to be asked.
  mutating func network(isOffline: Bool) async {
    let hasRoute = Self.hasRoute()
    find(
      "network", hasRoute ? .well : .note,
      hasRoute ? "there is a route to the world" : "no route to the world: offline, the cache can be read")
    guard let settings = try? session.settings() else {
      return find("way", .ill, "not looked at: what the settings say of it can't be read, and it must not be guessed")
    }
    let route = settings.network
    let isWayOpen = await way(route, isOffline: isOffline)
    let mirror = isWayOpen && !isOffline ? await firstMirror() : nil
    var answer: Answer?
    if let mirror { answer = await Self.ask(mirror, route) }
    resolver(route, answer?.name, of: mirror, hasRoute: hasRoute)
    clock(answer, of: mirror, isOffline: isOffline)
  }

  /// What one mirror said when it was asked for nothing but its head.
  private struct Answer {
    var name: WireName?
    var isThere: Bool
    /// Seconds since 1970 by its clock.
    var time: Int?
  }

  private static func hasRoute() -> Bool {
    let near = (try? String(contentsOfFile: "/proc/net/route", encoding: .utf8)) ?? ""
    let far = (try? String(contentsOfFile: "/proc/net/ipv6_route", encoding: .utf8)) ?? ""
    let nothing = String(repeating: "0", count: 32)
    return near.split(separator: "\n").dropFirst().contains { line in
      let fields = line.split(whereSeparator: \.isWhitespace)
      return fields.count > 7 && fields[1] == "00000000" && fields[7] == "00000000"
    }
      || far.split(separator: "\n").contains { line in
        let fields = line.split(whereSeparator: \.isWhitespace)
        return fields.count > 9 && fields[0] == nothing && fields[1] == "00" && fields[9] != "lo"
      }
  }

  /// Whether mirrors can be asked by that way.
  private mutating func way(_ route: WireRoute, isOffline: Bool) async -> Bool {
    let phrase = NetworkWords.phrase(route)
    guard case .socks5h(let host, let port)? = route.proxy, let proxy = route.proxy?.description, !isOffline else {
      find("way", .well, phrase)
      return true
    }
    let greeting = await ProxyGreeting.of(host: host, port: port)
    if let complaint = greeting.complaint(of: proxy) {
      find("way", .ill, complaint)
      return false
    }
    find(
      "way", .well,
      greeting == .answers ? "\(session(phrase)); it answers" : "\(session(phrase)); it has a name, so it was not asked"
    )
    return true
  }

  /// One with a name, so that the resolver shows, too; else any.
  private func firstMirror() async -> Mirror? {
    guard FileManager.default.fileExists(atPath: session.places.storePath), let store = try? session.store(),
      let mirrors = try? await store.mirrors().filter({ !$0.isDisabled })
    else { return nil }
    return mirrors.first { WireAddress($0.url).map { !WireAddress.isLiteral($0.host) } ?? false } ?? mirrors.first
  }

  private static func ask(_ mirror: Mirror, _ route: WireRoute) async -> Answer {
    let transport = NetworkLine.transport(route)
    defer { transport.close() }
    do throws(WireFailure) {
      let response = try await transport.exchange(
        WireRequest(mirror.url, method: .head, route: WireRoute(mirror.route)))
      return Answer(name: response.name, isThere: true, time: response.header("date").flatMap(HTTPDate.seconds))
    } catch {
      return Answer(name: error.name, isThere: false)
    }
  }

  private mutating func resolver(_ route: WireRoute, _ name: WireName?, of mirror: Mirror?, hasRoute: Bool) {
    if case .socks5h? = route.proxy { return find("resolver", .well, "the proxy's: no name is asked for here") }
    var servers = "/etc/resolv.conf: none"
    if case .https(let url, _)? = route.names {
      servers = url
    } else {
      let file = (try? String(contentsOfFile: "/etc/resolv.conf", encoding: .utf8)) ?? ""
      let found = file.split(separator: "\n").filter { $0.hasPrefix("nameserver ") }
        .map { String($0.dropFirst(11)).trimmingCharacters(in: .whitespaces) }
      if found.isEmpty {
        return find("resolver", .note, "no name server in /etc/resolv.conf; mirrors given by address still work")
      }
      servers = found.joined(separator: ", ")
    }
    guard let name, let host = mirror.flatMap({ WireAddress($0.url)?.host }) else {
      return find("resolver", .well, "\(servers)")
    }
    if let reserved = name.answers.first(where: \.isReserved) {
      let sentence: Phrase = """
        \(servers) says that \(host) stands at \(reserved.address), where no public server is: a false answer; \
        `wirecopy mirrors network doh …` asks another
        """
      return find("resolver", .ill, sentence)
    }
    switch name.failure {
    case nil: find("resolver", .well, "\(servers) answers")
    case .noSuchName: find("resolver", .note, "\(servers) answers, and knows no \(host)")
    default:
      find(
        "resolver", hasRoute ? .ill : .note,
        "\(servers) does not answer: no mirror is found by name; those given by address still work")
    }
  }

  /// Holds our clock against a mirror's.
  private mutating func clock(_ answer: Answer?, of mirror: Mirror?, isOffline: Bool) {
    let now = Date()
    guard let answer, let mirror else {
      let sentence: Phrase =
        isOffline ? "\(now.rfc3339)" : "\(now.rfc3339); no mirror to hold it against"
      return find("clock", .note, sentence)
    }
    guard answer.isThere else {
      return find("clock", .note, "\(now.rfc3339); \(mirror.url) did not answer, `wirecopy mirrors test` says why")
    }
    guard let theirs = answer.time else {
      return find("clock", .note, "\(now.rfc3339); \(mirror.url) does not tell the time")
    }
    let off = Int(now.timeIntervalSince1970.rounded()) - theirs
    if abs(off) < 120 { return find("clock", .well, "\(now.rfc3339), as \(mirror.url) has it") }
    let sentence: Phrase =
      off > 0
      ? "\(now.rfc3339), \(off) s ahead of \(mirror.url): certificates may seem invalid"
      : "\(now.rfc3339), \(-off) s behind \(mirror.url): certificates may seem invalid"
    find("clock", .ill, sentence)
  }
}
