import BattleSimulation
import BattleWorld
import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import ScenarioDocuments

// Recorded air traffic → targets with routes.
extension Compilation {
    /// Seconds at least between two way-points of a recorded flight, and the most of them.
    private static let recordedStep: Seconds = 20
    private static let recordedPoints = 200

    /// Recorded aircraft, moved and turned as one: each flies from position to position at the speed that lies between them.
    func addRecorded(
        _ recording: RecordedTraffic, _ group: TrafficDocument, _ side: Allegiance, _ entry: ThreatEntry, to model: inout BattleModel
    ) {
        let middle = GeodeticPosition(latitude: recording.middle.latitude, longitude: recording.middle.longitude, height: 0)
        let goal = group.movedTo.map { ground($0) }
        func moved(_ point: RecordedTraffic.Point) -> GeodeticPosition {
            let place = GeodeticPosition(latitude: point.latitude, longitude: point.longitude, height: 0)
            guard goal != nil || group.turn != 0 else { return place }
            let way = Geodesic.inverse(from: middle, to: place)
            return Geodesic.direct(from: goal ?? middle, azimuth: way.azimuth1 + group.turn, distance: way.distance).end
        }
        for aircraft in recording.aircraft {
            let points = aircraft.thinned(apart: Self.recordedStep, most: Self.recordedPoints)
            // One position is no flight.
            guard points.count > 1 else { continue }
            let places = points.map(moved)
            var wayPoints: [WayPoint] = []
            for (number, place) in places.enumerated() {
                let next = min(number, points.count - 2)
                let distance = Geodesic.inverse(from: places[next], to: places[next + 1]).distance
                // Between what keeps an airliner in the air and its never-exceed speed (about 60 and 330 m/s).
                let speed = min(330, max(60, distance / (points[next + 1].time - points[next].time)))
                let height = RouteHeight.aboveSea(max(0, points[number].height))
                wayPoints.append(WayPoint(latitude: place.latitude, longitude: place.longitude, height: height, speed: speed))
            }
            var target = TargetModel(
                name: "\(group.name) \(aircraft.name)", threatClass: entry.id, category: ModelParts.category(entry), allegiance: side,
                armed: false, objective: nil, signature: ModelParts.signature(entry, crossSection: nil),
                route: .route(
                    plan(wayPoints, entry: entry, aim: nil), start: SimulationTime(seconds: group.start + points[0].time)))
            target.startJitter = group.startJitter
            target.answersCivil = side == .civil && group.hasWorkingTransponder && aircraft.answers
            target.answersFriendly = side == .friend && group.hasWorkingTransponder && aircraft.answers
            model.targets.append(target)
        }
    }
}
