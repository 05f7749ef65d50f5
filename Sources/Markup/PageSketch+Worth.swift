extension PageSketch.Block {
  /// Letters of a block that is running text; none where it is a scrap, a list of links, a button.
  var running: Int {
    let plain = text.letters - linked
    guard plain > 0, linked * 2 < text.letters else { return 0 }
    if element == .pre { return plain / 2 }
    if element.isHeading { return 0 }
    if text.marks > 0 { return plain >= 40 ? plain : plain >= 8 ? plain / 2 : 0 }
    // Verse, and languages without our marks.
    return plain >= 60 || element == .p && plain >= 24 ? plain / 2 : 0
  }

  /// What links and scraps take off the worth of what they are in.
  var cost: Int {
    if text.letters == 0 { return 0 }
    return -linked - (element.isHeading ? 0 : 4)
  }
}

extension HTMLElement {
  var isHeading: Bool {
    switch self {
    case .h1, .h2, .h3, .h4, .h5, .h6, .summary: true
    default: false
    }
  }
}
