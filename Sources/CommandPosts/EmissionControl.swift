import CommandAndControl
import DefenceModels
import EarthEnvironment
import NumericalMethods
package import Quantities
import RadarSensing
import TacticalMessages

/// A radar is to be silent.
package struct SilenceOrder {
    package var radar: Int
    package var duration: Seconds
}

// What comes at a post's radars, and which of them fall silent.
extension Posts {
    /// Straight at a radar: it would pass within this, metres, on top of what its track leaves open.
    private static var straight: Metres { 2_000 }

    /// The radars of a node that something comes straight at; empty where doctrine does not ask.
    func exposedRadars(_ place: Int, _ picture: Picture) -> [ExposedRadar] {
        guard picture.doctrine.emissionControl != .none else { return [] }
        let seekers = picture.tracks.filter { !$0.isCalledKilled && EmissionRule.isSeeker($0.report) }
        guard !seekers.isEmpty else { return [] }
        var exposed: [ExposedRadar] = []
        for (number, radar) in tables.radars.enumerated() where radar.value.nodes.contains(place) {
            let times = seekers.compactMap { arrival($0.report, at: radar.value.site.frame.originEarthFixed.vector) }
            guard let first = times.min(), let last = times.max() else { continue }
            exposed.append(
                ExposedRadar(
                    radar: RadarIdentifier(rawValue: Int32(number)), fireUnit: guided(by: radar.value),
                    isGuiding: isGuiding(radar.value, picture), firstArrival: first, lastArrival: last))
        }
        return exposed
    }

    /// Seconds until a track is over a place that it flies at, by its way over the ground; nil where it passes.
    func arrival(_ report: TrackReport, at place: Vector3) -> Seconds? {
        let offset = place - report.state.position.vector
        let up = place.normalized
        let flatOffset = offset - up * offset.dot(up)
        let velocity = report.state.velocity.vector
        let flat = velocity - up * velocity.dot(up)
        let time = flatOffset.dot(flat) / max(1, flat.lengthSquared)
        guard time > 0 else { return nil }
        let miss = (flatOffset - flat * time).length
        return miss < Self.straight + 2 * report.positionDeviation + report.velocityDeviation * time ? time : nil
    }

    /// The fire unit whose rounds a radar guides; nil where it searches alone.
    private func guided(by radar: RadarUnit) -> FireUnitIdentifier? {
        radar.role == .engagement ? radar.fireUnit.map { FireUnitIdentifier(rawValue: Int32($0)) } : nil
    }

    /// Whether an engagement radar has something engaged, as its unit last said.
    private func isGuiding(_ radar: RadarUnit, _ picture: Picture) -> Bool {
        guard let unit = guided(by: radar) else { return false }
        return picture.units.contains { $0.fireUnit == unit && $0.isEngaged }
    }

    /// Marks, of the last options, all ways to engage one track, those of units that it homes on by what the post believes: fast, small
    /// and straight at them. What flies at an asset beside them cannot be told from that; their reserve is not for it.
    func markSelfDefence(_ options: inout [EngagementOption], last count: Int, _ report: TrackReport, node place: Int) {
        guard tables.nodes[place].doctrine.reserveRounds > 0, EmissionRule.isSeeker(report) else { return }
        for option in options.indices.suffix(count) {
            let unit = tables.nodes[place].fireUnits[options[option].fireUnit]
            options[option].isSelfDefence = arrival(report, at: tables.unitSites[unit]) != nil
        }
    }

    /// The silences of a decision that are worth an order, remembered as ordered.
    package mutating func silence(_ decision: PostDecision, node: Int, at now: SimulationTime) -> [SilenceOrder] {
        decision.silences.compactMap { silence in
            guard tables.radars.indices.contains(Int(silence.radar.rawValue)), silence.duration > 0, silence.duration < 3_600,
                tables.radars[Int(silence.radar.rawValue)].value.nodes.contains(node)
            else { return nil }
            let end = now.advanced(by: silence.duration)
            // Told already, and for about as long.
            if let told = nodes[node].silences[silence.radar.rawValue], told > now, end.seconds(since: told) < 4 { return nil }
            nodes[node].silences[silence.radar.rawValue] = end
            return SilenceOrder(radar: Int(silence.radar.rawValue), duration: silence.duration)
        }
    }
}
