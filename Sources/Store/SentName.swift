/// What an attachment is called where it is sent: by its media type and its place, so that it says nothing of whose it is.
enum SentName {
  static func make(type: String, place: Int) -> String {
    let type = type.lowercased()
    return "\(word(type))-\(place).\(ending[type] ?? "bin")"
  }

  private static func word(_ type: String) -> String {
    switch type.prefix(while: { $0 != "/" }) {
    case "image": "photo"
    case "audio": "audio"
    case "video": "video"
    case "text": "document"
    default: ending[type].map(documents.contains) == true ? "document" : "file"
    }
  }

  private static let documents: Set<String> = [
    "pdf", "epub", "odt", "ods", "odp", "odg", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "rtf",
  ]

  private static let ending: [String: String] = [
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/avif": "avif",
    "image/heic": "heic", "image/tiff": "tiff", "image/bmp": "bmp", "image/svg+xml": "svg",
    "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg", "audio/flac": "flac", "audio/wav": "wav",
    "audio/x-wav": "wav",
    "video/mp4": "mp4", "video/webm": "webm", "video/quicktime": "mov", "video/x-msvideo": "avi",
    "video/x-matroska": "mkv", "video/ogg": "ogv",
    "text/plain": "txt", "text/html": "html", "text/csv": "csv", "text/markdown": "md",
    "application/pdf": "pdf", "application/epub+zip": "epub", "application/rtf": "rtf", "text/rtf": "rtf",
    "application/msword": "doc", "application/vnd.ms-excel": "xls", "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp", "application/vnd.oasis.opendocument.graphics": "odg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/zip": "zip", "application/gzip": "gz", "application/x-tar": "tar", "application/json": "json",
    "application/xml": "xml",
  ]
}
