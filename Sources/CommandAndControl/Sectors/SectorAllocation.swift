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
        while !waiting.isEmpty {
            var best: (radar: Int, arc: Arc)?
            for radar in waiting {
                let arc = bestArc(radars[radar], isServed: isServed)
                if best == nil || arc.weight > best!.arc.weight { best = (radar, arc) }
            }
            guard let (radar, arc) = best else { break }
            waiting.removeAll { $0 == radar }
            if arc.weight > 0 {
                ordered[radar] = arc.centre
                for track in arc.served { isServed[track] = true }
            } else {
                let nothing = Array(repeating: false, count: isServed.count)
                let backup = bestArc(radars[radar], isServed: nothing)
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
        var turn = (angle - other).truncatingRemainder(dividingBy: 2 * .pi)
        if turn > .pi { turn -= 2 * .pi }
        if turn < -.pi { turn += 2 * .pi }
        return turn
    }

    private struct Arc {
        var centre: Radians
        var weight: Double
        var served: [Int]
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

    private static func bestArc(_ radar: SectorRadar, isServed: [Bool]) -> Arc {
        var candidates = [clamped(radar.centre, radar)]
        let half = radar.width / 2
        let inset = half * (1 - edgeShare)
        for (track, demand) in radar.demands.enumerated() where !isServed[track] {
            guard let demand else { continue }
            for centre in [demand.azimuth + inset, demand.azimuth - inset] { candidates.append(clamped(centre, radar)) }
        }
        // All inside already: no turn serves more.
        if candidates.count > 1, radar.demands.enumerated().allSatisfy({ track, demand in
            isServed[track] || demand == nil || abs(difference(demand!.azimuth, candidates[0])) <= half
        }) {
            return arc(radar, centre: candidates[0], isServed: isServed)
        }
        var best = Arc(centre: candidates[0], weight: -1, served: [])
        var bestTurn = Double.infinity
        for centre in candidates {
            let arc = self.arc(radar, centre: centre, isServed: isServed)
            let turn = abs(difference(centre, radar.centre))
            // Of equals the one that needs the least turning.
            let isBetter = arc.weight > best.weight * (1 + 1e-9) || (arc.weight >= best.weight * (1 - 1e-9) && turn < bestTurn - 1e-9)
            if isBetter {
                best = arc
                bestTurn = turn
            }
        }
        return best
    }

    private static func arc(_ radar: SectorRadar, centre: Radians, isServed: [Bool]) -> Arc {
        let slewing = abs(difference(centre, radar.centre)) / max(radar.slewRate, 1e-6)
        var inside: [(track: Int, weight: Double)] = []
        for (track, demand) in radar.demands.enumerated() where !isServed[track] {
            guard let demand, abs(difference(demand.azimuth, centre)) <= radar.width / 2 + 1e-9 else { continue }
            let isInsideNow = abs(difference(demand.azimuth, radar.centre)) <= radar.width / 2
            guard isInsideNow || slewing <= demand.deadline else { continue }
            inside.append((track, demand.weight))
        }
        inside.sort { ($0.weight, $1.track) > ($1.weight, $0.track) }
        let taken = inside.prefix(max(1, radar.channels))
        return Arc(centre: normal(centre), weight: taken.reduce(0) { $0 + $1.weight }, served: taken.map(\.track))
    }
}
