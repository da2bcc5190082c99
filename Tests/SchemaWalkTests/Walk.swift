@testable import ScenarioDocuments

/// What came of walking a form: keys that change something, keys that change nothing, keys that no probe writes.
struct Walk: Sendable {
    var walked = 0
    var dead: [String] = []
    var unwritten: [String] = []

    /// One line for the output of the test, and one for each key that is not alive.
    func report(_ form: String) -> String {
        (["\(form): \(walked) keys walked, \(dead.count) dead, \(unwritten.count) in no probe"] + dead.map { "  dead: \($0)" }
            + unwritten.map { "  in no probe: \($0)" }).joined(separator: "\n")
    }

    /// One place of a key in one document, and what the document does when something else stands there.
    struct Site: Sendable {
        let node: DocumentNode
        let path: String
        let text: String
        let answer: String
        /// What a text may be exchanged for.
        var words: [String] = []
        /// A value that contradicts others is refused with a line that says so: that is an answer too. Of a document's own keys it is
        /// none: every other name of something is refused.
        var countsRefusal = false
        /// Nil: the change is refused.
        let fly: @Sendable (DocumentNode) -> String?
    }

    /// Places tried: more where each has a single other value.
    private static func sitesMaximum(_ shape: FieldShape) -> Int {
        switch shape {
        case .flag, .choice: 48
        default: 12
        }
    }
    private static let changesMaximum = 24

    /// Walks one key: of a closed set every pair of words must differ somewhere (or a word be refused everywhere); of anything
    /// else one other value.
    mutating func key(_ name: String, _ shape: FieldShape, sites: [Site]) {
        walked += 1
        guard !sites.isEmpty else { return unwritten.append(name) }
        if case .choice(let names) = shape, names.count > 1 { return choice(name, names, sites) }
        for site in sites.prefix(Self.sitesMaximum(shape)) {
            for change in Change.others(than: site.text, shape, words: site.words).prefix(Self.changesMaximum) {
                guard let node = change.applied(to: site.node, at: site.path) else { continue }
                guard let answer = site.fly(node) else {
                    if site.countsRefusal { return }
                    continue
                }
                if answer != site.answer { return }
            }
        }
        dead.append(name)
    }

    private mutating func choice(_ name: String, _ names: [String], _ sites: [Site]) {
        var pairs: [(later: String, earlier: String)] = []
        for (index, word) in names.enumerated() { for earlier in names[..<index] { pairs.append((word, earlier)) } }
        var accepted: Set<String> = []
        for site in sites.prefix(48) where !pairs.isEmpty {
            var answers: [String: String] = [:]
            for word in Set(pairs.flatMap { [$0.later, $0.earlier] }).sorted() {
                if word == site.text {
                    answers[word] = site.answer
                } else if let node = Change.put(word).applied(to: site.node, at: site.path) {
                    answers[word] = site.fly(node)
                }
            }
            accepted.formUnion(answers.keys)
            // One word refused where the other is taken: they differ.
            pairs.removeAll { pair in
                guard let one = answers[pair.later], let other = answers[pair.earlier] else {
                    return site.countsRefusal && (answers[pair.later] != nil || answers[pair.earlier] != nil)
                }
                return one != other
            }
        }
        for word in names {
            let same = pairs.filter { $0.later == word && accepted.contains(word) && accepted.contains($0.earlier) }.map(\.earlier)
            if !same.isEmpty { dead.append("\(name): \(word) is \(same.joined(separator: ", "))") }
        }
    }
}
