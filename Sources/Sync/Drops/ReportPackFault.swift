import Foundation
public import News

/// Why a report was not packed, or a packed one not read. What was there before is as it was.
public enum ReportPackFault: Error, Hashable, Sendable {
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// No room on the disk.
  case full(path: String)
  /// A file has the name already.
  case exists(path: String)
  /// The kept copy of an attachment is not there, or not what was attached.
  case changed(attachment: String)
  /// More than a drop can hold: `bytes` of `most`.
  case tooLarge(bytes: Int, most: Int)
  case tooManyFiles(Int)
  /// Its bytes are not those that its name promises, or its end is missing.
  case damaged(path: String)
  /// Another kind of file, or a report that breaks the rules of the format.
  case notAReport(path: String, reason: Phrase)
  /// It is sealed, and there is no key here to open it.
  case sealed(path: String)
  /// It is sealed to others than those whose keys are here.
  case sealedToOthers(path: String)
  /// Its signature is not that of the key that it names.
  case unsigned(path: String)
  /// It was written to another newsroom, and sealed anew by somebody to whom it was sent.
  case meantForAnother(path: String)
  /// The newsroom's keys name nobody to seal it to, or somebody to whom we can't.
  case noRecipient
  /// The newsroom's keys are not here yet, or not to be trusted: nothing is packed for it.
  case noKeys
  /// Written by a newer Wirecopy, in version `found` of the format.
  case newer(path: String, found: Int)

  /// What happened, to what, and what to do about it. Text from outside in it is not yet made visible.
  public var phrase: Phrase {
    switch self {
    case .unreadable(let path, let reason): "\(path) can't be read: \(reason)"
    case .unwritable(let path, let reason): "\(path) can't be written: \(reason)"
    case .full(let path): "no room on the disk for \(path): free some space"
    case .exists(let path): "\(path) is there already: choose another name"
    case .changed(let name): "the kept copy of \(name) is gone or was changed: attach it again"
    case .tooLarge(let bytes, let most):
      "it is too large to be sent: \(VerdictSentence.size(bytes)), and no more than \(VerdictSentence.size(most)) can be"
    case .tooManyFiles(let count):
      "it has \(count) attachments, and no more than \(PackedReport.mostFiles) can be sent at once"
    case .damaged(let path): "\(path) is damaged: its bytes are not those that its name or its beginning promises"
    case .notAReport(let path, let reason): "\(path) is no report that can be read: \(reason)"
    case .sealed(let path): "\(path) is sealed: `--edition FOLDER` opens it with the desk's key"
    case .sealedToOthers(let path): "\(path) is sealed to other keys than yours: nobody here can open it"
    case .unsigned(let path): "\(path) was altered: its signature is not by the key that it names"
    case .meantForAnother(let path):
      "\(path) was written to another newsroom, and passed on to this one by somebody else"
    case .noRecipient: "the newsroom's keys name somebody to whom this Wirecopy can't seal: update Wirecopy"
    case .noKeys: "the newsroom's keys are not here, or can't be trusted now: it is kept, and not packed"
    case .newer(let path, let found):
      "\(path) was written by a newer Wirecopy (version \(found) of the format). Update Wirecopy."
    }
  }

  static func writing(_ path: String, _ code: Int32) -> ReportPackFault {
    switch code {
    case ENOSPC, EDQUOT: .full(path: path)
    case EEXIST: .exists(path: path)
    default: .unwritable(path: path, reason: String(cString: strerror(code)))
    }
  }

  static func reading(_ path: String, _ code: Int32) -> ReportPackFault {
    .unreadable(path: path, reason: String(cString: strerror(code)))
  }
}
