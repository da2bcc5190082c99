public import EarthEnvironment
public import NumericalMethods
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
    /// - Parameter stream: consumed from its present counter; at most eight draws.
    public static func observe(
        site: RadarSite, radar: RadarIdentifier, target: KinematicState<EarthFixed>, signature: TargetSignature,
        jamming: JammingEnvironment, source: Int32, time: SimulationTime, stream: inout RandomStream
    ) -> ObservationOutcome {
        switch RadarLook.at(target, from: site, signature: signature, jamming: jamming) {
        case .outOfCoverage: return .outOfCoverage
        case .masked: return .masked
        case .blindSpeed: return .blindSpeed
        case .possible(let echo):
            guard stream.nextUniform() < echo.probability else { return .missed(probability: echo.probability) }
            return .detected(
                measurement(
                    site: site, radar: radar, range: echo.range, azimuth: echo.azimuth, elevation: echo.elevation,
                    rangeRate: echo.rangeRate, signalToNoise: echo.signalToNoise, crossSection: echo.crossSection, time: time, stream: &stream))
        }
    }

    /// The plot: truth plus errors that shrink with the signal down to a floor.
    ///
    ///     σ_θ = θ₃ / (1.6 √(2 N SNR)) ⊕ floor,  σ_R = ΔR / √(12 N SNR)  ⊕ floor
    /// The echo's size fluctuates from look to look as one of many scatterers does (exponentially).
    /// - Source: Barton, *Modern Radar System Analysis* (1988), ch. 8–9.
    private static func measurement(
        site: RadarSite, radar: RadarIdentifier, range: Double, azimuth: Double, elevation: Double, rangeRate: Double,
        signalToNoise: Double, crossSection: SquareMetres, time: SimulationTime, stream: inout RandomStream
    ) -> Detection {
        let model = site.model
        // A detected echo is at least as strong as the detector asks for.
        let energy = max(10, signalToNoise * Double(model.pulses))
        let angle = 1 / (1.6 * (2 * energy).squareRoot())
        func joined(_ part: Double, _ floor: Double) -> Double { (part * part + floor * floor).squareRoot() }
        let rangeDeviation = joined(model.rangeResolution / (12 * energy).squareRoot(), model.rangeDeviationFloor)
        let azimuthDeviation = joined(model.beamwidthAzimuth * angle, model.azimuthDeviationFloor)
        let elevationDeviation = joined(model.beamwidthElevation * angle, model.elevationDeviationFloor)
        var measuredRate: Double?
        let noise0 = stream.nextNormal()
        let noise1 = stream.nextNormal()
        let noise2 = stream.nextNormal()
        if let deviation = model.rangeRateDeviation { measuredRate = rangeRate + deviation * stream.nextNormal() }
        return Detection(
            time: time, radar: radar, range: range + rangeDeviation * noise0,
            azimuth: azimuth + azimuthDeviation * noise1, elevation: elevation + elevationDeviation * noise2,
            rangeRate: measuredRate, rangeDeviation: rangeDeviation, azimuthDeviation: azimuthDeviation,
            elevationDeviation: elevationDeviation, rangeRateDeviation: model.rangeRateDeviation ?? 0,
            signalToNoise: signalToNoise, crossSection: stream.nextExponential(mean: crossSection))
    }
}

/// Noise that looks like an echo.
public enum FalseAlarms {
    /// Plots of one sector, Poisson in number, uniform in range and azimuth, low in elevation.
    public static func generate(
        site: RadarSite, azimuthFrom: Radians, azimuthTo: Radians, scanStart: SimulationTime, radar: RadarIdentifier,
        stream: inout RandomStream
    ) -> [Detection] {
        let model = site.model
        let mean = model.falseAlarmsPerScan * (azimuthTo - azimuthFrom) / (2 * .pi)
        guard mean > 0 else { return [] }
        // Knuth's product for small means.
        var count = 0
        var product = stream.nextUniform()
        let limit = Elementary.exp(-mean)
        while product > limit, count < 1000 {
            count += 1
            product *= stream.nextUniform()
        }
        return (0..<count).map { _ in
            let azimuth = azimuthFrom + (azimuthTo - azimuthFrom) * stream.nextUniform()
            let range = model.rangeMinimum + (model.instrumentedRange - model.rangeMinimum) * stream.nextUniform()
            let elevation = max(model.elevationMinimum, 0) + 0.2 * stream.nextUniform()
            return Detection(
                time: scanStart.advanced(by: model.renewalPeriod * azimuth / (2 * .pi)), radar: radar, range: range,
                azimuth: azimuth, elevation: elevation, rangeRate: model.rangeRateDeviation == nil ? nil : 0,
                rangeDeviation: model.rangeDeviationFloor, azimuthDeviation: model.azimuthDeviationFloor,
                elevationDeviation: model.elevationDeviationFloor, rangeRateDeviation: model.rangeRateDeviation ?? 0,
                signalToNoise: 10)
        }
    }
}
