import Markup

enum SiteText {
  /// A message's text as safe HTML, without pictures: anybody may have written it.
  static func safe(_ bytes: [UInt8], type: String) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let clean =
      type == "text/plain"
      ? HTMLCleaner.clean(plain: text) : HTMLCleaner.clean(text, base: WrittenArticle.picturePrefix)
    return FolderLinks.plain(PictureScan.replace(in: clean.html) { _ in nil }) + "\n"
  }
}
