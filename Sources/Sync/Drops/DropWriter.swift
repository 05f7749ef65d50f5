import Seal

/// Writes a drop into a fresh file, sealed on the way where it is to be: nothing of a sealed one is ever on the disk in clear.
struct DropWriter {
  let file: FreshFile
  private var sealer: AgeSealer?
  private var digest = Digest()
  /// Bytes so far, before they were sealed.
  private(set) var count = 0

  init(_ file: FreshFile, seal: DropSeal?) throws(ReportPackFault) {
    self.file = file
    guard let seal else { return }
    do throws(AgeFault) {
      let sealer = try AgeSealer(for: seal.recipients, stanzas: DropSeal.stanzas)
      self.sealer = sealer
    } catch {
      throw .noRecipient
    }
    if let head = sealer?.head { try file.write(head) }
  }

  mutating func write(_ bytes: [UInt8]) throws(ReportPackFault) {
    digest.update(bytes)
    count += bytes.count
    try file.write(sealer?.seal(bytes) ?? bytes)
  }

  /// SHA-256 of what was written so far.
  var hash: [UInt8] {
    let digest = digest
    return digest.finish()
  }

  /// Fills it up with zeros, and ends it.
  mutating func finish(padded size: Int) throws(ReportPackFault) {
    let zeros = [UInt8](repeating: 0, count: KeptFile.piece)
    while count < size { try write(Array(zeros.prefix(size - count))) }
    if let sealer { try file.write(sealer.finish()) }
    sealer = nil
  }
}
