import Narration
import OutputFiles
import PlainText
import RunRecords
import StudyStatistics

/// A study's report as one HTML page that needs no network: every sentence with a number is made from the study's rows.
package struct HTMLReport {
    private let sections: ReportSections

    package init(_ contents: ReportContents) { sections = ReportSections(contents) }

    /// Whether the plotting program is there; without it figures are tables.
    package static var canDraw: Bool { Gnuplot.program != nil }

    private var contents: ReportContents { sections.contents }
    private var findings: ReportFindings { sections.findings }
    private var plan: StudyPlan { sections.plan }

    private var study: StudyAnswer { sections.answer }

    package var text: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        \(OutputKind.generatorTag("report"))
        <title>\(contents.unfinished == nil ? "" : "Unfinished: ")\(escape(title))</title>
        <meta name="description" content="\(escape(study.headline))">
        <meta property="og:title" content="\(escape(title))">
        <meta property="og:description" content="\(escape(study.headline))">
        <meta property="og:type" content="article">
        <style>\(HTMLStyle.text)</style>
        </head>
        <body>
        \(unfinished)<main>
        \(Markup.unbroken([answer, picture, decides, causes, cost, unknowns, map, typical, trust, colophon].joined(separator: "\n")))
        </main>
        </body>
        </html>

        """
    }

    /// On a screen it stays at the top, in print it stands on every page.
    private var unfinished: String {
        contents.unfinished.map { "<p class=\"unfinished\" role=\"note\">\(escape($0))</p>\n" } ?? ""
    }

    private var title: String { plan.question.isEmpty ? (plan.name.isEmpty ? "Study" : plan.name) : plan.question }

    /// The first screen: the question, the answer from the numbers, and where to find the rest.
    private var answer: String {
        let lines = study.lines.map { "<dt>\(escape($0.title))</dt><dd>\(escape($0.text))</dd>" }
        let date = contents.date.isEmpty ? "" : " · \(escape(contents.date))"
        let arms = plan.arms.filter { !$0.description.isEmpty }.map { "<li><strong>\(escape($0.name))</strong>: \(escape($0.description))</li>" }
        return """
            <header>
            <p class="kicker">\(escape(plan.name))\(date) · a simulation with public figures, not a record of firings</p>
            <h1>\(escape(title))</h1>
            </header>
            <section aria-label="Answer"><div class="answer"><p><strong>\(contents.unfinished == nil ? "" : "Unfinished study. ")\(escape(study.headline))</strong></p></div>
            <dl class="findings">
            \(lines.joined(separator: "\n"))
            </dl>
            <nav aria-label="Contents"><ul class="contents">\(links)</ul></nav>
            \(arms.isEmpty && world.isEmpty ? "" : details("The defences compared, and which of them is the world as it was", "<ul>\(arms.joined())</ul>\(world)"))
            </section>
            """
    }

    private var deciding: DecidingWords? { DecidingWords(contents.meta) }

    /// How much is the system's, and how much sites, companions, magazines and command.
    private var decides: String {
        guard let words = deciding else { return "" }
        return section("decides", words.heading, [row([words.figure.html], aside: [table(words.table)])])
    }

    private var links: String {
        var places = [("picture", "How many get through")]
        if deciding != nil { places.append(("decides", "What decides")) }
        places += [("causes", "Why"), ("cost", "Cost")]
        if sections.figures.hasUnknowns { places.append(("unknowns", "Which unknown matters")) }
        if contents.maps != nil { places.append(("map", "What the radars see")) }
        if contents.typical != nil { places.append(("typical", "One raid")) }
        places.append(("trust", "How far to trust it"))
        return places.map { "<li><a href=\"#\($0.0)\">\($0.1)</a></li>" }.joined()
    }

    /// Which defence is the world as it was, and what the disputed facts behind it would change.
    private var world: String {
        guard let world = contents.world else {
            let text = findings.world(contents.meta)
            return text.isEmpty ? "" : "<p>\(escape(text))</p>"
        }
        let items = world.disputes.map { dispute in
            "<li><strong>\(escape(dispute.date)): \(escape(dispute.event)).</strong> This study takes it as \(dispute.isTaken ? "so" : "not so"). \(escape(world.consequence(of: dispute))) \(escape(findings.effect(against: dispute.armOtherwise)))\(dispute.note.isEmpty ? "" : " \(escape(dispute.note))")<ul>\(dispute.words.map(word).joined())</ul></li>"
        }
        return "<p>\(escape(world.sentence))</p>"
            + (items.isEmpty ? "" : details("Disputed facts behind it, and what each would change", "<ul>\n\(items.joined(separator: "\n"))\n</ul>"))
    }

    private var picture: String {
        let isGrid = findings.grid.panels.count > 1
        return section("picture", findings.pictureHeading, [
            // Panels need room.
            row([
                isGrid ? LeakerFigure(summary: sections.summary).figure.broad.html : LeakerFigure(summary: sections.summary).figure.html,
                sections.figures.capacity(contents.meta)?.html ?? "", isGrid ? "" : sections.figures.difference?.html ?? "",
            ], aside: []),
            more([
                isGrid ? sections.figures.difference.map { details("What each defence changes, raid by raid", $0.html) } ?? "" : "",
                sections.counted.map { numbers("What this study counts", $0) } ?? "",
                numbers("All averages with their intervals", sections.results),
                findings.hasComparison ? numbers("All differences and verdicts", sections.differences) : "",
                sections.variance.map { numbers("How much is luck, how much is not knowing", $0) } ?? "",
            ]),
        ])
    }

    private var cost: String {
        section("cost", sections.costHeading, [more([
            sections.figures.value.map { details("What the money buys", $0.html) } ?? "",
            sections.figures.price.map { details("Public prices", $0.html) } ?? "",
            sections.purchases.map { details("What the same money would buy instead", table($0)) } ?? "",
            details("Prices, rounds and losses in one raid", table(sections.costs)),
        ])])
    }

    private var causes: String {
        let saved = SavedWords(contents.meta, arms: plan.arms.map(\.name))
        let rounds = contents.rounds
        let told = rounds.finding([findings.arm, findings.baseline].map { plan.arms[$0].name })
        return section("causes", sections.causesHeading, [
            row(
                [sections.figures.causes?.html ?? "", saved?.figure.html ?? ""],
                aside: [
                    told.isEmpty ? "" : "<p>\(escape(told))</p>",
                    details("All causes, and that they add up", table(sections.causes)),
                    saved.map { details("What would have saved them, in numbers", table($0.table)) } ?? "",
                    rounds.table.map { details("Round by round: fired, reached, killed, lost guidance", table($0)) } ?? "",
                ]),
        ])
    }

    /// Nothing where indices cannot tell an unknown from another.
    private var unknowns: String {
        let figures = sections.figures
        guard figures.hasUnknowns else { return "" }
        let screening = figures.screening
        let drawn = figures.unknowns.map(\.html)
        return section("unknowns", figures.unknownsHeading, [
            row(
                Array(drawn.prefix(2)),
                aside: [
                    "<p>\(escape(figures.sensitivityFinding))</p>",
                    drawn.count > 2 ? details("The same for the other defence", drawn.dropFirst(2).joined()) : "",
                    screening.map { details("All groups of unknowns, with what each can move at most", table($0.table)) } ?? "",
                ]),
        ])
    }

    /// What the public sources say, folded.
    private var sources: String {
        let disputed = sections.disputedUnknowns.filter { !$0.values.isEmpty }
        guard !disputed.isEmpty else { return "" }
        let groups = disputed.map { group in
            let items = group.values.map { value in
                "<li><strong>\(escape(value.owner))</strong>: \(escape(range(value)))<ul>" + value.words.map(word).joined() + "</ul></li>"
            }
            return "<h3>\(escape(group.title))</h3><ul>\n\(items.joined(separator: "\n"))\n</ul>"
        }
        return details("Where the public sources differ most", "<p>\(escape(sections.disputedWords))</p>" + groups.joined(separator: "\n"))
    }

    private func range(_ value: UnknownValue) -> String {
        let unit = value.unit.isEmpty ? "" : " \(value.unit)"
        return value.low < value.high
            ? "between \(plain(value.low)) and \(plain(value.high))\(unit), best estimate \(plain(value.best)) (\(value.status))"
            : "\(plain(value.best))\(unit) (\(value.status))"
    }

    private func word(_ word: UnknownValue.Word) -> String {
        let name = escape(word.title) + (word.date.isEmpty ? "" : ", \(escape(word.date))")
        let source = word.link.hasPrefix("http://") || word.link.hasPrefix("https://") ? "<a href=\"\(escape(word.link))\" rel=\"noreferrer\">\(name)</a>" : name
        // What was not seen in the source itself must not look as if it had been.
        let seen = switch word.status {
        case "", "found": ""
        case "assumed", "derived": "; \(escape(word.status))"
        default: "; \(escape(word.status)), the source itself was not seen"
        }
        return "<li>\(escape(word.says)) (\(source)\(seen))</li>"
    }

    private var map: String {
        guard let maps = contents.maps else { return "" }
        let pictures = maps.arms.indices.map { MapFigure(maps: maps, arm: $0, number: $0).figure.html }
        return section("map", sections.mapHeading(maps), [row(pictures, aside: ["<p class=\"note\">\(escape(MapFigure.note(maps)))</p>"])])
    }

    private var typical: String {
        guard let run = contents.typical else {
            return contents.typicalMissing.isEmpty ? "" : section("typical", "One raid", ["<p>\(escape(contents.typicalMissing))</p>"])
        }
        let arm = plan.arms[run.key.arm].name
        let setting = findings.grid.label(run.key.setting)
        let leakers = RunOutcome(run.record).leakers
        var intro = "Of all runs against \(arm) (\(setting)), this one is nearest to the median: \(leakers) got through, the median is \(whole(run.median)). The program chose it, and flew it again from what the archive holds"
        intro += run.isSame ? "; it came out the same to the last bit." : "; with this version of the program it did not come out the same, so read it as an example."
        if let other = run.otherLeakers, findings.hasComparison { intro += " The same raid against \(plan.arms[findings.baseline].name): \(other) got through." }
        let lines = Narrator.timeline(of: run.record).map {
            "<li><span class=\"at\">\(Narrator.clock($0.time))</span><span>\(escape($0.text))</span></li>"
        }
        var parts = [
            details("The raid minute by minute: seen, shot down, through", RunFigure(record: run.record, title: "One typical run against \(arm) (\(setting))").figure.html),
            details("Timeline, in minutes and seconds since the start", "<ol class=\"time\">\n\(lines.joined(separator: "\n"))\n</ol>"),
        ]
        if let target = Narrator.typicalLeaker(of: run.record) {
            let story = Narrator.story(of: target, in: run.record).map { "<li>\(escape($0))</li>" }
            parts.append(details("One raider that got through: \(target.name)", "<ul>\n\(story.joined(separator: "\n"))\n</ul>"))
        }
        return section("typical", "One raid against \(arm): \(leakers) got through", ["<p>\(escape(intro))</p>", more(parts)])
    }

    /// How far to trust it: what is not modelled, what is assumed, how it was checked, and how to get the same numbers again.
    private var trust: String {
        let rows = sections.reproduction.map { "<tr><th scope=\"row\">\(escape($0.0))</th><td><code>\(escape($0.1))</code></td></tr>" }
        return section("trust", "How far to trust it: differences between defences under stated assumptions, not what would have happened", [
            "<p>\(escape(CredibilityTable.preface))</p>", more([
            details("What the model does not know", "<ul>" + sections.limits.map { "<li>\(escape($0))</li>" }.joined(separator: "\n") + "</ul>"),
            sources,
            contents.credibility.isEmpty ? "" : details(
                "The eight factors of NASA’s standard for models and simulations (NASA-STD-7009A)",
                table(sections.credibility) + "<p>\(escape(CredibilityTable.conclusion))</p>"),
            details(
                "How to get the same numbers again",
                "<p>The archive (RESULTS.cupola below) holds the study, the scenario and the whole catalogue. The first command flies all of it again from there and compares run by run. The same inputs give the same digest on any computer.</p>"
                    + "<table><tbody>\n\(rows.joined(separator: "\n"))\n</tbody></table>"
                    + "<pre tabindex=\"0\" role=\"region\" aria-label=\"Commands\"><code>\(escape(sections.commands))</code></pre>"),
            ]),
        ])
    }

    private var colophon: String {
        "<footer><p class=\"note\">Made by cupola \(escape(contents.meta["program_version"] ?? ""))\(contents.date.isEmpty ? "" : " on \(escape(contents.date))") from public sources, each named in the catalogue that the archive carries. Cupola and the text and figures of this report: Apache License, Version 2.0.</p></footer>"
    }

    // MARK: Building blocks

    private func section(_ place: String, _ title: String, _ parts: [String]) -> String {
        "<section id=\"\(place)\">\n<h2>\(escape(title))</h2>\n\(parts.filter { !$0.isEmpty }.joined(separator: "\n"))\n</section>"
    }

    /// Figures side by side where there is room, and what is said of them beside them.
    private func row(_ figures: [String], aside: [String]) -> String {
        let words = aside.filter { !$0.isEmpty }
        let shown = figures.filter { !$0.isEmpty } + (words.isEmpty ? [] : ["<div class=\"aside\">\n\(words.joined(separator: "\n"))\n</div>"])
        return shown.isEmpty ? "" : "<div class=\"row\">\n\(shown.joined(separator: "\n"))\n</div>"
    }

    /// What opens, side by side while it is closed.
    private func more(_ parts: [String]) -> String {
        let shown = parts.filter { !$0.isEmpty }
        return shown.isEmpty ? "" : "<div class=\"more\">\n\(shown.joined(separator: "\n"))\n</div>"
    }

    private func details(_ title: String, _ inside: String) -> String {
        "<details><summary>\(escape(title))</summary>\n\(inside)\n</details>"
    }

    /// A table that opens; a long one is not printed, like the figures' data.
    private func numbers(_ title: String, _ table: ReportSections.Table) -> String {
        "<details\(table.rows.count > 20 ? " class=\"data\"" : "")><summary>\(escape(title))</summary>\n\(self.table(table))\n</details>"
    }

    private func table(_ table: ReportSections.Table) -> String {
        let head = table.header.map { "<th scope=\"col\">\(escape($0))</th>" }.joined()
        let rows = table.rows.enumerated().map { place, row in
            let isTotal = table.lastIsTotal && place == table.rows.count - 1
            return "<tr\(isTotal ? " class=\"total\"" : "")><th scope=\"row\">\(escape(row[0]))</th>" + row.dropFirst().map { "<td>\(escape($0))</td>" }.joined() + "</tr>"
        }
        return "<p class=\"note caption\">\(escape(table.caption))</p><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(escape(table.caption))\"><table\(table.header.count <= 4 ? " class=\"words\"" : "")><thead><tr>\(head)</tr></thead><tbody>\n\(rows.joined(separator: "\n"))\n</tbody></table></div>"
    }
}
