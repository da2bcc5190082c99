import NumericalMethods
public import Quantities

/// One track as an engagement radar would have to look at it.
public struct SectorDemand: Sendable, Equatable {
    /// Bearing from the radar, clockwise from north, radians.
    public var azimuth: Radians
    /// What is at stake, > 0; any unit, the same for all radars.
    public var weight: Double
    /// Seconds until it must lie inside the sector to be engaged at all.
    public var deadline: Seconds

    package init(azimuth: Radians, weight: Double, deadline: Seconds) {
        self.azimuth = azimuth
        self.weight = weight
        self.deadline = deadline
    }
}

/// One engagement radar as its command post knows it.
public struct SectorRadar: Sendable, Equatable {
    /// Middle of its sector now, radians, and the sector's whole width; a width of 2π has nothing to turn.
    public var centre: Radians
    /// Of what it sees without turning, radians.
    public var width: Radians
    /// How fast the antenna turns, rad/s, > 0.
    public var slewRate: Double
    /// Targets that it can engage at once, ≥ 0.
    public var channels: Int
    /// Where it looks when nothing calls it elsewhere.
    public var restingCentre: Radians
    /// Bearings of targets that it is engaging: they stay inside its sector.
    public var engaged: [Radians]
    /// Each track of the picture, in the same order for every radar; nil where this radar cannot serve it.
    public var demands: [SectorDemand?]

    package init(
        centre: Radians, width: Radians, slewRate: Double, channels: Int, restingCentre: Radians, engaged: [Radians],
        demands: [SectorDemand?]
    ) {
        self.centre = centre
        self.width = width
        self.slewRate = slewRate
        self.channels = channels
        self.restingCentre = restingCentre
        self.engaged = engaged
        self.demands = demands
    }
}

/// Gives the engagement radars of a command post their sectors.
///
/// A weighted maximal covering on the circle with capacities: radar by radar, the one whose best sector adds most takes it; it
/// serves the heaviest tracks in it, as many as it has channels, and what is served counts for no other. A track counts in a
/// sector only where the antenna is there before the track's deadline. An optimal arc has a track at its edge, so that only the
/// arcs that begin or end at a track need be looked at. A radar that serves nothing then backs up what is heaviest; one that sees
/// nothing at all returns to its resting direction.
/// - Source: Church & ReVelle, *Papers of the Regional Science Association* 32 (1974); capacities: Current & Storbeck,
///   *Environment and Planning B* 15 (1988).
public enum SectorAllocation {
    /// Share of the width that is kept free at the sector's edges where there is room for it: what is at the edge now may leave it.
    private static let edgeShare = 0.1

    /// The middle of each radar's sector as ordered, radians, 0…2π.
    public static func centres(_ radars: [SectorRadar]) -> [Radians] {
        var ordered = radars.map(\.centre)
        var isServed = Array(repeating: false, count: radars.first?.demands.count ?? 0)
        var waiting = radars.indices.filter { radars[$0].width < 2 * .pi }
        let calls = radars.map { Self.calls(on: $0) }
        while !waiting.isEmpty {
            var best: (radar: Int, arc: Arc)?
            for radar in waiting {
                let arc = bestArc(radars[radar], calls[radar], isServed: isServed)
                if best == nil || arc.weight > best!.arc.weight { best = (radar, arc) }
            }
            guard let (radar, arc) = best else { break }
            waiting.removeAll { $0 == radar }
            if arc.weight > 0 {
                ordered[radar] = arc.centre
                for track in arc.served { isServed[track] = true }
            } else {
                let nothing = Array(repeating: false, count: isServed.count)
                let backup = bestArc(radars[radar], calls[radar], isServed: nothing)
                ordered[radar] = backup.weight > 0 ? backup.centre : resting(radars[radar])
            }
        }
        return ordered
    }

    /// The middle of a sector after turning towards an ordered one for a time: the short way round.
    public static func turned(from centre: Radians, to ordered: Radians, slewRate: Double, for time: Seconds) -> Radians {
        let turn = difference(ordered, centre)
        let most = slewRate * max(0, time)
        return abs(turn) <= most ? normal(ordered) : normal(centre + (turn < 0 ? -most : most))
    }

    /// An angle less another, −π…π.
    public static func difference(_ angle: Radians, _ other: Radians) -> Radians {
        var turn = angle - other
        if abs(turn) >= 2 * .pi { turn = turn.truncatingRemainder(dividingBy: 2 * .pi) }
        if turn > .pi { turn -= 2 * .pi }
        if turn < -.pi { turn += 2 * .pi }
        return turn
    }

    private struct Arc {
        var centre: Radians
        var weight: Double
        var served: [Int]
    }

    /// One demand on a radar, and whether it lies inside the sector as it is.
    private struct Call {
        var track: Int
        var demand: SectorDemand
        var isInsideNow: Bool
    }

    /// The demands on a radar, the heaviest first, of equals the first track: in that order a sector serves them until its channels are
    /// taken, so that no sector that is tried needs to sort.
    private static func calls(on radar: SectorRadar) -> [Call] {
        let half = radar.width / 2
        let calls = radar.demands.enumerated().compactMap { track, demand in
            demand.map { Call(track: track, demand: $0, isInsideNow: abs(difference($0.azimuth, radar.centre)) <= half) }
        }
        return calls.sorted { ($0.demand.weight, $1.track) > ($1.demand.weight, $0.track) }
    }

    private static func normal(_ angle: Radians) -> Radians {
        let turn = angle.truncatingRemainder(dividingBy: 2 * .pi)
        return turn < 0 ? turn + 2 * .pi : turn
    }

    /// Nothing calls: back to rest as far as what is engaged allows.
    private static func resting(_ radar: SectorRadar) -> Radians { clamped(radar.restingCentre, radar) }

    /// The nearest centre at which everything engaged stays inside; the present one where nothing does.
    private static func clamped(_ centre: Radians, _ radar: SectorRadar) -> Radians {
        guard !radar.engaged.isEmpty else { return normal(centre) }
        let half = radar.width / 2
        var low = -Double.pi
        var high = Double.pi
        for bearing in radar.engaged {
            let offset = difference(bearing, radar.centre)
            low = max(low, offset - half)
            high = min(high, offset + half)
        }
        guard low <= high else { return normal(radar.centre) }
        let wanted = difference(centre, radar.centre)
        return normal(radar.centre + min(max(wanted, low), high))
    }

    private static func bestArc(_ radar: SectorRadar, _ calls: [Call], isServed: [Bool]) -> Arc {
        var candidates = [clamped(radar.centre, radar)]
        let waiting = calls.filter { !isServed[$0.track] }
        candidates.reserveCapacity(1 + 2 * waiting.count)
        let half = radar.width / 2
        let inset = half * (1 - edgeShare)
        for (track, demand) in radar.demands.enumerated() where !isServed[track] {
            guard let demand else { continue }
            candidates.append(clamped(demand.azimuth + inset, radar))
            candidates.append(clamped(demand.azimuth - inset, radar))
        }
        // All inside already: no turn serves more.
        if candidates.count > 1, waiting.allSatisfy({ abs(difference($0.demand.azimuth, candidates[0])) <= half }) {
            return arc(radar, waiting, centre: candidates[0])
        }
        var best = candidates[0]
        var bestWeight = -1.0
        var bestTurn = Double.infinity
        for centre in candidates {
            var weight = 0.0
            visit(radar, waiting, centre: centre) { weight += $0.demand.weight }
            let turn = abs(difference(centre, radar.centre))
            // Of equals the one that needs the least turning.
            let isBetter = weight > bestWeight * (1 + 1e-9) || (weight >= bestWeight * (1 - 1e-9) && turn < bestTurn - 1e-9)
            if isBetter {
                best = centre
                bestWeight = weight
                bestTurn = turn
            }
        }
        return arc(radar, waiting, centre: best)
    }

    /// A sector and what it serves.
    private static func arc(_ radar: SectorRadar, _ waiting: [Call], centre: Radians) -> Arc {
        var arc = Arc(centre: normal(centre), weight: 0, served: [])
        visit(radar, waiting, centre: centre) {
            arc.weight += $0.demand.weight
            arc.served.append($0.track)
        }
        return arc
    }

    /// Visits what a sector serves, the heaviest first: as many as the radar has channels.
    @inline(__always)
    private static func visit(_ radar: SectorRadar, _ waiting: [Call], centre: Radians, _ body: (Call) -> Void) {
        let slewing = abs(difference(centre, radar.centre)) / max(radar.slewRate, 1e-6)
        let half = radar.width / 2
        var left = max(1, radar.channels)
        waiting.withUnsafeBufferPointer { waiting in
            for call in waiting {
                guard abs(difference(call.demand.azimuth, centre)) <= half + 1e-9, call.isInsideNow || slewing <= call.demand.deadline
                else { continue }
                body(call)
                left -= 1
                if left == 0 { return }
            }
        }
    }
}
