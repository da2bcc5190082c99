public import Quantities
public import TacticalMessages

/// A radar of a post that something comes straight at.
public struct ExposedRadar: Sendable {
    /// The radar that is flown at.
    public var radar: RadarIdentifier
    /// The fire unit whose rounds it guides; nil where it searches alone.
    public var fireUnit: FireUnitIdentifier?
    /// It guides rounds, or is about to: it cannot fall silent without giving them up.
    public var isGuiding: Bool
    /// Seconds until the first and the last of what comes at it are there.
    public var firstArrival: Seconds
    /// When the last of them would arrive, seconds from now.
    public var lastArrival: Seconds

    package init(
        radar: RadarIdentifier, fireUnit: FireUnitIdentifier? = nil, isGuiding: Bool, firstArrival: Seconds, lastArrival: Seconds
    ) {
        self.radar = radar
        self.fireUnit = fireUnit
        self.isGuiding = isGuiding
        self.firstArrival = firstArrival
        self.lastArrival = lastArrival
    }
}

/// Which radars fall silent before missiles that home on them, and for how long.
///
/// A radar that is switched off early leaves the missile its memory of a direction, whose error grows with the range at which it was
/// left alone; switched off long before, the post is blind for longer. It falls silent when the first is half a minute away, the time in
/// which a missile of Mach 2 flies 20 km, and until the last has passed by a margin.
/// - Source: the practice is public record (for 1999: B. Lambeth, *NATO's Air War for Kosovo*, RAND MR-1365 (2001), ch. 5: radars that
///   radiated seldom and shortly lived on); the half minute is assumed.
public enum EmissionRule {
    /// Seconds.
    public static let lead: Seconds = 30
    /// Seconds that the silence goes on after the last should have come.
    public static let margin: Seconds = 8

    /// What a track must be to count as such a missile: fast, small where its echo is known, not falling freely.
    public static func isSeeker(_ report: TrackReport) -> Bool {
        report.identity != .friend && report.identity != .civil && report.ballisticProbability < 0.5
            && report.state.velocity.speed > 400 && (report.echoes < 4 || report.crossSection < 0.5)
    }

    /// Radars to fall silent, and for how many seconds.
    /// - Parameter firing: fire units that are ordered to fire in this very cycle: their radars are about to guide.
    public static func silences(
        _ radars: [ExposedRadar], firing: [FireUnitIdentifier] = [], doctrine: EngagementDoctrine
    ) -> [(radar: RadarIdentifier, duration: Seconds)] {
        guard doctrine.emissionControl == .silentWhenAttacked else { return [] }
        return radars.filter { radar in
            !radar.isGuiding && radar.firstArrival < lead && !firing.contains { $0 == radar.fireUnit }
        }.map { ($0.radar, min($0.lastArrival, 2 * lead) + margin) }
    }
}
