public import RunRecords

/// Words for people in place of the names of files and keys.
public enum Wording {
    /// What a limiting cause means.
    public static func meaning(of cause: LimitingCause) -> String {
        switch cause {
        case .neverInLineOfSight: "Hills or the curve of the earth hid it from every radar until the end."
        case .seenTooLate: "A radar found it, or the post had a steady track of it, only when too little time was left."
        case .notIdentified: "Nobody could tell in time that it was hostile, so nobody might fire."
        case .outsideEveryEnvelope: "No round could have flown to where it was."
        case .noFireChannel: "Every radar that guides rounds was busy or looked another way."
        case .noRoundsReady: "No suitable round stood ready on a launcher."
        case .outPrioritised: "Other targets were judged more urgent until it was too late."
        case .windowClosedBeforeReaction: "It was within reach for a shorter time than the crew needs to act."
        case .engagedAndMissed: "Rounds were fired at it and all failed."
        case .assessedKilledWrongly: "It was called shot down when it was not."
        case .commandLost: "The command post, its radars or its links were gone."
        case .rulesOfEngagement: "The orders in force forbade firing."
        case .nothingSearched: "Nothing searched: the defence has no radar, or none that still worked."
        case .undetected:
            "A radar could have seen it, and none ever detected it: too small an echo, clutter, jamming, or nobody looking there."
        case .unseenByGuidingRadar: "A round could have reached it, but no radar that guides rounds saw it."
        case .noShotWorthFiring: "Every shot would have been wasted: too unlikely to hit, or at one that could have turned away."
        case .outOfAction: "The batteries that could have fired at it were on the march, or being set up or packed."
        }
    }

    /// The same in a few words, after `got through because`.
    public static func inShort(_ cause: LimitingCause) -> String {
        switch cause {
        case .neverInLineOfSight: "were hidden by hills or the curve of the earth"
        case .seenTooLate: "were seen too late"
        case .notIdentified: "were not known to be hostile in time"
        case .outsideEveryEnvelope: "were out of reach of every round"
        case .noFireChannel: "found every guiding radar busy or turned away"
        case .noRoundsReady: "came when no suitable round was left ready"
        case .outPrioritised: "came second to others until too late"
        case .windowClosedBeforeReaction: "were in reach for too short a time"
        case .engagedAndMissed: "were fired at and missed"
        case .assessedKilledWrongly: "were called shot down wrongly"
        case .commandLost: "came when nobody was left to command"
        case .rulesOfEngagement: "might not be fired at by the orders in force"
        case .nothingSearched: "came where nothing searched"
        case .undetected: "were in sight and never detected"
        case .unseenByGuidingRadar: "were out of sight of every radar that guides rounds"
        case .noShotWorthFiring: "gave nobody a shot worth firing"
        case .outOfAction: "came while batteries were on the march"
        }
    }

    /// Why a decision was no, without the engine's words; what has no plainer word stays.
    package static func plain(refusal: RefusalWord) -> String {
        switch refusal {
        case .rulesOfEngagement: "the orders in force forbade it"
        case .notIdentified: "nobody could tell yet that it was hostile"
        case .notAThreat: "it threatened nothing that is defended"
        case .outsideEnvelope: "no round could fly to where it would be"
        case .windowNotOpen: "it was still too far for a launch"
        case .windowClosesTooSoon: "it would be out of reach before the crew could act"
        case .noFireChannel: "every radar that guides rounds was busy"
        case .noRoundsReady: "no suitable round stood ready"
        case .outsideSector: "it was outside the sector that the guiding radar looks into"
        case .killProbabilityTooLow: "a shot would have been too unlikely to kill"
        case .outPrioritised: "another target came first"
        case .commandLost: "no command post or fire unit was left to decide"
        case .heldInReserve: "the rounds left were held in reserve"
        case .outsideNoEscapeZone: "it was too far away to be caught if it turned away"
        case .unseenByGuidingRadar: "the radar that would guide a round did not see it there"
        case .outOfAction: "the battery was on the march, or not set up"
        case .brokenOff: "nothing had been fired yet, and the channel was needed for another target"
        }
    }

    /// As `triumf east to fire 2 rounds of 9M96E2`.
    package static func plain(order: OrderRecord) -> String {
        "\(order.fireUnit) to fire \(order.salvo) \(order.salvo == 1 ? "round" : "rounds") of \(order.missile.uppercased())"
    }

    /// A threat class of the catalogue in words.
    public static func title(ofClass identifier: String) -> String {
        classes[identifier] ?? identifier.split(separator: "_").joined(separator: " ")
    }

    /// Some of a threat class in words: `1 fighter`, `32 subsonic cruise missiles`.
    package static func many(_ count: Int, ofClass identifier: String) -> String {
        let title = title(ofClass: identifier)
        let isPlural = count != 1 && !title.hasSuffix("aircraft") && !title.hasSuffix("s")
        return "\(count) \(title)\(isPlural ? "s" : "")"
    }

    /// A value of a factor in words: a threat class by its title, else as it is written.
    package static func title(ofValue value: String) -> String {
        classes[value] ?? value.split(separator: "_", omittingEmptySubsequences: false).joined(separator: " ")
    }

    private static let classes = [
        "arm": "anti-radiation missile", "awacs": "early-warning aircraft", "bomber_stealth": "stealth bomber",
        "cm_highdive": "high-diving missile", "cm_lo": "low-observable cruise missile", "cm_subsonic": "subsonic cruise missile",
        "cm_supersonic": "supersonic cruise missile", "decoy_enhanced": "radar-enhanced decoy", "decoy_foam": "foam decoy drone",
        "fighter_stealth": "stealth fighter", "jammer": "stand-off jammer", "owa_drone": "one-way attack drone",
        "srbm": "short-range ballistic missile",
    ]

    /// A group of unknowns, such as `radars.*.reference_range_km`, in words.
    public static func title(ofUnknown pattern: String) -> String {
        let parts = pattern.split(separator: ".").map(String.init)
        guard let key = parts.last else { return pattern }
        let what = keys[key] ?? key.split(separator: "_").dropLast(units.contains { key.hasSuffix("_" + $0) } ? 1 : 0)
            .joined(separator: " ")
        let known = ["threats": "raiders", "radars": "radars", "systems": "systems", "missiles": "interceptors"]
        guard parts.count >= 2, let kind = known[parts[0]] else { return what }
        let owner = parts.count > 2 && parts[1] != "*" ? parts[1].uppercased() : kind
        return "\(owner): \(what)"
    }

    private static let units = ["m2", "km", "m", "s", "mps", "deg", "probability", "ratio", "musd", "count", "kg", "db"]

    private static let keys = [
        "rcs_m2": "radar cross-section (how large they look to a radar)",
        "speed_mps": "speed",
        "reference_range_km": "detection range",
        "scan_period_s": "time of one turn of the antenna",
        "reaction_time_s": "reaction time from track to launch",
        "kill_assessment_time_s": "time to judge whether a shot killed",
        "false_kill_probability": "chance of calling a live target shot down",
        "lethal_radius_m": "miss distance at which the warhead still kills",
        "flight_reliability_probability": "chance that a round flies as it should",
        "fuze_reliability_probability": "chance that the fuze works",
        "drag_scale_ratio": "air drag",
    ]
}
