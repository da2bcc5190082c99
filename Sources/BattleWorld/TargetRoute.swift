public import FlightDynamics
import NumericalMethods
public import Quantities

/// How a target comes, before a run's jitter is put in.
public enum TargetRoute: Sendable {
    /// Way-points; `start` is when it is at the first.
    case route(RoutePlan, start: SimulationTime)
    case ballistic(BallisticPlan, start: SimulationTime)

    /// The path of one run: started `startShift` seconds later, moved `lateralShift` metres to the right of its first leg.
    func path(startShift: Seconds, lateralShift: Metres) -> TargetPath {
        switch self {
        case .route(var plan, let start):
            if lateralShift != 0 {
                // The last way-point stays: that is what it is aimed at.
                let first = plan.wayPoints[0]
                let second = plan.wayPoints[1]
                let (east, north) = Self.right(of: first, second)
                for place in plan.wayPoints.indices.dropLast() {
                    plan.wayPoints[place].latitude += lateralShift * north / 6_371_000
                    plan.wayPoints[place].longitude +=
                        lateralShift * east / (6_371_000 * Elementary.cos(plan.wayPoints[place].latitude))
                }
            }
            return TargetPath(route: plan, startTime: Self.time(start, startShift))
        case .ballistic(let plan, let start):
            guard let path = Self.ballisticPath(plan, startTime: Self.time(start, startShift)) else {
                preconditionFailure("no ballistic trajectory between two places of a scenario")
            }
            return path
        }
    }

    /// When a path begins that was to begin at `start`, so many seconds later; never before the run.
    static func time(_ start: SimulationTime, _ shift: Seconds) -> SimulationTime {
        SimulationTime(nanoseconds: max(0, start.advanced(by: shift).nanoseconds))
    }

    /// The path of a plan, or the one of least energy where its shape does not go that far.
    /// - Returns: nil where no trajectory does.
    public static func ballisticPath(_ plan: BallisticPlan, startTime: SimulationTime) -> TargetPath? {
        if let path = TargetPath.ballistic(plan, startTime: startTime) { return path }
        var simplest = plan
        simplest.shape = .minimumEnergy
        return TargetPath.ballistic(simplest, startTime: startTime)
    }

    /// East and north parts of the unit vector to the right of a leg.
    private static func right(of first: WayPoint, _ second: WayPoint) -> (Double, Double) {
        let north = second.latitude - first.latitude
        let east = Units.shorterWay(second.longitude - first.longitude) * Elementary.cos(first.latitude)
        let length = Elementary.hypot(east, north)
        return length > 0 ? (north / length, -east / length) : (1, 0)
    }
}
