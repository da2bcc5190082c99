import NumericalMethods
import Quantities

// Which of the ways each track goes.
extension MultiTargetTracker {
    mutating func select() {
        selection.clear()
        if resourceOf.isEmpty { resourceOf = [Int32](repeating: -1, count: 1 << 16) }
        let looks = 1...min(max(1, configuration.decisionDepth), 7)
        resourceNames.removeAll(keepingCapacity: true)
        for track in touched {
            // To choose none must stay the worst for a confirmed track; a first plot alone is worth a little.
            var bonus = 4.0
            if entries[track.entry].isConfirmed, let last = track.candidates.last { bonus = max(4, 4 - candidates[last].score) }
            Self.add(&selection, candidates, track.candidates, bonus: bonus, looks, &resourceOf, &resourceNames)
        }
        selection.resourceCount = resourceNames.count
        selection.solve()
        for name in resourceNames { resourceOf[Int(name) & (resourceOf.count - 1)] = -1 }
    }

    /// Adds a track and its candidates to a selection: each with what it is worth and the plots of its latest looks, by their places among
    /// those that the choice is about.
    private static func add(
        _ selection: inout HypothesisSelection, _ candidates: [Candidate], _ range: Range<Int>, bonus: Double, _ looks: ClosedRange<Int>,
        _ resourceOf: inout [Int32], _ names: inout [Int32]
    ) {
        resourceOf.withUnsafeMutableBufferPointer { resourceOf in
            func resource(_ number: Int32) -> Int32 {
                let slot = Int(number) & (resourceOf.count - 1)
                if resourceOf[slot] < 0 {
                    resourceOf[slot] = Int32(names.count)
                    names.append(number)
                }
                return resourceOf[slot]
            }
            candidates.withUnsafeBufferPointer { candidates in
                // The older looks of candidates of one hypothesis are the same.
                var hypothesis: Int32 = -1
                var isMoved = false
                var older = SIMD8<Int32>(repeating: -1)
                for place in range {
                    let history = candidates[place].history
                    let latest = history[0] >= 0 ? resource(history[0]) : -1
                    if candidates[place].hypothesis != hypothesis || (candidates[place].plot != -2) != isMoved {
                        hypothesis = candidates[place].hypothesis
                        isMoved = candidates[place].plot != -2
                        older = SIMD8(repeating: -1)
                        var count = 0
                        for lane in looks where history[lane] >= 0 {
                            older[count] = resource(history[lane])
                            count += 1
                        }
                    }
                    selection.add(candidates[place].score + bonus, latest >= 0 ? Hypothesis.history(older, adding: latest) : older)
                }
            }
        }
        selection.endTrack()
    }

    /// Notes which plots confirmed tracks have chosen.
    mutating func noteOwners() {
        guard configuration.beatenMaximum < .max else { return }
        plotOwned.removeAll(keepingCapacity: true)
        for _ in plots { plotOwned.append(false) }
        for (number, track) in touched.enumerated() where entries[track.entry].isConfirmed {
            let chosen = Int(selection.chosen[number])
            if chosen >= 0, candidates[chosen].plot >= 0 { plotOwned[Int(candidates[chosen].plot)] = true }
        }
    }

    /// Whether a plot that a track would rather have had than none went to a confirmed track; to be asked of one that goes without.
    @inline(__always)
    private mutating func isBeaten(_ track: TouchedTrack) -> Bool {
        guard configuration.beatenMaximum < .max else { return false }
        // Candidates stand best first.
        for place in track.candidates {
            guard candidates[place].plot >= 0 else { return false }
            if plotOwned[Int(candidates[place].plot)] { return true }
        }
        return false
    }

    /// Carries a track over the batch: the chosen hypothesis first, then what agrees with it and is nearly as likely.
    mutating func settle(_ number: Int, chosen: Int, radar: UInt64) {
        let track = touched[number]
        var entry = entries[track.entry]
        let isChosen = chosen >= 0
        entry.idle = isChosen ? 0 : entry.idle + 1
        kept.removeAll(keepingCapacity: true)
        guard let leader = isChosen ? chosen : track.candidates.first else {
            entries[track.entry].count = 0
            return
        }
        let isBeaten = isBeaten(track)
        if configuration.hypothesesMaximum == 1 {
            Self.carry(
                &hypotheses[entry.block], candidates[leader], radar: radar, plots: plots, predicted: predicted,
                isBeaten: isBeaten, configuration: configuration)
        } else {
            let depth = min(max(1, configuration.decisionDepth), 7)
            let best = candidates[leader]
            keep(best, radar: radar, isBeaten: isBeaten)
            for place in track.candidates where place != leader {
                let other = candidates[place]
                guard kept.count < configuration.hypothesesMaximum, other.score > best.score - configuration.hypothesisWindow
                else { break }
                if isChosen, other.history[depth] != best.history[depth] { continue }
                if kept.contains(where: { Self.isSame($0.history, other.history) }) { continue }
                keep(other, radar: radar, isBeaten: isBeaten)
            }
            for place in kept.indices { hypotheses[entry.block + place] = kept[place] }
        }
        entry.count = max(1, kept.count)
        if isChosen, hypotheses[entry.block].hits >= configuration.confirmationHits,
            hypotheses[entry.block].score >= configuration.confirmationScore
        {
            entry.isConfirmed = true
        }
        for place in entry.block..<entry.block + entry.count { outlines[place] = HypothesisOutline(hypotheses[place]) }
        entry.isFirstPlot = entry.count == 1 && hypotheses[entry.block].isSinglePoint
        entries[track.entry] = entry
        noteStaleness(of: track.entry)
    }

    /// Two hypotheses whose last three looks are the same soon have the same estimate.
    static func isSame(_ first: SIMD8<Int32>, _ second: SIMD8<Int32>) -> Bool {
        first[0] == second[0] && first[1] == second[1] && first[2] == second[2]
    }

    mutating func keep(_ candidate: Candidate, radar: UInt64, isBeaten: Bool) {
        kept.append(hypotheses[Int(candidate.hypothesis)])
        Self.carry(
            &kept[kept.count - 1], candidate, radar: radar, plots: plots, predicted: predicted, isBeaten: isBeaten,
            configuration: configuration)
    }

    /// Carries a hypothesis over this batch.
    static func carry(
        _ next: inout Hypothesis, _ candidate: Candidate, radar: UInt64, plots: [BatchPlot], predicted: [TrackFilter],
        isBeaten: Bool, configuration: TrackerConfiguration
    ) {
        next.score = candidate.score
        next.history = candidate.history
        if candidate.plot == -2 { return }
        next.looks += 1
        guard candidate.plot >= 0 else {
            next.misses += 1
            if isBeaten { next.beaten += 1 }
            return
        }
        next.beaten = 0
        let plot = plots[Int(candidate.plot)]
        if next.isSinglePoint {
            let interval = plot.time.seconds(since: next.filter.time)
            let first = CartesianPlot(position: next.filter.position, covariance: next.filter.cruiseCovariance)
            let start = configuration.newVelocity.start(
                first: first, second: plot.plot, interval: interval, group: next.group)
            next.filter = TrackFilter(configuration: configuration.motion, start: start, time: plot.time)
            next.isSinglePoint = false
        } else {
            predicted.withUnsafeBufferPointer { predicted in
                let prediction = Int(candidate.prediction)
                guard predicted[prediction].time <= plot.time, let source = predicted.baseAddress else { return }
                TrackFilter.copy(source + prediction, to: &next.filter)
            }
            next.filter.update(late: plot.plot, at: plot.time)
        }
        next.summary = HypothesisSummary(next.filter)
        next.radars |= radar
        next.hits += 1
        next.misses = 0
        next.lastHit = max(plot.time, next.lastHit)
        next.crossSection += (plot.crossSection - next.crossSection) / Double(next.hits)
    }
}
