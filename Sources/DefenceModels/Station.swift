public import EarthEnvironment
public import Quantities
public import RadarSensing

/// One place of a fire unit that can move, with all that follows from standing there.
public struct Station: Sendable {
    /// A radar that moves with its unit, where it stands then.
    public struct Radar: Sendable {
        /// Its place among the model's radars.
        public var radar: Int
        /// Its surroundings there.
        public var site: RadarSite

        package init(radar: Int, site: RadarSite) {
            self.radar = radar
            self.site = site
        }
    }

    /// Where the unit stands, geodetic.
    public var position: GeodeticPosition
    /// The radars that come along.
    public var radars: [Radar]
    /// Where its launchers stand, in their order.
    public var launchers: [GeodeticPosition]

    package init(position: GeodeticPosition, radars: [Radar], launchers: [GeodeticPosition]) {
        self.position = position
        self.radars = radars
        self.launchers = launchers
    }
}

/// When and how a fire unit moves.
///
/// It packs up, marches and sets up again: out of action for
///     t = t_set-up + d / v + t_set-up        (d: along the great circle; packing takes as long as setting up)
/// - Source: set-up times are the catalogue's public ones ("from march to combat readiness"); that packing takes as long, and a convoy's
///   speed, are assumed.
public struct Movement: Sendable {
    /// Its places, the first one first; empty for what never leaves its place.
    public var stations: [Station] = []
    /// When it comes from the march to its first place; nil where it stands there in action from the start.
    public var arrival: SimulationTime?
    /// When it packs up for its next place, or for good where it has none; nil for never by the clock.
    public var departure: SimulationTime?
    /// From the march to readiness, and back, seconds, ≥ 0.
    public var setupTime: Seconds = 0
    /// Along the great circle between two places, m/s, > 0.
    public var marchSpeed: MetresPerSecond = 8

    package init() {}

    /// Whether it ever is elsewhere or out of action.
    public var isPossible: Bool { !stations.isEmpty }

    /// Whether a radar comes along.
    package func moves(radar: Int) -> Bool { stations.first?.radars.contains { $0.radar == radar } ?? false }

    /// The place after another, in turn; nil where there is none to go to.
    package func station(after place: Int) -> Int? { stations.count > 1 ? (place + 1) % stations.count : nil }

    /// How long the march between two of its places takes, seconds.
    package func march(from start: Int, to end: Int) -> Seconds {
        Geodesic.inverse(from: stations[start].position, to: stations[end].position).distance / marchSpeed
    }
}
