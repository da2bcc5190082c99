import Quantities

/// A way-point: place, height, and speed from here on.
public struct WayPointDocument: DocumentObject, Sendable, Equatable {
    package enum HeightAbove: String, CaseIterable, Sendable { case ground, sea }

    package let place: PlaceDocument
    package let height: Metres
    package let heightAbove: HeightAbove
    /// Nil: the group's speed.
    public let speed: MetresPerSecond?

    package init(reading fields: inout FieldReader) {
        place = PlaceDocument.read(&fields)
        height = fields.number("altitude_m", in: 0...200_000, "height there")
        heightAbove = fields.choice("above", HeightAbove.self, default: .sea, "what altitude_m counts from")
        speed = fields.optionalNumber("speed_mps", in: 5...8000, "from here on; the group's speed when absent")
    }
}

/// A straight way in: from a bearing, starting at a distance from the first target.
public struct ApproachDocument: DocumentObject, Sendable, Equatable {
    /// Bearing from the target to the starting point, clockwise from north.
    public let bearing: Radians
    package let distance: Metres
    /// Each member's bearing is drawn this much to either side.
    public let spread: Radians

    package init(reading fields: inout FieldReader) {
        bearing = fields.number("bearing_deg", in: 0...360, "from the target towards where it comes from")
        distance = fields.number("distance_km", in: 1...3000, "from the target to where it starts")
        spread = fields.number("spread_deg", in: 0...180, default: 0, "members' bearings differ by up to this much to either side")
    }
}

/// A noise jammer carried by every member of a group.
public struct JammerDocument: DocumentObject, Sendable, Equatable {
    package enum Mode: String, CaseIterable, Sendable {
        /// From a distance, beside the raid.
        case standOff = "stand-off"
        /// Each member hides itself.
        case selfScreening = "self-screening"
    }

    package let mode: Mode
    /// Effective radiated power density, W/Hz; nil: the catalogue's.
    public let powerDensity: Double?
    /// Catalogue identifiers of radars it jams; empty: all whose band it covers.
    public let radars: [String]
    package let start: Seconds
    package let stop: Seconds?

    package init(reading fields: inout FieldReader) {
        mode = fields.choice("mode", Mode.self, default: .standOff, "whom it hides")
        powerDensity = fields.optionalNumber(
            "erp_wpmhz", in: 0...1e9, "effective radiated power per megahertz; the catalogue's when absent")
        radars = fields.identifiers("radars", of: .radar, "catalogue identifiers of the jammed radars; all when absent")
        start = fields.number("start_s", in: 0...86_400, default: 0, "after the start of the run")
        stop = fields.optionalNumber("stop_s", in: 0...86_400, "after the start of the run; never when absent")
    }
}

/// A group of like attackers.
public struct RaidGroupDocument: DocumentObject, Sendable {
    /// What the group goes for besides named assets.
    public enum Objective: String, CaseIterable, Sendable {
        case assets, radars, commandPosts = "command-posts", launchers
        /// Nothing: it passes, orbits or distracts.
        case none
    }

    /// As records call it; members have a number behind it.
    public let name: String
    /// Catalogue identifier of the threat class, such as `cm_subsonic`.
    public let threat: String
    package let count: Int
    /// Across the line of flight, between neighbours.
    public let spacing: Metres
    /// Whether that is written; ballistic missiles start from one place where it is not.
    package let saysSpacing: Bool
    /// Between one member's start and the next's.
    public let interval: Seconds
    package let start: Seconds
    /// Each start is drawn this much to either side.
    public let startJitter: Seconds
    /// Way in; exactly one of `approach` and `route` is given.
    public let approach: ApproachDocument?
    package let route: [WayPointDocument]
    /// On the last leg of the route: to and fro over its beginning until the end, instead of leaving or striking.
    public let loiters: Bool
    /// Nil: the class's.
    public let speed: MetresPerSecond?
    /// Nil: the class's.
    public let height: Metres?
    package let heightAbove: WayPointDocument.HeightAbove
    package let objective: Objective
    /// Neither what it goes for nor an asset is written: a class that seeks radars goes for radars.
    public let isAimless: Bool
    /// Names of assets, shared out among the members in turn; empty: the most valuable one.
    public let targetAssets: [String]
    /// Manoeuvres when engaged.
    public let isEvasive: Bool
    package let jammer: JammerDocument?
    /// Value of the group's members for the defender's priority, over the class's.
    public let crossSection: SquareMetres?
    /// Where it stands in the file.
    public let written: DocumentPlace

    package init(reading fields: inout FieldReader) {
        written = fields.place
        name = fields.text("name", "name, one of its kind")
        threat = fields.identifier("threat", of: .threat, "catalogue identifier of the class, such as cm_subsonic")
        count = fields.integer("count", in: 0...5000, default: 1, "members of the group")
        spacing = fields.number("spacing_m", in: 0...100_000, default: 500, "between neighbours, across the line of flight")
        saysSpacing = fields.has("spacing_m")
        interval = fields.number("interval_s", in: 0...3600, default: 0, "between one member's start and the next's")
        start = fields.number("start_s", in: 0...86_400, default: 0, "after the start of the run")
        startJitter = fields.number("start_jitter_s", in: 0...3600, default: 0, "each start is drawn this much to either side")
        approach = fields.optionalObject("approach", ApproachDocument.self, "a straight way in")
        route = fields.list("route", WayPointDocument.self, count: 0...200, "way-points, instead of approach")
        loiters = fields.flag(
            "loiters", default: false, "flies to and fro over the first 15 % of its last leg to the end, and strikes nothing")
        speed = fields.optionalNumber("speed_mps", in: 5...8000, "the class's when absent")
        height = fields.optionalNumber("altitude_m", in: 1...200_000, "with approach; the class's when absent")
        heightAbove = fields.choice("above", WayPointDocument.HeightAbove.self, default: .sea, "what altitude_m counts from")
        objective = fields.choice(
            "targets", Objective.self, default: .assets, "what the group goes for; radars when absent where the class seeks them")
        targetAssets = fields.texts("assets", "names of assets, shared out among the members in turn")
        isAimless = !fields.has("targets") && !fields.has("assets")
        isEvasive = fields.flag("evasive", default: false, "manoeuvres when engaged")
        jammer = fields.optionalObject("jammer", JammerDocument.self, "a noise jammer on every member")
        crossSection = fields.optionalNumber("rcs_m2", in: 1e-5...1e4, "the class's when absent")
        guard !fields.isDescribing else { return }
        if fields.has("approach") == fields.has("route") {
            fields.complain(
                nil, "found \(fields.has("route") ? "both approach and route" : "neither approach nor route"), allowed: one of them")
        }
        if fields.has("route"), route.count == 1 { fields.complain("route", "1 way-point, allowed: at least 2") }
        for key in ["altitude_m", "above"] where fields.has(key) && fields.has("route") && !fields.has("approach") {
            fields.complain(key, "belongs to approach; each way-point of a route has its own")
        }
        if objective != .assets, !targetAssets.isEmpty {
            fields.complain("assets", "assets belong to targets: assets, found targets: \(objective.rawValue)")
        }
    }
}

/// Civil or friendly aircraft on a route.
public struct TrafficDocument: DocumentObject, Sendable {
    /// As records call it; members have a number behind it.
    public let name: String
    /// Catalogue identifier of the class.
    public let threat: String
    package let count: Int
    package let interval: Seconds
    package let start: Seconds
    package let startJitter: Seconds
    /// Empty where a recording says where everybody flies.
    public let route: [WayPointDocument]
    /// Recorded aircraft, instead of a route.
    public let recording: RecordedTraffic?
    /// Where the middle of the recording comes to lie; where it was when nil.
    public let movedTo: PlaceDocument?
    /// The recording is turned by this about its middle, clockwise.
    public let turn: Radians
    package let speed: MetresPerSecond?
    /// Its transponder answers.
    public let hasWorkingTransponder: Bool
    /// Whether that is written; where it is not, a class without a civil transponder answers no civil interrogation.
    public let saysTransponder: Bool
    /// It flies inside a published corridor that the defenders know.
    public let isInCorridor: Bool
    /// Where it stands in the file.
    public let written: DocumentPlace

    package init(reading fields: inout FieldReader) {
        written = fields.place
        name = fields.text("name", "name, one of its kind")
        threat = fields.identifier("threat", of: .threat, default: "airliner", "catalogue identifier of the class")
        count = fields.integer("count", in: 0...1000, default: 1, "flights of this kind")
        interval = fields.number("interval_s", in: 0...7200, default: 120, "between one start and the next")
        start = fields.number("start_s", in: 0...86_400, default: 0, "after the start of the run")
        startJitter = fields.number("start_jitter_s", in: 0...3600, default: 0, "each start is drawn this much to either side")
        route = fields.list("route", WayPointDocument.self, count: 0...200, "way-points, two or more")
        let table = fields.optionalText("recording", "CSV file of recorded aircraft, instead of a route")
        movedTo = fields.optionalObject("moved_to", PlaceDocument.self, "where the middle of the recording lies; unmoved when absent")
        turn = fields.number("turn_deg", in: -360...360, default: 0, "the recording is turned by this, clockwise")
        speed = fields.optionalNumber("speed_mps", in: 5...8000, "on its way; the class's when absent")
        saysTransponder = fields.has("transponder")
        hasWorkingTransponder = fields.flag("transponder", default: true, "its transponder answers")
        isInCorridor = fields.flag("corridor", default: true, "flies in a published corridor that the defenders know")
        guard !fields.isDescribing else {
            recording = nil
            return
        }
        var read: RecordedTraffic?
        if let table {
            do { read = try RecordedTraffic(table: table) } catch { fields.complain("recording", error.message) }
            for key in ["route", "count", "interval_s", "speed_mps", "corridor"] where fields.has(key) {
                fields.complain(key, "belongs to a route; a recording says where everybody flies, and in no published corridor")
            }
        } else {
            if route.count < 2 { fields.complain("route", "\(route.count) way-points, allowed: at least 2, or a recording instead") }
            for key in ["moved_to", "turn_deg"] where fields.has(key) { fields.complain(key, "belongs to a recording, found none") }
        }
        recording = read
    }
}

/// Something that breaks at a set time.
public struct FailureDocument: DocumentObject, Sendable, Equatable {
    package enum Element: String, CaseIterable, Sendable {
        case commandPost = "command-post", acquisitionRadar = "acquisition-radar", engagementRadar = "engagement-radar"
        case lowAltitudeRadar = "low-altitude-radar", launchers, link
    }

    package let time: Seconds
    package let element: Element
    /// Name of the unit or companion.
    public let unit: String
    /// Name of the battalion or radar; nil: every one of that kind.
    public let name: String?
    /// Nil: for good.
    public let duration: Seconds?
    /// Where it stands in the file.
    public let written: DocumentPlace

    package init(reading fields: inout FieldReader) {
        written = fields.place
        time = fields.number("at_s", in: 0...86_400, "when it breaks, after the start of the run")
        element = fields.choice("what", Element.self, "what breaks")
        unit = fields.text("unit", "name of the unit or companion")
        name = fields.optionalText("name", "name of the battalion or radar; every one of that kind when absent")
        duration = fields.optionalNumber("duration_s", in: 0...86_400, "for good when absent")
    }
}
