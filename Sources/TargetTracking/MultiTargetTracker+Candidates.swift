import NumericalMethods
import Quantities

// The ways in which the tracks can go over a batch.
extension MultiTargetTracker {
    /// Lists the tracks that a batch can say anything about: not those none of whose hypotheses the beam passed or any plot can be near.
    mutating func listConcerned(by arc: SweptArc, sensor: Int) {
        concerned.removeAll(keepingCapacity: true)
        while azimuths[sensor].count < hypotheses.count { azimuths[sensor].append(.nan) }
        Self.list(
            &concerned, entries, outlines, azimuths: &azimuths[sensor], arc: arc, index: index, hasPlots: !plots.isEmpty,
            gate: configuration.startGate, shortestInterval: configuration.shortestInterval)
    }

    private static func list(
        _ concerned: inout [Int32], _ entries: [TrackEntry], _ outlines: [HypothesisOutline], azimuths: inout [Double], arc: SweptArc,
        index: PlotIndex, hasPlots: Bool, gate: StartGate, shortestInterval: Seconds
    ) {
        entries.withUnsafeBufferPointer { entries in
            outlines.withUnsafeBufferPointer { outlines in
                azimuths.withUnsafeMutableBufferPointer { azimuths in
                    for place in entries.indices {
                        let block = entries[place].block
                        let isConcerned =
                            entries[place].isFirstPlot
                            ? mayConcern(entries, firstPlot: place, azimuth: &azimuths[block], arc, index, hasPlots: hasPlots, gate)
                            : (block..<block + entries[place].count).contains {
                                mayConcern(outlines, $0, arc, index, hasPlots: hasPlots, shortestInterval)
                            }
                        if isConcerned { concerned.append(Int32(truncatingIfNeeded: place)) }
                    }
                }
            }
        }
    }

    /// Whether the beam passed a track's first plot, or a plot may be its second.
    @inline(__always)
    private static func mayConcern(
        _ entries: UnsafeBufferPointer<TrackEntry>, firstPlot place: Int, azimuth: inout Double, _ arc: SweptArc, _ index: PlotIndex,
        hasPlots: Bool, _ gate: StartGate
    ) -> Bool {
        let position = entries[place].startedFrom
        if azimuth.isNaN { azimuth = arc.azimuth(position) }
        if arc.mayHold(azimuth: azimuth), arc.contains(position) { return true }
        guard hasPlots else { return false }
        let reach = gate.secondOuter(
            interval: max(0, arc.end.seconds(since: entries[place].startedAt)), margin: 4 * entries[place].startReach)
        return index.mayHold(around: position, radius: reach + 1_200)
    }

    /// Whether the beam passed a hypothesis of more plots than one, or any can be near it; by its outline.
    @inline(__always)
    private static func mayConcern(
        _ outlines: UnsafeBufferPointer<HypothesisOutline>, _ hypothesis: Int, _ arc: SweptArc, _ index: PlotIndex, hasPlots: Bool,
        _ shortestInterval: Seconds
    ) -> Bool {
        if outlines[hypothesis].isSinglePoint { return true }
        // Another radar's silence says nothing.
        if !hasPlots, outlines[hypothesis].radars & arc.radar == 0 { return false }
        let gate = coarseGate(
            outlines[hypothesis].summary, radars: outlines[hypothesis].radars, arc: arc, shortestInterval: shortestInterval)
        return gate.isSwept || index.mayHold(around: gate.centre, radius: gate.reach + 1_200)
    }

    /// Where the plots of a hypothesis with a velocity can be: about its place at the look by as far as its spread now, grown by what a
    /// hard turn adds; and whether the arc was swept where it was expected.
    @inline(__always)
    private static func coarseGate(
        _ last: HypothesisSummary, radars: UInt64, arc: SweptArc, shortestInterval: Seconds
    ) -> (centre: Vector3, reach: Double, isSwept: Bool) {
        let expected = arc.look(last.position + last.velocity * arc.end.seconds(since: last.time))
        let dt = expected.seconds(since: last.time)
        let centre = last.position + last.velocity * dt
        let isSwept = radars & arc.radar != 0 && dt > 0.2 * shortestInterval && arc.contains(centre)
        return (centre, 4 * last.reach + 400 + 60 * dt * dt + 100 * abs(dt), isSwept)
    }

    /// Lists the ways to carry a track over this batch; nothing if the batch does not concern it.
    mutating func propose(_ place: Int, arc: SweptArc) {
        let entry = entries[place]
        let first = candidates.count
        var isSwept = false
        for hypothesis in entry.block..<entry.block + entry.count {
            let swept = hypotheses[hypothesis].isSinglePoint
                ? proposePairs(hypothesis, arc: arc) : proposeHits(hypothesis, arc: arc)
            if swept { isSwept = true }
        }
        guard isSwept || candidates.count > first else { return }
        // Or no plot: a miss where the beam passed, nothing at all where it did not.
        let missed = isSwept ? Elementary.log(max(1e-6, 1 - configuration.detectionProbability)) : 0
        for hypothesis in entry.block..<entry.block + entry.count {
            if isSwept, hypotheses[hypothesis].isSinglePoint, hypotheses[hypothesis].looks >= configuration.singlePointLooks {
                continue
            }
            candidates.append(
                Candidate(
                    hypothesis: Int32(hypothesis), prediction: -1, plot: isSwept ? -1 : -2,
                    score: hypotheses[hypothesis].score + missed,
                    history: isSwept ? Hypothesis.history(hypotheses[hypothesis].history, adding: -1) : hypotheses[hypothesis].history))
        }
        trim(from: first)
        touched.append(TouchedTrack(entry: place, candidates: first..<candidates.count))
    }

    /// The best few candidates, best first. Sorted where they stand: to sort a slice of an array copies it.
    mutating func trim(from first: Int) {
        let count = candidates.count - first
        guard count > 1 else { return }
        candidates.withUnsafeMutableBufferPointer { list in
            for place in first + 1..<list.count {
                let moved = list[place]
                var free = place
                while free > first, Self.isBefore(moved, list[free - 1]) {
                    list[free] = list[free - 1]
                    free -= 1
                }
                if free != place { list[free] = moved }
            }
        }
        let limit = max(8, 2 * configuration.hypothesesMaximum)
        if count > limit { candidates.removeLast(count - limit) }
    }

    @inline(__always)
    static func isBefore(_ first: Candidate, _ second: Candidate) -> Bool {
        if first.score != second.score { return first.score > second.score }
        return (second.hypothesis, second.plot) > (first.hypothesis, first.plot)
    }

    /// Plots in the gate of a hypothesis with a velocity; whether the arc was swept where it was expected.
    mutating func proposeHits(_ place: Int, arc: SweptArc) -> Bool {
        let last = outlines[place].summary
        let (centre, reach, isSwept) = Self.coarseGate(
            last, radars: outlines[place].radars, arc: arc, shortestInterval: configuration.shortestInterval)
        let found = index.collect(around: centre, radius: reach + 1_200, into: &near)
        let (nearest, count) = Self.keepNear(&near, found, gates, last, reach: reach)
        guard nearest >= 0 else { return isSwept }
        let number = predictedCount
        if number == predicted.count {
            predicted.append(hypotheses[place].filter)
        } else {
            Self.take(hypotheses, place, into: &predicted, number)
        }
        predicted[number].predict(to: plots[nearest].time)
        let time = predicted[number].time
        let speed = predicted[number].velocity
        let hull = predicted[number].gateHull(configuration.gate, from: arc.pose.translation)
        var isUsed = false
        let score = hypotheses[place].score
        for candidate in near[..<count] {
            let at = Int(candidate)
            let shift = speed * plots[at].time.seconds(since: time)
            guard hull.mayHold(plots[at].plot, shift: shift) else { continue }
            let (distance, density) = predicted[number].gate(plots[at].plot, shift: shift, limit: configuration.gate)
            guard distance < configuration.gate else { continue }
            let gain = Elementary.log(configuration.detectionProbability * max(density, 1e-300) / plots[at].clutter)
            candidates.append(
                Candidate(
                    hypothesis: Int32(place), prediction: Int32(number), plot: candidate, score: score + gain,
                    history: Hypothesis.history(hypotheses[place].history, adding: plots[at].number)))
            isUsed = true
        }
        if isUsed { predictedCount += 1 }
        return isSwept
    }

    /// Moves the plots near where a hypothesis is expected to the front of those found; which is nearest (−1 for none), and how many.
    @inline(__always)
    private static func keepNear(
        _ near: inout [Int32], _ found: Int, _ gates: [PlotGate], _ last: HypothesisSummary, reach: Double
    ) -> (nearest: Int, count: Int) {
        near.withUnsafeMutableBufferPointer { near in
            gates.withUnsafeBufferPointer { gates in
                var nearest: Int32 = -1
                var least = Double.infinity
                var count = 0
                for place in 0..<found {
                    let number = near[place]
                    let plot = gates[Int(number)]
                    let offset = plot.position - last.position - last.velocity * plot.time.seconds(since: last.time)
                    let limit = reach + plot.reach
                    let distance = offset.lengthSquared
                    if distance < limit * limit {
                        near[count] = number
                        count += 1
                        if distance < least || (distance == least && number < nearest) {
                            least = distance
                            nearest = number
                        }
                    }
                }
                return (Int(nearest), count)
            }
        }
    }

    /// A hypothesis's filter into room from batches before, from memory to memory: by value each part would be moved twice.
    @inline(__always)
    private static func take(_ hypotheses: [Hypothesis], _ place: Int, into predicted: inout [TrackFilter], _ number: Int) {
        hypotheses.withUnsafeBufferPointer { hypotheses in
            predicted.withUnsafeMutableBufferPointer { predicted in
                guard let source = hypotheses.baseAddress, let target = predicted.baseAddress,
                    let filter = (source + place).pointer(to: \.filter)
                else { return }
                TrackFilter.copy(filter, to: target + number)
            }
        }
    }

    /// Plots that may be the second of a track with one plot.
    mutating func proposePairs(_ place: Int, arc: SweptArc) -> Bool {
        let last = hypotheses[place].summary
        let position = last.position
        let isInside = arc.contains(position)
        guard !plots.isEmpty || isInside else { return false }
        let since = last.time
        let reachNow = 4 * last.reach
        let group = hypotheses[place].group
        let score = hypotheses[place].score
        let first = CartesianPlot(position: position, covariance: hypotheses[place].filter.cruiseCovariance)
        let expected = arc.look(position)
        let dt = expected.seconds(since: since)
        let isSwept = hypotheses[place].radars & arc.radar != 0 && dt > 0.2 * configuration.shortestInterval && isInside
        let gate = configuration.startGate
        let reach = gate.secondOuter(interval: max(0, arc.end.seconds(since: since)), margin: reachNow)
        // Against clutter, or against a second look without a plot.
        let gainMinimum = configuration.startsUnlikelyPairs ? Elementary.log(max(1e-6, 1 - configuration.detectionProbability)) : 0
        let found = index.collect(around: position, radius: reach + 1_200, into: &near)
        for number in near[..<found] {
            let interval = plots[Int(number)].time.seconds(since: since)
            guard interval > 0.2 * configuration.shortestInterval else { continue }
            let offset = plots[Int(number)].plot.position - position
            let limit = gate.secondOuter(interval: interval, margin: reachNow)
            guard offset.lengthSquared < limit * limit else { continue }
            let plot = plots[Int(number)]
            let density = configuration.newVelocity.density(
                first: first, second: plot.plot, interval: interval, group: group)
            guard density > 0, let misfit = rateMisfit(position, plot, interval, pose: arc.pose) else { continue }
            let gain = Elementary.log(configuration.detectionProbability * density / plot.clutter) - 0.5 * misfit
            guard gain > gainMinimum else { continue }
            candidates.append(
                Candidate(
                    hypothesis: Int32(place), prediction: -1, plot: number, score: score + gain,
                    history: Hypothesis.history(hypotheses[place].history, adding: plot.number)))
        }
        return isSwept
    }

    /// Squared misfit of the measured range rate to what a pair of plots means, 0 where there is none; nil beyond four deviations.
    func rateMisfit(_ first: Vector3, _ plot: BatchPlot, _ interval: Double, pose: SensorPose) -> Double? {
        guard let rate = plot.rangeRate else { return 0 }
        let change = (plot.plot.position - pose.translation).length - (first - pose.translation).length
        // The radial speed over the interval is a mean; 25 m/s allows for a turn, and the bound on the acceleration for what boosts or
        // falls:
        // half of a T is by how much the speed at the end may differ from the mean, taken as two deviations.
        let isFast = (plot.plot.position - first).length > configuration.motion.fallSpeed * interval
        let allowance = isFast ? 0.25 * configuration.accelerationMaximum * interval : 0
        let deviation = 25 + allowance + 2 * min((plot.spread / 3).squareRoot(), 300) / interval
        let misfit = (change / interval - rate) / deviation
        return abs(misfit) < 4 ? misfit * misfit : nil
    }
}
