import Feeds
import Foundation
import MirrorLab
import News

/// A feed of numbered articles, as a newsroom's mirrors serve it.
enum SampleFeed {
  static let moment = Date(timeIntervalSince1970: 1_790_000_000)

  /// - Parameter count: articles 1 … count; the last is the newest.
  static func site(_ count: Int, title: String = "Strike Wire", words: String = "") -> LabSite {
    let articles = (1...max(1, count)).reversed().map { number in
      Article(
        guid: "tag:strike.example,2026:\(number)", link: "https://strike.example/\(number)",
        title: number.isMultiple(of: 2) ? "Report \(number) from the picket" : "파업 소식 \(number)",
        authors: ["Desk"], published: moment.addingTimeInterval(Double(number) * 60),
        content: "<p>Number \(number): 발전노조 조합원들이 명동성당 앞에 모였다. The workers stay. \(words)</p>",
        text: "Number \(number): 발전노조 조합원들이 명동성당 앞에 모였다. The workers stay. \(words)", sections: ["Labor"],
        language: "ko")
    }
    let bytes = FeedWriter.atom(
      articles, title: title, id: "tag:strike.example,2026:feed", link: "https://strike.example/", updated: moment)
    return LabSite(["/news.atom": .init(bytes: bytes, etag: "\"\(count)-\(words.count)\"")])
  }
}
