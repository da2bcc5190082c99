import BattleSimulation
import BattleWorld
import CommandAndControl
import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import TacticalMessages
import TargetTracking

/// A battle under the assumptions of the closed forms: one command post, one fire unit, a radar that sees everything,
/// rounds that kill with a fixed probability after a fixed time. Command, channels, magazines, assessment and the record
/// are the engine's own.
struct TextbookBattle {
    var killProbability: Double
    var doctrine: EngagementDoctrine
    var channels: Int
    var rounds: Int
    var serviceTime: Seconds = 4
    var serviceIsExponential = false
    /// Seconds between the post's decisions.
    var cycle: Seconds = 0.5
    var falseKill = 0.0
    var falseAlive = 0.0
    var refusalIsFinal = false
    /// That a leaker hits what it is aimed at.
    var hitProbability = 0.8
    /// When each target appears, seconds, and for how long it stays.
    var arrivals: [Double]
    var stay: Seconds
    /// Seconds between the looks of the radar that sees everything.
    var renewal: Seconds = 1
    /// Speed of the targets, m/s.
    var speed: Double = 60
    /// The post's radar, where it is another than the one without error or doubt.
    var radar: RadarModel?
    /// From where to where targets fly, one after another, where not on the lattice.
    var paths: [(from: GeodeticPosition, to: GeodeticPosition)]?
    /// Where post and radars stand; the antenna 30 m up.
    static let origin = GeodeticPosition(latitude: 0.6, longitude: -0.7, height: 0)
    static let antenna = GeodeticPosition(latitude: 0.6, longitude: -0.7, height: 30)
    /// Swerling case of the targets.
    var swerling = 0

    func model() -> BattleModel {
        let origin = Self.origin
        // Until the last engagement is over.
        let end = (arrivals.max() ?? 0) + stay + serviceTime + 10
        var model = BattleModel(
            scenarioName: "textbook", armName: "one fire unit", catalogueDigest: "", origin: origin,
            duration: SimulationTime(seconds: end))
        model.endsWithRaid = false
        for (name, kind) in [
            ("asset", "asset"), ("radar", "acquisition radar"), ("fire control", "engagement radar"), ("launcher", "launcher"),
        ] {
            model.assets.append(
                AssetModel(
                    name: name, kind: kind, position: origin, value: kind == "asset" ? 1 : 0,
                    plannerValue: kind == "asset" ? 1 : 0, radius: 200_000, hitsToDestroy: 1_000_000, price: nil))
        }
        model.radars = [
            RadarUnit(
                name: "radar", role: .acquisition, site: site(radar), nodes: [0], asset: 1, linkDelay: 0, linkLoss: 0, sectorsPerScan: 1),
            RadarUnit(
                name: "fire control", role: .engagement, site: site(), nodes: [], asset: 2, linkDelay: 0, linkLoss: 0, sectorsPerScan: 1),
        ]
        model.radars[0].firstScan = 0
        var identification = IdentificationModel(answerProbability: 0.999, falseAnswerProbability: 1e-9, threshold: 0.5, decisionTime: 0)
        identification.prior = (0.98, 0.01, 0.01)
        model.nodes = [
            CommandNode(
                name: "post", frame: LocalLevelFrame(origin: origin), fireUnits: [0], superior: nil, cycle: cycle, linkDelay: 0,
                tracker: TrackerConfiguration(
                    renewalPeriod: renewal, speedMaximum: 400, coastTime: max(60, 4 * renewal), capacity: 100_000),
                identification: identification, rules: .tight, doctrine: doctrine, trackCapacity: 100_000, asset: nil)
        ]
        model.nodes[0].refusalIsFinal = refusalIsFinal
        var unit = FireUnitModel(name: "unit", system: "textbook", position: origin, engagementRadar: 1, node: 0)
        unit.targetChannels = channels
        unit.guidanceChannels = 1_000_000
        unit.launchers = [.init(asset: 3, rounds: [rounds])]
        unit.reloads = [0]
        unit.falseKillProbability = falseKill
        unit.falseAliveProbability = falseAlive
        unit.rechecksKills = false
        unit.kind = .drawn(TextbookService(time: serviceTime, isExponential: serviceIsExponential))
        model.fireUnits = [unit]
        model.interceptors = [interceptor()]
        model.targets = arrivals.enumerated().map { target($0, arriving: $1, about: origin) }
        return model
    }

    /// A radar without error or doubt.
    private func site(_ given: RadarModel? = nil) -> RadarSite {
        RadarSite(
            model: given ?? ideal, antenna: Self.antenna, terrain: .flat(height: 0), refraction: 4.0 / 3, attenuationDecibels: 0)
    }

    private var ideal: RadarModel {
        var radar = RadarModel(
            name: "ideal", steering: .rotating, frequency: 3e9, referenceRange: 5_000_000, referenceCrossSection: 1)
        radar.instrumentedRange = 300_000
        radar.rangeMinimum = 0
        radar.renewalPeriod = renewal
        radar.elevationMinimum = -1
        radar.elevationMaximum = 1.5
        radar.rangeDeviationFloor = 5
        radar.azimuthDeviationFloor = 1e-5
        radar.elevationDeviationFloor = 1e-5
        radar.rangeRateDeviation = 1
        return radar
    }

    private func interceptor() -> InterceptorType {
        let model = InterceptorModel(
            launchMass: 1_000,
            thrust: ThrustProfile(phases: [.init(start: 1, end: 10, thrust: 100_000, massFlow: 40)]), referenceArea: 0.2,
            drag: DragTable(machs: [0], coefficients: [0.3]))
        let table = FlyOutTable(
            rangeMaximum: 200_000, altitudeMaximum: 20_000, rangeCount: 2, altitudeCount: 2,
            requirement: .init(arrivalSpeed: 300), rangeMinimum: 0, altitudeMinimum: 0,
            values: Array(repeating: SIMD4(1, 1_000, 0.5, 1), count: 4))
        var type = InterceptorType(
            name: "round", model: model, flyOut: table,
            plannedKillProbability: PlannedKillProbability(
                aircraft: killProbability, cruiseMissile: killProbability, ballistic: killProbability),
            plannedHeightMinimum: 0, price: .zero)
        type.fixedKillProbability = killProbability
        return type
    }

    /// Targets stand apart on a lattice of 12 km, 60 to 150 km out, and fly slowly inwards; or along the paths given.
    private func target(_ place: Int, arriving time: Double, about origin: GeodeticPosition) -> TargetModel {
        let path = paths.map { $0[place % $0.count] } ?? lattice(place, about: origin)
        func point(_ place: GeodeticPosition) -> WayPoint {
            WayPoint(latitude: place.latitude, longitude: place.longitude, height: .aboveSea(place.height), speed: speed)
        }
        var target = TargetModel(
            name: "target \(place + 1)", threatClass: "textbook", category: .aircraft, allegiance: .hostile, armed: true,
            objective: 0, signature: TargetSignature(nose: 1, side: 1, tail: 1, swerling: swerling),
            route: .route(RoutePlan(wayPoints: [point(path.from), point(path.to)]), start: SimulationTime(seconds: time)))
        target.hitProbability = hitProbability
        return target
    }

    private func lattice(_ place: Int, about origin: GeodeticPosition) -> (from: GeodeticPosition, to: GeodeticPosition) {
        let ring = place / 24 % 6
        let distance = 60_000 + 15_000 * Double(ring)
        let azimuth = 2 * Double.pi * Double(place % 24) / 24 + 0.1 * Double(ring)
        let from = Geodesic.direct(from: origin, azimuth: azimuth, distance: distance).end.atHeight(9_000)
        let inwards = Geodesic.inverse(from: from, to: origin).azimuth1
        // As far as it flies at its height in its time: a little less on the ellipsoid.
        let flown = speed * stay
        let below = Geodesic.direct(from: from, azimuth: inwards, distance: flown).end
        let stretch = WGS84.earthFixed(below).distance(to: WGS84.earthFixed(from)) / flown
        return (from, Geodesic.direct(from: from, azimuth: inwards, distance: flown / stretch).end)
    }
}
