import Dispatch
import Synchronization

/// The same work for each of many rows, over several threads; the result never depends on how many.
enum ParallelRows {
    /// `body(row)` for rows 0 ..< count, in order.
    /// - Parameters:
    ///   - jobs: threads, at least one.
    ///   - progress: told the number of rows done, from any thread, one call at a time.
    static func map<Row: Sendable>(
        count: Int, jobs: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }, _ body: @escaping @Sendable (Int) -> Row
    ) -> [Row] {
        let next = Atomic<Int>(0)
        let state = Mutex<(rows: [Row?], done: Int)>((Array(repeating: nil, count: count), 0))
        DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, max(1, count)))) { _ in
            while true {
                let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard place < count else { return }
                let row = body(place)
                state.withLock { state in
                    state.rows[place] = row
                    state.done += 1
                    progress(state.done)
                }
            }
        }
        return state.withLock { $0.rows.map { $0! } }
    }
}
