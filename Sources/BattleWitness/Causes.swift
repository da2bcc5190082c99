package import BattleWorld
import DefenceModels
import EarthEnvironment
import FlightDynamics
package import Quantities
package import RunRecords
import TacticalMessages

// The causal record completed: the one limiting cause of each leaker.
extension Witness {
    /// Completes the record when the loop has ended.
    /// - Parameters:
    ///   - commandIsLost: nobody is left to decide.
    ///   - magazines: rounds of each type loaded and fired.
    package mutating func finish(
        _ world: borrowing World, commandIsLost: Bool, magazines: [(loaded: Int, fired: Int)], at now: SimulationTime
    ) {
        record.endTime = now.seconds
        for place in record.targets.indices where world.targets[place].isAlive && record.targets[place].outcomeTime == nil {
            record.targets[place].outcome = .airborne
        }
        for place in record.targets.indices {
            record.targets[place].limitingCause = limitingCause(of: place, commandIsLost: commandIsLost, at: now)
        }
        record.assets = []
        for (place, asset) in tables.model.assets.enumerated() {
            let position = asset.position
            var entry = AssetRecord(
                name: asset.name, kind: asset.kind, value: asset.value, price: asset.price,
                place: PlaceRecord(
                    latitude: position.latitude / Units.degree, longitude: position.longitude / Units.degree,
                    height: position.height))
            entry.hits = world.assetHits[place]
            entry.lost = world.assetLost[place]
            record.assets.append(entry)
        }
        record.magazines = zip(tables.interceptors, magazines).filter { $0.1.loaded > 0 }.map { interceptor, count in
            MagazineRecord(
                missile: interceptor.value.name, loaded: count.loaded, fired: count.fired, price: interceptor.value.price)
        }
    }

    /// Counts of work done, for benchmarks.
    package mutating func count(_ effort: EffortRecord) { record.effort = effort }

    /// The first link that broke; every leaker has exactly one.
    private func limitingCause(of target: Int, commandIsLost: Bool, at now: SimulationTime) -> LimitingCause? {
        let entry = record.targets[target]
        guard entry.allegiance == .hostile, entry.armed, entry.outcome == .leaked else { return nil }
        if !entry.shots.isEmpty {
            return entry.assessedKilledWrongly != nil ? .assessedKilledWrongly : .engagedAndMissed
        }
        if entry.assessedKilledWrongly != nil { return .assessedKilledWrongly }
        guard entry.enteredLineOfSight != nil else {
            return someRadarWorked(from: entry.appears, until: entry.outcomeTime ?? now.seconds) ? .neverInLineOfSight : .nothingSearched
        }
        guard entry.firstDetected != nil, entry.tracked != nil else {
            if commandIsLost { return .commandLost }
            return entry.firstDetected == nil ? .undetected : .seenTooLate
        }
        return causeOfRefusals(target, entry, commandIsLost: commandIsLost, at: now)
    }

    /// Whether any radar was neither destroyed nor out of order for some of the time between two times, seconds since the start.
    private func someRadarWorked(from start: Double, until end: Double) -> Bool {
        tables.model.radars.enumerated().contains { place, radar in
            var works = true
            var since = 0.0
            let unit = tables.model.fireUnits.first { $0.movement.moves(radar: place) }?.name
            for event in record.events where (event.subject == radar.name || event.subject == unit) && event.time <= end {
                switch event.what {
                case .destroyed, .fails, .outOfAction:
                    if works, event.time > max(start, since) { return true }
                    works = false
                case .worksAgain, .inAction: (works, since) = (true, event.time)
                default: break
                }
            }
            return works && end > max(start, since)
        }
    }

    /// Among the refusals of a target that was tracked and never fired at: the one that held longest once it was
    /// within reach, or overall if it never was.
    private func causeOfRefusals(
        _ target: Int, _ entry: TargetRecord, commandIsLost: Bool, at now: SimulationTime
    ) -> LimitingCause {
        let end = SimulationTime(seconds: entry.outcomeTime ?? now.seconds)
        var held = Array(repeating: 0.0, count: LimitingCause.allCases.count)
        let history = refusals[target]
        for (place, item) in history.enumerated() {
            let until = place + 1 < history.count ? history[place + 1].time : end
            guard let reason = item.reason, let cause = reason.limitingCause else { continue }
            // A refusal lasts at least one instant, so that the last word counts even if the end follows at once.
            held[Int(cause.rawValue)] += max(1e-3, until.seconds(since: item.time))
        }
        // Waiting for a window is no cause where anything else held it back.
        let best = held.indices.max { held[$0] < held[$1] || (held[$0] == held[$1] && $0 > $1) }!
        guard held[best] > 0 else {
            if commandIsLost { return .commandLost }
            return entry.windowOpens == nil ? .seenTooLate : .windowClosedBeforeReaction
        }
        return LimitingCause.allCases[best]
    }
}

extension RefusalReason {
    /// As a word of the record.
    var word: RefusalWord {
        switch self {
        case .rulesOfEngagement: .rulesOfEngagement
        case .notIdentified: .notIdentified
        case .notAThreat: .notAThreat
        case .outsideEnvelope: .outsideEnvelope
        case .windowNotOpen: .windowNotOpen
        case .windowClosesTooSoon: .windowClosesTooSoon
        case .noFireChannel: .noFireChannel
        case .noRoundsReady: .noRoundsReady
        case .outsideSector: .outsideSector
        case .killProbabilityTooLow: .killProbabilityTooLow
        case .outPrioritised: .outPrioritised
        case .commandLost: .commandLost
        case .heldInReserve: .heldInReserve
        case .outsideNoEscapeZone: .outsideNoEscapeZone
        case .unseenByGuidingRadar: .unseenByGuidingRadar
        case .outOfAction: .outOfAction
        case .brokenOff: .brokenOff
        }
    }

    /// The cause of a leak that this refusal stands for; nil for waiting, which is no cause.
    var limitingCause: LimitingCause? {
        switch self {
        case .rulesOfEngagement: .rulesOfEngagement
        case .notIdentified: .notIdentified
        case .notAThreat: .outPrioritised
        case .outsideEnvelope: .outsideEveryEnvelope
        case .windowNotOpen: nil
        case .windowClosesTooSoon: .windowClosedBeforeReaction
        case .noFireChannel: .noFireChannel
        case .noRoundsReady: .noRoundsReady
        case .outsideSector: .noFireChannel
        case .killProbabilityTooLow: .noShotWorthFiring
        case .outPrioritised: .outPrioritised
        case .commandLost: .commandLost
        case .heldInReserve: .noRoundsReady
        case .outsideNoEscapeZone: .noShotWorthFiring
        case .unseenByGuidingRadar: .unseenByGuidingRadar
        case .outOfAction: .outOfAction
        case .brokenOff: .outPrioritised
        }
    }
}

extension FlightEnd {
    /// As a word of the record.
    var word: RoundEndWord {
        switch self {
        case .tooSlow: .tooSlow
        case .battery: .powerOut
        case .ground: .ground
        }
    }
}
