import NumericalMethods
import Quantities

/// Where targets fly in formation, neighbours tell the velocity of a new one.
///
/// In a grid of 1.5 km whose members move as far between looks, a single pair of plots cannot tell the true motion from
/// that motion and a step of the grid: the false one fits nearly as well. The whole group can: the true velocity V explains every member,
/// and exactly, the false one leaves an edge of the grid over and meets the unevenness of the grid everywhere.
///
///     V = arg max Σ_i max( ε, max_j −½ |p_i + V T − z_j|²_R )      over the first plots i near one another, mean-shifted
/// Where enough tracks with a velocity are near, their median stands instead.
struct FormationSense: Sendable {
    /// A place that may belong to a formation: a first plot, or a track.
    struct Member: Sendable {
        var position: Vector3
        /// Nil for a first plot.
        var velocity: Vector3?
        var time: Double
        var weight: Matrix3
    }

    var members: [Member] = []
    private var index = PlotIndex()
    private var found: [Vector3?] = []
    private var neighbours: [Int32] = []
    // Work space, kept from call to call.
    private var velocities: [Vector3] = []
    private var values: [Double] = []
    private let fewest = 6

    mutating func clear() { members.removeAll(keepingCapacity: true) }

    mutating func build() {
        index.build(members.count) { members[$0].position }
        found.removeAll(keepingCapacity: true)
        for _ in members { found.append(nil) }
    }

    /// Common velocity of the members around a first plot, nil where there is none.
    /// - Parameter reach: how far neighbours may be, metres.
    mutating func velocity(
        of place: Int, reach: Double, speedMaximum: Double, plots: [BatchPlot], plotIndex: PlotIndex, now: Double
    ) -> Vector3? {
        let own = members[place]
        neighbours.removeAll(keepingCapacity: true)
        index.visit(around: own.position, radius: reach) { other in
            if (members[other].position - own.position).lengthSquared < reach * reach { neighbours.append(Int32(other)) }
        }
        neighbours.sort()
        if let settled = settled(own) { return settled }
        neighbours.removeAll {
            members[Int($0)].velocity != nil || members[Int($0)].time != own.time && abs(members[Int($0)].time - own.time) > 1
        }
        guard neighbours.count >= fewest else { return nil }
        var best: (support: Double, velocity: Vector3)?
        // What a neighbour found is the first guess.
        for neighbour in neighbours {
            guard let seed = found[Int(neighbour)] else { continue }
            let (support, velocity) = refined(seed, plots, plotIndex, speedMaximum)
            if support > (best?.support ?? 0) { best = (support, velocity) }
            if support > 0.8 { break }
        }
        if (best?.support ?? 0) < 0.7 {
            seed(own, plots, plotIndex, speedMaximum)
            for guess in velocities.indices {
                let (support, velocity) = refined(velocities[guess], plots, plotIndex, speedMaximum)
                if support > (best?.support ?? 0) { best = (support, velocity) }
            }
        }
        guard let best, best.support > 0.5 else { return nil }
        found[place] = best.velocity
        return best.velocity
    }

    /// Median velocity of the tracks around, if most of them agree with it.
    private mutating func settled(_ own: Member) -> Vector3? {
        velocities.removeAll(keepingCapacity: true)
        for neighbour in neighbours {
            if let velocity = members[Int(neighbour)].velocity { velocities.append(velocity) }
        }
        guard velocities.count >= fewest - 2 else { return nil }
        let middle = Vector3(median(0), median(1), median(2))
        var agreeing = 0
        for velocity in velocities where (velocity - middle).length < 80 { agreeing += 1 }
        return 10 * agreeing >= 7 * velocities.count ? middle : nil
    }

    /// Median of one axis of the velocities.
    private mutating func median(_ axis: Int) -> Double {
        values.removeAll(keepingCapacity: true)
        for velocity in velocities { values.append(velocity[axis]) }
        values.sort()
        return values[values.count / 2]
    }

    /// Lists the velocities that plots near a first plot would mean.
    private mutating func seed(_ own: Member, _ plots: [BatchPlot], _ plotIndex: PlotIndex, _ speedMaximum: Double) {
        velocities.removeAll(keepingCapacity: true)
        plotIndex.visit(around: own.position, radius: speedMaximum * 6) { number in
            let interval = plots[number].time.seconds - own.time
            guard interval > 0.5 else { return }
            let velocity = (plots[number].plot.position - own.position) / interval
            if velocity.length < speedMaximum, abs(velocity.z) < 250 { velocities.append(velocity) }
        }
        velocities.sort { ($0.x, $0.y) < ($1.x, $1.y) }
    }

    /// How much of the group a velocity explains (0…1), and the mean velocity of what it explains.
    private mutating func refined(
        _ seed: Vector3, _ plots: [BatchPlot], _ plotIndex: PlotIndex, _ speedMaximum: Double
    ) -> (support: Double, velocity: Vector3) {
        var velocity = seed
        var support = 0.0
        for round in 0..<3 {
            var sum = Vector3.zero
            var weight = 0.0
            support = 0
            for neighbour in neighbours {
                let member = members[Int(neighbour)]
                var nearest = 16.0
                var match: Vector3?
                plotIndex.visit(around: member.position + velocity * 5, radius: 1_500) { number in
                    let interval = plots[number].time.seconds - member.time
                    guard interval > 0.5 else { return }
                    let miss = plots[number].plot.position - member.position - velocity * interval
                    let distance = miss.dot(member.weight * miss)
                    if distance < nearest {
                        nearest = distance
                        match = (plots[number].plot.position - member.position) / interval
                    }
                }
                guard let match else { continue }
                // A soft count: 1 for an exact fit, 0 at four deviations.
                let worth = 1 - nearest / 16
                support += worth
                sum += match * worth
                weight += worth
            }
            support /= Double(neighbours.count)
            // Nothing comes of a seed that explains next to nothing.
            if weight == 0 || (round == 0 && support < 0.25) { return (0, seed) }
            velocity = sum / weight
        }
        // Aircraft fly faster than drift: between two that explain as much, the likelier speed.
        let speed = velocity.length
        let penalty = speed < 100 ? 0.15 : (speed > 450 ? 0.15 : 0)
        return (support - penalty, velocity)
    }
}
