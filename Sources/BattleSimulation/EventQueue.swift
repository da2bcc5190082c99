import Batteries
import Quantities

/// What kind of thing is due; the order of cases is the order within one instant.
enum EventPhase: UInt8, Comparable {
    case failure, arrival, sensing, reporting, tracking, command, order, flight, assessment, housekeeping

    static func < (left: EventPhase, right: EventPhase) -> Bool { left.rawValue < right.rawValue }
}

/// A thing that happens at a time.
enum BattleEvent {
    /// A target comes to the end of its path; `generation` is that of the path that the event was made for.
    case targetEnds(target: Int, generation: Int32)
    /// A radar begins a renewal of its picture; `chain` is the one of its beginnings to scan that the event belongs to.
    case scanStarts(radar: Int, chain: Int32)
    /// A sector of a rotating radar's scan is complete.
    case sectorSwept(radar: Int, sector: Int32)
    /// A message comes to the end of its link.
    case messageArrives(Int)
    /// A command post (or an autonomous fire unit) decides.
    case commandCycle(node: Int)
    /// A fire unit and its superior hold each other for lost, or hear each other again.
    case contactChecked(fireUnit: Int)
    /// A command post asks its fire units whether they are there: on a link that loses messages.
    case contactAsked(node: Int)
    /// A fire unit says how it is although nothing has changed: on a link that loses messages.
    case statusDue(fireUnit: Int)
    /// A fire unit does what it has set itself.
    case battery(BatteryTask)
    /// A failure written into the scenario, or its end.
    case scripted(failure: Int, begins: Bool)
}

extension BatteryTask {
    var phase: EventPhase {
        switch self {
        case .launch, .frame: .flight
        case .assess, .designationExpires: .assessment
        case .reloaded, .moves: .housekeeping
        }
    }
}

/// A binary heap of events ordered by (time, phase, sequence), so that equal times resolve the same way everywhere.
struct EventQueue {
    private struct Entry {
        var nanoseconds: Int64
        /// Phase in the top byte, sequence below.
        var order: UInt64
        var event: BattleEvent

        func precedes(_ other: Entry) -> Bool {
            nanoseconds != other.nanoseconds ? nanoseconds < other.nanoseconds : order < other.order
        }
    }

    private var entries: [Entry] = []
    private var sequence: UInt64 = 0

    var isEmpty: Bool { entries.isEmpty }

    mutating func schedule(_ event: BattleEvent, at time: SimulationTime, phase: EventPhase) {
        let order = UInt64(phase.rawValue) << 56 | sequence
        sequence += 1
        let entry = Entry(nanoseconds: time.nanoseconds, order: order, event: event)
        entries.append(entry)
        entries.withUnsafeMutableBufferPointer { Self.settle(entry, at: $0.count - 1, in: $0) }
    }

    /// Puts an entry at a free place or above it: what it precedes moves down, and nothing is written twice.
    @inline(__always)
    private static func settle(_ entry: Entry, at free: Int, in entries: UnsafeMutableBufferPointer<Entry>) {
        var place = free
        while place > 0 {
            let parent = (place - 1) / 2
            guard entry.precedes(entries[parent]) else { break }
            entries[place] = entries[parent]
            place = parent
        }
        entries[place] = entry
    }

    /// When the next event is due; nil where none is.
    var nextTime: SimulationTime? { entries.first.map { SimulationTime(nanoseconds: $0.nanoseconds) } }

    mutating func next() -> (time: SimulationTime, event: BattleEvent)? {
        guard let first = entries.first else { return nil }
        let last = entries.removeLast()
        entries.withUnsafeMutableBufferPointer { entries in
            let count = entries.count
            guard count > 0 else { return }
            // The gap goes down to the last row along the earlier children; what stood last there seldom rises far from it.
            var gap = 0
            var child = 1
            while child < count {
                if child + 1 < count, entries[child + 1].precedes(entries[child]) { child += 1 }
                entries[gap] = entries[child]
                gap = child
                child = 2 * gap + 1
            }
            Self.settle(last, at: gap, in: entries)
        }
        return (SimulationTime(nanoseconds: first.nanoseconds), first.event)
    }
}
