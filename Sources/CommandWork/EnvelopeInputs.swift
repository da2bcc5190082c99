import BattleCompilation
import BattleWorld
import CoverageAnalysis
import EarthEnvironment
import Foundation
import NumericalMethods
import PlainText
import Quantities
import RadarSensing
import ScenarioDocuments
import TargetTracking

/// What an envelope command asks for, resolved against the catalogue.
package struct EnvelopeInputs {
    package let system: SystemEntry
    package let threat: ThreatEntry
    package let model: EnvelopeModel
    package let terrain: TerrainModel
    package let groundWords: String
    /// The farthest range against aircraft (ballistic missiles, where the target is one) that the catalogue gives for its missiles.
    package let published: (range: Metres, missile: String)?

    package init(_ command: EnvelopeRequest) throws {
        let catalogue = command.catalogue
        let system = try Inputs.entry(command.system, "system", among: catalogue.systems.map(\.id), catalogue.system)
        let threat = try Inputs.entry(command.against, "--against", among: catalogue.threats.map(\.id), catalogue.threat)
        for id in command.missile where !system.missiles.contains(id) {
            throw CommandFailure.wrongCall("--missile: found \(id), \(system.id) has \(system.missiles.joined(separator: ", "))")
        }
        self.system = system
        self.threat = threat
        let ids = command.missile.isEmpty ? system.missiles : system.missiles.filter(command.missile.contains)
        let missiles = ids.compactMap(catalogue.missile).map { entry in
            let flight = ModelParts.interceptor(entry)
            return EnvelopeModel.Missile(
                id: entry.id, name: entry.name, model: flight, table: ModelParts.sharedFlyOut(entry, flight))
        }
        let ranges = ids.compactMap(catalogue.missile).compactMap { entry -> (range: Metres, missile: String)? in
            let range = threat.category == .ballisticMissile ? entry.values["range_ballistic_km"] : entry.rangeAircraft
            return range.map { ($0.best, entry.name) }
        }
        published = ranges.filter { $0.range > 0 }.max { $0.range < $1.range }
        let place = command.site.flatMap(PlaceText.place) ?? GeodeticPosition(latitude: 0, longitude: 0, height: 0)
        var ground: (terrain: TerrainModel, words: String) = (.sea, "a smooth sea")
        if command.site != nil { ground = try command.ground.model(around: place, reach: 450_000) }
        groundWords = ground.words
        terrain = ground.terrain
        if command.site != nil { try command.ground.refuseVoids(ground.terrain, under: [place]) }
        let base = place.atHeight(ground.terrain.height(under: place))
        func radar(_ id: String, mast: Double?) throws -> RadarSite {
            guard let entry = catalogue.radar(id) else { throw CommandFailure.badInput("\(system.id): no radar \(id) in the catalogue") }
            let radar = ModelParts.radar(entry)
            let antenna = base.atHeight(base.height + (mast ?? entry.antennaHeight.best))
            return RadarSite(
                model: radar,
                horizon: HorizonTable(
                    site: antenna, terrain: ground.terrain, rangeMaximum: max(400_000, radar.instrumentedRange), azimuthSteps: 1440,
                    rangeSteps: 768),
                attenuationDecibels: Attenuation.specific(frequency: radar.frequency, rainRate: command.rain, withGas: true))
        }
        let engagement = try radar(system.engagementRadar, mast: command.mast)
        // From a confirmed track to the launch: identification, the post's cycle, its message, the fire unit's reaction.
        let crew = system.identificationTime.best + system.decisionCycle.best + system.linkLatency.best + system.reactionTime.best
        let looks = Double(TrackerConfiguration().confirmationHits - 1)
        var sentinels = try (system.acquisitionRadars + system.lowAltitudeRadars).map { id in
            let site = try radar(id, mast: nil)
            return EnvelopeModel.Sentinel(site: site, delay: crew + looks * site.model.renewalPeriod)
        }
        sentinels.append(EnvelopeModel.Sentinel(site: engagement, delay: crew + looks * engagement.model.renewalPeriod))
        let target = EnvelopeModel.Target(
            signature: ModelParts.signature(threat, crossSection: nil),
            approach: threat.category == .ballisticMissile
                ? .ballistic(try Self.flight(threat, to: base.atHeight(0), bearing: command.bearing * Units.degree)) : .level(threat.speed.best),
            vulnerability: ModelParts.vulnerability(threat))
        model = EnvelopeModel(
            missiles: missiles, sentinels: sentinels, engagementRadar: engagement, target: target, site: base,
            ground: GroundSurface(terrain), threshold: command.detection)
    }

    /// The flight of a run's ballistic missile over the range of its file, to sea level at the site.
    private static func flight(_ threat: ThreatEntry, to aim: GeodeticPosition, bearing: Radians) throws -> BallisticApproach {
        guard let range = threat.range?.best else {
            throw CommandFailure.badInput("--against: \(threat.id) has no range_km, which a ballistic missile's trajectory follows from")
        }
        let launch = Geodesic.direct(from: aim, azimuth: bearing, distance: range).end
        guard let path = TargetRoute.ballisticPath(ModelParts.ballisticPlan(threat, from: launch, to: aim), startTime: .zero) else {
            throw CommandFailure.badInput("--against: \(threat.id) has no ballistic trajectory over \(readable(range / 1000)) km, its range_km")
        }
        return BallisticApproach(path)
    }
}
