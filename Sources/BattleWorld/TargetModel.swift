import EarthEnvironment
public import FlightDynamics
public import Quantities
public import RadarSensing
public import RunRecords

/// What kind of flight a target makes, as far as planner tables and vulnerability distinguish.
public enum TargetCategory: UInt8, Sendable, CaseIterable {
    case aircraft, cruiseMissile, ballistic, drone
}

/// One object in the air as the scenario states it; its path is compiled for each run, with that run's jitter.
public struct TargetModel: Sendable {
    /// As records call it: its group's name and its number.
    public var name: String
    /// Threat class of the catalogue.
    public var threatClass: String
    /// What kind of flier it is to planners and fuzes.
    public var category: TargetCategory
    /// Whose side it is on, in truth.
    public var allegiance: Allegiance
    /// Whether it has something to deliver.
    public var armed: Bool
    /// The asset it is aimed at.
    public var objective: Int?
    /// Its radar cross-sections by aspect, m².
    public var signature: TargetSignature
    /// Where it flies.
    public var route: TargetRoute
    /// Start times are uniform within ± this, seconds.
    public var startJitter: Seconds
    /// Routes are moved sideways uniformly within ± this, metres.
    public var lateralJitter: Metres
    /// How it turns away from rounds; nil where it does not.
    public var evasion: EvasionModel?
    /// Noise that it radiates; nil for none.
    public var jammer: JammerEmission?
    /// Radars that it jams, by their places in the defence's list; nil for all.
    public var jammedRadars: [Int]?
    /// Probability that it hits what it is aimed at once it gets through.
    public var hitProbability: Double
    /// Hits that it then counts as, ≥ 0; of a fraction that share of arrivals makes one more.
    public var hitsPerArrival = 1.0
    /// Whether it answers friendly interrogation, and civil interrogation.
    public var answersFriendly: Bool
    /// Whether its transponder answers as an airliner's.
    public var answersCivil: Bool
    /// How readily it dies of a round's miss.
    public var vulnerability: TargetVulnerability
    /// Homes on a radar that radiates, and remembers where it was when it no longer does.
    public var seeksRadars = false

    package init(
        name: String, threatClass: String, category: TargetCategory, allegiance: Allegiance, armed: Bool,
        objective: Int?, signature: TargetSignature, route: TargetRoute
    ) {
        self.name = name
        self.threatClass = threatClass
        self.category = category
        self.allegiance = allegiance
        self.armed = armed
        self.objective = objective
        self.signature = signature
        self.route = route
        startJitter = 0
        lateralJitter = 0
        hitProbability = 0.8
        answersFriendly = false
        answersCivil = false
        vulnerability = .nominal
    }
}

extension TargetModel {
    /// What a gun in front of it sees of it, m²: a body of half a metre and short wings for missiles, an engine and a fuselage with wings
    /// for aircraft, a small airframe for drones (silhouettes of public three-view drawings; assumed).
    package var presentedArea: Double {
        switch category {
        case .cruiseMissile: 0.35
        case .ballistic: 0.6
        case .drone: 0.5
        case .aircraft: 4
        }
    }
}

/// How a target answers being engaged.
public struct EvasionModel: Sendable {
    /// Manoeuvre begins when a round is this near, metres.
    public var triggerRange: Metres
    /// m/s².
    public var lateralAcceleration: Double
    /// How long one turn lasts, seconds, > 0.
    public var duration: Seconds

    package init(triggerRange: Metres, lateralAcceleration: Double, duration: Seconds) {
        self.triggerRange = triggerRange
        self.lateralAcceleration = lateralAcceleration
        self.duration = duration
    }
}
