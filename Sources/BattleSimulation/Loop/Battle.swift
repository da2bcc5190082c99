import CommandAndControl
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
public import RunRecords
import Stochastics
import TacticalMessages
import TargetTracking

/// Runs of a battle: a pure function of (model, study seed, run index).
public enum BattleRunner {
    /// The models' version; it changes when results change.
    public static let modelVersion = "5"

    /// Flies one run to its end and returns what it leaves behind.
    /// - Parameter paths: where the raid's paths are kept for the next arm; the result does not depend on it.
    public static func run(
        _ model: BattleModel, seed: UInt64, index: UInt32, sharing paths: RaidPaths? = nil
    ) -> RunRecord {
        let battle = Battle(model, seed: seed, index: index, paths: paths ?? RaidPaths())
        battle.run()
        return battle.finish()
    }
}

/// The state of one run and the loop over its events; lives for one run and is private to it.
final class Battle {
    let model: BattleModel
    let seed: UInt64
    let index: UInt32
    /// The model's tables in memory of their own: reading one entry copies nothing.
    let radarUnits: [Fixed<RadarUnit>]
    let nodeModels: UnsafePointer<CommandNode>
    let fireUnits: UnsafePointer<FireUnitModel>
    let interceptorTypes: [Fixed<InterceptorType>]
    private let tables: ModelTables
    /// Where each fire unit stands, earth-fixed, and which types of round it has or is brought.
    let unitSites: [Vector3]
    let unitLoads: [[Bool]]
    var queue = EventQueue()
    var now = SimulationTime.zero

    var targets: [TargetState] = []
    var radars: [RadarState] = []
    var nodes: [NodeState] = []
    var units: [FireUnitState] = []
    var engagements: [Engagement] = []
    var rounds: [Round] = []
    var batches: [PlotBatch?] = []
    var freeBatches: [Int] = []
    var assetHits: [Int]
    var assetLost: [Double?]
    /// Radars, nodes and launchers by the asset that stands for them.
    var radarOfAsset: [Int: Int] = [:]
    var nodeOfAsset: [Int: Int] = [:]
    var launcherOfAsset: [Int: (unit: Int, launcher: Int)] = [:]
    var snapshotTime = SimulationTime(nanoseconds: -1_000_000_000_000)
    var liveTargets: [Int32] = []
    /// Snapshots of the live targets in their order: place, and speed, side by side for quick gates.
    var livePlaces: [(place: Vector3, speed: Double)] = []
    var jamming = JammingEnvironment()
    var loaded: [Int]
    var fired: [Int]
    var record: RunRecord
    /// What the planners defend, with its worth to them.
    let defended: [DefendedAsset]
    /// Estimator of an engagement radar for the one target that it follows.
    let engagementFilter = MotionModels.engagementRadar
    var unresolved = 0
    var textbookRounds = 0
    var lastTrace = SimulationTime(nanoseconds: -1_000_000_000_000)
    /// Refusals and orders (nil) by target, in time.
    var refusals: [[(time: SimulationTime, reason: RefusalReason?)]] = []

    init(_ model: BattleModel, seed: UInt64, index: UInt32, paths: RaidPaths) {
        self.model = model
        self.seed = seed
        self.index = index
        tables = ModelTables(model)
        radarUnits = model.radars.map(Fixed.init)
        nodeModels = UnsafePointer(tables.nodes)
        fireUnits = UnsafePointer(tables.fireUnits)
        interceptorTypes = model.interceptors.map(Fixed.init)
        unitSites = model.fireUnits.map { WGS84.earthFixed($0.position).vector }
        unitLoads = model.fireUnits.map { unit in
            model.interceptors.indices.map { type in
                unit.launchers.contains { $0.rounds[type] > 0 } || unit.reloads[type] > 0
            }
        }
        record = RunRecord(
            scenario: model.scenarioName, arm: model.armName, seed: seed, index: index,
            modelVersion: BattleRunner.modelVersion)
        defended = model.assets.enumerated().filter { $0.element.plannerValue > 0 }.map { place, asset in
            DefendedAsset(
                identifier: AssetIdentifier(rawValue: Int32(place)), position: WGS84.earthFixed(asset.position),
                value: asset.plannerValue, radius: asset.radius)
        }
        assetHits = Array(repeating: 0, count: model.assets.count)
        assetLost = Array(repeating: nil, count: model.assets.count)
        loaded = Array(repeating: 0, count: model.interceptors.count)
        fired = Array(repeating: 0, count: model.interceptors.count)
        prepareTargets(paths)
        prepareDefence()
        for (place, failure) in model.failures.enumerated() {
            queue.schedule(.scripted(failure: place), at: failure.time, phase: .failure)
        }
    }

    /// The stream at an address of this run.
    func stream(_ purpose: DrawPurpose, entity: Int, counter: UInt32 = 0) -> RandomStream {
        RandomStream(
            studySeed: seed, runIndex: index, entity: UInt32(truncatingIfNeeded: entity), purpose: purpose,
            counter: counter, generator: model.generator)
    }

    func run() {
        while let (time, event) = queue.next() {
            guard time <= model.duration else {
                now = model.duration
                break
            }
            now = time
            record.effort.events += 1
            handle(event)
            if unresolved == 0, model.idealisation == nil { break }
        }
    }

    private func handle(_ event: BattleEvent) {
        switch event {
        case .targetEnds(let target, let generation): targetEnds(target, generation)
        case .scanStarts(let radar, let scan): scanStarts(radar, scan)
        case .sectorSwept(let radar, let sector): sectorSwept(radar, Int(sector))
        case .plotsArrive(let batch): plotsArrive(batch)
        case .commandCycle(let node): commandCycle(node)
        case .orderArrives(let engagement): orderArrives(engagement)
        case .launch(let engagement): launch(engagement)
        case .frame(let unit): frame(unit)
        case .assess(let engagement): assess(engagement)
        case .designationExpires(let engagement): designationExpires(engagement)
        case .reloaded(let unit, let launcher): reloaded(unit, launcher)
        case .scripted(let failure): scriptedFailure(model.failures[failure])
        }
    }

    private func prepareTargets(_ paths: RaidPaths) {
        targets.reserveCapacity(model.targets.count)
        refusals = Array(repeating: [], count: model.targets.count)
        for (place, target) in model.targets.enumerated() {
            var draws = stream(.raid, entity: place)
            let startShift = (2 * draws.nextUniform() - 1) * target.startJitter
            let sideShift = (2 * draws.nextUniform() - 1) * target.lateralJitter
            let path = paths.path(
                place, of: model, seed: seed, index: index, startShift: startShift, lateralShift: sideShift)
            let appears = path.startTime
            targets.append(TargetState(path: path, evasion: target.evasion))
            record.targets.append(
                TargetRecord(
                    name: target.name, threatClass: target.threatClass, allegiance: target.allegiance,
                    armed: target.armed, objective: target.objective.map { model.assets[$0].name },
                    appears: appears.seconds))
            queue.schedule(.targetEnds(target: place, generation: 0), at: path.endTime, phase: .arrival)
            if target.allegiance == .hostile { unresolved += 1 }
        }
    }

    private func prepareDefence() {
        for (place, radar) in model.radars.enumerated() {
            radars.append(
                RadarState(
                    falseAlarmStream: stream(.falseAlarm, entity: place), linkStream: stream(.link, entity: place),
                    buckets: Array(repeating: [], count: max(1, radar.sectorsPerScan))))
            radarOfAsset[radar.asset] = place
            if radar.role == .acquisition {
                // Radars do not start in step: each begins at its own part of its period.
                let period = radar.site.model.renewalPeriod
                let offset = period * Double((place * 5) % 8) / 8
                queue.schedule(
                    .scanStarts(radar: place, scan: 0), at: SimulationTime(seconds: offset), phase: .sensing)
            }
        }
        for (place, node) in model.nodes.enumerated() {
            nodes.append(
                NodeState(
                    isInCharge: node.superior == nil,
                    tracker: MultiTargetTracker(configuration: node.tracker, poses: poses(for: node))))
            if let asset = node.asset { nodeOfAsset[asset] = place }
        }
        for (place, unit) in model.fireUnits.enumerated() {
            units.append(
                FireUnitState(
                    sectorCentre: unit.sectorCentre, rounds: unit.launchers.map(\.rounds), reloads: unit.reloads,
                    launcherAlive: unit.launchers.map { _ in true },
                    reloadingUntil: unit.launchers.map { _ in .zero },
                    reservedRounds: Array(repeating: 0, count: model.interceptors.count)))
            for (number, launcher) in unit.launchers.enumerated() {
                launcherOfAsset[launcher.asset] = (place, number)
                for (type, count) in launcher.rounds.enumerated() { loaded[type] += count }
            }
            for (type, count) in unit.reloads.enumerated() { loaded[type] += count }
        }
    }

    /// Where each radar stands in a node's tracking frame.
    private func poses(for node: CommandNode) -> [SensorPose] {
        model.radars.map { radar in
            let frame = radar.site.frame
            let translation = node.frame.toLocal(frame.originEarthFixed).vector
            func column(_ axis: Vector3) -> Vector3 { node.frame.rotateToLocal(frame.rotateToEarthFixed(axis)) }
            return SensorPose(
                rotation: Matrix3(
                    columns: column(Vector3(1, 0, 0)), column(Vector3(0, 1, 0)), column(Vector3(0, 0, 1))),
                translation: translation)
        }
    }

    /// Completes the record when the loop has ended.
    func finish() -> RunRecord {
        record.endTime = now.seconds
        for place in targets.indices where targets[place].isAlive && record.targets[place].outcomeTime == nil {
            record.targets[place].outcome = .airborne
        }
        for place in record.targets.indices { record.targets[place].limitingCause = limitingCause(of: place) }
        record.assets = model.assets.enumerated().map { place, asset in
            var entry = AssetRecord(name: asset.name, kind: asset.kind, value: asset.value, price: asset.price)
            entry.hits = assetHits[place]
            entry.lost = assetLost[place]
            return entry
        }
        record.magazines = model.interceptors.enumerated().filter { loaded[$0.offset] > 0 }.map { type, interceptor in
            MagazineRecord(
                missile: interceptor.name, loaded: loaded[type], fired: fired[type], price: interceptor.price)
        }
        return record
    }
}
