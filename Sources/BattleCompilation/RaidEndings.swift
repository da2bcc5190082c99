import BattleSimulation
import BattleWorld
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RunRecords
import ScenarioDocuments

// How raiders end their way: low and fast over the last kilometres, or among penetration aids.
extension Compilation {
    /// Where a class is down at its last height: within the horizon of an antenna of 100 m (4.12 km · √100; assumed).
    private static var letDownDistance: Metres { 40_000 }
    /// Descent to it, metres a metre (about 11°; assumed).
    private static var letDownSlope: Double { 0.2 }

    /// Two way-points before the last: where the descent begins, and where the last height and speed are taken up.
    func addLetDown(_ entry: ThreatEntry, to points: inout [WayPoint]) {
        guard entry.altitudeTerminal != nil || entry.speedTerminal != nil, entry.category != .ballisticMissile, points.count > 1
        else { return }
        let last = points[points.count - 1], before = points[points.count - 2]
        let end = GeodeticPosition(latitude: last.latitude, longitude: last.longitude, height: 0)
        let start = GeodeticPosition(latitude: before.latitude, longitude: before.longitude, height: 0)
        let bearing = Self.lineOfFlight([end, start])
        let length = Self.arc(from: end, to: start)
        let low =
            entry.altitudeTerminal.map { entry.terminal == .seaSkim ? RouteHeight.aboveSea($0.best) : .aboveGround($0.best) }
            ?? before.height
        let drop = max(0, before.height.metres - low.metres) / Self.letDownSlope
        func point(_ distance: Metres, _ height: RouteHeight, _ speed: MetresPerSecond) -> WayPoint {
            let place = Self.destination(from: end, bearing: bearing, distance: distance)
            return WayPoint(latitude: place.latitude, longitude: place.longitude, height: height, speed: speed)
        }
        let fast = entry.speedTerminal?.best ?? before.speed
        let reached = min(Self.letDownDistance, 0.9 * length)
        var added: [WayPoint] = []
        if reached + drop < length { added.append(point(reached + drop, before.height, before.speed)) }
        added.append(point(reached, low, fast))
        points[points.count - 1].speed = fast
        points[points.count - 1].height = low
        points.insert(contentsOf: added, at: points.count - 1)
    }

    /// Penetration aids: light bodies beside the warhead that look like it, and that the air slows (ballistic coefficient 200
    /// kg/m², assumed).
    mutating func addDecoys(of missile: TargetModel, _ entry: ThreatEntry, to model: inout BattleModel) {
        guard let count = entry.decoys.map({ Int($0.best) }), count > 0, case .ballistic(var plan, let start) = missile.route else {
            return
        }
        plan.ballisticCoefficient = min(plan.ballisticCoefficient, 200)
        for number in 1...count {
            var decoy = TargetModel(
                name: "\(missile.name) decoy \(number)", threatClass: missile.threatClass, category: missile.category, allegiance: .hostile,
                armed: false, objective: nil, signature: missile.signature, route: .ballistic(plan, start: start))
            decoy.startJitter = missile.startJitter
            decoy.lateralJitter = 1_000
            decoy.vulnerability = missile.vulnerability
            model.targets.append(decoy)
        }
    }

    /// Length along the sphere of 6,371 km, metres.
    private static func arc(from start: GeodeticPosition, to end: GeodeticPosition) -> Metres {
        let north = Elementary.sin((end.latitude - start.latitude) / 2)
        let east = Elementary.sin((end.longitude - start.longitude) / 2)
        let half = north * north + Elementary.cos(start.latitude) * Elementary.cos(end.latitude) * east * east
        return 2 * 6_371_000 * Elementary.asin(min(1, half.squareRoot()))
    }
}

extension RouteHeight {
    /// The number alone, metres, whatever it counts from.
    fileprivate var metres: Metres {
        switch self {
        case .aboveSea(let height), .aboveGround(let height): height
        }
    }
}
