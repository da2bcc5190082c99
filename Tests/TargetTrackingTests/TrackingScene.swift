import NumericalMethods
import Quantities
import Stochastics
import TacticalMessages
import TargetTracking

/// A radar at a place that sees flights with noise from addressed streams.
struct TrackingScene {
    var seed: UInt64 = 1
    var period = 5.0
    var rangeDeviation = 50.0
    var angleDeviation = 0.002
    var detectionProbability = 1.0
    var radar = RadarIdentifier(rawValue: 0)
    var origin = Vector3.zero
    var rangeBias = 0.0
    var azimuthBias = 0.0

    /// Frames at `offset + period`, `offset + 2 period`, …
    func frames(_ count: Int, offset: Double = 0, flights: [(Double) -> Vector3]) -> [(time: Double, detections: [Detection])] {
        var stream = RandomStream(
            studySeed: seed, runIndex: 0, entity: UInt32(radar.rawValue), purpose: DrawPurpose(rawValue: 1))
        return (1...count).map { scan in
            let time = offset + period * Double(scan)
            var detections: [Detection] = []
            for flight in flights {
                let position = flight(time) - origin
                let range = position.length
                let noise = (stream.nextNormal(), stream.nextNormal(), stream.nextNormal())
                guard stream.nextUniform() < detectionProbability else { continue }
                detections.append(
                    Detection(
                        time: SimulationTime(seconds: time), radar: radar,
                        range: range + rangeBias + rangeDeviation * noise.0,
                        azimuth: Elementary.atan2(position.x, position.y) + azimuthBias + angleDeviation * noise.1,
                        elevation: Elementary.asin(position.z / range) + angleDeviation * noise.2,
                        rangeDeviation: rangeDeviation, azimuthDeviation: angleDeviation, elevationDeviation: angleDeviation))
            }
            return (time, detections)
        }
    }

    /// Five by four aircraft 1.4 km apart that fly 250 m/s: one step of the grid in 5.6 s.
    static func formation(speed: Double = 250) -> [(Double) -> Vector3] {
        (0..<20).map { place in
            let start = Vector3(
                -2_800 + 1_400 * Double(place % 5) + 90 * Double(place * place % 7),
                90_000 + 1_400 * Double(place / 5) - 70 * Double(place * 3 % 5),
                8_000)
            return { start + Vector3(20, -speed, 0) * $0 }
        }
    }
}
