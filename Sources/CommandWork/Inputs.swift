import BattleCompilation
import BattleSimulation
import Foundation
import ScenarioDocuments

/// Files in: every fault of a file is one line, and ends the program with 65.
package enum Inputs {
    package static func load(scenario: String, catalogue: [String]) throws -> (ScenarioDocument, CatalogueDocument) {
        do { return try loaded(scenario, catalogue) } catch {
            if isStudy(scenario) {
                throw CommandFailure.badInput("\(scenario): is a study, no scenario; fly it with: cupola study \(scenario) --out results.cupola")
            }
            throw CommandFailure.badInput(error.description)
        }
    }

    /// Whether a file is a study, where a scenario was wanted; only asked of files that are no scenario.
    package static func isStudy(_ file: String) -> Bool { keys(file).isSuperset(of: ["scenario", "arms"]) }

    /// Whether a file is a scenario, where a study was wanted.
    package static func isScenario(_ file: String) -> Bool { !keys(file).contains("scenario") && !keys(file).isDisjoint(with: ["raids", "assets"]) }

    /// Keys of a document, by the lines that begin with one.
    private static func keys(_ file: String) -> Set<String> {
        guard let bytes = try? FileBytes.read(file, most: DocumentParser.sizeMaximum, needsPlain: true) else { return [] }
        let text = String(decoding: bytes, as: UTF8.self)
        return Set(text.prefix(1 << 20).split(separator: "\n").compactMap { line in
            line.first?.isLetter == true ? line.split(separator: ":", maxSplits: 1).first.map(String.init) : nil
        })
    }

    private static func loaded(_ scenario: String, _ catalogue: [String]) throws(DocumentErrors) -> (
        ScenarioDocument, CatalogueDocument
    ) {
        let folders = try CatalogueDocument.locate(given: catalogue)
        let data = try CatalogueDocument.load(directories: folders)
        return (try ScenarioDocument.load(path: scenario, checkedAgainst: data), data)
    }

    /// The name of the arm to run: the given one, checked, or the scenario's first.
    package static func arm(_ given: String?, of document: ScenarioDocument, file: String) throws -> String {
        let names = document.arms.map(\.name)
        guard let given else { return names[0] }
        guard names.contains(given) else {
            // In any case, where that leaves one.
            let same = names.filter { $0.lowercased() == given.lowercased() }
            if same.count == 1 { return same[0] }
            let near = Spelling.nearest(to: given, among: names).map { "; did you mean \($0)?" } ?? ""
            throw CommandFailure.wrongCall("--arm: found \(given), \(file) has \(names.joined(separator: ", "))\(near)")
        }
        return given
    }

    package static func compile(_ document: ScenarioDocument, arm: String, catalogue: CatalogueDocument, file: String) throws
        -> BattleModel
    {
        do { return try compiled(document, arm: arm, catalogue: catalogue, file: file) } catch {
            throw CommandFailure.badInput(error.description)
        }
    }

    private static func compiled(
        _ document: ScenarioDocument, arm: String, catalogue: CatalogueDocument, file: String
    ) throws(DocumentErrors) -> BattleModel {
        try ScenarioCompiler.compile(
            document, arm: arm, catalogue: catalogue, file: file, terrain: GroundFiles.terrain(of: document, file: file))
    }

    /// The text of a scenario with its recordings in it, so that an archive carries them.
    package static func scenarioText(_ path: String) throws -> String {
        do { return try ScenarioText.read(path: path) } catch { throw CommandFailure.badInput(error.description) }
    }

    /// The text of a file, for archives that carry their inputs.
    package static func text(_ path: String) throws -> String {
        let bytes: [UInt8]
        do { bytes = try FileBytes.read(path, most: DocumentParser.sizeMaximum, needsPlain: true) } catch {
            throw CommandFailure.badInput("\(path): \(error.description)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw CommandFailure.badInput("\(path): is no text in UTF-8") }
        return text
    }

    /// Why a file cannot be read, in words of the system's and without numbers.
    package static func why(_ path: String) -> String {
        let file = Foundation.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return String(cString: strerror(errno)).lowercased() }
        defer { close(file) }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue { return "is a folder" }
        return "is no text in UTF-8"
    }

    /// An entry of the catalogue by its name, in any case, or a line that says what there is.
    package static func entry<Entry>(_ id: String, _ option: String, among ids: [String], _ find: (String) -> Entry?) throws -> Entry {
        if let found = find(id) { return found }
        if let same = ids.first(where: { $0.lowercased() == id.lowercased() }), let found = find(same) { return found }
        let near = Spelling.nearest(to: id, among: ids).map { "; did you mean \($0)?" } ?? ""
        throw CommandFailure.wrongCall("\(option): found \(id), the catalogue has \(ids.joined(separator: ", "))\(near)")
    }
}

/// Runs `work`; faults of its documents end the program with 65, one line each.
package func guarded<Value>(_ work: () throws(DocumentErrors) -> Value) throws -> Value {
    do { return try work() } catch { throw CommandFailure.badInput(error.description) }
}
