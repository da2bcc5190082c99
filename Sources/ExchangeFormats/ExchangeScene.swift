import EarthEnvironment
import NumericalMethods
import Quantities
import RunRecords

/// A run as objects that move and events that happen: what every exchange format is written from.
package struct ExchangeScene: Sendable {
    package struct Options: Sendable {
        /// The moment that files give to the start of the run.
        package var epoch: ExchangeEpoch
        /// Height of mean sea level above the ellipsoid, metres (EGM96 or another geoid at the scene). A run's own sea level is the
        /// ellipsoid, so 0 writes the same number for both heights.
        package var geoidUndulation: Double

        package init(epoch: ExchangeEpoch = .notional, geoidUndulation: Double = 0) {
            self.epoch = epoch
            self.geoidUndulation = geoidUndulation
        }
    }

    package let record: RunRecord
    package let replay: Replay
    package let options: Options
    /// Numbered from 1 in this order.
    let objects: [ExchangeObject]
    /// In time.
    let events: [ExchangeEvent]
    /// Object number of each target and round of the replay; nil where it has no path.
    let objectOfTarget: [Int?]
    let objectOfRound: [Int?]
    let objectOfRadar: [Int]

    package init(record: RunRecord, replay: Replay, options: Options = Options()) {
        self.record = record
        self.replay = replay
        self.options = options
        var builder = ExchangeBuilder(record: record, replay: replay, options: options)
        builder.build()
        objects = builder.objects
        objectOfTarget = builder.objectOfTarget
        objectOfRound = builder.objectOfRound
        objectOfRadar = builder.objectOfRadar
        events = builder.events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }

    /// How many objects and events there are.
    package var counts: (objects: Int, events: Int) { (objects.count, events.count) }

    func object(_ number: Int) -> ExchangeObject { objects[number - 1] }

    var title: String { "\(record.scenario), \(record.arm), seed \(record.seed), run \(record.index)" }

    /// What stands in every text that is made here, so that it is known again.
    package static let mark = "Written by Cupola."

    /// What readers of a file should know.
    var remarks: String {
        Self.mark + " Notional raid, simulated from public data (models \(record.modelVersion)). "
            + (options.geoidUndulation == 0
                ? "The simulation's sea level is the WGS84 ellipsoid; no geoid is applied."
                : "Heights above the ellipsoid are heights above mean sea level and "
                    + "\(FormatText.fixed(options.geoidUndulation, 2)) m.")
    }
}

/// What moves or stands.
struct ExchangeObject: Sendable {
    enum Kind: Sendable, Equatable {
        case target(ThreatKind), round, radar(isEngagement: Bool), launcher, post, asset
    }

    enum Side: Sendable, Equatable { case defence, hostile, civil }

    /// How it ends.
    enum Fate: Sendable, Equatable {
        /// Still there when the run ends.
        case stays
        case destroyed
        /// A raider at its objective, a round at its end.
        case spent
        /// Out of the scene.
        case left
    }

    var number: Int
    /// `target-3`, `round-12`, unique and safe in files.
    var key: String
    var name: String
    /// Class of threat, type of missile, system, or kind of asset.
    var type: String
    var kind: Kind
    var side: Side
    /// The launcher of a round, the radar of a launcher's battery.
    var parent: Int?
    /// What a round was fired at.
    var aim: Int?
    /// Battery or unit, for grouping.
    var group: String
    var path: ExchangePath
    var fate: Fate

    var begins: Double { path.begins }
    var ends: Double { path.ends }
}

/// What happened.
struct ExchangeEvent: Sendable {
    enum Kind: String, Sendable {
        case launch, kill, miss, failure, leak, lost, left, system
    }

    var time: Double
    var kind: Kind
    var text: String
    /// Objects that it names, the first one it happened to.
    var objects: [Int]
    /// Worth a bookmark.
    var isMark: Bool
}

/// What kind of thing a class of threat is, for formats that have no classes of ours.
enum ThreatKind: String, Sendable {
    case fighter, bomber, jammer, earlyWarning = "early-warning", airliner, drone, decoy
    case cruiseMissile = "cruise-missile", antiRadiationMissile = "anti-radiation-missile", ballisticMissile = "ballistic-missile"

    /// By the catalogue's identifiers; aircraft where the class is one of the user's own.
    init(threatClass: String) {
        func has(_ parts: String...) -> Bool { parts.contains { threatClass.contains($0) } }
        if threatClass == "arm" || has("anti_radiation", "harm") {
            self = .antiRadiationMissile
        } else if has("airliner", "civil") {
            self = .airliner
        } else if threatClass.hasPrefix("cm_") || has("cruise") {
            self = .cruiseMissile
        } else if has("srbm", "mrbm", "ballistic") {
            self = .ballisticMissile
        } else if has("decoy") {
            self = .decoy
        } else if has("drone", "uav") {
            self = .drone
        } else if has("jammer") {
            self = .jammer
        } else if has("awacs") {
            self = .earlyWarning
        } else if has("bomber") {
            self = .bomber
        } else {
            self = .fighter
        }
    }

    var isMissile: Bool {
        switch self {
        case .cruiseMissile, .antiRadiationMissile, .ballisticMissile: true
        case .fighter, .bomber, .jammer, .earlyWarning, .airliner, .drone, .decoy: false
        }
    }
}
