import CommandAndControl
package import DefenceModels
import EarthEnvironment
import FireControl
import NumericalMethods
import Quantities
import RadarSensing
import TacticalMessages
import TargetTracking

/// The command posts: trackers, track files, identity, decisions. Belief alone: what flies is not known here.
package struct Posts: ~Copyable {
    let tables: DefenceTables
    let planner: LaunchPlanner
    var nodes: [PostState]
    /// Plots taken in, and cycles, so far.
    package internal(set) var trackUpdates = 0
    package internal(set) var decisions = 0
    /// Tracks that launch windows were asked for so far.
    package internal(set) var windowsAsked = 0

    package init(_ tables: DefenceTables) {
        self.tables = tables
        planner = LaunchPlanner(tables)
        let radars = tables.model.radars
        nodes = tables.model.nodes.map { node in
            PostState(
                isInCharge: node.superior == nil, tracker: Self.tracker(of: node, radars),
                statuses: node.fireUnits.map { Self.nominal(tables.model.fireUnits[$0], $0, types: tables.interceptors.count) },
                isReachable: node.fireUnits.map { _ in true }, sectors: node.fireUnits.map { tables.model.fireUnits[$0].sectorCentre })
        }
    }

    private static func tracker(of node: CommandNode, _ radars: [RadarUnit]) -> MultiTargetTracker {
        MultiTargetTracker(configuration: node.tracker, poses: radars.map { pose(of: $0, in: node.frame) })
    }

    /// A fire unit as its post knows it before it has reported: as it was deployed.
    private static func nominal(_ unit: FireUnitModel, _ place: Int, types: Int) -> UnitStatus {
        var status = UnitStatus(
            fireUnit: FireUnitIdentifier(rawValue: Int32(place)), time: SimulationTime(nanoseconds: -1), isAble: true,
            freeTargetChannels: unit.targetChannels, freeGuidanceChannels: unit.guidanceChannels,
            readyRounds: (0..<types).map { type in unit.launchers.reduce(0) { $0 + $1.rounds[type] } },
            sectorCentre: unit.sectorCentre, isEngaged: false)
        if unit.movement.arrival != nil {
            status.isAble = false
            status.isInAction = false
        }
        status.canMove = status.isInAction && unit.movement.stations.count > 1
        return status
    }

    /// Where a radar stands in a node's tracking frame.
    private static func pose(of radar: RadarUnit, in origin: LocalLevelFrame) -> SensorPose {
        let frame = radar.site.frame
        func column(_ axis: Vector3) -> Vector3 { origin.rotateToLocal(frame.rotateToEarthFixed(axis)) }
        return SensorPose(
            rotation: Matrix3(columns: column(Vector3(1, 0, 0)), column(Vector3(0, 1, 0)), column(Vector3(0, 0, 1))),
            translation: origin.toLocal(frame.originEarthFixed).vector)
    }

    /// Radars stand where the tables say now: plots are laid out from there, and launch windows are searched for anew.
    package mutating func moved(_ radars: [Int]) {
        for node in nodes.indices {
            for radar in radars {
                nodes[node].tracker.move(sensor: radar, to: Self.pose(of: tables.radars[radar].value, in: tables.nodes[node].frame))
            }
            nodes[node].windowMemos = [:]
        }
    }

    package func isAlive(_ node: Int) -> Bool { nodes[node].isAlive }

    /// Whether a node lives and decides.
    package func decides(_ node: Int) -> Bool { nodes[node].isAlive && nodes[node].isInCharge }

    /// - Returns: false where it was lost already.
    package mutating func lose(_ node: Int) -> Bool {
        guard nodes[node].isAlive else { return false }
        nodes[node].isAlive = false
        return true
    }

    /// A node works again, with an empty picture.
    package mutating func restore(_ node: Int) {
        nodes[node].isAlive = true
        forgetPicture(node)
    }

    /// A node whose superior is silent decides for itself.
    /// - Returns: false where it did so already, or is dead.
    package mutating func takeCharge(_ node: Int) -> Bool {
        guard nodes[node].isAlive, !nodes[node].isInCharge else { return false }
        nodes[node].isInCharge = true
        return true
    }

    /// A node hears its superior again and leaves the decisions to it.
    package mutating func giveUpCharge(_ node: Int) {
        nodes[node].isInCharge = false
        forgetPicture(node)
    }

    private mutating func forgetPicture(_ node: Int) {
        nodes[node].tracker = Self.tracker(of: tables.nodes[node], tables.radars.map(\.value))
        nodes[node].files = [:]
        nodes[node].windowMemos = [:]
        nodes[node].orders = []
    }

    /// A node's tracker takes in a batch.
    /// - Returns: whether its next cycle is to be set.
    package mutating func take(_ batch: PlotBatch) -> Bool {
        let node = batch.node
        guard decides(node), batch.time >= tables.placedSince[batch.radar] else { return false }
        trackUpdates += batch.detections.count
        nodes[node].tracker.process(
            batch.detections, from: RadarIdentifier(rawValue: Int32(batch.radar)), at: batch.time,
            sweptFrom: batch.sweptFrom, sweptTo: batch.sweptTo, upTo: batch.top)
        guard !nodes[node].cycleScheduled, nodes[node].tracker.hasTracks else { return false }
        nodes[node].cycleScheduled = true
        return true
    }

    /// The picture that a node's next decision rests on.
    package func picture(of node: Int) -> Picture? { nodes[node].picture }
}
