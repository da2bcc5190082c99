import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities

/// What a fire unit can intercept over ground range and altitude, flown cell by cell.
package struct Envelope: Sendable {
    /// One missile at one place.
    package struct Shot: Sendable {
        /// Index of the missile in the model.
        package var missile: Int
        /// What stands in the way; nil where it can be done.
        package var limit: EnvelopeLimit?
        /// Mean over the flights, reliability of the missile, fuze and lethality included; 0 where it cannot be done.
        package var killProbability: Double
        /// Seconds, mean of the flights that came to their target; the fly-out table's where none was flown.
        package var timeOfFlight: Seconds
        /// Median closest approach, metres; infinite where none was flown or most never came near.
        package var miss: Metres
        /// m/s, mean.
        package var arrivalSpeed: MetresPerSecond
        /// Flights flown.
        package var flights: Int
    }

    /// One place: all missiles, and the one to take.
    package struct Cell: Sendable {
        package var range: Metres
        package var altitude: Metres
        package var shots: [Shot]
        /// The shot with the greatest kill probability; where none can be done, the one that gets farthest through
        /// kinematics, horizon, detection and reaction.
        package var best: Shot
    }

    package let model: EnvelopeModel
    /// Ground ranges and altitudes of the cells' middles, metres, ascending.
    package let ranges: [Metres]
    package let altitudes: [Metres]
    /// Altitude by altitude.
    package let cells: [Cell]

    /// The altitudes that envelopes are drawn for, metres: low ones close together.
    package static let standardAltitudes: [Metres] = [
        25, 35, 50, 70, 100, 150, 200, 300, 400, 500, 700, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 7_000, 10_000, 12_500, 15_000,
        20_000, 25_000, 30_000,
    ]

    /// Ranges from near to the farthest that any missile flies, the near ones closer together.
    package static func standardRanges(_ model: EnvelopeModel, count: Int = 60) -> [Metres] {
        (0..<count).map { place in
            let share = (Double(place) + 0.5) / Double(count)
            return model.rangeMaximum * share * (0.25 + 0.75 * share)
        }
    }

    /// Flies every cell; cells are shared out among threads.
    /// - Parameters:
    ///   - bearing: of the target from the site, radians.
    ///   - flights: of each missile in each cell that nothing else rules out.
    package init(
        model: EnvelopeModel, ranges: [Metres], altitudes: [Metres], bearing: Radians = 0, flights: Int, seed: UInt64, jobs: Int,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.model = model
        self.ranges = ranges
        self.altitudes = altitudes
        let line = GeodesicLine(from: model.site, azimuth: bearing)
        // The farthest cells fly longest: dealing them first keeps both ends busy.
        let count = ranges.count * altitudes.count
        cells = ParallelRows.map(count: count, jobs: jobs, progress: progress) { place in
            let range = ranges[place % ranges.count]
            let altitude = altitudes[place / ranges.count]
            let shots = model.missiles.indices.map { missile in
                Self.shot(
                    model, missile: missile, range: range, altitude: altitude, line: line, flights: flights, seed: seed,
                    entity: UInt32(place * model.missiles.count + missile))
            }
            return Cell(range: range, altitude: altitude, shots: shots, best: Self.best(shots))
        }
    }

    private static func best(_ shots: [Shot]) -> Shot {
        let order: [EnvelopeLimit?] = [.kinematic, .horizon, .detection, .reaction, nil]
        func rank(_ shot: Shot) -> Int { order.firstIndex { $0 == shot.limit }! }
        return shots.reduce(shots[0]) { known, other in
            (rank(other), other.killProbability) > (rank(known), known.killProbability) ? other : known
        }
    }

    static func shot(
        _ model: EnvelopeModel, missile index: Int, range: Metres, altitude: Metres, line: GeodesicLine, flights: Int,
        seed: UInt64, entity: UInt32
    ) -> Shot {
        let missile = model.missiles[index]
        let fly = missile.table.fly(groundRange: range, altitude: altitude)
        var shot = Shot(
            missile: index, limit: nil, killProbability: 0, timeOfFlight: fly.timeOfFlight, miss: .infinity, arrivalSpeed: 0, flights: 0)
        guard model.isInReach(fly, of: missile, range: range, altitude: altitude) else {
            shot.limit = .kinematic
            return shot
        }
        if let obstacle = model.obstacle(timeOfFlight: fly.timeOfFlight, range: range, altitude: altitude, along: line) {
            shot.limit = obstacle
            return shot
        }
        let flight = EnvelopeFlight(
            envelope: model, missile: missile, range: range, altitude: altitude, timeOfFlight: fly.timeOfFlight, line: line)
        let results = (0..<flights).map { flight.fly(seed: seed, number: UInt32($0), entity: entity) }
        let arrived = results.filter { $0.miss <= missile.model.lethality.fuzeRadius }
        shot.flights = flights
        let sorted = results.map(\.miss).sorted()
        if flights > 0 { shot.miss = sorted[flights / 2] }
        guard !arrived.isEmpty else {
            shot.limit = .kinematic
            return shot
        }
        var kill = 0.0
        for result in arrived {
            kill += Endgame.killProbability(
                miss: result.miss, closingSpeed: result.closingSpeed, lethality: missile.model.lethality,
                vulnerability: model.target.vulnerability, ground: result.ground)
        }
        shot.killProbability = missile.model.flightReliability * kill / Double(flights)
        shot.timeOfFlight = arrived.map(\.time).reduce(0, +) / Double(arrived.count)
        shot.arrivalSpeed = arrived.map(\.arrivalSpeed).reduce(0, +) / Double(arrived.count)
        return shot
    }

    package subscript(range: Int, altitude: Int) -> Cell { cells[altitude * ranges.count + range] }

    /// The farthest cell that can be intercepted in, of one missile or of any, metres; 0 for none.
    package func rangeMaximum(missile: Int? = nil, altitude: Int? = nil) -> Metres {
        cells.filter { cell in
            if let altitude, cell.altitude != altitudes[altitude] { return false }
            guard let missile else { return cell.best.limit == nil }
            return cell.shots[missile].limit == nil
        }.map(\.range).max() ?? 0
    }
}
