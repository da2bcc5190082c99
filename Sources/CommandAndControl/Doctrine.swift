/// What may be fired at.
public enum RulesOfEngagement: String, Sendable, CaseIterable {
    /// Nothing.
    case hold
    /// Only what is identified as hostile.
    case tight
    /// Everything that is not identified as friendly or civil.
    case free
}

/// How a unit spends its rounds.
public struct EngagementDoctrine: Sendable {
    /// When the next salvo at a target may follow.
    public enum Mode: Sendable {
        /// One round and a look while there is time for another salvo; the whole salvo at the last opportunity.
        case shootLookShoot
        /// A salvo, a look, another salvo if it is still there.
        case salvoLookSalvo
        /// A salvo and another behind it without waiting for the assessment.
        case shootShoot
        /// One salvo and no more.
        case singleSalvo
    }

    /// What radars do when missiles come that home on them.
    public enum EmissionControl: Sendable {
        /// They go on.
        case none
        /// Those that guide no round fall silent until it has passed.
        case silentWhenAttacked
    }

    /// When the next salvo at a target may follow.
    public var mode: Mode
    /// What its radars do when missiles come that home on them.
    public var emissionControl = EmissionControl.none
    /// Rounds in a salvo against aircraft and ballistic targets, and against drones and decoys-like slow targets.
    public var salvo: Int
    /// Ready rounds of a fire unit kept for what threatens the unit itself.
    public var reserveRounds: Int
    /// No round goes for less, 0…1 as planned.
    public var minimumKillProbability: Double
    /// Most rounds spent on one target.
    public var roundsPerTargetMaximum: Int
    /// Nothing is fired at what can turn away and be out of reach then.
    public var keepsToNoEscapeZone = true
    /// Engagements that have fired nothing yet give way to better ones.
    public var breaksOff = true
    /// A second battery engages what threatens most, where no second salvo could follow the first.
    public var engagesTwice = true
    /// Kill probability that ends the wish for more rounds in a salvo, 0…1.
    public var wantedKillProbability = 0.95
    /// Salvos from one place after which a unit leaves it for its next; nil: none does.
    public var displacesAfterSalvos: Int?
    /// Salvos of differing size, first to last, as in "two, look, one"; empty: `salvo` each time.
    public var salvoSequence: [Int] = []

    /// Rules by their usual values where nothing is given: two rounds, a look, no reserve.
    public init(
        mode: Mode = .shootLookShoot, salvo: Int = 2, reserveRounds: Int = 0, minimumKillProbability: Double = 0.1,
        roundsPerTargetMaximum: Int = 8
    ) {
        self.mode = mode
        self.salvo = salvo
        self.reserveRounds = reserveRounds
        self.minimumKillProbability = minimumKillProbability
        self.roundsPerTargetMaximum = roundsPerTargetMaximum
    }

    /// Whether a target that has cost some salvos and rounds may cost another round.
    public func allowsMore(afterSalvos salvos: Int, rounds: Int) -> Bool {
        if !salvoSequence.isEmpty { return salvos < salvoSequence.count }
        return rounds < roundsPerTargetMaximum && (mode != .singleSalvo || salvos == 0)
    }

    /// Ready rounds that a way to engage leaves with its fire unit: none where the unit defends itself.
    func reserve(for option: EngagementOption) -> Int { option.isSelfDefence ? 0 : reserveRounds }

    /// Rounds of the salvo after `spent` earlier ones.
    public func rounds(afterSalvos spent: Int) -> Int {
        salvoSequence.isEmpty ? salvo : salvoSequence[min(spent, salvoSequence.count - 1)]
    }
}
