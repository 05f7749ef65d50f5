import Desk
import Foundation
import News
import Store
import Sync

/// What vouches for signed newsrooms, and what is wrong with them.
extension EffectRunner {
  func loadSigned(_ load: DeskEffect.Load) async throws {
    switch load {
    case .proof(let id): loop.post(.loaded(.proof(id, try await store.proof(of: id))))
    case .removal(let id, let newsroom, let place):
      loop.post(.loaded(.removal(id, try await store.removal(of: place, in: newsroom))))
    case .evidence(let newsroom): loop.post(.loaded(.evidence(newsroom, try await store.evidence(of: newsroom))))
    default: break
    }
  }

  func vouch(_ newsroom: NewsroomID, _ fingerprint: String) async throws {
    try await store.vouch(for: newsroom, fingerprint: fingerprint)
    loop.post(.loaded(.changed))
  }

  func exportEvidence(of id: NewsroomID, to path: String) async throws {
    guard let newsroom = try await store.newsrooms().first(where: { $0.id == id }),
      let status = try await store.editionStatus(of: id)
    else { return }
    let text = EvidenceFile.text(of: newsroom, status, try await store.evidence(of: id), now: Date())
    try await NewFile.write(text, to: TypedPath.read(path))
    loop.post(.done("written to \(path)"))
  }
}
