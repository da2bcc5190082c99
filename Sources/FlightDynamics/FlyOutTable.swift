import NumericalMethods
import Quantities

/// What an interceptor type can do against a point: time of flight and what is left on arrival.
package struct FlyOut: Sendable, Equatable {
    /// Seconds from launch.
    package var timeOfFlight: Double
    /// m/s.
    package var arrivalSpeed: Double
    /// Elevation at which boost must climb so that the coast passes through the point, radians.
    package var climbAngle: Double
    /// ≥ 0 where the missile arrives with speed and lateral acceleration to spare; the least share by which it exceeds the
    /// requirement, minus one.
    package var margin: Double

    package var isReachable: Bool { margin >= 0 }
}

/// Where and when a missile would meet a target.
package struct InterceptSolution: Sendable, Equatable {
    /// Seconds from now to the intercept.
    package var time: Double
    /// Seconds from now to the launch (negative for a missile in flight).
    package var launchDelay: Double
    package var timeOfFlight: Double
    package var point: Position<EarthFixed>
    package var arrivalSpeed: Double
    package var climbAngle: Double
    package var margin: Double
    /// Whether the missile arrives with enough in hand, above its lowest altitude and beyond its least range.
    package var isReachable: Bool
}

/// How a target is carried forward in a prediction.
package enum TargetExtrapolation: Sendable, Equatable {
    case constantVelocity
    /// Gravity and drag with the ballistic coefficient m/(C_D A), kg/m² (infinite: none).
    case ballistic(coefficient: Double)
}

extension TargetExtrapolation {
    /// A missile that falls, as a defence takes it.
    public static let falling = TargetExtrapolation.ballistic(coefficient: FallingBody.coefficient)

    /// A target's state after `interval` seconds, ≥ 0, in steps of four seconds at most.
    public func carried(_ state: KinematicState<EarthFixed>, by interval: Seconds) -> KinematicState<EarthFixed> {
        guard case .ballistic(let coefficient) = self else {
            var later = state
            later.position = Position(state.position.vector + state.velocity.vector * interval)
            return later
        }
        var body = PointMassState(position: state.position.vector, velocity: state.velocity.vector)
        var left = interval
        while left > 1e-9 {
            let step = min(4, left)
            body = BallisticStep.advance(body, coefficient: coefficient, step: step)
            left -= step
        }
        return KinematicState(position: Position(body.position), velocity: Velocity(body.velocity))
    }
}

/// Fly-outs of one interceptor type over ground range and altitude, from flown trajectories; built once.
///
/// A fan of boosts at climb angles from flat to steep is flown, each followed by an unguided coast; a node's climb angle is
/// the lowest of the fan that passes through it.
/// Nodes lie at R_max (i/n)² and H_max (j/m)², so that near and low are fine. Values between are bilinear.
package struct FlyOutTable: Sendable {
    /// What counts as arriving with enough in hand.
    package struct Requirement: Sendable, Equatable {
        /// m/s.
        package var arrivalSpeed: Double
        /// Lateral acceleration up to 12 km, m/s²; above, where targets too turn less, it falls with the density…
        package var lateralAcceleration: Double
        /// …to this, m/s².
        package var lateralAccelerationAloft: Double

        package init(
            arrivalSpeed: Double, lateralAcceleration: Double = 5 * Units.standardGravity,
            lateralAccelerationAloft: Double = 2 * Units.standardGravity
        ) {
            self.arrivalSpeed = arrivalSpeed
            self.lateralAcceleration = lateralAcceleration
            self.lateralAccelerationAloft = lateralAccelerationAloft
        }

        /// m/s², for a density in kg/m³ (0.311 at 12 km).
        func lateralAcceleration(at density: Double) -> Double {
            max(lateralAccelerationAloft, lateralAcceleration * min(1, density / 0.311))
        }
    }

    package let rangeMaximum: Double
    package let altitudeMaximum: Double
    package let rangeCount: Int
    package let altitudeCount: Int
    package let requirement: Requirement
    package let rangeMinimum: Double
    package let altitudeMinimum: Double
    /// Time of flight, arrival speed, climb angle, margin; range varies fastest.
    package let values: [SIMD4<Double>]

    /// A table made before (a cache).
    package init(
        rangeMaximum: Double, altitudeMaximum: Double, rangeCount: Int, altitudeCount: Int, requirement: Requirement,
        rangeMinimum: Double, altitudeMinimum: Double, values: [SIMD4<Double>]
    ) {
        precondition(values.count == rangeCount * altitudeCount, "a fly-out table needs a value for each node")
        self.rangeMaximum = rangeMaximum
        self.altitudeMaximum = altitudeMaximum
        self.rangeCount = rangeCount
        self.altitudeCount = altitudeCount
        self.requirement = requirement
        self.rangeMinimum = rangeMinimum
        self.altitudeMinimum = altitudeMinimum
        self.values = values
    }

    /// Where tables are flown: 45° N on the ellipsoid, northwards.
    static let referenceSite = SurfaceNormal.position(SurfaceNormal.at(latitude: .pi / 4, longitude: 0), height: 0)

    static func node(_ index: Int, of count: Int, up maximum: Double) -> Double {
        let share = Double(index) / Double(count - 1)
        return maximum * share * share
    }

    /// The point due north of `site` at a ground range (as `groundRange` measures it) and altitude.
    static func point(range: Double, altitude: Double, from site: Vector3) -> Vector3 {
        let upward = site.normalized
        let north = (Vector3(0, 0, 1) - upward * upward.z).normalized
        let (sine, cosine) = Elementary.sincos(range / site.length)
        let direction = upward * cosine + north * sine
        var distance = site.length + altitude
        for _ in 0..<3 { distance += altitude - EarthModel.wgs84.height(at: direction * distance) }
        return direction * distance
    }

    /// Distance over the ground from a site to below a point, m: the angle at the earth's centre times the site's distance.
    @inline(__always)
    package static func groundRange(from site: Vector3, to point: Vector3) -> Double { Origin(site).groundRange(to: point) }

    /// A site as ground ranges are measured from it: what does not change from point to point is reckoned once.
    package struct Origin {
        private let distance: Double
        private let upward: Vector3

        @inline(__always)
        package init(_ site: Vector3) {
            distance = site.length
            upward = site / distance
        }

        /// Distance over the ground to below a point, m.
        @inline(__always)
        package func groundRange(to point: Vector3) -> Double {
            let chord = point / point.length - upward
            let squared = chord.lengthSquared
            // 2 asin(c/2) = c (1 + c²/24 + 3c⁴/640 + …)
            return distance * squared.squareRoot() * (1 + squared * (1 / 24 + squared * (3 / 640)))
        }

        /// The same of four points by their coordinates, a lane each.
        @inline(__always)
        package func groundRanges(_ x: SIMD4<Double>, _ y: SIMD4<Double>, _ z: SIMD4<Double>) -> SIMD4<Double> {
            let length = (x * x + y * y + z * z).squareRoot()
            let (east, north, up) = (x / length - upward.x, y / length - upward.y, z / length - upward.z)
            let squared = east * east + north * north + up * up
            return distance * squared.squareRoot() * (1 + squared * (1 / 24 + squared * (3 / 640)))
        }
    }

    /// The fly-out to a ground range and altitude, m; beyond the table its edge, with a negative margin.
    @inline(__always)
    package func fly(groundRange: Double, altitude: Double) -> FlyOut {
        let column = (max(0, groundRange) / rangeMaximum).squareRoot() * Double(rangeCount - 1)
        let row = (max(0, altitude) / altitudeMaximum).squareRoot() * Double(altitudeCount - 1)
        let i = min(Int(min(column, 1e6)), rangeCount - 2)
        let j = min(Int(min(row, 1e6)), altitudeCount - 2)
        let u = min(column - Double(i), 1)
        let v = min(row - Double(j), 1)
        let base = j * rangeCount + i
        let value = values.withUnsafeBufferPointer { values -> SIMD4<Double> in
            let below: SIMD4<Double> = values[base] * (1 - u) + values[base + 1] * u
            let above: SIMD4<Double> = values[base + rangeCount] * (1 - u) + values[base + rangeCount + 1] * u
            return below * (1 - v) + above * v
        }
        var fly = FlyOut(timeOfFlight: value.x, arrivalSpeed: value.y, climbAngle: value.z, margin: value.w)
        if groundRange > rangeMaximum || altitude > altitudeMaximum {
            let beyond = max(groundRange / rangeMaximum, altitude / altitudeMaximum)
            fly.margin = min(fly.margin, 1 - beyond)
            fly.timeOfFlight *= beyond
        }
        return fly
    }

    /// Times of flight, s, and margins to four ground ranges and altitudes, m, inside the table: a lane each, as one by one.
    @inline(__always)
    package func flights(groundRanges: SIMD4<Double>, altitudes: SIMD4<Double>) -> (times: SIMD4<Double>, margins: SIMD4<Double>) {
        let columns = (groundRanges / rangeMaximum).squareRoot() * Double(rangeCount - 1)
        let rows = (altitudes / altitudeMaximum).squareRoot() * Double(altitudeCount - 1)
        var (u, v) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
        // Of each lane the two nodes below and the two above, first the near ones.
        var times = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
        var margins = times
        values.withUnsafeBufferPointer { values in
            for lane in 0..<4 {
                let i = min(Int(columns[lane]), rangeCount - 2)
                let j = min(Int(rows[lane]), altitudeCount - 2)
                u[lane] = min(columns[lane] - Double(i), 1)
                v[lane] = min(rows[lane] - Double(j), 1)
                let base = j * rangeCount + i
                (times.0[lane], margins.0[lane]) = (values[base].x, values[base].w)
                (times.1[lane], margins.1[lane]) = (values[base + 1].x, values[base + 1].w)
                (times.2[lane], margins.2[lane]) = (values[base + rangeCount].x, values[base + rangeCount].w)
                (times.3[lane], margins.3[lane]) = (values[base + rangeCount + 1].x, values[base + rangeCount + 1].w)
            }
        }
        func between(_ nodes: (SIMD4<Double>, SIMD4<Double>, SIMD4<Double>, SIMD4<Double>)) -> SIMD4<Double> {
            let below = nodes.0 * (1 - u) + nodes.1 * u
            let above = nodes.2 * (1 - u) + nodes.3 * u
            return below * (1 - v) + above * v
        }
        return (between(times), between(margins))
    }

    /// Time of flight to a ground range and altitude, s.
    package func timeOfFlight(groundRange: Double, altitude: Double) -> Double {
        fly(groundRange: groundRange, altitude: altitude).timeOfFlight
    }
}
