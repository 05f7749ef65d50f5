import Foundation
import Glibc
import News
import TestSupport
import Testing

@testable import wirecopy

/// Metadata out of real files, by the real `mat2`.
@Suite(.serialized) struct AttachmentCleanerTests {
  static let hasMat2 = Program.has("mat2")
  static let why: Comment = "needs mat2, which is not installed"

  private func clean(_ bytes: [UInt8]) async throws -> (bytes: [UInt8], found: [String]) {
    let work = try TemporaryFolder()
    let folder = try CleaningFolder(in: work.path)
    let name = "copy.\(AttachmentKind(of: bytes).ending)"
    try Data(bytes).write(to: URL(filePath: folder.file(name)))
    let cleaned = try await MetadataCleaner().clean(name, in: folder)
    return ([UInt8](try Data(contentsOf: URL(filePath: cleaned.path))), cleaned.found)
  }

  /// What exiftool finds of the mark, anywhere.
  private func look(_ bytes: [UInt8]) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "arrived.bin")
    return try Errand(
      ["exiftool", "-a", "-u", "-g1", "-ee3", path], environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], seconds: 30
    ).answer.output
  }

  @Test(.enabled(if: hasMat2, why)) func nothingThatWasPlantedIsLeft() async throws {
    let files: [(String, [UInt8], field: String)] = [
      ("JPEG", try PlantedFile.jpeg(), "GPSLatitude"), ("PNG", PlantedFile.png(), "GPSLatitude"),
      ("PDF", PlantedFile.pdf(), "author"), ("GIF", PlantedFile.gif(), "Comment"),
    ]
    for (kind, bytes, field) in files {
      #expect(bytes.holds(PlantedFile.mark))
      let cleaned = try await clean(bytes)
      #expect(!cleaned.bytes.holds(PlantedFile.mark), "\(kind) still has the mark")
      #expect(AttachmentKind(of: cleaned.bytes) == AttachmentKind(of: bytes), "\(kind) became another kind")
      #expect(cleaned.found.contains(field), "\(kind): \(cleaned.found)")
      #expect(!cleaned.found.contains { $0.contains(PlantedFile.mark) }, "only names are kept: \(cleaned.found)")
    }
  }

  @Test(.enabled(if: hasMat2 && Program.has("exiftool"), "needs mat2 and exiftool; one is not installed"))
  func exiftoolFindsNeitherPlaceNorPerson() async throws {
    for bytes in [try PlantedFile.jpeg(), PlantedFile.png(), PlantedFile.pdf()] {
      let before = try look(bytes)
      #expect(before.contains(PlantedFile.mark), "the file was planted well: \(before)")
      let after = try look(try await clean(bytes).bytes)
      #expect(after.contains("File Type"), "it is still a file: \(after)")
      for word in ["PLANTED", "GPS", "Artist", "Author", "Creator", "XMP", "Comment"] {
        #expect(!after.contains(word), "\(word) in \(after)")
      }
    }
  }

  @Test(.enabled(if: hasMat2, why)) func textIsKeptAsItIs() async throws {
    let text = Array("한 줄\r\nanother line, no end".utf8)
    let cleaned = try await clean(text)
    #expect(cleaned.bytes == text && cleaned.found.isEmpty)
  }

  @Test(.enabled(if: hasMat2, why)) func aDamagedPictureIsRefusedInMat2sWords() async throws {
    let bytes = Array(try PlantedFile.jpeg().prefix(200))
    let refusal = await #expect(throws: AttachmentRefusal.self) { _ = try await clean(bytes) }
    #expect(
      refusal?.canGoUntouched == true && refusal?.phrase.arguments.isEmpty == false, "\(String(describing: refusal))")
  }

  @Test func withoutMat2TheCommandThatInstallsItIsSaid() async throws {
    let work = try TemporaryFolder()
    let folder = try CleaningFolder(in: work.path)
    let refusal = await #expect(throws: AttachmentRefusal.self) {
      _ = try await MetadataCleaner(path: work.path).clean("copy.jpg", in: folder)
    }
    #expect(refusal?.phrase.pattern.contains("apt install mat2") == true && refusal?.canGoUntouched == false)
  }

  /// A `mat2` of our own: a shell script.
  private func fake(_ script: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("#!/bin/sh\n\(script)\n".utf8), to: "mat2")
    chmod(path, 0o700)
    return folder
  }

  @Test func whatIsLeftAfterCleaningIsARefusalThatNamesIt() async throws {
    let tools = try fake(
      #"if [ "$1" = --show ]; then printf '[+] Metadata for x:\n    Artist: me\n'; else cp "$1" copy.cleaned.jpg; fi"#)
    let work = try TemporaryFolder()
    let folder = try CleaningFolder(in: work.path)
    try Data("x".utf8).write(to: URL(filePath: folder.file("copy.jpg")))
    let refusal = await #expect(throws: AttachmentRefusal.self) {
      _ = try await MetadataCleaner(path: "\(tools.path):/usr/bin:/bin").clean("copy.jpg", in: folder)
    }
    #expect(refusal?.phrase.arguments == ["Artist"])
  }

  @Test func whatMat2SaysIsBoundedAndVisible() async throws {
    let tools = try fake(
      #"i=0; printf '[-] \033[31mred '; while [ $i -lt 20000 ]; do printf 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxx'; i=$((i+1)); done"#
    )
    let work = try TemporaryFolder()
    let folder = try CleaningFolder(in: work.path)
    let refusal = await #expect(throws: AttachmentRefusal.self) {
      _ = try await MetadataCleaner(path: "\(tools.path):/usr/bin:/bin").clean("copy.jpg", in: folder)
    }
    let said = try #require(refusal?.phrase.arguments.first)
    #expect(said.count <= 200 && said.hasPrefix("␛[31mred"), "\(said)")
  }

  @Test func itIsGivenArgumentsAndFewVariablesAndNothingThatIsOpenHere() async throws {
    let tools = try fake(
      #"printf '[-] '; echo "$#" "$@" "$(env | cut -d= -f1 | grep -v -x -e PWD -e _ -e SHLVL -e OLDPWD | sort | tr '\n' ' ')" "$(ls /proc/self/fd | tr '\n' ' ')""#
    )
    let work = try TemporaryFolder()
    let folder = try CleaningFolder(in: work.path)
    let refusal = await #expect(throws: AttachmentRefusal.self) {
      _ = try await MetadataCleaner(path: "\(tools.path):/usr/bin:/bin").clean("a $(id);b.jpg", in: folder)
    }
    // ls has one more of its own, for the folder.
    #expect(refusal?.phrase.arguments == ["2 --show a $(id);b.jpg HOME LANG PATH TMPDIR  0 1 2 3"])
  }

  @Test func oneThatTakesTooLongOrIsNotWantedEndsWithItsChildren() async throws {
    // A child in a session of its own, as a sandbox is.
    let tools = try fake("setsid sleep 300 & echo $! > pids; sleep 300 & echo $! >> pids; wait")
    for isCancelled in [false, true] {
      let work = try TemporaryFolder()
      let folder = try CleaningFolder(in: work.path)
      let cleaner = MetadataCleaner(path: "\(tools.path):/usr/bin:/bin", seconds: isCancelled ? 60 : 1)
      let cleaning = Task { try await cleaner.clean("copy.jpg", in: folder) }
      let pids = { () -> [pid_t] in
        ((try? String(contentsOfFile: folder.file("pids"), encoding: .utf8)) ?? "").split(separator: "\n")
          .compactMap { pid_t($0) }
      }
      try await wait("the children are there") { pids().count == 2 }
      let children = pids()
      if isCancelled { cleaning.cancel() }
      let start = ContinuousClock.now
      do {
        _ = try await cleaning.value
        Issue.record("it can't have been done")
      } catch is CancellationError {
        #expect(isCancelled)
      } catch let refusal as AttachmentRefusal {
        #expect(!isCancelled && refusal.phrase.pattern.contains("not done after"))
      }
      #expect(start.duration(to: .now) < .seconds(5))
      try await wait("the children are gone") { !children.contains(where: isAlive) }
    }
  }

  @Test(arguments: [
    ("  No metadata found in copy.jpg.", []),
    ("[+] Metadata for a.pdf:\n    author: x\n    format: PDF-1.5\n    mod-date: -1\n", ["author"]),
    (
      "[+] Metadata for a.odt:\n[++] Metadata for meta.xml:\n      dc:creator: x\n      date: 1\n",
      ["date", "dc:creator"]
    ),
  ])
  func namesAreReadFromWhatItShows(output: String, names: [String]) {
    #expect(MetadataCleaner.fields(in: output) == names)
  }

  @Test(arguments: ["", "[-] x's format (None) is not supported", "Traceback (most recent call last):\n  x", "hello"])
  func whatSaysNothingOfMetadataIsNoAnswer(output: String) { #expect(MetadataCleaner.fields(in: output) == nil) }
}
