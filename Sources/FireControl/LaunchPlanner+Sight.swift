import CommandAndControl
import DefenceModels
import EarthEnvironment
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import TacticalMessages

// What radars see of a place, and which way they face.
extension LaunchPlanner {
    /// Where a track may be at most high, by the doubt about its height: for every unit the same.
    struct Raised {
        let position: Vector3
        /// Above the ellipsoid, metres.
        let height: Metres

        init(_ report: TrackReport) {
            let place = report.state.position.vector
            position = place + place.normalized * min(300, report.positionDeviation)
            height = WGS84.heightAboveEllipsoid(Position(position))
        }
    }

    /// The engagement radar has the track in its sight now or a reaction time ahead, with the doubt about its height.
    func mayLock(_ raised: Raised, _ report: TrackReport, unit: Int) -> Bool {
        let site = tables.radars[tables.fireUnits[unit].engagementRadar].value.site
        if Self.sees(site, raised.position, raised.height) { return true }
        let later = raised.position + report.state.velocity.vector * tables.fireUnits[unit].reactionTime
        return Self.sees(site, later, WGS84.heightAboveEllipsoid(Position(later)))
    }

    @inline(__always)
    private static func sees(_ site: RadarSite, _ point: Vector3, _ height: Double) -> Bool {
        let offset = point - site.frame.originEarthFixed.vector
        let range = site.model.instrumentedRange
        guard offset.lengthSquared < range * range else { return false }
        return site.sensor.isVisible(local: site.frame.rotateToLocal(offset), height: height)
    }

    /// Whether any radar that serves a node sees a point.
    func sensors(of node: Int, see point: Vector3, _ height: Double) -> Bool {
        tables.radars.contains { $0.value.nodes.contains(node) && Self.sees($0.value.site, point, height) }
    }

    /// What guides a unit's rounds in one search: its radar with the edges of the sector that it keeps, or all radars of the post.
    struct Guide {
        let site: RadarSite
        let view: View
        /// Half the width of the sector that it keeps, radians, with sine and cosine of it and of its middle; nil where it faces all round.
        fileprivate let sector: (half: Radians, halfSine: Double, halfCosine: Double, sine: Double, cosine: Double)?

        /// Whether its sector surely leaves out an earth-fixed point that no other radar could guide to.
        @inline(__always)
        func rulesOut(_ point: Vector3) -> Bool {
            !view.isAnySensor && !faces(point)
        }

        /// Whether an earth-fixed point lies inside its sector. Only beside an edge the angle itself is asked for:
        ///     r sin(|α| − w/2) = |across| cos(w/2) − along sin(w/2)
        @inline(__always)
        fileprivate func faces(_ point: Vector3) -> Bool {
            guard let sector else { return true }
            let local = site.frame.toLocal(Position(point)).vector
            let along = local.y * sector.cosine + local.x * sector.sine
            let across = local.x * sector.cosine - local.y * sector.sine
            let excess = abs(across) * sector.halfCosine - along * sector.halfSine
            if abs(excess) > 1e-9 * (abs(local.x) + abs(local.y)) { return excess < 0 }
            return abs(SectorAllocation.difference(Elementary.atan2(local.x, local.y), view.sectorCentre)) <= sector.half
        }
    }

    func guide(of unit: Int, _ view: View) -> Guide {
        let site = tables.radars[tables.fireUnits[unit].engagementRadar].value.site
        let width = tables.fireUnits[unit].sectorWidth
        guard width < 2 * .pi, view.isEngaged else { return Guide(site: site, view: view, sector: nil) }
        let half = Elementary.sincos(width / 2)
        let middle = Elementary.sincos(view.sectorCentre)
        return Guide(site: site, view: view, sector: (width / 2, half.sin, half.cos, middle.sin, middle.cos))
    }

    /// Why a point cannot be engaged by a unit's radar; nil where it can.
    func hindrance(_ guide: Guide, _ point: Vector3, _ height: Double) -> RefusalReason? {
        if guide.view.isAnySensor, sensors(of: guide.view.node, see: point, height) { return nil }
        guard Self.sees(guide.site, point, height) else { return .unseenByGuidingRadar }
        return guide.faces(point) ? nil : .outsideSector
    }
}
