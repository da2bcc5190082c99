import EarthEnvironment
public import Quantities
public import Stochastics
public import TacticalMessages

/// What a sensor makes of one look at one target: the extension point of sensors.
///
/// A site turns, scans and stands somewhere; its sensor says what one look gives: nothing, or a plot with errors. `RadarUnit.sensor`
/// says which one a site of the defence has. The built-in one is `PulseRadar`.
public protocol Sensor: Sendable {
    /// One look from a site at a target in truth.
    /// - Parameters:
    ///   - target: place and velocity at `time`, earth-fixed.
    ///   - signature: the target's radar cross-sections.
    ///   - jamming: noise in the air as the site hears it.
    ///   - source: the target's number, by which its own noise is known.
    ///   - site: where the sensor stands, with what the ground hides.
    ///   - radar: the site's number, which its plots carry.
    ///   - time: of the look.
    ///   - stream: dice of this look alone: drawing more or fewer of them shifts no other look's.
    func observe(
        _ target: KinematicState<EarthFixed>, signature: TargetSignature, jamming: JammingEnvironment, source: Int32,
        from site: RadarSite, as radar: RadarIdentifier, at time: SimulationTime, stream: inout RandomStream
    ) -> ObservationOutcome
}

/// The built-in sensor: the pulse radar of the site's model (`RadarObservation`).
public struct PulseRadar: Sensor {
    /// The sensor that every radar of the catalogue is.
    public init() {}

    /// One look by the radar range equation (`RadarLook`), and the plot that its errors make of it.
    public func observe(
        _ target: KinematicState<EarthFixed>, signature: TargetSignature, jamming: JammingEnvironment, source: Int32,
        from site: RadarSite, as radar: RadarIdentifier, at time: SimulationTime, stream: inout RandomStream
    ) -> ObservationOutcome {
        RadarObservation.observe(
            site: site, radar: radar, target: target, signature: signature, jamming: jamming, source: source, time: time,
            stream: &stream)
    }
}
