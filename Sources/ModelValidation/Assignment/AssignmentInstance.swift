import CommandAndControl
import Foundation

/// What is to be assigned: a linear instance or a weapon-target instance, from a file or from a family.
package enum AssignmentInstance: Sendable {
    case linear(costs: [Double], rows: Int, columns: Int)
    case weaponTarget(WeaponTargetProblem)

    /// Entries of a matrix at most: 800 MB of costs.
    package static let entriesMaximum = 100_000_000

    /// The largest cost or value, either way: sums of a hundred million of them stay far from what a double can hold.
    package static let magnitudeMaximum = 1e100

    /// An instance of a family by its name.
    /// - Parameter place: where the name stands, for the error.
    package init(
        family: String, first: Int, second: Int, seed: UInt64, place: String
    ) throws(ReferenceError) {
        guard first >= 1, second >= 1, first <= Self.entriesMaximum, second <= Self.entriesMaximum / first else {
            throw .malformed(
                file: place, why: "size \(first) × \(second) is not allowed: at least 1 × 1, at most \(Self.entriesMaximum) entries")
        }
        if let family = WeaponTargetFamily(rawValue: family) {
            self = .weaponTarget(family.problem(weapons: first, targets: second, seed: seed))
        } else if let family = LinearFamily(name: family) {
            guard family != .tracker || second == 2 * first else {
                throw .malformed(file: place, why: "family TRK has twice as many columns as rows; found \(first) × \(second)")
            }
            self = .linear(costs: family.costs(rows: first, columns: second, seed: seed), rows: first, columns: second)
        } else {
            throw .malformed(file: place, why: Self.unknown(family))
        }
    }

    private static func unknown(_ family: String) -> String {
        "family \(family.prefix(40)) is not known; allowed: \(LinearFamily.names) (linear), "
            + "\(WeaponTargetFamily.allCases.map(\.rawValue).joined(separator: ", ")) (weapon-target)"
    }

    /// A JSON file: `{"costs": [[…]…]}`, `{"values": […], "kill_probabilities": [[…]…]}` (a row a weapon), or
    /// `{"family": "WD", "weapons": 100, "targets": 100, "seed": 1}` (`rows`, `columns` for a linear family).
    package init(json file: URL) throws(ReferenceError) {
        let path = file.path
        let whole = try ReferenceJSON(file)
        guard whole.object != nil else { throw .malformed(file: path, why: "is not a JSON object") }
        if whole["costs"] != nil, whole["family"] == nil {
            try Self.check(whole, keys: ["costs"], path)
        } else if whole["values"] != nil, whole["family"] == nil {
            try Self.check(whole, keys: ["values", "kill_probabilities"], path)
        }
        if let name = whole["family"] {
            guard let name = name.text else { throw .malformed(file: path, why: "family: is not a text") }
            let isWeaponTarget = WeaponTargetFamily(rawValue: name) != nil
            guard isWeaponTarget || LinearFamily(name: name) != nil else { throw .malformed(file: path, why: Self.unknown(name)) }
            try Self.check(whole, keys: ["family", "seed"] + (isWeaponTarget ? ["weapons", "targets"] : ["rows", "columns"]), path)
            self = try AssignmentInstance(
                family: name, first: try Self.whole(whole, isWeaponTarget ? "weapons" : "rows", path),
                second: try Self.whole(whole, isWeaponTarget ? "targets" : "columns", path),
                seed: UInt64(try Self.whole(whole, "seed", path)), place: path)
        } else if whole["costs"] != nil {
            let (costs, rows, columns) = try Self.matrix(whole, "costs", path, allowed: "in -1e100…1e100") {
                abs($0) <= Self.magnitudeMaximum
            }
            self = .linear(costs: costs, rows: rows, columns: columns)
        } else if whole["values"] != nil {
            let values = try Self.numbers(whole["values"], "values", path, allowed: "in 0…1e100") { $0 >= 0 && $0 <= Self.magnitudeMaximum }
            guard !values.isEmpty else { throw .malformed(file: path, why: "values: is empty; at least one target is needed") }
            let (probabilities, _, columns) = try Self.matrix(whole, "kill_probabilities", path, allowed: "in 0…1") { $0 >= 0 && $0 <= 1 }
            guard columns == values.count else {
                throw .malformed(
                    file: path, why: "kill_probabilities[0]: found \(columns) numbers, allowed: \(values.count), one for each of values")
            }
            self = .weaponTarget(WeaponTargetProblem(values: values, killProbabilities: probabilities))
        } else {
            throw .malformed(
                file: path, why: "has none of costs (linear), values with kill_probabilities (weapon-target) or family; "
                    + "found \(whole.object?.keys.sorted().joined(separator: ", ") ?? "")")
        }
    }

    private static func check(_ object: ReferenceJSON, keys: [String], _ path: String) throws(ReferenceError) {
        for key in object.object?.keys.sorted() ?? [] where !keys.contains(key) {
            throw .malformed(file: path, why: "\(key): is not known here, allowed: \(keys.joined(separator: ", "))")
        }
    }

    private static func whole(_ object: ReferenceJSON, _ key: String, _ path: String) throws(ReferenceError) -> Int {
        guard let value = object[key]?.number else { throw .malformed(file: path, why: "\(key): is missing or not a number") }
        guard value >= 0, value <= 0x1p53, value == value.rounded() else {
            throw .malformed(file: path, why: "\(key): \(value) is not a whole number in 0…2⁵³")
        }
        return Int(value)
    }

    private static func numbers(
        _ list: ReferenceJSON?, _ place: String, _ path: String, allowed: String, _ isAllowed: (Double) -> Bool
    ) throws(ReferenceError) -> [Double] {
        guard let list = list?.list else { throw .malformed(file: path, why: "\(place): is missing or not a list") }
        var numbers: [Double] = []
        numbers.reserveCapacity(list.count)
        for (index, entry) in list.enumerated() {
            guard let value = entry.number else { throw .malformed(file: path, why: "\(place)[\(index)]: is not a number") }
            guard isAllowed(value) else { throw .malformed(file: path, why: "\(place)[\(index)]: \(value) is not \(allowed)") }
            numbers.append(value)
        }
        return numbers
    }

    private static func matrix(
        _ object: ReferenceJSON, _ key: String, _ path: String, allowed: String, _ isAllowed: (Double) -> Bool
    ) throws(ReferenceError) -> (entries: [Double], rows: Int, columns: Int) {
        guard let rows = object[key]?.list, !rows.isEmpty else {
            throw .malformed(file: path, why: "\(key): is missing, empty or not a list of rows")
        }
        var entries: [Double] = []
        var columns = 0
        for (index, row) in rows.enumerated() {
            let found = try numbers(row, "\(key)[\(index)]", path, allowed: allowed, isAllowed)
            if index == 0 { columns = found.count }
            guard found.count == columns, columns > 0 else {
                throw .malformed(
                    file: path,
                    why:
                        "\(key)[\(index)]: found \(found.count) numbers, allowed: \(columns > 0 ? "\(columns), as in row 0" : "at least 1")"
                )
            }
            entries += found
        }
        return (entries, rows.count, columns)
    }
}
