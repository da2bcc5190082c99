import BattleWorld
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import Stochastics
import TacticalMessages
import TargetTracking

/// One missile flown at a target that it meets at a given place, on what radar and receiver estimate.
///
/// As in a run: the engagement radar's plots go through the two-model filter; the intercept point is planned anew once a
/// second from the fly-out table; near the target the missile's own receiver measures twice a frame.
struct EnvelopeFlight {
    struct Result: Sendable {
        /// Closest approach, metres; infinite where the flight ended before.
        var miss = Double.infinity
        var closingSpeed = 0.0
        /// Seconds from launch.
        var time = 0.0
        var arrivalSpeed = 0.0
        /// Where the intercept is over the ground; nil high above it.
        var ground: GroundProximity?
    }

    static let lookPurpose = DrawPurpose(rawValue: 40)
    static let seekerPurpose = DrawPurpose(rawValue: 41)
    /// Seconds between frames of the engagement radar, as in a run.
    static let frame = 0.2

    let envelope: EnvelopeModel
    let missile: EnvelopeModel.Missile
    let range: Metres
    let altitude: Metres
    let timeOfFlight: Seconds
    let line: GeodesicLine

    private func truth(_ elapsed: Seconds) -> KinematicState<EarthFixed> {
        envelope.target(before: timeOfFlight - elapsed, range: range, altitude: altitude, along: line)
    }

    /// - Parameters: seed, number of the flight and entity are the address of its draws.
    func fly(seed: UInt64, number: UInt32, entity: UInt32) -> Result {
        var looks = RandomStream(studySeed: seed, runIndex: number, entity: entity, purpose: Self.lookPurpose)
        var receiver = RoundReceiver(
            stream: RandomStream(studySeed: seed, runIndex: number, entity: entity, purpose: Self.seekerPurpose))
        let radar = envelope.engagementRadar
        let interval = radar.model.updateInterval(trackedCount: 1)
        let site = WGS84.earthFixed(envelope.site)
        var state = InterceptorFlight.launch(model: missile.model, from: site)
        var filter: TrackFilter?
        // As in a run, a launch begins at this climb.
        var plan = (point: Vector3.zero, climbAngle: 0.8)
        var nextPlan = 0.0
        var nextLook = -4 * interval
        var result = Result()
        var now = nextLook
        while !state.phase.isOver, now < 1.5 * missile.model.flightTimeMaximum {
            if now >= nextLook - 1e-9 {
                look(&filter, at: now, &looks)
                nextLook += interval
            }
            guard now >= -1e-9 else {
                now = nextLook
                if now > -1e-9 { now = 0 }
                continue
            }
            let pieces = (truth(now).position.vector - state.kinematics.position).length < 12_000 ? 2 : 1
            for piece in 0..<pieces {
                let step = Self.frame / Double(pieces)
                let start = now + Double(piece) * step
                let isFalling = (filter?.ballisticProbability ?? 0) > 0.5
                let aim = receiver.estimate(
                    told: told(filter, at: start), truth: truth(start), missile: missile.model,
                    round: (state.kinematics.position, state.phase == .terminal), isFalling: isFalling, isLit: filter != nil,
                    over: envelope.ground, at: clock(start))
                guard let aim else { return result }
                if start >= nextPlan - 1e-9 {
                    nextPlan = start + 1
                    if let solution = missile.table.predictedIntercept(
                        from: site, target: aim, launchDelay: -start,
                        extrapolation: isFalling ? .falling : .constantVelocity)
                    {
                        plan = (solution.point.vector, solution.climbAngle)
                    } else {
                        plan.point = state.homingPoint(of: aim)
                    }
                }
                if advance(&state, aim: aim, isFalling: isFalling, plan: plan, from: start, step: step, into: &result) { return result }
            }
            now += Self.frame
        }
        return result
    }

    private func look(_ filter: inout TrackFilter?, at now: Seconds, _ stream: inout RandomStream) {
        let radar = envelope.engagementRadar
        let state = truth(now)
        let outcome = RadarObservation.observe(
            site: radar, radar: RadarIdentifier(rawValue: 0), target: state, signature: envelope.target.signature,
            jamming: JammingEnvironment(), source: 0, time: clock(now), stream: &stream)
        guard case .detected(let detection) = outcome else { return }
        if filter == nil {
            filter = TrackFilter(
                configuration: .engagementRadar, first: detection, pose: .identity,
                velocity: radar.frame.rotateToLocal(state.velocity.vector), velocityDeviation: 30)
        } else {
            filter?.update(detection, pose: .identity)
        }
    }

    /// Looks before the launch have a time too: the clock starts earlier.
    private func clock(_ now: Seconds) -> SimulationTime { SimulationTime(seconds: now + 1_000) }

    /// What the engagement radar tells the missile.
    private func told(_ filter: TrackFilter?, at now: Seconds) -> KinematicState<EarthFixed>? {
        guard let estimate = filter?.extrapolated(to: clock(now)) else { return nil }
        let frame = envelope.engagementRadar.frame
        return KinematicState(
            position: frame.toEarthFixed(Position<LocalLevel>(estimate.position)),
            velocity: Velocity(frame.rotateToEarthFixed(estimate.velocity)))
    }

    /// Flies one piece; true when the missile has passed its target.
    private func advance(
        _ state: inout InterceptorState, aim: KinematicState<EarthFixed>, isFalling: Bool, plan: (point: Vector3, climbAngle: Double),
        from start: Seconds, step: Seconds, into result: inout Result
    ) -> Bool {
        var before = truth(start)
        let distance = (before.position.vector - state.kinematics.position).length
        let slices = distance < 8_000 ? 5 : 1
        let slice = step / Double(slices)
        for part in 0..<slices {
            let time = start + slice * Double(part)
            let old = state
            let guidance = GuidanceInput(
                estimate: aim, isFalling: isFalling, ahead: time - start, interceptPoint: plan.point, climbAngle: plan.climbAngle)
            state = InterceptorFlight.step(model: missile.model, state: old, guidance: guidance, step: slice, over: envelope.ground)
            let flown = state.elapsed - old.elapsed
            result.time = time + flown
            let after = truth(time + flown)
            let offset = before.position.vector - old.kinematics.position
            let closing = before.velocity.vector - old.kinematics.velocity
            if flown > 0, offset.length < (closing.length + 200) * slice + 50 {
                let approach = ClosestApproach(
                    startPosition: offset, startVelocity: closing, endPosition: after.position.vector - state.kinematics.position,
                    endVelocity: after.velocity.vector - state.kinematics.velocity, step: flown)
                if approach.isInside, state.phase != .ejection, state.phase != .boost || approach.distance < 200 {
                    result.miss = approach.distance
                    result.closingSpeed = closing.length
                    result.time = time + approach.time
                    result.arrivalSpeed = state.speed
                    result.ground = envelope.ground.height(of: after.position, below: 1_000).map { height in
                        let error = WGS84.heightAboveEllipsoid(aim.position) - WGS84.heightAboveEllipsoid(after.position)
                        let clearance = envelope.ground.height(of: state.position, below: 2_000) ?? .infinity
                        return GroundProximity(estimatedHeight: height + error, clearance: max(clearance, 0))
                    }
                    return true
                }
            }
            if state.phase.isOver { return true }
            before = after
        }
        return false
    }
}
