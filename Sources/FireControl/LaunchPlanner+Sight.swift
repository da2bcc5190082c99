import CommandAndControl
import DefenceModels
import EarthEnvironment
import NumericalMethods
import Quantities
import RadarSensing
import TacticalMessages

// What radars see of a place, and which way they face.
extension LaunchPlanner {
    /// The engagement radar has the track in its sight now or a reaction time ahead, with the doubt about its height.
    func mayLock(_ report: TrackReport, unit: Int) -> Bool {
        let radar = tables.radars[tables.fireUnits[unit].engagementRadar]
        let position = report.state.position.vector
        let raised = position + position.normalized * min(300, report.positionDeviation)
        if sees(radar, raised, WGS84.heightAboveEllipsoid(Position(raised))) { return true }
        let later = raised + report.state.velocity.vector * tables.fireUnits[unit].reactionTime
        return sees(radar, later, WGS84.heightAboveEllipsoid(Position(later)))
    }

    func sees(_ radar: Fixed<RadarUnit>, _ point: Vector3, _ height: Double) -> Bool {
        let offset = point - radar.value.site.frame.originEarthFixed.vector
        let range = radar.value.site.model.instrumentedRange
        guard offset.lengthSquared < range * range else { return false }
        return radar.value.site.sensor.isVisible(Position(point), height: height)
    }

    /// Whether any radar that serves a node sees a point.
    func sensors(of node: Int, see point: Vector3, _ height: Double) -> Bool {
        tables.radars.contains { $0.value.nodes.contains(node) && sees($0, point, height) }
    }

    func sectorAllows(_ unit: Int, _ view: View, _ point: Vector3) -> Bool {
        let width = tables.fireUnits[unit].sectorWidth
        guard width < 2 * .pi, view.isEngaged else { return true }
        let frame = tables.radars[tables.fireUnits[unit].engagementRadar].value.site.frame
        let local = frame.toLocal(Position(point)).vector
        let turn = SectorAllocation.difference(Elementary.atan2(local.x, local.y), view.sectorCentre)
        return abs(turn) <= width / 2
    }
}
