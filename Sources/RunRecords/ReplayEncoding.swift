import NumericalMethods

extension Replay {
    /// The section as bytes, by the layout of `docs/replay.md`.
    package func encoded() -> [UInt8] {
        var columns = ReplayColumns()
        addScene(to: &columns)
        addTruth(to: &columns)
        addBelief(to: &columns)
        addConduct(to: &columns)
        return columns.encoded()
    }

    private func addScene(to columns: inout ReplayColumns) {
        columns.add("scene.texts", texts: [scene.scenario, scene.arm, scene.modelVersion])
        columns.add("scene.seed", [scene.seed])
        columns.add("scene.index", [scene.index])
        columns.add("scene.origin", [scene.origin.latitudeDegrees, scene.origin.longitudeDegrees, scene.origin.height])
        columns.add("scene.end", [scene.end])
        columns.add("scene.refraction", [scene.refraction])
        columns.add("missile.name", texts: scene.missiles)
        columns.add("post.name", texts: scene.posts.map(\.name))
        columns.add("post.position", scene.posts.flatMap { $0.position.floats })
        columns.add("post.superior", scene.posts.map { Int32.optional($0.superior) })
        columns.add("radar.name", texts: scene.radars.map(\.name))
        columns.add("radar.model", texts: scene.radars.map(\.model))
        columns.add("radar.frequency", scene.radars.map { Float($0.frequency) })
        columns.add("radar.role", scene.radars.map(\.role.rawValue))
        columns.add("radar.position", scene.radars.flatMap { $0.position.floats })
        columns.add("radar.sector", scene.radars.flatMap { [Float($0.sectorCentre), Float($0.sectorWidth)] })
        columns.add("radar.range", scene.radars.map { Float($0.range) })
        columns.add("radar.period", scene.radars.map { Float($0.period) })
        columns.add("coverage.height", ReplayRadar.coverageHeights.map { Float($0) })
        columns.add("coverage.azimuths", [UInt32(scene.radars.first?.coverage.first?.count ?? 0)])
        columns.add("coverage.range", scene.radars.flatMap { $0.coverage.joined().map { Float($0) } })
        columns.add("battery.name", texts: scene.batteries.map(\.name))
        columns.add("battery.system", texts: scene.batteries.map(\.system))
        columns.add("battery.radar", scene.batteries.map { UInt16($0.radar) })
        columns.add("battery.post", scene.batteries.map { UInt16($0.post) })
        columns.add("battery.channels", scene.batteries.map { UInt16($0.channels) })
        columns.add("battery.guidance", scene.batteries.map { UInt16($0.guidanceChannels) })
        columns.add("launcher.name", texts: scene.launchers.map(\.name))
        columns.add("launcher.battery", scene.launchers.map { UInt16($0.battery) })
        columns.add("launcher.position", scene.launchers.flatMap { $0.position.floats })
        columns.add("asset.name", texts: scene.assets.map(\.name))
        columns.add("asset.kind", texts: scene.assets.map(\.kind))
        columns.add("asset.position", scene.assets.flatMap { $0.position.floats })
        columns.add("asset.value", scene.assets.map(\.value))
        columns.add("asset.radius", scene.assets.map { Float($0.radius) })
        columns.add("corridor.first", UInt32.firsts(scene.corridors.map(\.points.count)))
        columns.add("corridor.point", scene.corridors.flatMap { $0.points.flatMap(\.floats) })
        columns.add(
            "corridor.size", scene.corridors.flatMap { [Float($0.halfWidth), Float($0.altitudeMinimum), Float($0.altitudeMaximum)] })
        let terrain = scene.terrain
        columns.add("terrain.place", terrain.map { [$0.south, $0.west, $0.latitudeStep, $0.longitudeStep] } ?? [])
        columns.add("terrain.size", terrain.map { [UInt32($0.rows), UInt32($0.columns)] } ?? [])
        columns.add("terrain.height", terrain?.heights ?? [])
    }

    private func addTruth(to columns: inout ReplayColumns) {
        columns.add("target.name", texts: targets.map(\.name))
        columns.add("target.class", texts: targets.map(\.threatClass))
        columns.add("target.side", targets.map(\.allegiance.rawValue))
        columns.add("target.armed", targets.map { UInt8($0.armed ? 1 : 0) })
        columns.add("target.first", UInt32.firsts(targets.map(\.keys.count)))
        columns.add("key.time", targets.flatMap { $0.keys.map(\.time) })
        columns.add("key.position", targets.flatMap { $0.keys.flatMap(\.position.floats) })
        columns.add("key.velocity", targets.flatMap { $0.keys.flatMap(\.velocity.floats) })
        columns.add("round.battery", rounds.map { UInt16($0.battery) })
        columns.add("round.launcher", rounds.map { UInt16($0.launcher) })
        columns.add("round.missile", rounds.map { UInt16($0.missile) })
        columns.add("round.radar", rounds.map { Int32.optional($0.radar) })
        columns.add("round.channel", rounds.map { UInt16($0.channel) })
        columns.add("round.target", rounds.map { Int32.optional($0.target) })
        columns.add("round.track", rounds.map { Int32.optional($0.track) })
        columns.add("round.launch", rounds.map(\.launch))
        columns.add("round.finish", rounds.map { $0.finish ?? .nan })
        columns.add("round.end", rounds.map(\.end.rawValue))
        columns.add("round.reason", texts: rounds.map(\.reason))
        columns.add("round.miss", rounds.map { Float($0.missDistance ?? .nan) })
        columns.add("round.probability", rounds.map { Float($0.killProbability) })
        columns.add("round.first", UInt32.firsts(rounds.map(\.positions.count)))
        columns.add("flight.position", rounds.flatMap { $0.positions.flatMap(\.floats) })
    }

    private func addBelief(to columns: inout ReplayColumns) {
        columns.add("track.post", tracks.map { UInt16($0.post) })
        columns.add("track.number", tracks.map { UInt32($0.number) })
        columns.add("track.target", tracks.map { Int32.optional($0.target) })
        columns.add("track.dropped", tracks.map(\.dropped))
        let chunks = Int(scene.end / Self.chunk) + 1
        var order: [[(track: Int, sample: ReplayTrackSample)]] = Array(repeating: [], count: chunks)
        for (number, track) in tracks.enumerated() {
            for sample in track.samples { order[min(chunks - 1, max(0, Int(sample.time / Self.chunk)))].append((number, sample)) }
        }
        columns.add("chunk.first", UInt32.firsts(order.map(\.count)))
        let samples = order.joined()
        columns.add("sample.track", samples.map { UInt32($0.track) })
        columns.add("sample.time", samples.map { Float($0.sample.time) })
        columns.add("sample.position", samples.flatMap { $0.sample.position.floats })
        columns.add("sample.velocity", samples.flatMap { $0.sample.velocity.steps(of: ReplayTrackSample.speedStep) })
        columns.add("sample.ellipse", samples.flatMap { $0.sample.ellipse.codes })
        columns.add("sample.identity", samples.map(\.sample.identity.rawValue))
    }

    private func addConduct(to columns: inout ReplayColumns) {
        columns.add("engagement.battery", engagements.map { UInt16($0.battery) })
        columns.add("engagement.channel", engagements.map { UInt16($0.channel) })
        columns.add("engagement.post", engagements.map { UInt16($0.post) })
        columns.add("engagement.track", engagements.map { Int32.optional($0.track) })
        columns.add("engagement.target", engagements.map { Int32.optional($0.target) })
        columns.add("engagement.missile", engagements.map { UInt16($0.missile) })
        columns.add("engagement.time", engagements.flatMap { [$0.from, $0.locked ?? .nan, $0.firstLaunch ?? .nan, $0.to] })
        columns.add("load.time", loads.map(\.time))
        columns.add("load.launcher", loads.map { UInt16($0.launcher) })
        columns.add("load.missile", loads.map { UInt16($0.missile) })
        columns.add("load.ready", loads.map { UInt16($0.ready) })
        columns.add("change.time", changes.map(\.time))
        columns.add("change.subject", changes.map(\.subject.rawValue))
        columns.add("change.number", changes.map { UInt16($0.number) })
        columns.add("change.condition", changes.map(\.condition.rawValue))
        columns.add("change.position", changes.flatMap(\.position.floats))
        columns.add("change.sector", changes.map { Float($0.sectorCentre) })
    }

    /// Seconds of a chunk of track samples.
    package static let chunk = 60.0
}

extension Vector3 {
    fileprivate var floats: [Float] { [Float(x), Float(y), Float(z)] }

    fileprivate func steps(of step: Double) -> [Int16] {
        [x, y, z].map { Int16(Swift.max(-32_767, Swift.min(32_767, ($0 / step).rounded()))) }
    }
}

extension Int32 {
    static func optional(_ place: Int?) -> Int32 { place.map { Int32($0) } ?? -1 }
}

extension UInt32 {
    /// Where each of several lists begins in their joined columns, and where the last ends.
    static func firsts(_ counts: [Int]) -> [UInt32] {
        var firsts: [UInt32] = [0]
        for count in counts { firsts.append(firsts[firsts.count - 1] + UInt32(count)) }
        return firsts
    }
}

extension ReplayEllipse {
    /// Lengths as 256 √metres (to 65 km, finest where small), the azimuth in steps of π/65,536.
    fileprivate var codes: [UInt16] {
        func code(_ metres: Double) -> UInt16 { UInt16(min(65_535, (256 * metres.squareRoot()).rounded())) }
        let turn = UInt32((azimuth / .pi * 65_536).rounded()) & 0xFFFF
        return [code(semiMajor), code(semiMinor), UInt16(turn), code(vertical)]
    }

    init(codes: ArraySlice<UInt16>) {
        func length(_ place: Int) -> Double {
            let root = Double(codes[codes.startIndex + place]) / 256
            return root * root
        }
        self.init(
            semiMajor: length(0), semiMinor: length(1), azimuth: Double(codes[codes.startIndex + 2]) * .pi / 65_536, vertical: length(3))
    }
}
