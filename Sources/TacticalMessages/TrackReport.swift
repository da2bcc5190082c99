public import Quantities

/// What perception believes a track to be.
public enum TrackIdentity: UInt8, Sendable, CaseIterable {
    case unknown, hostile, friend, civil
}

/// A confirmed track as it travels between trackers, command posts and fire units; earth-fixed, estimated, never truth.
public struct TrackReport: Sendable, Equatable {
    /// The track's number at its post.
    public var identifier: TrackIdentifier
    /// When the state is valid.
    public var time: SimulationTime
    /// Estimated place and velocity at `time`, earth-fixed, metres and m/s.
    public var state: KinematicState<EarthFixed>
    /// Standard deviation of position, root of the mean of the three axes, metres.
    public var positionDeviation: Metres
    /// Standard deviation of velocity, the same way, metres per second.
    public var velocityDeviation: MetresPerSecond
    /// Probability that the motion is ballistic, 0…1.
    public var ballisticProbability: Double
    /// When a detection last updated the track.
    public var lastUpdate: SimulationTime
    /// Mean cross-section that its plots spoke for, m², and how many there were.
    public var crossSection: SquareMetres = 0
    /// Looks that gave a cross-section so far.
    public var echoes = 0
    /// When its post first had it in its picture: the crews' reaction runs from here; nil where nobody says.
    public var seenSince: SimulationTime?
    /// What the post takes it for.
    public var identity: TrackIdentity
    /// Probability of that identity, 0…1.
    public var identityProbability: Double

    @inlinable
    package init(
        identifier: TrackIdentifier, time: SimulationTime, state: KinematicState<EarthFixed>,
        positionDeviation: Metres, velocityDeviation: MetresPerSecond, ballisticProbability: Double,
        lastUpdate: SimulationTime, identity: TrackIdentity = .unknown, identityProbability: Double = 0
    ) {
        self.identifier = identifier
        self.time = time
        self.state = state
        self.positionDeviation = positionDeviation
        self.velocityDeviation = velocityDeviation
        self.ballisticProbability = ballisticProbability
        self.lastUpdate = lastUpdate
        self.identity = identity
        self.identityProbability = identityProbability
    }
}
