import Quantities

/// The clock behind scans that have names and detections that have times: scan n lies between start + (n − 1)·period and
/// start + n·period.
///
/// The names themselves are no times. Where they count the periods from 0, as the sensor's file has them, that is the clock; else the
/// nearest clock that the times allow: another start, or, where no start will do, another period.
package struct ScanClock {
    /// The number of each name, in order of time.
    package private(set) var number: [Int: Int] = [:]
    package private(set) var start = 0.0
    package private(set) var period: Seconds

    /// A scan: its number, its first and last detection.
    private struct Span {
        var number: Int
        let earliest: Double
        let latest: Double
    }

    /// Rounding of times in a file, seconds.
    private static let slack = 1e-5

    /// - Parameters:
    ///   - times: of the detections of each scan, by its name; none is empty.
    ///   - period: what the sensor's file says.
    package init(_ times: [Int: [Double]], period: Seconds) {
        self.period = period
        let named = times.map { (name: $0.key, earliest: $0.value.min() ?? 0, latest: $0.value.max() ?? 0) }
            .sorted { ($0.earliest, $0.latest, $0.name) < ($1.earliest, $1.latest, $1.name) }
        var spans = named.map { Span(number: $0.name, earliest: $0.earliest, latest: $0.latest) }
        if !Self.count(spans, period) {
            Self.renumber(&spans, period)
        } else if let first = spans.first?.number, abs(first) > 1_000_000_000 {
            // Dates and the like: sums keep their digits when counted from 1.
            for place in spans.indices { spans[place].number -= first - 1 }
        }
        for (entry, span) in zip(named, spans) { number[entry.name] = span.number }
        settle(spans)
    }

    /// Whether the names count scans: each as many further than the one before as time has gone on, a fifth of a period either way.
    private static func count(_ spans: [Span], _ period: Double) -> Bool {
        zip(spans, spans.dropFirst()).allSatisfy { first, second in
            let turns = Double(second.number) - Double(first.number)
            let (least, most) = (second.earliest - first.latest, second.latest - first.earliest)
            return turns >= 1 && (turns - 1) * 0.8 * period <= most + slack && least <= (turns + 1) * 1.2 * period + slack
        }
    }

    /// Numbers by time alone.
    private static func renumber(_ spans: inout [Span], _ period: Double) {
        func middle(_ span: Span) -> Double { 0.5 * (span.earliest + span.latest) }
        for place in spans.indices {
            guard place > 0 else {
                spans[place].number = 1
                continue
            }
            let turns = ((middle(spans[place]) - middle(spans[place - 1])) / period).rounded()
            spans[place].number = spans[place - 1].number + max(1, Int(turns))
        }
    }

    /// The start's bounds for a period: every scan ends after its last detection, and begins before its first.
    private static func bounds(_ spans: [Span], _ period: Double) -> (low: Double, high: Double) {
        var (low, high) = (-Double.infinity, Double.infinity)
        for span in spans {
            low = max(low, span.latest - Double(span.number) * period)
            high = min(high, span.earliest - Double(span.number - 1) * period)
        }
        return (low, high)
    }

    private mutating func settle(_ spans: [Span]) {
        let (low, high) = Self.bounds(spans, period)
        if low <= high + Self.slack {
            // Whole periods where they will do: from 0, or from where the recording was cut.
            let whole = ((low - Self.slack) / period).rounded(.up) * period
            start = low - Self.slack <= 0 && high + Self.slack >= 0 ? 0 : whole <= high + Self.slack ? whole : low
            return
        }
        // Room for the start is concave in the period: the widest, by thirds, within half and twice of what was said.
        func room(_ period: Double) -> Double {
            let (low, high) = Self.bounds(spans, period)
            return high - low
        }
        var (short, long) = (0.5 * period, 2 * period)
        for _ in 0..<100 {
            let (a, b) = (short + (long - short) / 3, long - (long - short) / 3)
            if room(a) < room(b) { short = a } else { long = b }
        }
        let found = 0.5 * (short + long)
        // Turns may be of unequal length; then the scans end with their detections, as near to a steady clock as can be.
        period = found
        start = Self.bounds(spans, found).low
        if room(found) < 0 { start -= 0.5 * (-room(found)) }
    }
}
