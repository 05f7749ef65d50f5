import Edition
import Foundation
import News
import Seal

extension NewsroomFolder {
  /// Looks at what stands where an edition is about to be published, before anything is signed: it must be an older state of this
  /// folder's own. Else this folder comes from a backup, or two are published from, and each reader would be shown two histories.
  ///
  /// What can't be read as a checkpoint is written over, as is what editors have let go of by a root's trunk.
  /// - Returns: whether what stands there is not what the editors vouched for since, and all of its pages are to be made again.
  func checkPlace(_ place: String) throws(PressFault) -> Bool {
    guard let bytes = try? TreeFolder.read(place + "/checkpoint", most: EditionLimits.checkpoint),
      let note = try? SignedNote(reading: bytes, most: EditionLimits.checkpoint),
      let there = try? Checkpoint(text: note.text)
    else { return false }
    guard SignedCheckpoint.checked(bytes, roots: roots) != nil else {
      throw foreign(
        place,
        "what is published there is signed with no key that this folder knows, and nothing was signed: take the newest copy of this folder, or publish elsewhere"
      )
    }
    if let newest = roots.files.last(where: { $0.trunk != nil }),
      !FileManager.default.fileExists(atPath: place + "/" + TreePath.root(newest.number).text)
    {
      return true
    }
    guard there.size > 0 else { return false }
    let own = try published()?.point
    guard let mine = own, there.size <= mine.size else {
      throw foreign(
        place,
        "what is published there is newer than this folder (\(there.size) entries, here \(own?.size ?? 0)), and nothing was signed: take the newest copy of this folder; if there is none, move \(tree) away and put a copy of what is published there in its place"
      )
    }
    let hash = try there.size == mine.size ? mine.hash : point(at: there.size).hash
    guard hash == there.hash else {
      throw foreign(
        place,
        "what is published there is another history than this folder's, and nothing was signed: take the copy of this folder that was published from, or have the editors say with `wirecopy edition rotate --trunk` what they vouch for"
      )
    }
    return false
  }

  private func foreign(_ place: String, _ why: Phrase) -> PressFault { .tree(.foreign(path: place, why: why)) }
}
