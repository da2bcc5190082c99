import Foundation
import ModelValidation

/// Lowest visible altitudes held against an oracle's.
struct ViewshedJudge {
    let fixture: String
    let ground: [Float]
    let altitudes: [Float]
    let rows: Int
    let columns: Int

    private func answer(_ name: String, _ key: String, _ value: Double, expected: Double?, _ tolerance: Double) -> ReferenceAnswer {
        ReferenceAnswer(
            fixture: fixture, caseName: name, key: key, value: .number(value), expected: expected.map { .number($0) },
            absoluteTolerance: tolerance)
    }

    /// Against a whole raster: no node off by more than a millimetre, or 0.2 m root mean square.
    func altitudes(_ expected: [Float], isExact: Bool) -> [ReferenceAnswer] {
        var squares = 0.0
        var off = 0
        for (found, wanted) in zip(altitudes, expected) {
            let error = abs(Double(found) - Double(wanted))
            squares += error * error
            if !(error <= 1e-3) { off += 1 }
        }
        let deviation = (squares / Double(expected.count)).squareRoot()
        return isExact
            ? [answer("raster", "altitudes off by more than 1 mm", Double(off), expected: 0, 0)]
            : [answer("raster", "altitude, m root mean square", deviation, expected: 0, 0.2)]
    }

    /// Against points `row,col,ground_m,min_visible_alt_asl_m`: each to a millimetre and the four printed decimals, or as above.
    func points(_ table: ReferenceTable, isExact: Bool) throws -> [ReferenceAnswer] {
        var answers: [ReferenceAnswer] = []
        var squares = 0.0
        var judged = 0
        for index in table.rows.indices {
            let place = Int(try table.number(index, "row")) * columns + Int(try table.number(index, "col"))
            guard altitudes.indices.contains(place) else {
                throw ReferenceError.malformed(file: table.file, why: "row \(index + 1): the node is off the grid")
            }
            guard Double(ground[place]) == (try table.number(index, "ground_m")) else {
                throw ReferenceError.malformed(file: table.file, why: "row \(index + 1): the ground is not that of the grid")
            }
            let expected = try table.expectedNumber(index, "min_visible_alt_asl_m")
            let found = Double(altitudes[place])
            if isExact {
                answers.append(answer("row \(index + 1)", "min_visible_alt_asl_m", found, expected: expected, 1.1e-3))
            } else if let expected {
                squares += (found - expected) * (found - expected)
                judged += 1
            }
        }
        if !isExact {
            answers.append(
                answer("points", "altitude, m root mean square", judged > 0 ? (squares / Double(judged)).squareRoot() : 0,
                    expected: judged > 0 ? 0 : nil, 0.2))
        }
        return answers
    }

    /// Against a mask: share of equal verdicts and, from 30 m up, intersection over union.
    func mask(_ entry: ReferenceJSON, folder: URL, isExact: Bool) throws -> [ReferenceAnswer] {
        let file = try TerrainCases.text(entry, "file", in: "masks")
        let height = try TerrainCases.number(entry, "h", in: file)
        let kind = try TerrainCases.text(entry, "kind", in: file)
        let own = try VisibilityMask(altitudes: altitudes, ground: ground, kind: kind, height: height)
        let name = kind == "agl" ? "\(Int(height)) m above ground" : "\(Int(height)) m above sea"
        // Ground altitudes are whole metres: at the ground itself verdicts hang on rounding, a few nodes in ten thousand.
        let share = 1e-4
        var answers = [
            answer(name, "visible fraction", own.visibleFraction, expected: entry["visible_fraction"]?.number, share)
        ]
        let path = folder.appending(path: file)
        guard TerrainCases.exists(path) else { return answers }
        let oracle = try VisibilityMask(path, rows: rows, columns: columns)
        answers.append(answer(name, "share of equal verdicts", own.agreement(oracle), expected: 1, isExact ? 2e-5 : share))
        if kind == "alt_asl" || height >= 30 {
            answers.append(answer(name, "intersection over union", own.intersectionOverUnion(oracle), expected: 1, 5e-4))
        }
        return answers
    }
}
