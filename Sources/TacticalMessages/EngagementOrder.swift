public import Quantities

/// Why a track is not engaged at a decision; the vocabulary of the causal record.
public enum RefusalReason: UInt8, Sendable, CaseIterable {
    /// Rules of engagement do not allow this identity.
    case rulesOfEngagement
    /// Identity is not established well enough.
    case notIdentified
    /// Judged no threat to anything defended.
    case notAThreat
    /// No launch now or later reaches it.
    case outsideEnvelope
    /// A window exists but has not opened.
    case windowNotOpen
    /// The window closes before the reaction time has passed.
    case windowClosesTooSoon
    /// Every target or guidance channel that could serve is busy.
    case noFireChannel
    /// No ready round of a suitable type.
    case noRoundsReady
    /// Outside the engagement radar's sector, which is held by other engagements.
    case outsideSector
    /// The best expected kill probability is below the doctrine's minimum.
    case killProbabilityTooLow
    /// Another target was worth more for the same channel or round.
    case outPrioritised
    /// No command post or fire unit was alive and linked to decide.
    case commandLost
    /// Rounds are held back as the reserve that doctrine keeps.
    case heldInReserve
    /// A target that can turn away would escape if it did.
    case outsideNoEscapeZone
    /// A round could be there, but the radar that would guide it does not see the place, or has lost the target.
    case unseenByGuidingRadar
    /// What could serve is on the march, or being set up or packed.
    case outOfAction
    /// It was engaged, nothing had been fired, and the post took the channel for another target.
    case brokenOff
}

/// The command post's order that a fire unit engages a track.
public struct EngagementOrder: Sendable, Equatable {
    /// Which order this is; reports name it.
    public var identifier: OrderIdentifier
    /// The track that it is about, by its post's number.
    public var track: TrackIdentifier
    /// The fire unit that is told.
    public var fireUnit: FireUnitIdentifier
    /// Type of missile to fire, by its place among the model's interceptors.
    public var interceptorType: InterceptorTypeIdentifier
    /// Rounds in this salvo.
    public var salvo: Int
    /// When the order was given.
    public var time: SimulationTime
    /// Earliest launch that reaches the target inside the window.
    public var launchNotBefore: SimulationTime
    /// Latest launch that reaches the target inside the window.
    public var launchNotAfter: SimulationTime
    /// Expected kill probability of the whole salvo, 0…1.
    public var expectedKillProbability: Double

    @inlinable
    package init(
        identifier: OrderIdentifier, track: TrackIdentifier, fireUnit: FireUnitIdentifier, interceptorType: InterceptorTypeIdentifier,
        salvo: Int,
        time: SimulationTime, launchNotBefore: SimulationTime, launchNotAfter: SimulationTime,
        expectedKillProbability: Double
    ) {
        self.identifier = identifier
        self.track = track
        self.fireUnit = fireUnit
        self.interceptorType = interceptorType
        self.salvo = salvo
        self.time = time
        self.launchNotBefore = launchNotBefore
        self.launchNotAfter = launchNotAfter
        self.expectedKillProbability = expectedKillProbability
    }
}

/// What a fire unit concludes of one engagement; it can be wrong.
public enum KillAssessment: UInt8, Sendable, CaseIterable {
    case killed, alive, undetermined
}

/// A fire unit's report on an engagement that is over, or on an order that it cannot follow.
public struct KillReport: Sendable, Equatable {
    /// The order that the report answers.
    public var order: OrderIdentifier
    /// The track that it is about, by its post's number.
    public var track: TrackIdentifier
    /// The fire unit that is told.
    public var fireUnit: FireUnitIdentifier
    /// When the fire unit said so.
    public var time: SimulationTime
    /// What its beam found of the target.
    public var assessment: KillAssessment
    /// Rounds that were fired.
    public var launched: Int
    /// Why it was given up or never begun; nil where it came to its end.
    public var refusal: RefusalReason?

    @inlinable
    package init(
        order: OrderIdentifier, track: TrackIdentifier, fireUnit: FireUnitIdentifier, time: SimulationTime,
        assessment: KillAssessment, launched: Int, refusal: RefusalReason? = nil
    ) {
        self.order = order
        self.track = track
        self.fireUnit = fireUnit
        self.time = time
        self.assessment = assessment
        self.launched = launched
        self.refusal = refusal
    }
}
