import EarthEnvironment
import NumericalMethods
import Quantities

extension FlyOutTable {
    /// Flies a fan of `model`'s trajectories and reads the nodes from it.
    /// - Parameters: the extent, m (by default what the fan reaches, up to 450 km and 45 km); the requirement, by default 5 g
    ///   and the missile's least speed.
    public init(
        model: InterceptorModel, rangeMaximum: Double? = nil, altitudeMaximum: Double = 40_000,
        requirement: Requirement? = nil, rangeCount: Int = 40, altitudeCount: Int = 20
    ) {
        let requirement = requirement ?? Requirement(arrivalSpeed: model.speedMinimum)
        let fan = FlyOutFan(model: model)
        let extent = rangeMaximum ?? min(450_000, max(8_000, 1.02 * fan.rangeAtGround))
        var values = [SIMD4<Double>](repeating: .zero, count: rangeCount * altitudeCount)
        for column in 0..<rangeCount {
            let range = Self.node(column, of: rangeCount, up: extent)
            let crossings = fan.crossings(range: max(range, 30))
            for row in 0..<altitudeCount {
                let altitude = Self.node(row, of: altitudeCount, up: altitudeMaximum)
                values[row * rangeCount + column] = fan.value(
                    crossings: crossings, range: range, altitude: altitude, requirement: requirement)
            }
        }
        self.init(
            rangeMaximum: extent, altitudeMaximum: altitudeMaximum, rangeCount: rangeCount,
            altitudeCount: altitudeCount, requirement: requirement, rangeMinimum: model.rangeMinimum,
            altitudeMinimum: model.altitudeMinimum, values: values)
    }
}

/// Boosts at many climb angles, each with its unguided coast.
struct FlyOutFan {
    struct Point {
        var range: Double
        var height: Double
        var time: Double
        var speed: Double
    }

    struct Crossing {
        var index: Int
        var angle: Double
        var height: Double
        var time: Double
        var speed: Double
    }

    let model: InterceptorModel
    let angles: [Double]
    let flights: [[Point]]
    let speedMaximum: Double

    init(model: InterceptorModel, count: Int = 64) {
        self.model = model
        let site = FlyOutTable.referenceSite
        var angles: [Double] = []
        var flights: [[Point]] = []
        var fastest = 0.0
        for index in 0..<count {
            let share = Double(index) / Double(count - 1)
            let angle =
                model.climbAngleMinimum
                + (model.climbAngleMaximum - model.climbAngleMinimum) * (0.35 * share * share + 0.65 * share)
            let flight = Self.fly(model: model, site: site, angle: angle)
            fastest = max(fastest, flight.map(\.speed).max() ?? 0)
            angles.append(angle)
            flights.append(flight)
        }
        self.angles = angles
        self.flights = flights
        speedMaximum = fastest
    }

    /// The farthest that any trajectory comes back to the ground, m.
    var rangeAtGround: Double {
        flights.map { $0.last { $0.height > 0 }?.range ?? 0 }.max() ?? 0
    }

    static func fly(model: InterceptorModel, site: Vector3, angle: Double) -> [Point] {
        let dynamics = InterceptorFlight.dynamics
        var state = InterceptorFlight.launch(model: model, from: Position(site))
        let far = FlyOutTable.point(range: 500_000, altitude: 0, from: site)
        let guidance = GuidanceInput(
            targetPosition: far, targetVelocity: .zero, interceptPoint: far, climbAngle: angle)
        var points: [Point] = []
        points.reserveCapacity(400)
        func record(_ body: PointMassState, _ time: Double) {
            points.append(
                Point(
                    range: FlyOutTable.groundRange(from: site, to: body.position),
                    height: EarthModel.wgs84.height(at: body.position), time: time, speed: body.velocity.length))
        }
        record(state.kinematics, 0)
        let turned = model.ignitionDelay + model.turnOverTime
        while state.phase == .ejection || state.phase == .boost {
            let left = model.thrust.boostEnd - state.elapsed
            let step = state.elapsed < model.ignitionDelay ? model.ignitionDelay - state.elapsed
                : min(left, state.elapsed < turned ? 0.1 : 0.25)
            state = InterceptorFlight.step(model: model, state: state, guidance: guidance, step: max(step, 1e-3))
            record(state.kinematics, state.elapsed)
        }
        var body = state.kinematics
        var mass = state.mass
        var elapsed = state.elapsed
        while elapsed < min(700, model.flightTimeMaximum * 1.5) {
            InterceptorFlight.coast(
                model: model, kinematics: &body, mass: &mass, elapsed: &elapsed, step: elapsed < 60 ? 0.5 : 1,
                dynamics: dynamics)
            record(body, elapsed)
            if points.last!.height < -8_000 { break }
        }
        return points
    }

    /// Where each trajectory of the fan crosses a ground range, flattest first; those that never get there are left out.
    func crossings(range: Double) -> [Crossing] {
        var found: [Crossing] = []
        for (index, flight) in flights.enumerated() {
            // Ground range grows along a trajectory (the turn-over's first metres aside).
            guard let last = flight.last, last.range > range else { continue }
            var low = 0
            var high = flight.count - 1
            while high - low > 1 {
                let middle = (low + high) >> 1
                if flight[middle].range <= range { low = middle } else { high = middle }
            }
            let a = flight[low]
            let b = flight[high]
            let share = b.range > a.range ? max(0, min(1, (range - a.range) / (b.range - a.range))) : 0
            found.append(
                Crossing(
                    index: index, angle: angles[index], height: a.height + (b.height - a.height) * share,
                    time: a.time + (b.time - a.time) * share, speed: a.speed + (b.speed - a.speed) * share))
        }
        return found
    }

    /// Where a trajectory comes down through an altitude; nil when it never was above.
    private func descent(_ index: Int, to altitude: Double) -> Point? {
        let flight = flights[index]
        guard let high = flight.lastIndex(where: { $0.height > altitude }), high + 1 < flight.count else { return nil }
        let a = flight[high]
        let b = flight[high + 1]
        let share = (a.height - altitude) / (a.height - b.height)
        return Point(
            range: a.range + (b.range - a.range) * share, height: altitude, time: a.time + (b.time - a.time) * share,
            speed: a.speed + (b.speed - a.speed) * share)
    }

    /// Time of flight, arrival speed, climb angle and margin of one node.
    func value(
        crossings: [Crossing], range: Double, altitude: Double, requirement: FlyOutTable.Requirement
    ) -> SIMD4<Double> {
        let slant = (range * range + altitude * altitude).squareRoot()
        guard crossings.count > 1 else {
            return SIMD4(slant / 600, 0, 0.8, -1)
        }
        // The lower arcs: up to the highest crossing.
        var top = 0
        for index in crossings.indices where crossings[index].height > crossings[top].height { top = index }
        var crossing: Crossing
        var lack = 0.0
        if altitude >= crossings[top].height {
            // Above everything that the fan reaches at this range.
            crossing = crossings[top]
            lack = (altitude - crossing.height) / max(altitude, 1_000)
            crossing.time += (altitude - crossing.height) / max(300, crossing.speed)
        } else if altitude <= crossings[0].height {
            crossing = crossings[0]
            if crossing.index == 0 {
                // Flatter than the flattest: near the launcher, where a straight shot serves.
                crossing.angle = max(model.climbAngleMinimum, min(crossing.angle, Elementary.atan2(altitude, range)))
            } else if let a = descent(crossing.index - 1, to: altitude), let b = descent(crossing.index, to: altitude) {
                // The next flatter trajectory falls short: between the two places where they come down to the altitude.
                let share = b.range > a.range ? max(0, min(1, (range - a.range) / (b.range - a.range))) : 1
                let angle = angles[crossing.index - 1]
                crossing.angle = angle + (crossing.angle - angle) * share
                crossing.time = a.time + (b.time - a.time) * share
                crossing.speed = a.speed + (b.speed - a.speed) * share
            }
        } else {
            var index = 0
            while crossings[index + 1].height < altitude { index += 1 }
            let a = crossings[index]
            let b = crossings[index + 1]
            let share = (altitude - a.height) / (b.height - a.height)
            crossing = Crossing(
                index: a.index, angle: a.angle + (b.angle - a.angle) * share, height: altitude, time: a.time + (b.time - a.time) * share,
                speed: a.speed + (b.speed - a.speed) * share)
        }
        let time = max(crossing.time, model.ignitionDelay)
        let mass = time < model.thrust.burnEnd ? model.launchMass : model.burnOutMass
        let density = InterceptorFlight.dynamics.air.sample(height: altitude).density
        // Gas thrusters only help in the last second: the air must carry the rest.
        let lateral = model.aerodynamicAcceleration(density: density, speed: crossing.speed, mass: mass)
        // Before burn-out the missile still gains speed.
        let isFast = time < model.thrust.burnEnd ? Double.infinity : crossing.speed / requirement.arrivalSpeed - 1
        let margin = min(
            isFast, lateral / requirement.lateralAcceleration(at: density) - 1, model.flightTimeMaximum / time - 1)
        return SIMD4(time, crossing.speed, crossing.angle, lack > 0 ? -lack : max(-0.99, min(margin, 10)))
    }
}
