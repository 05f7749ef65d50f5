import Foundation
import TestSupport
import Testing

extension WholeProgram {
  @Suite(.timeLimit(.minutes(3))) struct CarrierTests {}
}

/// A reader's copy under everything that may carry it: whoever follows it there is a mirror for the next.
extension WholeProgram.CarrierTests {
  @Test(
    .enabled(if: WebHost.has(.nginx), "nginx is not installed (Debian package nginx): copies under it were not tried"))
  func nginxCarriesACopy() async throws { try await carry(.nginx) }

  @Test(
    .enabled(if: WebHost.has(.python), "python3 is not installed: copies under a server without Range were not tried"))
  func aServerWithoutRangeCarriesACopy() async throws { try await carry(.python) }

  @Test func wirecopyCarriesACopy() async throws { try await carry(.wirecopy) }

  @Test func aStickCarriesACopy() async throws { try await carry(nil) }

  /// - Parameter kind: nil for a folder that is read as it is.
  private func carry(_ kind: WebHost.Kind?) async throws {
    let (editors, first, second) = (try Program(), try Program(), try Program())
    defer { for program in [editors, first, second] { program.clear() } }
    let room = try EditorRoom(editors)
    for number in 1...3 { #expect(try room.add("Day \(number) 파업").status == 0) }
    let www = editors.file("www")
    #expect(try room.publish(www).status == 0)
    #expect(try first.run("add", www + "/#" + room.fingerprint).status == 0)
    let copy = first.file("copy")
    #expect(try first.run("mirror", copy).status == 0)
    var host: WebHost?
    if let kind { host = try await WebHost(kind, copy) }
    let added = try second.run("add", (host?.url ?? "file://\(copy)/") + "#" + room.fingerprint)
    #expect(added.status == 0, "\(added)")
    #expect(try second.titles() == ["Day 1 파업", "Day 2 파업", "Day 3 파업"])

    // News goes the same way: from the origin to the copy, from the copy to who follows it, and to a copy of the copy.
    #expect(try room.add("Day 4 파업").status == 0)
    #expect(try room.publish(www).status == 0)
    #expect(try first.run("sync").status == 0 && first.run("mirror", copy).status == 0)
    let synced = try second.run("sync")
    #expect(synced.status == 0, "\(synced)")
    #expect(try second.titles().contains("Day 4 파업"))
    #expect(try second.edition()["complete"] as? Bool == true)
    #expect(try second.run("mirror", second.file("copy")).status == 0)
    for name in ["checkpoint", "root/1.json", "segment/000000", "tile/entries/000.p/4", "tile/0/000.p/4"] {
      #expect(
        FileManager.default.contentsEqual(atPath: second.file("copy/") + name, andPath: www + "/" + name), "\(name)")
    }
    let checked = try second.run("edition", "verify", second.file("copy") + "#" + room.fingerprint)
    #expect(checked.status == 0, "\(checked)")
    host?.end()
  }
}
