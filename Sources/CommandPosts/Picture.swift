public import CommandAndControl
public import Quantities
public import TacticalMessages

/// What a command post knows when it decides: belief alone, and all that a decision may rest on.
///
/// The built-in doctrine, a person at a console and an agent get the same.
public struct Picture: Sendable {
    /// One track as the post holds it, its identity as declared.
    public struct Track: Sendable {
        public var report: TrackReport
        /// The post's own order that holds it.
        public var order: OrderIdentifier?
        /// Called killed, and not seen to go on since.
        public var isCalledKilled: Bool
    }

    public var post: PostIdentifier
    public var time: SimulationTime
    public var tracks: [Track]
    /// The post's fire units as it knows them: as they last reported, less its orders on their way; what cannot be reached
    /// is not able.
    public var units: [UnitStatus]
    /// Tracks that it may fire at now, with what is at stake.
    public var candidates: [CandidateTrack]
    /// Ways to do so: places in `candidates` and `units`.
    public var options: [EngagementOption]
    public var doctrine: EngagementDoctrine
    /// The engagement radars of `units` with what calls for them, once every few seconds; empty in between.
    public var sectors: [SectorRadar] = []
    /// Radars of the post that something fast and small comes straight at, where doctrine asks.
    public var exposed: [ExposedRadar] = []
}

/// What a post decides on a picture.
public struct PostDecision: Sendable {
    /// Fire at one track.
    public struct Fire: Sendable, Equatable {
        public var track: TrackIdentifier
        public var fireUnit: FireUnitIdentifier
        public var interceptorType: InterceptorTypeIdentifier
        /// Rounds.
        public var salvo: Int
        public var launchNotBefore: SimulationTime
        public var launchNotAfter: SimulationTime
        /// Of the whole salvo, 0…1.
        public var expectedKillProbability: Double

        public init(
            track: TrackIdentifier, fireUnit: FireUnitIdentifier, interceptorType: InterceptorTypeIdentifier, salvo: Int,
            launchNotBefore: SimulationTime, launchNotAfter: SimulationTime, expectedKillProbability: Double
        ) {
            self.track = track
            self.fireUnit = fireUnit
            self.interceptorType = interceptorType
            self.salvo = salvo
            self.launchNotBefore = launchNotBefore
            self.launchNotAfter = launchNotAfter
            self.expectedKillProbability = expectedKillProbability
        }
    }

    /// A track that is not fired at, and why.
    public struct Refusal: Sendable, Equatable {
        public var track: TrackIdentifier
        public var reason: RefusalReason

        public init(track: TrackIdentifier, reason: RefusalReason) {
            self.track = track
            self.reason = reason
        }
    }

    /// Turn the sector of a fire unit's engagement radar.
    public struct Turn: Sendable, Equatable {
        public var fireUnit: FireUnitIdentifier
        /// Its new middle, radians clockwise from north.
        public var centre: Radians

        public init(fireUnit: FireUnitIdentifier, centre: Radians) {
            self.fireUnit = fireUnit
            self.centre = centre
        }
    }

    /// Have a radar fall silent.
    public struct Silence: Sendable, Equatable {
        public var radar: RadarIdentifier
        /// Seconds from when the order reaches it.
        public var duration: Seconds

        public init(radar: RadarIdentifier, duration: Seconds) {
            self.radar = radar
            self.duration = duration
        }
    }

    public var fires: [Fire]
    public var refusals: [Refusal]
    public var turns: [Turn]
    public var silences: [Silence]

    public init(fires: [Fire] = [], refusals: [Refusal] = [], turns: [Turn] = [], silences: [Silence] = []) {
        self.fires = fires
        self.refusals = refusals
        self.turns = turns
        self.silences = silences
    }
}

/// The built-in doctrine: assigns fire so that the expected value saved is greatest. It uses nothing but a picture.
public enum BuiltInDoctrine {
    public static func decide(on picture: Picture) -> PostDecision {
        let decision = CommandCycle.decide(
            tracks: picture.candidates, fireUnits: picture.units.map(FireUnitStatus.init), options: picture.options,
            doctrine: picture.doctrine, now: picture.time)
        return PostDecision(
            fires: decision.taken.map { place, salvo in
                let option = picture.options[place]
                var missed = 1.0
                for _ in 0..<salvo { missed *= 1 - option.killProbability }
                return PostDecision.Fire(
                    track: picture.candidates[option.track].identifier, fireUnit: picture.units[option.fireUnit].fireUnit,
                    interceptorType: option.interceptorType, salvo: salvo, launchNotBefore: option.launchNotBefore,
                    launchNotAfter: option.launchNotAfter, expectedKillProbability: 1 - missed)
            },
            refusals: decision.refusals.enumerated().compactMap { number, reason in
                reason.map { PostDecision.Refusal(track: picture.candidates[number].identifier, reason: $0) }
            },
            turns: zip(picture.units, SectorAllocation.centres(picture.sectors)).map {
                PostDecision.Turn(fireUnit: $0.fireUnit, centre: $1)
            },
            silences: EmissionRule.silences(picture.exposed, doctrine: picture.doctrine).map {
                PostDecision.Silence(radar: $0.radar, duration: $0.duration)
            })
    }
}

extension FireUnitStatus {
    /// What the assignment needs of a unit's status.
    init(_ status: UnitStatus) {
        self.init(
            identifier: status.fireUnit, freeTargetChannels: status.freeTargetChannels,
            freeGuidanceChannels: status.freeGuidanceChannels, readyRounds: status.readyRounds)
    }
}
