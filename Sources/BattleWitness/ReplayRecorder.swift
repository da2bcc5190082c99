import BattleWorld
import CommandPosts
import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
package import RunRecords
import TacticalMessages

/// Writes what a run looks like; asked for by the viewer, absent in studies. It draws no dice and is read by nobody.
package struct ReplayRecorder {
    /// Seconds between two reports of a post's tracks.
    static let beliefInterval: Seconds = 5
    /// Metres between a flown path and its keys, where they are checked; what 32 bits and the checks' spacing add stays under 5 m.
    static let tolerance = 2.0

    package internal(set) var replay: Replay
    let frame: LocalLevelFrame
    /// Row of each node's live tracks, by the node's number for it.
    private var rows: [[Int32: Int]]
    private var lastBelief: [SimulationTime]
    /// Which engagement holds each channel of each unit.
    private var holders: [[Int?]]
    /// Where each round was when it was flown on, seconds since the start.
    private var flights: [[ReplayKey]] = []
    /// Where each unit's launchers begin in the scene's list.
    let firstLauncher: [Int]
    /// Rounds by launcher and type as last written down; engagements that hold a channel; the engagement of each round.
    private var loads: [[Int]]
    private(set) var held: [Int] = []
    private var owners: [Int: Int] = [:]
    private var sectors: [Radians]
    /// How what does not work is now.
    private var conditions: [Part: ReplayChange.Condition] = [:]
    /// The last march of each part that has left its first place.
    private var marches: [Part: March] = [:]

    init(_ tables: DefenceTables, origin: GeodeticPosition, dice: RunDice, heading: Witness.Heading) {
        frame = LocalLevelFrame(origin: origin)
        let scene = ReplayScene(tables, in: frame, dice: dice, heading: heading)
        replay = Replay(scene: scene)
        rows = tables.model.nodes.map { _ in [:] }
        lastBelief = tables.model.nodes.map { _ in SimulationTime(seconds: -1_000) }
        holders = tables.model.fireUnits.map { Array(repeating: nil, count: $0.targetChannels) }
        sectors = tables.model.fireUnits.map(\.sectorCentre)
        loads = tables.model.fireUnits.flatMap { $0.launchers.map(\.rounds) }
        var next = 0
        var first: [Int] = []
        for (unit, model) in tables.model.fireUnits.enumerated() {
            first.append(next)
            for (number, launcher) in model.launchers.enumerated() {
                for (type, count) in launcher.rounds.enumerated() where count > 0 {
                    replay.loads.append(ReplayLoad(time: 0, launcher: first[unit] + number, missile: type, ready: count))
                }
            }
            next += model.launchers.count
        }
        firstLauncher = first
    }

    // MARK: Belief

    /// Whether a node's tracks are to be written down again.
    func isBeliefDue(of node: Int, at now: SimulationTime) -> Bool { now.seconds(since: lastBelief[node]) >= Self.beliefInterval }

    /// A node's tracks as it holds them now; those that it no longer holds are dropped.
    mutating func believed(_ tracks: [BelievedTrack], by node: Int, in origin: LocalLevelFrame, at now: SimulationTime) {
        lastBelief[node] = now
        var dropped = rows[node]
        let turn = frame.localFromEarthFixed * origin.earthFixedFromLocal
        for track in tracks {
            let row = row(of: track.report.identifier, node: node)
            dropped[track.report.identifier.rawValue] = nil
            let state = local(track.report.state)
            replay.tracks[row].samples.append(
                ReplayTrackSample(
                    time: now.seconds, position: state.position, velocity: state.velocity,
                    ellipse: ReplayEllipse(covariance: turn * track.covariance * turn.transposed),
                    identity: ReplayTrackSample.Identity(track.report.identity)))
        }
        for (identifier, row) in dropped {
            replay.tracks[row].dropped = now.seconds
            rows[node][identifier] = nil
        }
    }

    /// Which target a track follows, for the record alone.
    mutating func follows(_ track: TrackIdentifier, node: Int, target: Int32) {
        guard target >= 0, let row = rows[node][track.rawValue] else { return }
        replay.tracks[row].target = Int(target)
    }

    private mutating func row(of track: TrackIdentifier, node: Int) -> Int {
        if let row = rows[node][track.rawValue] { return row }
        rows[node][track.rawValue] = replay.tracks.count
        replay.tracks.append(ReplayTrack(post: node, number: Int(track.rawValue), dropped: .infinity))
        return replay.tracks.count - 1
    }

    // MARK: Fire channels

    /// An order takes the lowest free channel of its unit; engagements are numbered in the order in which they begin.
    mutating func began(_ engagement: Int, _ order: EngagementOrder, from node: Int, at now: SimulationTime) {
        let unit = Int(order.fireUnit.rawValue)
        let channel = holders[unit].firstIndex(of: nil) ?? holders[unit].count
        if channel < holders[unit].count { holders[unit][channel] = engagement }
        held.append(engagement)
        replay.engagements.append(
            ReplayEngagement(
                battery: unit, channel: channel, post: node, track: row(of: order.track, node: node), target: nil,
                missile: Int(order.interceptorType.rawValue), from: now.seconds, to: .infinity))
    }

    /// The beam is on an echo.
    mutating func holds(_ engagement: Int, target: Int) { replay.engagements[engagement].target = target }

    mutating func locked(_ engagement: Int, at now: SimulationTime) {
        if replay.engagements[engagement].locked == nil { replay.engagements[engagement].locked = now.seconds }
    }

    mutating func released(_ engagement: Int, at now: SimulationTime) {
        replay.engagements[engagement].to = now.seconds
        let battery = replay.engagements[engagement].battery
        let channel = replay.engagements[engagement].channel
        if channel < holders[battery].count { holders[battery][channel] = nil }
        held.removeAll { $0 == engagement }
    }

    /// Where a unit's sector points; kept where it has turned by a degree.
    mutating func turned(_ unit: Int, to centre: Radians, at now: SimulationTime) {
        guard abs(sectors[unit] - centre) > Units.degree else { return }
        sectors[unit] = centre
        note(.radar, replay.scene.batteries[unit].radar, at: now)
    }

    /// How a radar, a launcher or a post is; kept where that has changed, and every few seconds of a march.
    mutating func stands(_ subject: ReplayChange.Subject, _ number: Int, _ condition: ReplayChange.Condition, at now: SimulationTime) {
        let part = Part(subject: subject, number: number)
        guard condition != conditions[part, default: .working] || marches[part]?.isDue(at: now.seconds) == true else { return }
        conditions[part] = condition
        marches[part]?.written = now.seconds
        note(subject, number, at: now)
    }

    /// A part is on its way from one place to another.
    mutating func marches(
        _ subject: ReplayChange.Subject, _ number: Int, from start: GeodeticPosition, to end: GeodeticPosition,
        _ times: ClosedRange<Seconds>
    ) {
        marches[Part(subject: subject, number: number)] = March(start: start, end: end, times: times, written: times.lowerBound)
    }

    private func position(_ part: Part, at time: Seconds) -> Vector3 {
        if let march = marches[part] { return frame.toLocal(WGS84.earthFixed(march.place(at: time))).vector }
        let scene = replay.scene
        return switch part.subject {
        case .radar: scene.radars[part.number].position
        case .launcher: scene.launchers[part.number].position
        case .post: scene.posts[part.number].position
        case .asset: scene.assets[part.number].position
        }
    }

    /// Writes down how something on the ground is now.
    private mutating func note(_ subject: ReplayChange.Subject, _ number: Int, at now: SimulationTime) {
        let scene = replay.scene
        let part = Part(subject: subject, number: number)
        let sector = subject == .radar ? scene.batteries.indices.last { scene.batteries[$0].radar == number }.map { sectors[$0] } : nil
        replay.changes.append(
            ReplayChange(
                time: now.seconds, subject: subject, number: number,
                condition: conditions[part, default: .working], position: position(part, at: now.seconds),
                sectorCentre: sector ?? (subject == .radar ? scene.radars[number].sectorCentre : 0)))
    }

    // MARK: Rounds

    /// A round leaves; rounds are numbered in the order of their launches.
    mutating func launched(by unit: Int, from launcher: Int, type: Int, at target: Int, now: SimulationTime) {
        let place = firstLauncher[unit] + launcher
        replay.rounds.append(
            ReplayRound(
                battery: unit, launcher: place, missile: type, radar: replay.scene.batteries[unit].radar, channel: 0, target: target,
                track: nil, launch: now.seconds))
        let position = position(Part(subject: .launcher, number: place), at: now.seconds)
        flights.append([ReplayKey(time: now.seconds, position: position, velocity: .zero)])
    }

    /// Which engagement a round belongs to.
    mutating func belongs(_ round: Int, to engagement: Int) {
        guard round < replay.rounds.count, owners[round] == nil else { return }
        owners[round] = engagement
        replay.rounds[round].channel = replay.engagements[engagement].channel
        replay.rounds[round].track = replay.engagements[engagement].track
        let launch = replay.rounds[round].launch
        replay.engagements[engagement].firstLaunch = min(replay.engagements[engagement].firstLaunch ?? launch, launch)
    }

    /// Rounds of each type on a launcher of a unit, where they have changed.
    mutating func loaded(_ unit: Int, launcher: Int, _ rounds: [Int], at now: SimulationTime) {
        let place = firstLauncher[unit] + launcher
        guard loads[place] != rounds else { return }
        for (type, ready) in rounds.enumerated() where loads[place][type] != ready {
            replay.loads.append(ReplayLoad(time: now.seconds, launcher: place, missile: type, ready: ready))
        }
        loads[place] = rounds
    }

    /// A round has been flown on; it knows how long it has flown.
    mutating func flew(_ round: Int, _ state: InterceptorState, until limit: Double) {
        let time = min(limit, replay.rounds[round].launch + state.elapsed)
        guard let last = flights[round].last, time > last.time else { return }
        let ahead = time - replay.rounds[round].launch - state.elapsed
        let position = Position<EarthFixed>(state.kinematics.position + state.kinematics.velocity * ahead)
        flights[round].append(
            ReplayKey(
                time: time, position: frame.toLocal(position).vector, velocity: frame.rotateToLocal(state.kinematics.velocity)))
    }

    func local(_ state: KinematicState<EarthFixed>) -> (position: Vector3, velocity: Vector3) {
        (frame.toLocal(state.position).vector, frame.rotateToLocal(state.velocity.vector))
    }

    // MARK: End

    /// Completes the replay from the finished record.
    /// - Parameter shots: target and shot of each flown round in the record.
    mutating func finish(_ world: borrowing World, _ record: RunRecord, shots: [(target: Int, shot: Int)]) {
        let end = record.endTime
        replay.scene.end = end
        for place in replay.tracks.indices { replay.tracks[place].dropped = min(replay.tracks[place].dropped, end) }
        for place in replay.engagements.indices { replay.engagements[place].to = min(replay.engagements[place].to, end) }
        addTargets(world, record)
        for (round, place) in shots.enumerated() where round < replay.rounds.count {
            finish(round, record.targets[place.target].shots[place.shot], end)
        }
        addLosses(record)
    }

    private mutating func addTargets(_ world: borrowing World, _ record: RunRecord) {
        for (place, target) in record.targets.enumerated() {
            let path = world.targets[place].path
            var entry = ReplayTarget(name: target.name, threatClass: target.threatClass, allegiance: target.allegiance, armed: target.armed)
            let start = path.startTime.seconds
            let stop = min(target.outcomeTime ?? record.endTime, path.endTime.seconds)
            if start <= stop {
                entry.keys = HermiteFit.keys(from: start, to: stop, tolerance: Self.tolerance) { time in
                    local(path.state(at: SimulationTime(seconds: time)))
                }
            }
            replay.targets.append(entry)
        }
    }

    private mutating func finish(_ round: Int, _ shot: ShotRecord, _ end: Double) {
        replay.rounds[round].finish = shot.endTime
        replay.rounds[round].missDistance = shot.missDistance
        replay.rounds[round].killProbability = shot.killProbability
        replay.rounds[round].reason = shot.end == .kill || shot.end == .miss ? "" : shot.end?.title ?? ""
        replay.rounds[round].end = shot.endTime == nil ? .flying : shot.killed ? .killed : shot.missDistance == nil ? .failed : .missed
        let keys = flights[round]
        guard let last = keys.last else { return }
        let stop = shot.endTime ?? last.time
        var place = 0
        var time = replay.rounds[round].launch
        while true {
            let present = min(time, stop)
            while place + 1 < keys.count, keys[place + 1].time < present { place += 1 }
            let position = place + 1 < keys.count ? HermiteFit.state(keys[place], keys[place + 1], at: present).position : last.position
            replay.rounds[round].positions.append(position)
            guard time < stop, shot.endTime != nil || time + ReplayRound.interval <= stop else { break }
            time += ReplayRound.interval
        }
    }
}

extension ReplayTrackSample.Identity {
    init(_ identity: TrackIdentity) {
        self =
            switch identity {
            case .unknown: .unknown
            case .hostile: .hostile
            case .friend: .friend
            case .civil: .civil
            }
    }
}
