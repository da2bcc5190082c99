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
    /// A rotating radar begins a renewal of its picture.
    case scanStarts(radar: Int, scan: Int32)
    /// A sector of a rotating radar's scan is complete.
    case sectorSwept(radar: Int, sector: Int32)
    /// Plots reach a command post or a fire unit after the link's delay.
    case plotsArrive(batch: Int)
    /// A command post (or an autonomous fire unit) decides.
    case commandCycle(node: Int)
    /// An order reaches its fire unit.
    case orderArrives(engagement: Int)
    /// A fire unit does what it has set itself.
    case battery(BatteryTask)
    /// A failure written into the scenario.
    case scripted(failure: Int)
}

extension BatteryTask {
    var phase: EventPhase {
        switch self {
        case .launch, .frame: .flight
        case .assess, .designationExpires: .assessment
        case .reloaded: .housekeeping
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
        entries.append(Entry(nanoseconds: time.nanoseconds, order: order, event: event))
        var place = entries.count - 1
        while place > 0 {
            let parent = (place - 1) / 2
            guard entries[place].precedes(entries[parent]) else { break }
            entries.swapAt(place, parent)
            place = parent
        }
    }

    mutating func next() -> (time: SimulationTime, event: BattleEvent)? {
        guard let first = entries.first else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            var place = 0
            while true {
                var child = 2 * place + 1
                guard child < entries.count else { break }
                if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
                guard entries[child].precedes(entries[place]) else { break }
                entries.swapAt(place, child)
                place = child
            }
        }
        return (SimulationTime(nanoseconds: first.nanoseconds), first.event)
    }
}
