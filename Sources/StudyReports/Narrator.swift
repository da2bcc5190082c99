public import RunRecords

/// Tells a run's causal record in short sentences: times as +mm:ss, ranges in km, heights in m.
public enum Narrator {
    /// The story of one target, a sentence an element.
    public static func story(of target: TargetRecord, in record: RunRecord) -> [String] {
        var lines = [opening(target)]
        lines += sensing(target)
        lines += window(target)
        lines += decisions(target)
        lines += target.shots.enumerated().map { shot($0.offset + 1, $0.element) }
        if let wrongly = target.assessedKilledWrongly {
            lines.append("\(clock(wrongly)) The fire unit judged it shot down. It was not.")
        }
        lines.append(ending(target))
        return lines
    }

    /// One line of summary for a run.
    public static func summary(of record: RunRecord) -> String {
        let outcome = RunOutcome(record)
        return "\(outcome.leakers) of \(outcome.raiders) raiders got through; \(outcome.roundsFired) rounds were fired; "
            + "\(outcome.assetsLost) of the defended assets were lost."
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

    private static func opening(_ target: TargetRecord) -> String {
        let side =
            switch target.allegiance {
            case .hostile: target.armed ? "a raider" : "hostile but unarmed"
            case .friend: "a friendly aircraft"
            case .civil: "a civil aircraft"
            }
        let aim = target.objective.map { ", aimed at \($0)" } ?? ""
        let kind = Wording.title(ofClass: target.threatClass)
        return "\(clock(target.appears)) \(target.name) (\(target.name.hasPrefix(kind) ? "" : kind + ", ")\(side)) appears\(aim)."
    }

    private static func sensing(_ target: TargetRecord) -> [String] {
        guard let seen = target.enteredLineOfSight else { return ["No radar ever had it in line of sight."] }
        var lines = ["\(clock(seen)) It first came into a radar's line of sight."]
        guard let detected = target.firstDetected else { return lines + ["No radar detected it."] }
        let by = target.firstDetectedBy ?? "a radar"
        let range = target.firstDetectedRange.map { " at \(kilometres($0))" } ?? ""
        lines.append("\(clock(detected)) \(by) detected it first\(range).")
        guard let tracked = target.tracked else { return lines + ["It never became a confirmed track."] }
        lines.append("\(clock(tracked)) It became a confirmed track: enough detections in a row to act on.")
        if let identified = target.identified, let identity = target.identity {
            lines.append("\(clock(identified)) It was identified as \(identity).")
        } else {
            lines.append("Its identity was never established.")
        }
        if let judged = target.judgedThreat { lines.append("\(clock(judged)) It was judged a threat.") }
        return lines
    }

    private static func window(_ target: TargetRecord) -> [String] {
        guard let opens = target.windowOpens else {
            return target.tracked == nil ? [] : ["No launch ever could have reached it."]
        }
        guard let closes = target.windowCloses else { return ["\(clock(opens)) From now on a launch could have reached it."] }
        return ["\(clock(opens)) From now on a launch could have reached it; the last chance passed at \(clock(closes))."]
    }

    private static func decisions(_ target: TargetRecord) -> [String] {
        target.decisions.map { decision in
            if let order = decision.order {
                "\(clock(decision.time)) \(decision.decider) ordered \(order)."
            } else {
                "\(clock(decision.time)) \(decision.decider) did not engage: \(decision.refusal ?? "no reason kept")."
            }
        }
    }

    private static func shot(_ number: Int, _ shot: ShotRecord) -> String {
        let start = "\(clock(shot.launchTime)) Round \(number), a \(shot.missile), left \(shot.fireUnit)"
        if let failure = shot.failure {
            return "\(start) and failed\(shot.endTime.map { " at \(clock($0))" } ?? ""): \(failure)."
        }
        guard let miss = shot.missDistance, let end = shot.endTime else { return "\(start) and was still flying." }
        let place = shot.interceptRange.map { ", \(kilometres($0)) out" } ?? ""
        let height = shot.interceptHeight.map { " at \(Int($0.rounded())) m" } ?? ""
        let percent = Int((shot.killProbability * 100).rounded())
        let metres = Int((miss * 10).rounded())
        return "\(start); at \(clock(end))\(place)\(height) it passed \(metres / 10).\(metres % 10) m from the target"
            + " (kill probability \(percent) %) and \(shot.killed ? "brought it down" : "did not bring it down")."
    }

    private static func ending(_ target: TargetRecord) -> String {
        let time = target.outcomeTime.map { clock($0) + " " } ?? ""
        switch target.outcome {
        case .killed: return "\(time)It was shot down."
        case .passed: return "\(time)It reached the end of its route with nothing to deliver."
        case .airborne: return "It was still in the air when the run ended."
        case .leaked:
            let aim = target.objective.map { " and reached \($0)" } ?? ""
            guard let cause = target.limitingCause else { return "\(time)It got through\(aim)." }
            return "\(time)It got through\(aim). Limiting cause: \(cause.title). \(Wording.meaning(of: cause))"
        }
    }
}
