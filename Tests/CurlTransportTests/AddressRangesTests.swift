import CurlTransport
import Testing

@Suite("Where no public server stands")
struct AddressRangesTests {
  @Test(
    "Special addresses lie there",
    arguments: [
      "0.0.0.0", "10.10.34.35", "100.64.0.1", "100.127.255.255", "127.0.0.53", "169.254.1.1", "172.16.0.1",
      "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
      "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:8.8.8.8", "100::1",
      "2001:db8::1", "2001::1", "2002:a00:1::1", "3fff::1", "fc00::1", "fdff::1", "fe80::1", "fe80::1%eth0", "ff02::1",
      "64:ff9b::10.10.34.35",
    ])
  func inside(address: String) { #expect(AddressRanges.standard.contains(address)) }

  @Test(
    "Public ones, and what is no address, do not",
    arguments: [
      "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255", "128.0.0.1",
      "172.15.255.255", "172.32.0.1", "191.255.255.255", "192.0.1.1", "192.167.255.255", "198.17.255.255",
      "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2001:4860:4860::8888", "2a00::1", "64:ff9b::8.8.8.8",
      "64:ff9b:1::1", "", "a.example",
    ])
  func outside(address: String) { #expect(!AddressRanges.standard.contains(address)) }

  @Test("A set of one's own holds what it says, to the bit, and the empty one nothing")
  func own() throws {
    let ranges = try #require(AddressRanges(["127.0.0.6/31", "::/0"]))
    #expect(["127.0.0.6", "127.0.0.7", "2606::1"].allSatisfy(ranges.contains))
    #expect(!["127.0.0.5", "127.0.0.8"].contains(where: ranges.contains))
    #expect(!AddressRanges.none.contains("127.0.0.1"))
    #expect(AddressRanges(["0.0.0.0/0"])?.contains("9.9.9.9") == true)
  }

  @Test(
    "What is no range makes no set",
    arguments: ["", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "a/8", "10.0.0.0/8/9"])
  func malformed(text: String) { #expect(AddressRanges([text]) == nil) }
}
