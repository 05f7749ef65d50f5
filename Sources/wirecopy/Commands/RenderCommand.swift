import ArgumentParser
import Desk
import Markup
import News

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Print what the reader page makes of an HTML document, as plain text.")

  @Option(help: "Columns, 20 to 1000.") var width = 80
  @Option(help: "The address that relative links are relative to.") var base: String?
  @Argument(help: "A file, or - for standard input.") var file: String

  func validate() throws {
    if width < 20 || width > 1_000 { throw ValidationError("--width must be between 20 and 1000") }
  }

  func run() throws {
    let bytes = try InputFile.read(file, for: "render", isCommand: true)
    let html = CharacterSets.text(bytes, contentType: "text/html", kind: .html)
    let document = DocumentReader.document(html: html, base: base)
    for line in DocumentText.lines(document, width: width) { Output.line(line) }
  }
}
