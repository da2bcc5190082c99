import EarthEnvironment
import NumericalMethods
import Quantities
import RunRecords

extension ReplayRecorder {
    /// Something on the ground that can fail, or move.
    struct Part: Hashable {
        var subject: ReplayChange.Subject
        var number: Int
    }

    /// A part's way to another place, written down every few seconds; straight from place to place.
    struct March {
        /// Seconds between two places written down.
        static let interval: Seconds = 10

        var start: GeodeticPosition
        var end: GeodeticPosition
        /// From departure to arrival, seconds since the start of the run.
        var times: ClosedRange<Seconds>
        /// When it was written down last.
        var written: Seconds

        /// Whether it has moved on by so much, or has arrived, since it was written down.
        func isDue(at time: Seconds) -> Bool {
            written < times.upperBound && (time >= times.upperBound || time >= written + Self.interval)
        }

        func place(at time: Seconds) -> GeodeticPosition {
            let length = times.upperBound - times.lowerBound
            let share = length > 0 ? min(max((time - times.lowerBound) / length, 0), 1) : 1
            guard share < 1 else { return end }
            return GeodeticPosition(
                latitude: start.latitude + share * (end.latitude - start.latitude),
                longitude: start.longitude + share * Units.shorterWay(end.longitude - start.longitude),
                height: start.height + share * (end.height - start.height))
        }
    }
}
