/// The words of the courtesy site, in the newsroom's languages where we have them, else in English. They are not in the
/// catalogues: a page is in the newsroom's language, not in that of whoever publishes it.
struct SiteWords: Sendable {
  var language: String
  /// What the language calls itself.
  var name: String
  var skip: String
  var sections, archive, boards, corrections, mirrors, latest, alert: String
  var retracted, corrected, published, noArticles: String
  var older: String
  var mirrorsHead: String
  var check: [String]
  var fingerprint, signed, entries, subscribe, reads, takesReports: String
  var pages: String

  init(_ language: String) { self = SiteWords(exactly: language) ?? .english }

  /// Nil for a language that is none of ours.
  init?(exactly language: String) {
    switch language.lowercased().prefix(while: { $0 != "-" }) {
    case "ko": self = .korean
    case "en": self = .english
    default: return nil
    }
  }

  private init(
    language: String, name: String, skip: String, sections: String, archive: String, boards: String,
    corrections: String,
    mirrors: String,
    latest: String, alert: String, retracted: String, corrected: String, published: String, noArticles: String,
    older: String, mirrorsHead: String, check: [String], fingerprint: String, signed: String, entries: String,
    subscribe: String, reads: String, takesReports: String, pages: String
  ) {
    self.name = name
    (self.language, self.skip, self.sections, self.archive, self.boards) = (language, skip, sections, archive, boards)
    (self.corrections, self.mirrors, self.latest, self.alert) = (corrections, mirrors, latest, alert)
    (self.retracted, self.corrected, self.published, self.noArticles) = (retracted, corrected, published, noArticles)
    (self.older, self.mirrorsHead, self.check, self.fingerprint) = (older, mirrorsHead, check, fingerprint)
    (self.signed, self.entries, self.subscribe, self.reads) = (signed, entries, subscribe, reads)
    (self.takesReports, self.pages) = (takesReports, pages)
  }

  static let english = SiteWords(
    language: "en", name: "English", skip: "Skip to the text", sections: "Sections", archive: "Archive",
    boards: "Boards",
    corrections: "Corrections", mirrors: "Mirrors", latest: "Latest", alert: "Alert",
    retracted: "This article was taken back.", corrected: "Corrected", published: "Published",
    noArticles: "Nothing is here yet.", older: "Older articles are in the archive.",
    mirrorsHead: "The same news, elsewhere",
    check: [
      "This site may be blocked or shut down. The addresses below have the same news.",
      "Anybody can change a web page on its way to you. The signed edition under this site can't be changed unnoticed: "
        + "the program Wirecopy reads it through all mirrors at once, and refuses what is not the newsroom's.",
      "To follow it, give Wirecopy the address of any mirror with this behind it, the # included:",
    ],
    fingerprint: "Fingerprint", signed: "Last signed", entries: "Entries", subscribe: "Feed (Atom)", reads: "news",
    takesReports: "takes reports", pages: "Pages")

  static let korean = SiteWords(
    language: "ko", name: "한국어", skip: "본문으로 건너뛰기", sections: "분야", archive: "지난 기사", boards: "게시판", corrections: "정정",
    mirrors: "미러", latest: "최신 기사", alert: "속보", retracted: "이 기사는 철회되었습니다.", corrected: "정정",
    published: "발행", noArticles: "아직 아무것도 없습니다.", older: "더 오래된 기사는 지난 기사에 있습니다.",
    mirrorsHead: "같은 소식을 볼 수 있는 다른 곳",
    check: [
      "이 사이트는 막히거나 문을 닫을 수 있습니다. 아래 주소에서 같은 소식을 볼 수 있습니다.",
      "웹 페이지는 오는 길에 누구든 바꿀 수 있습니다. 이 사이트에 함께 있는 서명된 판은 몰래 바꿀 수 없습니다. "
        + "Wirecopy 프로그램은 모든 미러에서 판을 읽고, 뉴스룸의 것이 아니면 받지 않습니다.",
      "구독하려면 아무 미러 주소 뒤에 # 표시까지 그대로 붙여 Wirecopy에 넣으세요.",
    ],
    fingerprint: "지문", signed: "마지막 서명", entries: "항목 수", subscribe: "피드(Atom)", reads: "소식",
    takesReports: "제보를 받음", pages: "페이지")
}
