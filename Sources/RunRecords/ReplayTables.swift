import NumericalMethods

// What moves, and what was believed and done.
extension ReplayReader {
    func targets() throws(ReplayError) -> [ReplayTarget] {
        let names = try columns.texts("target.name")
        let count = names.count
        let classes = try columns.texts("target.class", count: count)
        let sides: [Allegiance] = try cases("target.side", count: count)
        let armed: [UInt8] = try columns.values("target.armed", count: count)
        var keyCount = 0
        let firsts = try firsts("target.first", count: count) { total in keyCount = total }
        let times = try times("key.time", count: keyCount)
        let positions = try places("key.position", count: keyCount)
        let velocities = try places("key.velocity", count: keyCount)
        var targets: [ReplayTarget] = []
        for number in 0..<count {
            let range = firsts[number]..<firsts[number + 1]
            guard zip(times[range], times[range].dropFirst()).allSatisfy({ $0 <= $1 }) else {
                throw ReplayError("column key.time: the keys of \(names[number]) are not in time")
            }
            targets.append(
                ReplayTarget(
                    name: names[number], threatClass: classes[number], allegiance: sides[number], armed: armed[number] != 0,
                    keys: range.map { ReplayKey(time: times[$0], position: positions[$0], velocity: velocities[$0]) }))
        }
        return targets
    }

    func rounds(_ scene: ReplayScene, targets: Int, tracks: Int) throws(ReplayError) -> [ReplayRound] {
        let launches: [Double] = try columns.values("round.launch")
        let count = launches.count
        let checkedLaunches = try times("round.launch", count: count)
        let batteries = try links("round.battery", count: count, below: scene.batteries.count)
        let launchers = try links("round.launcher", count: count, below: scene.launchers.count)
        let missiles = try links("round.missile", count: count, below: scene.missiles.count)
        let radars = try optionalLinks("round.radar", count: count, below: scene.radars.count)
        let channels = try counts("round.channel", count: count)
        let aims = try optionalLinks("round.target", count: count, below: targets)
        let named = try optionalLinks("round.track", count: count, below: tracks)
        let finishes = try optionalTimes("round.finish", count: count)
        let ends: [ReplayRound.End] = try cases("round.end", count: count)
        let reasons = try columns.texts("round.reason", count: count)
        let misses: [Float] = try columns.values("round.miss", count: count)
        let probabilities = try floats("round.probability", count: count, in: 0...1)
        var places = 0
        let firsts = try firsts("round.first", count: count) { total in places = total }
        let positions = try self.places("flight.position", count: places)
        return (0..<count).map { number in
            var round = ReplayRound(
                battery: batteries[number], launcher: launchers[number], missile: missiles[number], radar: radars[number],
                channel: channels[number], target: aims[number], track: named[number], launch: checkedLaunches[number])
            round.finish = finishes[number]
            round.end = ends[number]
            round.reason = reasons[number]
            round.missDistance = misses[number].isFinite ? Double(misses[number]) : nil
            round.killProbability = probabilities[number]
            round.positions = Array(positions[firsts[number]..<firsts[number + 1]])
            return round
        }
    }

    func tracks(_ scene: ReplayScene) throws(ReplayError) -> [ReplayTrack] {
        let numbers: [UInt32] = try columns.values("track.number")
        let count = numbers.count
        let posts = try links("track.post", count: count, below: scene.posts.count)
        // Targets are counted by their own table; a section without truth has −1 alone.
        let names = try columns.texts("target.name")
        let followed = try optionalLinks("track.target", count: count, below: names.count)
        let dropped = try times("track.dropped", count: count)
        var tracks = (0..<count).map {
            ReplayTrack(post: posts[$0], number: Int(numbers[$0]), target: followed[$0], dropped: dropped[$0])
        }
        let chunks = Int(scene.end / Replay.chunk) + 1
        var samples = 0
        _ = try firsts("chunk.first", count: chunks) { total in samples = total }
        let owners: [UInt32] = try columns.values("sample.track", count: samples)
        let times = try floats("sample.time", count: samples, in: -Self.timeMaximum...Self.timeMaximum)
        let positions = try places("sample.position", count: samples)
        let velocities: [Int16] = try columns.values("sample.velocity", count: 3 * samples)
        let ellipses: [UInt16] = try columns.values("sample.ellipse", count: 4 * samples)
        let identities: [ReplayTrackSample.Identity] = try cases("sample.identity", count: samples)
        for place in 0..<samples {
            let owner = Int(owners[place])
            guard owner < count else { throw ReplayError("column sample.track: \(owner) names none of \(count)") }
            if let last = tracks[owner].samples.last, last.time > times[place] {
                throw ReplayError("column sample.time: track \(numbers[owner]) is not in time")
            }
            func speed(_ axis: Int) -> Double { Double(velocities[3 * place + axis]) * ReplayTrackSample.speedStep }
            tracks[owner].samples.append(
                ReplayTrackSample(
                    time: times[place], position: positions[place], velocity: Vector3(speed(0), speed(1), speed(2)),
                    ellipse: ReplayEllipse(codes: ellipses[(4 * place)..<(4 * place + 4)]), identity: identities[place]))
        }
        return tracks
    }

    func engagements(_ scene: ReplayScene, targets: Int, tracks: Int) throws(ReplayError) -> [ReplayEngagement] {
        let batteries: [UInt16] = try columns.values("engagement.battery")
        let count = batteries.count
        let owners = try links("engagement.battery", count: count, below: scene.batteries.count)
        let channels = try counts("engagement.channel", count: count)
        let posts = try links("engagement.post", count: count, below: scene.posts.count)
        let named = try optionalLinks("engagement.track", count: count, below: tracks)
        let met = try optionalLinks("engagement.target", count: count, below: targets)
        let missiles = try links("engagement.missile", count: count, below: scene.missiles.count)
        let times = try optionalTimes("engagement.time", count: 4 * count)
        var engagements: [ReplayEngagement] = []
        for number in 0..<count {
            guard let from = times[4 * number], let to = times[4 * number + 3], from <= to else {
                throw ReplayError("column engagement.time: engagement \(number + 1) does not end after it begins")
            }
            guard channels[number] < scene.batteries[owners[number]].channels else {
                throw ReplayError(
                    "column engagement.channel: \(channels[number]) is none of the \(scene.batteries[owners[number]].channels) channels of "
                        + scene.batteries[owners[number]].name
                )
            }
            var engagement = ReplayEngagement(
                battery: owners[number], channel: channels[number], post: posts[number], track: named[number], target: met[number],
                missile: missiles[number], from: from, to: to)
            engagement.locked = times[4 * number + 1]
            engagement.firstLaunch = times[4 * number + 2]
            engagements.append(engagement)
        }
        return engagements
    }

    func loads(_ scene: ReplayScene) throws(ReplayError) -> [ReplayLoad] {
        let values: [Double] = try columns.values("load.time")
        let times = try times("load.time", count: values.count)
        let launchers = try links("load.launcher", count: times.count, below: scene.launchers.count)
        let missiles = try links("load.missile", count: times.count, below: scene.missiles.count)
        let ready = try counts("load.ready", count: times.count)
        return times.indices.map { ReplayLoad(time: times[$0], launcher: launchers[$0], missile: missiles[$0], ready: ready[$0]) }
    }

    func changes(_ scene: ReplayScene) throws(ReplayError) -> [ReplayChange] {
        let values: [Double] = try columns.values("change.time")
        let times = try times("change.time", count: values.count)
        let subjects: [ReplayChange.Subject] = try cases("change.subject", count: times.count)
        let numbers = try counts("change.number", count: times.count)
        let conditions: [ReplayChange.Condition] = try cases("change.condition", count: times.count)
        let positions = try places("change.position", count: times.count)
        let sectors = try floats("change.sector", count: times.count, in: -10...10)
        for place in times.indices {
            let limit =
                switch subjects[place] {
                case .radar: scene.radars.count
                case .launcher: scene.launchers.count
                case .post: scene.posts.count
                case .asset: scene.assets.count
                }
            guard numbers[place] < limit else { throw ReplayError("column change.number: \(numbers[place]) names none of \(limit)") }
        }
        return times.indices.map {
            ReplayChange(
                time: times[$0], subject: subjects[$0], number: numbers[$0], condition: conditions[$0], position: positions[$0],
                sectorCentre: sectors[$0])
        }
    }
}
