/// Pictures, and what plays elsewhere.
extension HTMLSweep {
  mutating func picture(_ attributes: HTMLAttributes) {
    guard !attributes.isPixel, let source = attributes.picture(base: base) else { return }
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
    if element != .source || mediaDepth > 0 && !mediaHasLink, let link = attributes.player(of: element, base: base) {
      let title = attributes.text(.title) ?? []
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
      mediaHasLink = mediaDepth > 0 || element == .video || element == .audio
      endsInSpace = true
    } else if element == .video || element == .audio {
      mediaHasLink = false
    }
    if element == .video || element == .audio, !isEmpty, open.count < Self.maximumDepth {
      push(element)
      mediaDepth += 1
    }
  }
}
