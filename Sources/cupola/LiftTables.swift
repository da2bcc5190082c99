import BattleCompilation
import BattleSimulation
import CommandWork
import Foundation
import PlainText
import RunRecords
import ScenarioDocuments
import StudyExecution

/// `explain --lift`: what would have saved those that got through.
enum LiftTables {
    /// The limits that a word names.
    static func limits(_ word: String) throws -> [LiftedLimit] {
        if word == "all" { return LiftedLimit.allCases }
        guard let one = LiftedLimit(rawValue: word) else {
            let allowed = ["all"] + LiftedLimit.allCases.map(\.rawValue)
            let near = Spelling.nearest(to: word, among: allowed).map { "; did you mean \($0)?" } ?? ""
            throw CommandFailure.wrongCall("--lift: found \(word), allowed: \(allowed.joined(separator: ", "))\(near)")
        }
        return [one]
    }

    /// The model of a record, which must come out of its scenario again bit for bit.
    static func model(of record: RunRecord, file: String, scenario: String, catalogue: [String]) throws -> BattleModel {
        let (document, data) = try Inputs.load(scenario: scenario, catalogue: catalogue)
        guard document.arms.contains(where: { $0.name == record.arm }) else {
            throw CommandFailure.badInput("\(scenario): has no arm \(record.arm), which \(file) was flown with")
        }
        let model = try Inputs.compile(document, arm: record.arm, catalogue: data, file: scenario)
        let again = BattleRunner.run(model, seed: record.seed, index: record.index)
        guard again.targets.map(\.name) == record.targets.map(\.name), again.targets.map(\.outcome) == record.targets.map(\.outcome) else {
            throw CommandFailure.badInput("\(scenario): does not give the run of \(file) again; give the scenario that it was flown from with --scenario, and the same catalogue")
        }
        return model
    }

    static func text(_ answers: [Counterfactual.Answer], leakers: Int, redraws: Int) -> String {
        var table = TextTable(header: ["with", "saved of the \(leakers) that got through", "95 % interval", "got through, of all raiders"], leftColumns: [0])
        for answer in answers {
            table.rows.append([
                answer.limit.title, percent(answer.saved.mean), "\(percent(answer.saved.low)) to \(percent(answer.saved.high))",
                "\(NumberText.fixed(answer.leakers.lifted, 1)) instead of \(NumberText.fixed(answer.leakers.asItWas, 1))",
            ])
        }
        let luck = answers.first.map { percent(1 - $0.through.asItWas) } ?? ""
        return table.text + "\n\nThe same raid flown \(redraws) times, each time as it was and with one limit lifted; what follows is drawn anew each time. Luck alone saves \(luck) of them, which is taken off."
    }

    private static func percent(_ share: Double) -> String { share.isFinite ? "\(Int((100 * share).rounded())) %" : "unknown" }

    static func json(_ answers: [Counterfactual.Answer], targets: [String], redraws: Int) throws -> String {
        let list = answers.map { answer -> [String: Any] in
            [
                "limit": answer.limit.rawValue, "saved": answer.saved.mean, "low": answer.saved.low, "high": answer.saved.high,
                "through_as_it_was": answer.through.asItWas, "through_lifted": answer.through.lifted,
                "leakers_as_it_was": answer.leakers.asItWas, "leakers_lifted": answer.leakers.lifted,
            ]
        }
        let object: [String: Any] = ["targets": targets, "redraws": redraws, "limits": list]
        return String(decoding: try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted, .sortedKeys]), as: UTF8.self)
    }
}
