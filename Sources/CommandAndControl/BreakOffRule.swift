public import Quantities
public import TacticalMessages

/// An engagement under way, as its post knows it.
public struct OpenEngagement: Sendable {
    /// The order that began it.
    public var order: OrderIdentifier
    /// Place of the fire unit in the picture's list.
    public var fireUnit: Int
    /// Type of missile, by its place among the model's interceptors.
    public var interceptorType: Int
    /// Rounds of its order.
    public var salvo: Int
    /// What it is expected to save, as options are weighed against each other.
    public var worth: Double
    /// Its last launch that meets its target.
    public var launchNotAfter: SimulationTime
    /// When its channel should be free again.
    public var over: SimulationTime
    /// Its unit follows it and has said that nothing is fired: it can be broken off.
    public var isUnfired: Bool
    /// Its target has been called killed meanwhile.
    public var isCalledKilled: Bool

    package init(
        order: OrderIdentifier, fireUnit: Int, interceptorType: Int, salvo: Int, worth: Double, launchNotAfter: SimulationTime,
        over: SimulationTime, isUnfired: Bool, isCalledKilled: Bool
    ) {
        self.order = order
        self.fireUnit = fireUnit
        self.interceptorType = interceptorType
        self.salvo = salvo
        self.worth = worth
        self.launchNotAfter = launchNotAfter
        self.over = over
        self.isUnfired = isUnfired
        self.isCalledKilled = isCalledKilled
    }
}

/// Engagements broken off for better ones, before anything is fired: weapons are assigned again until they are committed.
///
/// A target that finds every channel taken, and whose last launch comes before one is free again, takes the channel of the engagement that
/// is worth least among those of the unit that have fired nothing: where that one can wait until the channel is free again and is worth
/// no more, because then both are served; where it cannot, only for a target worth `decisive` times as much. What can wait itself takes
/// nobody's channel.
/// - Source: dynamic weapon-target assignment, in which weapons are assigned in stages and what a stage brought is known before the next:
///   P. Hosein, M. Athans, *Preferential Defense Strategies. Part II: The Dynamic Case*, MIT LIDS-P-2003 (1990).
///   The margin that keeps assignments from swinging to and fro is assumed.
public enum BreakOffRule {
    /// How many times as much a target must be worth whose engagement costs another's for good.
    public static let decisive = 2.0

    /// One engagement in another's place.
    package struct Replacement {
        package var order: OrderIdentifier
        /// Place of the way to engage in the list handed over, and its rounds.
        package var option: Int
        package var salvo: Int
    }

    package static func replacements(
        _ decision: CommandDecision, tracks: [CandidateTrack], fireUnits: [FireUnitStatus], options: [EngagementOption],
        engagements: [OpenEngagement], doctrine: EngagementDoctrine, now: SimulationTime
    ) -> [Replacement] {
        guard doctrine.breaksOff, engagements.contains(where: \.isUnfired) else { return [] }
        var rounds = fireUnits.map(\.readyRounds)
        var guidance = fireUnits.map(\.freeGuidanceChannels)
        // When each unit has a channel again.
        var free = fireUnits.map { _ in SimulationTime.distantFuture }
        for engagement in engagements { free[engagement.fireUnit] = min(free[engagement.fireUnit], engagement.over) }
        for (place, salvo) in decision.taken {
            let option = options[place]
            rounds[option.fireUnit][Int(option.interceptorType.rawValue)] -= salvo
            guidance[option.fireUnit] -= salvo
            free[option.fireUnit] = min(free[option.fireUnit], option.interceptTime)
        }
        let waiting = options.indices.filter { place in
            guard let reason = decision.refusals[options[place].track] else { return false }
            return (reason == .noFireChannel || reason == .outPrioritised) && !tracks[options[place].track].isEngaged
        }
        var canWait = Array(repeating: false, count: tracks.count)
        for option in waiting.map({ options[$0] }) where free[option.fireUnit] <= option.launchNotAfter { canWait[option.track] = true }
        var urgent = waiting.compactMap { place -> (place: Int, salvo: Int, worth: Double)? in
            let option = options[place]
            guard !canWait[option.track] else { return nil }
            let salvo = CommandCycle.salvo(option, at: tracks[option.track], doctrine)
            let killed = CommandCycle.killProbability(option, salvo: salvo)
            guard killed >= doctrine.minimumKillProbability else { return nil }
            return (place, salvo, CommandCycle.worth(option, of: tracks[option.track], killed: killed, now: now))
        }
        urgent.sort { ($0.worth, $1.place) > ($1.worth, $0.place) }
        var replacements: [Replacement] = []
        var served = Array(repeating: false, count: tracks.count)
        var taken = Set<OrderIdentifier>()
        for (place, salvo, worth) in urgent where !served[options[place].track] {
            let option = options[place]
            let type = Int(option.interceptorType.rawValue)
            let weakest = engagements.filter { engagement in
                guard engagement.fireUnit == option.fireUnit, engagement.isUnfired, !taken.contains(engagement.order) else { return false }
                let canWait = engagement.launchNotAfter > option.interceptTime
                return worth >= engagement.worth * (canWait ? 1 : decisive)
            }.min { ($0.worth, $0.order.number) < ($1.worth, $1.order.number) }
            guard let weakest else { continue }
            let back = weakest.interceptorType == type ? weakest.salvo : 0
            let spare = rounds[option.fireUnit].reduce(0, +) + weakest.salvo - doctrine.reserve(for: option)
            let given = min(salvo, rounds[option.fireUnit][type] + back, guidance[option.fireUnit] + weakest.salvo, spare)
            guard given > 0 else { continue }
            rounds[option.fireUnit][weakest.interceptorType] += weakest.salvo
            rounds[option.fireUnit][type] -= given
            guidance[option.fireUnit] += weakest.salvo - given
            served[option.track] = true
            taken.insert(weakest.order)
            replacements.append(Replacement(order: weakest.order, option: place, salvo: given))
        }
        return replacements
    }
}
