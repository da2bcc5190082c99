import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities

/// One flight of a ballistic missile, tabulated backwards from its impact, in the vertical plane of its fall.
///
/// Nodes are evenly spaced in time; between them ground distance and height are cubic Hermite, so that speeds are the
/// derivatives of places and a look-up is one index. What the path leaves its plane by is not kept: the earth turns beneath it,
/// by up to 2.3 km in a flight of
/// 500 km.
package struct BallisticApproach: Sendable {
    /// A point of the flight.
    package struct Point: Sendable, Equatable {
        /// Over the ground to the impact, metres; negative after it.
        package var distance: Metres
        /// Above the ellipsoid, metres.
        package var height: Metres
        /// Towards the impact, m/s.
        package var horizontalSpeed: MetresPerSecond
        /// Upwards, m/s: negative in descent.
        package var climbRate: MetresPerSecond
    }

    private struct Node {
        var distance: Double
        var height: Double
        /// Per second *before* the impact: distance over the ground, and height.
        var distanceRate: Double
        var heightRate: Double
    }

    /// Seconds between nodes.
    private let step: Seconds
    /// From the impact (first) to the launch (last).
    private let nodes: [Node]
    private let highest: Int

    /// - Parameter interval: between nodes, seconds at most; at half a second the table is within centimetres of the path.
    package init(_ path: TargetPath, interval: Seconds = 0.5) {
        precondition(path.end == .impact && path.duration > interval, "a ballistic missile flies to its impact")
        let impact = WGS84.geodetic(path.endPosition)
        let count = Int((path.duration / interval).rounded(.up))
        let step = path.duration / Double(count)
        let nodes = (0...count).map { place in
            let time = place == count ? path.startTime : path.endTime.advanced(by: -step * Double(place))
            return Self.node(path.state(at: time), impact: impact)
        }
        self.step = step
        self.nodes = nodes
        highest = nodes.indices.max { nodes[$0].height < nodes[$1].height }!
    }

    private static func node(_ state: KinematicState<EarthFixed>, impact: GeodeticPosition) -> Node {
        let place = WGS84.geodetic(state.position)
        let frame = LocalLevelFrame(origin: place)
        let velocity = frame.rotateToLocal(state.velocity.vector)
        let inverse = Geodesic.inverse(from: place, to: impact)
        let ahead = Elementary.sincos(inverse.azimuth1)
        // At the impact itself there is no direction to it: all of the speed leads there.
        let closing =
            inverse.distance > 1 ? velocity.x * ahead.sin + velocity.y * ahead.cos : Elementary.hypot(velocity.x, velocity.y)
        return Node(
            distance: inverse.distance, height: place.height, distanceRate: closing / overGround(place.height), heightRate: -velocity.z)
    }

    /// Speed at a height over that of the point beneath it.
    private static func overGround(_ height: Metres) -> Double { 1 + height / WGS84.meanRadius }

    /// From launch to impact, seconds.
    package var duration: Seconds { step * Double(nodes.count - 1) }

    /// From launch to impact over the ground, metres.
    package var range: Metres { nodes[nodes.count - 1].distance }

    /// The greatest height, metres above the ellipsoid.
    package var apogee: Metres { nodes[highest].height }

    /// Where the missile is `time` seconds before its impact: at rest where it is launched before its flight, and after the
    /// impact (negative)
    /// straight on.
    package func point(before time: Seconds) -> Point {
        if time >= duration {
            let launch = nodes[nodes.count - 1]
            return Point(distance: launch.distance, height: launch.height, horizontalSpeed: 0, climbRate: 0)
        }
        let first = nodes[0]
        if time <= 0 {
            return Self.point(
                first.distance + first.distanceRate * time, first.height + first.heightRate * time, first.distanceRate, first.heightRate)
        }
        let place = min(Int(time / step), nodes.count - 2)
        let (near, far) = (nodes[place], nodes[place + 1])
        let share = time / step - Double(place)
        let distance = Self.cubic(near.distance, near.distanceRate, far.distance, far.distanceRate, share, step)
        let height = Self.cubic(near.height, near.heightRate, far.height, far.heightRate, share, step)
        return Self.point(distance.value, height.value, distance.rate, height.rate)
    }

    private static func point(_ distance: Double, _ height: Double, _ distanceRate: Double, _ heightRate: Double) -> Point {
        Point(distance: distance, height: height, horizontalSpeed: distanceRate * overGround(height), climbRate: -heightRate)
    }

    /// Hermite's cubic over one interval, and its derivative, at a share of it.
    private static func cubic(
        _ from: Double, _ rateFrom: Double, _ to: Double, _ rateTo: Double, _ share: Double, _ step: Double
    ) -> (value: Double, rate: Double) {
        let chord = (to - from) / step
        let second = 3 * chord - 2 * rateFrom - rateTo
        let third = rateFrom + rateTo - 2 * chord
        return (
            from + step * share * (rateFrom + share * (second + share * third)),
            rateFrom + share * (2 * second + 3 * share * third)
        )
    }

    /// Seconds before the impact at which the missile comes down through a height (negative below the impact's).
    /// - Returns: nil above the apogee.
    package func descent(through height: Metres) -> Seconds? {
        if height > apogee { return nil }
        if height <= nodes[0].height { return (height - nodes[0].height) / nodes[0].heightRate }
        var low = 0
        var high = highest
        while high - low > 1 {
            let middle = (low + high) >> 1
            if nodes[middle].height < height { low = middle } else { high = middle }
        }
        // Newton's method, kept within the interval by halving it.
        let (near, far) = (nodes[low], nodes[high])
        var (least, most) = (0.0, 1.0)
        var share = (height - near.height) / (far.height - near.height)
        for _ in 0..<40 {
            let here = Self.cubic(near.height, near.heightRate, far.height, far.heightRate, share, step)
            let lack = height - here.value
            if abs(lack) < 1e-6 { break }
            if lack > 0 { least = share } else { most = share }
            let next = share + lack / (here.rate * step)
            share = next > least && next < most ? next : 0.5 * (least + most)
        }
        return step * (Double(low) + share)
    }
}
