import CommandAndControl
package import DefenceModels
import EarthEnvironment
import FireControl
import NumericalMethods
package import Quantities
import RadarSensing
package import TacticalMessages
import TargetTracking

/// The command posts: trackers, track files, identity, decisions. Belief alone: what flies is not known here.
package struct Posts: ~Copyable {
    let tables: DefenceTables
    let planner: LaunchPlanner
    var nodes: [PostState]
    /// Plots taken in, and cycles, so far.
    package internal(set) var trackUpdates = 0
    package internal(set) var decisions = 0

    package init(_ tables: DefenceTables) {
        self.tables = tables
        planner = LaunchPlanner(tables)
        let radars = tables.model.radars
        nodes = tables.model.nodes.map { node in
            PostState(
                isInCharge: node.superior == nil,
                tracker: MultiTargetTracker(
                    configuration: node.tracker, poses: radars.map { Self.pose(of: $0, in: node.frame) }))
        }
    }

    /// Where a radar stands in a node's tracking frame.
    private static func pose(of radar: RadarUnit, in origin: LocalLevelFrame) -> SensorPose {
        let frame = radar.site.frame
        func column(_ axis: Vector3) -> Vector3 { origin.rotateToLocal(frame.rotateToEarthFixed(axis)) }
        return SensorPose(
            rotation: Matrix3(columns: column(Vector3(1, 0, 0)), column(Vector3(0, 1, 0)), column(Vector3(0, 0, 1))),
            translation: origin.toLocal(frame.originEarthFixed).vector)
    }

    /// Whether a node lives and decides.
    package func decides(_ node: Int) -> Bool { nodes[node].isAlive && nodes[node].isInCharge }

    /// - Returns: false where it was lost already.
    package mutating func lose(_ node: Int) -> Bool {
        guard nodes[node].isAlive else { return false }
        nodes[node].isAlive = false
        return true
    }

    /// A node whose superior is silent decides for itself.
    /// - Returns: false where it did so already, or is dead.
    package mutating func takeCharge(_ node: Int) -> Bool {
        guard nodes[node].isAlive, !nodes[node].isInCharge else { return false }
        nodes[node].isInCharge = true
        return true
    }

    /// A node's tracker takes in a batch.
    /// - Returns: whether its next cycle is to be set.
    package mutating func take(_ batch: PlotBatch) -> Bool {
        let node = batch.node
        guard decides(node) else { return false }
        trackUpdates += batch.detections.count
        nodes[node].tracker.process(
            batch.detections, from: RadarIdentifier(rawValue: Int32(batch.radar)), at: batch.time,
            sweptFrom: batch.sweptFrom, sweptTo: batch.sweptTo)
        guard !nodes[node].cycleScheduled, nodes[node].tracker.hasTracks else { return false }
        nodes[node].cycleScheduled = true
        return true
    }

    /// A node's picture with its spread and its identities, for who writes down what it believed; changes nothing.
    package func belief(of place: Int, at now: SimulationTime) -> [BelievedTrack] {
        let node = tables.nodes + place
        return nodes[place].tracker.tracks.prefix(node.pointee.trackCapacity).map { track in
            var report = self.report(track, frame: node.pointee.frame, at: now)
            report.identity = nodes[place].files[track.identifier.rawValue]?.identity ?? .unknown
            return BelievedTrack(report: report, covariance: track.filter.positionCovariance)
        }
    }

    // MARK: What fire units tell

    /// An engagement holds a track.
    package mutating func begin(_ engagement: Int, of track: TrackIdentifier, node: Int) {
        nodes[node].files[track.rawValue]?.engagement = engagement
        nodes[node].files[track.rawValue]?.salvos += 1
    }

    /// An engagement is over; where nothing was launched the track rests for 5 s.
    package mutating func end(_ engagement: Int, of track: TrackIdentifier, node: Int, launched: Int, at now: SimulationTime) {
        guard nodes[node].files[track.rawValue]?.engagement == engagement else { return }
        nodes[node].files[track.rawValue]?.engagement = nil
        if launched == 0 {
            nodes[node].files[track.rawValue]?.salvos -= 1
            nodes[node].files[track.rawValue]?.restUntil = now.advanced(by: 5)
        }
    }

    /// A fire unit calls a track's target killed: it rests until it is looked at again, or for good.
    package mutating func callKilled(_ track: TrackIdentifier, node: Int, until: SimulationTime?) {
        if let until {
            nodes[node].files[track.rawValue]?.restUntil = until
        } else {
            nodes[node].files[track.rawValue]?.isFinal = true
        }
    }
}
