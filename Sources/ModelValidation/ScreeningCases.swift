import Foundation
import NumericalMethods
import Stochastics

/// Elementary effects and indices on given points (folder `screening`), by the estimators of studies; and the exact values.
enum ScreeningCases {
    static let folder = ReferenceFolder(name: "screening") { url in
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
        let points = Set(names.filter { $0.hasPrefix("points_") && $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) })
        return try MechanismTables.answer(
            folder: url,
            tables: [
                "radial": { try radial($0, $1, folder: url) }, "indices_from_points": { try indices($0, $1, folder: url) },
                "analytic": analytic,
            ], inputs: points)
    }

    /// A table of points that a row names; it must lie in the folder.
    private static func points(_ table: ReferenceTable, _ row: Int, _ folder: URL) throws -> ReferenceTable {
        let name = try table.text(row, "points")
        guard !name.contains("/"), name.hasSuffix(".csv") else {
            throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): points is no file name of this folder")
        }
        return try ReferenceTable(folder.appending(path: name))
    }

    @Sendable private static func radial(_ table: ReferenceTable, _ row: Int, folder: URL) throws -> MechanismTables.Answers {
        let k = try table.whole(row, "k", in: 1...1_000)
        let points = try points(table, row, folder)
        var blocks: [String: ElementaryEffects.Block] = [:]
        var bases: [String: [Double]] = [:]
        var order: [String] = []
        for line in points.rows.indices where try points.whole(line, "changed", in: 0...k) == 0 {
            let name = try points.text(line, "trajectory")
            order.append(name)
            bases[name] = try (1...k).map { try points.number(line, "u\($0)") }
            blocks[name] = ElementaryEffects.Block(
                base: try points.number(line, "y"), changed: Array(repeating: .nan, count: k), steps: Array(repeating: .nan, count: k))
        }
        for line in points.rows.indices {
            let changed = try points.whole(line, "changed", in: 0...k)
            guard changed > 0 else { continue }
            let name = try points.text(line, "trajectory")
            guard let base = bases[name] else {
                throw ReferenceError.malformed(file: points.file, why: "row \(line + 1): trajectory \(name) has no base point")
            }
            blocks[name]?.changed[changed - 1] = try points.number(line, "y")
            blocks[name]?.steps[changed - 1] = try points.number(line, "u\(changed)") - base[changed - 1]
        }
        let effects = ElementaryEffects(order.compactMap { blocks[$0] })
        return (0..<k).flatMap { place in
            MechanismTables.numbers(
                ("mu_\(place + 1)", effects.mean[place]), ("mu_star_\(place + 1)", effects.meanAbsolute[place]),
                ("sigma_\(place + 1)", effects.deviation[place]), ("V_total_jansen_\(place + 1)", effects.totalVariance[place]))
        }
    }

    @Sendable private static func indices(_ table: ReferenceTable, _ row: Int, folder: URL) throws -> MechanismTables.Answers {
        let k = try table.whole(row, "k", in: 1...1_000)
        let points = try points(table, row, folder)
        var rows: [String: [Double]] = [:]
        var order: [String] = []
        let places = Dictionary(uniqueKeysWithValues: ["A", "B"].enumerated().map { ($1, $0) } + (1...k).map { ("AB\($0)", $0 + 1) })
        for line in points.rows.indices {
            let name = try points.text(line, "row")
            let matrix = try points.text(line, "matrix")
            guard let place = places[matrix] else {
                throw ReferenceError.malformed(file: points.file, why: "row \(line + 1): matrix \(matrix) is none of A, B, AB1…AB\(k)")
            }
            if rows[name] == nil {
                rows[name] = Array(repeating: .nan, count: k + 2)
                order.append(name)
            }
            rows[name]?[place] = try points.number(line, "y")
        }
        guard let found = SobolIndices(order.compactMap { rows[$0] }) else {
            throw ReferenceError.malformed(file: points.file, why: "its values do not vary")
        }
        return (0..<k).flatMap { place in
            MechanismTables.numbers(
                ("S1_saltelli2010_\(place + 1)", found.first[place]), ("S1_jansen_\(place + 1)", found.firstJansen[place]),
                ("ST_jansen_\(place + 1)", found.total[place]))
        }
    }

    // MARK: Exact values

    @Sendable private static func analytic(_ table: ReferenceTable, _ row: Int) throws -> MechanismTables.Answers {
        let k = try table.whole(row, "k", in: 1...10)
        let name = try table.text(row, "function")
        let parameters = try table.text(row, "params")
        let numbers = parameters.split { " =,;".contains($0) }.compactMap { Double($0) }
        let function: ([Double]) -> Double
        switch name {
        case "ishigami" where numbers.count == 2 && k == 3:
            function = { u in
                let x = u.map { -Double.pi + 2 * .pi * $0 }
                let second = Elementary.sin(x[1])
                let square = x[2] * x[2]
                return Elementary.sin(x[0]) * (1 + numbers[1] * square * square) + numbers[0] * second * second
            }
        case "gfun" where numbers.count == k: function = { u in zip(u, numbers).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) } }
        case "additive" where numbers.count == k: function = { u in zip(u, numbers).reduce(0) { $0 + $1.0 * $1.1 } }
        default:
            throw ReferenceError.malformed(
                file: table.file, why: "row \(row + 1): function \(name) with params \(parameters) and k \(k) is not known")
        }
        let parts = SobolDecomposition(dimensions: k, function)
        return (0..<k).flatMap { place -> MechanismTables.Answers in
            var answers = MechanismTables.numbers(("S1_\(place + 1)", parts.first[place]), ("ST_\(place + 1)", parts.total[place]))
            guard name == "additive" else { return answers }
            // The function is linear: any one step shows its effect.
            let effects = ElementaryEffects([0.25, 0.5].map { start in
                let base = Array(repeating: start, count: k)
                return ElementaryEffects.Block(
                    base: function(base),
                    changed: (0..<k).map { place in
                        var moved = base
                        moved[place] += 0.5
                        return function(moved)
                    }, steps: Array(repeating: 0.5, count: k))
            })
            answers += MechanismTables.numbers(
                ("mu_star_limit_\(place + 1)", effects.meanAbsolute[place]), ("sigma_limit_\(place + 1)", effects.deviation[place]))
            return answers
        }
    }
}
