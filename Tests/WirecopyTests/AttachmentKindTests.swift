import Foundation
import Testing

@testable import wirecopy

/// What a file is, by its bytes.
@Suite struct AttachmentKindTests {
  @Test func picturesAndDocumentsAreKnownByTheirContent() throws {
    #expect(AttachmentKind(of: try PlantedFile.jpeg()).type == "image/jpeg")
    #expect(AttachmentKind(of: PlantedFile.png()).type == "image/png")
    #expect(AttachmentKind(of: PlantedFile.gif()).type == "image/gif")
    #expect(AttachmentKind(of: PlantedFile.pdf()).type == "application/pdf")
    #expect(AttachmentKind(of: Array("\n\njunk before it %PDF-1.7\n".utf8)).type == "application/pdf")
    #expect(AttachmentKind(of: PlantedFile.webp()).type == "image/webp")
    #expect(!AttachmentKind(of: PlantedFile.webp()).isCleanable)
  }

  @Test(arguments: [
    ("fLaC____", "audio/flac"), ("OggS____________OpusHead", "audio/ogg"), ("OggS____\u{80}theora", "video/ogg"),
    ("ID3\u{4}___", "audio/mpeg"), ("RIFF____WAVEfmt ", "audio/x-wav"), ("RIFF____AVI LIST", "video/x-msvideo"),
    ("\0\0\0\u{18}ftypheic\0\0\0\0", "image/heic"), ("\0\0\0\u{18}ftypmp42\0\0\0\0", "video/mp4"),
    ("\0\0\0\u{18}ftypqt  \0\0\0\0", "video/quicktime"), ("\0\0\0\u{18}ftypM4A \0\0\0\0", "audio/mp4"),
    ("{\\rtf1\\ansi{\\info{\\author x}}}", "application/rtf"),
    ("%!PS-Adobe-3.0\n%%Creator: x", "application/postscript"),
    ("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    ("<?xml version='1.0'?>\n<!-- x -->\n<svg/>", "image/svg+xml"),
    ("<?xml version='1.0'?><office:document/>", "application/xml"), ("<!DOCTYPE html><title>x</title>", "text/html"),
    ("Just words.\nAnd 파업 소식.\n", "text/plain"), ("a\0b", "application/octet-stream"),
    ("\u{7F}ELF", "application/octet-stream"),
  ])
  func whatABeginningSays(content: String, type: String) {
    // ISO 8859-1 keeps a byte a byte; what is beyond it is UTF-8.
    let isLatin = content.unicodeScalars.allSatisfy { $0.value < 0x100 }
    let bytes = isLatin ? content.unicodeScalars.map { UInt8($0.value) } : Array(content.utf8)
    #expect(AttachmentKind(of: bytes).type == type)
  }

  @Test func textInAnOlderEncodingIsText() {
    // “파업” in EUC-KR.
    #expect(AttachmentKind(of: [0xC6, 0xC4, 0xBE, 0xF7, 0x0A]).type == "text/plain")
    #expect(AttachmentKind(of: [0xFF, 0xFB, 0x90, 0x44, 0, 0]).type == "audio/mpeg")
  }

  @Test func officeDocumentsAreToldFromOtherArchives() {
    let plain = ZIPFile([("notes.txt", "x")]).bytes
    #expect(AttachmentKind(of: plain).type == "application/zip" && !AttachmentKind(of: plain).isCleanable)
    let odt = ZIPFile([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")]).bytes
    #expect(AttachmentKind(of: odt).ending == "odt" && AttachmentKind(of: odt).isCleanable)
    let docx = ZIPFile([("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")])
    #expect(AttachmentKind(of: docx.bytes).ending == "docx" && AttachmentKind(of: docx.bytes).isCleanable)
    let macros = ZIPFile(docx.members + [("word/vbaProject.bin", "x")]).bytes
    #expect(!AttachmentKind(of: macros).isCleanable)
    #expect(!AttachmentKind(of: Array(docx.bytes.dropLast(30))).isCleanable)
  }

  @Test func aTIFFOfSeveralPagesOrACamerasRawIsNotOnePicture() {
    #expect(AttachmentKind(of: tiff(next: 0, tag: 0x0100)).isCleanable)
    #expect(!AttachmentKind(of: tiff(next: 8, tag: 0x0100)).isCleanable)
    #expect(!AttachmentKind(of: tiff(next: 0, tag: 0x014A)).isCleanable)
    #expect(!AttachmentKind(of: Array(tiff(next: 0, tag: 0x0100).prefix(12))).isCleanable)
  }

  private func tiff(next: Int, tag: Int) -> [UInt8] {
    Array("MM".utf8) + PlantedFile.big(42, 2) + PlantedFile.big(8, 4) + PlantedFile.big(1, 2)
      + PlantedFile.big(tag, 2) + PlantedFile.big(3, 2) + PlantedFile.big(1, 4) + PlantedFile.big(8, 4)
      + PlantedFile.big(next, 4)
  }

  @Test func noPieceOfAFileMakesItFall() throws {
    var random = SystemRandomNumberGenerator()
    let office = ZIPFile([("mimetype", "application/vnd.oasis.opendocument.text")]).bytes
    for whole in [try PlantedFile.jpeg(), PlantedFile.png(), tiff(next: 0, tag: 1), office] {
      for length in 0..<whole.count {
        var piece = Array(whole.prefix(length))
        #expect(!AttachmentKind(of: piece).type.isEmpty)
        for _ in 0..<4 where !piece.isEmpty { piece[Int.random(in: 0..<length, using: &random)] = .random(in: 0...255) }
        #expect(!AttachmentKind(of: piece).ending.isEmpty)
      }
    }
  }
}

/// An archive of members that are stored as they are (APPNOTE 6.3.10).
struct ZIPFile {
  let members: [(String, String)]
  init(_ members: [(String, String)]) { self.members = members }

  var bytes: [UInt8] {
    let little = { (number: Int, size: Int) in PlantedFile.big(number, size).reversed() as [UInt8] }
    var (files, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, content) in members {
      let shared =
        little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(0, 4) + little(content.utf8.count, 4)
        + little(content.utf8.count, 4) + little(name.utf8.count, 2) + little(0, 2)
      directory += little(0x0201_4B50, 4) + little(20, 2) + shared + little(0, 10) + little(files.count, 4)
      directory += Array(name.utf8)
      files += little(0x0403_4B50, 4) + shared + Array(name.utf8) + Array(content.utf8)
    }
    let end =
      little(0x0605_4B50, 4) + little(0, 4) + little(members.count, 2) + little(members.count, 2)
      + little(directory.count, 4) + little(files.count, 4) + little(0, 2)
    return files + directory + end
  }
}
