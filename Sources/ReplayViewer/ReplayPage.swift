import Foundation
import NumericalMethods
import RunRecords

/// One arm of a page: its record and what it looked like.
package struct ReplayArm: Sendable {
    package var record: RunRecord
    package var replay: Replay
    /// What the page calls it: a study's name for the arm; the record's own where nil.
    package var title: String?
    /// What the whole page must say above all else, as that its study is not finished.
    package var mark: String?

    package init(record: RunRecord, replay: Replay, title: String? = nil) {
        self.record = record
        self.replay = replay
        self.title = title
    }
}

/// The page that replays one run, or two of the same raid: one file that asks nothing of the network.
package struct ReplayPage: Sendable {
    let arms: [ReplayArm]
    let words: PageWords
    /// Coasts as lines of longitude and latitude, degrees.
    let coast: [[(longitude: Double, latitude: Double)]]

    /// - Throws: where two arms are not of the same raid.
    package init(
        arms: [ReplayArm], words: PageWords, coast: [[(longitude: Double, latitude: Double)]] = []
    ) throws(ReplayPageError) {
        guard (1...2).contains(arms.count) else { throw ReplayPageError("a page shows one run or two; there are \(arms.count)") }
        if arms.count == 2 { try Self.checkPair(arms[0], arms[1]) }
        self.arms = arms
        self.words = words
        self.coast = coast
    }

    /// Two runs on one clock must be of one raid: the same scenario, dice and targets.
    private static func checkPair(_ first: ReplayArm, _ second: ReplayArm) throws(ReplayPageError) {
        let (one, other) = (first.record, second.record)
        guard one.scenario == other.scenario, one.seed == other.seed, one.index == other.index else {
            throw ReplayPageError(
                "the runs are not of one raid: \(one.scenario), seed \(one.seed), run \(one.index), and \(other.scenario), seed \(other.seed), run \(other.index)")
        }
        guard one.targets.map(\.name) == other.targets.map(\.name) else { throw ReplayPageError("the runs are not of one raid: their targets differ") }
    }

    /// The page in one file: every script and style within, allowed by its hash alone.
    package func singleFile(_ parts: PageParts) throws(ReplayPageError) -> String {
        let scripts = [try parts.part("maplibre-gl.js"), try parts.script()].map(Self.endSafe)
        let styles = [try parts.part("maplibre-gl.css"), try parts.own("page.css")]
        let policy = [
            "default-src 'none'", "script-src \(scripts.map(Self.hash).joined(separator: " "))", "style-src \(styles.map(Self.hash).joined(separator: " "))",
            "img-src data: blob:", "worker-src blob:", "connect-src 'none'", "base-uri 'none'", "form-action 'none'",
        ].joined(separator: "; ")
        return Self.fill(
            try parts.own("page.html"),
            [
                "policy": policy, "mark": mark, "warning": warning, "styles": styles.map { "<style>\($0)</style>" }.joined(separator: "\n"),
                "scripts": scripts.map { "<script>\($0)</script>" }.joined(separator: "\n"),
                "data": try data(parts) { number in
                    "<script type=\"text/plain\" id=\"columns-\(number)\">\(Data(arms[number].replay.encoded()).base64EncodedString())</script>"
                },
            ])
    }

    /// The page as a server gives it: scripts, styles and columns are addresses.
    func served(_ parts: PageParts, base: String, columns: (Int) -> String) throws(ReplayPageError) -> String {
        Self.fill(
            try parts.own("page.html"),
            [
                "policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src blob:; connect-src 'self'",
                "mark": mark, "warning": warning,
                "styles": ["maplibre-gl.css", "page.css"].map { "<link rel=\"stylesheet\" href=\"\(base)parts/\($0)\">" }.joined(separator: "\n"),
                "scripts": ["maplibre-gl.js", "page.js"].map { "<script src=\"\(base)parts/\($0)\"></script>" }.joined(separator: "\n"),
                "data": try data(parts) { number in
                    "<script type=\"text/plain\" id=\"columns-\(number)\" data-from=\"\(columns(number))\"></script>"
                },
            ])
    }

    /// A sentence in the page's title and above it.
    private var mark: String { arms[0].mark.map { ReplaySite.escaped($0) + " " } ?? "" }
    private var warning: String { Self.warning(arms[0].mark) }

    static func warning(_ mark: String?) -> String { mark.map { "<p class=\"unfinished\" role=\"note\">\(ReplaySite.escaped($0))</p>" } ?? "" }

    /// Blocks of data: what is shared, the facts of each arm, and its columns or where they are.
    func data(_ parts: PageParts, columns: (Int) -> String) throws(ReplayPageError) -> String {
        let lines = coast.map { "[" + $0.map { "[\(Self.short($0.longitude)),\(Self.short($0.latitude))]" }.joined(separator: ",") + "]" }
        let geometry = "{\"type\":\"MultiLineString\",\"coordinates\":[\(lines.joined(separator: ","))]}"
        let symbols = try parts.part("symbols.json").trimmingCharacters(in: .whitespacesAndNewlines)
        let shared = "{\"arms\":\(arms.count),\"coast\":{\"type\":\"Feature\",\"properties\":{},\"geometry\":\(geometry)},\"symbols\":\(symbols)}"
        var blocks = ["<script type=\"application/json\" id=\"shared\">\(Self.scriptSafe(shared))</script>"]
        for (number, arm) in arms.enumerated() {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            guard let json = try? encoder.encode(PageFacts(arm.record, title: arm.title, words: words)) else {
                throw ReplayPageError("the record holds a number that is not finite")
            }
            blocks.append("<script type=\"application/json\" id=\"facts-\(number)\">\(Self.scriptSafe(String(decoding: json, as: UTF8.self)))</script>")
            blocks.append(columns(number))
        }
        return blocks.joined(separator: "\n")
    }

    private static func short(_ degrees: Double) -> String { String((degrees * 1e5).rounded() / 1e5) }

    /// JSON that cannot end the element that it stands in.
    static func scriptSafe(_ json: String) -> String { json.replacingOccurrences(of: "<", with: "\\u003c") }

    /// A script's text that cannot end its element.
    private static func endSafe(_ script: String) -> String { script.replacingOccurrences(of: "</script", with: "<\\/script") }

    /// The source expression of a content security policy for an inline text.
    static func hash(_ text: String) -> String {
        var hash = SHA256()
        hash.update(Array(text.utf8))
        return "'sha256-\(Data(hash.finalized()).base64EncodedString())'"
    }

    /// Puts values in the places of a template, each once; values are not read for places.
    static func fill(_ template: String, _ values: [String: String]) -> String {
        var text = ""
        for (number, piece) in template.components(separatedBy: "{{").enumerated() {
            guard number > 0, let end = piece.range(of: "}}"), let value = values[String(piece[..<end.lowerBound])] else {
                text += (number > 0 ? "{{" : "") + piece
                continue
            }
            text += value + piece[end.upperBound...]
        }
        return text
    }
}
