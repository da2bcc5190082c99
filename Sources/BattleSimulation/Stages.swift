import Batteries
import BattleWitness
import BattleWorld
import CommandAndControl
import CommandPosts
import DefenceModels
import Quantities
import Sensors
import TacticalMessages

/// One function an event: what it may read and what it may change stands in its signature.
enum Stages {
    /// A rotating radar begins a renewal of its picture.
    static func scanStarts(
        _ radar: Int, _ scan: Int32, at now: SimulationTime, _ sensors: inout SensorSuite, _ world: inout World,
        _ witness: inout Witness, _ queue: inout EventQueue
    ) {
        guard sensors.isAlive(radar) else { return }
        if world.refresh(at: now) { witness.trace(world, at: now) }
        let coming = sensors.startScan(radar, of: world, at: now)
        for (sector, end) in coming.sectors {
            queue.schedule(.sectorSwept(radar: radar, sector: Int32(sector)), at: end, phase: .sensing)
        }
        if let next = coming.next { queue.schedule(.scanStarts(radar: radar, scan: scan &+ 1), at: next, phase: .sensing) }
    }

    /// A sector of a scan is complete: its plots go out to the nodes that the radar serves.
    static func sectorSwept(
        _ radar: Int, _ sector: Int, at now: SimulationTime, _ sensors: inout SensorSuite, _ world: borrowing World,
        _ posts: borrowing Posts, _ witness: inout Witness, _ tables: borrowing DefenceTables, _ mail: inout Mail,
        _ queue: inout EventQueue
    ) {
        guard sensors.isAlive(radar) else { return }
        let sweep = sensors.sweep(radar, sector, of: world)
        for sighting in sweep.sightings { witness.saw(sighting, by: radar) }
        let unit = tables.radars[radar]
        for node in unit.value.nodes {
            guard posts.decides(node) else { continue }
            if sensors.isLostOnLink(from: radar) { continue }
            let batch = mail.post(
                PlotBatch(
                    radar: radar, node: node, time: now, detections: sweep.detections, sweptFrom: sweep.from,
                    sweptTo: sweep.to))
            queue.schedule(.plotsArrive(batch: batch), at: now.advanced(by: unit.value.linkDelay), phase: .tracking)
        }
    }

    /// Plots reach a node.
    static func plotsArrive(
        _ place: Int, at now: SimulationTime, _ mail: inout Mail, _ posts: inout Posts, _ tables: borrowing DefenceTables,
        _ queue: inout EventQueue
    ) {
        guard let batch = mail.take(place), posts.take(batch) else { return }
        queue.schedule(
            .commandCycle(node: batch.node), at: now.advanced(by: tables.nodes[batch.node].cycle), phase: .command)
    }

    /// A node judges its picture and gives orders.
    static func commandCycle(
        _ node: Int, at now: SimulationTime, _ posts: inout Posts, _ world: inout World, _ batteries: inout FireUnits,
        _ witness: inout Witness, _ tables: borrowing DefenceTables, _ queue: inout EventQueue
    ) {
        guard let picture = posts.picture(of: node, at: now) else {
            witness.recorder?.believed([], by: node, in: tables.nodes[node].frame, at: now)
            return
        }
        if world.refresh(at: now) { witness.trace(world, at: now) }
        let model = tables.nodes + node
        var replies: [InterrogationReply] = []
        replies.reserveCapacity(picture.count)
        for track in picture {
            let target = witness.follow(track.report, of: node, in: world)
            witness.tracked(target, at: now)
            replies.append(
                track.isToBeInterrogated ? world.interrogate(target, by: model.pointee.identification, at: now) : .none)
        }
        var statuses: [UnitStatus] = []
        for unit in model.pointee.fireUnits { statuses.append(batteries.status(of: unit, at: now)) }
        let cycle = posts.decide(node, on: picture, replies: replies, statuses: statuses, at: now)
        witness.take(cycle, of: node, world: world, at: now)
        witness.writeDown(posts, node, goesOn: cycle.goesOn, at: now)
        for decision in cycle.decisions {
            let engagement = batteries.begin(decision.order, from: node, designation: decision.report)
            witness.recorder?.began(engagement, decision.order, from: node, at: now)
            posts.begin(engagement, of: decision.order.track, node: node)
            queue.schedule(
                .orderArrives(engagement: engagement), at: now.advanced(by: model.pointee.linkDelay), phase: .order)
        }
        if cycle.goesOn {
            queue.schedule(.commandCycle(node: node), at: now.advanced(by: model.pointee.cycle), phase: .command)
        }
    }

    /// An order reaches its fire unit.
    static func orderArrives(
        _ engagement: Int, at now: SimulationTime, _ batteries: inout FireUnits, _ sensors: inout SensorSuite,
        _ witness: inout Witness
    ) {
        batteries.take(engagement, at: now)
        let taken = batteries.engagements[engagement]
        witness.recorder?.turned(taken.fireUnit, to: batteries.sectorCentre(of: taken.fireUnit), at: now)
        if taken.phase == .assessing {
            // A textbook channel: the record keeper's target, even where it is down already, for a wrongly assessed kill
            // costs rounds.
            sensors.hold(witness.target(of: taken.order.track, node: taken.node), by: engagement)
        }
    }

    /// Tells the posts which engagements are over.
    static func settle(
        at now: SimulationTime, _ batteries: inout FireUnits, _ posts: inout Posts, _ sensors: borrowing SensorSuite,
        _ witness: inout Witness, _ tables: borrowing DefenceTables
    ) {
        guard !batteries.releases.isEmpty else { return }
        for release in batteries.releases {
            witness.recorder?.released(release.engagement, at: now)
            posts.end(release.engagement, of: release.track, node: release.node, launched: release.launched, at: now)
            if let reason = release.reason, let target = sensors.echo(of: release.engagement) {
                let unit = batteries.engagements[release.engagement].fireUnit
                witness.note(reason, target: target, decider: tables.fireUnits[unit].name, at: now)
            }
        }
        batteries.releases.removeAll(keepingCapacity: true)
    }

    /// Sets what the units have set themselves.
    static func setTasks(_ batteries: inout FireUnits, _ queue: inout EventQueue) {
        guard !batteries.tasks.isEmpty else { return }
        for (task, time) in batteries.tasks { queue.schedule(.battery(task), at: time, phase: task.phase) }
        batteries.tasks.removeAll(keepingCapacity: true)
    }
}
