import Testing

@testable import EngineValidation

@Suite struct PublishedCaseTests {
    @Test func `every printed value is met, or its source looks wrong and says what it should be`() {
        for entry in PublishedCases.all {
            let verdict = entry.verdict(of: entry.answer())
            #expect(
                verdict == .agrees || verdict == .sourceLooksWrong, "\(entry.name): \(entry.answer().value), printed \(entry.published)")
            #expect((verdict == .sourceLooksWrong) == (entry.corrected != nil), "\(entry.name)")
        }
        #expect(Set(PublishedCases.all.map(\.name)).count == PublishedCases.all.count)
    }

    @Test func `every input changes the answer`() {
        for entry in PublishedCases.all {
            let before = entry.answer().value
            for input in entry.inputs {
                // Up by a fifth, or down where that is not allowed; whole numbers by at least one.
                let step = max(abs(input.value) * 0.2, input.value >= 1 && input.value == input.value.rounded() ? 1 : 0)
                let other = input.allowed.contains(input.value + step) ? input.value + step : input.value - step
                let changed = input.isAmple ? input.allowed.lowerBound : other
                #expect(entry.answer(changing: [input.name: changed]).value != before, "\(entry.name): \(input.name)")
            }
        }
    }
}
