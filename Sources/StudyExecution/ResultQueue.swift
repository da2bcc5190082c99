import Dispatch
import Synchronization

/// Results on their way from the threads that fly to the one that commits; at most `capacity` wait.
final class ResultQueue<Element: Sendable>: Sendable {
    private let waiting = Mutex<[Element]>([])
    private let filled = DispatchSemaphore(value: 0)
    private let room: DispatchSemaphore

    init(capacity: Int) { room = DispatchSemaphore(value: capacity) }

    func push(_ element: Element) {
        room.wait()
        waiting.withLock { $0.append(element) }
        filled.signal()
    }

    /// Waits for the oldest.
    func pop() -> Element {
        filled.wait()
        defer { room.signal() }
        return waiting.withLock { $0.removeFirst() }
    }
}
