import NumericalMethods
import TacticalMessages

/// How many engagements each fire unit can take at most, and the tracks that are best given to them.
///
/// A unit can begin no more engagements than it has free target channels, nor than its guidance channels, its rounds or
/// its rounds above the reserve allow when each engagement takes the smallest salvo that a track here calls for. Unlike
/// salvos or types of round can make the true limit lower, so that the assignment is a bound; where it also fits, it is
/// the optimum.
struct FireUnitPlaces {
    /// Entries of the assignment matrix that a command cycle can afford: some tenths of a millisecond.
    private static let entriesMaximum = 20_000

    private let worths: [Double]
    /// Tracks that have an option, in order.
    private var tracks: [Int] = []
    /// Best option of each of `tracks` on each unit, track by track; −1 where there is none.
    private var best: [Int] = []
    /// Unit of each place.
    private var unitOfPlace: [Int] = []
    private let unitCount: Int

    init(
        fireUnits: [FireUnitStatus], options: [EngagementOption], salvos: [Int], isTooUnlikely: [Bool], worths: [Double],
        doctrine: EngagementDoctrine, trackCount: Int
    ) {
        self.worths = worths
        unitCount = fireUnits.count
        var rowOfTrack = Array(repeating: -1, count: trackCount)
        for (place, option) in options.enumerated() where worths[place] > 0 && !isTooUnlikely[place] {
            guard fireUnits[option.fireUnit].readyRounds[Int(option.interceptorType.rawValue)] >= 1 else { continue }
            if rowOfTrack[option.track] < 0 {
                rowOfTrack[option.track] = tracks.count
                tracks.append(option.track)
                best.append(contentsOf: repeatElement(-1, count: unitCount))
            }
            let pair = rowOfTrack[option.track] * unitCount + option.fireUnit
            if best[pair] < 0 || worths[place] > worths[best[pair]] { best[pair] = place }
        }
        let smallest = max(1, salvos.min() ?? 1)
        for (unit, status) in fireUnits.enumerated() {
            // No unit needs more places than there are tracks that it can engage.
            let wanted = tracks.indices.reduce(0) { $0 + (best[$1 * unitCount + unit] >= 0 ? 1 : 0) }
            let reserve = options.reduce(doctrine.reserveRounds) { $1.fireUnit == unit ? min($0, doctrine.reserve(for: $1)) : $0 }
            let count = min(wanted, Self.engagements(status, smallest: smallest, reserve: reserve))
            unitOfPlace.append(contentsOf: repeatElement(unit, count: max(0, count)))
        }
    }

    /// Engagements that a unit can begin at most.
    private static func engagements(_ unit: FireUnitStatus, smallest: Int, reserve: Int) -> Int {
        // Only the last engagement can be cut short by guidance channels, by a single type of round or by the reserve; with several types
        // any of them can, and then counts for one.
        let each = unit.readyRounds.count { $0 > 0 } <= 1 ? smallest : 1
        func fitting(_ resource: Int) -> Int { resource <= 0 ? 0 : (resource + each - 1) / each }
        return min(
            unit.freeTargetChannels, fitting(unit.freeGuidanceChannels), fitting(unit.readyRounds.reduce(0, +) - reserve))
    }

    var isAffordable: Bool { tracks.count * unitOfPlace.count <= Self.entriesMaximum }

    /// The options of greatest total worth, one a track at most, within the places; and that worth.
    func assign() -> (chosen: [Int], worth: Double) {
        let columns = unitOfPlace.count
        guard columns > 0 else { return ([], 0) }
        var costs = Array(repeating: 0.0, count: tracks.count * columns)
        for row in tracks.indices {
            for (column, unit) in unitOfPlace.enumerated() {
                let option = best[row * unitCount + unit]
                // A pair that saves nothing stands for a track left alone, or a place left empty.
                if option >= 0 { costs[row * columns + column] = -worths[option] }
            }
        }
        var workspace = LinearAssignmentWorkspace()
        let worth = -workspace.solve(costs: costs, rows: tracks.count, columns: columns)
        let chosen = tracks.indices.compactMap { row -> Int? in
            let column = workspace.column(ofRow: row)
            guard column >= 0 else { return nil }
            let option = best[row * unitCount + unitOfPlace[column]]
            return option >= 0 ? option : nil
        }
        return (chosen, worth)
    }

    /// No decision saves more than if each unit had the tracks to itself.
    func boundOfUnitsAlone() -> Double {
        (0..<unitCount).reduce(0.0) { sum, unit in
            let places = unitOfPlace.count { $0 == unit }
            let own = tracks.indices.compactMap { row -> Double? in
                let option = best[row * unitCount + unit]
                return option >= 0 ? worths[option] : nil
            }
            return sum + own.sorted(by: >).prefix(places).reduce(0, +)
        }
    }
}
