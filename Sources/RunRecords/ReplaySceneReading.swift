import NumericalMethods

// What stands on the ground.
extension ReplayReader {
    func scene() throws(ReplayError) -> ReplayScene {
        let texts = try columns.texts("scene.texts", count: 3)
        let origin = try numbers("scene.origin", count: 3, in: -100_000...100_000)
        guard abs(origin[0]) <= 90, abs(origin[1]) <= 360 else {
            throw ReplayError("column scene.origin: \(origin[0]), \(origin[1]) is no latitude and longitude in degrees")
        }
        let end = try numbers("scene.end", count: 1, in: 0...Self.timeMaximum)[0]
        let refraction = try numbers("scene.refraction", count: 1, in: 0.1...100)[0]
        var scene = ReplayScene(
            scenario: texts[0], arm: texts[1], seed: try single("scene.seed"), index: try single("scene.index"), modelVersion: texts[2],
            origin: ReplayPlace(latitudeDegrees: origin[0], longitudeDegrees: origin[1], height: origin[2]), end: end,
            refraction: refraction)
        scene.missiles = try columns.texts("missile.name")
        scene.posts = try posts()
        scene.radars = try radars()
        scene.batteries = try batteries(scene)
        scene.launchers = try launchers(scene)
        scene.assets = try assets()
        scene.corridors = try corridors()
        scene.terrain = try terrain()
        return scene
    }

    private func posts() throws(ReplayError) -> [ReplayPost] {
        let names = try columns.texts("post.name")
        let positions = try places("post.position", count: names.count)
        let superiors = try optionalLinks("post.superior", count: names.count, below: names.count)
        return names.indices.map { ReplayPost(name: names[$0], position: positions[$0], superior: superiors[$0]) }
    }

    private func radars() throws(ReplayError) -> [ReplayRadar] {
        let names = try columns.texts("radar.name")
        let count = names.count
        // Columns that came later: a section without them says nothing of models and frequencies.
        let hasModels = columns.columns["radar.model"] != nil
        let models = hasModels ? try columns.texts("radar.model", count: count) : Array(repeating: "", count: count)
        let frequencies = hasModels ? try floats("radar.frequency", count: count, in: 0...1e12) : Array(repeating: 0, count: count)
        let roles: [ReplayRadar.Role] = try cases("radar.role", count: count)
        let positions = try places("radar.position", count: count)
        let sectors = try floats("radar.sector", count: 2 * count, in: -10...10)
        let ranges = try floats("radar.range", count: count, in: 0...1e7)
        let periods = try floats("radar.period", count: count, in: 0...1e5)
        let heights = try floats("coverage.height", count: nil, in: -1_000...1e6)
        let azimuths = Int(try single("coverage.azimuths") as UInt32)
        guard azimuths <= 3_600, azimuths == 0 || heights == ReplayRadar.coverageHeights else {
            throw ReplayError(
                "column coverage.azimuths: \(azimuths) directions and \(heights.count) heights; expected at most 3600, and the heights of this version"
            )
        }
        let reach = try floats("coverage.range", count: azimuths * heights.count * count, in: 0...1e7)
        return (0..<count).map { number in
            var radar = ReplayRadar(
                name: names[number], role: roles[number], position: positions[number], sectorCentre: sectors[2 * number],
                sectorWidth: sectors[2 * number + 1], range: ranges[number], period: periods[number])
            radar.model = models[number]
            radar.frequency = frequencies[number]
            guard azimuths > 0 else { return radar }
            radar.coverage = heights.indices.map { height in
                Array(reach[((number * heights.count + height) * azimuths)...].prefix(azimuths))
            }
            return radar
        }
    }

    private func batteries(_ scene: ReplayScene) throws(ReplayError) -> [ReplayBattery] {
        let names = try columns.texts("battery.name")
        let systems = try columns.texts("battery.system", count: names.count)
        let radars = try links("battery.radar", count: names.count, below: scene.radars.count)
        let posts = try links("battery.post", count: names.count, below: scene.posts.count)
        let channels = try counts("battery.channels", count: names.count)
        let guidance = try counts("battery.guidance", count: names.count)
        return names.indices.map {
            ReplayBattery(
                name: names[$0], system: systems[$0], radar: radars[$0], post: posts[$0], channels: channels[$0],
                guidanceChannels: guidance[$0])
        }
    }

    private func launchers(_ scene: ReplayScene) throws(ReplayError) -> [ReplayLauncher] {
        let names = try columns.texts("launcher.name")
        let batteries = try links("launcher.battery", count: names.count, below: scene.batteries.count)
        let positions = try places("launcher.position", count: names.count)
        return names.indices.map { ReplayLauncher(name: names[$0], battery: batteries[$0], position: positions[$0]) }
    }

    private func assets() throws(ReplayError) -> [ReplayAsset] {
        let names = try columns.texts("asset.name")
        let kinds = try columns.texts("asset.kind", count: names.count)
        let positions = try places("asset.position", count: names.count)
        let values = try numbers("asset.value", count: names.count, in: 0...1e12)
        let radii = try floats("asset.radius", count: names.count, in: 0...1e6)
        return names.indices.map {
            ReplayAsset(name: names[$0], kind: kinds[$0], position: positions[$0], value: values[$0], radius: radii[$0])
        }
    }

    private func corridors() throws(ReplayError) -> [ReplayCorridor] {
        let sizes = try floats("corridor.size", count: nil, in: -1e7...1e7)
        guard sizes.count % 3 == 0 else { throw ReplayError("column corridor.size has \(sizes.count) elements; expected threes") }
        let count = sizes.count / 3
        var total = 0
        let firsts = try firsts("corridor.first", count: count) { points in total = points }
        let points = try places("corridor.point", count: total)
        return (0..<count).map {
            ReplayCorridor(
                points: Array(points[firsts[$0]..<firsts[$0 + 1]]), halfWidth: sizes[3 * $0], altitudeMinimum: sizes[3 * $0 + 1],
                altitudeMaximum: sizes[3 * $0 + 2])
        }
    }

    private func terrain() throws(ReplayError) -> ReplayTerrain? {
        let size: [UInt32] = try columns.values("terrain.size")
        guard !size.isEmpty else { return nil }
        guard size.count == 2, size.allSatisfy({ $0 >= 2 && $0 <= 4_096 }) else {
            throw ReplayError("column terrain.size: \(size) is not two numbers within 2…4096")
        }
        let place = try numbers("terrain.place", count: 4, in: -360...360)
        guard place[2] > 0, place[3] > 0 else { throw ReplayError("column terrain.place: its steps are not above 0") }
        let heights: [Int16] = try columns.values("terrain.height", count: Int(size[0]) * Int(size[1]))
        return ReplayTerrain(
            south: place[0], west: place[1], latitudeStep: place[2], longitudeStep: place[3], rows: Int(size[0]),
            columns: Int(size[1]), heights: heights)
    }
}
