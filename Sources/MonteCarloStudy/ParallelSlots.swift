import Synchronization

/// Hands out task numbers to threads.
final class TaskCounter: Sendable {
    private let next = Atomic<Int>(0)

    func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// Results by task number, so that their order does not depend on the threads.
final class RowSlots: Sendable {
    private let slots: Mutex<[StudyRow?]>

    init(count: Int) { slots = Mutex(Array(repeating: nil, count: count)) }

    func set(_ place: Int, _ row: StudyRow) { slots.withLock { $0[place] = row } }

    func all() -> [StudyRow] { slots.withLock { $0.map { $0! } } }
}
