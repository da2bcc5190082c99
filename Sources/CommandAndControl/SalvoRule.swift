/// How many rounds leave in one salvo, by what the target is, whether time is left for another look, and how many rounds are left.
///
/// Shoot-look-shoot spends fewest rounds for a kill where there is time to look: while another salvo can still follow the
/// assessment of this one, one round goes; the last opportunity gets the doctrine's salvo. A salvo is never larger than what
/// reaches the wanted kill probability,
///     n = ⌈ln(1 − P_wanted) / ln(1 − p)⌉,
/// and a slow drone gets one. Shoot-shoot fires a second salvo behind the first without a look between.
/// - Source: Przemieniecki, *Mathematical Methods in Defense Analyses*, 3rd ed. (2000), ch. 6; Washburn & Kress, *Combat Modeling*
///   (2009), ch. 2 (shoot-look-shoot).
public enum SalvoRule {
    /// What the command post takes a track to be, by its motion and echo.
    public enum TargetKind: UInt8, Sendable, CaseIterable {
        case aircraft, cruiseMissile, ballistic, slowDrone
    }

    /// - Parameters:
    ///   - doctrine: the post's rules.
    ///   - kind: what the track is taken for.
    ///   - killProbability: of one round as planned, 0…1.
    ///   - canLookAgain: another salvo can follow the assessment of this one before the window closes.
    ///   - spent: salvos that it has cost already.
    ///   - roundsLeft: rounds that may still be spent on this target (doctrine's most, less those fired), ≥ 0.
    public static func rounds(
        _ doctrine: EngagementDoctrine, kind: TargetKind, killProbability: Double, canLookAgain: Bool, spent: Int,
        roundsLeft: Int
    ) -> Int {
        var count = doctrine.rounds(afterSalvos: spent)
        if doctrine.salvoSequence.isEmpty {
            if kind == .slowDrone { count = min(count, 1) }
            if doctrine.mode == .shootLookShoot, canLookAgain { count = min(count, 1) }
            count = min(count, needed(killProbability, wanted: doctrine.wantedKillProbability))
            if doctrine.mode == .shootShoot { count *= 2 }
        }
        return min(count, roundsLeft)
    }

    /// Rounds that reach a wanted kill probability, at least one.
    public static func needed(_ killProbability: Double, wanted: Double) -> Int {
        guard killProbability > 0 else { return Int.max }
        var missed = 1.0
        var count = 0
        while count < 64, 1 - missed < wanted * (1 - 1e-12) {
            missed *= 1 - killProbability
            count += 1
        }
        return max(1, count)
    }
}
