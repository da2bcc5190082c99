import Foundation
import OutputFiles
import PlainText
import StudyReports

/// The written side of `validate`: each model page's rows between its markers, and `VALIDATION.md` as a whole.
///
/// A page names its fixtures in a comment, `<!-- validation:a2_us76,ussa1976 -->`; what stands between it and
/// `<!-- /validation -->` is replaced. A name also stands for `engine: name`, `estimators: name` and the like, and a group such as
/// `claims` or `engine: a3` for all that begins with it.
package enum ValidationDocuments {
    private static let open = "<!-- validation:"
    private static let close = "<!-- /validation -->"

    package static func write(_ rows: [ValidationTable.Row], to folder: URL) throws {
        let pages = folder.appending(path: "models")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: pages.path) else {
            throw CommandFailure.badInput("\(pages.path): no folder of model pages there")
        }
        var shown: [String: [String]] = [:]
        for name in names.sorted() where name.hasSuffix(".md") {
            let file = pages.appending(path: name)
            let text = try String(contentsOf: file, encoding: .utf8)
            let (page, fixtures) = filled(text, rows)
            if page != text { try page.write(to: file, atomically: true, encoding: .utf8) }
            for fixture in fixtures { shown[fixture, default: []].append(name) }
        }
        let page = OutputKind("validation page of Cupola's", marks: ["Written by `cupola validate --documents"])
        try OutputRule.place(folder.appending(path: "VALIDATION.md").path, as: page, option: "--documents").write(overview(rows, shown))
    }

    /// The page with its tables, and the fixtures that they hold.
    package static func filled(_ text: String, _ rows: [ValidationTable.Row]) -> (page: String, fixtures: [String]) {
        var out: [String] = []
        var fixtures: [String] = []
        var isInside = false
        for line in text.components(separatedBy: "\n") {
            if isInside, line == close { isInside = false; continue }
            // A page without a closing mark ends there.
            if isInside, line.hasPrefix(open) { isInside = false }
            if isInside, line.hasPrefix("|") || line.isEmpty { continue }
            isInside = false
            out.append(line)
            guard line.hasPrefix(open), let end = line.range(of: " -->") else { continue }
            let names = line[line.index(line.startIndex, offsetBy: open.count)..<end.lowerBound].split(separator: ",").map(String.init)
            let own = rows.filter { row in names.contains { matches(row.fixture, $0) } }
            for row in own where !fixtures.contains(row.fixture) { fixtures.append(row.fixture) }
            out += [""] + table(own) + ["", close]
            isInside = true
        }
        // Closing marks bring their own end of line.
        while out.count > 1, out[out.count - 1].isEmpty { out.removeLast() }
        return (out.joined(separator: "\n") + "\n", fixtures)
    }

    private static func matches(_ fixture: String, _ name: String) -> Bool {
        fixture == name || fixture.hasSuffix(": \(name)") || fixture.hasPrefix("\(name): ")
            || name.contains(": ") && fixture.hasPrefix(name)
    }

    package static func table(_ rows: [ValidationTable.Row]) -> [String] {
        ["| case | quantity | points | worst error | tolerance there | verdict |", "|---|---|--:|--:|--:|---|"]
            + rows.map { row in
                let error = row.judged > 0 ? readable(row.worstError) : "–"
                let verdict = row.failures > 0 ? "**FAIL** (\(row.failures))" : row.verdict.rawValue
                return "| \(row.fixture) | \(row.quantity) | \(row.points) | \(error) | \(row.tolerance) | \(verdict) |"
            }
    }

    // MARK: VALIDATION.md

    private static func overview(_ rows: [ValidationTable.Row], _ pages: [String: [String]]) -> String {
        var order: [String] = []
        var groups: [String: [ValidationTable.Row]] = [:]
        for row in rows {
            if groups[row.fixture] == nil { order.append(row.fixture) }
            groups[row.fixture, default: []].append(row)
        }
        let lines = order.map { fixture -> String in
            let own = groups[fixture] ?? []
            let worst = own.filter { $0.judged > 0 }.map(\.worst).max()
            let fails = own.count { $0.verdict == .fail }
            let unjudged = own.count { $0.verdict == .unjudged }
            let verdict =
                fails > 0 ? "**\(fails) FAIL**" : unjudged == own.count ? "unjudged" : unjudged > 0 ? "pass, \(unjudged) unjudged" : "pass"
            let links = (pages[fixture] ?? []).map { "[\($0.dropLast(3))](models/\($0))" }.joined(separator: ", ")
            let points = own.reduce(0) { $0 + $1.points }
            let most = worst.map { readable(($0 * 1000).rounded() / 1000) } ?? "–"
            return "| \(fixture) | \(own.count) | \(points) | \(most) | \(verdict) | \(links) |"
        }
        return """
            # Validation

            Written by `cupola validate --documents docs`; not to be edited by hand. **\(ValidationTable.summary(rows)).**

            Each row below is a family of reference cases that the engine's own code answers: the functions that a run calls, not code \
            written
            for the check. *Worst* is the largest error as a share of what is tolerated there (1 would just pass); the rows of each \
            quantity stand on the
            model's page. Where a reference is a chance experiment of the engine (*engine:*, *streams:*), the tolerance is four standard
            errors of the number of runs that the quantity names. *claims:* are public figures against what emerges from flown missiles \
            and geometry: the
            middle of the sources' spread, half of it and three in a hundred as tolerance.

            | cases | quantities | points | worst | verdict | pages |
            |---|--:|--:|--:|---|---|
            \(lines.joined(separator: "\n"))

            \(credibility)
            """
    }

    /// Rated by the project itself; a table cannot know more than its makers, so each level says what it rests on.
    private static let credibility = """
        ## How far to believe it

        \(CredibilityTable.preface)

        The eight factors of NASA-STD-7009A (2016), appendix E, levels 0 (insufficient evidence) to 4; our own rating, no review from \
        outside.

        | factor | level | because |
        |---|--:|---|
        \(CredibilityTable.general.map { "| \($0.factor.lowercased()) | \($0.level) | \($0.why) |" }.joined(separator: "\n"))

        \(CredibilityTable.conclusion)

        ## What no case covers

        Sea clutter and ducting, electronic counter-countermeasures beyond a noise jammer, multipath over real relief, warhead and fuze \
        physics beyond a
        damage function, human error under stress. Closed forms that no battle can be set up to (Engset's finite
        sources, area search, circles of lethality, the straight lead triangle) are answered by their own tables and not flown: \
        [battle](models/battle.md) says why.
        """
}
