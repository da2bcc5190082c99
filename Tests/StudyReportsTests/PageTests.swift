import Foundation
import StudyStatistics
import Testing

@testable import StudyReports

/// The page as a file: alone, escaped, and with the numbers of its figures inside.
@Suite struct PageTests {
    private static let summary = Sample.summary { arm, _, sample, run in arm == 0 ? 12 + run : 8 + run + sample % 2 }
    private static let page = HTMLReport(Sample.contents(summary)).text

    @Test func `nothing is fetched from anywhere`() {
        let page = Self.page
        for match in page.matches(of: /(?:src|href|action|data|poster)="([^"]*)"/) {
            let target = String(match.1)
            let isLink = page[page.index(match.range.lowerBound, offsetBy: -3)..<match.range.lowerBound].contains("a ") || target.hasPrefix("data:text/csv") || target.hasPrefix("https://example.org")
            #expect(target.hasPrefix("#") || isLink, "\(target.prefix(60))")
        }
        for word in ["<script", "<link", "<iframe", "@import", "url(", "<img", "http-equiv"] { #expect(!page.contains(word), "\(word)") }
    }

    @Test func `names with markup in them are shown, not obeyed`() {
        #expect(!Self.page.contains("old <defence>"))
        #expect(Self.page.contains("old &lt;defence&gt;"))
        #expect(Self.page.contains("https://example.org/a?b=1&amp;c=2"))
    }

    @Test func `every identifier is given once`() {
        let names = Self.page.matches(of: /[ ]id=["']([^"']+)["']/).map { String($0.1) }
        #expect(Set(names).count == names.count)
        #expect(names.contains("figure-leakers"))
    }

    @Test func `headings go down one step at a time`() {
        var last = 0
        for match in Self.page.matches(of: /<h([1-6])/) {
            let level = Int(match.1)!
            #expect(level <= last + 1)
            last = level
        }
        #expect(Self.page.matches(of: /<h1/).count == 1)
    }

    @Test func `the sections stand in the order in which an editor asks, and their headings say what was found`() {
        let titles = Self.page.matches(of: /<h2>([^<]+)<\/h2>/).map { String($0.1) }
        #expect(titles == [
            "Of 20 in the largest raid 9.5 get through new &amp; better, 13.0 get through old &lt;defence&gt;",
            "Why they got through new &amp; better in the largest raid: 100 % were seen too late",
            "What it would cost: new &amp; better about 200 million dollars, old &lt;defence&gt; about 200 million dollars",
        ] + titles.dropFirst(3).dropLast() + ["How far to trust it: differences between defences under stated assumptions, not what would have happened"])
        #expect(titles.count >= 5)
    }

    @Test func `what is named in the contents is there`() {
        let places = Self.page.matches(of: /<a href="#([a-z]+)">/).map { String($0.1) }
        #expect(places.count >= 5)
        for place in places { #expect(Self.page.contains("<section id=\"\(place)\">"), "\(place)") }
    }

    /// The CSV of a figure in a page, decoded.
    private func csv(_ name: String, in page: String) throws -> [[String]] {
        let pattern = try Regex<(Substring, Substring)>("download=\"\(name).csv\" href=\"data:text/csv;charset=utf-8;base64,([A-Za-z0-9+/=]+)\"")
        let match = try #require(page.firstMatch(of: pattern))
        let text = String(decoding: try #require(Data(base64Encoded: String(match.1))), as: UTF8.self)
        return text.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test func `the embedded numbers are the study's`() throws {
        let rows = try csv("leakers", in: Self.page)
        #expect(rows.count == 1 + 2 * 2)
        let column = try #require(rows[0].firstIndex(of: "mean_got_through"))
        let low = try #require(rows[0].firstIndex(of: "mean_low_95"))
        var place = 1
        for setting in 0..<2 {
            for arm in 0..<2 {
                let bounds = Self.summary.sums(setting: setting, arm: arm, .leakers).interval()
                #expect(abs(try #require(Double(rows[place][column])) - bounds.mean) < 1e-5 * bounds.mean)
                #expect(abs(try #require(Double(rows[place][low])) - bounds.low) < 1e-5 * bounds.mean)
                place += 1
            }
        }
        let differences = try csv("difference", in: Self.page)
        #expect(differences.count == 1 + 2)
        #expect(differences[1][6] == "fewer get through")
        #expect(try csv("causes", in: Self.page).count == 1 + 2)
    }

    @Test func `other numbers give another page`() {
        let turned = Sample.summary { arm, _, sample, run in arm == 1 ? 12 + run : 8 + run + sample % 2 }
        let page = HTMLReport(Sample.contents(turned)).text
        #expect(page.contains("<strong>Worse."))
        #expect(Self.page.contains("<strong>Something."))
    }

    @Test func `the same study gives the same page, byte for byte`() {
        #expect(HTMLReport(Sample.contents(Self.summary)).text == Self.page)
    }

    @Test func `pictures are drawn by gnuplot, with units on the axes`() throws {
        try #require(HTMLReport.canDraw, "gnuplot is missing; make setup installs it")
        #expect(!Self.page.contains("This picture was not drawn"))
        for axis in ["raiders that get through (number)", "price to buy (million US dollars)", "kilometres east", "kilometres north", "time since the start (minutes)"] {
            // Once for wide pages, once for phones.
            #expect(Self.page.components(separatedBy: "<text>\(axis)</text>").count >= 3, "\(axis)")
        }
        #expect(!Self.page.contains("rgb("))
        #expect(!Self.page.contains("#0000"))
    }

    @Test func `the print page has every colour written out`() {
        #expect(!HTMLStyle.flatten(Self.page).contains("var(--"))
    }

    @Test func `a cell with a comma or a quotation mark is quoted`() {
        let figure = Figure(
            name: "x", title: "", alternative: "", note: "", header: ["a", "b"], rows: [["1,5", "say \"so\""]], draw: { _ in ("plot NaN notitle", 100) })
        #expect(figure.csv == "a,b\r\n\"1,5\",\"say \"\"so\"\"\"\r\n")
    }

    @Test func `Markdown and JSON say the same as the page`() throws {
        let contents = Sample.contents(Self.summary)
        let answer = StudyAnswer(Self.summary, meta: [:]).headline
        #expect(MarkdownReport(contents).text.contains(answer))
        let values = ReportNumbers(contents).values
        #expect(JSONSerialization.isValidJSONObject(values))
        #expect(values["answer"] as? String == answer)
        #expect((values["differences"] as? [[String: Any]])?.first?["verdict"] as? String == "fewer get through")
    }

    @Test func `panels of several factors take the width of two, and one panel that of one`() {
        #expect(HTMLReport(Sample.contents(Sample.grid())).text.contains("id=\"figure-leakers\" class=\"broad\""))
        #expect(Self.page.contains("id=\"figure-leakers\">"))
    }

    @Test func `every format says the chance at which a place counts as seen`() throws {
        var contents = Sample.contents(Self.summary)
        contents.maps?.threshold = 0.8
        let (page, text) = (HTMLReport(contents).text, MarkdownReport(contents).text)
        #expect(page.contains("with a chance of 80 % or better in one look") && text.contains("with a chance of 80 % or better in one look"))
        #expect(!text.contains("even chance"))
    }

    @Test func `where nothing gets through in the largest raid alone, that is what is said`() {
        func heading(_ leakers: @escaping (_ arm: Int, _ setting: Int) -> Int) -> String {
            ReportSections(Sample.contents(Sample.summary { arm, setting, _, _ in leakers(arm, setting) })).causesHeading
        }
        #expect(heading { arm, setting in arm == 1 && setting == 1 ? 0 : 5 } == "Why: in the largest raid nothing got through new & better; in others some did")
        #expect(heading { arm, _ in arm == 1 ? 0 : 5 } == "Why: in the largest raid nothing got through new & better")
    }

    @Test func `every comparison in every format has the same verdict`() throws {
        let contents = Sample.contents(Sample.grid(), meta: ["world_arm": "old"])
        let rows = try csv("difference", in: HTMLReport(contents).text.replacing("cruise missiles, ", with: "cruise missiles; "))
        let values = try #require(ReportNumbers(contents).values["differences"] as? [[String: Any]])
        let verdicts = values.filter { $0["outcome"] as? String == "leakers" }.map { $0["verdict"] as? String }
        #expect(rows.dropFirst().map { $0.last } == verdicts)
        #expect(verdicts.contains("no difference can be shown") && verdicts.contains("fewer get through"))
        for row in values {
            let (low, high) = (try #require(row["low"] as? Double), try #require(row["high"] as? Double))
            #expect((low <= 0 && high >= 0) == (row["verdict"] as? String == "no difference can be shown"))
        }
        let text = MarkdownReport(contents).text
        #expect(text.components(separatedBy: "no difference can be shown").count > verdicts.count { $0 == "no difference can be shown" })
    }

    @Test func `the credibility table of reports and of the validation page has one source`() {
        let contents = Sample.contents(Self.summary)
        #expect(contents.credibility.map(\.factor) == CredibilityTable.general.map(\.factor))
        #expect(CredibilityTable.general.count == 8 && CredibilityTable.general.allSatisfy { (0...4).contains($0.level) })
        #expect(contents.credibility[1] == CredibilityTable.general[1])
        // No sensitivity part: no claim of robustness.
        #expect(contents.credibility.first { $0.factor == "Results robustness" }?.level == 1)
        for text in [Self.page, MarkdownReport(contents).text] {
            #expect(text.contains("No real firing stands behind any result.") && text.contains(CredibilityTable.general[6].why))
        }
    }

    @Test func `disputed facts are told with what each would change`() {
        var contents = Sample.contents(Self.summary)
        contents.world = WorldFacts(actor: "A country", date: "2019-06-30", arm: "old <defence>", held: ["4 battalions"], disputes: [
            .init(date: "2016-10-13", event: "All delivered", note: "", isTaken: true, heldOtherwise: ["3 battalions"], armOtherwise: nil, words: []),
            .init(date: "2019-05-30", event: "Refused", note: "Denied.", isTaken: false, heldOtherwise: nil, armOtherwise: "old <defence>", words: []),
        ])
        let page = HTMLReport(contents).text
        #expect(page.contains("Were it not so, A country would have held on 2019-06-30 3 battalions, and none of these defences would be the world as it was."))
        #expect(page.contains("This study takes it as not so. Were it so, no number of this report would change"))
        #expect(MarkdownReport(contents).text.contains("Were it not so, A country would have held"))
    }

    @Test func `what the money would buy instead is a table, with its range`() throws {
        var contents = Sample.contents(Self.summary)
        contents.purchases = [Purchase(arm: "new & better", item: "battalions of the old", low: 2.44, best: 5.43, high: 16.7), Purchase(arm: "elsewhere", item: "x", low: 1, best: 1, high: 1)]
        let text = MarkdownReport(contents).text
        #expect(text.contains("| new & better | battalions of the old | about 5.4 | 2.4 to 17 |"))
        #expect(!text.contains("elsewhere"))
        let rows = try csv("value", in: HTMLReport(contents).text)
        #expect(rows.count == 3 && rows[2][2] == "200")
    }

    @Test func `a study of one arm, one raid and one run still has a report`() {
        let plan = StudyPlan(
            name: "one", question: "", arms: [StudyArm(name: "a", description: "", price: nil)],
            settings: [StudySetting(label: "as the scenario says", factors: [])], samples: 1, runs: 1, seed: 1)
        var summary = StudySummary(plan)
        summary.add(StudyRow(key: RunKey(setting: 0, sample: 0, arm: 0, run: 0), digest: "", outcome: Sample.outcome(leakers: 3)))
        summary.finish()
        let page = HTMLReport(ReportContents(summary: summary, meta: [:], digest: "")).text
        #expect(page.contains("Of 20 raiders 3.0 get through a on average over all raids flown (too few runs for an interval)."))
        #expect(page.firstMatch(of: /\b(-?inf|nan)\b/) == nil)
    }
}
