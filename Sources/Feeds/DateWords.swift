import Markup

/// Names of months and zones.
enum DateWords {
  /// 1 to 12, by a name or its first letters in one of the languages of `months`.
  static func month(_ word: Bytes) -> Int? {
    guard word.count >= 3 else { return nil }
    let month = english[word[at: 0..<3].lowercasedHash]
    if month != nil, !word.hasWord("marras", at: 0) { return month }
    let name = word.string.lowercased()
    return months.first { name.hasPrefix($0.0) }?.1
  }

  static func isWeekday(_ word: Bytes) -> Bool {
    for day: StaticString in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] where word.hasWord(day, at: 0) {
      return true
    }
    return false
  }

  /// Seconds east of UTC.
  static func zone(_ word: Bytes) -> Int? { zones[word.lowercasedHash].map { Int($0 * 3600) } }

  private static let english: [UInt64: Int] = {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1.withBytes(\.hash), $0 + 1) })
  }()

  /// Beginnings of names that are not the English ones: French, Italian, Spanish, Portuguese, German, Dutch, Hungarian,
  /// Polish, Czech, Romanian, Greek, Russian, Ukrainian, Bulgarian, Serbian, Turkish, Finnish, Estonian, Catalan,
  /// Indonesian, Arabic. The longer of two that begin alike comes first.
  private static let months: [(String, Int)] = [
    ("gen", 1), ("ene", 1), ("sty", 1), ("ιαν", 1), ("янв", 1), ("січ", 1),
    ("fév", 2), ("fev", 2), ("lut", 2), ("φεβ", 2), ("фев", 2), ("лют", 2),
    ("mär", 3), ("mrz", 3), ("már", 3), ("maa", 3), ("μάρ", 3), ("μαρ", 3), ("мар", 3), ("бер", 3),
    ("avr", 4), ("abr", 4), ("ápr", 4), ("kwi", 4), ("απρ", 4), ("апр", 4), ("кві", 4),
    ("mai", 5), ("mag", 5), ("mei", 5), ("máj", 5), ("máu", 5), ("maj", 5), ("μάι", 5), ("μαϊ", 5), ("μαι", 5),
    ("μαΐ", 5),
    ("май", 5), ("мая", 5), ("тра", 5),
    ("juin", 6), ("giu", 6), ("jún", 6), ("cze", 6), ("ιούν", 6), ("ιουν", 6), ("ιον", 6), ("июн", 6), ("чер", 6),
    ("juil", 7), ("lug", 7), ("júl", 7), ("lip", 7), ("ιούλ", 7), ("ιουλ", 7), ("ιολ", 7), ("июл", 7), ("лип", 7),
    ("aoû", 8), ("aou", 8), ("ago", 8), ("sie", 8), ("αύγ", 8), ("αυγ", 8), ("авг", 8), ("сер", 8),
    ("set", 9), ("szep", 9), ("wrz", 9), ("σεπ", 9), ("сен", 9), ("вер", 9),
    ("okt", 10), ("ott", 10), ("out", 10), ("paź", 10), ("οκτ", 10), ("окт", 10), ("жов", 10),
    ("marras", 11), ("lis", 11), ("νοέ", 11), ("νοε", 11), ("ноя", 11), ("лис", 11),
    ("déc", 12), ("dez", 12), ("dic", 12), ("gru", 12), ("δεκ", 12), ("дек", 12), ("гру", 12), ("des", 12),
    ("led", 1), ("úno", 2), ("bře", 3), ("dub", 4), ("kvě", 5), ("červene", 7), ("čvc", 7), ("červ", 6), ("čvn", 6),
    ("srp", 8), ("zář", 9), ("říj", 10), ("pro", 12),
    ("ian", 1), ("iun", 6), ("iul", 7), ("noi", 11), ("яну", 1), ("юни", 6), ("юли", 7),
    ("јан", 1), ("феб", 2), ("мај", 5), ("јун", 6), ("јул", 7), ("сеп", 9), ("нов", 11), ("дец", 12),
    ("oca", 1), ("şub", 2), ("nis", 4), ("haz", 6), ("tem", 7), ("ağu", 8), ("eyl", 9), ("eki", 10), ("kas", 11),
    ("ara", 12),
    ("tammi", 1), ("helmi", 2), ("huhti", 4), ("touko", 5), ("kesä", 6), ("heinä", 7), ("elo", 8), ("syys", 9),
    ("loka", 10), ("joulu", 12),
    ("jaan", 1), ("veeb", 2), ("juuni", 6), ("juuli", 7), ("dets", 12), ("agu", 8),
    ("يناير", 1), ("فبراير", 2), ("مارس", 3), ("أبريل", 4), ("ابريل", 4), ("إبريل", 4), ("مايو", 5), ("يونيو", 6),
    ("يوليو", 7), ("أغسطس", 8), ("اغسطس", 8), ("سبتمبر", 9), ("أكتوبر", 10), ("اكتوبر", 10), ("نوفمبر", 11),
    ("ديسمبر", 12),
  ]

  /// Hours east of UTC. Single letters are military, as they are meant, not as RFC 822 misprints them.
  private static let zones: [UInt64: Double] = {
    let hours: [(String, Double)] = [
      ("z", 0), ("ut", 0), ("utc", 0), ("gmt", 0), ("wet", 0), ("west", 1), ("bst", 1), ("cet", 1), ("met", 1),
      ("mez", 1),
      ("cest", 2), ("mest", 2), ("mesz", 2), ("eet", 2), ("eest", 3), ("msk", 3), ("msd", 4), ("ist", 5.5), ("hkt", 8),
      ("sgt", 8), ("pht", 8), ("myt", 8), ("awst", 8), ("ict", 7), ("wib", 7), ("wita", 8), ("wit", 9), ("mmt", 6.5),
      ("bdt", 6), ("npt", 5.75), ("pkt", 5), ("gst", 4), ("irst", 3.5), ("trt", 3), ("eat", 3), ("idt", 3), ("sast", 2),
      ("cat", 2), ("wat", 1), ("brt", -3), ("art", -3), ("uyt", -3), ("clt", -4), ("vet", -4), ("cot", -5), ("pet", -5),
      ("jst", 9), ("kst", 9), ("aest", 10), ("aedt", 11), ("nzst", 12), ("nzdt", 13), ("nst", -3.5),
      ("ndt", -2.5),
      ("ast", -4), ("adt", -3), ("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5), ("mst", -7), ("mdt", -6),
      ("pst", -8),
      ("pdt", -7), ("akst", -9), ("akdt", -8), ("hst", -10), ("at", -4), ("et", -5), ("ct", -6), ("mt", -7), ("pt", -8),
      ("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", 5), ("f", 6), ("g", 7), ("h", 8), ("i", 9), ("k", 10), ("l", 11),
      ("m", 12),
      ("n", -1), ("o", -2), ("p", -3), ("q", -4), ("r", -5), ("s", -6), ("t", -7), ("u", -8), ("v", -9), ("w", -10),
      ("x", -11),
      ("y", -12),
    ]
    return Dictionary(uniqueKeysWithValues: hours.map { ($0.0.withBytes(\.hash), $0.1) })
  }()
}
