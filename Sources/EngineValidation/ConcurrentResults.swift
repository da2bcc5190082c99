import Foundation

/// Results of pieces of work done on several threads, in the order of the work.
package final class ConcurrentResults<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var slots: [Result<Value, any Error>?]

    package init(count: Int) { slots = Array(repeating: nil, count: count) }

    package func set(_ place: Int, _ result: Result<Value, any Error>) {
        lock.withLock { slots[place] = result }
    }

    /// What has been set.
    package func all() -> [Result<Value, any Error>] { lock.withLock { slots.compactMap { $0 } } }
}
