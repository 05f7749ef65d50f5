/// Makes a site's pages: an article amid all that stands round one.
enum PageForge {
  static func page(_ number: Int) -> [UInt8] {
    var forge = FeedForge(seed: UInt64(number) &+ 77)
    let menu = (0..<30).map { "<li class=\"menu-item\"><a href=\"/s/\($0)\">\(forge.sentence(2))</a></li>" }.joined()
    let rows = (0..<12).map { "<tr><th>\($0)</th><td>\(forge.sentence(3))</td><td>\(forge.sentence(2))</td></tr>" }
      .joined(separator: "\n")
    let more = (0..<20).map {
      "<div class=\"card\"><h3><a href=\"/a/\($0)\">\(forge.sentence(6))</a></h3><p>\(forge.sentence(18))</p></div>"
    }
    .joined(separator: "\n")
    return Array(
      """
      <!DOCTYPE html>
      <html lang="ko"><head><meta charset="utf-8"><title>\(forge.sentence(6))</title>
      <link rel="stylesheet" href="/style.css"><style>body { margin: 0 } .card > p { color: #333 }</style>
      <script>window.data = {"a": 1, "b": "<p>"}; if (1 < 2) { track() }</script></head>
      <body><header><nav><ul>\(menu)</ul></nav></header>
      <main><article><h1>\(forge.sentence(8))</h1>
      <figure><img src="/p/\(number).jpg" alt="\(forge.sentence(4))"><figcaption>\(forge.sentence(9))</figcaption></figure>
      \(forge.body(paragraphs: 30))
      <h2>\(forge.sentence(4))</h2>
      <table><caption>\(forge.sentence(4))</caption>\(rows)</table>
      <dl><dt>\(forge.sentence(2))</dt><dd>\(forge.sentence(12))</dd></dl>
      <pre><code>let x = 1
      print(x &lt; 2)</code></pre>
      </article><aside>\(more)</aside></main>
      <!-- a comment of some length: \(forge.sentence(20)) -->
      <footer><p>\(forge.sentence(20))</p></footer></body></html>

      """.utf8)
  }
}
