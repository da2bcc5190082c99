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
    public var longitude: Double
    public var height: RouteHeight
    /// Speed from this point on, m/s, > 0.
    public var speed: Double

    public init(latitude: Double, longitude: Double, height: RouteHeight, speed: Double) {
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

    /// - Parameter bankMaximum: of coordinated turns, radians, 0…1.5.
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
