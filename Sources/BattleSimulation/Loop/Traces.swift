import EarthEnvironment
import FlightDynamics
import Quantities
import RunRecords

// Positions over time, for maps; they change nothing.
extension Battle {
    func traceAll() {
        guard let interval = model.traceInterval, now.seconds(since: lastTrace) >= interval else { return }
        lastTrace = now
        if record.traces.isEmpty {
            record.traces = model.targets.map { TraceRecord(name: $0.name, kind: $0.threatClass) }
        }
        for target in liveTargets { add(targets[Int(target)].snapshot.position, to: Int(target)) }
        for (number, round) in rounds.enumerated() {
            let place = model.targets.count + number
            if record.traces.count <= place {
                record.traces.append(
                    TraceRecord(name: "round \(number + 1)", kind: interceptorTypes[round.interceptor].value.name))
            }
            guard round.isFlying else { continue }
            let ahead = now.seconds(since: round.flownTo)
            add(Position(round.state.kinematics.position + round.state.kinematics.velocity * ahead), to: place)
        }
    }

    private func add(_ position: Position<EarthFixed>, to trace: Int) {
        let place = WGS84.geodetic(position)
        record.traces[trace].samples += [
            now.seconds, place.latitude / Units.degree, place.longitude / Units.degree, place.height,
        ]
    }
}
