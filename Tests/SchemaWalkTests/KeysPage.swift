import Foundation
import Synchronization
import Testing

/// `docs/KEYS.md`: what the walks found, written by `make walk`.
enum KeysPage {
    private static let found = Mutex<[String: (walk: Walk, unwritten: [String: String])]>([:])
    private static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/KEYS.md").path

    static func add(_ form: String, _ walk: Walk, _ unwritten: [String: String]) {
        guard KnownDead.isWritten else { return }
        found.withLock { found in
            found[form] = (walk, unwritten)
            do { try Data(text(found).utf8).write(to: URL(filePath: path)) } catch { Issue.record("\(path): \(error)") }
        }
    }

    private static func text(_ found: [String: (walk: Walk, unwritten: [String: String])]) -> String {
        var lines = [
            "# Keys", "",
            "Every key that a document accepts changes something, or is refused with a line that says so. The walks (Tests/SchemaWalkTests) take each",
            "key of each form, put other values in its place in small scenarios (Tests/SchemaWalkTests/Probes), and fly them: a key is alive where the",
            "digest of some run changes, or, for keys that no run reads, the answer of the command that they belong to. Of a closed set of words every",
            "two must differ. `make test` walks each key of a kind; `CUPOLA_WALK=full make walk` each value of each catalogue file. This page is written",
            "by `make walk`.", "", "| form | keys walked | dead | in no probe |", "|---|---|---|---|",
        ]
        let forms = found.sorted { $0.key < $1.key }
        for (form, value) in forms { lines.append("| \(form) | \(value.walk.walked) | \(value.walk.dead.count) | \(value.walk.unwritten.count) |") }
        let dead = forms.flatMap(\.value.walk.dead)
        lines += ["", dead.isEmpty ? "None is dead." : "Dead: \(dead.map { "`\($0)`" }.joined(separator: ", "))."]
        let unwritten = forms.flatMap { form in form.value.walk.unwritten.map { (key: $0, why: form.value.unwritten[$0] ?? "") } }
        if !unwritten.isEmpty {
            lines += ["", "In no probe:", "", "| key | why |", "|---|---|"]
            lines += unwritten.map { "| `\($0.key)` | \($0.why) |" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
