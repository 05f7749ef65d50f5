import Foundation
import News

/// How a new report begins: its template, the user's own line and name, and the article that it answers.
struct ReportBeginning: Sendable {
  let templates: ReportTemplates
  /// The last line of each report; empty for none.
  var signature = ""
  var byline = ""
  /// BCP 47: of what is written, where the template says nothing else; empty for none.
  var language = ""
  /// BCP 47: which template is taken.
  var templateLanguage = "en"

  /// - Parameter article: quoted in a report, and what a correction corrects.
  /// - Throws: what is wrong in a template.
  func report(
    _ kind: Report.Kind, quoting article: StoredArticle? = nil
  ) throws(ReportTemplate.Fault) -> Report {
    let template = try templates.read(kind, language: templateLanguage)
    var report = Report(
      kind: kind, title: template.title, section: template.section,
      language: template.language.isEmpty ? language : template.language, place: template.place,
      isUrgent: template.isUrgent || kind == .alert, byline: template.byline.isEmpty ? byline : template.byline,
      body: template.body)
    if let article {
      let quote = ArticleQuote(article)
      report.title = quote.title(after: kind == .correction ? template.title : "Re:")
      report.inReplyTo = quote.link
      if report.section.isEmpty { report.section = article.headline.sections.first ?? "" }
      report.body = [quote.text, template.body].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
    report.body = signed(report.body)
    return report
  }

  /// The signature in a paragraph of its own, with room before it.
  func signed(_ body: String) -> String {
    signature.isEmpty ? body : (body.isEmpty ? "\n\n" : body + "\n\n") + signature
  }
}
