package import DefenceModels
package import EarthEnvironment
import NumericalMethods
package import Quantities
package import RadarSensing
import RunRecords
import FlightDynamics
package import Stochastics

/// The truth of one run: targets, rounds in flight, emitters, and what stands on the ground.
///
/// It cannot be copied, and no room of belief can name it.
package struct World: ~Copyable {
    package let raid: [TargetModel]
    let tables: DefenceTables
    let dice: RunDice
    /// Targets and rounds stand in memory of their own, where they never move.
    package let targets: UnsafeMutableBufferPointer<TargetState>
    package internal(set) var rounds: [RoundPlace] = []
    package internal(set) var assetHits: [Int]
    /// When each asset was lost, seconds; nil while it stands.
    package internal(set) var assetLost: [Double?]
    var snapshotTime = SimulationTime(nanoseconds: -1_000_000_000_000)
    package internal(set) var liveTargets: [Int32] = []
    /// Snapshots of the live targets in their order: place, and speed, side by side for quick gates.
    var livePlaces: [(place: Vector3, speed: Double)] = []
    /// Noise in the air as each radar hears it, from the places of the last refresh; one for all where no jammer chooses.
    private var jamming = JammingEnvironment()
    private var jammingOfRadar: [JammingEnvironment] = []
    private let jammersChoose: Bool
    /// Hostile targets still in the air or to come.
    package internal(set) var unresolved = 0
    /// Steps of rounds' flights so far.
    package internal(set) var interceptorSteps = 0
    /// Targets whose path has become another since the loop last asked.
    package var newPaths: [Int] = []
    /// What targets are called, for the addresses of their draws.
    package let names: [EntityName]
    /// Rounds so far of a fire unit at a target, by both.
    private var roundsOfPair: [Int: Int] = [:]
    /// When each radar was last told to be silent, from and until.
    private var silences: [(from: SimulationTime, until: SimulationTime)]
    /// Whether each asset is gone from where raids are aimed.
    private var isElsewhere: [Bool]
    let frameInterval: Seconds
    /// What rounds meet when they come down.
    let surface: GroundSurface

    /// - Parameters:
    ///   - surface: the ground itself.
    ///   - ground: its name, over which paths are shared.
    ///   - paths: where the raid's paths are kept for the next arm.
    package init(raid: [TargetModel], tables: DefenceTables, dice: RunDice, surface: GroundSurface, ground: String, paths: RaidPaths) {
        self.raid = raid
        self.tables = tables
        self.dice = dice
        self.surface = surface
        frameInterval = tables.model.frameInterval
        names = raid.map { EntityName($0.name) }
        jammersChoose = raid.contains { $0.jammedRadars != nil }
        assetHits = Array(repeating: 0, count: tables.model.assets.count)
        assetLost = Array(repeating: nil, count: tables.model.assets.count)
        silences = tables.radars.map { _ in (.zero, .zero) }
        isElsewhere = Array(repeating: false, count: tables.model.assets.count)
        targets = .allocate(capacity: raid.count)
        for (place, target) in raid.enumerated() {
            var draws = dice.stream(.raid, of: names[place])
            let startShift = (2 * draws.nextUniform() - 1) * target.startJitter
            let sideShift = (2 * draws.nextUniform() - 1) * target.lateralJitter
            let path = paths.path(
                place, along: target.route, over: ground, seed: dice.seed, index: dice.index, startShift: startShift,
                lateralShift: sideShift)
            targets.initializeElement(at: place, to: TargetState(path: path, evasion: target.evasion))
            if target.allegiance == .hostile { unresolved += 1 }
        }
    }

    deinit {
        targets.deinitialize()
        targets.deallocate()
        for round in rounds {
            round.deinitialize(count: 1)
            round.deallocate()
        }
    }

    /// Brings the coarse positions up to date once a second; they serve bucketing and jamming, never a detection.
    /// - Returns: whether they were brought up to date now.
    @discardableResult
    package mutating func refresh(at now: SimulationTime) -> Bool {
        guard now.seconds(since: snapshotTime) >= 1 else { return false }
        snapshotTime = now
        liveTargets.removeAll(keepingCapacity: true)
        livePlaces.removeAll(keepingCapacity: true)
        jamming = JammingEnvironment()
        if jammersChoose { jammingOfRadar = tables.radars.map { _ in JammingEnvironment() } }
        for place in targets.indices where targets[place].isAlive && targets[place].appears <= now {
            liveTargets.append(Int32(place))
            targets[place].snapshot = targets[place].state(at: now)
            livePlaces.append((targets[place].snapshot.position.vector, targets[place].snapshot.velocity.speed))
            if let jammer = raid[place].jammer, jammer.isOn(at: now) { emit(jammer, from: place) }
        }
        return true
    }

    /// A radar does not radiate for a time.
    package mutating func silence(_ radar: Int, from now: SimulationTime, until end: SimulationTime) {
        let goesOn = silences[radar].until >= now
        silences[radar] = (goesOn ? silences[radar].from : now, max(silences[radar].until, end))
    }

    /// A radar radiates from a time on.
    package mutating func endSilence(_ radar: Int, at time: SimulationTime) { silences[radar].until = time }

    /// The parts of a fire unit leave the place that raids are aimed at, or are back there.
    package mutating func set(_ unit: Int, elsewhere: Bool) {
        guard let station = tables.fireUnits[unit].movement.stations.first else { return }
        for moved in station.radars { isElsewhere[tables.radars[moved.radar].value.asset] = elsewhere }
        for launcher in tables.fireUnits[unit].launchers { isElsewhere[launcher.asset] = elsewhere }
    }

    /// Whether an asset is gone from where raids are aimed.
    func isElsewhere(_ asset: Int) -> Bool { isElsewhere[asset] }

    /// Since when what stands as an asset has not radiated; nil where it radiates now, or is no radar.
    func silentSince(asset: Int, at now: SimulationTime) -> SimulationTime? {
        guard let radar = tables.radars.firstIndex(where: { $0.value.asset == asset }) else { return nil }
        return now < silences[radar].until ? silences[radar].from : nil
    }

    private mutating func emit(_ jammer: JammerEmission, from place: Int) {
        let position = targets[place].snapshot.position
        guard jammersChoose else {
            jamming.add(jammer, at: position, source: Int32(place))
            return
        }
        for radar in raid[place].jammedRadars ?? Array(jammingOfRadar.indices) {
            jammingOfRadar[radar].add(jammer, at: position, source: Int32(place))
        }
    }

    /// Noise in the air as a radar hears it.
    package func jamming(of radar: Int) -> JammingEnvironment { jammersChoose && !jammingOfRadar.isEmpty ? jammingOfRadar[radar] : jamming }

    /// Where a target truly is.
    package func state(of target: Int, at time: SimulationTime) -> KinematicState<EarthFixed> { targets[target].state(at: time) }

    /// The live target nearest to a place, −1 where none is within `distance` metres.
    /// - Parameter isWanted: whether a target is looked at.
    package func nearestTarget(
        to place: Position<EarthFixed>, within distance: Double, at now: SimulationTime, where isWanted: (Int) -> Bool = { _ in true }
    ) -> Int32 {
        var best: Int32 = -1
        var nearest = distance
        for (number, coarse) in livePlaces.enumerated() {
            guard isNear(place, to: coarse.place, speed: coarse.speed, within: nearest, at: now) else { continue }
            let target = Int(liveTargets[number])
            guard targets[target].isAlive, isWanted(target) else { continue }
            let distance = targets[target].state(at: now).position.distance(to: place)
            if distance < nearest {
                nearest = distance
                best = liveTargets[number]
            }
        }
        return best
    }

    /// Whether a target can be within a distance of a place, by its last snapshot: cheap, and never wrongly false.
    @inline(__always)
    func isNear(_ place: Position<EarthFixed>, to target: TargetPlace, within distance: Double, at now: SimulationTime) -> Bool {
        let snapshot = target.pointee.snapshot
        return isNear(place, to: snapshot.position.vector, speed: snapshot.velocity.speed, within: distance, at: now)
    }

    /// The same of a snapshot itself: its place, earth-fixed, and its speed.
    @inline(__always)
    private func isNear(
        _ place: Position<EarthFixed>, to snapshot: Vector3, speed: Double, within distance: Double, at now: SimulationTime
    ) -> Bool {
        let reach = distance + 1.5 * speed * now.seconds(since: snapshotTime) + 200
        return (snapshot - place.vector).lengthSquared < reach * reach
    }

    /// The address of a fire unit's next round at a target: the pair, and how many rounds it had before.
    mutating func nextRound(of unit: Int, at target: Int) -> (pair: EntityName, number: Int) {
        let key = unit << 32 | target
        let number = roundsOfPair[key] ?? 0
        roundsOfPair[key] = number + 1
        return (tables.unitNames[unit].with(names[target]), number)
    }

    /// When the next live target appears; the distant future where none does.
    package var nextAppearance: SimulationTime {
        var soonest = SimulationTime.distantFuture
        for target in targets.indices where targets[target].isAlive { soonest = min(soonest, targets[target].appears) }
        return soonest
    }
}
