import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing

/// Why a system cannot intercept at a place.
package enum EnvelopeLimit: String, Sendable, CaseIterable {
    /// No missile gets there with speed and lateral acceleration to spare, or the flown one misses.
    case kinematic
    /// The target is behind the horizon or ground when the engagement radar must hold it.
    case horizon
    /// In line of sight then, but too weak an echo, or out of the radar's ranges and elevations.
    case detection
    /// It could be done by a crew that needs no time: first seen too late for reaction and flight together.
    case reaction
}

/// One fire unit with everything that bounds its reach: missiles, radars, and the time from first sight to launch.
package struct EnvelopeModel: Sendable {
    /// One type of missile.
    package struct Missile: Sendable {
        package var id: String
        package var name: String
        package var model: InterceptorModel
        package var table: FlyOutTable

        package init(id: String, name: String, model: InterceptorModel, table: FlyOutTable) {
            self.id = id
            self.name = name
            self.model = model
            self.table = table
        }
    }

    /// A radar that may see the target first.
    package struct Sentinel: Sendable {
        package var site: RadarSite
        /// Seconds from its first look that shows the target to the launch: looks that confirm a track, identification,
        /// decision, link and the fire unit's reaction.
        package var delay: Seconds

        package init(site: RadarSite, delay: Seconds) {
            self.site = site
            self.delay = delay
        }
    }

    /// How a target comes to the place of its intercept.
    package enum Approach: Sendable {
        /// Straight and level at this speed, m/s.
        case level(MetresPerSecond)
        /// On the descent of this flight.
        case ballistic(BallisticApproach)
    }

    /// A class of target, flying at the system.
    package struct Target: Sendable {
        package var signature: TargetSignature
        package var approach: Approach
        package var vulnerability: TargetVulnerability

        package init(signature: TargetSignature, approach: Approach, vulnerability: TargetVulnerability) {
            self.signature = signature
            self.approach = approach
            self.vulnerability = vulnerability
        }

        /// m/s on coming to an altitude; nil where it never comes: above a ballistic missile's apogee.
        package func speed(at altitude: Metres) -> MetresPerSecond? {
            switch approach {
            case .level(let speed): return speed
            case .ballistic(let flight):
                guard let time = flight.descent(through: altitude) else { return nil }
                let point = flight.point(before: time)
                return Elementary.hypot(point.horizontalSpeed, point.climbRate)
            }
        }
    }

    package var missiles: [Missile]
    package var sentinels: [Sentinel]
    package var engagementRadar: RadarSite
    package var target: Target
    /// Launchers stand here, on the ground; all radars stand beside them.
    package var site: GeodeticPosition
    /// What missiles meet when they come down.
    package var ground: GroundSurface
    /// A look with at least this P_d counts as seeing.
    package var threshold: Double

    package init(
        missiles: [Missile], sentinels: [Sentinel], engagementRadar: RadarSite, target: Target, site: GeodeticPosition,
        ground: GroundSurface, threshold: Double
    ) {
        precondition(!missiles.isEmpty && !sentinels.isEmpty, "a system has missiles and radars")
        self.missiles = missiles
        self.sentinels = sentinels
        self.engagementRadar = engagementRadar
        self.target = target
        self.site = site
        self.ground = ground
        self.threshold = threshold
    }

    /// The target `time` seconds before it reaches a ground range and altitude above the ellipsoid, on a bearing: one look-up.
    ///
    /// A ballistic missile is on the descent that goes through the place, and so lands short of the system or beyond it. It must come
    /// that high (`Target.speed(at:)` is not nil).
    package func target(before time: Seconds, range: Metres, altitude: Metres, along line: GeodesicLine) -> KinematicState<EarthFixed> {
        switch target.approach {
        case .level(let speed):
            return Self.state(
                on: line, BallisticApproach.Point(distance: range + speed * time, height: altitude, horizontalSpeed: speed, climbRate: 0))
        case .ballistic(let flight):
            guard let left = flight.descent(through: altitude) else { preconditionFailure("an intercept above the apogee") }
            var point = flight.point(before: left + time)
            point.distance += range - flight.point(before: left).distance
            return Self.state(on: line, point)
        }
    }

    /// The state at a distance from the system along a line, flying towards it.
    private static func state(on line: GeodesicLine, _ point: BallisticApproach.Point) -> KinematicState<EarthFixed> {
        let end = line.end(distance: point.distance)
        let position = WGS84.earthFixed(GeodeticPosition(latitude: end.latitude, longitude: end.longitude, height: point.height))
        let up = WGS84.vertical(at: position)
        let east = Vector3(-up.y, up.x, 0).normalized
        let north = up.cross(east)
        // The line's azimuth there points away from the site.
        let outward = Elementary.sincos(end.azimuth)
        let inward = (east * outward.sin + north * outward.cos) * -1
        return KinematicState(position: position, velocity: Velocity(inward * point.horizontalSpeed + up * point.climbRate))
    }

    /// Whether a flight of a missile reaches a place in time to spare, and the target comes there and is slow enough for it.
    func isInReach(_ fly: FlyOut, of missile: Missile, range: Metres, altitude: Metres) -> Bool {
        guard fly.isReachable, range >= missile.table.rangeMinimum, altitude >= missile.table.altitudeMinimum,
            let speed = target.speed(at: altitude)
        else { return false }
        return speed <= missile.model.targetSpeedMaximum
    }

    /// Whether the system, its crew and the geometry let a missile with a time of flight meet the target there.
    /// - Returns: nil where they do, else what stands in the way (never `.kinematic`).
    package func obstacle(
        timeOfFlight: Seconds, range: Metres, altitude: Metres, along line: GeodesicLine
    ) -> EnvelopeLimit? {
        func look(_ site: RadarSite, before time: Seconds) -> RadarLook {
            RadarLook.at(
                target(before: time, range: range, altitude: altitude, along: line), from: site, signature: target.signature,
                jamming: JammingEnvironment())
        }
        // The engagement radar holds the target from launch to intercept.
        for time in [timeOfFlight, 0.5 * timeOfFlight, 0] {
            let held = look(engagementRadar, before: time)
            if case .masked = held { return .horizon }
            if case .possible(let echo) = held, !echo.isInSight, echo.probability < threshold { return .horizon }
            if isHidden(time, range, altitude, line) { return .horizon }
            if held.probability < threshold { return .detection }
        }
        let isSeenInTime = sentinels.contains { look($0.site, before: timeOfFlight + $0.delay).probability >= threshold }
        return isSeenInTime ? nil : .reaction
    }

    /// Whether ground hides the target from the engagement radar, however far away it is.
    private func isHidden(_ time: Seconds, _ range: Metres, _ altitude: Metres, _ line: GeodesicLine) -> Bool {
        !engagementRadar.sensor.isVisible(target(before: time, range: range, altitude: altitude, along: line).position)
    }

    /// The range beyond which nothing is worth asking, metres.
    package var rangeMaximum: Metres { missiles.map(\.table.rangeMaximum).max()! }
}
