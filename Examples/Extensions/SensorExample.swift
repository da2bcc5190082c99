import CupolaEngine
import Testing

/// A camera: sees by day in clear air as far as its visibility, whatever the cross-section and the jamming, but nothing behind the
/// horizon or ground.
///
///     P = 1 − e^(−(R₀/R)²)      R₀: range at which a look finds the target in 63 of 100
/// Angles are good, range (by a laser) is fair, range rate is not measured.
struct Camera: Sensor {
    /// R₀, metres.
    var acquisitionRange: Metres
    /// Farthest sight through the air, metres.
    var visibility: Metres

    func observe(
        _ target: KinematicState<EarthFixed>, signature: TargetSignature, jamming: JammingEnvironment, source: Int32,
        from site: RadarSite, as radar: RadarIdentifier, at time: SimulationTime, stream: inout RandomStream
    ) -> ObservationOutcome {
        let view = site.sensor.view(of: target.position)
        let range = view.coordinates.range
        guard range > 100, range < visibility else { return .outOfCoverage }
        guard view.isVisible else { return .masked }
        let ratio = acquisitionRange / range
        let probability = 1 - Elementary.exp(-ratio * ratio)
        guard stream.nextUniform() < probability else { return .missed(probability: probability) }
        let angle = 0.2e-3
        let ranging = 5.0
        return .detected(
            Detection(
                time: time, radar: radar, range: range + ranging * stream.nextNormal(),
                azimuth: view.coordinates.azimuth + angle * stream.nextNormal(),
                elevation: view.coordinates.elevation + angle * stream.nextNormal(), rangeDeviation: ranging,
                azimuthDeviation: angle, elevationDeviation: angle))
    }
}

@Suite struct SensorExample {
    @Test func `a camera in a radar's place sees as far as the air lets it`() throws {
        let radar = try Scene.model("one-on-one")
        var camera = radar
        for place in camera.radars.indices where camera.radars[place].role == .acquisition {
            camera.radars[place].sensor = Camera(acquisitionRange: 60_000, visibility: 80_000)
        }
        let far = try #require(BattleRunner.run(radar, seed: 1, index: 0).targets[0].firstDetectedRange)
        let record = BattleRunner.run(camera, seed: 1, index: 0)
        let near = try #require(record.targets[0].firstDetectedRange)
        #expect(far > 150_000, "the radar saw it at \(far) m")
        #expect((20_000...80_000).contains(near), "the camera saw it at \(near) m")
        #expect(!record.targets[0].shots.isEmpty, "what the camera sees is tracked and fired at")
    }
}
