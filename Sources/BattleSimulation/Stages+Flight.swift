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

// Frames of the engagement radars: looks, launches, flight, and what comes of it.
extension Stages {
    /// An engagement radar's frame.
    static func frame(
        _ unit: Int, at now: SimulationTime, _ batteries: inout FireUnits, _ world: inout World,
        _ sensors: inout SensorSuite, _ witness: inout Witness, _ tables: borrowing DefenceTables, _ queue: inout EventQueue
    ) {
        if world.refresh(at: now) { witness.trace(world, at: now) }
        let isAlive = batteries.isAlive(unit)
        let radar = tables.fireUnits[unit].engagementRadar
        for engagement in batteries.engagements(of: unit) {
            if isAlive, batteries.isWatched(engagement) {
                // What locks in this frame fires in the next.
                let isLocked = batteries.engagements[engagement].phase != .designated
                if batteries.pointsBeam(engagement, at: now) {
                    look(engagement, unit, radar, at: now, &batteries, world, &sensors, &witness)
                }
                if isLocked { batteries.moveOn(engagement, at: now) }
            }
            fly(engagement, at: now, &batteries, &world, sensors, &witness, &queue)
        }
        batteries.endFrame(unit, at: now)
    }

    /// One look of an engagement's beam: at the echo that it holds, or where its designation points it.
    private static func look(
        _ engagement: Int, _ unit: Int, _ radar: Int, at now: SimulationTime, _ batteries: inout FireUnits,
        _ world: borrowing World, _ sensors: inout SensorSuite, _ witness: inout Witness
    ) {
        if sensors.echo(of: engagement) == nil {
            let (centre, radius) = batteries.gate(engagement, at: now)
            sensors.hold(world.nearestTarget(to: centre, within: radius, at: now), by: engagement)
        }
        guard let target = sensors.echo(of: engagement), world.targets[target].isAlive,
            batteries.sectorHolds(unit, world.targets[target].snapshot.position),
            let sighting = sensors.look(radar, at: target, of: world, time: now)
        else { return }
        witness.saw(sighting, by: radar)
        guard let detection = sighting.detection, !detection.isJamStrobe else { return }
        batteries.take(detection, for: engagement, at: now)
        if batteries.engagements[engagement].phase == .locked { witness.recorder?.locked(engagement, on: target, at: now) }
    }

    /// Flies on the rounds of an engagement that are due.
    private static func fly(
        _ engagement: Int, at now: SimulationTime, _ batteries: inout FireUnits, _ world: inout World,
        _ sensors: borrowing SensorSuite, _ witness: inout Witness, _ queue: inout EventQueue
    ) {
        guard batteries.engagements[engagement].roundsFlying > 0 else { return }
        var uplink: Uplink?
        for round in batteries.engagements[engagement].rounds where world.isDue(round, at: now) {
            let told = uplink ?? Uplink(
                estimate: batteries.estimatedTarget(engagement, at: now),
                ballisticProbability: batteries.ballisticProbability(engagement))
            uplink = told
            guard let end = world.fly(round, told: told, at: now) else {
                witness.recorder?.flew(round, world.rounds[round].state, until: now.seconds)
                continue
            }
            witness.ended(round: round, end, world.rounds[round].state, at: now)
            batteries.roundEnded(in: engagement)
            if case .burst(let burst) = end, burst.isKill, world.kill(world.rounds[round].target) {
                witness.ended(world.rounds[round].target, .killed, at: burst.time)
            }
        }
        for target in world.newPaths {
            let state = world.targets[target]
            queue.schedule(
                .targetEnds(target: target, generation: state.generation), at: state.path.endTime, phase: .arrival)
        }
        world.newPaths.removeAll(keepingCapacity: true)
        let isDown = sensors.echo(of: engagement).map { !world.targets[$0].isAlive } ?? false
        batteries.endSalvo(engagement, targetIsDown: isDown, at: now)
    }

    /// The next round of an engagement leaves its launcher, if one is still there.
    static func launch(
        _ engagement: Int, at now: SimulationTime, _ batteries: inout FireUnits, _ world: inout World,
        _ sensors: borrowing SensorSuite, _ witness: inout Witness
    ) {
        guard let launch = batteries.launch(engagement, at: now), let target = sensors.echo(of: engagement) else { return }
        let round = world.launch(launch.type, from: launch.asset, at: target, aim: launch.aim, now: now)
        batteries.launched(round, in: engagement)
        witness.launched(at: target, by: launch.fireUnit, type: launch.type, at: now)
        witness.recorder?.launched(engagement, launcher: launch.launcher, type: launch.type, at: target, now: now)
        witness.recorder?.loaded(
            launch.fireUnit, launcher: launch.launcher, type: launch.type,
            ready: batteries.rounds(on: launch.launcher, of: launch.fireUnit)[launch.type], at: now)
    }

    /// A fire unit judges what its salvo did; its post is told.
    static func assess(
        _ engagement: Int, at now: SimulationTime, _ batteries: inout FireUnits, _ posts: inout Posts,
        _ world: inout World, _ sensors: borrowing SensorSuite, _ witness: inout Witness, _ tables: borrowing DefenceTables,
        _ mail: inout Mail
    ) {
        let target = sensors.echo(of: engagement)
        let unit = batteries.engagements[engagement].fireUnit
        if let target, batteries.isTextbook(unit) {
            let kills = batteries.endService(engagement, firstRound: world.rounds.count + mail.textbookRounds)
            mail.textbookRounds += kills.count
            for isKill in kills {
                witness.drew(isKill, at: target, by: unit, type: batteries.engagements[engagement].interceptor, at: now)
                if isKill, world.kill(target) { witness.ended(target, .killed, at: now) }
            }
        }
        let isDown = target.map { !world.targets[$0].isAlive } ?? false
        guard let report = batteries.assess(engagement, targetIsDown: isDown, at: now) else { return }
        settle(at: now, &batteries, &posts, sensors, &witness, tables)
        guard report.assessment == .killed else { return }
        if let target, !isDown { witness.calledKilledWrongly(target, at: now) }
        let recheck = tables.fireUnits[unit].recheckDelay
        posts.callKilled(
            report.track, node: batteries.engagements[engagement].node, until: recheck.map { now.advanced(by: $0) })
    }
}
