public import RunRecords

extension Narrator {
    /// A sentence at a time, seconds since the start.
    public struct Moment: Sendable, Equatable {
        /// Seconds since the start of the run.
        public var time: Double
        /// What happened, in words.
        public var text: String
    }

    /// A whole run in some twenty lines: who came, first sight, first shot, each minute's toll, what the defence and the defended lost.
    public static func timeline(of record: RunRecord) -> [Moment] {
        var moments = arrivals(record) + firsts(record) + toll(record)
        moments += record.events.map { Moment(time: $0.time, text: "\($0.subject): \($0.what.title).") }
        moments += record.assets.compactMap { asset in
            // Told already where the run noted it as an event.
            if record.events.contains(where: { $0.subject == asset.name && $0.time == asset.lost }) { return nil }
            return asset.lost.map { Moment(time: $0, text: "\(asset.name) (\(asset.kind)) is lost.") }
        }
        // Stable: what was found first stays first at the same second.
        let sorted = moments.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
        return sorted + [Moment(time: record.endTime, text: "The run ends. \(summary(of: record))")]
    }

    private static func arrivals(_ record: RunRecord) -> [Moment] {
        var seen: [String] = []
        var moments: [Moment] = []
        for target in record.targets where !seen.contains(target.threatClass) {
            seen.append(target.threatClass)
            let same = record.targets.filter { $0.threatClass == target.threatClass }
            let first = same.map(\.appears).min() ?? 0
            let last = same.map(\.appears).max() ?? 0
            let kind = Wording.title(ofClass: target.threatClass)
            let until = last - first > 30 ? ", the last at \(clock(last))" : ""
            let side =
                target.allegiance == .hostile
                ? (target.armed ? "" : same.count == 1 ? ", which carries no weapon," : ", which carry no weapon")
                : " (\(target.allegiance == .civil ? "civil" : "own"))"
            moments.append(
                Moment(
                    time: first,
                    text: same.count == 1
                        ? "One \(kind)\(side) appears."
                        : "\(Wording.many(same.count, ofClass: target.threatClass))\(side): the first appears\(until)."))
        }
        return moments
    }

    private static func firsts(_ record: RunRecord) -> [Moment] {
        var moments: [Moment] = []
        let raid = record.targets.filter { $0.allegiance == .hostile }
        if let first = raid.filter({ $0.firstDetected != nil }).min(by: { $0.firstDetected! < $1.firstDetected! }) {
            let range = first.firstDetectedRange.map { ", \(kilometres($0)) away" } ?? ""
            moments.append(
                Moment(
                    time: first.firstDetected!,
                    text: "\(first.firstDetectedBy ?? "A radar") sees the first of the raid, \(first.name)\(range)."))
        } else if !raid.isEmpty {
            moments.append(Moment(time: 0, text: "No radar ever sees any of the raid."))
        }
        let shots = record.targets.flatMap { target in target.shots.map { (target, $0) } }
        if let (target, shot) = shots.min(by: { $0.1.launchTime < $1.1.launchTime }) {
            moments.append(
                Moment(
                    time: shot.launchTime,
                    text: "\(shot.fireUnit) fires the first round, a \(shot.missile.uppercased()), at \(target.name)."))
        }
        if let (target, shot) = shots.filter({ $0.1.killed && $0.1.endTime != nil }).min(by: { $0.1.endTime! < $1.1.endTime! }) {
            moments.append(
                Moment(
                    time: shot.endTime!,
                    text:
                        "First hit: \(target.name) is brought down\(shot.interceptRange.map { " \(kilometres($0)) from the launcher" } ?? "")."
                ))
        }
        return moments
    }

    /// What fell and what got through, in spans of time that hold something: two minutes, or longer for long runs.
    private static func toll(_ record: RunRecord) -> [Moment] {
        let raid = record.targets.filter {
            $0.allegiance == .hostile && $0.outcomeTime != nil && ($0.outcome == .killed || $0.outcome == .leaked)
        }
        guard let last = raid.compactMap(\.outcomeTime).max(), let first = raid.compactMap(\.outcomeTime).min() else { return [] }
        let span = max(120, ((last - first) / 8 / 60).rounded(.up) * 60)
        var moments: [Moment] = []
        var start = (first / span).rounded(.down) * span
        while start <= last {
            let inside = raid.filter { $0.outcomeTime! >= start && $0.outcomeTime! < start + span }
            if !inside.isEmpty {
                let fallen = counts(inside.filter { $0.outcome == .killed })
                let through = counts(inside.filter { $0.outcome == .leaked })
                var parts: [String] = []
                if !fallen.isEmpty { parts.append("shot down: \(fallen)") }
                if !through.isEmpty { parts.append("got through: \(through)") }
                let end = min(start + span, last)
                moments.append(Moment(time: end, text: "Since \(clock(start)): \(parts.joined(separator: "; "))."))
            }
            start += span
        }
        return moments
    }

    private static func counts(_ targets: [TargetRecord]) -> String {
        var order: [String] = []
        for target in targets where !order.contains(target.threatClass) { order.append(target.threatClass) }
        return order.map { kind in Wording.many(targets.count { $0.threatClass == kind }, ofClass: kind) }.joined(separator: ", ")
    }

    /// The leaker that stands for the run: of the most common limiting cause, the first in the record.
    public static func typicalLeaker(of record: RunRecord) -> TargetRecord? {
        let leakers = record.targets.filter { $0.outcome == .leaked && $0.limitingCause != nil }
        let counts = LimitingCause.allCases.map { cause in leakers.count { $0.limitingCause == cause } }
        guard let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) else { return nil }
        return leakers.first { $0.limitingCause == LimitingCause.allCases[place] }
    }
}
