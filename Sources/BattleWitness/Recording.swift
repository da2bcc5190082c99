package import Batteries
package import BattleWorld
package import CommandPosts
import DefenceModels
import EarthEnvironment
import FlightDynamics
package import Quantities
import RadarSensing
import RunRecords
package import Sensors
import TacticalMessages

// What the recorder is told; nothing where there is none.
extension Witness {
    /// A node's picture after its cycle, where it is due or empty.
    package mutating func writeDown(_ posts: borrowing Posts, _ node: Int, at now: SimulationTime) {
        guard recorder != nil else { return }
        let tracks = posts.belief(of: node, at: now)
        guard tracks.isEmpty || recorder?.isBeliefDue(of: node, at: now) == true else { return }
        recorder?.believed(tracks, by: node, in: tables.nodes[node].frame, at: now)
        for track in tracks {
            let identifier = track.report.identifier
            let followed = target(of: identifier, node: node)
            recorder?.follows(identifier, node: node, target: followed)
        }
    }

    /// A round has been flown on.
    package mutating func flew(_ round: Int, in world: borrowing World, at now: SimulationTime) {
        guard recorder != nil else { return }
        recorder?.flew(round, world.rounds[round].pointee.state, until: now.seconds)
    }

    /// What an event has changed about fire channels, launchers and sectors.
    package mutating func watch(
        _ batteries: borrowing FireUnits, _ posts: borrowing Posts, _ sensors: borrowing SensorSuite, at now: SimulationTime
    ) {
        guard recorder != nil else { return }
        // What is over frees its channel before what begins in the same moment takes one.
        for place in recorder?.held ?? [] where batteries.engagements[place].phase == .released { recorder?.released(place, at: now) }
        let known = recorder?.replay.engagements.count ?? 0
        for place in known..<batteries.engagements.count {
            let engagement = batteries.engagements[place]
            recorder?.began(place, engagement.order, from: Int(engagement.order.identifier.post.rawValue), at: now)
        }
        for place in recorder?.held ?? [] {
            let engagement = batteries.engagements[place]
            if let echo = sensors.echo(of: place) { recorder?.holds(place, target: echo) }
            if engagement.phase == .locked || engagement.phase == .flying { recorder?.locked(place, at: now) }
            for round in engagement.rounds { recorder?.belongs(round, to: place) }
            if engagement.phase == .released { recorder?.released(place, at: now) }
        }
        for unit in tables.model.fireUnits.indices {
            for launcher in tables.fireUnits[unit].launchers.indices {
                recorder?.loaded(unit, launcher: launcher, batteries.rounds(on: launcher, of: unit), at: now)
                let row = recorder.map { $0.firstLauncher[unit] + launcher } ?? 0
                recorder?.stands(
                    .launcher, row,
                    batteries.isAlive(launcher, of: unit) ? .working : batteries.hasFailed(launcher, of: unit) ? .lost : .moving, at: now)
            }
            recorder?.turned(unit, to: batteries.sector(of: unit, at: now).centre, at: now)
        }
        for radar in tables.model.radars.indices {
            recorder?.stands(
                .radar, radar, sensors.isAlive(radar) ? .working : sensors.hasFailed(radar) ? .lost : .moving, at: now)
        }
        for node in tables.model.nodes.indices { recorder?.stands(.post, node, posts.isAlive(node) ? .working : .lost, at: now) }
        for node in tables.model.nodes.indices where !posts.decides(node) {
            recorder?.believed([], by: node, in: tables.nodes[node].frame, at: now)
        }
    }

    /// A fire unit leaves one of its places for another, with its radars and launchers.
    package mutating func departs(_ unit: Int, from start: Int, to end: Int, at now: SimulationTime) {
        guard let recorder else { return }
        let movement = tables.model.fireUnits[unit].movement
        let times = now.seconds...(now.seconds + movement.march(from: start, to: end))
        let (left, next) = (movement.stations[start], movement.stations[end])
        for (old, new) in zip(left.radars, next.radars) {
            self.recorder?.marches(.radar, new.radar, from: old.site.frame.origin, to: new.site.frame.origin, times)
        }
        for (number, (old, new)) in zip(left.launchers, next.launchers).enumerated() {
            self.recorder?.marches(.launcher, recorder.firstLauncher[unit] + number, from: old, to: new, times)
        }
    }

    /// Completes the replay, where one is recorded, from the finished record.
    package mutating func finishReplay(_ world: borrowing World) {
        recorder?.finish(world, record, shots: shots)
    }
}
