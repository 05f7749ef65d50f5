import News
import Screen

@testable import Desk

/// The pages that are drawn in every language at three sizes, each by its name.
enum PageShot {
  static let all = [
    "threads", "messages", "pictures", "searches", "keeping", "themes", "welcome", "tour", "mutes", "revisions",
    "dates",
  ]
  static let sizes = [(40, 10), (80, 24), (140, 40)]

  static func scene(_ name: String, _ language: String, _ columns: Int, _ rows: Int) throws -> Scene {
    let book = try LanguageTests.phrasebook(language)
    let themes = try ThemeScenes.names.map { ThemeChoice(name: $0, theme: try ThemeScenes.theme($0)) }
    let isEmpty = name == "welcome"
    var scene = Scene(columns, rows, shelf: isEmpty ? Shelf() : shelf, headlines: isEmpty ? [] : Fixture.headlines) {
      $0.phrasebook = book
      $0.themes = themes
      $0.theme = "dark"
      $0.colours = 256
      $0.hasTour = name == "tour"
    }
    scene.keptPictures = ["https://sori.example/p/1.jpg"]
    try scene.press(keys[name] ?? "")
    return scene
  }

  /// A list of many thousands among the others.
  private static var shelf: Shelf {
    var shelf = Fixture.richShelf
    shelf.scopes[2].unread = 12_345
    return shelf
  }

  private static let keys = [
    "threads": "b", "messages": "b<Enter>jjj", "pictures": "jjp", "searches": "<S-Tab>jj", "keeping": "Kjj",
    "themes": "T",
    "mutes": ":mutes<Enter>j", "revisions": "jjj<Enter>v", "dates": "jj<Enter>",
  ]
}
