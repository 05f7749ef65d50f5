/// Pictures, and what plays elsewhere.
extension HTMLSweep {
  mutating func picture(_ attributes: HTMLAttributes) {
    // A picture of a character or a formula stands in its line.
    if let word = attributes.pictureWord {
      word.withUnsafeBufferPointer {
        html.append(escaped: $0)
        text.append($0)
      }
      endsInSpace = false
      return
    }
    guard !attributes.isPixel, let source = attributes.picture(base: base), !TrackingPixel.isOne(source),
      source != lastPicture
    else { return }
    lastPicture = source
    html += HTMLElement.img.entry.open
    attributes.write(source: source, of: .img, to: &html)
    html.append(UInt8(ascii: ">"))
    if let alt = attributes.text(.alt) {
      alt.withUnsafeBufferPointer { text.append($0) }
    }
    endsInSpace = false
  }

  /// What plays elsewhere becomes a link to it.
  mutating func embed(_ element: HTMLElement, _ attributes: HTMLAttributes, isEmpty: Bool) {
    let isMedia = element == .video || element == .audio
    let isWanted = element != .source || mediaDepth > 0 && !mediaHasLink
    let isRoomy = open.count + 2 <= Self.maximumDepth
    let link = isWanted && isRoomy ? attributes.player(of: element, base: base) : nil
    // The link is a paragraph of its own, so none may be open, and no link.
    if mediaDepth == 0, isMedia || link != nil { closeImplied(by: .a, isBlock: true) }
    if let link {
      let title = attributes.playerTitle ?? []
      text.breakBlock()
      html.append("<p><a href=\"")
      link.withUnsafeBufferPointer { html.append(attribute: $0) }
      html.append("\">")
      (title.isEmpty ? link : title).withUnsafeBufferPointer {
        html.append(escaped: $0)
        text.append($0)
      }
      html.append("</a></p>")
      text.breakBlock()
      mediaHasLink = mediaDepth > 0 || isMedia
      endsInSpace = true
    } else if isMedia {
      mediaHasLink = false
    }
    if isMedia, !isEmpty, open.count < Self.maximumDepth {
      push(element)
      mediaDepth += 1
    }
  }
}
