import ArgumentParser
import CommandWork
import Foundation
import PlainText
import ScenarioDocuments

/// Values that options take, held to their range where they are read: every numeric option names one of these as its `transform`.
enum Allowed {
    /// Finite decimal numbers within a range.
    static func number(_ range: ClosedRange<Double>, _ unit: String = "") -> @Sendable (String) throws -> Double {
        { text in
            guard case .success(let value) = StrictNumber.parse(text), range.contains(value) else {
                let unit = unit.isEmpty ? "" : " \(unit)"
                throw ValidationError("allowed: \(readable(range.lowerBound)) to \(readable(range.upperBound))\(unit)")
            }
            return value
        }
    }

    /// Whole numbers within a range.
    static func count(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
        { text in
            guard text.utf8.count <= 24, let value = Int(text), range.contains(value) else {
                throw ValidationError("allowed: \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
    }

    /// Seeds of random streams.
    static let seed: @Sendable (String) throws -> UInt64 = { text in
        guard text.utf8.count <= 24, let value = UInt64(text) else { throw ValidationError("allowed: 0 to \(UInt64.max)") }
        return value
    }

    /// Number of a run.
    static let index: @Sendable (String) throws -> UInt32 = { text in
        guard text.utf8.count <= 24, let value = UInt32(text) else { throw ValidationError("allowed: 0 to \(UInt32.max)") }
        return value
    }

    static let jobs = count(1...1024)
    /// Runs a sample, arm and setting.
    static let runs = count(1...1_000_000)
    static let samples = count(1...100_000)
}
