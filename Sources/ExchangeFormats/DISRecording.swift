import EarthEnvironment
import NumericalMethods
import Quantities
import RunRecords

/// A run as DIS 7 datagrams, one PDU each, in time.
///
/// Entities report when a receiver that goes on in a straight line from the last report would be off by more than a metre or
/// three degrees, and every five seconds (IEEE 1278.1-2012, annex on symbolic names: DRA_POS_THRSH, DRA_ORIENT_THRSH, HBT_PDU_ES).
package struct DISRecording: Sendable {
    package struct Datagram: Sendable {
        /// Seconds since the start of the run.
        package var time: Double
        package var bytes: [UInt8]
    }

    package let datagrams: [Datagram]

    static let positionThreshold = 1.0
    static let orientationThreshold = 3.0 * Units.degree
    static let heartbeat = 5.0
    /// HBT_PDU_EE.
    static let emissionHeartbeat = 10.0
    /// How often thresholds are looked at, seconds; between two looks the moment is found to a tenth of a millisecond.
    static let tick = 0.05

    package init(_ scene: ExchangeScene) {
        var maker = DISMaker(scene: scene)
        maker.make()
        let order = maker.datagrams.enumerated().sorted {
            ($0.element.time, $0.element.order, $0.offset) < ($1.element.time, $1.element.order, $1.offset)
        }
        datagrams = order.map { Datagram(time: $0.element.time, bytes: $0.element.bytes) }
    }
}

private struct DISMaker {
    /// At one moment: fire, bursts, states, emissions, removals.
    enum Order: Int { case state, fire, detonation, emission, final, removal }

    let scene: ExchangeScene
    var datagrams: [(time: Double, order: Int, bytes: [UInt8])] = []
    private var end: Double { scene.objects.map(\.ends).max() ?? 0 }

    init(scene: ExchangeScene) { self.scene = scene }

    private mutating func send(_ time: Double, _ order: Order, _ bytes: [UInt8]) { datagrams.append((time, order.rawValue, bytes)) }

    mutating func make() {
        for object in scene.objects { addStates(of: object) }
        for (place, round) in scene.replay.rounds.enumerated() { addShot(round, number: place) }
        for radar in scene.replay.scene.radars.indices { addEmissions(of: radar) }
    }

    private func identity(_ number: Int) -> DISRecords.Identity { DISRecords.Identity(number: UInt16(clamping: number)) }

    private func radar(of object: ExchangeObject) -> ReplayRadar? {
        scene.objectOfRadar.firstIndex(of: object.number).map { scene.replay.scene.radars[$0] }
    }

    /// The system that something belongs to: by its battery, or, for a post, by the batteries that it commands.
    private func system(of object: ExchangeObject) -> String {
        switch object.kind {
        case .post:
            let posts = scene.replay.scene.posts
            return scene.replay.scene.batteries.first { posts[$0.post].name == object.name }?.system ?? ""
        case .launcher, .radar, .round, .asset, .target: return object.type
        }
    }

    private func state(_ object: ExchangeObject, at time: Double) -> DISRecords.EntityState {
        let motion = object.path.state(at: time)
        return DISRecords.EntityState(
            identity: identity(object.number), force: DISNumbers.force(object.side),
            type: DISNumbers.type(of: object, radarModel: radar(of: object)?.model ?? "", system: system(of: object)),
            velocity: motion.velocity, position: motion.position,
            orientation: DISOrientation.angles(position: motion.position, velocity: motion.velocity), appearance: 0,
            deadReckoning: object.path.isMoving ? 2 : 1, marking: object.name)
    }

    private mutating func addStates(of object: ExchangeObject) {
        var sent = state(object, at: object.begins)
        var sentTime = object.begins
        send(sentTime, .state, DISRecords.entityState(sent, time: sentTime))
        var step = 1
        while true {
            let time = sentTime + (object.path.isMoving ? DISRecording.tick * Double(step) : DISRecording.heartbeat)
            guard time < object.ends else { break }
            let next = state(object, at: time)
            let isDue = !object.path.isMoving || time - sentTime >= DISRecording.heartbeat - 1e-9
            if isDue || isOff(sent, next, after: time - sentTime) {
                let moment = isDue ? time : crossing(of: object, from: sent, at: sentTime, within: time - DISRecording.tick, time)
                sent = moment < time ? state(object, at: moment) : next
                sentTime = moment
                step = 1
                send(moment, .state, DISRecords.entityState(sent, time: moment))
            } else {
                step += 1
            }
        }
        var last = state(object, at: object.ends)
        last.appearance = DISRecords.deactivated | (object.fate == .destroyed ? DISRecords.destroyed : 0)
        if object.path.isMoving { last.velocity = object.path.state(at: object.ends).velocity }
        send(object.ends, .final, DISRecords.entityState(last, time: object.ends))
        send(object.ends, .removal, DISRecords.removeEntity(last.identity, request: UInt32(object.number), time: object.ends))
    }

    /// When a threshold is reached between two looks, to the microseconds that a capture has: by halving.
    private func crossing(
        of object: ExchangeObject, from sent: DISRecords.EntityState, at sentTime: Double, within begin: Double, _ end: Double
    ) -> Double {
        var (low, high) = (begin, end)
        while high - low > 1e-4 {
            let middle = (low + high) / 2
            if isOff(sent, state(object, at: middle), after: middle - sentTime) { high = middle } else { low = middle }
        }
        let moment = (high * 1e6).rounded(.up) / 1e6
        return moment > sentTime ? min(moment, end) : end
    }

    private func isOff(_ sent: DISRecords.EntityState, _ now: DISRecords.EntityState, after span: Double) -> Bool {
        let expected = sent.position + sent.velocity * span
        if (expected - now.position).length > DISRecording.positionThreshold { return true }
        return DISOrientation.turn(from: sent.orientation, to: now.orientation) > DISRecording.orientationThreshold
    }

    private mutating func addShot(_ round: ReplayRound, number: Int) {
        guard let objectNumber = scene.objectOfRound[number] else { return }
        let object = scene.object(objectNumber)
        let aim = object.aim.map { scene.object($0) }
        let first = object.path.state(at: object.begins)
        var burst = DISRecords.Burst(
            firing: object.parent.map { identity($0) } ?? .none, target: aim.map { identity($0.number) } ?? .none,
            munition: identity(objectNumber), event: UInt16(clamping: number + 1),
            type: DISNumbers.type(of: object, radarModel: "", system: object.type), position: first.position, velocity: first.velocity)
        let range = aim.map { ($0.path.state(at: object.begins).position - first.position).length } ?? 0
        send(object.begins, .fire, DISRecords.fire(burst, range: range, time: object.begins))
        guard round.end != .flying else { return }
        let last = object.path.state(at: object.ends)
        burst.position = last.position
        burst.velocity = last.velocity
        var offset = Vector3.zero
        if let aim, object.ends >= aim.begins, object.ends <= aim.ends + 1e-6 {
            let met = aim.path.state(at: object.ends)
            offset = DISOrientation.bodyAxes(position: met.position, velocity: met.velocity) * (last.position - met.position)
        }
        let result: UInt8 =
            switch round.end {
            case .killed: 2
            case .missed: 5
            case .failed, .flying: 6
            }
        send(object.ends, .detonation, DISRecords.detonation(burst, offset: offset, result: result, time: object.ends))
    }

    // MARK: Radars

    /// A beam while the radar works, with the targets that it holds; at every change, and every ten seconds.
    private mutating func addEmissions(of number: Int) {
        let radar = scene.replay.scene.radars[number]
        let object = scene.object(scene.objectOfRadar[number])
        let held = scene.replay.engagements.compactMap { engagement -> (from: Double, to: Double, target: Int)? in
            guard scene.replay.scene.batteries[engagement.battery].radar == number, let locked = engagement.locked,
                let target = engagement.target.flatMap({ scene.objectOfTarget[$0] })
            else { return nil }
            let until = min(engagement.to, scene.object(target).ends)
            return until > locked ? (locked, until, target) : nil
        }
        var silences: [(time: Double, isOn: Bool, sector: Double)] = [(object.begins, true, radar.sectorCentre)]
        for change in scene.replay.changes where change.subject == .radar && change.number == number && change.time < object.ends {
            silences.append((change.time, change.condition == .working, change.sectorCentre))
        }
        var times = silences.map(\.time) + held.flatMap { [$0.from, $0.to] }
        times += stride(from: object.begins, to: object.ends, by: DISRecording.emissionHeartbeat)
        let moments = Set(times.filter { $0 >= object.begins && $0 < object.ends }).sorted()
        var event: UInt16 = 0
        for time in moments {
            guard let now = silences.last(where: { $0.time <= time }) else { continue }
            event &+= 1
            let targets = Set(held.filter { $0.from <= time && time < $0.to }.map(\.target)).sorted().map { identity($0) }
            let beam = DISRecords.Beam(
                frequency: radar.frequency, azimuthCentre: now.sector, azimuthSweep: radar.sectorWidth / 2,
                function: targets.isEmpty ? 1 : 5, targets: targets)
            let isEngagement = radar.role == .engagement
            send(
                time, .emission,
                DISRecords.emission(
                    identity(object.number), event: max(1, event), emitter: DISNumbers.emitter(radar.model, radar.name),
                    function: isEngagement ? 65 : 33, beam: now.isOn ? beam : nil, time: time))
        }
    }
}

/// Attitudes of bodies that fly where they point, with level wings.
enum DISOrientation {
    /// Rows: forward, right and down of the body, in earth-fixed axes.
    static func bodyAxes(position: Vector3, velocity: Vector3) -> Matrix3 {
        let up = WGS84.vertical(at: Position(position))
        let north = Vector3(0, 0, 1)
        var forward = velocity.normalized
        if forward == .zero { forward = (north - up * north.dot(up)).normalized }
        var right = forward.cross(up)
        // Straight up or down: wings along the parallel.
        if right.lengthSquared < 1e-12 { right = north.cross(up) }
        right = right.normalized
        return Matrix3(rows: forward, right, forward.cross(right))
    }

    /// ψ, θ, φ of IEEE 1278.1-2012, 1.6.3.2: turns about z, y, x that lead from earth-fixed axes to the body's.
    static func angles(position: Vector3, velocity: Vector3) -> Vector3 {
        let axes = bodyAxes(position: position, velocity: velocity)
        let (forward, right, down) = (axes.transposed.column0, axes.transposed.column1, axes.transposed.column2)
        let sine = min(1, max(-1, -forward.z))
        let pitch = Elementary.atan2(sine, max(0, 1 - sine * sine).squareRoot())
        return Vector3(Elementary.atan2(forward.y, forward.x), pitch, Elementary.atan2(right.z, down.z))
    }

    /// The largest turn of an axis between two attitudes, radians, by their forward axes.
    static func turn(from: Vector3, to: Vector3) -> Double {
        func forward(_ angles: Vector3) -> Vector3 {
            let (yaw, pitch) = (Elementary.sincos(angles.x), Elementary.sincos(angles.y))
            return Vector3(pitch.cos * yaw.cos, pitch.cos * yaw.sin, -pitch.sin)
        }
        let (one, two) = (forward(from), forward(to))
        return Elementary.atan2(one.cross(two).length, one.dot(two))
    }
}
