import NumericalMethods

extension Replay {
    /// A section from its bytes; every count, place and number is checked.
    /// - Throws: `ReplayError` with one line that names the column, what was found and what is allowed.
    package init(encoded bytes: [UInt8]) throws(ReplayError) {
        let reader = ReplayReader(columns: try ReplayColumns(bytes))
        self.init(scene: try reader.scene())
        targets = try reader.targets()
        tracks = try reader.tracks(scene)
        rounds = try reader.rounds(scene, targets: targets.count, tracks: tracks.count)
        engagements = try reader.engagements(scene, targets: targets.count, tracks: tracks.count)
        loads = try reader.loads(scene)
        changes = try reader.changes(scene)
    }
}

/// Reads tables out of checked columns.
struct ReplayReader {
    let columns: ReplayColumns

    /// Places stay within a few earth radii of the origin.
    private static let distanceMaximum: Float = 2e7

    func places(_ name: String, count: Int) throws(ReplayError) -> [Vector3] {
        let floats: [Float] = try columns.values(name, count: 3 * count)
        guard floats.allSatisfy({ abs($0) <= Self.distanceMaximum }) else {
            throw ReplayError("column \(name) holds a number that is no finite place within 20,000 km")
        }
        return (0..<count).map { (number: Int) -> Vector3 in
            let place = 3 * number
            return Vector3(Double(floats[place]), Double(floats[place + 1]), Double(floats[place + 2]))
        }
    }

    /// Finite numbers in a range.
    func numbers(_ name: String, count: Int?, in range: ClosedRange<Double>) throws(ReplayError) -> [Double] {
        let values: [Double] = try columns.values(name, count: count)
        return try checked(values, name, range)
    }

    func floats(_ name: String, count: Int?, in range: ClosedRange<Double>) throws(ReplayError) -> [Double] {
        let values: [Float] = try columns.values(name, count: count)
        return try checked(values.map { Double($0) }, name, range)
    }

    private func checked(_ values: [Double], _ name: String, _ range: ClosedRange<Double>) throws(ReplayError) -> [Double] {
        if let wrong = values.first(where: { !range.contains($0) }) {
            throw ReplayError("column \(name): \(wrong) is outside \(range.lowerBound)…\(range.upperBound)")
        }
        return values
    }

    /// Places in another table of `limit` rows.
    func links(_ name: String, count: Int, below limit: Int) throws(ReplayError) -> [Int] {
        let values: [UInt16] = try columns.values(name, count: count)
        if let wrong = values.first(where: { Int($0) >= limit }) { throw ReplayError("column \(name): \(wrong) names none of \(limit)") }
        return values.map { Int($0) }
    }

    /// The same where −1 stands for none.
    func optionalLinks(_ name: String, count: Int, below limit: Int) throws(ReplayError) -> [Int?] {
        let values: [Int32] = try columns.values(name, count: count)
        if let wrong = values.first(where: { $0 < -1 || Int($0) >= limit }) {
            throw ReplayError("column \(name): \(wrong) names none of \(limit)")
        }
        return values.map { $0 < 0 ? nil : Int($0) }
    }

    func counts(_ name: String, count: Int) throws(ReplayError) -> [Int] {
        let values: [UInt16] = try columns.values(name, count: count)
        return values.map { Int($0) }
    }

    /// Where lists begin; rises from 0 to `total`.
    func firsts(_ name: String, count: Int, total: (Int) throws(ReplayError) -> Void) throws(ReplayError) -> [Int] {
        let values: [UInt32] = try columns.values(name, count: count + 1)
        let firsts = values.map { Int($0) }
        guard firsts[0] == 0, zip(firsts, firsts.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw ReplayError("column \(name) does not rise from 0")
        }
        try total(firsts[count])
        return firsts
    }

    func cases<Value: RawRepresentable<UInt8>>(_ name: String, count: Int) throws(ReplayError) -> [Value] {
        let values: [UInt8] = try columns.values(name, count: count)
        var found: [Value] = []
        for value in values {
            guard let entry = Value(rawValue: value) else { throw ReplayError("column \(name): \(value) is none of its kinds") }
            found.append(entry)
        }
        return found
    }

    func single<Element: ReplayElement>(_ name: String) throws(ReplayError) -> Element {
        let values: [Element] = try columns.values(name, count: 1)
        return values[0]
    }

    /// Longest run that a section may describe, seconds: 30 days.
    static let timeMaximum = 2_592_000.0

    func times(_ name: String, count: Int) throws(ReplayError) -> [Double] {
        try numbers(name, count: count, in: -Self.timeMaximum...Self.timeMaximum)
    }

    /// Times of which NaN stands for never.
    func optionalTimes(_ name: String, count: Int) throws(ReplayError) -> [Double?] {
        let values: [Double] = try columns.values(name, count: count)
        guard values.allSatisfy({ $0.isNaN || abs($0) <= Self.timeMaximum }) else {
            throw ReplayError("column \(name) holds a time beyond 30 days")
        }
        return values.map { $0.isNaN ? nil : $0 }
    }
}
