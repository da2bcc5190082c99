import BattleWorld
import CommandAndControl
import DefenceModels
public import EarthEnvironment
public import FlightDynamics
import NumericalMethods
import Quantities
public import RadarSensing
import RunRecords
public import ScenarioDocuments

// Catalogue entries → models: one function a kind of thing.
public enum ModelParts {
    static func price(_ value: CatalogueValue?) -> PriceRecord? {
        value.map { PriceRecord(low: $0.low / 1e6, best: $0.best / 1e6, high: $0.high / 1e6) }
    }

    /// Hits that destroy a part: whole ones, one at least.
    static func hits(_ written: Double) -> Int { max(1, Int(written.rounded(.up))) }

    /// A missile's flight model from its file; every number is the file's best (or a study's sample).
    public static func interceptor(_ entry: MissileEntry) -> InterceptorModel {
        let ignition = max(entry.ignitionDelay.best, 0.01)
        let dropped = entry.droppedMass?.best ?? 0
        let mass = entry.mass.best
        let propellant = min(entry.propellantMass.best, 0.85 * mass - dropped)
        let impulse = propellant * entry.exhaustSpeed.best
        let burn = entry.burnTime.best
        let sustainTime = entry.sustainTime?.best ?? 0
        let share = sustainTime > 0 ? entry.sustainFraction?.best ?? 0 : 0
        var phases = [
            ThrustProfile.Phase(
                start: ignition, end: ignition + burn, thrust: impulse * (1 - share) / burn,
                massFlow: propellant * (1 - share) / burn)
        ]
        if sustainTime > 0 {
            phases.append(
                .init(
                    start: ignition + burn, end: ignition + burn + sustainTime, thrust: impulse * share / sustainTime,
                    massFlow: propellant * share / sustainTime))
        }
        if dropped > 0 {
            // The booster's case falls off within a twentieth of a second.
            let end = phases[phases.count - 1].end
            phases.append(.init(start: end, end: end + 0.05, thrust: 0, massFlow: dropped / 0.05))
        }
        let scale = entry.dragScale.best
        let coasting = entry.dragCoasting
        let powered = entry.dragPowered
        let knots = coasting.abscissae.indices.map { place in
            DragTable.Knot(
                mach: coasting.abscissae[place], coasting: scale * coasting.ordinates[place],
                powered: scale * powered.ordinates[place])
        }
        let lethality = Lethality(
            lethalRadius: entry.lethalRadius.best, fuzeRadius: entry.fuzeRadius.best,
            fuzeReliability: entry.fuzeReliability.best, closingSpeedMaximum: entry.fuzeClosingSpeedMaximum.best)
        var model = InterceptorModel(
            ejectionHeight: entry.ejectionHeight.best, ignitionDelay: ignition,
            turnOverTime: entry.turnOverTime.best,
            turnOverAngleMaximum: entry.turnOverAngleMaximum.best, launchMass: mass, thrust: ThrustProfile(phases: phases),
            referenceArea: entry.referenceArea.best, drag: DragTable(knots),
            normalForceSlope: entry.normalForceSlope.best, liftCoefficientMaximum: entry.liftCoefficientMaximum.best,
            structuralLimit: entry.loadLimit.best, thrusterAcceleration: entry.thrusterLoad?.best ?? 0,
            thrusterTime: entry.thrusterTime?.best ?? 0,
            autopilot: AutopilotLag(timeConstant: entry.autopilotTimeConstant.best),
            thrusterLag: AutopilotLag(timeConstant: entry.thrusterTimeConstant?.best ?? 0.03),
            navigationConstant: entry.navigationConstant.best, headingRate: entry.headingRate.best,
            climbAngleMaximum: entry.climbAngleMaximum.best, climbAngleMinimum: entry.climbAngleMinimum.best,
            terminalTime: entry.terminalTime.best, seeker: seeker(entry.guidance),
            seekerActivationRange: entry.seekerActivationRange?.best ?? 30_000, speedMinimum: entry.speedMinimum.best,
            flightTimeMaximum: entry.flightTimeMaximum.best, rangeMinimum: entry.rangeMinimum.best,
            altitudeMinimum: entry.altitudeMinimum.best, targetSpeedMaximum: entry.targetSpeedMaximum.best,
            lethality: lethality, flightReliability: entry.flightReliability.best)
        if let deviation = entry.seekerDeviation?.best { model.seekerAngleError = deviation }
        if let floor = entry.seekerFloor?.best { model.seekerErrorFloor = floor }
        return model
    }

    private static func seeker(_ guidance: MissileEntry.Guidance) -> SeekerKind {
        switch guidance {
        case .command: .command
        case .trackViaMissile: .trackViaMissile
        case .semiActive: .semiActive
        case .active: .active
        }
    }

    /// The fly-out table of a missile: what counts as in reach is in its file too.
    static func flyOut(_ entry: MissileEntry, _ model: InterceptorModel) -> FlyOutTable {
        FlyOutTable(
            model: model,
            requirement: .init(
                arrivalSpeed: entry.requiredArrivalSpeed.best, lateralAcceleration: entry.requiredLateral.best,
                lateralAccelerationAloft: entry.requiredLateralAloft.best))
    }

    /// The same table, made once for each set of numbers.
    package static func sharedFlyOut(_ entry: MissileEntry, _ model: InterceptorModel) -> FlyOutTable {
        FlyOutCache.shared.table(entry, model)
    }

    /// How readily a class dies.
    public static func vulnerability(_ entry: ThreatEntry) -> TargetVulnerability {
        TargetVulnerability(killAtZeroMiss: entry.killAtZeroMiss.best, radiusFactor: entry.vulnerability.best)
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

    /// - Parameters:
    ///   - entry: the catalogue's radar.
    ///   - land: what covers the ground around it; nil for ground that gives no echo.
    package static func radar(_ entry: RadarEntry, land: LandCover? = nil) -> RadarModel {
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
        model.measuresElevation = entry.measuresElevation
        model.azimuthSector = entry.azimuthSector.best
        model.trackCapacity = max(1, Int(entry.tracks.best))
        model.clutterNotch = entry.movingTargetNotch.best
        model.blindSpeed = entry.blindSpeed?.best
        model.falseAlarmsPerScan = entry.falseAlarmsPerScan.best
        model.loss = entry.systemLoss.best
        model.hasMultipath = entry.hasPatternPropagation
        model.noiseDensity = Units.boltzmann * 290 * entry.noiseFigure.best
        model.antennaGain = entry.antennaGain.best
        model.sideLobe = entry.sidelobe.best
        if let dwell = entry.dwell { model.beamDwell = dwell.best }
        model.trackDwell = entry.trackDwell?.best ?? 0.02
        model.trackPeriod = entry.trackPeriod?.best ?? 0.5
        model.searchFraction = entry.searchFraction?.best ?? 0.3
        model.landCover = land
        return model
    }

    public static func signature(_ entry: ThreatEntry, crossSection: Double?) -> TargetSignature {
        let nose = crossSection ?? entry.crossSection.best
        return TargetSignature(
            nose: nose, side: nose * entry.crossSectionSide.best, tail: nose * entry.crossSectionTail.best,
            swerling: entry.swerling)
    }

    /// The flight of a ballistic missile between two places: at the apogee of its file, or with the least energy where that names none.
    public static func ballisticPlan(_ entry: ThreatEntry, from launch: GeodeticPosition, to aim: GeodeticPosition) -> BallisticPlan {
        BallisticPlan(
            launchLatitude: launch.latitude, launchLongitude: launch.longitude, launchHeight: launch.height,
            impactLatitude: aim.latitude, impactLongitude: aim.longitude, impactHeight: aim.height,
            shape: entry.apogeeQuasiballistic.map { BallisticPlan.Shape.apogee($0.best) } ?? .minimumEnergy,
            ballisticCoefficient: entry.ballisticCoefficient?.best ?? 5_000)
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
