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
    /// Fire units whose link to their superior is cut.
    private var isCut: [Bool]
    /// How often in a row neither a fire unit nor its superior has heard the other when it should.
    private var unheard: [Int]
    /// Fire units that decide for themselves, their superior silent.
    private var isAlone: [Bool]
    /// The fire unit over whose link each radar's plots travel to other nodes than its own; −1 for none.
    private let unitOfRadar: [Int]

    init(_ tables: DefenceTables, dice: RunDice) {
        self.tables = tables
        self.dice = dice
        isCut = Array(repeating: false, count: tables.model.fireUnits.count)
        unheard = Array(repeating: 0, count: tables.model.fireUnits.count)
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

    mutating func cut(_ unit: Int) { isCut[unit] = true }

    mutating func mend(_ unit: Int) { isCut[unit] = false }

    /// Whether a fire unit and its superior cannot hear each other, or have not when they should, so often that they must think so.
    func isDead(_ unit: Int) -> Bool { isCut[unit] || unheard[unit] >= CommandNode.reportsMissed }

    /// A post asks a fire unit over a link that loses messages whether it is there; the unit answers.
    /// - Returns: whether the link is taken for dead from now on, or not any more.
    mutating func ask(_ unit: Int, by node: Int, at now: SimulationTime) -> Bool {
        let wasDead = isDead(unit)
        let question = Way(end: .unit(unit), node: node)
        let answer = Way(end: .unit(unit), node: node, isUp: true)
        let isAsked = !isLost(question, at: now)
        let isAnswered = !isLost(answer, at: now)
        // Dead when neither has heard the other; back when a question and its answer pass.
        if wasDead ? isAsked && isAnswered : isAsked || isAnswered { unheard[unit] = 0 } else { unheard[unit] += 1 }
        return isDead(unit) != wasDead
    }

    /// Whether messages pass between a fire unit and a node.
    func passes(_ unit: Int, _ node: Int) -> Bool { node == tables.fireUnits[unit].node || !isCut[unit] }

    /// Whether a radar's plots reach a node.
    func passes(radar: Int, _ node: Int) -> Bool { unitOfRadar[radar] < 0 || passes(unitOfRadar[radar], node) }

    // MARK: Messages

    /// Sends a message unless its link is cut or loses it.
    mutating func send(_ message: Message, at now: SimulationTime, _ queue: inout EventQueue) {
        let way = way(of: message)
        guard isOpen(way), !isLost(way, at: now) else { return }
        let place: Int
        if let slot = free.popLast() {
            messages[slot] = message
            place = slot
        } else {
            messages.append(message)
            place = messages.count - 1
        }
        queue.schedule(.messageArrives(place), at: now.advanced(by: delay(on: way)), phase: message.phase)
    }

    /// A message at the end of its way; nil where its link was cut meanwhile.
    mutating func take(_ place: Int) -> Message? {
        guard let message = messages[place].take() else { return nil }
        free.append(place)
        return isOpen(way(of: message)) ? message : nil
    }

    /// Between which part of the defence and which node a message travels, and whether towards the node.
    private struct Way {
        enum End { case radar(Int), unit(Int) }
        var end: End
        var node: Int
        var isUp = false
    }

    private func way(of message: Message) -> Way {
        switch message {
        case .plots(let batch): Way(end: .radar(batch.radar), node: batch.node, isUp: true)
        case .silence(let order, let node): Way(end: .radar(order.radar), node: node)
        case .order(let message, let unit): Way(end: .unit(unit), node: Int(message.order.identifier.post.rawValue))
        case .turn(let turn, let node): Way(end: .unit(turn.unit), node: node)
        case .move(let order, let node): Way(end: .unit(order.unit), node: node)
        case .breakOff(let order): Way(end: .unit(order.unit), node: Int(order.order.post.rawValue))
        case .track(let update): Way(end: .unit(update.unit), node: Int(update.order.post.rawValue))
        case .word(let message, let node): Way(end: .unit(Int(message.status.fireUnit.rawValue)), node: node, isUp: true)
        }
    }

    private func isOpen(_ way: Way) -> Bool {
        switch way.end {
        case .radar(let radar): passes(radar: radar, way.node)
        case .unit(let unit): passes(unit, way.node)
        }
    }

    /// Whether a radar belongs to the unit whose own node this is: they stand together, and no link to the superior lies between.
    private func isOwn(_ radar: Int, _ node: Int) -> Bool {
        tables.radars[radar].value.fireUnit.map { tables.fireUnits[$0].node } == node
    }

    private func delay(on way: Way) -> Seconds {
        guard case .radar(let radar) = way.end, !isOwn(radar, way.node) else { return tables.nodes[way.node].linkDelay }
        return tables.radars[radar].value.linkDelay
    }

    /// Whether a message is lost by chance: a draw of its link's at its time, each direction by itself.
    private func isLost(_ way: Way, at now: SimulationTime) -> Bool {
        let share = switch way.end {
        case .radar(let radar) where !isOwn(radar, way.node): tables.radars[radar].value.linkLoss
        case .radar, .unit: tables.nodes[way.node].linkLoss
        }
        guard share > 0 else { return false }
        let end = switch way.end {
        case .radar(let radar): tables.radarNames[radar]
        case .unit(let unit): tables.unitNames[unit]
        }
        let post = tables.nodeNames[way.node]
        let link = way.isUp ? end.with(post) : post.with(end)
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
