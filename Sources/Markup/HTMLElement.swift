/// The elements that we know: those that safe HTML may hold, and those that have a meaning for what is around them.
/// Every other tag is taken out and what it holds stays.
package enum HTMLElement: UInt8, CaseIterable, Sendable {
  // Written as they are.
  case a, abbr, acronym, address, article, aside, b, big, blockquote, br, caption, cite, code, col, colgroup, dd, del
  case details, dfn, div, dl, dt, em, figcaption, figure, footer, h1, h2, h3, h4, h5, h6, header, hr, i, img, ins, kbd
  case li, main, mark, nav, ol, p, pre, q, rp, rt, ruby, s, samp, section, small, span, strike, strong, sub, summary
  case sup, table, tbody, td, tfoot, th, thead, time, tr, tt, u, ul, `var`, wbr
  // MathML's core, by which a formula stays one.
  case math, mfenced, mfrac, mi, mn, mo, mover, mroot, mrow, ms, mspace, msqrt, msub, msubsup, msup, mtable, mtd, mtext,
    mtr
  case munder, munderover
  // Written as another one.
  case center, dir, fieldset, form, legend, menu, option, select
  // Taken out; what they hold stays.
  case body, head, html, noscript, svg
  // Taken out with all that they hold.
  case annotation, applet, datalist, dialog, noembed, noframes, plaintext, script, style, template, textarea, title, xmp
  // Turned into a link.
  case audio, embed, iframe, object, source, video
  // Taken out, and never have an end tag.
  case area, base, basefont, frame, input, link, meta, param, track

  /// How an element stands in text.
  package struct Traits: OptionSet, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    /// Safe HTML may hold it.
    package static let isWritten = Traits(rawValue: 1)
    /// Begins and ends a line of text, and ends an open paragraph.
    package static let isBlock = Traits(rawValue: 2)
    /// Has no end tag.
    package static let isVoid = Traits(rawValue: 4)
    /// Goes with all that it holds.
    package static let isDropped = Traits(rawValue: 8)
    /// What it holds is no markup up to its end tag.
    package static let isRaw = Traits(rawValue: 16)
    /// End tags of what is inside of it don't reach outside.
    package static let isWall = Traits(rawValue: 32)
  }

  /// Name, traits and tags of one element.
  struct Entry: Sendable {
    var name: [UInt8]
    var traits: Traits
    /// `<p`, without attributes and `>`.
    var open: [UInt8]
    /// `</p>`.
    var close: [UInt8]
  }

  package static let count = allCases.count

  static let entries: [Entry] = allCases.map { element in
    let name = Array("\(element)".utf8)
    return Entry(
      name: name, traits: traits(of: element), open: [UInt8(ascii: "<")] + name,
      close: Array("</".utf8) + name + Array(">".utf8))
  }

  var entry: Entry { Self.entries[Int(rawValue)] }
  package var traits: Traits { Self.entries[Int(rawValue)].traits }

  /// Its end tag ends nothing but itself and what is inside of it.
  var isInline: Bool {
    switch self {
    case .a, .abbr, .b, .big, .cite, .code, .em, .i, .kbd, .mark, .q, .s, .small, .span, .strong, .sub, .sup, .time, .u:
      true
    default: false
    }
  }

  /// The element as which it is read and written.
  private var written: HTMLElement {
    switch self {
    case .center, .fieldset, .form, .legend, .option, .select: .div
    case .dir, .menu: .ul
    default: self
    }
  }

  /// The element of a name's `lowercasedHash`.
  package static func named(_ hash: UInt64) -> HTMLElement? {
    var slot = Int(truncatingIfNeeded: hash & UInt64(slotCount - 1))
    while slots[slot].element != nil {
      if slots[slot].hash == hash { return slots[slot].element }
      slot = (slot + 1) & (slotCount - 1)
    }
    return nil
  }

  private static let slotCount = 512
  private static let slots: [(hash: UInt64, element: HTMLElement?)] = {
    var slots = [(hash: UInt64, element: HTMLElement?)](repeating: (0, nil), count: slotCount)
    for element in allCases {
      let hash = entries[Int(element.rawValue)].name.withUnsafeBufferPointer(\.hash)
      var slot = Int(truncatingIfNeeded: hash & UInt64(slotCount - 1))
      while slots[slot].element != nil { slot = (slot + 1) & (slotCount - 1) }
      slots[slot] = (hash, element.written)
    }
    return slots
  }()

  private static func traits(of element: HTMLElement) -> Traits {
    var traits: Traits = element.rawValue <= HTMLElement.munderover.rawValue ? .isWritten : []
    switch element {
    case .address, .article, .aside, .blockquote, .caption, .dd, .details, .div, .dl, .dt, .figcaption, .figure,
      .footer,
      .h1, .h2, .h3, .h4, .h5, .h6, .header, .hr, .li, .main, .nav, .ol, .p, .pre, .section, .summary, .table, .tr, .ul:
      traits.insert(.isBlock)
    default: break
    }
    switch element {
    case .br, .col, .hr, .img, .wbr, .embed, .source, .area, .base, .basefont, .frame, .input, .link, .meta, .param,
      .track:
      traits.insert(.isVoid)
    case .annotation, .applet, .datalist, .template: traits.insert(.isDropped)
    case .noembed, .noframes, .plaintext, .script, .style, .textarea, .title, .xmp:
      traits.formUnion([.isDropped, .isRaw])
    case .table, .td, .th, .caption: traits.insert(.isWall)
    default: break
    }
    return traits
  }
}
