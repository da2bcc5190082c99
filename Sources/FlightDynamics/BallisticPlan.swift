public import Quantities


/// A ballistic missile's flight: where from, where to, and how.
public struct BallisticPlan: Sendable, Equatable {
    /// Which of the trajectories from A to B.
    public enum Shape: Sendable, Equatable {
        /// The one of least burn-out speed.
        case minimumEnergy
        /// One that peaks at this height, m above the ellipsoid.
        case apogee(Double)
        /// A flattened one that peaks at this height, m, glides on body lift on the way down as far as air and the lift-to-drag
        /// ratio allow, and weaves with the given lateral acceleration, m/s², below 30 km.
        case quasiBallistic(apogee: Double, liftToDrag: Double, weave: Double)
    }

    /// Geodetic, radians, and metres above the ellipsoid.
    public var launchLatitude: Double
    /// Radians east.
    public var launchLongitude: Double
    /// Above the ellipsoid, metres.
    public var launchHeight: Double
    /// Radians north.
    public var impactLatitude: Double
    /// Radians east.
    public var impactLongitude: Double
    /// Above the ellipsoid, metres.
    public var impactHeight: Double
    /// Which of the flights between the two places it is.
    public var shape: Shape
    /// β = m/(C_D A) after burn-out, kg/m².
    public var ballisticCoefficient: Double
    /// s.
    public var boostTime: Double

    package init(
        launchLatitude: Double, launchLongitude: Double, launchHeight: Double = 0, impactLatitude: Double,
        impactLongitude: Double, impactHeight: Double = 0, shape: Shape = .minimumEnergy,
        ballisticCoefficient: Double = 5_000, boostTime: Double = 60
    ) {
        precondition(ballisticCoefficient > 0 && boostTime > 0, "a ballistic missile needs a coefficient and a boost")
        self.launchLatitude = launchLatitude
        self.launchLongitude = launchLongitude
        self.launchHeight = launchHeight
        self.impactLatitude = impactLatitude
        self.impactLongitude = impactLongitude
        self.impactHeight = impactHeight
        self.shape = shape
        self.ballisticCoefficient = ballisticCoefficient
        self.boostTime = boostTime
    }
}

extension TargetPath {
    /// The flight of a ballistic missile from launch to impact.
    ///
    /// Boost is a constant acceleration along an axis that pitches from the vertical to the burn-out elevation; afterwards
    /// gravity with J₂, drag by the ballistic coefficient and the earth's rotation act. Burn-out speed, elevation and azimuth
    /// are solved so that the impact is within a metre of the aim.
    /// - Returns: nil where no such trajectory exists (the range is too short for the apogee, or out of all proportion).
    public static func ballistic(_ plan: BallisticPlan, startTime: SimulationTime) -> TargetPath? {
        BallisticSolver(plan)?.solve(startTime: startTime)
    }
}
