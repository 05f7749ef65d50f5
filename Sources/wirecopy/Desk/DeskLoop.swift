import Desk
import Foundation
import News
import Screen
import Terminal

/// The loop: events into the model, effects to the runner, pictures to the terminal. All on the main actor.
///
/// Events that came while one was being taken are taken before the next picture: a flood of them costs one painting.
@MainActor
final class DeskLoop {
  private var model: DeskModel
  private let screen: TerminalScreen
  /// For those who measure.
  private let frames: FrameLog?
  private let copy: ScreenCopy?
  private var queue: [DeskEvent] = []
  /// When the first one in the queue came.
  private var queued: ContinuousClock.Instant?
  private let wakes: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation
  private var isOver = false
  /// Nobody is there any more who could be asked.
  private(set) var isTerminalGone = false
  private var watchers: [Task<Void, Never>] = []

  init(screen: TerminalScreen, options: DeskOptions, keys: KeyMap, frames: FrameLog? = nil, copy: ScreenCopy? = nil) {
    self.screen = screen
    self.frames = frames
    self.copy = copy
    model = DeskModel(options: options, keys: keys)
    (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  func post(_ event: DeskEvent) {
    if queue.isEmpty { queued = .now }
    queue.append(event)
    wake.yield()
  }

  func end() {
    isOver = true
    wake.yield()
  }

  /// Runs until the user quits or the terminal goes.
  /// - Parameter begin: is called once, after the first picture.
  func run(_ runner: EffectRunner, begin: () -> Void) async {
    var isBegun = false
    watch()
    post(.opened(screen.size, Date()))
    for await _ in wakes {
      let came = queued ?? .now
      takeAll(runner)
      if isOver { break }
      let painting = ContinuousClock.now
      let written = frames.flatMap { _ in FrameLog.written() }
      let grid = model.render(screen.size)
      screen.paint(grid)
      frames?.add(since: came, painting: painting, until: .now, bytes: written)
      copy?.keep(grid)
      if !isBegun {
        isBegun = true
        begin()
      }
    }
    watchers.forEach { $0.cancel() }
    screen.willClose()
  }

  /// Takes what came, and begins what it asks for.
  func takeAll(_ runner: EffectRunner) {
    while !queue.isEmpty, !isOver {
      let events = queue
      (queue, queued) = ([], nil)
      for event in events {
        for effect in model.update(event) { runner.run(effect) }
      }
    }
  }

  private func watch() {
    let inputs = screen.inputs
    watchers.append(
      Task { [weak self] in
        for await input in inputs {
          if input == .ended { self?.isTerminalGone = true }
          self?.post(.input(input))
        }
        self?.end()
      })
    watchers.append(
      Task { [weak self] in
        while !Task.isCancelled {
          try? await Task.sleep(for: .seconds(1))
          self?.post(.ticked(Date()))
        }
      })
  }
}
