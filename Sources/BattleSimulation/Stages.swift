import Batteries
import BattleWitness
import BattleWorld
import CommandAndControl
import CommandPosts
import DefenceModels
import Quantities
import RunRecords
import Sensors
import TacticalMessages

/// One function an event: what it may read and what it may change stands in its signature.
enum Stages {
    /// A radar begins a renewal of its picture.
    static func scanStarts(
        _ radar: Int, _ chain: Int32, at now: SimulationTime, _ sensors: inout SensorSuite, _ world: inout World,
        _ batteries: borrowing FireUnits, _ witness: inout Witness, _ tables: borrowing DefenceTables, _ queue: inout EventQueue
    ) {
        guard sensors.isScanning(radar, chain: chain) else { return }
        if world.refresh(at: now) { witness.trace(world, at: now) }
        // Engagement radars look in their unit's sector, all others all round.
        let unit = tables.radars[radar].value.role == .engagement ? tables.radars[radar].value.fireUnit : nil
        let sector = unit.map { batteries.sector(of: $0, at: now) } ?? (0, 2 * .pi)
        let engaged = unit.map { batteries.engagements(of: $0).count } ?? 0
        let coming = sensors.startScan(radar, of: world, view: sector, engaged: engaged, at: now)
        for (sector, end) in coming.sectors {
            queue.schedule(.sectorSwept(radar: radar, sector: Int32(sector)), at: end, phase: .sensing)
        }
        if let next = coming.next { queue.schedule(.scanStarts(radar: radar, chain: chain), at: next, phase: .sensing) }
    }

    /// A sector of a scan is complete: its plots go out to the nodes that the radar serves.
    static func sectorSwept(
        _ radar: Int, _ sector: Int, at now: SimulationTime, _ sensors: inout SensorSuite, _ world: borrowing World,
        _ posts: borrowing Posts, _ witness: inout Witness, _ tables: borrowing DefenceTables, _ links: inout Links,
        _ queue: inout EventQueue
    ) {
        guard sensors.isScanning(radar), !sensors.isSilent(radar, at: now) else { return }
        let sweep = sensors.sweep(radar, sector, of: world)
        for sighting in sweep.sightings { witness.saw(sighting, by: radar) }
        for node in tables.radars[radar].value.nodes where posts.decides(node) {
            let batch = PlotBatch(
                radar: radar, node: node, time: now, detections: sweep.detections, sweptFrom: sweep.from, sweptTo: sweep.to,
                top: sweep.top)
            links.send(.plots(batch), at: now, &queue)
        }
    }

    /// A message comes to the end of its link.
    static func messageArrives(
        _ place: Int, at now: SimulationTime, _ links: inout Links, _ posts: inout Posts, _ batteries: inout FireUnits,
        _ sensors: inout SensorSuite, _ world: inout World, _ witness: inout Witness, _ tables: borrowing DefenceTables,
        _ queue: inout EventQueue
    ) {
        switch links.take(place) {
        case nil: return
        case .plots(let batch):
            guard posts.take(batch) else { return }
            queue.schedule(
                .commandCycle(node: batch.node), at: now.advanced(by: tables.nodes[batch.node].cycle), phase: .command)
        case .order(let message, let unit):
            // A unit follows whom it answers to, and nobody else.
            guard links.commander(of: unit) == Int(message.order.identifier.post.rawValue) else { return }
            batteries.take(message.order, designation: message.designation, at: now)
        case .turn(let turn, let node):
            guard links.commander(of: turn.unit) == node else { return }
            batteries.turnSector(turn.unit, to: turn.centre, at: now)
        case .silence(let order, _):
            let end = now.advanced(by: order.duration)
            guard sensors.isAlive(order.radar), sensors.silence(order.radar, until: end) else { return }
            world.silence(order.radar, from: now, until: end)
            witness.note(tables.radars[order.radar].value.name, .fallsSilent, at: now)
        case .track(let update):
            guard links.commander(of: update.unit) == Int(update.order.post.rawValue) else { return }
            batteries.take(update.order, update.report, unit: update.unit)
        case .breakOff(let order):
            guard links.commander(of: order.unit) == Int(order.order.post.rawValue) else { return }
            batteries.breakOff(order.order, unit: order.unit, at: now)
        case .move(let order, let node):
            guard links.commander(of: order.unit) == node else { return }
            batteries.moveOut(order.unit, at: now)
        case .word(let message, let node):
            guard posts.take(message, node: node, at: now) else { return }
            queue.schedule(.commandCycle(node: node), at: now.advanced(by: tables.nodes[node].cycle), phase: .command)
        }
    }

    /// A node judges its picture: what it may decide on.
    /// - Returns: whether there is something to decide.
    static func observe(
        _ node: Int, at now: SimulationTime, _ posts: inout Posts, _ world: inout World, _ witness: inout Witness
    ) -> Bool {
        guard let questions = posts.startCycle(node, at: now) else { return false }
        if world.refresh(at: now) { witness.trace(world, at: now) }
        var replies: [InterrogationReply] = []
        replies.reserveCapacity(questions.count)
        for question in questions {
            let report = question.report
            witness.follow(report, of: node, in: world)
            replies.append(
                question.isAsked
                    ? world.interrogate(
                        report.state.position, within: 3_000 + 4 * report.positionDeviation, by: node, at: now) : .none)
        }
        witness.take(posts.judge(node, questions, replies: replies, at: now), of: node, world: world, at: now)
        witness.writeDown(posts, node, at: now)
        return true
    }

    /// A node's decision goes out as orders, and its next cycle is set.
    static func command(
        _ node: Int, _ decision: PostDecision, at now: SimulationTime, _ posts: inout Posts, _ links: inout Links,
        _ witness: inout Witness, _ tables: borrowing DefenceTables, _ queue: inout EventQueue
    ) {
        // What is broken off makes room for what is ordered in its place.
        for order in posts.breakOff(decision, node: node, at: now) { links.send(.breakOff(order), at: now, &queue) }
        let orders = posts.give(decision, node: node, at: now)
        witness.take(decision, orders: orders, of: node, at: now)
        for message in orders {
            links.send(.order(message, unit: Int(message.order.fireUnit.rawValue)), at: now, &queue)
        }
        for update in posts.updates(node, at: now) { links.send(.track(update), at: now, &queue) }
        for order in posts.silence(decision, node: node, at: now) { links.send(.silence(order, node: node), at: now, &queue) }
        for turn in posts.turn(decision, node: node) { links.send(.turn(turn, node: node), at: now, &queue) }
        for order in posts.move(decision, node: node, at: now) { links.send(.move(order, node: node), at: now, &queue) }
        guard posts.endCycle(node) else { return }
        let model = tables.nodes + node
        queue.schedule(.commandCycle(node: node), at: now.advanced(by: model.pointee.cycle), phase: .command)
        // Where words are lost they are said again each cycle; where none is, units speak when something has changed.
        guard model.pointee.linkLoss > 0 else { return }
        for unit in model.pointee.fireUnits where links.commander(of: unit) == node {
            queue.schedule(.statusDue(fireUnit: unit), at: now.advanced(by: 0.5 * model.pointee.cycle), phase: .reporting)
        }
    }

    /// Sends what the units have to tell, and sets what they have set themselves.
    static func settle(
        at now: SimulationTime, _ batteries: inout FireUnits, _ sensors: borrowing SensorSuite, _ links: inout Links,
        _ witness: inout Witness, _ tables: borrowing DefenceTables, _ queue: inout EventQueue
    ) {
        if !batteries.notices.isEmpty {
            for notice in batteries.notices {
                let unit = notice.fireUnit
                links.send(
                    .word(UnitMessage(status: batteries.status(of: unit, at: now), report: notice.report), node: links.commander(of: unit)),
                    at: now, &queue)
                guard let report = notice.report else { continue }
                witness.reported(
                    report, echo: notice.engagement.flatMap { sensors.echo(of: $0) }, by: unit, at: now)
            }
            batteries.notices.removeAll(keepingCapacity: true)
        }
        if !batteries.tasks.isEmpty {
            for (task, time) in batteries.tasks { queue.schedule(.battery(task), at: time, phase: task.phase) }
            batteries.tasks.removeAll(keepingCapacity: true)
        }
    }
}
