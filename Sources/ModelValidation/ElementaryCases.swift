import Foundation
import NumericalMethods

/// The elementary functions (folder `elementary`): correctly rounded values, judged in units in the last place.
package enum ElementaryCases {
    private static let unary: [String: @Sendable (Double) -> Double] = [
        "sin": Elementary.sin, "cos": Elementary.cos, "tan": Elementary.tan, "asin": Elementary.asin, "acos": Elementary.acos,
        "atan": Elementary.atan, "exp": Elementary.exp, "exp2": Elementary.exp2, "expm1": Elementary.expm1, "log": Elementary.log,
        "log2": Elementary.log2, "log10": Elementary.log10, "log1p": Elementary.log1p, "cbrt": Elementary.cbrt,
        "sinh": Elementary.sinh, "cosh": Elementary.cosh, "tanh": Elementary.tanh, "asinh": Elementary.asinh,
        "atanh": Elementary.atanh, "erf": Elementary.erf, "erfc": Elementary.erfc, "lgamma": Elementary.lgamma,
    ]
    private static let binary: [String: @Sendable (Double, Double) -> Double] = [
        "pow": Elementary.pow, "atan2": Elementary.atan2, "hypot": Elementary.hypot,
    ]

    static func answer(folder: URL) throws -> [ReferenceAnswer] {
        try CaseFiles.list(in: folder).flatMap { file -> [ReferenceAnswer] in
            guard file.lastPathComponent == "functions.csv" else {
                throw ReferenceError.unknownFile("elementary/\(file.lastPathComponent)")
            }
            let table = try ReferenceTable(file)
            return try table.rows.indices.map { row in
                let name = try table.text(row, "function")
                let x = try table.number(row, "x")
                let value: Double
                if let function = unary[name] {
                    value = function(x)
                } else if let function = binary[name] {
                    value = function(x, try table.number(row, "y"))
                } else {
                    throw ReferenceError.malformed(file: table.file, why: "row \(row + 1): function \(name) is not known")
                }
                let expected = try table.expectedNumber(row, "value")
                return ReferenceAnswer(
                    fixture: "elementary functions", caseName: "row \(row + 1)", key: name, value: .number(value),
                    expected: expected.map { .number($0) }, absoluteTolerance: expected?.ulp ?? 0)
            }
        }
    }
}
