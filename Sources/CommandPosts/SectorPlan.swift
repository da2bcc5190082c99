import CommandAndControl
import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
package import Quantities
import RadarSensing
import TacticalMessages

/// A fire unit's sector is to be turned.
package struct SectorTurn {
    package var unit: Int
    /// The new middle, radians clockwise from north.
    package var centre: Radians
}

// What calls for the engagement radars of a post's fire units, by the axes of the threat, and the turns that follow.
extension Posts {
    /// Seconds between two plans of the sectors: a turntable does not follow faster than tracks move over it.
    private static var planInterval: Seconds { 4 }
    /// A turn below this is not ordered, radians.
    private static var turnMinimum: Radians { 2 * Units.degree }

    /// The engagement radars of a node's fire units with the threats that they could serve; empty where no plan is due.
    mutating func sectorRadars(_ place: Int, _ picture: Picture, threats: [(TrackReport, ThreatAssessment)]) -> [SectorRadar] {
        let units = tables.nodes[place].fireUnits
        guard picture.time >= nodes[place].nextSectorPlan, units.contains(where: { tables.fireUnits[$0].sectorWidth < 2 * .pi }) else {
            return []
        }
        nodes[place].nextSectorPlan = picture.time.advanced(by: Self.planInterval)
        return units.indices.map { radar($0, units[$0], place: place, picture, threats) }
    }

    /// The turns of a decision that are worth an order, remembered as ordered.
    package mutating func turn(_ decision: PostDecision, node: Int) -> [SectorTurn] {
        decision.turns.compactMap { turn in
            guard let place = tables.nodes[node].fireUnits.firstIndex(of: Int(turn.fireUnit.rawValue)), turn.centre.isFinite,
                nodes[node].isReachable[place],
                abs(SectorAllocation.difference(turn.centre, nodes[node].sectors[place])) > Self.turnMinimum
            else { return nil }
            nodes[node].sectors[place] = turn.centre
            return SectorTurn(unit: Int(turn.fireUnit.rawValue), centre: turn.centre)
        }
    }

    private func radar(
        _ number: Int, _ unit: Int, place: Int, _ picture: Picture, _ threats: [(TrackReport, ThreatAssessment)]
    ) -> SectorRadar {
        let fire = tables.fireUnits + unit
        let status = picture.units[number]
        let frame = tables.radars[fire.pointee.engagementRadar].value.site.frame
        func azimuth(_ position: Position<EarthFixed>) -> Radians {
            let local = frame.toLocal(position).vector
            return Elementary.atan2(local.x, local.y)
        }
        let own = nodes[place].orders.filter { $0.unit == number }.map(\.track)
        let engaged = picture.tracks.filter { own.contains($0.report.identifier) }.map { azimuth($0.report.state.position) }
        let demands = threats.map { report, assessment -> SectorDemand? in
            guard status.isAble, comesIntoReach(report, assessment, of: unit) else { return nil }
            // What arrives sooner weighs more, as in the assignment of fire.
            let weight = assessment.value * (1 + 1 / (1 + assessment.timeToArrive / 60))
            return SectorDemand(
                azimuth: azimuth(report.state.position), weight: weight,
                deadline: max(0, assessment.timeToArrive - fire.pointee.reactionTime))
        }
        let ordered = nodes[place].sectors[number]
        let centre = SectorAllocation.turned(
            from: status.sectorCentre, to: ordered, slewRate: fire.pointee.slewRate, for: picture.time.seconds(since: status.time))
        return SectorRadar(
            centre: centre, width: fire.pointee.sectorWidth, slewRate: fire.pointee.slewRate,
            channels: fire.pointee.targetChannels, restingCentre: fire.pointee.sectorCentre, engaged: engaged, demands: demands)
    }

    /// Whether a track can come within reach of any round of a unit before it arrives.
    private func comesIntoReach(_ report: TrackReport, _ assessment: ThreatAssessment, of unit: Int) -> Bool {
        var reach = 0.0
        for (type, interceptor) in tables.interceptors.enumerated() where tables.unitLoads[unit][type] {
            reach = max(reach, interceptor.value.flyOut.rangeMaximum)
        }
        let distance = (report.state.position.vector - tables.unitSites[unit]).length
        return distance - report.state.velocity.speed * min(assessment.timeToArrive, 300) < reach
    }
}
