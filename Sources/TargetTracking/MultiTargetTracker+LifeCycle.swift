import NumericalMethods
import Quantities
import TacticalMessages

// How tracks begin and end.
extension MultiTargetTracker {
    /// Asks the neighbours of every first plot for the velocity of their formation.
    mutating func senseFormations(_ end: SimulationTime) {
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

    /// Every plot that no firm track took starts a track.
    mutating func startTracks(radar: UInt64) {
        guard !plots.isEmpty else { return }
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
                history: SIMD8(plot.number, -2, -2, -2, -2, -2, -2, -2), hits: 1, misses: 0, beaten: 0, looks: 1, lastHit: plot.time,
                crossSection: plot.crossSection, isSinglePoint: true, radars: radar)
            let block: Int
            if let free = freeBlocks.popLast() {
                block = free
                hypotheses[block] = first
                outlines[block] = HypothesisOutline(first)
                for sensor in azimuths.indices where block < azimuths[sensor].count { azimuths[sensor][block] = .nan }
            } else {
                block = hypotheses.count
                for _ in 0..<max(1, configuration.hypothesesMaximum) {
                    hypotheses.append(first)
                    outlines.append(HypothesisOutline(first))
                }
            }
            entries.append(
                TrackEntry(
                    identifier: TrackIdentifier(rawValue: nextIdentifier), startedAt: plot.time, startedFrom: first.summary.position,
                    startReach: first.summary.reach, block: block, isConfirmed: configuration.confirmationHits <= 1))
            noteStaleness(of: entries.count - 1)
            nextIdentifier &+= 1
        }
    }

    /// Drops the tracks that are lost. Only those that the batch touched or started can be: all others are as the last batch left them.
    mutating func dropLost(startedFrom known: Int) {
        var isAnyLost = false
        for place in touched.indices where isLost(entries[touched[place].entry]) { isAnyLost = true }
        for place in known..<entries.count where isLost(entries[place]) { isAnyLost = true }
        guard isAnyLost else { return }
        var place = 0
        for number in entries.indices { keep(number, at: &place, unless: isLost(entries[number])) }
        entries.removeLast(entries.count - place)
    }

    // Mutating in word alone, as are its neighbours: a tracker that is read between two changes would be copied.
    @inline(__always)
    private mutating func isLost(_ entry: TrackEntry) -> Bool {
        let block = entry.block
        return entry.count == 0 || entry.idle > configuration.decisionDepth
            || (entry.isConfirmed
                ? hypotheses[block].beaten >= configuration.beatenMaximum
                : Int(hypotheses[block].looks - hypotheses[block].hits) > configuration.confirmationLooks - configuration.confirmationHits)
    }

    /// Drops the tracks that have gone too long without a plot; none has where the first of them is not due.
    /// - Parameter clock: where the batch is a whole turn: what counts is then how long it has been when the beam comes by, not at the
    ///   end of the turn, by which the beam has looked once more.
    mutating func dropStale(_ time: SimulationTime, clock: BeamClock?, pose: SensorPose) {
        guard time.seconds >= nextStale else { return }
        nextStale = .infinity
        var place = 0
        for number in entries.indices {
            var isStale = time.seconds(since: lastExpected(entries[number])) > lifetime(entries[number])
            if isStale, let clock {
                let look = clock.look(pose.azimuth(outlines[entries[number].block].summary.expected(at: time)))
                isStale = look.seconds(since: lastExpected(entries[number])) > lifetime(entries[number])
            }
            if !isStale { noteStaleness(of: number) }
            keep(number, at: &place, unless: isStale)
        }
        entries.removeLast(entries.count - place)
    }

    /// Since when a track goes without a plot: its last one, or its way out of the cone of silence.
    @inline(__always)
    private mutating func lastExpected(_ entry: TrackEntry) -> SimulationTime { max(hypotheses[entry.block].lastHit, entry.hiddenUntil) }

    /// How long a track is kept without a plot, seconds.
    @inline(__always)
    private mutating func lifetime(_ entry: TrackEntry) -> Double {
        entry.isConfirmed ? configuration.coastTime : 2.2 * configuration.renewalPeriod
    }

    /// Brings the time of the next look for stale tracks forward to that of one of them; a millisecond early, so that no rounding is late.
    mutating func noteStaleness(of number: Int) {
        let entry = entries[number]
        nextStale = min(nextStale, lastExpected(entry).seconds + lifetime(entry) - 0.001)
    }

    /// Moves an entry down to the next free place, or frees its block.
    @inline(__always)
    mutating func keep(_ number: Int, at place: inout Int, unless isLost: Bool) {
        if isLost {
            freeBlocks.append(entries[number].block)
        } else {
            if place != number { entries[place] = entries[number] }
            place += 1
        }
    }
}
