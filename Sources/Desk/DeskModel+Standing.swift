import Foundation
import News
import Screen

/// What stands at the top of every page: how the newsroom is served, and what is wrong.
extension DeskModel {
  /// `de1 ✓ 3/4 mirrors · 2 min old`
  func standing(_ common: Common) -> String {
    let rooms =
      front.newsroom(common).map { id in common.shelf.newsrooms.filter { $0.id == id } } ?? common.shelf.newsrooms
    guard !rooms.isEmpty else { return "" }
    let ids = Set(rooms.map(\.id))
    var (all, well) = (0, 0)
    var last: Int?
    let shelved = common.shelf.mirrors
    // By their places: a thousand mirrors are not to be copied for each key.
    for place in shelved.indices
    where ids.contains(shelved[place].mirror.newsroom) && shelved[place].mirror.servesNews {
      all += 1
      if shelved[place].mirror.state == .up { well += 1 }
      guard shelved[place].mirror.lastGood != nil else { continue }
      if last.map({ Self.rank(shelved[place].mirror) > Self.rank(shelved[$0].mirror) }) ?? true { last = place }
    }
    let edition = rooms.count == 1 ? common.shelf.editions[rooms[0].id] : nil
    if edition?.fork != nil { return common.text("stopped: signed in two ways") }
    // Of a signed newsroom: how old its own word is, whoever brought it and when.
    let age: Phrase? =
      edition?.signed.map { "signed \(TimeText.ago($0, now: common.now))" }
      ?? rooms.compactMap(\.lastServed).max().map { TimeText.age($0, now: common.now) }
    var parts: [String] = []
    let name = last.map { shelved[$0].name.bounded(lines: 1, width: common.size.columns) } ?? ""
    if rooms.count == 1, let last, shelved[last].mirror.state == .up {
      parts.append(common.text("\(name) ✓ \(well)/\(all) mirrors"))
    } else {
      parts.append(common.text("\(well)/\(all) mirrors"))
    }
    parts.append(common.text(age ?? "never synced"))
    let whole = parts.joined(separator: " · ")
    if edition != nil, TextWidth.columns(of: whole) > common.size.columns / 2, last != nil {
      let short = "\(name) ✓ \(well)/\(all) · \(parts[parts.count - 1])"
      if TextWidth.columns(of: short) <= common.size.columns / 2 { return short }
    }
    // On a narrow screen the age alone: how old is what I read?
    return TextWidth.columns(of: whole) > common.size.columns / 2 ? parts[parts.count - 1] : whole
  }

  /// Whose news it most likely is: one that is well before one that is not, one that brings the newest before one that lags.
  private static func rank(_ mirror: Mirror) -> (Int, Int, Date) {
    (mirror.state == .up ? 1 : 0, mirror.behindSeconds == nil ? 1 : 0, mirror.lastGood ?? .distantPast)
  }

  /// What is wrong and was not yet put away: on every page, below the status line.
  func renderAlarm(on grid: inout Grid, _ common: Common) {
    guard common.alarmRows > 0, let alarm = common.alarms.first else { return }
    let columns = grid.size.columns
    let style = Style(.alert, bold: true)
    grid.fill(Rect(column: 0, row: 1, columns: columns, rows: 1), style: style)
    let more = common.alarms.count > 1 ? " (+\(common.alarms.count - 1))" : ""
    let key = page == .edition ? "" : common.key(.alarm) + " "
    let text = "!! \(key)\(common.text(alarm.phrase))\(more)"
    grid.putCut(text, column: 1, row: 1, style: style, limit: columns - 2)
  }
}
