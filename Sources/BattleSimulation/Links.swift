import Batteries
import CommandPosts
import DefenceModels
import Quantities
import Stochastics
import TacticalMessages

/// What is on its way from one part of the defence to another.
enum Message {
    /// Plots of a radar to a node.
    case plots(PlotBatch)
    /// A post's order to a fire unit.
    case order(OrderMessage, unit: Int)
    /// A post's order to a fire unit to turn its sector.
    case turn(SectorTurn, node: Int)
    /// A fire unit's word to a node.
    case word(UnitMessage, node: Int)
    /// A post's present track of what a fire unit engages, for rounds with seekers of their own.
    case track(TrackUpdate)
    /// A post's order to a radar to fall silent.
    case silence(SilenceOrder, node: Int)
    /// A post's order to a fire unit to break an engagement off.
    case breakOff(BreakOff)
    /// A post's order to a fire unit to leave for its next place.
    case move(MoveOrder, node: Int)
}

/// The links between posts, fire units and radars: messages on their way, what is cut, and who answers to whom.
struct Links: ~Copyable {
    private let tables: DefenceTables
    private let dice: RunDice
    private var messages: [Message?] = []
    private var free: [Int] = []
    /// Failures that hold each fire unit's link to its superior cut.
    private var cuts: [Int]
    /// Fire units that decide for themselves, their superior silent.
    private var isAlone: [Bool]
    /// The fire unit over whose link each radar's plots travel to other nodes than its own; −1 for none.
    private let unitOfRadar: [Int]

    init(_ tables: DefenceTables, dice: RunDice) {
        self.tables = tables
        self.dice = dice
        cuts = Array(repeating: 0, count: tables.model.fireUnits.count)
        isAlone = Array(repeating: false, count: tables.model.fireUnits.count)
        unitOfRadar = tables.model.radars.map { $0.fireUnit ?? -1 }
    }

    // MARK: Who answers to whom

    /// The node above a fire unit's own; nil where there is none.
    func superior(of unit: Int) -> Int? { tables.nodes[tables.fireUnits[unit].node].superior }

    /// The node whose orders a fire unit follows now.
    func commander(of unit: Int) -> Int {
        let own = tables.fireUnits[unit].node
        return isAlone[unit] ? own : tables.nodes[own].superior ?? own
    }

    func isAlone(_ unit: Int) -> Bool { isAlone[unit] }

    mutating func setAlone(_ unit: Int, _ alone: Bool) { isAlone[unit] = alone }

    /// - Returns: false where it was cut already.
    mutating func cut(_ unit: Int) -> Bool {
        cuts[unit] += 1
        return cuts[unit] == 1
    }

    /// - Returns: whether it is whole again.
    mutating func mend(_ unit: Int) -> Bool {
        cuts[unit] -= 1
        return cuts[unit] == 0
    }

    func isCut(_ unit: Int) -> Bool { cuts[unit] > 0 }

    /// Whether messages pass between a fire unit and a node.
    func passes(_ unit: Int, _ node: Int) -> Bool { node == tables.fireUnits[unit].node || cuts[unit] == 0 }

    /// Whether a radar's plots reach a node.
    func passes(radar: Int, _ node: Int) -> Bool { unitOfRadar[radar] < 0 || passes(unitOfRadar[radar], node) }

    // MARK: Messages

    /// Sends a message unless its link is cut or loses it.
    mutating func send(_ message: Message, at now: SimulationTime, _ queue: inout EventQueue) {
        guard isOpen(for: message), !isLost(message, at: now) else { return }
        let place: Int
        if let slot = free.popLast() {
            messages[slot] = message
            place = slot
        } else {
            messages.append(message)
            place = messages.count - 1
        }
        queue.schedule(.messageArrives(place), at: now.advanced(by: delay(of: message)), phase: message.phase)
    }

    /// A message at the end of its way; nil where its link was cut meanwhile.
    mutating func take(_ place: Int) -> Message? {
        guard let message = messages[place] else { return nil }
        messages[place] = nil
        free.append(place)
        return isOpen(for: message) ? message : nil
    }

    private func isOpen(for message: Message) -> Bool {
        switch message {
        case .plots(let batch): passes(radar: batch.radar, batch.node)
        case .order(let message, let unit): passes(unit, Int(message.order.identifier.post.rawValue))
        case .turn(let turn, let node): passes(turn.unit, node)
        case .move(let order, let node): passes(order.unit, node)
        case .breakOff(let order): passes(order.unit, Int(order.order.post.rawValue))
        case .silence(let order, let node): passes(radar: order.radar, node)
        case .track(let update): passes(update.unit, Int(update.order.post.rawValue))
        case .word(let message, let node): passes(Int(message.status.fireUnit.rawValue), node)
        }
    }

    private func delay(of message: Message) -> Seconds {
        switch message {
        case .plots(let batch): tables.radars[batch.radar].value.linkDelay
        case .order(let message, _): tables.nodes[Int(message.order.identifier.post.rawValue)].linkDelay
        case .turn(_, let node), .word(_, let node), .move(_, let node): tables.nodes[node].linkDelay
        case .silence(let order, let node): tables.radars[order.radar].value.fireUnit.map { tables.fireUnits[$0].node } == node
            ? tables.nodes[node].linkDelay : tables.radars[order.radar].value.linkDelay
        case .track(let update): tables.nodes[Int(update.order.post.rawValue)].linkDelay
        case .breakOff(let order): tables.nodes[Int(order.order.post.rawValue)].linkDelay
        }
    }

    /// Whether a message is lost by chance: a draw of its link's at its time.
    private func isLost(_ message: Message, at now: SimulationTime) -> Bool {
        let share: Double
        let link: EntityName
        switch message {
        case .plots(let batch):
            share = tables.radars[batch.radar].value.linkLoss
            link = tables.radarNames[batch.radar].with(tables.nodeNames[batch.node])
        case .order(let message, let unit):
            let node = Int(message.order.identifier.post.rawValue)
            share = tables.nodes[node].linkLoss
            link = tables.nodeNames[node].with(tables.unitNames[unit])
        case .turn(let turn, let node):
            share = tables.nodes[node].linkLoss
            link = tables.nodeNames[node].with(tables.unitNames[turn.unit])
        case .breakOff(let order):
            let node = Int(order.order.post.rawValue)
            share = tables.nodes[node].linkLoss
            link = tables.nodeNames[node].with(tables.unitNames[order.unit])
        case .move(let order, let node):
            share = tables.nodes[node].linkLoss
            link = tables.nodeNames[node].with(tables.unitNames[order.unit])
        case .silence(let order, let node):
            share = tables.radars[order.radar].value.linkLoss
            link = tables.nodeNames[node].with(tables.radarNames[order.radar])
        case .track(let update):
            let node = Int(update.order.post.rawValue)
            share = tables.nodes[node].linkLoss
            link = tables.nodeNames[node].with(tables.unitNames[update.unit])
        case .word(let message, let node):
            share = tables.nodes[node].linkLoss
            link = tables.unitNames[Int(message.status.fireUnit.rawValue)].with(tables.nodeNames[node])
        }
        guard share > 0 else { return false }
        var draws = dice.stream(.link, of: link, counter: RunDice.counter(at: now))
        return draws.nextUniform() < share
    }
}

extension Message {
    var phase: EventPhase {
        switch self {
        case .plots: .tracking
        case .order, .turn, .track, .silence, .move, .breakOff: .order
        case .word: .reporting
        }
    }
}
