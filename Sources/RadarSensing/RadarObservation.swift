import EarthEnvironment
import NumericalMethods
public import Quantities
public import Stochastics
public import TacticalMessages

/// What one look at one target gives.
public enum ObservationOutcome: Sendable {
    /// Beyond instrumented range, too near, or above or below the antenna's coverage.
    case outOfCoverage
    /// Below the horizon or behind ground.
    case masked
    /// Lost in the clutter filter.
    case blindSpeed
    case missed(probability: Double)
    case detected(Detection)
}

/// One look of a radar at a target in truth.
public enum RadarObservation {
    /// - Parameters:
    ///   - site: the radar where it stands.
    ///   - radar: the radar's number.
    ///   - target: place and velocity, earth-fixed.
    ///   - signature: the target's cross-sections.
    ///   - jamming: noise in the air as the radar hears it.
    ///   - source: the target's number, by which its own noise is known.
    ///   - time: the time of the look.
    ///   - facing: where an antenna points that does not turn all round, radians from north; nil for one that is pointed at the target.
    ///   - stream: consumed from its present counter; at most eight draws.
    public static func observe(
        site: RadarSite, radar: RadarIdentifier, target: KinematicState<EarthFixed>, signature: TargetSignature,
        jamming: JammingEnvironment, source: Int32, time: SimulationTime, facing: Radians? = nil, stream: inout RandomStream
    ) -> ObservationOutcome {
        switch RadarLook.at(target, from: site, signature: signature, jamming: jamming, facing: facing) {
        case .outOfCoverage: return .outOfCoverage
        case .masked: return .masked
        case .blindSpeed: return .blindSpeed
        case .possible(let echo):
            guard stream.nextUniform() < echo.probability else {
                return echo.isInSight ? .missed(probability: echo.probability) : .masked
            }
            return .detected(measurement(echo, site: site, radar: radar, time: time, stream: &stream))
        }
    }

    /// The plot: truth plus errors that shrink with the signal down to a floor.
    ///
    ///     σ_θ = θ₃ / (k √(2 N SNR)) ⊕ floor,  σ_R = ΔR / √(12 N SNR)  ⊕ floor
    /// k: `RadarModel.angleSlope`. Near smooth ground the target's image in it adds an error of elevation (`LowAngleImage`). A radar
    /// without height finding gives the middle of its coverage, up to 20 km, and the spread of an even distribution over it. The echo's
    /// size fluctuates from look to look as one of many scatterers does (exponentially).
    /// - Source: Barton, *Modern Radar System Analysis* (1988), ch. 8–9.
    private static func measurement(
        _ echo: RadarLook.Echo, site: RadarSite, radar: RadarIdentifier, time: SimulationTime, stream: inout RandomStream
    ) -> Detection {
        let model = site.model
        // A detected echo is at least as strong as the detector asks for.
        let energy = max(10, echo.signalToNoise * Double(model.pulses))
        let angle = 1 / (model.angleSlope * (2 * energy).squareRoot())
        func joined(_ part: Double, _ floor: Double) -> Double { (part * part + floor * floor).squareRoot() }
        let rangeDeviation = joined(model.rangeResolution / (12 * energy).squareRoot(), model.rangeDeviationFloor)
        let azimuthDeviation = joined(model.beamwidthAzimuth * angle, model.azimuthDeviationFloor)
        var elevationDeviation = joined(model.beamwidthElevation * angle, model.elevationDeviationFloor)
        var measuredRate: Double?
        let noise = stream.nextNormals()
        if let deviation = model.rangeRateDeviation { measuredRate = echo.rangeRate + deviation * stream.nextNormal() }
        let crossSection = stream.nextExponential(mean: echo.crossSection)
        var elevation = echo.elevation + elevationDeviation * noise.z
        if !model.measuresElevation {
            let lowest = max(0, model.elevationMinimum)
            let highest = max(lowest + 0.1 * Units.degree, min(model.elevationMaximum, Elementary.atan2(20_000, echo.range)))
            elevation = 0.5 * (lowest + highest)
            elevationDeviation = (highest - lowest) / 12.0.squareRoot()
        } else if let image = site.image(of: echo.view) {
            elevation += image.error(phase: 2 * .pi * stream.nextUniform(), normal: noise.z)
            elevationDeviation = joined(elevationDeviation, image.deviation)
        }
        return Detection(
            time: time, radar: radar, range: echo.range + rangeDeviation * noise.x,
            azimuth: echo.azimuth + azimuthDeviation * noise.y, elevation: elevation,
            rangeRate: measuredRate, rangeDeviation: rangeDeviation, azimuthDeviation: azimuthDeviation,
            elevationDeviation: elevationDeviation, rangeRateDeviation: model.rangeRateDeviation ?? 0,
            signalToNoise: echo.signalToNoise, crossSection: crossSection)
    }
}

extension RadarModel {
    /// False alarms of one look per metre of range and radian of azimuth and of elevation.
    public var falseAlarmDensity: Double {
        falseAlarmsPerScan / ((instrumentedRange - rangeMinimum) * 2 * .pi * FalseAlarms.elevationSpread)
    }
}

/// Noise that looks like an echo.
public enum FalseAlarms {
    /// They lie this much above the lowest elevation searched, radians: the ground's lower air, where clutter leaks through.
    static let elevationSpread = 0.2

    /// Plots of one sector, Poisson in number, uniform in range and azimuth, low in elevation.
    public static func generate(
        site: RadarSite, azimuthFrom: Radians, azimuthTo: Radians, scanStart: SimulationTime, radar: RadarIdentifier,
        stream: inout RandomStream
    ) -> [Detection] {
        // Read in place: most sectors have none, and a copy of the model counts its parts.
        let mean = site.model.falseAlarmsPerScan * (azimuthTo - azimuthFrom) / (2 * .pi)
        guard mean > 0 else { return [] }
        // Knuth's product for small means.
        var count = 0
        var product = stream.nextUniform()
        let limit = Elementary.exp(-mean)
        while product > limit, count < 1000 {
            count += 1
            product *= stream.nextUniform()
        }
        guard count > 0 else { return [] }
        let model = site.model
        return (0..<count).map { _ in
            let azimuth = azimuthFrom + (azimuthTo - azimuthFrom) * stream.nextUniform()
            let range = model.rangeMinimum + (model.instrumentedRange - model.rangeMinimum) * stream.nextUniform()
            let elevation = max(model.elevationMinimum, 0) + elevationSpread * stream.nextUniform()
            return Detection(
                time: scanStart.advanced(by: model.renewalPeriod * azimuth / (2 * .pi)), radar: radar, range: range,
                azimuth: azimuth, elevation: elevation, rangeRate: model.rangeRateDeviation == nil ? nil : 0,
                rangeDeviation: model.rangeDeviationFloor, azimuthDeviation: model.azimuthDeviationFloor,
                elevationDeviation: model.elevationDeviationFloor, rangeRateDeviation: model.rangeRateDeviation ?? 0,
                signalToNoise: 10)
        }
    }
}
