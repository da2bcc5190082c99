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
                // What locks in this frame fires in the next; a round that needs no lock of the beam may go before it.
                let isLocked = batteries.engagements[engagement].phase != .designated || batteries.firesOnPicture(engagement, at: now)
                if batteries.pointsBeam(engagement, at: now) {
                    look(engagement, unit, radar, at: now, &batteries, world, &sensors, &witness)
                }
                if isLocked { batteries.moveOn(engagement, at: now) }
                if let target = sensors.echo(of: engagement), let burst = batteries.firesGuns(engagement, at: now),
                    world.burst(burst.count, of: burst.unit, at: target, now: now)
                {
                    witness.ended(target, .killed, at: now)
                    witness.note(tables.fireUnits[unit].name, .gunsKill, at: now)
                }
            }
            fly(engagement, at: now, &batteries, &world, &witness, &queue)
        }
        batteries.endFrame(unit, at: now)
    }

    /// One look of an engagement's beam: at the echo that it holds, or where its designation points it.
    private static func look(
        _ engagement: Int, _ unit: Int, _ radar: Int, at now: SimulationTime, _ batteries: inout FireUnits,
        _ world: borrowing World, _ sensors: inout SensorSuite, _ witness: inout Witness
    ) {
        if sensors.echo(of: engagement) == nil {
            // What the radar's other beams hold is known to it, and is no new echo.
            let taken = batteries.engagements(of: unit).compactMap { $0 == engagement ? nil : sensors.echo(of: $0) }
            let (centre, radius) = batteries.gate(engagement, at: now)
            sensors.hold(world.nearestTarget(to: centre, within: radius, at: now) { !taken.contains($0) }, by: engagement)
        }
        guard let target = sensors.echo(of: engagement), world.targets[target].isAlive,
            batteries.sectorHolds(unit, world.targets[target].snapshot.position, at: now),
            let sighting = sensors.look(radar, at: target, of: world, time: now)
        else { return }
        witness.saw(sighting, by: radar)
        if let detection = sighting.detection, !detection.isJamStrobe { batteries.take(detection, for: engagement, at: now) }
    }

    /// Flies on the rounds of an engagement that are due.
    private static func fly(
        _ engagement: Int, at now: SimulationTime, _ batteries: inout FireUnits, _ world: inout World,
        _ witness: inout Witness, _ queue: inout EventQueue
    ) {
        defer { batteries.endSalvo(engagement, at: now) }
        guard batteries.engagements[engagement].roundsFlying > 0 else { return }
        var uplink: Uplink?
        for round in batteries.engagements[engagement].rounds where world.isDue(round, at: now) {
            let told = uplink ?? Uplink(
                estimate: batteries.estimatedTarget(engagement, at: now),
                ballisticProbability: batteries.ballisticProbability(engagement))
            uplink = told
            guard let end = world.fly(round, told: told, at: now) else {
                witness.flew(round, in: world, at: now)
                continue
            }
            witness.ended(round: round, end, world.rounds[round].pointee.state, at: now)
            batteries.roundEnded(in: engagement)
            if case .burst(let burst) = end, burst.isKill, world.kill(world.rounds[round].pointee.target) {
                witness.ended(world.rounds[round].pointee.target, .killed, at: burst.time)
            }
        }
        for target in world.newPaths {
            queue.schedule(
                .targetEnds(target: target, generation: world.targets[target].generation), at: world.targets[target].path.endTime,
                phase: .arrival)
        }
        world.newPaths.removeAll(keepingCapacity: true)
    }

    /// The next round of an engagement leaves its launcher, if one is still there.
    static func launch(
        _ engagement: Int, from launcher: Int, at now: SimulationTime, _ batteries: inout FireUnits, _ world: inout World,
        _ sensors: inout SensorSuite, _ witness: inout Witness
    ) {
        if sensors.echo(of: engagement) == nil, batteries.firesOnPicture(engagement, at: now) {
            // Its own beam has nothing: what the round's seeker will find is what flies where the post's track says.
            let (centre, radius) = batteries.gate(engagement, at: now)
            sensors.hold(world.nearestTarget(to: centre, within: radius, at: now), by: engagement)
        }
        guard let target = sensors.echo(of: engagement) else { return batteries.cancelLaunch(engagement, at: now) }
        guard let launch = batteries.launch(engagement, from: launcher, at: now) else { return }
        let round = world.launch(
            launch.type, of: launch.fireUnit, from: launch.asset, at: target, aim: launch.aim, now: now)
        batteries.launched(round, in: engagement)
        witness.launched(at: target, by: launch.fireUnit, from: launch.launcher, type: launch.type, at: now)
    }

    /// A fire unit judges what its salvo did.
    static func assess(
        _ engagement: Int, at now: SimulationTime, _ batteries: inout FireUnits, _ world: inout World,
        _ sensors: inout SensorSuite, _ witness: inout Witness
    ) {
        let unit = batteries.engagements[engagement].fireUnit
        guard let effector = batteries.effector(of: unit) else {
            let draw = sensors.misreading(of: engagement, by: unit, in: world)
            batteries.assess(engagement, draw: draw, at: now)
            return
        }
        // Nothing is flown: its target is what was where its order pointed it.
        let type = batteries.engagements[engagement].interceptor
        if sensors.echo(of: engagement) == nil {
            let (centre, radius) = batteries.gate(engagement, at: now)
            sensors.hold(world.nearestTarget(to: centre, within: radius, at: now), by: engagement)
        }
        let target = sensors.echo(of: engagement)
        for _ in 0..<batteries.endService(engagement) {
            let isKill = target.map { world.draw(effector, type, of: unit, at: $0, now: now) } ?? false
            guard let target else { continue }
            witness.drew(isKill, at: target, by: unit, type: type, at: now)
            if isKill, world.kill(target) { witness.ended(target, .killed, at: now) }
        }
        let isDown = target.map { !world.targets[$0].isAlive } ?? true
        let draw = sensors.misreading(of: engagement, by: unit, in: world)
        batteries.endService(engagement, targetIsDown: isDown, draw: draw, at: now)
    }
}
