import Batteries
import BattleWitness
import BattleWorld
import CommandPosts
import DefenceModels
import FlightDynamics
import Quantities
import RunRecords
import Sensors
import TacticalMessages

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
    var links: Links
    let parts: DefenceParts
    /// Failures that hold each part down; it works again when none does.
    var outages: [ScriptedFailure.Subject: Int] = [:]
    /// Posts whose decisions come from outside.
    var manned: Set<Int> = []
    /// The manned post that is to decide now.
    private(set) var waiting: Int?
    private(set) var isOver = false
    private var events = 0

    init(_ model: BattleModel, seed: UInt64, index: UInt32, paths: RaidPaths, isRecorded: Bool = false) {
        self.model = model
        let tables = DefenceTables(model.defence)
        var dice = RunDice(seed: seed, index: index, generator: model.generator)
        dice.redraw = model.redraw
        self.tables = tables
        world = World(
            raid: model.targets, tables: tables, dice: dice, surface: model.ground, ground: model.groundIdentity, paths: paths)
        sensors = SensorSuite(tables, dice: dice)
        posts = Posts(tables)
        batteries = FireUnits(tables, dice: dice)
        links = Links(tables, dice: dice)
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
            queue.schedule(.scanStarts(radar: place, chain: 0), at: sensors.firstScan(of: place), phase: .sensing)
        }
        // One that is over at once is none.
        for (place, failure) in model.failures.enumerated() where failure.end != failure.time {
            queue.schedule(.scripted(failure: place, begins: true), at: failure.time, phase: .failure)
            if let end = failure.end { queue.schedule(.scripted(failure: place, begins: false), at: end, phase: .failure) }
        }
        for (place, node) in model.nodes.enumerated() where node.superior == nil && node.linkLoss > 0 && node.linkLoss < 1 {
            askAgain(place)
        }
        // A link that loses everything is a cut one, noticed as such.
        for unit in model.fireUnits.indices {
            guard let superior = links.superior(of: unit), model.nodes[superior].linkLoss >= 1 else { continue }
            begin(ScriptedFailure(time: .zero, subject: .link(fireUnit: unit)))
        }
        for unit in model.fireUnits.indices where !batteries.isInAction(unit) { comesFromTheMarch(unit) }
        assignSearch()
        Stages.settle(at: now, &batteries, sensors, &links, &witness, tables, &queue)
    }

    /// Goes on until a time, the end, or a manned post's turn.
    mutating func run(to time: SimulationTime) {
        if let node = waiting { decide(PostDecision(), node: node) }
        while !isOver, waiting == nil, let next = queue.nextTime {
            if next > model.duration {
                now = model.duration
                isOver = true
                return
            }
            guard next <= time, let (time, event) = queue.next() else { return }
            now = time
            events += 1
            step(event)
            if world.unresolved == 0, model.endsWithRaid { isOver = true }
        }
        if queue.nextTime == nil { isOver = true }
    }

    /// A post's decision goes out.
    mutating func decide(_ decision: PostDecision, node: Int) {
        if waiting == node { waiting = nil }
        Stages.command(node, decision, at: now, &posts, &links, &witness, tables, &queue)
    }

    /// The table of stages.
    private mutating func step(_ event: BattleEvent) {
        switch event {
        case .targetEnds(let target, let generation): targetEnds(target, generation)
        case .scanStarts(let radar, let chain):
            Stages.scanStarts(radar, chain, at: now, &sensors, &world, batteries, &witness, tables, &queue)
        case .sectorSwept(let radar, let sector):
            Stages.sectorSwept(radar, Int(sector), at: now, &sensors, world, posts, &witness, tables, &links, &queue)
        case .messageArrives(let message):
            Stages.messageArrives(message, at: now, &links, &posts, &batteries, &sensors, &world, &witness, tables, &queue)
        case .commandCycle(let node):
            guard Stages.observe(node, at: now, &posts, &world, &witness) else { break }
            if manned.contains(node) {
                waiting = node
            } else if let picture = posts.picture(of: node) {
                decide(BuiltInDoctrine.decide(on: picture), node: node)
            }
        case .battery(.launch(let engagement, let launcher)):
            Stages.launch(engagement, from: launcher, at: now, &batteries, &world, &sensors, &witness)
        case .battery(.frame(let unit)):
            Stages.frame(unit, at: now, &batteries, &world, &sensors, &witness, tables, &queue)
        case .battery(.assess(let engagement)):
            Stages.assess(engagement, at: now, &batteries, &world, &sensors, &witness)
        case .battery(.designationExpires(let engagement)): batteries.designationExpires(engagement, at: now)
        case .battery(.reloaded(let unit, let launcher)): batteries.reloaded(unit, launcher, at: now)
        case .battery(.moves(let unit, let step)): move(unit, step)
        case .contactChecked(let unit): checkContact(unit)
        case .contactAsked(let node): askForContact(node)
        case .statusDue(let unit): batteries.tell(unit)
        case .scripted(let failure, true): begin(model.failures[failure])
        case .scripted(let failure, false): end(model.failures[failure].subject)
        }
        Stages.settle(at: now, &batteries, sensors, &links, &witness, tables, &queue)
        witness.watch(batteries, posts, sensors, at: now)
    }

    /// How often it did what.
    var counts: KernelCounts {
        KernelCounts(
            steps: world.interceptorSteps, looks: sensors.looks, plots: posts.trackUpdates, questions: posts.windowsAsked,
            echoes: batteries.trackUpdates)
    }

    /// Completes the record when the loop has ended.
    consuming func finish() -> RunRecord { finishRecorded().record }

    /// Completes the record, and the replay where one is written.
    consuming func finishRecorded() -> (record: RunRecord, replay: Replay?) {
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
