import Foundation
import News
import Testing

@testable import Store

extension Scene {
  static func at(_ minute: Int) -> Date { noon.addingTimeInterval(Double(minute) * 60) }

  func draft(_ title: String = "March", body: String = "They walked.", minute: Int = 0) async throws -> Draft {
    try await store.beginDraft(Report(title: title, body: body), for: newsroom.id, now: Self.at(minute))
  }

  func filed(_ title: String = "March", minute: Int = 0) async throws -> OutboxReport {
    let draft = try await draft(title, minute: minute)
    return try await store.file(draft.id, nonce: Self.nonce, now: Self.at(minute))
  }

  static let nonce = (0..<32).map { UInt8($0) }

  /// A cleaned copy in the work folder.
  func copy(_ text: String, named name: String = "copy", type: String = "image/jpeg") throws -> NewAttachment {
    let path = store.workFolder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let (size, sha256) = try PrivateFolder.hash(path: path)
    return NewAttachment(
      path: path, originalName: "IMG_2041.JPG", type: type, size: size, sha256: sha256,
      cleaning: .cleaned(found: ["GPSLatitude"]))
  }

  /// A packed report in the drops folder: its name and size.
  func packed(_ text: String) throws -> (name: String, size: Int) {
    let beside = store.dropsFolder + "/beside"
    try Data(text.utf8).write(to: URL(fileURLWithPath: beside))
    let (size, name) = try PrivateFolder.hash(path: beside)
    try FileManager.default.moveItem(atPath: beside, toPath: store.dropsFolder + "/" + name)
    return (name, size)
  }

  func names(in folder: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder))
  }

  /// Another process that has the store open, as far as SQLite can tell.
  func otherProcess() throws -> NewsStore { try NewsStore.open(path: store.path) }

  /// Whether these bytes stand in the store's file or its log.
  func isOnDisk(_ text: String) throws -> Bool {
    try ["", "-wal"].contains { end in
      guard FileManager.default.fileExists(atPath: store.path + end) else { return false }
      return try Data(contentsOf: URL(fileURLWithPath: store.path + end)).range(of: Data(text.utf8)) != nil
    }
  }
}

func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

func mode(_ path: String) throws -> Int? {
  try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
}
