/// What happened to a part of the defence or to a defended asset.
public struct AssetRecord: Sendable, Equatable, Codable {
    public var name: String
    public var kind: String
    /// Share of what is defended, arbitrary units; 0 for the defence's own parts.
    public var value: Double
    public var hits: Int
    /// Seconds since the start; nil while it stands.
    public var lost: Double?
    /// Price, million US dollars: low, best, high; nil where none is public.
    public var price: PriceRecord?
    /// Where it stands, degrees, and its height above the ellipsoid, metres (of a radar its antenna's); nil in records of
    /// models up to 4.
    public var place: PlaceRecord?

    public init(name: String, kind: String, value: Double, price: PriceRecord? = nil, place: PlaceRecord? = nil) {
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
    public var latitude: Double
    public var longitude: Double
    public var height: Double

    public init(latitude: Double, longitude: Double, height: Double) {
        self.latitude = latitude
        self.longitude = longitude
        self.height = height
    }
}

/// A public price with its spread, million US dollars.
public struct PriceRecord: Sendable, Equatable, Codable {
    public var low: Double
    public var best: Double
    public var high: Double

    public init(low: Double, best: Double, high: Double) {
        self.low = low
        self.best = best
        self.high = high
    }

    public static let zero = PriceRecord(low: 0, best: 0, high: 0)

    public static func + (left: PriceRecord, right: PriceRecord) -> PriceRecord {
        PriceRecord(low: left.low + right.low, best: left.best + right.best, high: left.high + right.high)
    }

    public static func * (price: PriceRecord, count: Double) -> PriceRecord {
        PriceRecord(low: price.low * count, best: price.best * count, high: price.high * count)
    }
}

/// Rounds of one type: loaded, fired, price of one.
public struct MagazineRecord: Sendable, Equatable, Codable {
    public var missile: String
    public var loaded: Int
    public var fired: Int
    public var price: PriceRecord

    public init(missile: String, loaded: Int, fired: Int, price: PriceRecord) {
        self.missile = missile
        self.loaded = loaded
        self.fired = fired
        self.price = price
    }
}

/// Something that happened to the system: a radar lost, a link cut, autonomy taken.
public struct SystemEvent: Sendable, Equatable, Codable {
    public var time: Double
    public var subject: String
    public var what: SystemEventWord

    public init(time: Double, subject: String, what: SystemEventWord) {
        self.time = time
        self.subject = subject
        self.what = what
    }
}

/// All that a run leaves behind; reports, exports and the viewer read this and never the simulation.
public struct RunRecord: Sendable, Equatable, Codable {
    public var scenario: String
    public var arm: String
    public var seed: UInt64
    public var index: UInt32
    /// Version of the program's models; the digest covers it.
    public var modelVersion: String
    /// Simulated seconds until the last event that mattered.
    public var endTime: Double
    public var targets: [TargetRecord]
    public var assets: [AssetRecord]
    public var magazines: [MagazineRecord]
    public var events: [SystemEvent]
    /// Positions over time, for maps; empty unless asked for, and not part of the digest.
    public var traces: [TraceRecord]
    /// Counts of work done, for benchmarks; not part of the digest.
    public var effort: EffortRecord
    /// Decisions that came from outside the run; with them it flies again to the same digest, of which they are no part.
    public var submitted: [SubmittedDecision]?

    public init(scenario: String, arm: String, seed: UInt64, index: UInt32, modelVersion: String) {
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
    public var name: String
    public var kind: String
    public var samples: [Double]

    public init(name: String, kind: String) {
        self.name = name
        self.kind = kind
        samples = []
    }
}

/// How much was computed.
public struct EffortRecord: Sendable, Equatable, Codable {
    public var events = 0
    public var looks = 0
    public var detections = 0
    public var trackUpdates = 0
    public var interceptorSteps = 0
    public var decisions = 0

    public init() {}
}
