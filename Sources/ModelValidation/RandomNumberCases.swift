import Foundation
import NumericalMethods
import Stochastics

/// Random numbers (`models/a4_rng_*`, `a4_normal_uniform_tests`), Sobol' points and indices, common random numbers.
package enum RandomNumberCases {
    static let answers: [String: @Sendable (ModelFixture) throws -> [ReferenceAnswer]] = [
        "a4_rng_kat": knownAnswers, "a4_rng_stream_digest": digests, "a4_normal_uniform_tests": samplers,
        "a4_sobol_sequence": sequence, "a4_sobol_indices": SensitivityCases.indices, "a4_crn": CommonNumberCases.answer,
    ]

    private static func words<Word: FixedWidthInteger>(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, _ key: String, count: Int, as _: Word.Type = UInt32.self
    ) throws -> [Word] {
        let list = entry.inputs[key]?.list ?? []
        let words = list.compactMap { $0.text.flatMap { Word($0, radix: 16) } }
        guard words.count == list.count, words.count == count else {
            throw ReferenceError.malformed(
                file: fixture.file, why: "case \(entry.name): \(key) is not \(count) hexadecimal words of \(Word.bitWidth) bits")
        }
        return words
    }

    /// Philox and Threefry to the word.
    @Sendable static func knownAnswers(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry -> [ReferenceAnswer] in
            let rounds = try fixture.whole(entry, "rounds", in: 1...100)
            func threefry<Word: ThreefryWord>(_ width: Int, _: Word.Type) throws -> [String] {
                let block = Threefry.block(
                    counter: try words(fixture, entry, "ctr", count: width, as: Word.self),
                    key: try words(fixture, entry, "key", count: width, as: Word.self), rounds: rounds)
                var found: [String] = []
                for word in block { found.append(hexadecimal(word)) }
                return found
            }
            let found: [String]
            switch entry.inputs["generator"]?.text {
            case "philox4x32":
                let counter = try words(fixture, entry, "ctr", count: 4)
                let key = try words(fixture, entry, "key", count: 2)
                let block = Philox.block(
                    counter: SIMD4(counter[0], counter[1], counter[2], counter[3]), key: SIMD2(key[0], key[1]), rounds: rounds)
                found = (0..<4).map { hexadecimal(block[$0]) }
            case "philox4x64":
                let counter = try words(fixture, entry, "ctr", count: 4, as: UInt64.self)
                let key = try words(fixture, entry, "key", count: 2, as: UInt64.self)
                let block = Philox.wideBlock(
                    counter: SIMD4(counter[0], counter[1], counter[2], counter[3]), key: SIMD2(key[0], key[1]), rounds: rounds)
                found = (0..<4).map { hexadecimal(block[$0]) }
            case "threefry2x32": found = try threefry(2, UInt32.self)
            case "threefry4x32": found = try threefry(4, UInt32.self)
            case "threefry2x64": found = try threefry(2, UInt64.self)
            case "threefry4x64": found = try threefry(4, UInt64.self)
            default:
                throw ReferenceError.malformed(
                    file: fixture.file,
                    why: "case \(entry.name): generator is neither philox4x32, philox4x64 nor threefry of 2 or 4 words of 32 or 64 bits")
            }
            let expected = entry.expected["out"]?.list
            return found.indices.map { place in
                ReferenceAnswer(
                    fixture: fixture.identifier, caseName: entry.name, key: "out.\(place)", value: .text("hex:" + found[place]),
                    expected: (expected.flatMap { $0.count > place ? $0[place].text : nil }).map { .text("hex:" + $0) })
            }
        }
    }

    private static func hexadecimal<Word: FixedWidthInteger>(_ word: Word) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: Word.bitWidth / 4 - digits.count) + digits
    }

    /// SHA-256 of a stream of blocks whose address is their number alone.
    @Sendable static func digests(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.map { entry in
            let key = try words(fixture, entry, "key", count: 2)
            let blocks = Int(try fixture.input(entry, "blocks"))
            var stream = RandomStream(
                studySeed: UInt64(key[1]) << 32 | UInt64(key[0]), runIndex: 0, entity: 0, purpose: DrawPurpose(rawValue: 0))
            var hash = SHA256()
            for _ in 0..<blocks {
                let words = stream.nextBlock()
                hash.update((0..<16).map { UInt8(truncatingIfNeeded: words[$0 / 4] >> UInt32(8 * ($0 % 4))) })
            }
            return ReferenceAnswer(
                fixture: fixture.identifier, caseName: entry.name, key: "sha256", value: .text("hex:" + hash.hexadecimal),
                expected: entry.expected["sha256"]?.text.map { .text("hex:" + $0) })
        }
    }

    // MARK: Samplers

    /// Statistics of the engine's normal and uniform draws against limits, each |statistic| ≤ limit.
    @Sendable static func samplers(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry -> [ReferenceAnswer] in
            let count = Int(try fixture.input(entry, "n"))
            guard count >= 1_000, count <= 100_000_000 else {
                throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): n is outside 1000…1e8")
            }
            return normal(fixture, entry, count) + uniform(fixture, entry, count)
        }
    }

    private static func limited(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, _ group: String, _ key: String, _ value: Double
    ) -> ReferenceAnswer {
        let limit = entry.expected[group]?[key]?.number
        return ReferenceAnswer(
            fixture: fixture.identifier, caseName: entry.name, key: "\(group).\(key)", value: .number(value),
            expected: limit.map { _ in .number(0) }, absoluteTolerance: limit ?? 0)
    }

    private static func normal(_ fixture: ModelFixture, _ entry: ModelFixture.Case, _ count: Int) -> [ReferenceAnswer] {
        var stream = RandomStream(studySeed: 2_026, runIndex: UInt32(count % 1_000), entity: 1, purpose: DrawPurpose(rawValue: 0x7E57))
        var sample = [Double](repeating: 0, count: count)
        for place in 0..<count { sample[place] = stream.nextNormal() }
        let n = Double(count)
        var sums = [Double](repeating: 0, count: 7)
        var lag = 0.0
        var beyond = [0, 0, 0, 0]
        var bins = [Double](repeating: 0, count: 100)
        for (place, x) in sample.enumerated() {
            var power = 1.0
            for k in 1...6 {
                power *= x
                sums[k] += power
            }
            if place > 0 { lag += x * sample[place - 1] }
            for size in 2...5 where abs(x) > Double(size) { beyond[size - 2] += 1 }
            bins[min(99, Int(100 * NormalDistribution.cumulative(x)))] += 1
        }
        let moments = sums.map { $0 / n }
        let variance = moments[2] - moments[1] * moments[1]
        sample.sort()
        var distance = 0.0
        for (place, x) in sample.enumerated() {
            let p = NormalDistribution.cumulative(x)
            distance = max(distance, p - Double(place) / n, Double(place + 1) / n - p)
        }
        func statistic(_ key: String, _ value: Double) -> ReferenceAnswer { limited(fixture, entry, "normal", key, value) }
        let counts = (2...5).map { size -> ReferenceAnswer in
            let range = entry.expected["normal"]?["count_abs_gt_\(size)"]?.numbers
            let bounds = range.flatMap { $0.count == 2 ? $0 : nil }
            return ReferenceAnswer(
                fixture: fixture.identifier, caseName: entry.name, key: "normal.count_abs_gt_\(size)",
                value: .number(Double(beyond[size - 2])), expected: bounds.map { .number(($0[0] + $0[1]) / 2) },
                absoluteTolerance: bounds.map { ($0[1] - $0[0]) / 2 } ?? 0)
        }
        return [
            statistic("abs_mean_max", moments[1]), statistic("var_minus_1_max", variance - 1),
            statistic("abs_skew_max", moments[3]), statistic("abs_excess_kurt_max", moments[4] - 3),
            statistic("abs_m5_max", moments[5]), statistic("m6_minus_15_max", moments[6] - 15), statistic("ks_D_max", distance),
            statistic("chi2_100_equiprobable_bins_max", bins.reduce(0) { $0 + ($1 - n / 100) * ($1 - n / 100) } / (n / 100)),
            statistic("lag1_corr_max", lag / n),
        ] + counts
    }

    private static func uniform(_ fixture: ModelFixture, _ entry: ModelFixture.Case, _ count: Int) -> [ReferenceAnswer] {
        var stream = RandomStream(studySeed: 2_026, runIndex: UInt32(count % 1_000), entity: 2, purpose: DrawPurpose(rawValue: 0x7E57))
        var sample = [Double](repeating: 0, count: count)
        for place in 0..<count { sample[place] = stream.nextUniform() }
        let n = Double(count)
        var bins = [Double](repeating: 0, count: 256)
        var pairs = [Double](repeating: 0, count: 4_096)
        var sum = 0.0
        var squares = 0.0
        for (place, u) in sample.enumerated() {
            sum += u
            squares += (u - 0.5) * (u - 0.5)
            bins[Int(256 * u)] += 1
            // Pairs that do not overlap.
            if place % 2 == 1 { pairs[64 * Int(64 * sample[place - 1]) + Int(64 * u)] += 1 }
        }
        sample.sort()
        var distance = 0.0
        for (place, u) in sample.enumerated() {
            distance = max(distance, u - Double(place) / n, Double(place + 1) / n - u)
        }
        func spread(_ bins: [Double], _ total: Double) -> Double {
            let each = total / Double(bins.count)
            return bins.reduce(0) { $0 + ($1 - each) * ($1 - each) } / each
        }
        func statistic(_ key: String, _ value: Double) -> ReferenceAnswer { limited(fixture, entry, "uniform", key, value) }
        return [
            statistic("mean_dev_max", sum / n - 0.5), statistic("var_dev_max", squares / n - 1.0 / 12), statistic("ks_D_max", distance),
            statistic("chi2_256_bins_max", spread(bins, n)),
            statistic("serial_pairs_chi2_64x64_max", spread(pairs, Double(count / 2))),
        ]
    }

    // MARK: Designs

    @Sendable static func sequence(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry -> [ReferenceAnswer] in
            let dimensions = Int(try fixture.input(entry, "dims"))
            let index = Int(try fixture.input(entry, "index"))
            guard (1...SobolSequence.dimensionsMaximum).contains(dimensions), (0..<SobolSequence.countMaximum).contains(index) else {
                throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): dims or index is out of range")
            }
            return SobolSequence(dimensions: dimensions).point(index).enumerated().map {
                fixture.answer(entry, "x.\($0.offset)", $0.element)
            }
        }
    }
}
