public import CommandAndControl
public import Quantities
public import TacticalMessages

/// What a command post knows when it decides: belief alone, and all that a decision may rest on.
///
/// The built-in doctrine, a person at a console and an agent get the same.
public struct Picture: Sendable {
    /// One track as the post holds it, its identity as declared.
    public struct Track: Sendable {
        /// Where the post believes it to be, and what it takes it for.
        public var report: TrackReport
        /// The post's own order that holds it.
        public var order: OrderIdentifier?
        /// Called killed, and not seen to go on since.
        public var isCalledKilled: Bool
    }

    /// Whose picture it is.
    public var post: PostIdentifier
    /// When it was taken.
    public var time: SimulationTime
    /// What the post believes to be in the air, in the order of its track numbers.
    public var tracks: [Track]
    /// The post's fire units as it knows them: as they last reported, less its orders on their way; what cannot be reached
    /// is not able.
    public var units: [UnitStatus]
    /// Tracks that it may fire at now, with what is at stake.
    public var candidates: [CandidateTrack]
    /// Ways to do so: places in `candidates` and `units`.
    public var options: [EngagementOption]
    /// The post's engagements under way, where a target may want the channel of one or one has become needless; else empty.
    public var engagements: [OpenEngagement] = []
    /// The post's rules for spending rounds.
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
        /// The track that it is about.
        public var track: TrackIdentifier
        /// The fire unit that is told.
        public var fireUnit: FireUnitIdentifier
        /// Type of missile to fire, by its place among the model's interceptors.
        public var interceptorType: InterceptorTypeIdentifier
        /// Rounds.
        public var salvo: Int
        /// Earliest launch.
        public var launchNotBefore: SimulationTime
        /// Latest launch; a unit that cannot fire by then gives the order back.
        public var launchNotAfter: SimulationTime
        /// Of the whole salvo, 0…1.
        public var expectedKillProbability: Double

        /// An order to fire at a track: with which rounds, how many, and between which times.
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
        /// The track that it is about.
        public var track: TrackIdentifier
        /// Why it is not fired at.
        public var reason: RefusalReason

        /// A track that is not fired at, and why, for the record.
        public init(track: TrackIdentifier, reason: RefusalReason) {
            self.track = track
            self.reason = reason
        }
    }

    /// Turn the sector of a fire unit's engagement radar.
    public struct Turn: Sendable, Equatable {
        /// The fire unit that is told.
        public var fireUnit: FireUnitIdentifier
        /// Its new middle, radians clockwise from north.
        public var centre: Radians

        /// A unit told to look another way; centre in radians clockwise from north.
        public init(fireUnit: FireUnitIdentifier, centre: Radians) {
            self.fireUnit = fireUnit
            self.centre = centre
        }
    }

    /// Have a radar fall silent.
    public struct Silence: Sendable, Equatable {
        /// The radar that is told.
        public var radar: RadarIdentifier
        /// Seconds from when the order reaches it.
        public var duration: Seconds

        /// A radar told to be silent for a time, seconds, > 0.
        public init(radar: RadarIdentifier, duration: Seconds) {
            self.radar = radar
            self.duration = duration
        }
    }

    /// Fire units to leave for their next places.
    public var moves: [FireUnitIdentifier]
    /// Orders of the post that are taken back, before those to fire; one that has fired goes on.
    public var breakOffs: [OrderIdentifier]
    /// Orders to fire, in the order in which they are given.
    public var fires: [Fire]
    /// Tracks that are not fired at; they change nothing but the record.
    public var refusals: [Refusal]
    /// Sectors to be turned.
    public var turns: [Turn]
    /// Radars to fall silent.
    public var silences: [Silence]

    /// What a post decides in one cycle; nothing where nothing is given.
    public init(
        fires: [Fire] = [], refusals: [Refusal] = [], turns: [Turn] = [], silences: [Silence] = [], moves: [FireUnitIdentifier] = [],
        breakOffs: [OrderIdentifier] = []
    ) {
        self.breakOffs = breakOffs
        self.moves = moves
        self.fires = fires
        self.refusals = refusals
        self.turns = turns
        self.silences = silences
    }
}

/// The built-in doctrine: assigns fire so that the expected value saved is greatest. It uses nothing but a picture.
public enum BuiltInDoctrine {
    /// What the built-in doctrine decides on a picture: the post's own answer, from belief alone.
    public static func decide(on picture: Picture) -> PostDecision {
        let fireUnits = picture.units.map(FireUnitStatus.init)
        let decision = CommandCycle.decide(
            tracks: picture.candidates, fireUnits: fireUnits, options: picture.options, doctrine: picture.doctrine, now: picture.time)
        let better = BreakOffRule.replacements(
            decision, tracks: picture.candidates, fireUnits: fireUnits, options: picture.options, engagements: picture.engagements,
            doctrine: picture.doctrine, now: picture.time)
        let needless = picture.engagements.filter { $0.isUnfired && $0.isCalledKilled }.map(\.order)
        let replaced = better.map { picture.options[$0.option].track }
        let fires = (decision.taken + better.map { ($0.option, $0.salvo) }).map { place, salvo in
            let option = picture.options[place]
            var missed = 1.0
            for _ in 0..<salvo { missed *= 1 - option.killProbability }
            return PostDecision.Fire(
                track: picture.candidates[option.track].identifier, fireUnit: picture.units[option.fireUnit].fireUnit,
                interceptorType: option.interceptorType, salvo: salvo, launchNotBefore: option.launchNotBefore,
                launchNotAfter: option.launchNotAfter, expectedKillProbability: 1 - missed)
        }
        return PostDecision(
            fires: fires,
            refusals: decision.refusals.enumerated().compactMap { number, reason in
                guard !picture.candidates[number].isEngaged, !replaced.contains(number) else { return nil }
                return reason.map { PostDecision.Refusal(track: picture.candidates[number].identifier, reason: $0) }
            },
            turns: zip(picture.units, SectorAllocation.centres(picture.sectors)).map {
                PostDecision.Turn(fireUnit: $0.fireUnit, centre: $1)
            },
            silences: EmissionRule.silences(picture.exposed, firing: fires.map(\.fireUnit), doctrine: picture.doctrine).map {
                PostDecision.Silence(radar: $0.radar, duration: $0.duration)
            },
            moves: DisplacementRule.moves(picture.units, doctrine: picture.doctrine),
            breakOffs: better.map(\.order) + needless.filter { order in !better.contains { $0.order == order } })
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
