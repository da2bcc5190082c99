import BattleSimulation
import CommandAndControl
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
    var falseKill = 0.0
    var falseAlive = 0.0
    var refusalIsFinal = false
    /// That a leaker hits what it is aimed at.
    var hitProbability = 0.8
    /// When each target appears, seconds, and for how long it stays.
    var arrivals: [Double]
    var stay: Seconds

    func model() -> BattleModel {
        let origin = GeodeticPosition(latitude: 0.6, longitude: -0.7, height: 0)
        let end = (arrivals.max() ?? 0) + stay + 100
        var model = BattleModel(
            scenarioName: "textbook", armName: "one fire unit", catalogueDigest: "", origin: origin,
            duration: SimulationTime(seconds: end))
        model.idealisation = Idealisation(
            killProbability: killProbability, serviceTime: serviceTime, refusalIsFinal: refusalIsFinal)
        for (name, kind) in [("asset", "asset"), ("radar", "acquisition radar"), ("fire control", "engagement radar"), ("launcher", "launcher")] {
            model.assets.append(
                AssetModel(
                    name: name, kind: kind, position: origin, value: kind == "asset" ? 1 : 0,
                    plannerValue: kind == "asset" ? 1 : 0, radius: 200_000, hitsToDestroy: 1_000_000, price: nil))
        }
        model.radars = [
            RadarUnit(name: "radar", role: .acquisition, site: site(origin), nodes: [0], asset: 1, linkDelay: 0, linkLoss: 0, sectorsPerScan: 1),
            RadarUnit(name: "fire control", role: .engagement, site: site(origin), nodes: [], asset: 2, linkDelay: 0, linkLoss: 0, sectorsPerScan: 1),
        ]
        var identification = IdentificationModel(answerProbability: 0.999, falseAnswerProbability: 1e-9, threshold: 0.5, decisionTime: 0)
        identification.prior = (0.98, 0.01, 0.01)
        model.nodes = [
            CommandNode(
                name: "post", frame: LocalLevelFrame(origin: origin), fireUnits: [0], superior: nil, cycle: 0.5, linkDelay: 0,
                tracker: TrackerConfiguration(renewalPeriod: 1, speedMaximum: 400, coastTime: 60, capacity: 100_000),
                identification: identification, rules: .tight, doctrine: doctrine, trackCapacity: 100_000, asset: nil)
        ]
        var unit = FireUnitModel(name: "unit", system: "textbook", position: origin, engagementRadar: 1, node: 0)
        unit.targetChannels = channels
        unit.guidanceChannels = 1_000_000
        unit.launchers = [.init(asset: 3, rounds: [rounds])]
        unit.reloads = [0]
        unit.falseKillProbability = falseKill
        unit.falseAliveProbability = falseAlive
        unit.recheckDelay = nil
        model.fireUnits = [unit]
        model.interceptors = [interceptor()]
        model.targets = arrivals.enumerated().map { target($0, arriving: $1, about: origin) }
        return model
    }

    /// A radar without error or doubt, once a second.
    private func site(_ origin: GeodeticPosition) -> RadarSite {
        var radar = RadarModel(
            name: "ideal", steering: .rotating, frequency: 3e9, referenceRange: 5_000_000, referenceCrossSection: 1)
        radar.instrumentedRange = 300_000
        radar.rangeMinimum = 0
        radar.renewalPeriod = 1
        radar.elevationMinimum = -1
        radar.elevationMaximum = 1.5
        radar.rangeDeviationFloor = 5
        radar.azimuthDeviationFloor = 1e-5
        radar.elevationDeviationFloor = 1e-5
        radar.rangeRateDeviation = 1
        var antenna = origin
        antenna.height = 30
        return RadarSite(
            model: radar, antenna: antenna, terrain: .flat(height: 0), refraction: 4.0 / 3, attenuationDecibels: 0)
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
        return InterceptorType(
            name: "round", model: model, flyOut: table,
            plannedKillProbability: PlannedKillProbability(aircraft: killProbability, cruiseMissile: killProbability, ballistic: killProbability),
            plannedHeightMinimum: 0, price: .zero)
    }

    /// Targets stand apart on a lattice of 12 km, 60 to 150 km out, and fly slowly inwards.
    private func target(_ place: Int, arriving time: Double, about origin: GeodeticPosition) -> TargetModel {
        let ring = place / 24 % 6
        let turn = 2 * Double.pi * Double(place % 24) / 24 + 0.1 * Double(ring)
        let distance = 60_000 + 15_000 * Double(ring)
        func point(_ range: Double) -> WayPoint {
            let (sine, cosine) = Elementary.sincos(turn)
            let latitude = origin.latitude + range * cosine / 6_371_000
            return WayPoint(
                latitude: latitude, longitude: origin.longitude + range * sine / (6_371_000 * Elementary.cos(origin.latitude)),
                height: .aboveSea(9_000), speed: 60)
        }
        var target = TargetModel(
            name: "target \(place + 1)", threatClass: "textbook", category: .aircraft, allegiance: .hostile, armed: true,
            objective: 0, signature: TargetSignature(nose: 1, side: 1, tail: 1, swerling: 0),
            route: .route(
                RoutePlan(wayPoints: [point(distance), point(distance - 60 * stay)]), start: SimulationTime(seconds: time)))
        target.hitProbability = hitProbability
        return target
    }
}
