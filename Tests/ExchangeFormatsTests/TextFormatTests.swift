import Foundation
import NumericalMethods
import RunRecords
import Testing

@testable import ExchangeFormats

@Suite struct TextFormatTests {
    /// Places of an object in ACMI text: time, longitude, latitude, height.
    private func acmiPlaces(_ text: String, name: String) throws -> [[Double]] {
        var time = 0.0
        var id: String?
        var found: [[Double]] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") { time = try #require(Double(line.dropFirst())) }
            if line.contains("CallSign=\(name)") { id = line.split(separator: ",").first.map(String.init) }
            guard let id, line.hasPrefix("\(id),T=") else { continue }
            let place = line.dropFirst(id.count + 3).split(separator: ",")[0].split(separator: "|")
            found.append([time] + place.prefix(3).map { Double($0) ?? .nan })
        }
        return found
    }

    /// The list of numbers under a key, the first one after a text.
    private func numbers(of key: String, after mark: String, in text: String) throws -> [Double] {
        let from = try #require(text.range(of: mark)).upperBound
        let open = try #require(text[from...].range(of: "\"\(key)\":[")).upperBound
        return text[open...].prefix { $0 != "]" }.split(separator: ",").map { Double($0) ?? .nan }
    }

    @Test func `straight lines between ACMI samples stay within a metre and a half of the true path`() throws {
        let text = ACMIDocument(SmallScene.scene()).text
        let places = try acmiPlaces(text, name: "raider\\, 1")
        #expect(places.count > 10)
        #expect(places.first?[0] == 0 && places.last?[0] == 100)
        for time in stride(from: 0.0, to: 100, by: 0.37) {
            let next = try #require(places.firstIndex { $0[0] > time })
            let (before, after) = (places[next - 1], places[next])
            let share = (time - before[0]) / (after[0] - before[0])
            let mixed = (1...3).map { before[$0] + (after[$0] - before[$0]) * share }
            let drawn = SmallScene.earthFixed(latitude: mixed[1], longitude: mixed[0], height: mixed[2])
            #expect((drawn - SmallScene.earthFixed(SmallScene.raider(at: time).position)).length < 1.5)
        }
    }

    @Test func `what an ACMI event names has a place at its very moment`() {
        let scene = SmallScene.scene()
        var time = "", placed: Set<String> = [], gone: Set<String> = [], standing: Set<String> = []
        var asked = 0
        for line in ACMIDocument(scene).text.split(separator: "\n").map(String.init) {
            if line.hasPrefix("#") {
                (time, placed) = (line, [])
            } else if let end = line.range(of: ",T=") {
                placed.insert(String(line[..<end.lowerBound]))
                if line.contains("Ground+") { standing.insert(String(line[..<end.lowerBound])) }
            } else if line.hasPrefix("-") {
                gone.insert(String(line.dropFirst()))
            } else if line.hasPrefix("0,Event=Message|") {
                let named = line.split(separator: "|").dropFirst().dropLast().map(String.init)
                for name in named where !standing.contains(name) && !gone.contains(name) {
                    #expect(placed.contains(name), "\(time) \(line)")
                    asked += 1
                }
            }
        }
        #expect(asked > 2)
    }

    @Test func `ACMI links a round to its launcher and target and removes what is destroyed after saying so`() {
        let text = ACMIDocument(SmallScene.scene()).text
        // Numbers: post 1, radar 2, launcher 3, city 4, raider 5, round 6.
        #expect(text.contains("CallSign=48n6e3 no. 1,Type=Weapon+Missile,Coalition=Defence,Color=Blue,Group=north,Parent=3,LockedTarget=5"))
        #expect(text.contains("2,LockedTarget=5"))
        let lines = text.split(separator: "\n").map(String.init)
        let says = lines.firstIndex { $0.hasPrefix("0,Event=Destroyed|5|") }
        let goes = lines.firstIndex(of: "-5")
        #expect(says != nil && goes != nil && says! < goes!)
        #expect(lines.contains("-2") && !lines.contains("-1"))
        #expect(lines.contains { $0.hasPrefix("0,Event=Bookmark|") })
    }

    @Test func `the keys in CZML, evaluated as Bézier curves, are the true path to two millimetres`() throws {
        let text = CZMLDocument.text(SmallScene.scene())
        #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [Any])
        let numbers = try numbers(of: "cartesianVelocity", after: "\"id\":\"target-1\"", in: text)
        #expect(text.contains("\"interpolationAlgorithm\":\"HERMITE\",\"interpolationDegree\":3"))
        let keys = stride(from: 0, to: numbers.count, by: 7).map { Array(numbers[$0..<($0 + 7)]) }
        for time in stride(from: 0.0, to: 100, by: 0.61) {
            let next = try #require(keys.firstIndex { $0[0] > time })
            let (one, two) = (keys[next - 1], keys[next])
            let span = two[0] - one[0]
            func vector(_ key: [Double], _ first: Int) -> Vector3 { Vector3(key[first], key[first + 1], key[first + 2]) }
            let controls = [
                vector(one, 1), vector(one, 1) + vector(one, 4) * (span / 3), vector(two, 1) - vector(two, 4) * (span / 3), vector(two, 1),
            ]
            var points = controls
            let share = (time - one[0]) / span
            while points.count > 1 { points = zip(points, points.dropFirst()).map { $0 + ($1 - $0) * share } }
            // The cubic itself is within half a millimetre of the circle: a⁽⁴⁾h⁴/384 with a⁽⁴⁾ = v⁴/r³.
            #expect((points[0] - SmallScene.earthFixed(SmallScene.raider(at: time).position)).length < 0.002)
        }
    }

    @Test func `heights count from mean sea level in ACMI and KML and from the ellipsoid in CZML and GeoJSON`() throws {
        func city(_ undulation: Double) throws -> (acmi: Double, kml: Double, czml: Double, geoJSON: Double) {
            let scene = SmallScene.scene(undulation: undulation)
            let acmi = try #require(try acmiPlaces(ACMIDocument(scene).text, name: "city").first)[3]
            let kml = KMLDocument.text(scene)
            let mark = try #require(kml.range(of: "id=\"asset-1\""))
            let open = try #require(kml[mark.upperBound...].range(of: "<coordinates>"))
            let tuple = kml[open.upperBound...].prefix { $0 != "<" }
            let czml = try numbers(of: "cartographicDegrees", after: "\"id\":\"asset-1\"", in: CZMLDocument.text(scene))
            let geoJSON = try numbers(of: "coordinates", after: "\"id\":\"asset-1\"", in: GeoJSONDocument.text(scene))
            return (acmi, Double(tuple.split(separator: ",")[2]) ?? .nan, czml[2], geoJSON[2])
        }
        let (flat, raised) = (try city(0), try city(37.5))
        #expect(flat.acmi == raised.acmi && flat.kml == raised.kml && abs(flat.acmi - flat.kml) < 0.006)
        #expect(abs(raised.czml - flat.czml - 37.5) < 0.002 && abs(raised.geoJSON - flat.geoJSON - 37.5) < 0.011)
    }

    @Test func `a line over the antimeridian is cut there`() {
        let samples = [179.9, -179.8, -179.7].enumerated().map {
            PlacedSample(time: Double($0.offset), latitude: 10 + Double($0.offset), longitude: $0.element, height: 0)
        }
        let lines = GeoJSONDocument.cut(samples)
        #expect(lines.count == 2)
        #expect(lines[0].last?.longitude == 180 && lines[1].first?.longitude == -180)
        #expect(abs((lines[0].last?.latitude ?? 0) - (10 + 1.0 / 3)) < 1e-9)
    }

    @Test func `numbers and moments are written plainly`() {
        #expect(FormatText.fixed(-0.0004, 3) == "0" && FormatText.fixed(-1.5, 2) == "-1.5" && FormatText.fixed(12.3456, 2) == "12.35")
        #expect(ExchangeEpoch("2000-01-01T00:00:00Z") == .notional)
        #expect(ExchangeEpoch("2024-02-29T23:59:59Z")?.text == "2024-02-29T23:59:59Z")
        #expect(ExchangeEpoch("2023-02-29T00:00:00Z") == nil && ExchangeEpoch("yesterday") == nil)
        #expect(FormatText.time(3_661.25, after: .notional) == "2000-01-01T01:01:01.25Z")
    }

    @Test func `tables keep one row a round and quote what needs it`() throws {
        let tables = Dictionary(uniqueKeysWithValues: TableDocuments.tables(SmallScene.scene()).map { ($0.name, $0.text) })
        #expect(tables["objects.csv"]?.contains("target-1,\"raider, 1\",fighter") == true)
        #expect(tables["objects.csv"]?.split(separator: "\n").count == 7)
    }

    @Test(arguments: [ReplayChange.Condition.lost, .moving])
    func `what has failed or packed up is not destroyed, even if the run ends before it works again`(_ condition: ReplayChange.Condition) {
        #expect(SmallScene.scene().events.contains { $0.kind == .lost })
        var record = SmallScene.record
        record.assets[0].lost = nil
        var replay = SmallScene.replay
        replay.changes[0].condition = condition
        let failed = ExchangeScene(record: record, replay: replay)
        #expect(!failed.events.contains { $0.kind == .lost })
        #expect(failed.objects.filter { $0.key == "radar-1" }.map(\.ends) == [120])
    }

    @Test func `a radar that moves stands where its changes say`() throws {
        var record = SmallScene.record
        record.assets[0].lost = nil
        var replay = SmallScene.replay
        replay.changes = [
            ReplayChange(time: 50, subject: .radar, number: 0, condition: .moving, position: Vector3(500, 0, 20)),
            ReplayChange(time: 60, subject: .radar, number: 0, condition: .working, position: Vector3(1_000, 0, 20)),
        ]
        let scene = ExchangeScene(record: record, replay: replay)
        let radar = try #require(scene.objects.first { $0.key == "radar-1" })
        let places = [49.0, 55, 65].map { radar.path.state(at: $0).position }
        #expect(abs((places[1] - places[0]).length - 500) < 1e-6 && abs((places[2] - places[0]).length - 1_000) < 1e-6)
    }

    @Test func `each position of a line has its time, on both sides of the antimeridian`() throws {
        var replay = SmallScene.replay
        let origin = replay.scene.origin
        replay.scene.origin = ReplayPlace(latitudeDegrees: origin.latitudeDegrees, longitudeDegrees: 179.4, height: 0)
        for east in [0.0, -8_000] {
            for place in replay.targets[0].keys.indices { replay.targets[0].keys[place].position.x += east }
            let text = GeoJSONDocument.text(ExchangeScene(record: SmallScene.record, replay: replay))
            let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            for feature in document?["features"] as? [[String: Any]] ?? [] {
                guard let times = (feature["properties"] as? [String: Any])?["times_s"] as? [Any],
                    let coordinates = (feature["geometry"] as? [String: Any])?["coordinates"] as? [[Any]]
                else { continue }
                if let parts = times as? [[Double]] {
                    #expect(parts.count > 1 && parts.map(\.count) == coordinates.map(\.count))
                } else {
                    #expect(times.count == coordinates.count)
                }
            }
        }
    }

    @Test func `heights of tables count from one surface`() throws {
        var record = SmallScene.record
        var shot = ShotRecord(fireUnit: "north", missile: "48n6e3", launchTime: 40)
        shot.interceptHeight = 100
        record.targets[0].shots = [shot]
        let tables = TableDocuments.tables(ExchangeScene(record: record, replay: SmallScene.replay, options: .init(geoidUndulation: 40)))
        #expect(tables.first { $0.name == "shots.csv" }?.text.contains(",140") == true)
    }
}
