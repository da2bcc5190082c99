import Batteries
import BattleWitness
import BattleWorld
import CommandPosts
import DefenceModels
import FlightDynamics
import Quantities
import RunRecords
import Sensors

/// One run: five owners, the messages between them, and the loop that takes the next event and calls one stage.
///
/// The stages are static functions whose parameters say what they read (`borrowing`) and what they change (`inout`): the
/// table in `step` is the data flow. Nothing here can be copied.
struct Battle: ~Copyable {
    let model: BattleModel
    let tables: DefenceTables
    var queue = EventQueue()
    var now = SimulationTime.zero
    var world: World
    var sensors: SensorSuite
    var posts: Posts
    var batteries: FireUnits
    var witness: Witness
    var mail = Mail()
    let parts: DefenceParts
    private var events = 0

    init(_ model: BattleModel, seed: UInt64, index: UInt32, paths: RaidPaths, isRecorded: Bool = false) {
        self.model = model
        let tables = DefenceTables(model.defence)
        let dice = RunDice(seed: seed, index: index, generator: model.generator)
        self.tables = tables
        world = World(
            raid: model.targets, tables: tables, dice: dice, surface: model.ground, ground: model.groundIdentity, paths: paths)
        sensors = SensorSuite(tables, dice: dice)
        posts = Posts(tables)
        batteries = FireUnits(tables, dice: dice)
        witness = Witness(
            tables, of: world, dice: dice,
            heading: .init(
                scenario: model.scenarioName, arm: model.armName, modelVersion: BattleRunner.modelVersion,
                traceInterval: model.traceInterval, replayOrigin: isRecorded ? model.origin : nil))
        parts = DefenceParts(model.defence)
        scheduleStart()
    }

    private mutating func scheduleStart() {
        for (place, target) in world.targets.enumerated() {
            queue.schedule(.targetEnds(target: place, generation: 0), at: target.path.endTime, phase: .arrival)
        }
        for (place, radar) in model.radars.enumerated() where radar.role == .acquisition {
            queue.schedule(.scanStarts(radar: place, scan: 0), at: sensors.firstScan(of: place), phase: .sensing)
        }
        for (place, failure) in model.failures.enumerated() {
            queue.schedule(.scripted(failure: place), at: failure.time, phase: .failure)
        }
    }

    mutating func run() {
        while let (time, event) = queue.next() {
            guard time <= model.duration else {
                now = model.duration
                break
            }
            now = time
            events += 1
            step(event)
            if world.unresolved == 0, model.endsWithRaid { break }
        }
    }

    /// The table of stages.
    private mutating func step(_ event: BattleEvent) {
        switch event {
        case .targetEnds(let target, let generation): targetEnds(target, generation)
        case .scanStarts(let radar, let scan):
            Stages.scanStarts(radar, scan, at: now, &sensors, &world, &witness, &queue)
        case .sectorSwept(let radar, let sector):
            Stages.sectorSwept(radar, Int(sector), at: now, &sensors, world, posts, &witness, tables, &mail, &queue)
        case .plotsArrive(let batch):
            Stages.plotsArrive(batch, at: now, &mail, &posts, tables, &queue)
        case .commandCycle(let node):
            Stages.commandCycle(node, at: now, &posts, &world, &batteries, &witness, tables, &queue)
        case .orderArrives(let engagement):
            Stages.orderArrives(engagement, at: now, &batteries, &sensors, &witness)
        case .battery(.launch(let engagement)):
            Stages.launch(engagement, at: now, &batteries, &world, sensors, &witness)
        case .battery(.frame(let unit)):
            Stages.frame(unit, at: now, &batteries, &world, &sensors, &witness, tables, &queue)
        case .battery(.assess(let engagement)):
            Stages.assess(engagement, at: now, &batteries, &posts, &world, sensors, &witness, tables, &mail)
        case .battery(.designationExpires(let engagement)): batteries.designationExpires(engagement)
        case .battery(.reloaded(let unit, let launcher)):
            batteries.reloaded(unit, launcher)
            witness.reloaded(unit, launcher, batteries.rounds(on: launcher, of: unit), at: now)
        case .scripted(let failure): scriptedFailure(model.failures[failure])
        }
        Stages.settle(at: now, &batteries, &posts, sensors, &witness, tables)
        Stages.setTasks(&batteries, &queue)
    }

    /// Completes the record, and the replay where one is written, when the loop has ended.
    consuming func finish() -> (record: RunRecord, replay: Replay?) {
        let isCommandLost = !model.nodes.isEmpty
            && model.nodes.indices.allSatisfy { place in
                !posts.decides(place) || model.nodes[place].fireUnits.allSatisfy { !batteries.isAlive($0) }
            }
        witness.finish(
            world, commandIsLost: isCommandLost, magazines: Array(zip(batteries.loaded, batteries.fired)), at: now)
        var effort = EffortRecord()
        effort.events = events
        effort.looks = sensors.looks
        effort.detections = sensors.detections
        effort.trackUpdates = posts.trackUpdates + batteries.trackUpdates
        effort.interceptorSteps = world.interceptorSteps
        effort.decisions = posts.decisions
        witness.count(effort)
        witness.finishReplay(world)
        return (witness.record, witness.recorder?.replay)
    }
}

/// Radars, nodes and launchers by the asset that stands for them.
struct DefenceParts {
    var radarOfAsset: [Int: Int] = [:]
    var nodeOfAsset: [Int: Int] = [:]
    var launcherOfAsset: [Int: (unit: Int, launcher: Int)] = [:]

    init(_ model: DefenceModel) {
        for (place, radar) in model.radars.enumerated() { radarOfAsset[radar.asset] = place }
        for (place, node) in model.nodes.enumerated() {
            if let asset = node.asset { nodeOfAsset[asset] = place }
        }
        for (place, unit) in model.fireUnits.enumerated() {
            for (number, launcher) in unit.launchers.enumerated() { launcherOfAsset[launcher.asset] = (place, number) }
        }
    }
}

/// Messages on their way.
struct Mail {
    private var batches: [PlotBatch?] = []
    private var free: [Int] = []
    private var cutUnits: Set<Int> = []
    /// Rounds of textbook batteries so far.
    var textbookRounds = 0

    /// The link between a fire unit and its command post is cut.
    /// - Returns: false where it was cut already.
    mutating func cut(_ unit: Int) -> Bool { cutUnits.insert(unit).inserted }

    mutating func post(_ batch: PlotBatch) -> Int {
        if let place = free.popLast() {
            batches[place] = batch
            return place
        }
        batches.append(batch)
        return batches.count - 1
    }

    mutating func take(_ place: Int) -> PlotBatch? {
        guard let batch = batches[place] else { return nil }
        batches[place] = nil
        free.append(place)
        return batch
    }
}
