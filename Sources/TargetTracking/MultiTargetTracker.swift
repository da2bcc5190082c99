public import NumericalMethods
public import Quantities
public import TacticalMessages

/// Plots in, tracks out: several radars into one picture, by a bounded track-oriented tree of hypotheses.
///
/// Every plot that no firm track explains may start a track. A track keeps a few hypotheses on which plots of its last looks
/// are its own; each batch, the most likely set of hypotheses that uses no plot twice is chosen (`HypothesisSelection`), and
/// what disagrees with it `decisionDepth` looks back is dropped. With one hypothesis a track this is global nearest neighbour.
///
///     score(hit) += ln(P_D p(ν) / β),  score(miss) += ln(1 − P_D)        (β: false alarms per m³)
/// - Source: Blackman, *Multiple hypothesis tracking for multiple target tracking*, IEEE AES Magazine 19 (2004) 5–18.
public struct MultiTargetTracker: Sendable {
    public let configuration: TrackerConfiguration
    let poses: [SensorPose]
    var entries: [TrackEntry] = []
    /// Blocks of `hypothesesMaximum` hypotheses.
    var hypotheses: [Hypothesis] = []
    var freeBlocks: [Int] = []
    private var nextIdentifier: Int32 = 1
    private var nextPlot: Int32 = 0
    /// End of the last batch.
    private var latest = SimulationTime.zero

    // Work space, kept from batch to batch.
    var plots: [BatchPlot] = []
    private var order: [Int32] = []
    var index = PlotIndex()
    private var selection = HypothesisSelection()
    var candidates: [Candidate] = []
    private var touched: [TouchedTrack] = []
    /// Predictions of this batch in front, `predictedCount` of them; behind them room from batches before.
    var predicted: [TrackFilter] = []
    private var predictedCount = 0
    private var kept: [Hypothesis] = []
    private var near: [Int32] = []
    private var resourceOf: [Int32] = []
    private var resourceNames: [Int32] = []
    private var plotTaken: [Bool] = []
    private var formations = FormationSense()

    /// One way to carry a hypothesis over this batch.
    struct Candidate: Sendable {
        var hypothesis: Int32
        /// Place of the prediction to start from, −1 for a pair of plots.
        var prediction: Int32
        /// Plot of the batch, −1 for a miss, −2 where the beam did not pass.
        var plot: Int32
        var score: Double
        var history: SIMD8<Int32>
    }

    /// A track that the batch concerns, and its candidates.
    private struct TouchedTrack {
        var entry: Int
        var candidates: Range<Int>
    }

    public init(configuration: TrackerConfiguration, poses: [SensorPose]) {
        self.configuration = configuration
        self.poses = poses
    }

    /// Confirmed tracks, oldest first.
    public var tracks: [TargetTrack] {
        var found: [TargetTrack] = []
        forEachTrack { found.append($0) }
        return found
    }

    public var hasTracks: Bool { !entries.isEmpty }

    /// Groups of tracks of which the last choice was not proven best.
    public var unprovenChoices: Int { selection.unproven }

    /// Hypotheses held now.
    public var hypothesisCount: Int { entries.reduce(0) { $0 + $1.count } }

    /// Visits the confirmed tracks, oldest first, without making an array of them.
    public func forEachTrack(_ body: (TargetTrack) -> Void) {
        for entry in entries where entry.isConfirmed {
            let best = entry.block
            guard entry.idle == 0,
                Int(hypotheses[best].misses) <= configuration.missesShown || isNarrow(hypotheses[best].filter)
            else { continue }
            body(
                TargetTrack(
                    identifier: entry.identifier, filter: hypotheses[best].filter, lastUpdate: hypotheses[best].lastHit,
                    isConfirmed: true, hits: Int(hypotheses[best].hits), misses: Int(hypotheses[best].misses),
                    crossSection: hypotheses[best].crossSection))
        }
    }

    /// Whether a track that coasts is still known well enough to be shown.
    private func isNarrow(_ filter: TrackFilter) -> Bool {
        guard configuration.spreadShown > 0 else { return false }
        var carried = filter
        carried.predict(to: latest)
        return carried.deviations.position < configuration.spreadShown
    }

    /// Takes in what one radar saw of an arc of azimuth.
    /// - Parameter batchEnd: when the arc was complete.
    /// - Parameter rotation: period of rotation where the arc is a whole turn, so that each azimuth has its own time.
    public mutating func process(
        _ detections: [Detection], from radar: RadarIdentifier, at batchEnd: SimulationTime,
        sweptFrom: Radians = 0, sweptTo: Radians = 2 * .pi, rotation: Seconds? = nil
    ) {
        let pose = poses[Int(radar.rawValue)]
        latest = max(latest, batchEnd)
        dropStale(batchEnd)
        takeIn(detections, pose: pose)
        let clock = rotation.flatMap { BeamClock(detections, period: $0, end: batchEnd) }
        let arc = SweptArc(radar: 1 << UInt64(radar.rawValue & 63), pose: pose, from: sweptFrom, to: sweptTo, end: batchEnd, clock: clock, mean: meanTime(batchEnd))
        predictedCount = 0
        candidates.removeAll(keepingCapacity: true)
        touched.removeAll(keepingCapacity: true)
        if configuration.formationReach > 0 { senseFormations(batchEnd) }
        for place in entries.indices { propose(place, arc: arc) }
        select()
        for number in touched.indices { settle(number, chosen: Int(selection.chosen[number]), radar: arc.radar) }
        startTracks(radar: arc.radar)
        dropLost()
    }

    // MARK: Plots

    private mutating func takeIn(_ detections: [Detection], pose: SensorPose) {
        plots.removeAll(keepingCapacity: true)
        order.removeAll(keepingCapacity: true)
        for place in detections.indices where !detections[place].isJamStrobe { order.append(Int32(place)) }
        // The order in which plots are named depends on what they say alone.
        order.sort {
            let a = detections[Int($0)], b = detections[Int($1)]
            return (a.time, a.range, a.azimuth, a.elevation, $0) < (b.time, b.range, b.azimuth, b.elevation, $1)
        }
        for place in order {
            let detection = detections[Int(place)]
            let plot = CartesianPlot(detection, pose: pose)
            let cosine = max(0.05, Elementary.sincos(detection.elevation).cos)
            plots.append(
                BatchPlot(
                    plot: plot, time: detection.time,
                    clutter: configuration.clutterDensity / (detection.range * detection.range * cosine),
                    rangeRate: detection.rangeRate, crossSection: detection.crossSection, number: nextPlot,
                    spread: plot.covariance.trace))
            nextPlot &+= 1
        }
        index.build(plots.count) { plots[$0].plot.position }
    }

    private func meanTime(_ batchEnd: SimulationTime) -> SimulationTime {
        guard !plots.isEmpty else { return batchEnd }
        var sum = 0.0
        for plot in plots { sum += plot.time.seconds(since: batchEnd) }
        return batchEnd.advanced(by: min(0, sum / Double(plots.count)))
    }

    /// Asks the neighbours of every first plot for the velocity of their formation.
    private mutating func senseFormations(_ end: SimulationTime) {
        guard entries.contains(where: { hypotheses[$0.block].isSinglePoint }) else { return }
        formations.clear()
        for entry in entries {
            let best = hypotheses[entry.block]
            let time = best.filter.time.seconds
            let isFirst = best.isSinglePoint
            formations.members.append(
                FormationSense.Member(
                    position: best.filter.position, velocity: isFirst ? nil : best.filter.velocity, time: time,
                    weight: isFirst ? best.filter.cruiseCovariance.scaled(2).symmetricInverse.inverse : .identity))
        }
        formations.build()
        for (place, entry) in entries.enumerated() where hypotheses[entry.block].isSinglePoint {
            hypotheses[entry.block].group = formations.velocity(
                of: place, reach: configuration.formationReach, speedMaximum: 600, plots: plots, plotIndex: index,
                now: end.seconds)
        }
    }

    // MARK: Candidates

    /// Lists the ways to carry a track over this batch; nothing if the batch does not concern it.
    private mutating func propose(_ place: Int, arc: SweptArc) {
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
    private mutating func trim(from first: Int) {
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
    private static func isBefore(_ first: Candidate, _ second: Candidate) -> Bool {
        if first.score != second.score { return first.score > second.score }
        return (second.hypothesis, second.plot) > (first.hypothesis, first.plot)
    }

    /// Plots in the gate of a hypothesis with a velocity; whether the arc was swept where it was expected.
    private mutating func proposeHits(_ place: Int, arc: SweptArc) -> Bool {
        let last = hypotheses[place].summary
        let position = last.position
        let velocity = last.velocity
        let expected = arc.look(position + velocity * arc.end.seconds(since: last.time))
        let dt = expected.seconds(since: last.time)
        let isSwept = hypotheses[place].radars & arc.radar != 0 && dt > 0.2 * configuration.shortestInterval
            && arc.contains(position + velocity * dt)
        // Coarse gate: spread now, grown by what a hard turn adds.
        let reach = 4 * last.reach + 400 + 60 * dt * dt + 100 * abs(dt)
        index.collect(around: position + velocity * dt, radius: reach + 1_200, into: &near)
        var nearest: Int32 = -1
        var least = Double.infinity
        var count = 0
        // By place: an iterator would share the array, and writing to it copy it.
        for place in near.indices {
            let number = near[place]
            let offset = plots[Int(number)].plot.position - position
                - velocity * plots[Int(number)].time.seconds(since: last.time)
            let limit = reach + 4 * plots[Int(number)].spread.squareRoot()
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
        guard nearest >= 0 else { return isSwept }
        let number = predictedCount
        if number == predicted.count {
            predicted.append(hypotheses[place].filter)
        } else {
            predicted[number].take(hypotheses[place].filter)
        }
        predicted[number].predict(to: plots[Int(nearest)].time)
        let time = predicted[number].time
        let speed = predicted[number].velocity
        let hull = predicted[number].gateHull(configuration.gate)
        var isUsed = false
        let score = hypotheses[place].score
        for candidate in near[..<count] {
            let at = Int(candidate)
            let shift = speed * plots[at].time.seconds(since: time)
            guard hull.mayHold(plots[at].plot.position, spread: plots[at].spread, shift: shift) else { continue }
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

    /// Plots that may be the second of a track with one plot.
    private mutating func proposePairs(_ place: Int, arc: SweptArc) -> Bool {
        guard !plots.isEmpty || arc.contains(hypotheses[place].summary.position) else { return false }
        let last = hypotheses[place].summary
        let position = last.position
        let since = last.time
        let reachNow = 4 * last.reach
        let group = hypotheses[place].group
        let score = hypotheses[place].score
        let first = CartesianPlot(position: position, covariance: hypotheses[place].filter.cruiseCovariance)
        let expected = arc.look(position)
        let dt = expected.seconds(since: since)
        let isSwept = hypotheses[place].radars & arc.radar != 0 && dt > 0.2 * configuration.shortestInterval && arc.contains(position)
        let reach = configuration.speedMaximum * max(0, arc.end.seconds(since: since)) + reachNow
        index.collect(around: position, radius: reach + 1_200, into: &near)
        for number in near {
            let interval = plots[Int(number)].time.seconds(since: since)
            guard interval > 0.2 * configuration.shortestInterval else { continue }
            let offset = plots[Int(number)].plot.position - position
            let limit = configuration.speedMaximum * interval + reachNow
            guard offset.lengthSquared < limit * limit else { continue }
            let plot = plots[Int(number)]
            let density = configuration.newVelocity.density(
                first: first, second: plot.plot, interval: interval, group: group)
            guard density > 0, let misfit = rateMisfit(position, plot, interval, pose: arc.pose) else { continue }
            let gain = Elementary.log(configuration.detectionProbability * density / plot.clutter) - 0.5 * misfit
            guard gain > 0 else { continue }
            candidates.append(
                Candidate(
                    hypothesis: Int32(place), prediction: -1, plot: number, score: score + gain,
                    history: Hypothesis.history(hypotheses[place].history, adding: plot.number)))
        }
        return isSwept
    }

    /// Squared misfit of the measured range rate to what a pair of plots means, 0 where there is none; nil beyond four deviations.
    private func rateMisfit(_ first: Vector3, _ plot: BatchPlot, _ interval: Double, pose: SensorPose) -> Double? {
        guard let rate = plot.rangeRate else { return 0 }
        let change = (plot.plot.position - pose.translation).length - (first - pose.translation).length
        // The radial speed over the interval is a mean; 25 m/s allows for a turn.
        let deviation = 25 + 2 * min((plot.spread / 3).squareRoot(), 300) / interval
        let misfit = (change / interval - rate) / deviation
        return abs(misfit) < 4 ? misfit * misfit : nil
    }

    // MARK: Choice

    private mutating func select() {
        selection.clear()
        let depth = min(max(1, configuration.decisionDepth), 7)
        resourceNames.removeAll(keepingCapacity: true)
        for track in touched {
            // To choose none must stay the worst for a confirmed track; a first plot alone is worth a little.
            var bonus = 4.0
            if entries[track.entry].isConfirmed, let last = track.candidates.last { bonus = max(4, 4 - candidates[last].score) }
            for place in track.candidates {
                let candidate = candidates[place]
                var resources = SIMD8<Int32>(repeating: -1)
                for lane in 0...depth where candidate.history[lane] >= 0 { resources[lane] = resource(candidate.history[lane]) }
                selection.add(candidate.score + bonus, resources)
            }
            selection.endTrack()
        }
        selection.resourceCount = resourceNames.count
        selection.solve()
        for name in resourceNames { resourceOf[Int(name) & (resourceOf.count - 1)] = -1 }
    }

    /// The place of a plot among those that the present choice is about.
    private mutating func resource(_ number: Int32) -> Int32 {
        if resourceOf.isEmpty { resourceOf = [Int32](repeating: -1, count: 1 << 16) }
        let slot = Int(number) & (resourceOf.count - 1)
        if resourceOf[slot] < 0 {
            resourceOf[slot] = Int32(resourceNames.count)
            resourceNames.append(number)
        }
        return resourceOf[slot]
    }

    /// Carries a track over the batch: the chosen hypothesis first, then what agrees with it and is nearly as likely.
    private mutating func settle(_ number: Int, chosen: Int, radar: UInt64) {
        let track = touched[number]
        var entry = entries[track.entry]
        let isChosen = chosen >= 0
        entry.idle = isChosen ? 0 : entry.idle + 1
        kept.removeAll(keepingCapacity: true)
        guard let leader = isChosen ? chosen : track.candidates.first else {
            entries[track.entry].count = 0
            return
        }
        if configuration.hypothesesMaximum == 1 {
            Self.carry(
                &hypotheses[entry.block], candidates[leader], radar: radar, plots: plots, predicted: predicted,
                configuration: configuration)
        } else {
            let depth = min(max(1, configuration.decisionDepth), 7)
            let best = candidates[leader]
            keep(best, radar: radar)
            for place in track.candidates where place != leader {
                let other = candidates[place]
                guard kept.count < configuration.hypothesesMaximum, other.score > best.score - configuration.hypothesisWindow
                else { break }
                if isChosen, other.history[depth] != best.history[depth] { continue }
                if kept.contains(where: { Self.isSame($0.history, other.history) }) { continue }
                keep(other, radar: radar)
            }
            for place in kept.indices { hypotheses[entry.block + place] = kept[place] }
        }
        entry.count = max(1, kept.count)
        if isChosen, hypotheses[entry.block].hits >= configuration.confirmationHits,
            hypotheses[entry.block].score >= configuration.confirmationScore
        {
            entry.isConfirmed = true
        }
        entries[track.entry] = entry
    }

    /// Two hypotheses whose last three looks are the same soon have the same estimate.
    private static func isSame(_ first: SIMD8<Int32>, _ second: SIMD8<Int32>) -> Bool {
        first[0] == second[0] && first[1] == second[1] && first[2] == second[2]
    }

    private mutating func keep(_ candidate: Candidate, radar: UInt64) {
        kept.append(hypotheses[Int(candidate.hypothesis)])
        Self.carry(
            &kept[kept.count - 1], candidate, radar: radar, plots: plots, predicted: predicted, configuration: configuration)
    }

    /// Carries a hypothesis over this batch.
    private static func carry(
        _ next: inout Hypothesis, _ candidate: Candidate, radar: UInt64, plots: [BatchPlot], predicted: [TrackFilter],
        configuration: TrackerConfiguration
    ) {
        next.score = candidate.score
        next.history = candidate.history
        if candidate.plot == -2 { return }
        next.looks += 1
        guard candidate.plot >= 0 else {
            next.misses += 1
            return
        }
        let plot = plots[Int(candidate.plot)]
        if next.isSinglePoint {
            let interval = plot.time.seconds(since: next.filter.time)
            let first = CartesianPlot(position: next.filter.position, covariance: next.filter.cruiseCovariance)
            let start = configuration.newVelocity.start(
                first: first, second: plot.plot, interval: interval, group: next.group)
            next.filter = TrackFilter(configuration: configuration.motion, start: start, time: plot.time)
            next.isSinglePoint = false
        } else {
            if predicted[Int(candidate.prediction)].time <= plot.time {
                next.filter.take(predicted[Int(candidate.prediction)])
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

    // MARK: Beginning and end

    /// Every plot that no firm track took starts a track.
    private mutating func startTracks(radar: UInt64) {
        plotTaken.removeAll(keepingCapacity: true)
        for _ in plots { plotTaken.append(false) }
        for (number, track) in touched.enumerated() {
            let chosen = Int(selection.chosen[number])
            guard chosen >= 0, candidates[chosen].plot >= 0 else { continue }
            let isFirm = configuration.hypothesesMaximum == 1
                || (hypotheses[entries[track.entry].block].hits >= configuration.firmHits)
            if isFirm { plotTaken[Int(candidates[chosen].plot)] = true }
        }
        for number in plots.indices where !plotTaken[number] && entries.count < 4 * configuration.capacity {
            let plot = plots[number]
            let filter = TrackFilter(
                configuration: configuration.motion, plot: plot.plot, time: plot.time, velocity: .zero, velocityDeviation: 300)
            let first = Hypothesis(
                filter: filter, summary: HypothesisSummary(filter), score: 0,
                history: SIMD8(plot.number, -2, -2, -2, -2, -2, -2, -2), hits: 1, misses: 0, looks: 1, lastHit: plot.time,
                crossSection: plot.crossSection, isSinglePoint: true, radars: radar)
            let block: Int
            if let free = freeBlocks.popLast() {
                block = free
                hypotheses[block] = first
            } else {
                block = hypotheses.count
                for _ in 0..<max(1, configuration.hypothesesMaximum) { hypotheses.append(first) }
            }
            entries.append(
                TrackEntry(
                    identifier: TrackIdentifier(rawValue: nextIdentifier), block: block, count: 1,
                    isConfirmed: configuration.confirmationHits <= 1, idle: 0))
            nextIdentifier &+= 1
        }
    }

    private mutating func dropLost() {
        let spare = configuration.confirmationLooks - configuration.confirmationHits
        var place = 0
        for number in entries.indices {
            let entry = entries[number]
            let block = entry.block
            let isLost = entry.count == 0 || entry.idle > configuration.decisionDepth
                || (!entry.isConfirmed && Int(hypotheses[block].looks - hypotheses[block].hits) > spare)
            keep(number, at: &place, unless: isLost)
        }
        entries.removeLast(entries.count - place)
    }

    private mutating func dropStale(_ time: SimulationTime) {
        let coast = configuration.coastTime
        let tentative = 2.2 * configuration.renewalPeriod
        var place = 0
        for number in entries.indices {
            let age = time.seconds(since: hypotheses[entries[number].block].lastHit)
            keep(number, at: &place, unless: age > (entries[number].isConfirmed ? coast : tentative))
        }
        entries.removeLast(entries.count - place)
    }

    /// Moves an entry down to the next free place, or frees its block.
    @inline(__always)
    private mutating func keep(_ number: Int, at place: inout Int, unless isLost: Bool) {
        if isLost {
            freeBlocks.append(entries[number].block)
        } else {
            if place != number { entries[place] = entries[number] }
            place += 1
        }
    }
}

/// The part of the sky that a batch covers, and when the beam was where.
struct SweptArc {
    /// Which radar, as a bit.
    let radar: UInt64
    let pose: SensorPose
    let from: Double
    let to: Double
    let end: SimulationTime
    let clock: BeamClock?
    let mean: SimulationTime
    /// The two edges, east and north.
    private let begin: SIMD2<Double>
    private let finish: SIMD2<Double>

    init(
        radar: UInt64, pose: SensorPose, from: Double, to: Double, end: SimulationTime, clock: BeamClock?, mean: SimulationTime
    ) {
        self.radar = radar
        self.pose = pose
        self.from = from
        self.to = to
        self.end = end
        self.clock = clock
        self.mean = mean
        let first = Elementary.sincos(from), second = Elementary.sincos(to)
        begin = SIMD2(first.sin, first.cos)
        finish = SIMD2(second.sin, second.cos)
    }

    /// Azimuth of a point of the tracker's frame from the radar, 0…2π.
    @inline(__always)
    func azimuth(_ point: Vector3) -> Double {
        let local = pose.toSensor(point)
        let azimuth = Elementary.atan2(local.x, local.y)
        return azimuth < 0 ? azimuth + 2 * .pi : azimuth
    }

    func look(_ point: Vector3) -> SimulationTime {
        guard let clock else { return mean }
        return clock.look(azimuth(point))
    }

    func contains(_ point: Vector3) -> Bool {
        if to - from > 6.28 { return true }
        let local = pose.toSensor(point)
        guard to - from < 3.1 else {
            let azimuth = azimuth(point)
            return azimuth >= from && azimuth < to
        }
        return local.x * begin.y - local.y * begin.x >= 0 && local.y * finish.x - local.x * finish.y > 0
    }
}
