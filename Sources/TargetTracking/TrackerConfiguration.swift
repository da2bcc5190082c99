import Quantities

/// How a tracker starts, keeps and drops tracks; SI.
package struct TrackerConfiguration: Sendable {
    package var motion: MotionModels
    /// Longest time between two looks of any of its radars at one place, seconds.
    package var renewalPeriod: Seconds
    /// Squared distance of the gate, three degrees of freedom.
    package var gate: Double
    /// Fastest target, m/s.
    package var speedMaximum: MetresPerSecond
    /// Greatest acceleration of a target whose first two plots are paired, m/s²: it widens the second look's gate, and for fast pairs
    /// what the measured radial speed may differ from the mean between the plots. 0: none.
    package var accelerationMaximum: Double
    /// Whether a pair of plots is kept that is less likely than clutter but likelier than a missed look: the third look, whose gate is
    /// small for any speed, decides.
    package var startsUnlikelyPairs: Bool
    /// Hits out of looks that confirm a track.
    package var confirmationHits: Int
    package var confirmationLooks: Int
    /// And the score it needs (natural logarithm of the likelihood against clutter).
    package var confirmationScore: Double
    /// A confirmed track is dropped after this time without a plot, seconds.
    package var coastTime: Seconds
    /// And once in so many missed looks in a row a plot in its gate went to another track: it is then more likely astray than missed.
    package var beatenMaximum: Int32
    /// A confirmed track is shown until it has missed this many looks in a row.
    package var missesShown: Int
    /// And beyond that while the deviation of its position, by the end of the batch, stays below this, metres.
    package var spreadShown: Metres
    /// Highest elevation that its one radar sees, radians; nil where that is not one radar's, or not known. A track above it, in the
    /// cone of silence, is neither shown nor missed, and its coast time stands still.
    package var elevationMaximum: Radians?
    package var capacity: Int
    /// Probability that a look at a target gives a plot, as the tracker assumes.
    package var detectionProbability: Double
    /// False alarms per m³ of measurement space (metres × radians × radians), as the tracker assumes.
    package var clutterDensity: Double
    /// Hypotheses a track may hold; 1 is global nearest neighbour.
    package var hypothesesMaximum: Int
    /// Looks after which a choice between hypotheses is final, 1…7.
    package var decisionDepth: Int
    /// Hypotheses this much less likely than the best are dropped (natural logarithm).
    package var hypothesisWindow: Double
    /// Hits after which a track no longer lets its plots start others.
    package var firmHits: Int32
    /// Looks a first plot waits for a second.
    package var singlePointLooks: Int32
    /// Neighbours within this distance tell the velocity of a formation to a new track, metres; 0 for none.
    package var formationReach: Metres
    /// What is known of the velocity of a new target.
    package var newVelocity: VelocityPrior

    /// Plots closer in time than a fifth of this are of the same look.
    var shortestInterval: Seconds { min(renewalPeriod, 5) }

    package init(
        motion: MotionModels = MotionModels(), renewalPeriod: Seconds = 6, gate: Double = 18,
        speedMaximum: MetresPerSecond = 3_000, accelerationMaximum: Double = 0, startsUnlikelyPairs: Bool = false,
        confirmationHits: Int = 3, confirmationLooks: Int = 5, confirmationScore: Double = 0,
        coastTime: Seconds = 30, beatenMaximum: Int32 = .max, missesShown: Int = .max, spreadShown: Metres = 0,
        elevationMaximum: Radians? = nil, capacity: Int = 1000,
        detectionProbability: Double = 0.9,
        clutterDensity: Double = 4e-5, hypothesesMaximum: Int = 1, decisionDepth: Int = 3, hypothesisWindow: Double = 10,
        firmHits: Int32 = 4, singlePointLooks: Int32 = 2, formationReach: Metres = 0,
        newVelocity: VelocityPrior = VelocityPrior()
    ) {
        self.motion = motion
        self.renewalPeriod = renewalPeriod
        self.gate = gate
        self.speedMaximum = speedMaximum
        self.accelerationMaximum = accelerationMaximum
        self.startsUnlikelyPairs = startsUnlikelyPairs
        self.confirmationHits = confirmationHits
        self.confirmationLooks = confirmationLooks
        self.confirmationScore = confirmationScore
        self.coastTime = coastTime
        self.beatenMaximum = beatenMaximum
        self.missesShown = missesShown
        self.spreadShown = spreadShown
        self.elevationMaximum = elevationMaximum
        self.capacity = capacity
        self.detectionProbability = detectionProbability
        self.clutterDensity = clutterDensity
        self.hypothesesMaximum = hypothesesMaximum
        self.decisionDepth = decisionDepth
        self.hypothesisWindow = hypothesisWindow
        self.firmHits = firmHits
        self.singlePointLooks = singlePointLooks
        self.formationReach = formationReach
        self.newVelocity = newVelocity
    }
}

extension TrackerConfiguration {
    /// A command post's: any class that flies may be new, from drones of 50 m/s to ballistic missiles of 3 km/s.
    /// - Parameters:
    ///   - renewal: longest time between two looks of its radars, s.
    ///   - capacity: most tracks at once.
    ///   - clutterDensity: false alarms of its radars per m · rad · rad in one look.
    package static func commandPost(renewal: Seconds, capacity: Int, clutterDensity: Double) -> TrackerConfiguration {
        TrackerConfiguration(
            motion: MotionModels(cruiseDensity: 1), renewalPeriod: renewal,
            // Three g: what a target that is seen for the first time pulls or boosts with at most.
            accelerationMaximum: 30, startsUnlikelyPairs: true, coastTime: max(25, 3.2 * renewal), capacity: capacity,
            clutterDensity: clutterDensity, newVelocity: .anyClass)
    }

    /// Where the second plot of a track with one plot may lie.
    var startGate: StartGate { StartGate(speedMaximum: speedMaximum, accelerationMaximum: accelerationMaximum) }
}
