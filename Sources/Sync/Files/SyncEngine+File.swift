public import News
public import Store
import Wire

/// Why a file could not be fetched.
public enum FileFetchFault: Error, Hashable, Sendable {
  /// No mirror had it: what each of them said.
  case nobody([Phrase])
  case store(StoreFault)

  public var phrase: Phrase {
    switch self {
    case .nobody(let lines):
      if let first = lines.first {
        "no mirror has it, and nobody else is asked: \(lines.dropFirst().prefix(3).reduce(first) { "\($0) · \($1)" })"
      } else {
        "no mirror of this newsroom can be asked"
      }
    case .store(let fault): fault.phrase
    }
  }
}

extension SyncEngine {
  /// Asks the mirrors of a newsroom for a file of one of its articles, one after the other, until one has it: at their own hosts
  /// alone, whatever host the article names. A pinned mirror is asked alone.
  /// - Parameter most: bytes that it may have.
  /// - Throws: `FileFetchFault`; a cancelled task gives up at once, with what was said until then.
  public func fetchFile(_ url: String, of newsroom: NewsroomID, most: Int) async throws(FileFetchFault) -> [UInt8] {
    let mirrors: [Mirror]
    do throws(StoreFault) {
      mirrors = try await store.mirrors(of: newsroom).filter { $0.servesNews && !$0.isDisabled }
    } catch {
      throw .store(error)
    }
    let pinned = mirrors.filter(\.isPinned)
    let asked = pinned.isEmpty ? mirrors.filter { $0.state == .up } + mirrors.filter { $0.state != .up } : pinned
    let feeds = mirrors.map(\.url)
    var bounded = limits
    bounded.wireBytes = min(bounded.wireBytes, most)
    bounded.bodyBytes = min(bounded.bodyBytes, most)
    var said: [Phrase] = []
    for mirror in asked {
      for place in FilePlaces.places(of: url, on: mirror.url, among: feeds) {
        guard !Task.isCancelled else { throw .nobody(said) }
        let request = WireRequest(place, limits: bounded, redirects: .sameHost, route: WireRoute(mirror.route))
        do throws(WireFailure) {
          let answer = try await transport.exchange(request)
          if answer.status == 200 { return answer.body }
          said.append("\(MirrorName(place)): status \(answer.status)")
        } catch {
          said.append("\(MirrorName(place)): no answer")
          break
        }
      }
    }
    throw .nobody(said)
  }
}
