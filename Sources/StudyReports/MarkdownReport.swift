import Narration
import RunRecords
import StudyStatistics

/// The same report as Markdown, for editors and repositories: figures as their tables.
package struct MarkdownReport {
    private let sections: ReportSections

    package init(_ contents: ReportContents) { sections = ReportSections(contents) }

    package var text: String {
        let contents = sections.contents
        let plan = sections.plan
        let findings = sections.findings
        let mark = contents.unfinished.map { "**\($0)**" }
        var parts = ["# \(plan.question.isEmpty ? plan.name : plan.question)", mark ?? "", "**\(sections.answer.headline)**"]
        parts.append(sections.answer.lines.map { "- \($0.title): \($0.text)" }.joined(separator: "\n"))
        if let world = contents.world {
            parts.append(world.sentence)
            parts.append(world.disputes.map {
                "- \($0.date): \($0.event). Disputed; this study takes it as \($0.isTaken ? "so" : "not so"). "
                    + world.consequence(of: $0) + ($0.note.isEmpty ? "" : " \($0.note)")
            }.joined(separator: "\n"))
        } else {
            parts.append(findings.world(contents.meta))
        }
        parts += ["## How many get through", table(sections.results)]
        if let counted = sections.counted { parts.append(table(counted)) }
        if findings.hasComparison { parts.append(table(sections.differences)) }
        if let variance = sections.variance { parts.append(table(variance)) }
        if let words = DecidingWords(contents.meta) { parts += ["## \(words.heading)", table(words.table)] }
        parts += ["## What it would cost", table(sections.costs)]
        if let purchases = sections.purchases { parts.append(table(purchases)) }
        parts += ["## Why raiders got through", table(sections.causes)]
        if let saved = SavedWords(contents.meta, arms: plan.arms.map(\.name)) {
            parts += ["### What would have saved them", table(saved.table)]
        }
        if let rounds = contents.rounds.table { parts += ["### Round by round", table(rounds)] }
        if sections.figures.hasUnknowns { parts += ["## \(sections.figures.unknownsHeading)", sections.figures.sensitivityFinding] }
        if let screening = sections.figures.screening { parts.append(table(screening.table)) }
        if let figure = sections.figures.sensitivity {
            parts += [figure.note, table(ReportSections.Table(caption: figure.title, header: figure.header, rows: figure.rows))]
        }
        let disputed = sections.disputedUnknowns.filter { !$0.values.isEmpty }
        if !disputed.isEmpty { parts.append(sections.disputedWords) }
        for group in disputed {
            parts.append("### \(group.title)")
            parts.append(group.values.map { value in
                "- \(value.owner): \(plain(value.low)) to \(plain(value.high)) \(value.unit), "
                    + "best estimate \(plain(value.best)) (\(value.status))\n"
                    + value.words.map { "  - \($0.says): \($0.link.isEmpty ? $0.title : "[\(bare($0.title))](<\($0.link)>)")\n" }.joined()
            }.joined())
        }
        if let maps = contents.maps {
            parts.append("## What the radars see")
            parts.append(table(ReportSections.Table(
                caption: "Area in km² where a \(maps.target) is seen with a chance of \(MapFigure.chance(maps)) or better in one look, "
                    + "by height above the ground; and the brochures’ circle.",
                header: ["defence"] + maps.heights.map { "\(thousands(Int($0))) m" } + ["circle"],
                rows: maps.arms.map { arm in
                    [arm.name] + arm.areas.map { thousands($0) }
                        + [thousands(Double.pi * arm.instrumentedRange * arm.instrumentedRange)]
                })))
        }
        if let run = contents.typical {
            parts.append("## One typical run against \(plan.arms[run.key.arm].name)")
            parts.append(Narrator.timeline(of: run.record).map { "- \(Narrator.clock($0.time)) \($0.text)" }.joined(separator: "\n"))
        } else if !contents.typicalMissing.isEmpty {
            parts += ["## One typical run", contents.typicalMissing]
        }
        parts += ["## What the model does not know", sections.limits.map { "- \($0)" }.joined(separator: "\n")]
        if !contents.credibility.isEmpty {
            parts += ["## How far to believe it (NASA-STD-7009A)", CredibilityTable.preface]
            parts += [table(sections.credibility), CredibilityTable.conclusion]
        }
        parts += [
            "## How to reproduce it", sections.reproduction.map { "- \($0.0): `\($0.1)`" }.joined(separator: "\n"),
            "```\n\(sections.commands)\n```",
        ]
        // Every part that may be cut out and passed on says that it is of an unfinished study.
        if let mark { parts = parts.flatMap { $0.hasPrefix("## ") ? [$0, mark] : [$0] } }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n\n<!-- Cupola report -->\n"
    }

    private func bare(_ text: String) -> String { text.filter { !"[]".contains($0) } }

    private func table(_ table: ReportSections.Table) -> String {
        func line(_ cells: [String]) -> String {
            "| " + cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }.joined(separator: " | ") + " |"
        }
        let lines = [line(table.header), line(table.header.map { _ in "---" })] + table.rows.map(line)
        return "*\(table.caption)*\n\n" + lines.joined(separator: "\n")
    }
}
