import CurlTransport
import Foundation
import Logging
import News
import Store
import Sync
import Wire

/// What every command starts from: places, settings, language. Made once.
struct Session: Sendable {
  let places: Places
  let share: ShareFolder?
  let phrasebook: Phrasebook
  /// Times in the reader's zone and by the forms of the reader's language. JSON has its own (RFC 3339, UTC).
  let times: TimeText

  static let current = Session()

  private init() {
    places = Places()
    share = ShareFolder.find()
    phrasebook = Catalogue.open(share: share)
    times = TimeText(in: phrasebook, zone: Self.zone)
  }

  private init(_ other: Session, places: Places) {
    self.places = places
    share = other.share
    phrasebook = other.phrasebook
    times = other.times
  }

  /// Of this machine: summer time counts where a moment is in summer.
  static let zone: TimeText.Zone = { TimeZone.current.secondsFromGMT(for: $0) }

  /// The same language and shared files, another home: the demo's.
  func moved(to places: Places) -> Session { Session(self, places: places) }

  func settings() throws(Failure) -> Settings { try Settings(path: places.settingsPath) }

  /// The store, made on first use.
  func store() throws(Failure) -> NewsStore {
    try HomeHold.share(places)
    do throws(StoreFault) {
      return try NewsStore.open(path: places.storePath)
    } catch {
      throw Failure(error.phrase)
    }
  }

  /// The log, where the settings ask for one.
  func log(_ settings: Settings) throws(Failure) -> Logger? {
    settings.isLogging ? try LogFile.open(path: places.logPath) : nil
  }

  /// The right to sync and deliver, held until it is let go of; nil while another process has it.
  func lock() throws(Failure) -> SyncLock? {
    do throws(SyncLockFault) {
      return try SyncLock.take(besideStore: places.storePath)
    } catch .held {
      return nil
    } catch {
      throw Failure(error.phrase)
    }
  }

  /// Names and passwords for relays: `netrc` beside the settings.
  func credentials() throws(Failure) -> Netrc {
    do throws(NetrcFile.Fault) {
      return try NetrcFile.read(places.netrcPath)
    } catch {
      throw Failure(error.phrase)
    }
  }

  /// How reports begin by these settings; templates are in the reader's language unless the settings name one.
  func beginning(_ settings: Settings) -> ReportBeginning {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }?.prefix { !":.@".contains($0) }
    let own = settings.report.language
    return ReportBeginning(
      templates: ReportTemplates(own: places.templatesPath, shared: share?.templates),
      signature: settings.report.signature, byline: settings.report.byline, language: own,
      templateLanguage: own.isEmpty ? locale.map(String.init) ?? "en" : own)
  }

  /// Puts a phrase in the reader's language.
  func callAsFunction(_ phrase: Phrase) -> String { phrasebook(phrase) }
}

extension NewsStore {
  /// The newsroom that the user means: its name, a beginning of it that only one has, or its number.
  func newsroom(meant text: String) async throws -> Newsroom {
    let all = try await newsrooms()
    let wanted = text.lowercased()
    if let exact = all.first(where: { $0.name.lowercased() == wanted }) { return exact }
    if let number = Int64(text), let byNumber = all.first(where: { $0.id.rawValue == number }) { return byNumber }
    let beginning = all.filter { $0.name.lowercased().hasPrefix(wanted) }
    if beginning.count == 1, let only = beginning.first { return only }
    if beginning.isEmpty {
      throw Failure("no newsroom is called \(text): `wirecopy newsrooms` lists them", status: .usage)
    }
    let names = beginning.map(\.name).joined(separator: ", ")
    throw Failure("\(text) could be any of: \(names)", status: .usage)
  }

  /// The mirror that the user means: its URL, a piece of it that only one has, or its number.
  func mirror(meant text: String, of newsroom: NewsroomID?) async throws -> Mirror {
    let all = try await mirrors().filter { newsroom == nil || $0.newsroom == newsroom }
    if let exact = all.first(where: { $0.url == text }) { return exact }
    if let number = Int64(text), let byNumber = all.first(where: { $0.id.rawValue == number }) { return byNumber }
    let holding = all.filter { $0.url.contains(text) }
    if holding.count == 1, let only = holding.first { return only }
    if holding.isEmpty { throw Failure("no mirror is at \(text): `wirecopy mirrors` lists them", status: .usage) }
    let urls = holding.map(\.url).joined(separator: ", ")
    throw Failure("\(text) could be any of: \(urls)", status: .usage)
  }
}
