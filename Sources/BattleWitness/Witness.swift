package import BattleWorld
package import DefenceModels
package import EarthEnvironment
package import FlightDynamics
package import Quantities
package import RunRecords
package import Sensors
package import TacticalMessages

/// Sees all and is asked by none: maps tracks to truth and writes the record.
package struct Witness: ~Copyable {
    /// What a record keeps from the start of a run.
    package struct Heading {
        package var scenario: String
        package var arm: String
        package var modelVersion: String
        /// Keep position traces every so many seconds; nil keeps none.
        package var traceInterval: Seconds?
        /// Record a replay in the frame of this place; nil records none.
        package var replayOrigin: GeodeticPosition?

        package init(
            scenario: String, arm: String, modelVersion: String, traceInterval: Seconds?, replayOrigin: GeodeticPosition? = nil
        ) {
            self.replayOrigin = replayOrigin
            self.scenario = scenario
            self.arm = arm
            self.modelVersion = modelVersion
            self.traceInterval = traceInterval
        }
    }

    let tables: DefenceTables
    package internal(set) var record: RunRecord
    /// Writes what the run looks like; nil where nobody asked.
    package internal(set) var recorder: ReplayRecorder?
    /// Refusals and orders (nil) by target, in time.
    var refusals: [[(time: SimulationTime, reason: RefusalReason?)]]
    /// Targets that have given a plot, or a bearing to their noise.
    private var plotted: [Bool]
    /// Which target each node's tracks follow, by track.
    private var followed: [[Int32: Int32]]
    /// Place of each flown round's record: target and shot.
    var shots: [(target: Int, shot: Int)] = []
    let traceInterval: Seconds?
    var lastTrace = SimulationTime(nanoseconds: -1_000_000_000_000)

    package init(_ tables: DefenceTables, of world: borrowing World, dice: RunDice, heading: Heading) {
        self.tables = tables
        traceInterval = heading.traceInterval
        record = RunRecord(
            scenario: heading.scenario, arm: heading.arm, seed: dice.seed, index: dice.index,
            modelVersion: heading.modelVersion)
        recorder = heading.replayOrigin.map { ReplayRecorder(tables, origin: $0, dice: dice, heading: heading) }
        let assets = tables.model.assets
        for (place, target) in world.raid.enumerated() {
            record.targets.append(
                TargetRecord(
                    name: target.name, threatClass: target.threatClass, allegiance: target.allegiance,
                    armed: target.armed, objective: target.objective.map { assets[$0].name },
                    appears: world.targets[place].appears.seconds))
        }
        refusals = Array(repeating: [], count: world.raid.count)
        plotted = Array(repeating: false, count: world.raid.count)
        followed = Array(repeating: [:], count: tables.model.nodes.count)
    }

    // MARK: Truth

    /// How a target's run ended.
    package mutating func ended(_ target: Int, _ outcome: TargetOutcome, at time: SimulationTime) {
        record.targets[target].outcome = outcome
        record.targets[target].outcomeTime = time.seconds
    }

    /// Something happened to the system.
    package mutating func note(_ subject: String, _ what: SystemEventWord, at time: SimulationTime) {
        record.events.append(SystemEvent(time: time.seconds, subject: subject, what: what))
    }

    /// Keeps the first links of the causal chain.
    package mutating func saw(_ sighting: Sighting, by radar: Int) {
        // A turning radar's looks are told when their sector is complete: after later ones of others.
        let (target, time) = (sighting.target, sighting.time.seconds)
        record.targets[target].enteredLineOfSight = min(record.targets[target].enteredLineOfSight ?? .infinity, time)
        if sighting.detection != nil { plotted[target] = true }
        guard let detection = sighting.detection, !detection.isJamStrobe, time < record.targets[target].firstDetected ?? .infinity
        else { return }
        record.targets[target].firstDetected = time
        record.targets[target].firstDetectedRange = detection.range
        record.targets[target].firstDetectedBy = tables.radars[radar].value.name
    }

    // MARK: Tracks

    /// Which target a track follows: the last one while it stays near, else the nearest; −1 where there is none.
    package mutating func follow(_ report: TrackReport, of node: Int, in world: borrowing World) {
        let identifier = report.identifier.rawValue
        let last = followed[node][identifier] ?? -1
        if last >= 0, world.targets[Int(last)].isAlive,
            world.state(of: Int(last), at: report.time).position.distance(to: report.state.position) < 4_000
        {
            return
        }
        // No track follows what has given no plot yet: there may be a neighbour's there, or a false one.
        let best = world.nearestTarget(to: report.state.position, within: 3_000 + 4 * report.positionDeviation, at: report.time) {
            plotted[$0]
        }
        // A track that coasts over a target just lost keeps its name.
        let name = best < 0 && last >= 0 && !world.targets[Int(last)].isAlive ? last : best
        followed[node][identifier] = name
        if name >= 0, record.targets[Int(name)].tracked == nil { record.targets[Int(name)].tracked = report.time.seconds }
    }

    /// The target that a node's track follows; −1 where there is none.
    package func target(of track: TrackIdentifier, node: Int) -> Int32 { followed[node][track.rawValue] ?? -1 }

    /// A fire unit reports that an engagement is over, or that an order cannot be followed.
    /// - Parameter echo: what its beam was on, in truth.
    package mutating func reported(_ report: KillReport, echo: Int?, by unit: Int, at now: SimulationTime) {
        let followed = Int(target(of: report.track, node: Int(report.order.post.rawValue)))
        guard let target = echo ?? (followed >= 0 ? followed : nil), !isOver(target, at: now) else { return }
        if let reason = report.refusal { note(reason, target: target, decider: tables.fireUnits[unit].name, at: now) }
        if report.assessment == .killed, record.targets[target].outcome != .killed {
            record.targets[target].assessedKilledWrongly = now.seconds
        }
    }

    // MARK: Rounds

    /// A round leaves for a target.
    package mutating func launched(
        at target: Int, by fireUnit: Int, from launcher: Int, type: Int, at now: SimulationTime
    ) {
        shots.append((target, record.targets[target].shots.count))
        let asset = tables.fireUnits[fireUnit].launchers[launcher].asset
        record.targets[target].shots.append(shot(fireUnit, type, now, launcher: tables.model.assets[asset].name))
        recorder?.launched(by: fireUnit, from: launcher, type: type, at: target, now: now)
    }

    private func shot(_ fireUnit: Int, _ type: Int, _ now: SimulationTime, launcher: String? = nil) -> ShotRecord {
        ShotRecord(
            fireUnit: tables.fireUnits[fireUnit].name, missile: tables.interceptors[type].value.name, launcher: launcher,
            launchTime: now.seconds)
    }

    /// A flown round's end.
    package mutating func ended(round: Int, _ end: RoundEnd, _ state: InterceptorState, at now: SimulationTime) {
        let (target, shot) = shots[round]
        defer { recorder?.flew(round, state, until: record.targets[target].shots[shot].endTime ?? now.seconds) }
        record.targets[target].shots[shot].endTime = now.seconds
        switch end {
        case .flight(let end, let isGuided): record.targets[target].shots[shot].end = isGuided ? end.word : .guidanceLost
        case .targetWasDown: record.targets[target].shots[shot].end = .targetDown
        case .burst(let burst):
            record.targets[target].shots[shot].endTime = burst.time.seconds
            record.targets[target].shots[shot].missDistance = burst.miss
            record.targets[target].shots[shot].killProbability = burst.killProbability
            record.targets[target].shots[shot].killed = burst.isKill
            record.targets[target].shots[shot].end = burst.isKill ? .kill : .miss
            record.targets[target].shots[shot].interceptHeight = burst.height
            record.targets[target].shots[shot].interceptRange = burst.groundRange
        }
    }

    /// A textbook battery's round, which is not flown.
    package mutating func drew(_ isKill: Bool, at target: Int, by fireUnit: Int, type: Int, at now: SimulationTime) {
        var shot = shot(fireUnit, type, now)
        shot.killProbability = tables.interceptors[type].value.fixedKillProbability ?? 0
        shot.endTime = now.seconds
        shot.missDistance = 0
        shot.killed = isKill
        shot.end = isKill ? .kill : .miss
        record.targets[target].shots.append(shot)
    }
}
