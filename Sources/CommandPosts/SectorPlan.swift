import CommandAndControl
import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import TacticalMessages

// The post gives the engagement radars of its fire units their sectors, by the axes of the threat.
extension Posts {
    /// Seconds between two plans of the sectors: a turntable does not follow faster than tracks move over it.
    private static var planInterval: Seconds { 4 }
    /// A turn below this is not ordered, radians.
    private static var turnMinimum: Radians { 2 * Units.degree }

    /// Plans the sectors of a node's fire units; the turns go out with its orders.
    mutating func planSectors(
        _ place: Int, tracks: [Picture.Track], threats: [(TrackReport, ThreatAssessment)], statuses: [UnitStatus],
        at now: SimulationTime
    ) {
        let units = tables.nodes[place].fireUnits
        guard now >= nodes[place].nextSectorPlan, units.contains(where: { tables.fireUnits[$0].sectorWidth < 2 * .pi }) else { return }
        nodes[place].nextSectorPlan = now.advanced(by: Self.planInterval)
        if nodes[place].sectors.isEmpty { nodes[place].sectors = units.map { tables.fireUnits[$0].sectorCentre } }
        let radars = units.enumerated().map { number, unit in
            radar(unit, statuses[number], place: place, tracks: tracks, threats: threats)
        }
        for (number, centre) in SectorAllocation.centres(radars).enumerated() {
            let turn = SectorAllocation.difference(centre, nodes[place].sectors[number])
            guard statuses[number].isAble, abs(turn) > Self.turnMinimum else { continue }
            nodes[place].sectors[number] = centre
            nodes[place].turns.append(
                SectorTurn(post: PostIdentifier(rawValue: Int32(place)), fireUnit: units[number], centre: centre))
        }
    }

    private func radar(
        _ unit: Int, _ status: UnitStatus, place: Int, tracks: [Picture.Track], threats: [(TrackReport, ThreatAssessment)]
    ) -> SectorRadar {
        let fire = tables.fireUnits + unit
        let frame = tables.radars[fire.pointee.engagementRadar].value.site.frame
        func azimuth(_ position: Position<EarthFixed>) -> Radians {
            let local = frame.toLocal(position).vector
            return Elementary.atan2(local.x, local.y)
        }
        let own = Set(nodes[place].orders.filter { tables.nodes[place].fireUnits[$0.unit] == unit }.map(\.identifier))
        let engaged = tracks.compactMap { track -> Radians? in
            guard let order = track.order, own.contains(order) else { return nil }
            return azimuth(track.report.state.position)
        }
        let demands = threats.map { report, assessment -> SectorDemand? in
            guard status.isAble, comesIntoReach(report, assessment, of: unit) else { return nil }
            // What arrives sooner weighs more, as in the assignment of fire.
            let weight = assessment.value * (1 + 1 / (1 + assessment.timeToArrive / 60))
            return SectorDemand(
                azimuth: azimuth(report.state.position), weight: weight,
                deadline: max(0, assessment.timeToArrive - fire.pointee.reactionTime))
        }
        return SectorRadar(
            centre: status.sectorCentre, width: fire.pointee.sectorWidth, slewRate: fire.pointee.slewRate,
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
