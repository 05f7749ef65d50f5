import Foundation
import Glibc

/// The file that holds what is being tried. Written before each try, so it is there when the process is not any more.
final class BlackBox {
  struct Fault: Error { var path: String }

  let path: String
  private let file: Int32

  init(_ door: Door) throws {
    path = FileManager.default.temporaryDirectory.path + "/wirecopy-fuzz-\(door)-\(getpid())"
    file = Glibc.open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    if file < 0 { throw Fault(path: path) }
  }

  deinit { close(file) }

  func keep(_ input: [UInt8]) {
    ftruncate(file, input.count)
    _ = pwrite(file, input, input.count, 0)
  }

  func remove() { unlink(path) }
}
