import NumericalMethods
public import Quantities

/// What a way-point's height is measured from.
public enum RouteHeight: Sendable, Equatable {
    /// Metres above the ellipsoid (mean sea level is not told apart).
    case aboveSea(Double)
    /// Metres above the terrain; between two such way-points the path follows the terrain.
    case aboveGround(Double)
}

/// A point that a route passes (rounding it when it turns there).
public struct WayPoint: Sendable, Equatable {
    /// Geodetic, radians.
    public var latitude: Double
    /// Radians east.
    public var longitude: Double
    /// Above the sea or the ground.
    public var height: RouteHeight
    /// Speed from this point on, m/s, > 0.
    public var speed: Double

    package init(latitude: Double, longitude: Double, height: RouteHeight, speed: Double) {
        self.latitude = latitude
        self.longitude = longitude
        self.height = height
        self.speed = speed
    }
}

/// What happens at the last way-point of a route.
public enum RouteEnding: Sendable, Equatable {
    /// The target leaves.
    case leave
    /// The target dives at `angle` radians below the horizontal onto the last way-point, whose height is the ground's or
    /// the asset's.
    case dive(angle: Double)
}

/// A route and the limits of what flies it.
public struct RoutePlan: Sendable {
    /// Two or more, in order.
    public var wayPoints: [WayPoint]
    /// What happens at the last way-point.
    public var ending: RouteEnding
    /// Lateral acceleration of turns, m/s²: g · tan(bank).
    public var turnAcceleration: Double
    /// Vertical acceleration of pull-ups and push-overs, m/s².
    public var verticalAcceleration: Double
    /// Acceleration along the path when the speed changes, m/s².
    public var speedAcceleration: Double
    /// Steepest slope of terrain following, radians.
    public var climbAngleMaximum: Double
    /// Terrain height, m, at a latitude and longitude, radians; nil is the ellipsoid.
    public var terrain: (@Sendable (_ latitude: Double, _ longitude: Double) -> Double)?

    /// - Parameters:
    ///   - wayPoints: points of the route in order.
    ///   - ending: what happens at the last point.
    ///   - bankMaximum: of coordinated turns, radians, 0…1.5.
    ///   - verticalAcceleration: m/s².
    ///   - speedAcceleration: m/s².
    ///   - climbAngleMaximum: radians.
    ///   - terrain: the ground.
    public init(
        wayPoints: [WayPoint], ending: RouteEnding = .leave, bankMaximum: Double = 0.785,
        verticalAcceleration: Double = 0.5 * Units.standardGravity, speedAcceleration: Double = 3,
        climbAngleMaximum: Double = 0.2,
        terrain: (@Sendable (_ latitude: Double, _ longitude: Double) -> Double)? = nil
    ) {
        precondition(wayPoints.count >= 2, "a route needs two way-points")
        precondition(wayPoints.allSatisfy { $0.speed > 0 }, "a route's speeds must be positive")
        precondition(bankMaximum > 0 && bankMaximum < 1.55, "a bank limit lies between 0 and 89 degrees")
        self.wayPoints = wayPoints
        self.ending = ending
        turnAcceleration = Units.standardGravity * Elementary.tan(bankMaximum)
        self.verticalAcceleration = verticalAcceleration
        self.speedAcceleration = speedAcceleration
        self.climbAngleMaximum = climbAngleMaximum
        self.terrain = terrain
    }

    func ground(_ wayPoint: WayPoint) -> Double { terrain?(wayPoint.latitude, wayPoint.longitude) ?? 0 }

    /// Height above the ellipsoid at a way-point, m.
    func height(at wayPoint: WayPoint) -> Double {
        switch wayPoint.height {
        case .aboveSea(let height): height
        case .aboveGround(let height): height + ground(wayPoint)
        }
    }
}

extension RoutePlan {
    /// The same route with way-points that a pen can follow: none at the place of the one before it, none farther than 150° from it,
    /// two at least.
    var drawable: RoutePlan {
        var plan = self
        var points = [wayPoints[0]]
        for next in wayPoints.dropFirst() {
            let last = points[points.count - 1]
            let from = SurfaceNormal.at(latitude: last.latitude, longitude: last.longitude)
            let to = SurfaceNormal.at(latitude: next.latitude, longitude: next.longitude)
            let angle = Elementary.atan2(from.cross(to).length, from.dot(to))
            if angle < Self.samePlace {
                // The later one says how it goes on.
                points[points.count - 1] = next
                continue
            }
            if angle > 150 * Units.degree { points.append(middle(last, next, from, to)) }
            points.append(next)
        }
        if points.count == 1 {
            // A route without length goes a hundred metres to the north (at the north pole to the south), and so has a direction.
            var end = points[0]
            end.latitude += end.latitude > 1.5 ? -Self.shortLeg : Self.shortLeg
            points.append(end)
        }
        plan.wayPoints = points
        return plan
    }

    /// 0.6 m and 100 m over the earth, radians.
    private static let samePlace = 1e-7
    private static let shortLeg = 1.6e-5

    private func middle(_ last: WayPoint, _ next: WayPoint, _ from: Vector3, _ to: Vector3) -> WayPoint {
        var across = from + to
        if across.length < 1e-6 {
            // Opposite points: over the pole of the start's side, from a pole along the meridian of Greenwich.
            let pole = Vector3(0, 0, from.z < 0 ? -1 : 1)
            across = pole - from * from.dot(pole)
            if across.length < 1e-6 { across = Vector3(1, 0, 0) }
        }
        let (latitude, longitude) = SurfaceNormal.geodetic(across.normalized)
        let height: RouteHeight =
            switch (last.height, next.height) {
            case (.aboveGround(let first), .aboveGround(let second)): .aboveGround(0.5 * (first + second))
            case (.aboveSea(let first), .aboveSea(let second)): .aboveSea(0.5 * (first + second))
            default: next.height
            }
        return WayPoint(latitude: latitude, longitude: longitude, height: height, speed: last.speed)
    }
}
