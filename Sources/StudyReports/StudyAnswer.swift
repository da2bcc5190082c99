import Narration
import RunRecords
import StudyStatistics

/// The answer of a study as it stands on the report's first screen and at the end of `demo` and `study`: every word of it follows from
/// the numbers.
///
/// Numbers that stand beside each other subtract to the difference that is told: both are rounded first.
package struct StudyAnswer: Sendable {
    /// The answer in a sentence or two, over all raids flown.
    package let headline: String
    /// What belongs to it, each a finding: raid by raid, sites, others, capacity, what decides, civil and own losses, what is open,
    /// what is assumed.
    package let lines: [(title: String, text: String)]

    package init(_ summary: StudySummary, meta: [String: String]) {
        let maker = AnswerMaker(findings: ReportFindings(summary, meta: meta), meta: meta)
        headline = [maker.headline, maker.sites].filter { !$0.isEmpty }.joined(separator: " ")
        lines = [
            ("Raid by raid", maker.raidByRaid), ("Other defences", maker.others), ("How large a raid is stopped", maker.capacity),
            ("What decides", maker.decides), ("Which unknown matters", maker.unknowns), ("What would have saved them", maker.saved), ("Civil and own aircraft", maker.bystanders), ("Open to a lone missile", maker.open),
            ("Assumed", maker.assumed),
        ].filter { !$0.1.isEmpty }
    }

    /// All of it as lines for a terminal.
    package var text: String { ([headline] + lines.map { "\($0.title): \($0.text)" }).joined(separator: "\n") }
}

/// Makes the sentences.
private struct AnswerMaker {
    let findings: ReportFindings
    let meta: [String: String]

    private var summary: StudySummary { findings.summary }
    private var plan: StudyPlan { summary.plan }
    private var arm: Int { findings.arm }
    private var base: Int { findings.baseline }
    private func name(_ arm: Int) -> String { plan.arms[arm].name }

    /// Rounded to tenths, so that what is shown subtracts.
    private func tenth(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    private func means(_ arm: Int, _ outcome: StudyOutcome, setting: Int? = nil) -> Double {
        tenth((setting.map { summary.sums(setting: $0, arm: arm, outcome) } ?? summary.overall(arm: arm, outcome)).mean)
    }

    private func isShown(_ bounds: Bounds) -> Bool { bounds.low > 0 || bounds.high < 0 }

    /// `2.2 fewer`, from two numbers as they are shown.
    private func apart(_ mine: Double, _ theirs: Double) -> String {
        let difference = tenth(mine - theirs)
        return "\(number(abs(difference))) \(difference < 0 ? "fewer" : "more")"
    }

    private func straddling(_ bounds: Bounds) -> String {
        bounds.low.isFinite ? "the 95 % interval of the difference runs from \(side(bounds.low)) to \(side(bounds.high))" : "there are too few runs for an interval"
    }

    private func side(_ value: Double) -> String { value == 0 ? "none" : "\(number(abs(value))) \(value < 0 ? "fewer" : "more")" }

    // MARK: The answer

    var headline: String {
        guard !plan.arms.isEmpty, !plan.settings.isEmpty, summary.overall(arm: arm, .raiders).count > 0 else { return "The study holds no runs." }
        let raiders = means(arm, .raiders)
        let mine = means(arm, .leakers)
        guard findings.hasComparison else {
            return "Of \(whole(raiders)) raiders \(number(mine)) get through \(name(arm)) on average over all raids flown "
                + "(\(ReportFindings.interval(summary.overall(arm: arm, .leakers).interval())))."
        }
        let theirs = means(base, .leakers)
        let bounds = findings.overallDifference(arm, .leakers)
        let raids = plan.settings.count > 1 ? "Over all \(plan.settings.count) kinds of raid flown" : "In the raid flown"
        let numbers = "of \(whole(raiders)) raiders \(number(mine)) get through \(name(arm)) and \(number(theirs)) \(name(base)), on average of one raid"
        guard isShown(bounds) else {
            let sites = findings.overallDifference(arm, .assetsLost)
            let first = isShown(sites)
                ? "\(sites.mean < 0 ? "Fewer" : "More") sites lost; in raiders that get through no difference can be shown." : nothing
            return "\(first) \(raids), \(numbers); \(straddling(bounds))."
        }
        return "\(verdict(bounds, of: raiders)) \(raids), \(numbers): \(apart(mine, theirs)) (\(ReportFindings.interval(bounds, turned: bounds.mean < 0)))."
    }

    /// That over all raids nothing can be shown, and where single kinds of raid show something.
    private var nothing: String {
        let all = plan.settings.indices.map { findings.difference(arm, setting: $0, .leakers) }
        let told = [("fewer", all.count { $0.high < 0 }), ("more", all.count { $0.low > 0 })].filter { $0.1 > 0 }.map { "\($0.0) get through in \($0.1)" }
        guard plan.settings.count > 1, !told.isEmpty else { return "Nothing that can be shown." }
        return "Nothing that can be shown over all raids together, though \(told.joined(separator: " and ")) of the \(all.count) kinds."
    }

    /// How much, in a word: shares of the raiders, stated with their limits on the page.
    private func verdict(_ bounds: Bounds, of raiders: Double) -> String {
        let share = abs(bounds.mean) / max(raiders, 1)
        if bounds.mean > 0 { return share < 0.1 ? "A little worse." : "Worse." }
        return share < 0.1 ? "Little." : share < 0.3 ? "Something." : "Much."
    }

    /// One verdict a raid; none is picked.
    var raidByRaid: String {
        guard findings.hasComparison, plan.settings.count > 1 else { return "" }
        let all = plan.settings.indices.map { (setting: $0, bounds: findings.difference(arm, setting: $0, .leakers)) }
        func told(_ setting: Int) -> String {
            let (mine, theirs) = (means(arm, .leakers, setting: setting), means(base, .leakers, setting: setting))
            return "\(findings.grid.label(setting)): \(number(mine)) instead of \(number(theirs)) of \(whole(means(arm, .raiders, setting: setting)))"
        }
        let fewer = all.filter { $0.bounds.high < 0 }
        let more = all.filter { $0.bounds.low > 0 }
        let unclear = all.count - fewer.count - more.count
        func part(_ list: [(setting: Int, bounds: Bounds)], _ words: String) -> String {
            guard !list.isEmpty else { return "\(words) in none" }
            let shown = list.count <= 4 ? " (\(list.map { told($0.setting) }.joined(separator: "; ")))" : ""
            return "\(words) in \(list.count)\(shown)"
        }
        return "of \(all.count), \(part(fewer, "fewer get through")), \(part(more, "more get through")), and no difference can be shown in \(unclear == 0 ? "none" : "\(unclear)")\(sitesByRaid)."
    }

    /// Sites lost over all raids, the headline's second half.
    var sites: String {
        guard summary.overall(arm: arm, .assetsLost).count > 0 else { return "" }
        let mine = means(arm, .assetsLost)
        guard findings.hasComparison else { return "\(number(mine)) of the defended sites are lost in one raid on average." }
        let theirs = means(base, .assetsLost)
        let bounds = findings.overallDifference(arm, .assetsLost)
        let numbers = "\(number(mine)) lost instead of \(number(theirs)) in one raid on average"
        return isShown(bounds)
            ? "Sites: \(numbers), \(apart(mine, theirs)) (\(ReportFindings.interval(bounds, turned: bounds.mean < 0)))."
            : "Sites: \(numbers), and no difference can be shown (\(straddling(bounds)))."
    }

    var sitesByRaid: String {
        guard findings.hasComparison, plan.settings.count > 1, summary.overall(arm: arm, .assetsLost).count > 0 else { return "" }
        let all = plan.settings.indices.map { findings.difference(arm, setting: $0, .assetsLost) }
        return "; fewer sites are lost in \(number(of: all.count { $0.high < 0 })), more in \(number(of: all.count { $0.low > 0 }))"
    }

    private func number(of count: Int) -> String { count == 0 ? "none" : "\(count)" }
    private func number(_ value: Double) -> String { StudyReports.number(value) }

    var others: String {
        guard findings.hasComparison else { return "" }
        return findings.alternatives.filter { $0 != arm }.map { other in
            let (mine, theirs) = (means(other, .leakers), means(base, .leakers))
            let bounds = findings.overallDifference(other, .leakers)
            return isShown(bounds)
                ? "\(name(other)): \(number(mine)) get through, \(apart(mine, theirs)) than \(name(base))"
                : "\(name(other)): \(number(mine)) get through, no difference from \(name(base)) can be shown"
        }.joined(separator: "; ") + (findings.alternatives.count > 1 ? "." : "")
    }

    var capacity: String {
        guard let found = CapacityNote(meta), !found.arms.isEmpty else { return "" }
        let told = found.arms.map { entry -> String in
            let size = entry.high.map { "\(entry.estimate) (\(entry.low) to \($0))" } ?? "at least \(entry.low) (none that was tried is too large)"
            let turn = entry.disorder.map {
                " (no one number tells: \($0.small.size) held in \($0.small.held) of \($0.small.runs) raids, \($0.large.size) in \($0.large.held) of \($0.large.runs))"
            } ?? ""
            return "\(entry.arm) \(size)\(turn)"
        }
        return "the largest raid of \(found.name) where \(found.condition), with its 95 % interval: \(told.joined(separator: "; ")).\(found.basis)\(other(found))"
    }

    /// Where the raid of one kind speaks for the other defence than the whole raids do, that is said; empty otherwise.
    private func other(_ found: CapacityNote) -> String {
        guard found.isAlone, findings.hasComparison,
            let mine = found.arms.first(where: { $0.arm == name(arm) }), let theirs = found.arms.first(where: { $0.arm == name(base) })
        else { return "" }
        let bounds = findings.overallDifference(arm, .leakers)
        let (better, worse) = bounds.mean < 0 ? (mine, theirs) : (theirs, mine)
        guard isShown(bounds), better.estimate < worse.estimate else { return "" }
        return " These sizes are of \(found.name), of which \(worse.arm) stops more; in the raids above others come with them, and there \(better.arm) lets fewer through."
    }

    var decides: String {
        if let note = CrossedNote(meta), let effects = note.effects { return DecidingWords(note, effects).text }
        let firing = plan.arms.indices.filter { summary.overall(arm: $0, .roundsFired).mean > 0 }
        guard let crossed = CrossedFactors(summary, arms: firing) else { return "" }
        let percents = WholePercent.of(crossed.shares.map(\.share) + [crossed.rest])
        let told = zip(crossed.shares, percents).map { share, percent -> String in
            let part = "\(percent) %"
            let (least, most) = (Int((100 * share.least.mean).rounded()), Int((100 * share.most.mean).rounded()))
            return "\(share.name) \(part) (\(Wording.title(ofValue: share.least.level)): \(least) % of the raiders get through; \(Wording.title(ofValue: share.most.level)): \(most) %)"
        }
        return "of what differs between the \(firing.count * plan.settings.count) combinations flown: \(told.joined(separator: "; "))"
            + (percents.last == 0 ? "." : "; their interplay \(percents.last ?? 0) %.")
    }

    /// What would have saved those that got through the question's arm, and the other.
    var saved: String {
        guard let note = LiftNote(meta) else { return "" }
        let told = note.arms.filter { $0.arm == name(arm) || $0.arm == name(base) }.filter { $0.leakers > 0 }.map { entry -> String in
            let shown = entry.limits.filter(\.isShown).sorted { $0.saved > $1.saved }
            let words = shown.prefix(3).map { "\($0.name) \(Int((100 * $0.saved).rounded())) %" }
            return words.isEmpty ? "\(entry.arm): no single limit shows" : "\(entry.arm): \(words.joined(separator: ", "))"
        }
        return told.isEmpty ? "" : "of those that got through, flown again with one limit lifted: \(told.joined(separator: "; "))."
    }

    /// What a screening shows; indices stand in the report.
    var unknowns: String { ScreeningWords(findings)?.text ?? "" }

    /// Always said, also where there is nothing.
    var bystanders: String {
        func part(_ outcome: StudyOutcome, _ words: String) -> String {
            let arms = findings.hasComparison ? [arm, base] : [arm]
            let found = arms.map { (name($0), summary.overall(arm: $0, outcome).mean) }
            if found.allSatisfy({ $0.1 == 0 }) { return "no \(words) was shot down in any raid" }
            return "\(words) shot down in 100 raids: " + found.map { "\(whole((100 * $0.1).rounded())) by \($0.0)" }.joined(separator: ", ")
        }
        return "\(part(.civilKilled, "civil aircraft")); \(part(.friendsKilled, "own aircraft"))."
    }

    var open: String {
        // Of a defence that fires nothing nobody asks.
        let firing = Set(plan.arms.indices.filter { summary.overall(arm: $0, .roundsFired).mean > 0 }.map(name))
        let open = LoneRaiderNote.read(meta).filter { 2 * $0.through >= $0.runs && firing.contains($0.arm) }
        guard !open.isEmpty else { return "" }
        let told = open.map { "\($0.asset) as \($0.arm) stands (\($0.through) of \($0.runs) got through)" }
        return "\(ReportFindings.list(told)), so what is said of raids there says as much of the sites as of the systems."
    }

    var assumed: String {
        guard let found = PedigreeNote(meta) else { return "" }
        return "\(thousands(found.weak)) of the catalogue's \(thousands(found.all)) values are assumed or derived, not stated by any source."
    }
}
