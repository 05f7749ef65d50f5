import Desk
import Foundation
import News
import Screen
import Synchronization

/// Draws a picture by `chafa` (Debian), in a process of its own that can do nothing: no memory beyond a bound, no time, no
/// file to write, no shell, nothing of ours open. What it says is read by `ChafaOutput`.
struct PicturePainter: Sendable {
  /// Where programs are looked for: a `PATH`.
  var path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
  /// Over a slow line a picture has fewer pixels.
  var isFar = !(ProcessInfo.processInfo.environment["SSH_CONNECTION"] ?? "").isEmpty
  var seconds = 10.0

  /// Why a picture is not shown.
  struct Refusal: Error, Hashable, Sendable { var phrase: Phrase }

  /// What draws, and what keeps it within its bounds (util-linux).
  private static let (drawer, warden) = ("chafa", "prlimit")
  private static let lastNumber = Atomic(0)
  private static let memory = 1 << 30
  /// What is assumed of a cell where the terminal does not say.
  private static let usualCell = Size(columns: 8, rows: 16)

  /// - Parameters:
  ///   - bytes: the file's content: what it is decides, not its name.
  ///   - folder: of this work alone: the file is put there for the program, and goes with it.
  /// - Throws: `Refusal`, or `CancellationError`.
  func paint(_ bytes: [UInt8], _ order: PictureOrder, in folder: CleaningFolder) async throws -> Picture {
    guard bytes.count <= PictureHead.mostBytes else {
      throw Refusal(phrase: "this picture is too large to be shown: \(bytes.count >> 20) MiB")
    }
    guard let head = PictureHead(bytes) else {
      throw Refusal(phrase: "this is no picture that is shown here: PNG, JPEG, GIF and WebP are")
    }
    guard head.isBounded else {
      throw Refusal(phrase: "this picture has too many pixels to be shown: \(head.size.columns)×\(head.size.rows)")
    }
    guard let chafa = ChildProgram.find(Self.drawer, in: path), let prlimit = ChildProgram.find(Self.warden, in: path)
    else {
      throw Refusal(phrase: "chafa, which draws pictures, is not installed: `sudo apt install chafa`")
    }
    let file = folder.file("picture")
    guard FileManager.default.createFile(atPath: file, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
    else { throw Refusal(phrase: "can't write \(folder.path): the disk may be full") }
    let plan = Plan(head.size, order, isFar: isFar)
    let child = ChildProgram(
      path: prlimit, folder: folder.path,
      environment: ["PATH": path, "LANG": "C.UTF-8", "TERM": "xterm-256color", "HOME": folder.path], seconds: seconds,
      mostOutput: 16 << 20)
    let limits = ["--as=\(Self.memory)", "--cpu=\(Int(seconds))", "--fsize=0", "--core=0", "--nofile=64"]
    let answer: ChildProgram.Answer
    do {
      answer = try await child.run(limits + [chafa] + plan.arguments + ["picture"])
    } catch let fault as ChildProgram.Fault {
      switch fault {
      case .tookTooLong: throw Refusal(phrase: "this picture took too long to draw")
      case .notStarted(let reason): throw Refusal(phrase: "chafa can't be started: \(reason)")
      }
    }
    guard answer.status == 0, let picture = plan.picture(answer.output) else {
      throw Refusal(phrase: "this picture can't be drawn: its file is damaged, or made to do harm")
    }
    return picture
  }

  /// How large it is drawn, and by which words.
  struct Plan {
    let form: PictureProtocol?
    /// Cells.
    let size: Size
    /// Pixels, multiples of the eight that chafa makes a cell of.
    private(set) var pixels = Size(columns: 0, rows: 0)

    init(_ picture: Size, _ order: PictureOrder, isFar: Bool) {
      form = order.skill.form
      let cell = order.skill.cell.flatMap { $0.columns > 1 && $0.rows > 1 ? $0 : nil } ?? PicturePainter.usualCell
      // Half-blocks are two pixels in a cell that is twice as high as wide.
      let unit = form == nil ? Size(columns: 1, rows: 2) : cell
      let (width, height) = (Double(picture.columns), Double(picture.rows))
      let room = order.room
      let scale = min(Double(room.columns * unit.columns) / width, Double(room.rows * unit.rows) / height)
      let columns = max(1, min(room.columns, Int((width * scale / Double(unit.columns)).rounded())))
      let rows = max(1, min(room.rows, Int((height * scale / Double(unit.rows)).rounded())))
      size = Size(columns: columns, rows: rows)
      guard form != nil else { return }
      let most = isFar ? 60_000.0 : 400_000.0
      let (wide, high) = (Double(columns * cell.columns), Double(rows * cell.rows))
      // Sixel is shown pixel by pixel; kitty scales what it is given.
      let shrink = form == .kitty ? min(1, (most / (wide * high)).squareRoot()) : 1
      pixels = Size(columns: max(1, Int(wide * shrink) / 8) * 8, rows: max(1, Int(high * shrink) / 8) * 8)
    }

    var arguments: [String] {
      let common = ["--animate", "off", "--threads", "1", "--stretch"]
      guard let form else {
        return ["--format", "symbols", "--colors", "full", "--symbols", "vhalf+space", "-O", "0"] + common
          + ["--size", "\(size.columns)x\(size.rows)"]
      }
      return ["--format", form == .kitty ? "kitty" : "sixels", "--font-ratio", "1/1", "--polite", "on"] + common
        + ["--size", "\(pixels.columns / 8)x\(pixels.rows / 8)"]
    }

    func picture(_ output: String) -> Picture? {
      switch form {
      case nil: return ChafaOutput.cells(output, within: size).map(Picture.cells)
      case .kitty: return ChafaOutput.kitty(output, size: size).map { bytes($0, .kitty) }
      case .sixel: return ChafaOutput.sixel(output, within: pixels).map { bytes($0, .sixel) }
      }
    }

    private func bytes(_ bytes: [UInt8], _ form: PictureProtocol) -> Picture {
      let number = PicturePainter.lastNumber.add(1, ordering: .relaxed).newValue
      return .bytes(PictureBytes(number: number, form: form, size: size, bytes: bytes))
    }
  }
}
