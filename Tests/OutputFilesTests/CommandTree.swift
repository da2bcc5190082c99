import Foundation

/// The program's own account of its commands and their options, so that a new one is tried without being named here.
struct CommandTree: Decodable {
    struct Command: Decodable {
        let commandName: String
        var subcommands: [Command]?
        var arguments: [Argument]?
    }

    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }
        let kind: String
        let isOptional: Bool
        var names: [Name]?
        var valueName: String?
        var defaultValue: String?

        var word: String { names?.first { $0.kind == "long" }?.name ?? valueName ?? "" }
    }

    /// A command that does something: the words that call it, and what it takes.
    struct Leaf {
        let words: [String]
        let arguments: [Argument]

        var name: String { words.joined(separator: " ") }

        /// A call with all that must be given but one option; inputs are not there.
        func call(without option: String) -> [String] {
            var call = words
            for argument in arguments where argument.kind == "positional" && !argument.isOptional { call.append(Self.sound(argument.word)) }
            for argument in arguments where argument.kind == "option" && !argument.isOptional && argument.word != option {
                call += ["--" + argument.word, Self.sound(argument.word)]
            }
            if name == "viewshed", option != "target" { call += ["--target", "5"] }
            return call
        }

        private static func sound(_ word: String) -> String {
            let known = [
                "site": "1,1", "radar": "92n6e", "against": "fighter", "system": "s-400", "antenna": "5", "format": "czml", "id": "x",
                "document": "scenario", "guidance": "active", "out": "/none/x.out", "missile": "48n6e2", "engagement-radar": "30n6e2",
            ]
            let numbers = ["range-km", "altitude-km", "speed-mps", "rcs-m2", "period-s", "antenna-m", "channels", "rounds-guided", "reaction-s"]
            return known[word] ?? (numbers.contains(word) ? "100" : "not-there.yaml")
        }
    }

    let command: Command

    static func leaves() throws -> [Leaf] {
        let answer = try ProgramCallTests.run(["--experimental-dump-help"])
        let tree = try JSONDecoder().decode(CommandTree.self, from: Data(answer.output.utf8))
        func walk(_ command: Command, _ words: [String]) -> [Leaf] {
            let below = (command.subcommands ?? []).filter { $0.commandName != "help" }
            if below.isEmpty { return [Leaf(words: words, arguments: command.arguments ?? [])] }
            return below.flatMap { walk($0, words + [$0.commandName]) }
        }
        return walk(tree.command, [])
    }
}
