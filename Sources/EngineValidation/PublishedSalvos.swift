import ClosedForms
import Stochastics

/// Exchanges of salvos that others printed.
extension PublishedCases {
    static let salvos = [
        PublishedCase(
            "hughes-three-to-one", "first side's share lost over the second's",
            source: "Hughes, A Durable Strategy for East Asia (2012): thrice striking, defending and staying power make up for "
                + "a third of the number",
            path: "closed form",
            inputs: [
                .init("first_units", 3, 0.5...100), .init("second_units", 1, 0.5...100), .init("first_striking", 4, 0...100),
                .init("second_striking", 12, 0...100), .init("first_defending", 1, 0...100), .init("second_defending", 3, 0...100),
                .init("first_staying", 4, 0.1...100), .init("second_staying", 12, 0.1...100),
            ], published: 1, tolerance: 1e-12,
            solve: { input in
                func side(_ name: String) -> SalvoExchange.Side {
                    SalvoExchange.Side(
                        striking: input[name + "_striking"] ?? 0, defending: input[name + "_defending"] ?? 0,
                        staying: input[name + "_staying"] ?? 1)
                }
                let (a, b) = (input["first_units"] ?? 1, input["second_units"] ?? 1)
                let result = SalvoExchange(first: side("first"), second: side("second")).salvos(1, first: a, second: b)[0]
                return .init(result.lossSecond > 0 ? (result.lossFirst / a) / (result.lossSecond / b) : .infinity)
            }),
        boats(.blue, isFlown: false), boats(.red, isFlown: false), boats(.blue, isFlown: true), boats(.red, isFlown: true),
    ]

    // MARK: Missile boats

    private enum Side: String {
        case blue, red
        var other: Self { self == .blue ? .red : .blue }
    }

    private static let thesis = "Tiah, An Analysis of Small Navy Tactics Using a Modified Hughes' Salvo Model "
        + "(Naval Postgraduate School, 2007), excursion A3, pp. 26–29; inputs as in A. Radigales, Combat-Models, salvo/deterministicSalvo.py"

    /// Four frigates against twelve corvettes: what is left of a side, per cent, by the equations of means or by battles.
    private static func boats(_ side: Side, isFlown: Bool) -> PublishedCase {
        let inputs: [PublishedCase.Input] = [
            .init("blue_units", 4, 1...20), .init("blue_missiles", 8, 0...20), .init("blue_rounds", 6, 0...20, isAmple: true),
            .init("blue_staying", 1.5, 0.1...20),
            .init("red_units", 12, 1...20), .init("red_missiles", 4, 0...20), .init("red_rounds", 2, 0...20, isAmple: true),
            .init("red_staying", 1, 0.1...20),
            .init("scouting_share", 0.6, 0...1), .init("launch_probability", 0.9, 0...1), .init("hit_probability", 0.7, 0...1),
            .init("intercept_probability", 0.68, 0...1),
        ]
        let quantity = "left of \(side.rawValue) after the first pulse, %"
        let printed = side == .blue ? 3.23 : 67.74
        // Of the first pulse a side's own missiles decide nothing, nor what the other has to stand it.
        let own = inputs.filter { $0.name.hasPrefix(side.rawValue) && !$0.name.hasSuffix("missiles") }
        let theirs = inputs.filter { ["\(side.other.rawValue)_units", "\(side.other.rawValue)_missiles"].contains($0.name) }
        let used = own + theirs + inputs.suffix(4)
        guard isFlown else {
            return PublishedCase(
                "tiah-\(side.rawValue)", quantity, source: thesis, path: "closed form", inputs: used, published: printed, tolerance: 0.005,
                solve: { .init(exchanged(side, $0)) })
        }
        // Red is seldom hit more often than it stands, so that its mean is that of the equations; blue is in a third of the exchanges.
        return PublishedCase(
            "tiah-\(side.rawValue)-battle", quantity, source: thesis, path: "battle", inputs: used, published: printed, tolerance: 0,
            corrected: side == .red ? nil : expected(side, Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, $0.value) })),
            remark: side == .red
                ? "\(EngineChecks.runs) battles: each missile is well aimed by chance, each round kills by chance."
                : "The equations go on with means: a mean of 5.8 hits on ships that stand 6 leaves 3 %. In single exchanges the hits "
                    + "scatter, and a side that is hit more often than it stands loses no more than it has: on average 17 % are left, "
                    + "as \(EngineChecks.runs) battles agree.",
            solve: { flown(side, $0) })
    }

    /// By the equations.
    private static func exchanged(_ side: Side, _ input: [String: Double]) -> Double {
        func forces(_ side: Side) -> SalvoExchange.Side {
            SalvoExchange.Side(
                striking: (input["\(side.rawValue)_missiles"] ?? 0) * aimed(input), defending: input["\(side.rawValue)_rounds"] ?? 0,
                interceptProbability: input["intercept_probability"] ?? 1, staying: input["\(side.rawValue)_staying"] ?? 1)
        }
        let (blue, red) = (input["blue_units"] ?? 1, input["red_units"] ?? 1)
        let result = SalvoExchange(first: forces(.blue), second: forces(.red)).salvos(1, first: blue, second: red)[0]
        return side == .blue ? 100 * result.leftFirst / blue : 100 * result.leftSecond / red
    }

    /// The share of missiles that would hit if nothing were fired at them.
    private static func aimed(_ input: [String: Double]) -> Double {
        (input["scouting_share"] ?? 1) * (input["launch_probability"] ?? 1) * (input["hit_probability"] ?? 1)
    }

    private struct Meeting {
        var missiles: Int
        var rounds: Int
        /// Hits that all units together stand.
        var staying: Double

        init(_ side: Side, _ input: [String: Double]) {
            let units = whole(input["\(side.rawValue)_units"])
            missiles = whole(input["\(side.other.rawValue)_units"]) * whole(input["\(side.other.rawValue)_missiles"])
            rounds = units * whole(input["\(side.rawValue)_rounds"])
            staying = Double(units) * (input["\(side.rawValue)_staying"] ?? 1)
        }

        /// Per cent left after so many hits.
        func left(_ hits: Int) -> Double { 100 * max(0, 1 - Double(hits) / staying) }
    }

    /// The mean over all that chance may bring, per cent.
    private static func expected(_ side: Side, _ input: [String: Double]) -> Double {
        let meeting = Meeting(side, input)
        let coming = TrialCount.distribution(Array(repeating: aimed(input), count: meeting.missiles))
        return coming.enumerated().reduce(0) { sum, part in
            let hits = SalvoExchange.hits(
                incoming: part.offset, defended: meeting.rounds, interceptProbability: input["intercept_probability"] ?? 1,
                hitProbability: 1)
            return sum + part.element * hits.enumerated().reduce(0) { $0 + $1.element * meeting.left($1.offset) }
        }
    }

    /// By battles whose rounds are bounded and whose raids are the well-aimed missiles.
    private static func flown(_ side: Side, _ input: [String: Double]) -> PublishedCase.Answer {
        let meeting = Meeting(side, input)
        let lefts = (0..<EngineChecks.runs).map { run -> Double in
            var stream = RandomStream(
                studySeed: 2_007, runIndex: UInt32(run), entity: side == .blue ? 1 : 2, purpose: DrawPurpose(rawValue: 0x7E58))
            let coming = (0..<meeting.missiles).count { _ in stream.nextUniform() < aimed(input) }
            guard coming > 0 else { return 100 }
            return meeting.left(
                SalvoBattles.hits(
                    incoming: coming, rounds: min(coming, meeting.rounds), killProbability: input["intercept_probability"] ?? 1,
                    hitProbability: 1, run: run))
        }
        return mean(lefts)
    }
}
