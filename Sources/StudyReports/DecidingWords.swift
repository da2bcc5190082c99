import StudyStatistics

/// How much is the system's and how much sites, magazines, companions and command, in words, rows and a picture.
struct DecidingWords {
    let note: CrossedNote
    let effects: CrossedEffects

    init(_ note: CrossedNote, _ effects: CrossedEffects) {
        self.note = note
        self.effects = effects
    }

    init?(_ meta: [String: String]) {
        guard let note = CrossedNote(meta), let effects = note.effects else { return nil }
        self.init(note, effects)
    }

    /// Of each effect, then of their interplay; they add to 100 as they are shown.
    private var percents: [String] { WholePercent.of(effects.effects.map(\.share) + [effects.rest]).map { "\($0) %" } }

    private func percent(_ factor: String) -> String {
        zip(effects.effects, percents).first { $0.0.factor == factor }?.1 ?? ""
    }

    /// `S-400 instead of S-300PMU2`.
    private func exchange(_ effect: CrossedEffects.Effect) -> String {
        "\(effect.levels[effect.levels.count - 1].name) instead of \(effect.levels[0].name)"
    }

    /// The two levels as they are shown, so that they subtract to the difference that is told.
    private func shown(_ effect: CrossedEffects.Effect) -> (first: Double, last: Double) {
        func tenth(_ value: Double) -> Double { (value * 10).rounded() / 10 }
        return (tenth(effect.levels[0].mean), tenth(effect.levels[effect.levels.count - 1].mean))
    }

    /// The difference of the two levels as they are shown.
    private func told(_ effect: CrossedEffects.Effect) -> Double {
        let (first, last) = shown(effect)
        return ((last - first) * 10).rounded() / 10
    }

    private func change(_ effect: CrossedEffects.Effect) -> String {
        guard effect.change.low > 0 || effect.change.high < 0 else { return "\(exchange(effect)): no difference can be shown" }
        let (first, last) = shown(effect)
        return "\(exchange(effect)): \(number(abs(last - first))) \(effect.change.mean < 0 ? "fewer" : "more")"
            + " (\(number(last)) instead of \(number(first)))"
    }

    private var shares: String {
        zip(effects.effects, percents).map { "\($0.factor) \($1)" }.joined(separator: ", ") + (percents.last == "0 %" ? "" : ", their interplay \(percents.last ?? "")")
    }

    var text: String {
        // The greatest, and the system's in any case; the rest stands in the report.
        let told = effects.effects.enumerated().filter { $0.offset == 0 || $0.element.factor == "system" }.map(\.element)
        return "of what differs between \(effects.combinations) defences against the same \(effects.raids) raids (\(note.setting)): \(shares). All else alike, "
            + told.map(change).joined(separator: "; ") + "."
    }

    var heading: String {
        guard let first = effects.effects.first else { return "What decides" }
        let system = effects.effects.first { $0.factor == "system" }
        let rest = system.map { $0.factor == first.factor ? "" : ", the system’s part is \(percent($0.factor))" } ?? ""
        return "What decides most: \(first.factor) (\(percent(first.factor)) of what differs)\(rest)"
    }

    var table: ReportSections.Table {
        let rows = effects.effects.map { effect in
            [
                effect.factor, percent(effect.factor), effect.levels.map { "\($0.name): \(number($0.mean))" }.joined(separator: "; "),
                exchange(effect), ReportSections.cell((told(effect), effect.change.low, effect.change.high)), ReportFindings.verdict(effect.change, fewer: "fewer", more: "more"),
            ]
        } + [["interplay of all", percents.last ?? "", "", "", "", ""]]
        return ReportSections.Table(
            caption: "\(note.outcome.title) in one raid (\(note.setting)), averages over all \(effects.combinations) combinations, each against the same \(effects.raids) raids; the difference within each raid with its 95 % interval.",
            header: ["what is crossed", "share of what differs", "by level", "exchange", "difference", "verdict"], rows: rows)
    }

    var figure: Figure {
        let groups = effects.effects.map { effect in
            BarFigure.Group(heading: "\(effect.factor), \(percent(effect.factor)) of what differs: \(exchange(effect))", bars: [
                BarFigure.Bar(
                    label: told(effect) == 0 ? "0" : "\(told(effect) > 0 ? "+" : "−")\(number(abs(told(effect))))", value: effect.change.mean,
                    low: effect.change.low, high: effect.change.high, ink: .arm(2), shape: Gnuplot.shape(0))
            ])
        }
        let rows = effects.effects.map { effect in
            [effect.factor, datum(effect.share), exchange(effect)] + [effect.change.mean, effect.change.low, effect.change.high].map(datum)
        }
        let picture = BarFigure(
            groups: groups, style: .points, axis: "\(note.outcome.title), more (+) or fewer (−)", legend: [], marks: [(false, "95 % interval")])
        return Figure(
            name: "decides", title: "What each exchange does, all else alike (\(note.setting))",
            alternative: rows.map { "\($0[2]): \($0[3]), interval \($0[4]) to \($0[5]); \($0[0]) makes \($0[1]) of what differs" }.joined(separator: "; ") + ".",
            note: "\(effects.combinations) defences, every level with every other, each against the same \(effects.raids) raids. Left of the line fewer get through. Where an interval crosses the line, no difference can be shown.",
            header: ["what_is_crossed", "share", "exchange", "mean_difference", "low_95", "high_95"], rows: rows, draw: picture.script(width:))
    }
}

/// What would have saved those that got through, as rows and a picture.
struct SavedWords {
    let note: LiftNote
    /// The study's arms, for colours and marks.
    let arms: [String]

    init?(_ meta: [String: String], arms: [String]) {
        guard let note = LiftNote(meta), note.arms.contains(where: { $0.leakers > 0 && !$0.limits.isEmpty }) else { return nil }
        self.note = note
        self.arms = arms
    }

    /// Arms of which something is told: of a defence that fires nothing no limit can be lifted.
    private var told: [LiftNote.Arm] {
        let asked = note.arms.filter { $0.leakers > 0 && !$0.limits.isEmpty }
        let firing = asked.filter { $0.byLuck != 0 || $0.limits.contains { $0.saved != 0 } }
        return firing.isEmpty ? asked : firing
    }

    private func percent(_ share: Double) -> String { share.isFinite ? "\(Int((100 * share).rounded())) %" : "unknown" }

    var caption: String {
        "Share of those that got through which would not have, had one limit been lifted (\(note.setting)); each raid flown again \(note.redraws) times as it was and with the limit lifted, what follows drawn anew. In brackets the 95 % interval over raids."
    }

    var table: ReportSections.Table {
        let names = told[0].limits.map(\.name)
        let rows = names.indices.map { place in
            ["with \(names[place])"] + told.map { arm in
                let limit = arm.limits[place]
                return limit.low.isFinite && limit.high.isFinite ? "\(percent(limit.saved)) (\(percent(limit.low)) to \(percent(limit.high)))" : percent(limit.saved)
            }
        } + [["another luck alone (taken off above)"] + told.map { percent($0.byLuck) }]
        return ReportSections.Table(caption: caption, header: ["had it been"] + told.map { "\($0.arm): \($0.leakers) in \($0.raids) raids" }, rows: rows)
    }

    var figure: Figure {
        let order = told[0].limits.indices.sorted { first, second in
            func most(_ place: Int) -> Double { told.map { $0.limits[place].saved }.max() ?? 0 }
            return (most(second), first) < (most(first), second)
        }
        var rows: [[String]] = []
        // What is told from luck; where nothing is, what comes nearest. The rest stands in the table.
        let shown = order.filter { place in told.contains { $0.limits[place].isShown } }
        let drawn = shown.isEmpty ? Array(order.prefix(3)) : shown
        let groups = drawn.map { place in
            BarFigure.Group(heading: "with \(told[0].limits[place].name)", bars: told.map { arm in
                let limit = arm.limits[place]
                let number = arms.firstIndex(of: arm.arm) ?? 0
                rows.append([limit.name, arm.arm, datum(limit.saved), datum(limit.low), datum(limit.high)])
                func cut(_ value: Double) -> Double { min(1, max(-1, value)) }
                return BarFigure.Bar(
                    label: percent(limit.saved), value: 100 * cut(limit.saved), low: 100 * cut(limit.low), high: 100 * cut(limit.high), ink: .arm(number),
                    shape: Gnuplot.shape(number))
            })
        }
        let picture = BarFigure(
            groups: groups, style: .points, axis: "saved of those that got through (%)",
            legend: told.map { arm in
                let number = arms.firstIndex(of: arm.arm) ?? 0
                return (.arm(number), Gnuplot.shape(number), arm.arm)
            }, marks: [(false, "95 % interval")], least: 20)
        return Figure(
            name: "saved", title: "What would have saved them: one limit lifted at a time (\(note.setting))",
            alternative: rows.map { "\($0[1]) with \($0[0]): \($0[2]), interval \($0[3]) to \($0[4])" }.joined(separator: "; ") + ".",
            note: caption + (drawn.count < order.count ? " Drawn is what is told from luck\(shown.isEmpty ? " (nothing is: the three that come nearest)" : ""); the other \(order.count - drawn.count) stand in the table." : "") + " What luck alone would have saved is taken off. Shares need not add up: some need two limits lifted at once.",
            header: ["limit_lifted", "defence", "share_saved", "low_95", "high_95"], rows: rows, draw: picture.script(width:))
    }
}
