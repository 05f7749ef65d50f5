import Edition
import Foundation
import News
import Seal

extension EditionStatus {
  /// What the verifier knows. A fork that was seen before keeps its time.
  init(_ state: EditionState, before: EditionStatus?, now: Date) {
    self.init()
    let root = state.roots.newest
    fingerprint = state.fingerprint?.text
    isFirstSeen = state.isFirstSeen
    title = root?.title
    origin = root?.origin
    languages = root?.languages ?? []
    self.root = root?.number ?? 0
    expires = root?.expires
    editors = root?.editors.keyIDs ?? []
    threshold = root?.editors.threshold ?? 0
    heads = root?.head.keyIDs ?? []
    recipients = root?.recipients.map(\.text) ?? []
    size = state.size
    held = state.held.count
    first = state.first
    isComplete = state.isComplete
    signed = state.checkpoint.map { Date(timeIntervalSince1970: Double($0.time)) }
    fork = state.fork.map { evidence in
      Fork(
        held: String(decoding: evidence.held.bytes, as: UTF8.self),
        other: String(decoding: evidence.other.bytes, as: UTF8.self), seen: before?.fork?.seen ?? now)
    }
  }
}
