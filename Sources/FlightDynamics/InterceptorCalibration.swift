import EarthEnvironment
import NumericalMethods
import Quantities

/// What the public record says of a missile; SI throughout.
package struct PublicMissileData: Sendable {
    package var name: String
    package var length: Double
    package var diameter: Double
    package var launchMass: Double
    /// Mass of propellant where published, kg.
    package var propellantMass: Double?
    /// Mass of a booster case dropped at burn-out, kg.
    package var droppedMass: Double
    /// Diameter and length of what flies on after a booster is dropped, m.
    package var coastDiameter: Double?
    package var coastLength: Double?
    /// Burn time of the boost, s.
    package var burnTime: Double
    /// Burn time of a sustainer and its share of the total impulse.
    package var sustainTime: Double
    package var sustainShare: Double
    package var ejectionHeight: Double
    package var ignitionDelay: Double
    /// Top speed: best value and the highest that a source gives, m/s.
    package var speedMaximum: Double
    package var speedMaximumHighest: Double
    /// Against aircraft, m.
    package var rangeMaximum: Double
    package var rangeMinimum: Double
    package var altitudeMaximum: Double
    package var altitudeMinimum: Double
    package var structuralLimit: Double
    package var thrusterAcceleration: Double
    package var warheadMass: Double
    package var targetSpeedMaximum: Double
    package var seeker: SeekerKind
    package var seekerActivationRange: Double
    /// Zero-lift drag and its reference area, m², where they are known; nil: from the outer shape.
    package var drag: DragTable?
    package var referenceArea: Double?

    package init(
        name: String, length: Double, diameter: Double, launchMass: Double, propellantMass: Double? = nil,
        droppedMass: Double = 0, coastDiameter: Double? = nil, coastLength: Double? = nil, burnTime: Double, sustainTime: Double = 0,
        sustainShare: Double = 0, ejectionHeight: Double = 25, ignitionDelay: Double = 1.2, speedMaximum: Double,
        speedMaximumHighest: Double, rangeMaximum: Double, rangeMinimum: Double, altitudeMaximum: Double,
        altitudeMinimum: Double, structuralLimit: Double, thrusterAcceleration: Double = 0, warheadMass: Double,
        targetSpeedMaximum: Double, seeker: SeekerKind, seekerActivationRange: Double = 0
    ) {
        self.name = name
        self.length = length
        self.diameter = diameter
        self.launchMass = launchMass
        self.propellantMass = propellantMass
        self.droppedMass = droppedMass
        self.coastDiameter = coastDiameter
        self.coastLength = coastLength
        self.burnTime = burnTime
        self.sustainTime = sustainTime
        self.sustainShare = sustainShare
        self.ejectionHeight = ejectionHeight
        self.ignitionDelay = ignitionDelay
        self.speedMaximum = speedMaximum
        self.speedMaximumHighest = speedMaximumHighest
        self.rangeMaximum = rangeMaximum
        self.rangeMinimum = rangeMinimum
        self.altitudeMaximum = altitudeMaximum
        self.altitudeMinimum = altitudeMinimum
        self.structuralLimit = structuralLimit
        self.thrusterAcceleration = thrusterAcceleration
        self.warheadMass = warheadMass
        self.targetSpeedMaximum = targetSpeedMaximum
        self.seeker = seeker
        self.seekerActivationRange = seekerActivationRange
    }
}

extension PublicMissileData {
    /// The body whose drag counts: what flies on after a booster is dropped.
    var shape: MissileShape { MissileShape(length: coastLength ?? length, diameter: coastDiameter ?? diameter) }

    /// The highest apogee that a flight to the public range may have, m: a fifth of the range (climb of 39° in vacuum), or the
    /// public altitude where that is more.
    var apogeeMaximum: Double { max(0.2 * rangeMaximum, altitudeMaximum) }
}

/// A missile derived from public data, with what its flight then shows.
package struct CalibratedInterceptor: Sendable {
    package var name: String
    package var model: InterceptorModel
    package var shape: MissileShape
    package var dragScale: Double
    /// Total impulse over propellant mass, m/s.
    package var exhaustSpeed: Double
    package var propellantMass: Double
    package var boostThrust: Double
    package var sustainThrust: Double
    package var requirement: FlyOutTable.Requirement
    /// What emerges from flight, m/s and m.
    package var speedMaximum: Double
    package var range: Double
    package var altitude: Double
    package var apogee: Double
    package var arrivalSpeed: Double
}

/// Derives engineering values that the public record lacks, so that flight reproduces public speed, range and altitude.
///
/// 1. Drag from the outer shape (`MissileShape`).
/// 2. Total impulse, by bisection, so that the fastest moment of the flight to the public range at the reference altitude is
///    the public top speed; where that speed does not carry so far under an apogee of a fifth of the range (or the public
///    altitude), the least that does, up to the highest published.
///    Propellant: as published, or impulse over an exhaust speed of 2,400 m/s.
/// 3. Largest lift coefficient, so that the missile keeps the lateral acceleration required aloft at the public altitude and
///    half its range.
/// 4. Flight time: that of the flight to the public range, which is where guided flight ends.
/// 5. Lethal radius: 4 m · (warhead/kg)^⅓.
package enum InterceptorCalibration {
    /// Where "range against aircraft" is measured, m.
    package static func referenceAltitude(_ data: PublicMissileData) -> Double { min(10_000, 0.5 * data.altitudeMaximum) }

    /// Effective exhaust speed where no propellant mass is published, m/s (specific impulse 245 s; Sutton & Biblarz,
    /// *Rocket Propulsion Elements*, 9th ed. (2017), table 13-1: composite propellants 240–265 s).
    static let exhaustSpeed = 2_400.0

    package static func calibrate(_ data: PublicMissileData, dragScale: Double = 1) -> CalibratedInterceptor {
        let altitude = referenceAltitude(data)
        // Least total impulse that reaches `speed` on the way to the public range.
        func impulse(for speed: Double) -> Double {
            var low = 0.2 * data.launchMass * speed
            var high = 3 * data.launchMass * speed
            for _ in 0..<22 {
                let middle = 0.5 * (low + high)
                let model = build(data, impulse: middle, dragScale: dragScale)
                if flight(model, data, altitude).speedMaximum < speed { low = middle } else { high = middle }
            }
            return 0.5 * (low + high)
        }
        func reaches(_ model: InterceptorModel) -> Bool {
            let flight = flight(model, data, altitude)
            return flight.reaches && flight.apogee <= data.apogeeMaximum
        }

        var total = impulse(for: data.speedMaximum)
        if !reaches(build(data, impulse: total, dragScale: dragScale)) {
            var low = data.speedMaximum
            var high = data.speedMaximumHighest
            for _ in 0..<12 {
                let middle = 0.5 * (low + high)
                let candidate = impulse(for: middle)
                if reaches(build(data, impulse: candidate, dragScale: dragScale)) { high = middle } else { low = middle }
            }
            total = impulse(for: high)
        }
        var model = build(data, impulse: total, dragScale: dragScale)

        // Lift: the requirement aloft at the public altitude and half the range.
        let requirement = requirement(data, model)
        let fan = FlyOutFan(model: model)
        let high = fan.value(
            crossings: fan.crossings(range: 0.5 * data.rangeMaximum), range: 0.5 * data.rangeMaximum,
            altitude: data.altitudeMaximum, requirement: requirement)
        let air = InterceptorFlight.dynamics.air.sample(height: data.altitudeMaximum)
        let pressure = 0.5 * air.density * high.y * high.y
        let needed =
            requirement.lateralAcceleration(at: air.density) * model.burnOutMass / (pressure * model.referenceArea)
        model.liftCoefficientMaximum = high.y > 0 ? max(3, min(10, needed)) : 5
        let farthest = flight(model, data, altitude)
        model.flightTimeMaximum = farthest.reaches ? farthest.time : 1.1 * farthest.time
        return report(data, model, dragScale: dragScale, impulse: total, requirement: requirement)
    }

    static func requirement(_ data: PublicMissileData, _ model: InterceptorModel) -> FlyOutTable.Requirement {
        // Gas thrusters make the last correction: half the aerodynamic reserve is enough.
        let aloft = data.thrusterAcceleration > 0 ? 1.0 : 2.0
        return FlyOutTable.Requirement(
            arrivalSpeed: model.speedMinimum, lateralAccelerationAloft: aloft * Units.standardGravity)
    }

    static func build(_ data: PublicMissileData, impulse: Double, dragScale: Double) -> InterceptorModel {
        let shape = data.shape
        let propellant = min(data.propellantMass ?? impulse / exhaustSpeed, 0.8 * data.launchMass)
        let boostShare = 1 - data.sustainShare
        var phases = [
            ThrustProfile.Phase(
                start: data.ignitionDelay, end: data.ignitionDelay + data.burnTime,
                thrust: impulse * boostShare / data.burnTime, massFlow: propellant * boostShare / data.burnTime)
        ]
        let boostEnd = data.ignitionDelay + data.burnTime
        if data.sustainTime > 0 {
            phases.append(
                ThrustProfile.Phase(
                    start: boostEnd, end: boostEnd + data.sustainTime,
                    thrust: impulse * data.sustainShare / data.sustainTime,
                    massFlow: propellant * data.sustainShare / data.sustainTime))
        }
        if data.droppedMass > 0 {
            // A dropped booster: mass that leaves without thrust in a twentieth of a second.
            phases.append(
                ThrustProfile.Phase(
                    start: phases.last!.end, end: phases.last!.end + 0.05, thrust: 0, massFlow: data.droppedMass / 0.05))
        }
        return InterceptorModel(
            ejectionHeight: data.ejectionHeight, ignitionDelay: data.ignitionDelay,
            turnOverTime: data.launchMass > 1_000 ? 2.5 : 1.2, launchMass: data.launchMass,
            thrust: ThrustProfile(phases: phases), referenceArea: data.referenceArea ?? shape.referenceArea,
            drag: data.drag?.scaled(by: dragScale) ?? shape.drag(scale: dragScale),
            structuralLimit: data.structuralLimit, thrusterAcceleration: data.thrusterAcceleration,
            thrusterTime: data.thrusterAcceleration > 0 ? 1 : 0,
            autopilot: AutopilotLag(timeConstant: data.launchMass > 1_000 ? 0.3 : 0.2), seeker: data.seeker,
            seekerActivationRange: data.seekerActivationRange,
            speedMinimum: data.launchMass > 300 ? 330 : 280, flightTimeMaximum: 700,
            rangeMinimum: data.rangeMinimum, altitudeMinimum: data.altitudeMinimum,
            targetSpeedMaximum: data.targetSpeedMaximum,
            lethality: Lethality(lethalRadius: 4 * Elementary.cbrt(data.warheadMass)))
    }

    /// The unguided-coast flight to the public range at the reference altitude.
    static func flight(
        _ model: InterceptorModel, _ data: PublicMissileData, _ altitude: Double
    ) -> (reaches: Bool, time: Double, angle: Double, speedMaximum: Double, apogee: Double, arrivalSpeed: Double) {
        let fan = FlyOutFan(model: model, count: 48)
        let value = fan.value(
            crossings: fan.crossings(range: data.rangeMaximum), range: data.rangeMaximum, altitude: altitude,
            requirement: FlyOutTable.Requirement(arrivalSpeed: model.speedMinimum))
        let angle = value.y > 0 ? value.z : 0.7
        let path = FlyOutFan.fly(model: model, site: FlyOutTable.referenceSite, angle: angle)
        return (
            value.w >= 0, value.x, angle, path.map(\.speed).max() ?? 0, path.map(\.height).max() ?? 0, value.y
        )
    }

    private static func report(
        _ data: PublicMissileData, _ model: InterceptorModel, dragScale: Double, impulse: Double,
        requirement: FlyOutTable.Requirement
    ) -> CalibratedInterceptor {
        let altitude = referenceAltitude(data)
        let last = flight(model, data, altitude)
        let table = FlyOutTable(model: model, requirement: requirement)
        return CalibratedInterceptor(
            name: data.name, model: model, shape: data.shape,
            dragScale: dragScale, exhaustSpeed: impulse / (model.thrust.propellantMass - data.droppedMass),
            propellantMass: model.thrust.propellantMass - data.droppedMass,
            boostThrust: impulse * (1 - data.sustainShare) / data.burnTime,
            sustainThrust: data.sustainTime > 0 ? impulse * data.sustainShare / data.sustainTime : 0,
            requirement: requirement, speedMaximum: last.speedMaximum,
            range: emergentRange(table, altitude: altitude), altitude: emergentAltitude(table, range: 0.5 * data.rangeMaximum),
            apogee: last.apogee, arrivalSpeed: last.arrivalSpeed)
    }

    /// The farthest ground range at which a point at `altitude` is still reached with the required reserve, m.
    package static func emergentRange(_ table: FlyOutTable, altitude: Double) -> Double {
        var range = table.rangeMaximum
        while range > 0, !table.fly(groundRange: range, altitude: altitude).isReachable { range -= 100 }
        return max(0, range)
    }

    /// The greatest altitude reached with the required reserve at a ground range, m.
    package static func emergentAltitude(_ table: FlyOutTable, range: Double) -> Double {
        var altitude = table.altitudeMaximum
        while altitude > 0, !table.fly(groundRange: range, altitude: altitude).isReachable { altitude -= 50 }
        return max(0, altitude)
    }
}
