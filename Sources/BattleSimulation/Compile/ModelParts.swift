import CommandAndControl
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import ScenarioDocuments

// Catalogue entries → models: one function a kind of thing.
enum ModelParts {
    static func price(_ value: CatalogueValue?) -> PriceRecord? {
        value.map { PriceRecord(low: $0.low / 1e6, best: $0.best / 1e6, high: $0.high / 1e6) }
    }

    /// A missile's flight model from its file; every number is the file's best (or a study's sample).
    static func interceptor(_ entry: MissileEntry) -> InterceptorModel {
        let ignition = entry.ignitionDelay.best
        let burn = entry.burnTime.best
        var thrust = entry.thrust.best
        let propellant = entry.propellantMass.best
        var phases: [ThrustProfile.Phase] = []
        if let sustain = entry.sustainThrust?.best, let time = entry.sustainTime?.best, sustain > 0, time > 0 {
            let delay = entry.sustainDelay?.best ?? 0
            let share = thrust * burn / (thrust * burn + sustain * time)
            phases.append(.init(start: ignition, end: ignition + burn, thrust: thrust, massFlow: propellant * share / burn))
            phases.append(
                .init(
                    start: ignition + burn + delay, end: ignition + burn + delay + time, thrust: sustain,
                    massFlow: propellant * (1 - share) / time))
        } else {
            thrust = max(thrust, 1)
            phases.append(.init(start: ignition, end: ignition + burn, thrust: thrust, massFlow: propellant / burn))
        }
        let diameter = entry.diameter.best
        let table = entry.dragByMach
        let scale = entry.dragScale.best
        let powered = entry.dragPowered.best
        let knots = zip(table.abscissae, table.ordinates).map {
            DragTable.Knot(mach: $0, coasting: scale * $1, powered: scale * $1 * powered)
        }
        let induced = entry.inducedDrag.best
        let seeker: SeekerKind =
            switch entry.guidance {
            case .command: .command
            case .trackViaMissile: .trackViaMissile
            case .semiActive: .semiActive
            case .active: .active
            }
        // "Half of the shots kill" at the stated radius: b = r / √(2 ln 2).
        let lethality = Lethality(
            lethalRadius: entry.lethalRadius.best / 1.1774100225154747, fuzeReliability: entry.fuzeReliability.best)
        return InterceptorModel(
            ejectionHeight: entry.isColdLaunched ? entry.ejectionHeight.best : 0,
            ignitionDelay: entry.isColdLaunched ? ignition : max(ignition, 0.01),
            launchMass: max(entry.mass.best, propellant * 1.05), thrust: ThrustProfile(phases: phases),
            referenceArea: .pi * diameter * diameter / 4, drag: DragTable(knots),
            normalForceSlope: induced > 0 ? min(40, 1 / induced) : 14,
            liftCoefficientMaximum: entry.liftCoefficientMaximum.best, structuralLimit: entry.loadLimit.best,
            autopilot: AutopilotLag(timeConstant: entry.autopilotTimeConstant.best),
            navigationConstant: entry.navigationConstant.best, seeker: seeker,
            seekerActivationRange: entry.seekerRange?.best ?? 30_000, speedMinimum: entry.speedMinimum.best,
            flightTimeMaximum: entry.flightTimeMaximum.best, rangeMinimum: max(500, entry.rangeMinimum?.best ?? 1_000),
            altitudeMinimum: entry.altitudeMinimum?.best ?? 10, targetSpeedMaximum: entry.targetSpeedMaximum?.best ?? 2_800,
            lethality: lethality, flightReliability: entry.flightReliability.best)
    }

    static func plannedKill(_ entry: MissileEntry) -> PlannedKillProbability {
        let general = entry.values["pk_probability"]?.best
        let aircraft = entry.values["pk_aircraft_probability"]?.best ?? general ?? 0.7
        return PlannedKillProbability(
            aircraft: aircraft,
            cruiseMissile: entry.values["pk_cruise_missile_probability"]?.best
                ?? entry.values["pk_guided_missile_probability"]?.best ?? general ?? aircraft * 0.85,
            ballistic: entry.values["pk_ballistic_probability"]?.best ?? 0.5 * aircraft)
    }

    static func radar(_ entry: RadarEntry) -> RadarModel {
        var model = RadarModel(
            name: entry.name, steering: entry.steering == .rotating ? .rotating : .sector,
            frequency: entry.frequency.best, referenceRange: entry.referenceRange.best,
            referenceCrossSection: entry.referenceCrossSection.best)
        model.referenceDetectionProbability = entry.referenceDetectionProbability.best
        model.falseAlarmProbability = entry.falseAlarmProbability.best
        model.pulses = max(1, Int(entry.pulses.best.rounded()))
        model.instrumentedRange = entry.instrumentedRange.best
        model.rangeMinimum = entry.rangeMinimum.best
        model.renewalPeriod = entry.scanPeriod.best
        model.beamwidthAzimuth = entry.beamwidthAzimuth.best
        model.beamwidthElevation = entry.beamwidthElevation.best
        model.elevationMinimum = entry.elevationMinimum.best
        model.elevationMaximum = entry.elevationMaximum.best
        model.rangeResolution = entry.rangeResolution.best
        model.rangeDeviationFloor = entry.rangeDeviationFloor.best
        model.azimuthDeviationFloor = entry.azimuthDeviationFloor.best
        model.elevationDeviationFloor = entry.elevationDeviationFloor.best
        model.rangeRateDeviation = entry.measuresRadialSpeed ? entry.radialSpeedDeviation.best : nil
        model.clutterNotch = entry.movingTargetNotch.best
        model.blindSpeed = entry.blindSpeed?.best
        model.falseAlarmsPerScan = entry.falseAlarmsPerScan.best
        model.loss = entry.systemLoss.best
        model.hasMultipath = entry.hasPatternPropagation
        model.noiseDensity = Units.boltzmann * 290 * entry.noiseFigure.best
        model.antennaGain = entry.antennaGain.best
        model.sideLobe = entry.sidelobe.best
        model.trackDwell = entry.trackDwell?.best ?? 0.02
        model.trackPeriod = entry.trackPeriod?.best ?? 0.5
        model.searchFraction = entry.searchFraction?.best ?? 0.3
        return model
    }

    static func signature(_ entry: ThreatEntry, crossSection: Double?) -> TargetSignature {
        let nose = crossSection ?? entry.crossSection.best
        return TargetSignature(
            nose: nose, side: nose * entry.crossSectionSide.best, tail: nose * entry.crossSectionTail.best,
            swerling: entry.swerling)
    }

    static func category(_ entry: ThreatEntry) -> TargetCategory {
        switch entry.category {
        case .aircraft, .jammer, .airliner: .aircraft
        case .cruiseMissile, .antiRadiationMissile, .decoy: .cruiseMissile
        case .ballisticMissile: .ballistic
        case .drone: .drone
        }
    }
}
