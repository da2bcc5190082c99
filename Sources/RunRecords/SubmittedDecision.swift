/// A decision that came from outside the run, as it was submitted: with it the run can be flown again.
public struct SubmittedDecision: Sendable, Equatable, Codable {
    /// Fire at one track of the post's picture.
    public struct Fire: Sendable, Equatable, Codable {
        /// The post's number of the track.
        public var track: Int32
        /// Places in the model's lists.
        public var fireUnit: Int32
        /// Place of the missile type among the model's interceptors.
        public var interceptorType: Int32
        /// Rounds, ≥ 1.
        public var salvo: Int
        /// Nanoseconds since the start.
        public var notBefore: Int64
        /// Latest launch, nanoseconds since the start.
        public var notAfter: Int64
        /// Of the whole salvo, 0…1.
        public var killProbability: Double

        package init(
            track: Int32, fireUnit: Int32, interceptorType: Int32, salvo: Int, notBefore: Int64, notAfter: Int64,
            killProbability: Double
        ) {
            self.track = track
            self.fireUnit = fireUnit
            self.interceptorType = interceptorType
            self.salvo = salvo
            self.notBefore = notBefore
            self.notAfter = notAfter
            self.killProbability = killProbability
        }
    }

    /// A track that was not fired at, and the number of the reason.
    public struct Refusal: Sendable, Equatable, Codable {
        /// The post's number of the track.
        public var track: Int32
        /// Number of the refusal's word.
        public var reason: UInt8

        package init(track: Int32, reason: UInt8) {
            self.track = track
            self.reason = reason
        }
    }

    /// Where a fire unit's sector was to be turned: its middle, radians clockwise from north.
    public struct Turn: Sendable, Equatable, Codable {
        /// Place of the fire unit among the model's.
        public var fireUnit: Int32
        /// Where its sector turns, radians clockwise from north.
        public var centre: Double

        package init(fireUnit: Int32, centre: Double) {
            self.fireUnit = fireUnit
            self.centre = centre
        }
    }

    /// A radar that was to fall silent, and for how many seconds.
    public struct Silence: Sendable, Equatable, Codable {
        /// Place of the radar among the model's.
        public var radar: Int32
        /// Of the silence, seconds.
        public var duration: Double

        package init(radar: Int32, duration: Double) {
            self.radar = radar
            self.duration = duration
        }
    }

    /// An order of a post.
    public struct Order: Sendable, Equatable, Codable {
        /// Place of the post among the model's nodes.
        public var post: Int32
        /// How manieth order of the post it is, from 0.
        public var number: Int32

        package init(post: Int32, number: Int32) {
            self.post = post
            self.number = number
        }
    }

    /// Nanoseconds since the start.
    public var nanoseconds: Int64
    /// Name of the deciding post.
    public var post: String
    /// Orders to fire.
    public var fires: [Fire]
    /// Tracks that were not fired at.
    public var refusals: [Refusal]
    /// nil where nothing was turned.
    public var turns: [Turn]?
    /// nil where no radar was to be silent.
    public var silences: [Silence]?
    /// Fire units that were to leave for their next places, by their places among the model's; nil where none was.
    public var moves: [Int32]?
    /// Orders that were taken back; nil where none was.
    public var breakOffs: [Order]?

    package init(
        nanoseconds: Int64, post: String, fires: [Fire], refusals: [Refusal], turns: [Turn]? = nil, silences: [Silence]? = nil,
        moves: [Int32]? = nil, breakOffs: [Order]? = nil
    ) {
        self.breakOffs = breakOffs
        self.moves = moves
        self.silences = silences
        self.nanoseconds = nanoseconds
        self.post = post
        self.fires = fires
        self.refusals = refusals
        self.turns = turns
    }
}
