import News
import Screen

/// Something that must not be overlooked: it stays on top of every page until its reader says to have seen it.
struct Alarm: Hashable, Sendable {
  enum Cause: Hashable, Sendable {
    /// Two signed states that exclude each other: the newsroom is stopped.
    case fork
    /// A mirror, by its name, gave what the newsroom did not sign.
    case tampering(mirror: String)
  }

  var newsroom: NewsroomID
  var name: String
  var cause: Cause

  /// The line on top.
  var phrase: Phrase {
    switch cause {
    case .fork: "STOPPED: two different editions of \(name) are signed"
    case .tampering(let mirror): "REFUSED: what \(mirror) gave is not signed by \(name)"
    }
  }
}

extension Common {
  /// What is wrong and was not put away, forks first.
  var alarms: [Alarm] {
    guard !shelf.editions.isEmpty else { return [] }
    var (forks, others): ([Alarm], [Alarm]) = ([], [])
    for newsroom in shelf.newsrooms {
      guard let status = shelf.editions[newsroom.id], status.hasAlarm else { continue }
      if let fork = status.fork, fork.acknowledged == nil {
        forks.append(Alarm(newsroom: newsroom.id, name: newsroom.name, cause: .fork))
      }
      for one in status.tampering where !one.isAcknowledged {
        others.append(
          Alarm(newsroom: newsroom.id, name: newsroom.name, cause: .tampering(mirror: name(ofMirror: one.mirror))))
      }
    }
    return forks + others
  }

  /// Rows that the alarm takes below the status line.
  var alarmRows: Int { size.rows >= 5 && !alarms.isEmpty ? 1 : 0 }

  /// What tells a mirror from the others; its address where it is gone.
  func name(ofMirror url: String) -> String { shelf.mirrors.first { $0.mirror.url == url }?.name ?? url }

  /// What a newsroom calls a section or a board, in the reader's language.
  func sectionTitle(_ name: String, of newsroom: NewsroomID) -> String { shelf.titles[newsroom]?[name] ?? name }
}
