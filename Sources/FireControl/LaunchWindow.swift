package import Quantities
package import TacticalMessages

/// When a fire unit can launch one type of round at a track, seconds from the time of the search.
package struct LaunchWindow {
    package var firstLaunch: (launch: Double, intercept: Double, killProbability: Double)?
    /// Latest launch that still meets it.
    package var lastLaunch = 0.0
    /// Why there is no launch, where there is none.
    package var refusal = RefusalReason.outsideEnvelope
}

/// A launch window as it was last searched for.
///
/// A search is kept for a twentieth of the time that the track needs to arrive, ten seconds at most, where nothing could
/// be ordered from a newer one: the window opens later (then for a quarter of the wait) or the unit has no channel or
/// round free. Where no launch meets the track it is kept for a fortieth, four seconds at most: a young track's estimate
/// may still turn.
package struct WindowMemo {
    private var found = LaunchWindow()
    private var foundAt = SimulationTime.zero
    private var keptUntil = SimulationTime(nanoseconds: -1)
    /// Whether a target that turns away is still met, and whether a second look follows, as last asked for; kept for four seconds.
    var escape: (askedAt: SimulationTime, isHeld: Bool, canLookAgain: Bool?)?

    package init() {}

    /// - Parameter opening: seconds from now until which a launch counts as possible now.
    package init(_ window: LaunchWindow, at now: SimulationTime, opening: Seconds, timeToArrive: Seconds) {
        found = window
        foundAt = now
        var kept = min(10, 0.05 * timeToArrive)
        if let first = window.firstLaunch {
            if first.launch > opening { kept = min(kept, 0.25 * (first.launch - opening)) }
        } else {
            kept = min(4, 0.5 * kept)
        }
        keptUntil = now.advanced(by: kept)
    }

    /// Whether the last search still serves.
    package func serves(_ now: SimulationTime, reaction: Seconds, opening: Seconds, canAct: Bool) -> Bool {
        guard now < keptUntil else { return false }
        guard let first = found.firstLaunch else { return true }
        let age = now.seconds(since: foundAt)
        if found.lastLaunch - age < reaction { return false }
        return !canAct || first.launch - age > opening
    }

    /// The window in seconds from now.
    package func window(at now: SimulationTime, reaction: Seconds) -> LaunchWindow {
        var window = found
        let age = now.seconds(since: foundAt)
        guard age > 0, let first = found.firstLaunch else { return window }
        window.firstLaunch = (max(reaction, first.launch - age), first.intercept - age, first.killProbability)
        window.lastLaunch -= age
        return window
    }
}
