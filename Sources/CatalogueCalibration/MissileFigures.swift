import FlightDynamics
import NumericalMethods
import Quantities
import ScenarioDocuments

/// What is public of a missile of one's own; SI throughout.
package struct MissileFigures: Sendable {
    /// Greatest range against aircraft, m.
    package var range: Double
    /// Greatest altitude of a target, m.
    package var altitude: Double
    /// Top speed, m/s.
    package var speed: Double
    /// Launch mass, kg; nil: derived.
    package var mass: Double?
    /// Warhead, kg; nil: assumed.
    package var warhead: Double?
    package var guidance: MissileEntry.Guidance
    package var isColdLaunched: Bool

    package init(
        range: Double, altitude: Double, speed: Double, mass: Double? = nil, warhead: Double? = nil, guidance: MissileEntry.Guidance,
        isColdLaunched: Bool = true
    ) {
        (self.range, self.altitude, self.speed) = (range, altitude, speed)
        (self.mass, self.warhead, self.guidance, self.isColdLaunched) = (mass, warhead, guidance, isColdLaunched)
    }
}

/// A missile of one's own: what a handful of figures makes of it, and nothing that any other missile is known for.
package struct DerivedMissile: Sendable {
    package let figures: MissileFigures
    package let mass: Double
    package let length: Double
    package let diameter: Double
    package let warhead: Double
    package let result: CalibratedInterceptor

    /// Length over diameter of the body.
    static let fineness = 15.0
    /// Mean density of a whole missile, kg/m³.
    /// - Source: Fleeman, *Tactical Missile Design*, 2nd ed. (2006), ch. 2: about 0.05 lb/in³ over many missiles.
    static let density = 1_384.0
    /// Mean acceleration of the boost, m/s²: 18 g, between the gentle start of large rounds and small ones that must be fast at once.
    static let boostAcceleration = 180.0
    /// Warhead over launch mass.
    static let warheadShare = 0.08
    /// Propellant over launch mass that a body can carry.
    /// - Source: Sutton & Biblarz, *Rocket Propulsion Elements*, 9th ed. (2017), ch. 12: of solid motors for missiles, with the
    ///   payload's share.
    static let propellantShareMaximum = 0.65
    /// Load over a target's manoeuvre of 8 g.
    /// - Source: Zarchan, *Tactical and Strategic Missile Guidance*, 6th ed. (2012), ch. 2: three to five times.
    static let loadLimit = 25 * Units.standardGravity

    /// Flies candidates until speed, range and altitude come out: of the given mass, or of the least one that carries so far.
    package init(_ figures: MissileFigures) {
        self.figures = figures
        var candidates = figures.mass.map { [$0] } ?? []
        if candidates.isEmpty {
            // From 40 kg to 4,000 kg in steps of a sixth.
            var mass = 40.0
            while mass < 4_000 {
                candidates.append(mass)
                mass *= 7.0 / 6
            }
        }
        var chosen = Self.flown(figures, mass: candidates[0])
        for mass in candidates.dropFirst() where !chosen.reaches {
            chosen = Self.flown(figures, mass: mass)
        }
        (mass, length, diameter, warhead, result) = (
            chosen.data.launchMass, chosen.data.length, chosen.data.diameter, chosen.data.warheadMass, chosen.result
        )
    }

    private static func flown(
        _ figures: MissileFigures, mass: Double
    ) -> (data: PublicMissileData, result: CalibratedInterceptor, reaches: Bool) {
        let diameter = Elementary.cbrt(4 * mass / (.pi * density * fineness))
        let warhead = figures.warhead ?? warheadShare * mass
        let data = PublicMissileData(
            name: "own", length: fineness * diameter, diameter: diameter, launchMass: mass,
            burnTime: max(0.5, figures.speed / boostAcceleration), ejectionHeight: figures.isColdLaunched ? 25 : 2,
            ignitionDelay: figures.isColdLaunched ? 1.2 : 0.1, speedMaximum: figures.speed, speedMaximumHighest: figures.speed,
            rangeMaximum: figures.range, rangeMinimum: nearest(figures), altitudeMaximum: figures.altitude, altitudeMinimum: 20,
            structuralLimit: loadLimit, warheadMass: warhead, targetSpeedMaximum: fastestTarget(figures),
            seeker: seeker(figures.guidance), seekerActivationRange: seekerRange(figures))
        let result = InterceptorCalibration.calibrate(data)
        let reaches = result.range >= 0.97 * figures.range && result.propellantMass <= propellantShareMaximum * mass
        return (data, result, reaches)
    }

    /// Nearest intercept: when the boost is half over, and no nearer than 500 m.
    static func nearest(_ figures: MissileFigures) -> Double {
        let burn = figures.speed / boostAcceleration
        return max(500, 0.25 * figures.speed * burn / 2)
    }

    /// Half as fast again as itself: closing speeds that its fuze meets head-on.
    static func fastestTarget(_ figures: MissileFigures) -> Double { 1.5 * figures.speed }

    /// A quarter of the range, at most 15 km.
    static func seekerRange(_ figures: MissileFigures) -> Double { min(15_000, 0.25 * figures.range) }

    private static func seeker(_ guidance: MissileEntry.Guidance) -> SeekerKind {
        switch guidance {
        case .command: .command
        case .trackViaMissile: .trackViaMissile
        case .semiActive: .semiActive
        case .active: .active
        }
    }
}
