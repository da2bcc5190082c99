import NumericalMethods
package import Quantities

extension TargetPath {
    /// The segments of a path where they stand in memory.
    package struct Reader: @unchecked Sendable {
        let startTime: SimulationTime
        let endTime: SimulationTime
        let segments: UnsafePointer<PathSegment>
        let count: Int
        /// Starts of the segments, seconds, never falling.
        private let starts: UnsafePointer<Double>
        /// The segment at the beginning of each of some equal parts of the path's time, and at its end: a search is between two of
        /// them. And parts a second.
        private let guesses: UnsafePointer<Int32>
        private let parts: Int
        private let partsPerSecond: Double

        init(_ list: [PathSegment], startTime: SimulationTime, endTime: SimulationTime) {
            self.startTime = startTime
            self.endTime = endTime
            count = list.count
            let segments = UnsafeMutablePointer<PathSegment>.allocate(capacity: count)
            let starts = UnsafeMutablePointer<Double>.allocate(capacity: count)
            parts = 2 * count
            let guesses = UnsafeMutablePointer<Int32>.allocate(capacity: parts + 1)
            segments.initialize(from: list, count: count)
            for place in 0..<count { (starts + place).initialize(to: list[place].start) }
            let part = max(endTime.seconds(since: startTime), 1e-3) / Double(parts)
            var segment = 0
            for place in 0..<parts {
                while segment + 1 < count, starts[segment + 1] <= part * Double(place) { segment += 1 }
                (guesses + place).initialize(to: Int32(segment))
            }
            (guesses + parts).initialize(to: Int32(count - 1))
            self.segments = UnsafePointer(segments)
            self.starts = UnsafePointer(starts)
            self.guesses = UnsafePointer(guesses)
            partsPerSecond = 1 / part
        }

        func deallocate() {
            segments.deallocate()
            starts.deallocate()
            guesses.deallocate()
        }

        /// The state at a time; outside the path's life the first or last position, at rest.
        package func state(at time: SimulationTime) -> KinematicState<EarthFixed> {
            let outside = time < startTime || time > endTime
            let clamped = time < startTime ? startTime : time > endTime ? endTime : time
            let (position, velocity) = state(elapsed: clamped.seconds(since: startTime))
            return KinematicState(position: Position(position), velocity: outside ? .zero : Velocity(velocity))
        }

        /// Position and velocity, earth-fixed, at seconds from the start: of the last segment that has begun, or the first.
        @inline(__always)
        func state(elapsed: Double) -> (position: Vector3, velocity: Vector3) {
            let part = Int(max(0, min(elapsed * partsPerSecond, Double(parts - 1))))
            var low = Int(guesses[part])
            var high = Int(guesses[part + 1]) + 1
            // At the edge of two parts rounding may have chosen the other one.
            if starts[low] > elapsed { low = 0 }
            if high < count, starts[high] <= elapsed { high = count }
            while high - low > 1 {
                let middle = (low + high) >> 1
                if starts[middle] <= elapsed { low = middle } else { high = middle }
            }
            return segments[low].state(after: elapsed - starts[low])
        }
    }
}
