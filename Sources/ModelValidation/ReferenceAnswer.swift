/// One answer of the engine to one value of a reference case, beside what an independent program expects.
package struct ReferenceAnswer: Sendable {
    package enum Value: Sendable, Equatable {
        case number(Double)
        /// Words compared exactly (random-number vectors, digests).
        case text(String)
        /// Known, but no question for this program.
        case unanswered
    }

    /// The file without its extension: `pd_exact`, `a2_us76`.
    package var fixture: String
    /// The row or named case within it.
    package var caseName: String
    /// The quantity; list elements append `.0`, `.1`, ….
    package var key: String
    package var value: Value
    /// nil where the expected value is blinded (null, empty or absent by design): answered, not judged.
    package var expected: Value?
    /// A number passes when |value − expected| ≤ absoluteTolerance + relativeTolerance · |expected|.
    package var absoluteTolerance: Double
    package var relativeTolerance: Double

    package init(
        fixture: String, caseName: String, key: String, value: Value, expected: Value?,
        absoluteTolerance: Double = 0, relativeTolerance: Double = 0
    ) {
        self.fixture = fixture
        self.caseName = caseName
        self.key = key
        self.value = value
        self.expected = expected
        self.absoluteTolerance = absoluteTolerance
        self.relativeTolerance = relativeTolerance
    }

    /// nil where there is nothing to judge against.
    package var passes: Bool? {
        switch (value, expected) {
        case (_, nil): nil
        case (.number(let found), .number(let wanted)?):
            // Written so that a value that is not a number fails.
            abs(found - wanted) <= absoluteTolerance + relativeTolerance * abs(wanted)
        case (.text(let found), .text(let wanted)?): found.lowercased() == wanted.lowercased()
        default: false
        }
    }

    /// |value − expected| as a fraction of what is tolerated; 0 is exact, above 1 fails.
    package var errorOverTolerance: Double? {
        guard let expected else { return nil }
        guard case .number(let found) = value, case .number(let wanted) = expected else { return passes == true ? 0 : .infinity }
        let tolerance = absoluteTolerance + relativeTolerance * abs(wanted)
        let error = abs(found - wanted)
        if error == 0 { return 0 }
        return error.isFinite && tolerance > 0 ? error / tolerance : .infinity
    }
}
