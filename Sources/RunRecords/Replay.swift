import NumericalMethods

/// What a run looked like: truth, rounds, what each post believed, fire channels, rounds left and the static scene.
///
/// It lives beside the run record in `NAME.run.cupola`, apart from the record's digest: recording it changes no result.
/// Places are metres east, north and up (`x`, `y`, `z`) in the one Cartesian frame that touches WGS84 at `scene.origin`; speeds are
/// m/s in the same frame, held to the earth. Times are seconds since the start of the run. `docs/replay.md` lists the columns.
package struct Replay: Sendable, Equatable {
    package var scene: ReplayScene
    /// In the order of the record's targets.
    package var targets: [ReplayTarget] = []
    package var rounds: [ReplayRound] = []
    package var tracks: [ReplayTrack] = []
    package var engagements: [ReplayEngagement] = []
    /// Every change of the rounds ready on a launcher, in time; the first of each launcher and missile is its load at the start.
    package var loads: [ReplayLoad] = []
    /// Every change of what stands on the ground, in time.
    package var changes: [ReplayChange] = []

    package init(scene: ReplayScene) { self.scene = scene }

    /// Where a target truly is; nil before it appears and after its end.
    /// - Parameters:
    ///   - target: its place in the list.
    ///   - time: seconds since the start.
    /// - Returns: metres, east-north-up of the scene; within 5 m of the flown path.
    package func position(of target: Int, at time: Double) -> Vector3? { targets[target].state(at: time)?.position }

    /// Where a round is; nil before its launch and after its end.
    package func position(ofRound round: Int, at time: Double) -> Vector3? { rounds[round].position(at: time) }

    /// Rounds of a type ready on a launcher.
    package func roundsReady(launcher: Int, missile: Int, at time: Double) -> Int {
        loads.last { $0.launcher == launcher && $0.missile == missile && $0.time <= time }?.ready ?? 0
    }

    /// Fire channels of a battery that are taken at a time.
    package func channelsTaken(battery: Int, at time: Double) -> Int {
        engagements.count { $0.battery == battery && $0.from <= time && time < $0.to }
    }

    /// The earliest launch of the run; nil where nothing was fired.
    package var firstLaunch: Double? { rounds.map(\.launch).min() }

    /// The same without truth: what posts believed and what they did. A layer of belief drawn from this equals one drawn from the whole.
    package var withoutTruth: Replay {
        var belief = self
        belief.targets = []
        for place in belief.rounds.indices { belief.rounds[place].target = nil }
        for place in belief.tracks.indices { belief.tracks[place].target = nil }
        for place in belief.engagements.indices { belief.engagements[place].target = nil }
        return belief
    }
}

/// The path of one target as Hermite keys.
package struct ReplayTarget: Sendable, Equatable {
    package var name: String
    /// Threat class of the catalogue.
    package var threatClass: String
    package var allegiance: Allegiance
    package var armed: Bool
    /// In time; two keys of one time stand where the path has a corner.
    package var keys: [ReplayKey]

    package init(name: String, threatClass: String, allegiance: Allegiance, armed: Bool, keys: [ReplayKey] = []) {
        self.name = name
        self.threatClass = threatClass
        self.allegiance = allegiance
        self.armed = armed
        self.keys = keys
    }

    /// Place and velocity at a time, by the cubic that meets both keys' places and velocities; nil outside the keys' times.
    package func state(at time: Double) -> (position: Vector3, velocity: Vector3)? {
        guard let first = keys.first, let last = keys.last, time >= first.time, time <= last.time else { return nil }
        // The last key at or before the time.
        var low = 0
        var high = keys.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if keys[middle].time <= time { low = middle } else { high = middle }
        }
        guard low + 1 < keys.count else { return (keys[low].position, keys[low].velocity) }
        return HermiteFit.state(keys[low], keys[low + 1], at: time)
    }
}

/// Place and velocity of a target at a time.
package struct ReplayKey: Sendable, Equatable {
    package var time: Double
    package var position: Vector3
    package var velocity: Vector3

    package init(time: Double, position: Vector3, velocity: Vector3) {
        self.time = time
        self.position = position
        self.velocity = velocity
    }
}

/// One round from launch to end, four places a second.
package struct ReplayRound: Sendable, Equatable {
    /// How a round ended.
    package enum End: UInt8, Sendable, CaseIterable {
        case flying, killed, missed, failed
    }

    /// Seconds between two places.
    package static let interval = 0.25

    package var battery: Int
    package var launcher: Int
    package var missile: Int
    /// Radar that guides it; nil where none does.
    package var radar: Int?
    /// Place among the battery's fire channels, from 0.
    package var channel: Int
    /// The target that it was fired at, in truth.
    package var target: Int?
    /// The track that its order named.
    package var track: Int?
    package var launch: Double
    /// nil while it still flew when the run ended.
    package var finish: Double?
    package var end: End = .flying
    /// Why it failed; empty where it did not.
    package var reason = ""
    /// Closest approach, metres.
    package var missDistance: Double?
    package var killProbability = 0.0
    /// Places at `launch`, then every `interval`, the last at the end itself.
    package var positions: [Vector3] = []

    package init(battery: Int, launcher: Int, missile: Int, radar: Int?, channel: Int, target: Int?, track: Int?, launch: Double) {
        self.battery = battery
        self.launcher = launcher
        self.missile = missile
        self.radar = radar
        self.channel = channel
        self.target = target
        self.track = track
        self.launch = launch
    }

    /// The time of one of its places.
    package func time(ofPosition place: Int) -> Double {
        let regular = launch + Self.interval * Double(place)
        guard place == positions.count - 1, let finish else { return regular }
        return min(regular, finish)
    }

    /// Where it is, between two places in a straight line; nil before launch and after the end.
    package func position(at time: Double) -> Vector3? {
        guard let last = positions.indices.last, time >= launch, time <= self.time(ofPosition: last) else { return nil }
        let place = min(last, Int((time - launch) / Self.interval))
        guard place < last else { return positions[last] }
        let from = self.time(ofPosition: place)
        let span = self.time(ofPosition: place + 1) - from
        guard span > 0 else { return positions[place + 1] }
        return positions[place] + (positions[place + 1] - positions[place]) * ((time - from) / span)
    }
}
