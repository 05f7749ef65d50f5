import Edition
import Foundation
import Press
import Seal
import TestSupport
import Testing

/// A newsroom's folder of a test's own, its key files sealed with little work.
struct PressDesk {
  let folder: TemporaryFolder
  let newsroom: NewsroomFolder
  let now = Date(timeIntervalSince1970: 1_767_225_600)

  var path: String { folder.file("newsroom") }
  var place: String { folder.file("www") }

  init(languages: [String] = ["ko", "en"], editors: Int = 3) throws {
    folder = try TemporaryFolder()
    var plan = NewsroomFolder.Plan(
      origin: "news.example/strike", title: "파업 소식 <Strike> & \"News\"", languages: languages, editors: editors,
      threshold: editors > 1 ? 2 : 1, now: now)
    plan.work = 4
    newsroom = try NewsroomFolder.create(folder.file("newsroom"), plan) { SecretBytes("of " + $0) }
  }

  func key(_ name: String) throws -> SigningKey { try newsroom.signingKey(name, passphrase: SecretBytes("of " + name)) }

  @discardableResult func publish(_ later: Double = 0, hasSite: Bool = true) throws -> NewsroomFolder.PublishReport {
    try newsroom.publish(
      to: place, signedBy: key("head.key"), hasSite: hasSite, now: now.addingTimeInterval(later))
  }

  func add(_ markdown: String, id: String? = nil, pictures: [String: [UInt8]] = [:], later: Double = 0) throws -> String
  {
    let article = try ArticleFile.read(Array(markdown.utf8), isHTML: false)
    return try newsroom.add(article, id: id, now: now.addingTimeInterval(later)) { pictures[$0.source] }
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: place + "/" + name)), as: UTF8.self)
  }

  /// Every file below the place, but for what begins with a dot.
  func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    let all = try #require(FileManager.default.enumerator(atPath: place))
    for case let name as String in all where !name.hasPrefix(".") {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: place + "/" + name, isDirectory: &isFolder), !isFolder.boolValue {
        files[name] = try Data(contentsOf: URL(filePath: place + "/" + name))
      }
    }
    return files
  }

  func check() async throws -> EditionCheck {
    var check = EditionCheck(fingerprint: newsroom.fingerprint)
    let place = place
    try await check.run(fetch: { try EditionCheck.file($0, in: place) })
    return check
  }

  /// The smallest picture.
  static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 40, 0, 0, 0, 30, 8, 2,
    0, 0, 0,
  ]
}
