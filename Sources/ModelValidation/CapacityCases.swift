import ClosedForms
import NumericalMethods
import Stochastics
import StudyStatistics

/// The largest raid that a defence holds (folder `capacity`): exactly, and by the root finder of studies on drawn leakers.
enum CapacityCases {
    static let folder = ReferenceFolder(name: "capacity") { url in
        let exact = try MechanismTables.answer(folder: url, tables: ["largest_raid": largest, "curves": curves])
        // The finder's intervals are answers of their own, judged by how many hold the exact raid.
        let finder = exact.filter { $0.key == "lo" || $0.key == "hi" }.map { answer in
            var moved = answer
            moved.fixture = "extra_interval"
            return moved
        }
        return exact.filter { $0.key != "lo" && $0.key != "hi" } + finder
    }

    private static func defence(_ table: ReferenceTable, _ row: Int) throws -> RaidDefence {
        let rounds = try table.whole(row, "rounds", in: 0...1_000_000)
        let kill = try table.probability(row, "p_kill")
        func whole(_ column: String) throws -> Int { try table.whole(row, column, in: 1...10_000) }
        switch try table.text(row, "model") {
        case "even": return .even(rounds: rounds, kill: kill)
        case "channels":
            return .channels(try whole("channels"), cycles: try whole("cycles"), salvo: try whole("salvo"), rounds: rounds, kill: kill)
        case "shoot_look_shoot":
            return .shootLookShoot(
                channels: try whole("channels"), cycles: try whole("cycles"), salvo: try whole("salvo"), rounds: rounds, kill: kill)
        case let other:
            throw ReferenceError.malformed(
                file: table.file, why: "row \(row + 1): model \(other) is none of even, channels, shoot_look_shoot")
        }
    }

    private static func mean(_ leakers: [Double]) -> Double {
        leakers.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    }

    @Sendable private static func largest(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let defence = try defence(table, row)
        let allowed = try table.whole(row, "leakers_allowed", in: 0...10_000)
        let wanted = try table.probability(row, "confidence_required")
        let raid = defence.largestRaid(leakersAllowed: allowed, confidence: wanted)
        let found = CapacitySearch(share: wanted, sizeMaximum: 4 * raid + 16, runsFirst: 100, runsMaximum: 1_600)
            .find { size, runs in drawn(defence, size, runs, allowed: allowed, entity: UInt32(row)) }
        return MechanismTables.numbers(
            ("n_star", Double(raid)), ("P_at_n_star", defence.holds(raid, leakersAllowed: allowed)),
            ("P_at_n_star_plus_1", defence.holds(raid + 1, leakersAllowed: allowed)),
            ("mean_leakers_at_n_star", mean(defence.leakers(of: raid))),
            ("mean_leakers_at_n_star_plus_1", mean(defence.leakers(of: raid + 1))), ("lo", Double(found.low)),
            ("hi", found.high.map(Double.init) ?? Double(4 * raid + 16)))
    }

    /// Raids of a size with as many leakers as are allowed or fewer, among drawn ones; one number decides a raid whatever its size.
    private static func drawn(_ defence: RaidDefence, _ size: Int, _ runs: Range<Int>, allowed: Int, entity: UInt32) -> Int {
        let holds = defence.holds(size, leakersAllowed: allowed)
        return runs.count { run in
            var stream = RandomStream(studySeed: 20_190_530, runIndex: UInt32(run), entity: entity, purpose: DrawPurpose(rawValue: 0xFFF5))
            return stream.nextUniform() < holds
        }
    }

    @Sendable private static func curves(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let leakers = try defence(table, row).leakers(of: table.whole(row, "n", in: 1...100_000))
        let middle = mean(leakers)
        let variance = leakers.enumerated().reduce(0) { sum, entry in
            let distance = Double(entry.offset) - middle
            return sum + distance * distance * entry.element
        }
        return MechanismTables.numbers(("mean_leakers", middle), ("sd_leakers", variance.squareRoot()))
            + (0...3).map { ("P_at_most_\($0)", .number(min(1, leakers.prefix($0 + 1).reduce(0, +)))) }
    }
}
