import NumericalMethods
import RunRecords

/// Replays of made-up raids, whose truth is known in closed form.
enum SyntheticReplay {
    /// Kinds of flight that differ in what a fit finds hard.
    enum Flight: CaseIterable {
        case straight, turning, weaving, ballistic, cornered

        /// Place and velocity `time` seconds after the start: metres and m/s.
        func state(_ time: Double) -> (position: Vector3, velocity: Vector3) {
            switch self {
            case .straight:
                return (Vector3(-150_000 + 250 * time, 20_000, 9_000), Vector3(250, 0, 0))
            case .turning:
                // Straight for a minute, then a turn of 5 g at 250 m/s (radius 1,274 m), for ever.
                guard time > 60 else { return (Vector3(250 * time, 0, 300), Vector3(250, 0, 0)) }
                let radius = 1_274.0
                let angle = (time - 60) * 250 / radius
                return (
                    Vector3(15_000 + radius * Elementary.sin(angle), radius * (1 - Elementary.cos(angle)), 300),
                    Vector3(250 * Elementary.cos(angle), 250 * Elementary.sin(angle), 0)
                )
            case .weaving:
                // 300 m either side in 12 s: 8.4 g at its worst.
                let rate = 2 * Double.pi / 12
                return (
                    Vector3(220 * time, 300 * Elementary.sin(rate * time), 60 + 20 * Elementary.sin(rate * time / 3)),
                    Vector3(220, 300 * rate * Elementary.cos(rate * time), 20 * rate / 3 * Elementary.cos(rate * time / 3))
                )
            case .ballistic:
                return (
                    Vector3(1_500 * time, 0, 1_800 * time - 4.9 * time * time),
                    Vector3(1_500, 0, 1_800 - 9.8 * time)
                )
            case .cornered:
                // A break in velocity, as where a path is changed in flight.
                return time < 100.3
                    ? (Vector3(300 * time, 0, 5_000), Vector3(300, 0, 0))
                    : (Vector3(300 * 100.3, 300 * (time - 100.3), 5_000), Vector3(0, 300, 0))
            }
        }
    }

    static func target(_ number: Int, _ flight: Flight, seconds: Double) -> ReplayTarget {
        ReplayTarget(
            name: "raider \(number + 1)", threatClass: "fighter", allegiance: .hostile, armed: true,
            keys: HermiteFit.keys(from: 0, to: seconds, tolerance: 2) { flight.state($0) })
    }

    static func scene(end: Double) -> ReplayScene {
        var scene = ReplayScene(
            scenario: "made up", arm: "one", seed: 7, index: 3, modelVersion: "5",
            origin: ReplayPlace(latitudeDegrees: 35, longitudeDegrees: -40, height: 0), end: end, refraction: 4.0 / 3)
        scene.missiles = ["48n6e3", "9m96e2"]
        scene.posts = [ReplayPost(name: "post", position: Vector3(0, 0, 200), superior: nil)]
        scene.radars = [
            ReplayRadar(
                name: "radar A", role: .acquisition, position: Vector3(0, 500, 230), sectorCentre: 0, sectorWidth: 2 * .pi, range: 600_000,
                period: 10),
            ReplayRadar(
                name: "radar B", role: .engagement, position: Vector3(900, 500, 240), sectorCentre: 1.5, sectorWidth: 1.5, range: 400_000,
                period: 2),
        ]
        for radar in scene.radars.indices {
            scene.radars[radar].coverage = ReplayRadar.coverageHeights.map { height in
                (0..<72).map { 4_000 * height.squareRoot() + Double($0) }
            }
        }
        scene.batteries = [ReplayBattery(name: "battery", system: "s-400", radar: 1, post: 0, channels: 6, guidanceChannels: 12)]
        scene.launchers = [ReplayLauncher(name: "launcher 1", battery: 0, position: Vector3(950, 450, 235))]
        scene.assets = [ReplayAsset(name: "plant", kind: "plant", position: Vector3(3_000, -200, 210), value: 4, radius: 600)]
        scene.corridors = [
            ReplayCorridor(
                points: [Vector3(-90_000, 0, 9_000), Vector3(90_000, 500, 9_000)], halfWidth: 5_000, altitudeMinimum: 8_000,
                altitudeMaximum: 12_000)
        ]
        scene.terrain = ReplayTerrain(
            south: 34, west: -41, latitudeStep: 0.5, longitudeStep: 0.25, rows: 3, columns: 4,
            heights: (0..<12).map { Int16(100 * $0 - 50) })
        return scene
    }

    /// A raid of `count` targets, each tracked every five seconds by one post, with a round against every second of them.
    static func raid(targets count: Int, seconds: Double) -> Replay {
        var replay = Replay(scene: scene(end: seconds))
        for number in 0..<count {
            let flight = Flight.allCases[number % Flight.allCases.count]
            replay.targets.append(target(number, flight, seconds: seconds))
            var track = ReplayTrack(post: 0, number: number + 1, target: number, dropped: seconds)
            for step in 0..<Int(seconds / 5) {
                let state = flight.state(5 * Double(step))
                track.samples.append(
                    ReplayTrackSample(
                        time: 5 * Double(step), position: state.position + Vector3(80, -60, 40), velocity: state.velocity,
                        ellipse: ReplayEllipse(semiMajor: 300, semiMinor: 40, azimuth: 1, vertical: 200),
                        identity: step < 3 ? .unknown : .hostile))
            }
            replay.tracks.append(track)
            guard number % 2 == 0 else { continue }
            let launch = 20 + 5 * Double(number)
            guard launch + 60 < seconds else { continue }
            var round = ReplayRound(
                battery: 0, launcher: 0, missile: 0, radar: 1, channel: number / 2 % 6, target: number, track: number, launch: launch)
            round.finish = launch + 60.1
            round.end = number % 4 == 0 ? .killed : .missed
            round.missDistance = 4.5
            round.killProbability = 0.8
            round.positions = (0...241).map { step in
                let time = min(60.1, 0.25 * Double(step))
                return Vector3(950 + 900 * time, 450, 235 + 300 * time - 2 * time * time)
            }
            replay.rounds.append(round)
            var engagement = ReplayEngagement(
                battery: 0, channel: number / 2 % 6, post: 0, track: number, target: number, missile: 0, from: launch - 8, to: launch + 64)
            engagement.locked = launch - 3
            engagement.firstLaunch = launch
            replay.engagements.append(engagement)
            replay.loads.append(ReplayLoad(time: launch, launcher: 0, missile: 0, ready: 40 - number / 2 % 40))
        }
        replay.changes = [
            ReplayChange(time: 30, subject: .radar, number: 1, condition: .working, position: Vector3(900, 500, 240), sectorCentre: 0.5),
            ReplayChange(time: 90, subject: .asset, number: 0, condition: .lost, position: Vector3(3_000, -200, 210)),
        ]
        return replay
    }
}
