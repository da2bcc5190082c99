import NumericalMethods

/// What a warhead and fuze do at a given miss distance.
public struct Lethality: Sendable, Equatable {
    /// Carleton's lethal radius b: at this miss a kill has probability e^(−½) = 0.61 of that at zero miss, m.
    public var lethalRadius: Double
    /// Beyond this miss the fuze does not see the target, m.
    public var fuzeRadius: Double
    /// Probability that fuze and warhead work.
    public var fuzeReliability: Double
    /// Closing speed up to which the fuze fires in time, m/s; beyond it the effective miss grows in proportion.
    public var closingSpeedMaximum: Double

    package init(
        lethalRadius: Double, fuzeRadius: Double? = nil, fuzeReliability: Double = 0.97,
        closingSpeedMaximum: Double = 5_500
    ) {
        precondition(lethalRadius > 0, "a lethal radius must be positive")
        self.lethalRadius = lethalRadius
        self.fuzeRadius = fuzeRadius ?? 3 * lethalRadius
        self.fuzeReliability = fuzeReliability
        self.closingSpeedMaximum = closingSpeedMaximum
    }
}

/// How readily a class of target dies.
public struct TargetVulnerability: Sendable, Equatable {
    /// Kill probability at zero miss.
    public var killAtZeroMiss: Double
    /// Multiplies the lethal radius: above 1 for fragile or large targets, below for small or hard ones.
    public var radiusFactor: Double

    package init(killAtZeroMiss: Double = 0.95, radiusFactor: Double = 1) {
        self.killAtZeroMiss = killAtZeroMiss
        self.radiusFactor = radiusFactor
    }

    /// A class of which nothing special is known.
    public static let nominal = TargetVulnerability()
}

/// From miss distance to kill.
public enum Endgame {
    /// What became of one intercept.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Outside the fuze's reach.
        case outOfReach
        /// Fuze or warhead failed.
        case fuzeFailure
        /// Warhead fired, target lives.
        case survived
        case killed
    }

    /// Kill probability at a miss distance, fuze reliability included.
    ///
    ///     P = R_f · P₀ · exp(−½ (d/b)²)   for d ≤ fuze radius,   b = lethal radius · class factor
    /// - Parameters: miss and closing speed, m and m/s, ≥ 0; `ground`: where the intercept is over the ground, which shortens the
    ///   fuze's reach and ends the flight where the ground comes within it.
    /// - Source: the diffuse-Gaussian (Carleton) damage function, e.g. Washburn & Kress, *Combat Modeling* (2009), ch. 2.
    public static func killProbability(
        miss: Double, closingSpeed: Double = 0, lethality: Lethality, vulnerability: TargetVulnerability = .nominal,
        ground: GroundProximity? = nil
    ) -> Double {
        let reach = ground?.fuzeReach(lethality.fuzeRadius) ?? lethality.fuzeRadius
        if let ground, reach >= ground.clearance { return 0 }
        guard miss <= reach else { return 0 }
        return lethality.fuzeReliability
            * killGivenBurst(
                miss: miss, closingSpeed: closingSpeed, lethality: lethality, vulnerability: vulnerability)
    }

    private static func killGivenBurst(
        miss: Double, closingSpeed: Double, lethality: Lethality, vulnerability: TargetVulnerability
    ) -> Double {
        // A fuze too slow for the closing speed bursts late: its radius of effect shrinks by the excess.
        let haste = max(1, closingSpeed / lethality.closingSpeedMaximum)
        let ratio = miss * haste / (lethality.lethalRadius * vulnerability.radiusFactor)
        return vulnerability.killAtZeroMiss * Elementary.exp(-0.5 * ratio * ratio)
    }

    /// The outcome for two uniform draws on (0, 1), one for the fuze and one for the kill.
    public static func outcome(
        miss: Double, closingSpeed: Double = 0, lethality: Lethality, vulnerability: TargetVulnerability = .nominal,
        fuzeDraw: Double, killDraw: Double
    ) -> Outcome {
        guard miss <= lethality.fuzeRadius else { return .outOfReach }
        guard fuzeDraw < lethality.fuzeReliability else { return .fuzeFailure }
        return killDraw
            < killGivenBurst(
                miss: miss, closingSpeed: closingSpeed, lethality: lethality, vulnerability: vulnerability)
            ? .killed : .survived
    }
}
