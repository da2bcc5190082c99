package import BattleWorld
import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
package import Quantities
import RunRecords

// Positions over time, for maps; they change nothing.
extension Witness {
    package mutating func trace(_ world: borrowing World, at now: SimulationTime) {
        guard let interval = traceInterval, now.seconds(since: lastTrace) >= interval else { return }
        lastTrace = now
        if record.traces.isEmpty {
            record.traces = world.raid.map { TraceRecord(name: $0.name, kind: $0.threatClass) }
        }
        for target in world.liveTargets { add(world.targets[Int(target)].snapshot.position, to: Int(target), at: now) }
        for (number, round) in world.rounds.enumerated() {
            let round = round.pointee
            let place = world.raid.count + number
            if record.traces.count <= place {
                record.traces.append(
                    TraceRecord(name: "round \(number + 1)", kind: tables.interceptors[round.interceptor].value.name))
            }
            guard round.isFlying else { continue }
            let ahead = now.seconds(since: round.flownTo)
            add(Position(round.state.kinematics.position + round.state.kinematics.velocity * ahead), to: place, at: now)
        }
    }

    private mutating func add(_ position: Position<EarthFixed>, to trace: Int, at now: SimulationTime) {
        let place = WGS84.geodetic(position)
        record.traces[trace].samples += [
            now.seconds, place.latitude / Units.degree, place.longitude / Units.degree, place.height,
        ]
    }
}
