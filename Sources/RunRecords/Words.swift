/// Why a track was not engaged; in a record as a word.
public enum RefusalWord: String, Sendable, CaseIterable, Codable {
    case rulesOfEngagement = "rules_of_engagement"
    case notIdentified = "not_identified"
    case notAThreat = "no_threat"
    case outsideEnvelope = "outside_envelope"
    case windowNotOpen = "window_not_open"
    case windowClosesTooSoon = "window_closes_too_soon"
    case noFireChannel = "no_fire_channel"
    case noRoundsReady = "no_rounds_ready"
    case outsideSector = "outside_sector"
    case killProbabilityTooLow = "kill_probability_too_low"
    case outPrioritised = "out_prioritised"
    case commandLost = "command_lost"
    case heldInReserve = "held_in_reserve"
    case outsideNoEscapeZone = "outside_no_escape_zone"
    case unseenByGuidingRadar = "unseen_by_guiding_radar"
    case outOfAction = "out_of_action"
    case brokenOff = "broken_off"

    /// In words, for sentences.
    public var title: String {
        switch self {
        case .rulesOfEngagement: "rules of engagement"
        case .notIdentified: "not identified"
        case .notAThreat: "judged no threat"
        case .outsideEnvelope: "outside the envelope"
        case .windowNotOpen: "launch window not open yet"
        case .windowClosesTooSoon: "launch window closes before the reaction time has passed"
        case .noFireChannel: "no free fire channel"
        case .noRoundsReady: "no suitable round ready"
        case .outsideSector: "outside the engagement radar's sector"
        case .killProbabilityTooLow: "expected kill probability below the doctrine's minimum"
        case .outPrioritised: "another target came first"
        case .commandLost: "no command post or fire unit left to decide"
        case .heldInReserve: "rounds held in reserve"
        case .outsideNoEscapeZone: "too far to catch it if it turned away"
        case .unseenByGuidingRadar: "out of sight of the radar that would guide the round"
        case .outOfAction: "on the march, or not set up"
        case .brokenOff: "broken off before anything was fired, for another target"
        }
    }

    /// Reads the word; an unknown one is a fault that names it.
    public init(from decoder: any Decoder) throws { self = try recordWord(decoder, "refusal", title: \.title) }
}

/// How a round's flight ended; in a record as a word.
public enum RoundEndWord: String, Sendable, CaseIterable, Codable {
    /// It passed its target and brought it down, or did not.
    case kill, miss
    case tooSlow = "too_slow"
    case powerOut = "power_out"
    case ground
    /// Its power, its speed or its height ran out after the beam had lost its target and nothing guided it any more.
    case guidanceLost = "guidance_lost"
    case targetDown = "target_down"

    /// In words, for sentences.
    public var title: String {
        switch self {
        case .kill: "it brought its target down"
        case .miss: "it passed its target and did not bring it down"
        case .tooSlow: "it became too slow to steer"
        case .powerOut: "its power ran out"
        case .ground: "it met the ground"
        case .guidanceLost: "its radar had lost the target and nothing guided it"
        case .targetDown: "its target was already down"
        }
    }

    /// Whether it ended before it could do anything.
    public var isFailure: Bool { self != .kill && self != .miss }

    /// Reads the word; an unknown one is a fault that names it.
    public init(from decoder: any Decoder) throws { self = try recordWord(decoder, "end of a round", title: \.title) }
}

/// What happened to a part of the system; in a record as a word.
public enum SystemEventWord: String, Sendable, CaseIterable, Codable {
    case destroyed, fails
    case worksAgain = "works_again"
    case fallsSilent = "falls_silent"
    case gunsKill = "guns_kill"
    case cannotEngage = "cannot_engage"
    case linkLost = "link_lost"
    case linkRestored = "link_restored"
    case fightsAlone = "fights_alone"
    case commandedAgain = "commanded_again"
    case launchersFail = "launchers_fail"
    case launchersWork = "launchers_work"
    case outOfAction = "out_of_action"
    case leavesPosition = "leaves_position"
    case inAction = "in_action"
    case orderedOnNothing = "ordered_on_nothing"

    /// In words, after the name of what it happened to.
    public var title: String {
        switch self {
        case .destroyed: "destroyed"
        case .fails: "fails"
        case .worksAgain: "works again"
        case .gunsKill: "brings a target down with its guns"
        case .fallsSilent: "falls silent before what homes on it"
        case .cannotEngage: "cannot engage: its engagement radar is lost"
        case .linkLost: "loses its link to the command post"
        case .linkRestored: "has its link to the command post again"
        case .fightsAlone: "fights on alone"
        case .commandedAgain: "is commanded again"
        case .launchersFail: "its launchers fail"
        case .launchersWork: "its launchers work again"
        case .outOfAction: "is out of action"
        case .leavesPosition: "leaves its position"
        case .inAction: "comes into action"
        case .orderedOnNothing: "is ordered to fire at a track that follows nothing"
        }
    }

    /// Reads the word; an unknown one is a fault that names it.
    public init(from decoder: any Decoder) throws { self = try recordWord(decoder, "event", title: \.title) }
}

/// A word of a record; records of models up to 4 hold the sentence in its place.
private func recordWord<Word: RawRepresentable & CaseIterable>(
    _ decoder: any Decoder, _ what: String, title: (Word) -> String
) throws -> Word where Word.RawValue == String {
    let text = try decoder.singleValueContainer().decode(String.self)
    if let word = Word(rawValue: text) ?? Word.allCases.first(where: { title($0) == text }) { return word }
    throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(text) is no \(what) that this program knows"))
}
