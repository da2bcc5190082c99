import BattleWorld
import CommandAndControl
import CommandPosts
import DefenceModels
import Quantities
import RadarSensing
package import RunRecords
import Sensors
import TacticalMessages
import TargetTracking

/// How often a raid did each of the things that it spends its time on.
package struct KernelCounts: Sendable {
    /// Steps of rounds in flight.
    package var steps = 0
    /// Looks of radars at targets.
    package var looks = 0
    /// Plots that posts' trackers took in.
    package var plots = 0
    /// Tracks that posts asked launch windows for, cycle by cycle.
    package var questions = 0
    /// Echoes that beams' own filters took in.
    package var echoes = 0
}

/// A raid's work taken apart: its rounds, looks, plots, questions and echoes again, one kind at a time, each owner by itself.
///
/// What a raid does is in its record: when which battery fired what at whom, and when targets went down. Each scene does one kind of it
/// with nothing of the rest: no loop, no messages, no witness. Rounds are told where their target truly is; radars look at all that
/// flies and beams at what was fired at; posts take in those looks' plots and judge them, told of the batteries what was so in the raid,
/// and order nothing. What a kind costs a call is thus measured outside the raid, on work like the raid's.
package struct RaidKernels {
    /// Calls of one kind, and the time of a clock that they took, seconds.
    package struct Timing: Sendable {
        package var calls: Int
        package var seconds: Double
    }

    /// What the radars of a scene saw.
    package struct Plots {
        var batches: [PlotBatch] = []
        /// Echoes of each battery's beam on each of its targets, in order of time.
        var beams: [[Detection]] = []
    }

    private struct Launch {
        var time: SimulationTime
        var type: Int
        var unit: Int
        var asset: Int
        var target: Int
        var end: SimulationTime
    }

    /// A beam on a target, from when to when.
    private struct Beam {
        var unit: Int
        var target: Int
        var from: SimulationTime
        var to: SimulationTime
    }

    private enum Duty {
        case scan(radar: Int)
        case look(beam: Int)
        case fall(target: Int)
    }

    private let model: BattleModel
    private let record: RunRecord
    private let launches: [Launch]
    private let clock: () -> Double

    /// - Parameters:
    ///   - record: of a run of the model.
    ///   - clock: seconds of processor time.
    package init(_ model: BattleModel, record: RunRecord, clock: @escaping () -> Double) {
        self.model = model
        self.record = record
        self.clock = clock
        launches = Self.launches(record, of: model)
    }

    private static func launches(_ record: RunRecord, of model: BattleModel) -> [Launch] {
        var found: [Launch] = []
        for (target, row) in record.targets.enumerated() {
            for shot in row.shots {
                guard let unit = model.fireUnits.firstIndex(where: { $0.name == shot.fireUnit }),
                    let type = model.interceptors.firstIndex(where: { $0.name == shot.missile }),
                    let asset = model.assets.firstIndex(where: { $0.name == shot.launcher })
                else { continue }
                found.append(
                    Launch(
                        time: SimulationTime(seconds: shot.launchTime), type: type, unit: unit, asset: asset, target: target,
                        end: SimulationTime(seconds: shot.endTime ?? record.endTime)))
            }
        }
        return found.sorted { ($0.time, $0.target) < ($1.time, $1.target) }
    }

    private var dice: RunDice {
        var dice = RunDice(seed: record.seed, index: record.index, generator: model.generator)
        dice.redraw = model.redraw
        return dice
    }

    private func world(_ tables: DefenceTables) -> World {
        World(
            raid: model.targets, tables: tables, dice: dice, surface: model.ground, ground: model.groundIdentity, paths: RaidPaths())
    }

    /// Flies the raid's rounds, each told where its target truly is.
    package func flights() -> Timing {
        let tables = DefenceTables(model.defence)
        var world = world(tables)
        var flying: [Int] = []
        var next = 0
        var now = SimulationTime.zero
        let start = clock()
        while next < launches.count || !flying.isEmpty {
            if flying.isEmpty { now = max(now, launches[next].time) }
            world.refresh(at: now)
            while next < launches.count, launches[next].time <= now {
                let launch = launches[next]
                flying.append(
                    world.launch(
                        launch.type, of: launch.unit, from: launch.asset, at: launch.target,
                        aim: world.state(of: launch.target, at: now), now: now))
                next += 1
            }
            var left = 0
            for place in flying.indices {
                let round = flying[place]
                if !isOver(round, in: &world, at: now) {
                    flying[left] = round
                    left += 1
                }
            }
            flying.removeLast(flying.count - left)
            now = now.advanced(by: model.frameInterval)
        }
        return Timing(calls: world.interceptorSteps, seconds: clock() - start)
    }

    private func isOver(_ round: Int, in world: inout World, at now: SimulationTime) -> Bool {
        guard world.isDue(round, at: now) else { return false }
        let target = world.rounds[round].pointee.target
        let told = Uplink(estimate: world.state(of: target, at: now), ballisticProbability: 0)
        guard let end = world.fly(round, told: told, at: now) else { return false }
        if case .burst(let burst) = end, burst.isKill { _ = world.kill(target) }
        return true
    }

    /// Scans with every acquisition radar, and looks with a beam at whatever was fired at for as long as it was.
    package func looks() -> (timing: Timing, plots: Plots) {
        let tables = DefenceTables(model.defence)
        var world = world(tables)
        var sensors = SensorSuite(tables, dice: dice)
        let beams = beams(tables)
        let duties = duties(tables, beams, first: tables.radars.indices.map { sensors.firstScan(of: $0) })
        var plots = Plots(beams: beams.map { _ in [] })
        let start = clock()
        for (now, duty) in duties {
            world.refresh(at: now)
            switch duty {
            case .scan(let radar):
                let scan = sensors.startScan(radar, of: world, view: (0, 2 * .pi), engaged: 0, at: now)
                for (sector, end) in scan.sectors {
                    let sweep = sensors.sweep(radar, sector, of: world)
                    for node in tables.radars[radar].value.nodes {
                        plots.batches.append(
                            PlotBatch(
                                radar: radar, node: node, time: end, detections: sweep.detections, sweptFrom: sweep.from,
                                sweptTo: sweep.to, top: sweep.top))
                    }
                }
            case .look(let number):
                let beam = beams[number]
                let radar = tables.fireUnits[beam.unit].engagementRadar
                let sighting = sensors.look(radar, at: beam.target, of: world, time: now)
                if let detection = sighting?.detection, !detection.isJamStrobe { plots.beams[number].append(detection) }
            case .fall(let target): _ = world.kill(target)
            }
        }
        let timing = Timing(calls: sensors.looks, seconds: clock() - start)
        plots.batches.sort { ($0.time, $0.radar, $0.node) < ($1.time, $1.radar, $1.node) }
        return (timing, plots)
    }

    /// From the looks of a lock before a battery's first launch at a target to the end of its last round there.
    private func beams(_ tables: DefenceTables) -> [Beam] {
        var found: [Beam] = []
        for (target, row) in record.targets.enumerated() {
            for (unit, fire) in model.fireUnits.enumerated() {
                let shots = row.shots.filter { $0.fireUnit == fire.name }
                guard let first = shots.map(\.launchTime).min() else { continue }
                let last = shots.map { $0.endTime ?? record.endTime }.max() ?? first
                found.append(
                    Beam(
                        unit: unit, target: target, from: SimulationTime(seconds: max(0, first - fire.reactionTime)),
                        to: SimulationTime(seconds: last)))
            }
        }
        return found
    }

    private func duties(_ tables: DefenceTables, _ beams: [Beam], first: [SimulationTime]) -> [(time: SimulationTime, duty: Duty)] {
        let end = SimulationTime(seconds: record.endTime)
        var duties: [(time: SimulationTime, duty: Duty)] = []
        func add(_ duty: Duty, from start: SimulationTime, to end: SimulationTime, every interval: Seconds) {
            var time = start
            while time <= end {
                duties.append((time, duty))
                time = time.advanced(by: interval)
            }
        }
        for (place, radar) in model.radars.enumerated() where radar.role == .acquisition {
            add(.scan(radar: place), from: first[place], to: end, every: radar.site.model.renewalPeriod)
        }
        for (number, beam) in beams.enumerated() {
            let beside = beams.count { $0.unit == beam.unit && $0.from <= beam.to && $0.to >= beam.from }
            let radar = model.radars[model.fireUnits[beam.unit].engagementRadar]
            add(
                .look(beam: number), from: beam.from, to: beam.to,
                every: max(model.frameInterval, radar.site.model.updateInterval(trackedCount: beside)))
        }
        for (target, row) in record.targets.enumerated() {
            if let time = row.outcomeTime { duties.append((SimulationTime(seconds: time), .fall(target: target))) }
        }
        return duties.sorted { $0.time < $1.time }
    }

    /// Has the posts take in a scene's plots; then again, judging their tracks cycle by cycle, of which the rest is the questions' time.
    package func pictures(_ plots: Plots) -> (plots: Timing, questions: Timing) {
        let tables = DefenceTables(model.defence)
        var trackers = Posts(tables)
        var start = clock()
        for batch in plots.batches { _ = trackers.take(batch) }
        let taken = Timing(calls: trackers.trackUpdates, seconds: clock() - start)
        let beams = beams(tables)
        var posts = Posts(tables)
        var due = model.nodes.map { _ in SimulationTime.distantFuture }
        start = clock()
        for batch in plots.batches {
            for node in due.indices where due[node] <= batch.time {
                let isGoingOn = judge(node, with: &posts, beams, at: due[node])
                due[node] = isGoingOn ? due[node].advanced(by: model.nodes[node].cycle) : .distantFuture
            }
            if posts.take(batch) { due[batch.node] = batch.time.advanced(by: model.nodes[batch.node].cycle) }
        }
        let both = clock() - start
        return (taken, Timing(calls: posts.windowsAsked, seconds: max(0, both - taken.seconds)))
    }

    private func judge(_ node: Int, with posts: inout Posts, _ beams: [Beam], at now: SimulationTime) -> Bool {
        for unit in model.nodes[node].fireUnits {
            _ = posts.take(UnitMessage(status: status(of: unit, beams, at: now), report: nil), node: node, at: now)
        }
        if let questions = posts.startCycle(node, at: now) {
            _ = posts.judge(node, questions, replies: questions.map { _ in .none }, at: now)
        }
        return posts.endCycle(node)
    }

    /// What a battery of the raid had left at a time.
    private func status(of unit: Int, _ beams: [Beam], at now: SimulationTime) -> UnitStatus {
        let fire = model.fireUnits[unit]
        let engaged = beams.count { $0.unit == unit && $0.from <= now && now <= $0.to }
        var guided = 0
        var ready = fire.launchers.reduce(into: fire.reloads) { sum, launcher in
            for type in sum.indices { sum[type] += launcher.rounds[type] }
        }
        for launch in launches where launch.unit == unit && launch.time <= now {
            ready[launch.type] -= 1
            if now <= launch.end { guided += 1 }
        }
        return UnitStatus(
            fireUnit: FireUnitIdentifier(rawValue: Int32(unit)), time: now, isAble: true,
            freeTargetChannels: max(0, fire.targetChannels - engaged), freeGuidanceChannels: max(0, fire.guidanceChannels - guided),
            readyRounds: ready.map { max(0, $0) }, sectorCentre: fire.sectorCentre, isEngaged: engaged > 0)
    }

    /// Filters the echoes of each beam.
    package func filters(_ plots: Plots) -> Timing {
        let beams = plots.beams.filter { !$0.isEmpty }
        var moved = 0.0
        let start = clock()
        for echoes in beams {
            var filter = TrackFilter(
                configuration: .engagementRadar, first: echoes[0], pose: .identity, velocity: .zero, velocityDeviation: 300)
            for echo in echoes.dropFirst() { filter.update(echo, pose: .identity) }
            moved += filter.position.x
        }
        let seconds = clock() - start
        precondition(moved.isFinite, "a filter has lost its numbers")
        return Timing(calls: beams.reduce(0) { $0 + $1.count }, seconds: seconds)
    }
}
