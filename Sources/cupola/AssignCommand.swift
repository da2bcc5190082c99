import ArgumentParser
import CommandAndControl
import CommandWork
import Dispatch
import Foundation
import ModelValidation
import NumericalMethods

struct AssignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Solve linear and weapon-target assignment: value, proved bound, gap and time.",
        discussion: """
            An instance is a JSON file, a CSV table of regenerable instances, or a family by name:
              cupola assign instance.json
              cupola assign Validation/reference/assignment/wta_big_WD.csv
              cupola assign --family WD --weapons 100 --targets 100 --seed 5001762
              cupola assign --family UNI --rows 1000 --columns 1000 --seed 1510 --json

            JSON: {"costs": [[4, 1], [2, 3]]} pairs rows with columns at least cost;
            {"values": [5, 2], "kill_probabilities": [[0.7, 0.4], [0.5, 0.9]]} (a row a weapon) leaves the least value;
            {"family": "WD", "weapons": 100, "targets": 100, "seed": 1} makes an instance.
            """)

    @Argument(help: "INSTANCE.json, or a CSV table with family, size and seed.") var instance: String?
    @Option(help: "A family: UNI, NEG, INTr, GEO, MW, TRK (linear); AH, WD, ENV (weapon-target).") var family: String?
    @Option(parsing: .unconditional, help: "Weapons of the family's instance.", transform: Allowed.count(1...100_000)) var weapons: Int?
    @Option(parsing: .unconditional, help: "Targets of the family's instance.", transform: Allowed.count(1...100_000)) var targets: Int?
    @Option(parsing: .unconditional, help: "Rows of the family's instance.", transform: Allowed.count(1...100_000)) var rows: Int?
    @Option(parsing: .unconditional, help: "Columns of the family's instance.", transform: Allowed.count(1...100_000)) var columns: Int?
    @Option(parsing: .unconditional, help: "Seed of the family's instance, 0 or more.", transform: Allowed.seed) var seed: UInt64?
    @Option(
        name: .customLong("anytime-ms"), parsing: .unconditional, help: "Stop a weapon-target search after this many milliseconds.",
        transform: Allowed.number(1e-3...1e9, "ms"))
    var anytime: Double?
    @Option(
        name: .customLong("repeat"), parsing: .unconditional, help: "Solve so many times and print the median time; 1 to 1000.",
        transform: Allowed.count(1...1000))
    var repeats: Int = 1
    @Flag(help: "Print JSON, with the assignment.") var json = false

    func run() throws {
        var answers: [AssignmentAnswer] = []
        do {
            if let instance {
                guard family == nil else { throw CommandFailure.wrongCall("give INSTANCE or --family, not both") }
                try refuseSizes(["--weapons", "--targets", "--rows", "--columns", "--seed"], because: "belongs to --family, found INSTANCE")
                let file = URL(filePath: instance)
                if file.pathExtension.lowercased() == "csv" {
                    let table = try AssignmentTable(file)
                    for (place, row) in table.rows.enumerated() {
                        answers.append(
                            solve(
                                try table.instance(place, file: file), name: "\(row.family) \(row.first)×\(row.second) \(row.seed)",
                                optimum: row.optimum))
                    }
                } else {
                    answers.append(solve(try AssignmentInstance(json: file), name: file.lastPathComponent, optimum: nil))
                }
            } else {
                answers.append(try solveFamily())
            }
        } catch let error as ReferenceError {
            // A family's name or size is part of the call where no file is read.
            throw instance == nil ? CommandFailure.wrongCall(error.description) : CommandFailure.badInput(error.description)
        }
        printData(json ? try AssignmentAnswer.json(answers) : AssignmentAnswer.text(answers, showsPairs: answers.count == 1))
    }

    private func solveFamily() throws -> AssignmentAnswer {
        guard let family else { throw CommandFailure.wrongCall("found neither INSTANCE nor --family; see cupola assign --help") }
        let isWeaponTarget = WeaponTargetFamily(rawValue: family) != nil
        let names = isWeaponTarget ? ("--weapons", "--targets") : ("--rows", "--columns")
        let sizes = isWeaponTarget ? (weapons, targets) : (rows, columns)
        guard let first = sizes.0, let second = sizes.1, let seed else {
            throw CommandFailure.wrongCall("--family \(family) needs \(names.0), \(names.1) and --seed")
        }
        try refuseSizes(
            isWeaponTarget ? ["--rows", "--columns"] : ["--weapons", "--targets"],
            because: "does not belong to --family \(family), allowed: \(names.0), \(names.1)")
        let made = try AssignmentInstance(family: family, first: first, second: second, seed: seed, place: "--family")
        return solve(made, name: "\(family) \(first)×\(second) \(seed)", optimum: nil)
    }

    /// An option that nothing reads is a misunderstanding.
    private func refuseSizes(_ names: [String], because reason: String) throws {
        let isGiven = [
            "--weapons": weapons != nil, "--targets": targets != nil, "--rows": rows != nil, "--columns": columns != nil, "--seed": seed != nil,
        ]
        if let name = names.first(where: { isGiven[$0] == true }) { throw CommandFailure.wrongCall("\(name): \(reason)") }
    }

    private func solve(_ instance: AssignmentInstance, name: String, optimum: Double?) -> AssignmentAnswer {
        var times: [Double] = []
        var answer = AssignmentAnswer(name: name, optimum: optimum)
        var workspace = LinearAssignmentWorkspace()
        for _ in 0..<repeats {
            let start = DispatchTime.now().uptimeNanoseconds
            func elapsed() -> Double { Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-6 }
            switch instance {
            case .linear(let costs, let rows, let columns):
                answer.value = workspace.solve(costs: costs, rows: rows, columns: columns)
                times.append(elapsed())
                answer.takeLinear(workspace, rows: rows, columns: columns)
            case .weaponTarget(let problem):
                // One step lasts up to a millisecond at 100 × 100: end that much early.
                let limit = anytime.map { 0.9 * $0 } ?? .infinity
                let solution = WeaponTargetSolver.solve(problem) { elapsed() >= limit }
                times.append(elapsed())
                answer.take(solution)
            }
        }
        answer.milliseconds = times.sorted()[times.count / 2]
        return answer
    }
}
