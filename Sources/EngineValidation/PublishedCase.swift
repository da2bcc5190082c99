/// A result that others printed, with what this program answers for the same inputs.
package struct PublishedCase: Sendable {
    /// A number that goes in, in the unit of its name.
    package struct Input: Sendable, Equatable {
        package var name: String
        package var value: Double
        /// What it may be changed to.
        package var allowed: ClosedRange<Double>
        /// Whether there is more of it than is needed, so that only a lack of it is felt.
        package var isAmple: Bool

        init(_ name: String, _ value: Double, _ allowed: ClosedRange<Double>, isAmple: Bool = false) {
            self.name = name
            self.value = value
            self.allowed = allowed
            self.isAmple = isAmple
        }
    }

    /// What came out here.
    package struct Answer: Sendable, Equatable {
        package var value: Double
        /// 95 % interval, where the answer is an estimate from runs.
        package var interval: ClosedRange<Double>?

        init(_ value: Double, interval: ClosedRange<Double>? = nil) {
            self.value = value
            self.interval = interval
        }
    }

    package enum Verdict: String, Sendable {
        /// Within the digits printed, or the interval holds the printed value.
        case agrees
        /// It does not, and the source is thought wrong: the remark says why.
        case sourceLooksWrong = "source looks wrong"
        case differs
        /// Inputs were changed, so there is nothing to compare with.
        case unjudged
    }

    package let name: String
    package let quantity: String
    package let source: String
    /// The code that answers: `closed form`, `solver` or `battle`.
    package let path: String
    package let inputs: [Input]
    package let published: Double
    /// Half of the last digit printed, or what the case allows for its own approximation.
    package let tolerance: Double
    /// Where the source looks wrong, what it should say instead; nil elsewhere.
    package let corrected: Double?
    package let remark: String
    let solve: @Sendable ([String: Double]) -> Answer

    init(
        _ name: String, _ quantity: String, source: String, path: String, inputs: [Input], published: Double, tolerance: Double,
        corrected: Double? = nil, remark: String = "", solve: @escaping @Sendable ([String: Double]) -> Answer
    ) {
        self.name = name
        self.quantity = quantity
        self.source = source
        self.path = path
        self.inputs = inputs
        self.published = published
        self.tolerance = tolerance
        self.corrected = corrected
        self.remark = remark
        self.solve = solve
    }

    /// The answer for the printed inputs, or with some of them changed (unknown names are the caller's fault).
    package func answer(changing changes: [String: Double] = [:]) -> Answer {
        var values: [String: Double] = [:]
        for input in inputs { values[input.name] = changes[input.name] ?? input.value }
        return solve(values)
    }

    package func verdict(of answer: Answer, isChanged: Bool = false) -> Verdict {
        guard !isChanged else { return .unjudged }
        func holds(_ value: Double) -> Bool {
            abs(answer.value - value) <= tolerance || answer.interval.map { $0.contains(value) } ?? false
        }
        if holds(published) { return .agrees }
        if let corrected, holds(corrected) { return .sourceLooksWrong }
        return .differs
    }
}
