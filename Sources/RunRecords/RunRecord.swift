/// What happened to a part of the defence or to a defended asset.
public struct AssetRecord: Sendable, Equatable, Codable {
    /// As the scenario calls it.
    public var name: String
    /// What it is, in the scenario's or the model's word.
    public var kind: String
    /// Share of what is defended, arbitrary units; 0 for the defence's own parts.
    public var value: Double
    /// Hits that it took.
    public var hits: Int
    /// Seconds since the start; nil while it stands.
    public var lost: Double?
    /// Price, million US dollars: low, best, high; nil where none is public.
    public var price: PriceRecord?
    /// Where it stands, degrees, and its height above the ellipsoid, metres (of a radar its antenna's); nil in records of
    /// models up to 4.
    public var place: PlaceRecord?

    package init(name: String, kind: String, value: Double, price: PriceRecord? = nil, place: PlaceRecord? = nil) {
        self.name = name
        self.kind = kind
        self.value = value
        self.price = price
        self.place = place
        hits = 0
    }
}

/// A place on the earth: degrees, and metres above the ellipsoid.
public struct PlaceRecord: Sendable, Equatable, Codable {
    /// Degrees north.
    public var latitude: Double
    /// Degrees east.
    public var longitude: Double
    /// Above the ellipsoid, metres.
    public var height: Double

    package init(latitude: Double, longitude: Double, height: Double) {
        self.latitude = latitude
        self.longitude = longitude
        self.height = height
    }
}

/// A public price with its spread, million US dollars.
public struct PriceRecord: Sendable, Equatable, Codable {
    /// Lowest that a source gives, million US dollars.
    public var low: Double
    /// Best value, million US dollars.
    public var best: Double
    /// Highest that a source gives, million US dollars.
    public var high: Double

    package init(low: Double, best: Double, high: Double) {
        self.low = low
        self.best = best
        self.high = high
    }

    /// Nothing paid.
    public static let zero = PriceRecord(low: 0, best: 0, high: 0)

    /// Sum of the three, one by one.
    public static func + (left: PriceRecord, right: PriceRecord) -> PriceRecord {
        PriceRecord(low: left.low + right.low, best: left.best + right.best, high: left.high + right.high)
    }

    /// So many of them.
    public static func * (price: PriceRecord, count: Double) -> PriceRecord {
        PriceRecord(low: price.low * count, best: price.best * count, high: price.high * count)
    }
}

/// Rounds of one type: loaded, fired, price of one.
public struct MagazineRecord: Sendable, Equatable, Codable {
    /// Identifier of the missile type.
    public var missile: String
    /// Rounds at the start, reserve included.
    public var loaded: Int
    /// Rounds that left their launchers.
    public var fired: Int
    /// Of one round.
    public var price: PriceRecord

    package init(missile: String, loaded: Int, fired: Int, price: PriceRecord) {
        self.missile = missile
        self.loaded = loaded
        self.fired = fired
        self.price = price
    }
}

/// Something that happened to the system: a radar lost, a link cut, autonomy taken.
public struct SystemEvent: Sendable, Equatable, Codable {
    /// Seconds since the start of the run.
    public var time: Double
    /// Name of the part that it happened to.
    public var subject: String
    /// What happened.
    public var what: SystemEventWord

    package init(time: Double, subject: String, what: SystemEventWord) {
        self.time = time
        self.subject = subject
        self.what = what
    }
}

/// All that a run leaves behind; reports, exports and the viewer read this and never the simulation.
public struct RunRecord: Sendable, Equatable, Codable {
    /// Name of the scenario.
    public var scenario: String
    /// Name of the arm.
    public var arm: String
    /// Seed of the study; with `index` and the model it gives the run again.
    public var seed: UInt64
    /// Which of the seed's runs it is.
    public var index: UInt32
    /// Version of the program's models; the digest covers it.
    public var modelVersion: String
    /// Simulated seconds until the last event that mattered.
    public var endTime: Double
    /// Causal chains, in the order of the scenario.
    public var targets: [TargetRecord]
    /// Defended assets and the defence's own parts.
    public var assets: [AssetRecord]
    /// Rounds, type by type.
    public var magazines: [MagazineRecord]
    /// What happened to the defence, in order of time.
    public var events: [SystemEvent]
    /// Positions over time, for maps; empty unless asked for, and not part of the digest.
    public var traces: [TraceRecord]
    /// Counts of work done, for benchmarks; not part of the digest.
    public var effort: EffortRecord
    /// Decisions that came from outside the run; with them it flies again to the same digest, of which they are no part.
    public var submitted: [SubmittedDecision]?

    package init(scenario: String, arm: String, seed: UInt64, index: UInt32, modelVersion: String) {
        self.scenario = scenario
        self.arm = arm
        self.seed = seed
        self.index = index
        self.modelVersion = modelVersion
        endTime = 0
        targets = []
        assets = []
        magazines = []
        events = []
        traces = []
        effort = EffortRecord()
    }
}

/// The path of one object: time, latitude and longitude in degrees, height above the ellipsoid in metres, in fours.
public struct TraceRecord: Sendable, Equatable, Codable {
    /// As the scenario calls it.
    public var name: String
    /// What it is, in the scenario's or the model's word.
    public var kind: String
    /// Seconds, degrees north, degrees east, metres above the ellipsoid, again and again.
    public var samples: [Double]

    package init(name: String, kind: String) {
        self.name = name
        self.kind = kind
        samples = []
    }
}

/// How much was computed.
public struct EffortRecord: Sendable, Equatable, Codable {
    /// Events taken from the queue.
    public var events = 0
    /// Looks of radars at targets.
    public var looks = 0
    /// Looks that gave a plot.
    public var detections = 0
    /// Plots taken by tracks.
    public var trackUpdates = 0
    /// Steps of rounds in flight.
    public var interceptorSteps = 0
    /// Cycles of command posts.
    public var decisions = 0

    package init() {}
}
