import Foundation
import News
import Seal

extension RootFile {
  /// Reads one. Its signatures are not checked by it.
  public init(reading bytes: [UInt8]) throws(EditionFault) {
    guard bytes.count <= EditionLimits.root else { throw .tooLong(.root(0), most: EditionLimits.root) }
    guard let file = JSONValue(reading: bytes), let body = file["signed"], let canonical = body.canonicalBytes else {
      throw .rootMalformed("it is no JSON of the form that is signed")
    }
    guard body["_type"]?.string == "root" else { throw .rootMalformed("it is no root metadata") }
    guard let version = body["spec_version"]?.string, version.hasPrefix("1.") else {
      throw .rootMalformed("it follows another specification")
    }
    guard let number = body["version"]?.integer, number >= 1 else { throw .rootMalformed("it has no number") }
    guard let expires = body["expires"]?.string.flatMap(EntryTime.date) else {
      throw .rootMalformed("it does not say when it expires")
    }
    guard let extra = body["x-wirecopy"], let origin = extra["origin"]?.string, NoteKey.isName(origin),
      origin.utf8.count <= 256
    else { throw .rootMalformed("it has no origin") }
    let keys = try Self.keys(body["keys"])
    // TUF wants all four; a file without one of them is refused by its programs, too.
    for name in ["snapshot", "targets"] { _ = try Self.role(name, of: body, keys) }

    self.bytes = bytes
    self.number = number
    self.expires = expires
    self.origin = origin
    editors = try Self.role("root", of: body, keys)
    head = try Self.role("timestamp", of: body, keys)
    title = extra["title"]?.string ?? origin
    languages = extra["languages"]?.strings ?? []
    recipients = (extra["recipients"]?.strings ?? []).compactMap { AgeRecipient($0) }
    if let trunk = extra["trunk"] {
      guard let size = trunk["size"]?.integer, (0...EditionLimits.size).contains(size),
        let hash = trunk["hash"]?.string.flatMap(Self.hash)
      else { throw .rootMalformed("its trunk is none") }
      self.trunk = TreePoint(size: size, hash: hash)
    } else {
      trunk = nil
    }
    signed = canonical
    signatures = try Self.signatures(file["signatures"])
  }

  /// In hexadecimal, as entries have hashes, or in base 64, as checkpoints have them.
  private static func hash(_ text: String) -> TreeHash? {
    TreeHash(hex: text) ?? Base64.read(text.utf8).flatMap { TreeHash($0) }
  }

  /// Keys by ID. Those of other kinds count for nobody and are passed over.
  private static func keys(_ value: JSONValue?) throws(EditionFault) -> [String: VerifyingKey?] {
    guard let members = value?.members, members.count <= 1024 else { throw .rootMalformed("it has no keys") }
    var keys: [String: VerifyingKey?] = [:]
    for member in members {
      guard let kind = member.value["keytype"]?.string, let scheme = member.value["scheme"]?.string,
        let text = member.value["keyval"]?["public"]?.string
      else { throw .rootMalformed("one of its keys is none") }
      guard kind == "ed25519", scheme == "ed25519" else {
        keys.updateValue(nil, forKey: member.name)
        continue
      }
      guard let key = Hexadecimal.read(text.utf8).flatMap({ VerifyingKey($0) }) else {
        throw .rootMalformed("one of its keys is none")
      }
      keys[member.name] = key
    }
    return keys
  }

  private static func role(
    _ name: String, of body: JSONValue, _ keys: [String: VerifyingKey?]
  ) throws(EditionFault) -> RootRole {
    guard let role = body["roles"]?[name], let ids = role["keyids"]?.array, let threshold = role["threshold"]?.integer,
      threshold >= 1
    else { throw .rootMalformed("it lacks a role") }
    let names = ids.compactMap(\.string)
    guard names.count == ids.count, Set(names).count == names.count else {
      throw .rootMalformed("a role names a key twice")
    }
    var known: [String: VerifyingKey] = [:]
    for name in names {
      guard let key = keys[name] else { throw .rootMalformed("a role names a key that is not there") }
      if let key { known[name] = key }
    }
    // Keys under two names count once, so they must not be needed twice.
    guard Set(known.values).count >= threshold else { throw .rootMalformed("a role asks for more keys than it has") }
    return RootRole(keyIDs: names, keys: known, threshold: threshold)
  }

  private static func signatures(_ value: JSONValue?) throws(EditionFault) -> [(String, [UInt8])] {
    guard let list = value?.array, list.count <= 1024 else { throw .rootMalformed("it has no signatures") }
    var signatures: [(String, [UInt8])] = []
    var seen: Set<String> = []
    for item in list {
      guard let id = item["keyid"]?.string, let text = item["sig"]?.string, let bytes = Hexadecimal.read(text.utf8)
      else {
        throw .rootMalformed("one of its signatures is none")
      }
      guard seen.insert(id).inserted else { throw .rootSignedTwice }
      signatures.append((id, bytes))
    }
    return signatures
  }
}
