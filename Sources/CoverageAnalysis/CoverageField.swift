import EarthEnvironment
import NumericalMethods
import Quantities
import RadarSensing

/// What several radars see of one class of target, anywhere on the map: the engine's own look at each place.
package struct CoverageField: Sendable {
    /// What heights of targets are counted from.
    package enum Datum: String, Sendable, CaseIterable {
        case ground
        case sea
    }

    package var sites: [RadarSite]
    package var terrain: TerrainModel
    package var signature: TargetSignature
    /// m/s.
    package var speed: MetresPerSecond
    /// Heading of every target, clockwise from north; nil where each flies at the radar that looks.
    package var course: Radians?
    package var datum: Datum
    /// Jammers that stand still.
    package var jamming: JammingEnvironment
    /// Noise that every target itself radiates, W/Hz; 0 for none.
    package var selfScreening: Double
    /// A place is covered where some radar's P_d in one look is at least this.
    package var threshold: Double

    package init(
        sites: [RadarSite], terrain: TerrainModel, signature: TargetSignature, speed: MetresPerSecond, course: Radians? = nil,
        datum: Datum = .ground, jamming: JammingEnvironment = JammingEnvironment(), selfScreening: Double = 0,
        threshold: Double
    ) {
        precondition(!sites.isEmpty && threshold > 0 && threshold < 1, "coverage needs a radar and a probability in 0…1")
        self.sites = sites
        self.terrain = terrain
        self.signature = signature
        self.speed = speed
        self.course = course
        self.datum = datum
        self.jamming = jamming
        self.selfScreening = selfScreening
        self.threshold = threshold
    }

    /// The greatest P_d of one look that any of the radars has, 0…1.
    /// - Parameter height: above the ground or the sea, metres; a target below the ground is not there: 0.
    package func probability(latitude: Radians, longitude: Radians, height: Metres) -> Double {
        let ground = terrain.height(latitude: latitude, longitude: longitude)
        let level = datum == .ground ? ground + height : height
        guard level >= ground else { return 0 }
        let place = GeodeticPosition(latitude: latitude, longitude: longitude, height: level)
        let position = WGS84.earthFixed(place)
        let up = WGS84.vertical(at: position)
        var best = 0.0
        for site in sites {
            let look = self.look(of: site, at: position, up: up)
            best = max(best, look.probability)
        }
        return best
    }

    /// Whether a place is covered.
    package func isCovered(latitude: Radians, longitude: Radians, height: Metres) -> Bool {
        probability(latitude: latitude, longitude: longitude, height: height) >= threshold
    }

    private func look(of site: RadarSite, at position: Position<EarthFixed>, up: Vector3) -> RadarLook {
        var heading: Vector3
        if let course {
            let east = Vector3(-up.y, up.x, 0).normalized
            let north = up.cross(east)
            let direction = Elementary.sincos(course)
            heading = east * direction.sin + north * direction.cos
        } else {
            let inward = site.frame.originEarthFixed.vector - position.vector
            heading = (inward - up * inward.dot(up)).normalized
        }
        heading = heading * speed
        var noise = jamming
        if selfScreening > 0 { noise.add(JammerEmission(powerDensity: selfScreening), at: position, source: -1) }
        return RadarLook.at(
            KinematicState(position: position, velocity: Velocity(heading)), from: site, signature: signature, jamming: noise)
    }

    /// No target of this field is covered beyond this slant range from a site, metres: the free-space range of the largest
    /// aspect in clear air without jamming, or the instrumented range.
    package func reach(of site: RadarSite) -> Metres {
        let logs = [signature.noseLog, signature.sideLog, signature.tailLog]
        let log = course == nil ? signature.noseLog : logs.max()!
        let crossSection = Elementary.exp(log)
        var low = 1.0
        var high = site.model.instrumentedRange
        func isSeen(_ range: Double) -> Bool {
            let ratio = site.signalToNoise(crossSection: crossSection, range: range, elevation: 1.5, jamToNoise: 0)
            return site.detectionProbability(swerling: signature.swerling, signalToNoise: ratio) >= threshold
        }
        guard !isSeen(high) else { return high }
        while high - low > 10 {
            let middle = 0.5 * (low + high)
            if isSeen(middle) { low = middle } else { high = middle }
        }
        return high
    }
}
