import Foundation
import NumericalMethods
import RunRecords

@testable import ExchangeFormats

/// A small run with known motion, and its truth by formulas that no encoder uses.
enum SmallScene {
    static let latitude = 35.0
    static let longitude = -40.0
    /// The raider turns on a circle of 5 km about a point 60 km east, 200 m/s, climbing at 5 m/s.
    static let radius = 5_000.0
    static let speed = 200.0

    static func raider(at time: Double) -> (position: Vector3, velocity: Vector3) {
        let angle = speed / radius * time
        return (
            Vector3(60_000 + radius * cos(angle), radius * sin(angle), 8_000 + 5 * time),
            Vector3(-speed * sin(angle), speed * cos(angle), 5)
        )
    }

    /// The round flies straight up and out at 800 m/s from t = 40.
    static func round(at time: Double) -> Vector3 { Vector3(600, 0, 0) + Vector3(640, 0, 480) * (time - 40) }

    static var replay: Replay {
        var scene = ReplayScene(
            scenario: "small, with \"quotes\" & <marks>", arm: "a", seed: 1, index: 0, modelVersion: "5",
            origin: ReplayPlace(latitudeDegrees: latitude, longitudeDegrees: longitude, height: 0), end: 120, refraction: 4.0 / 3)
        scene.missiles = ["48n6e3"]
        scene.posts = [ReplayPost(name: "post", position: Vector3(0, 300, 10), superior: nil)]
        var radar = ReplayRadar(
            name: "north 92N6E", role: .engagement, position: Vector3(0, 0, 20), sectorCentre: .pi / 2, sectorWidth: 1, range: 4e5,
            period: 1)
        radar.model = "92n6e"
        radar.frequency = 1e10
        scene.radars = [radar]
        scene.batteries = [ReplayBattery(name: "north", system: "s-400", radar: 0, post: 0, channels: 6, guidanceChannels: 12)]
        scene.launchers = [ReplayLauncher(name: "launcher 1", battery: 0, position: Vector3(600, 0, 0))]
        scene.assets = [ReplayAsset(name: "city", kind: "city", position: Vector3(-5_000, 0, 0), value: 5, radius: 500)]
        var replay = Replay(scene: scene)
        let keys = stride(from: 0.0, through: 100, by: 1).map { time in
            let state = raider(at: time)
            return ReplayKey(time: time, position: state.position, velocity: state.velocity)
        }
        replay.targets = [ReplayTarget(name: "raider, 1", threatClass: "fighter", allegiance: .hostile, armed: true, keys: keys)]
        var shot = ReplayRound(battery: 0, launcher: 0, missile: 0, radar: 0, channel: 0, target: 0, track: nil, launch: 40)
        shot.finish = 100
        shot.end = .killed
        shot.positions = stride(from: 40.0, through: 100, by: 0.25).map { round(at: $0) }
        replay.rounds = [shot]
        var engagement = ReplayEngagement(battery: 0, channel: 0, post: 0, track: nil, target: 0, missile: 0, from: 20, to: 100)
        engagement.locked = 30
        replay.engagements = [engagement]
        replay.changes = [
            ReplayChange(time: 110, subject: .radar, number: 0, condition: .lost, position: Vector3(0, 0, 20), sectorCentre: .pi / 2)
        ]
        return replay
    }

    static var record: RunRecord {
        var record = RunRecord(scenario: "small", arm: "a", seed: 1, index: 0, modelVersion: "5")
        record.endTime = 120
        var target = TargetRecord(
            name: "raider, 1", threatClass: "fighter", allegiance: .hostile, armed: true, objective: "city", appears: 0)
        target.outcome = .killed
        target.outcomeTime = 100
        record.targets = [target]
        var radar = AssetRecord(name: "north 92N6E", kind: "radar", value: 0)
        radar.lost = 110
        record.assets = [radar]
        return record
    }

    static func scene(undulation: Double = 0) -> ExchangeScene {
        ExchangeScene(record: record, replay: replay, options: .init(geoidUndulation: undulation))
    }

    /// Earth-fixed metres of a place east, north and up of the origin, by the rotation written out.
    static func earthFixed(_ local: Vector3) -> Vector3 {
        let (phi, lambda) = (latitude * .pi / 180, longitude * .pi / 180)
        let (a, e2) = (6_378_137.0, 6.694379990141316e-3)
        let n = a / (1 - e2 * sin(phi) * sin(phi)).squareRoot()
        let x = n * cos(phi) * cos(lambda) - sin(lambda) * local.x - sin(phi) * cos(lambda) * local.y + cos(phi) * cos(lambda) * local.z
        let y = n * cos(phi) * sin(lambda) + cos(lambda) * local.x - sin(phi) * sin(lambda) * local.y + cos(phi) * sin(lambda) * local.z
        return Vector3(x, y, n * (1 - e2) * sin(phi) + cos(phi) * local.y + sin(phi) * local.z)
    }

    /// Earth-fixed metres of latitude, longitude (degrees) and height.
    static func earthFixed(latitude: Double, longitude: Double, height: Double) -> Vector3 {
        let (phi, lambda) = (latitude * .pi / 180, longitude * .pi / 180)
        let n = 6_378_137.0 / (1 - 6.694379990141316e-3 * sin(phi) * sin(phi)).squareRoot()
        return Vector3(
            (n + height) * cos(phi) * cos(lambda), (n + height) * cos(phi) * sin(lambda),
            (n * (1 - 6.694379990141316e-3) + height) * sin(phi))
    }
}
