import PlainText
public import RunRecords

/// Tells a run's causal record in short sentences: times as +mm:ss, ranges in km, heights in m.
public enum Narrator {
    /// The story of one target, a sentence an element, in the order of time.
    public static func story(of target: TargetRecord, in record: RunRecord) -> [String] {
        var parts = [opening(target)]
        parts += sensing(target)
        parts += window(target)
        parts += decisions(target)
        parts += target.shots.enumerated().map { shot($0.offset + 1, $0.element) }
        if let wrongly = target.assessedKilledWrongly { parts.append((wrongly, "The fire unit judged it shot down. It was not.")) }
        // What has no time of its own stays behind what it follows.
        var last = target.appears
        let placed = parts.enumerated().map { place, part in
            last = part.time ?? last
            return (time: last, place: place, part: part)
        }
        return (placed.sorted { ($0.time, $0.place) < ($1.time, $1.place) }.map(\.part) + [ending(target)])
            .map { part in part.time.map { "\(clock($0)) \(part.text)" } ?? part.text }
    }

    /// A sentence and the time at which it happens; nil where it has none.
    private typealias Sentence = (time: Double?, text: String)

    /// One line of summary for a run.
    public static func summary(of record: RunRecord) -> String {
        let outcome = RunOutcome(record)
        let rounds = outcome.roundsFired == 1 ? "1 round was" : "\(outcome.roundsFired) rounds were"
        return "\(outcome.leakers) of \(outcome.raiders) \(outcome.raiders == 1 ? "raider" : "raiders") got through; \(rounds) fired; "
            + "\(outcome.assetsLost) of the defended assets \(outcome.assetsLost == 1 ? "was" : "were") lost."
    }

    /// What happened to the systems, a line each; orders on tracks that followed nothing (any more) in one.
    public static func events(of record: RunRecord) -> [String] {
        let vain = record.events.filter { $0.what == .orderedOnNothing }
        let isSummedUp = vain.count > 2
        var lines = record.events.filter { !isSummedUp || $0.what != .orderedOnNothing }
            .map { "\(clock($0.time)) \($0.subject): \($0.what.title)." }
        if isSummedUp, let first = vain.first, let last = vain.last {
            lines.append(
                "\(vain.count) orders to fire were given on tracks that followed nothing, or nothing any more, "
                    + "from \(clock(first.time)) to \(clock(last.time)).")
        }
        return lines
    }

    /// Time since the start as +mm:ss.
    public static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        let rest = whole % 60
        return "+\(whole / 60 < 10 ? "0" : "")\(whole / 60):\(rest < 10 ? "0" : "")\(rest)"
    }

    static func kilometres(_ metres: Double) -> String {
        let tenths = Int((metres / 100).rounded())
        return tenths >= 1000 ? "\((tenths + 5) / 10) km" : "\(tenths / 10).\(tenths % 10) km"
    }

    private static func opening(_ target: TargetRecord) -> Sentence {
        let side =
            switch target.allegiance {
            case .hostile: target.armed ? "a raider" : "hostile but unarmed"
            case .friend: "a friendly aircraft"
            case .civil: "a civil aircraft"
            }
        let aim = target.objective.map { ", aimed at \($0)" } ?? ""
        let kind = Wording.title(ofClass: target.threatClass)
        return (target.appears, "\(target.name) (\(target.name.hasPrefix(kind) ? "" : kind + ", ")\(side)) appears\(aim).")
    }

    private static func sensing(_ target: TargetRecord) -> [Sentence] {
        guard let seen = target.enteredLineOfSight else { return [(nil, "No radar ever had it in line of sight.")] }
        var lines: [Sentence] = [(seen, "It first came into a radar's line of sight.")]
        guard let detected = target.firstDetected else { return lines + [(nil, "No radar detected it.")] }
        let by = target.firstDetectedBy ?? "a radar"
        let range = target.firstDetectedRange.map { " at \(kilometres($0))" } ?? ""
        lines.append((detected, "\(by) detected it first\(range)."))
        guard let tracked = target.tracked else {
            return lines + [(nil, "It never became a confirmed track: too few detections in a row to act on.")]
        }
        lines.append((tracked, "It became a confirmed track: enough detections in a row to act on."))
        if let identified = target.identified, let identity = target.identity {
            lines.append((identified, "It was identified as \(identity)."))
        } else {
            lines.append((nil, "Its identity was never established."))
        }
        if let judged = target.judgedThreat { lines.append((judged, "It was judged a threat.")) }
        return lines
    }

    private static func window(_ target: TargetRecord) -> [Sentence] {
        guard let opens = target.windowOpens else {
            // What says why stands with the decisions.
            let reasons = Set(target.decisions.compactMap(\.refusal))
            let isBeyond = reasons.isSubset(of: [.outsideEnvelope, .windowNotOpen, .outsideNoEscapeZone, .outsideSector])
            return target.tracked == nil || !isBeyond ? [] : [(nil, "No launch ever could have reached it.")]
        }
        // A forecast that its end came before.
        if let end = target.outcomeTime, opens > end { return [] }
        guard let closes = target.windowCloses else { return [(opens, "From now on a launch could have reached it.")] }
        return [(opens, "From now on a launch could have reached it; the last chance passed at \(clock(closes)).")]
    }

    /// Orders, and refusals as their reason changes; one that goes on between reasons which it has given says so once.
    private static func decisions(_ target: TargetRecord) -> [Sentence] {
        var sentences: [Sentence] = []
        var told: [String: Set<RefusalWord>] = [:]
        /// Where each decider's first reason that came back stands.
        var repeated: [String: Int] = [:]
        for decision in target.decisions {
            let decider = decision.decider
            guard let refusal = decision.refusal else {
                told[decider] = nil
                repeated[decider] = nil
                let what = decision.order.map { "ordered \(Wording.plain(order: $0))" } ?? "did not fire: no reason kept"
                sentences.append((decision.time, "\(decider) \(what)."))
                continue
            }
            let isNew = told[decider, default: []].insert(refusal).inserted
            if !isNew, let place = repeated[decider] {
                sentences[place].text = "\(decider) went on to give one or another of these reasons until \(clock(decision.time))."
                continue
            }
            repeated[decider] = isNew ? nil : sentences.count
            sentences.append((decision.time, "\(decider) did not fire: \(Wording.plain(refusal: refusal))."))
        }
        return sentences
    }

    private static func shot(_ number: Int, _ shot: ShotRecord) -> Sentence {
        let start = "Round \(number), a \(shot.missile.uppercased()), left \(shot.fireUnit)"
        if let end = shot.end, end.isFailure {
            return (shot.launchTime, "\(start) and failed\(shot.endTime.map { " at \(clock($0))" } ?? ""): \(end.title).")
        }
        guard let miss = shot.missDistance, let end = shot.endTime else {
            return (shot.launchTime, "\(start) and was still flying when the run ended.")
        }
        let place = shot.interceptRange.map { ", \(kilometres($0)) out" } ?? ""
        let height = shot.interceptHeight.map { " and \(NumberText.thousands(Int($0.rounded()))) m high" } ?? ""
        let percent = Int((shot.killProbability * 100).rounded())
        let metres = Int((miss * 10).rounded())
        let text = "\(start); at \(clock(end))\(place)\(height) it passed \(metres / 10).\(metres % 10) m from the target"
            + " (a chance of \(percent) % to kill) and \(shot.killed ? "brought it down" : "did not bring it down")."
        return (shot.launchTime, text)
    }

    private static func ending(_ target: TargetRecord) -> Sentence {
        let time = target.outcomeTime
        switch target.outcome {
        case .killed: return (time, "It was shot down.")
        case .passed: return (time, "It reached the end of its route with nothing to deliver.")
        case .airborne: return (nil, "It was still in the air when the run ended.")
        case .leaked:
            let aim = target.objective.map { " and reached \($0)" } ?? ""
            guard let cause = target.limitingCause else { return (time, "It got through\(aim).") }
            return (time, "It got through\(aim). Limiting cause: \(cause.title). \(Wording.meaning(of: cause))")
        }
    }
}
