@testable import CoverageAnalysis
import EarthEnvironment
import PlainText
import NumericalMethods
import Quantities
import ScenarioDocuments
import Testing

@Suite struct ContourTests {
    /// Degrees 0…10 in both, one node every quarter of a degree.
    let grid = MapGrid(
        northLatitude: 10 * Units.degree, westLongitude: 0, latitudeStep: 0.25 * Units.degree, longitudeStep: 0.25 * Units.degree,
        rows: 41, columns: 41)

    func polygons(_ grid: MapGrid, _ region: @escaping (Double, Double) -> Bool) -> [MapPolygon] {
        var inside: [Bool] = []
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                inside.append(
                    region(grid.latitude(row: Double(row)) / Units.degree, grid.longitude(column: Double(column)) / Units.degree))
            }
        }
        return RegionContour.polygons(grid: grid, inside: inside) { region($0 / Units.degree, $1 / Units.degree) }
    }

    /// Every ring closed, of four points at least, the right way round, and without crossing itself or another.
    func check(_ polygons: [MapPolygon]) {
        var segments: [(a: MapPoint, b: MapPoint, ring: Int, place: Int, count: Int)] = []
        var ring = 0
        for polygon in polygons {
            #expect(MapPolygon.area(polygon.outer) > 0)
            for hole in polygon.holes { #expect(MapPolygon.area(hole) < 0) }
            for points in [polygon.outer] + polygon.holes {
                #expect(points.count >= 4)
                #expect(points.first == points.last)
                for (place, pair) in zip(points, points.dropFirst()).enumerated() {
                    #expect(pair.0 != pair.1)
                    segments.append((pair.0, pair.1, ring, place, points.count - 1))
                }
                ring += 1
            }
        }
        func side(_ p: MapPoint, _ q: MapPoint, _ r: MapPoint) -> Double {
            (q.longitude - p.longitude) * (r.latitude - p.latitude) - (q.latitude - p.latitude) * (r.longitude - p.longitude)
        }
        for i in segments.indices {
            for j in segments.indices where j > i {
                let s = segments[i]
                let t = segments[j]
                let isNeighbour = s.ring == t.ring && (t.place - s.place == 1 || t.place - s.place == s.count - 1)
                if isNeighbour { continue }
                let cross = side(s.a, s.b, t.a) * side(s.a, s.b, t.b) < 0 && side(t.a, t.b, s.a) * side(t.a, t.b, s.b) < 0
                #expect(!cross, "segments \(i) and \(j) cross")
            }
        }
    }

    @Test func `a disc gives one ring on its circle`() {
        let found = polygons(grid) { latitude, longitude in
            (latitude - 5) * (latitude - 5) + (longitude - 5) * (longitude - 5) <= 9
        }
        check(found)
        #expect(found.count == 1 && found[0].holes.isEmpty)
        for point in found[0].outer {
            let radius = ((point.latitude - 5) * (point.latitude - 5) + (point.longitude - 5) * (point.longitude - 5)).squareRoot()
            // Bisection to 1/64 of a quarter degree, and 2 % of it for vertices kept off nodes.
            #expect(abs(radius - 3) < 0.25 / 64 + 0.25 * 0.02)
        }
        #expect(abs(MapPolygon.area(found[0].outer) - 9 * .pi) < 0.1)
    }

    @Test func `a ring with an island in its hole is two polygons`() {
        let found = polygons(grid) { latitude, longitude in
            let radius = ((latitude - 5) * (latitude - 5) + (longitude - 5) * (longitude - 5)).squareRoot()
            return radius < 1 || (radius > 2 && radius < 4)
        }
        check(found)
        #expect(found.map(\.holes.count) == [1, 0])
    }

    @Test func `noise gives valid rings`() {
        // Saddles everywhere: a chequered field of no structure.
        for seed in 1...5 {
            var state = UInt32(seed)
            var inside: [Bool] = []
            for _ in 0..<(25 * 25) {
                state = state &* 1_664_525 &+ 1_013_904_223
                inside.append(state >> 31 == 1)
            }
            let grid = MapGrid(
                northLatitude: 1, westLongitude: 0.2, latitudeStep: 0.01, longitudeStep: 0.01, rows: 25, columns: 25)
            let found = RegionContour.polygons(grid: grid, inside: inside) { latitude, longitude in
                let row = Int(((1 - latitude) / 0.01).rounded())
                let column = Int(((longitude - 0.2) / 0.01).rounded())
                return inside[min(24, max(0, row)) * 25 + min(24, max(0, column))]
            }
            check(found)
            #expect(found.count > 20, "seed \(seed)")
        }
    }

    @Test func `a region at the edge of the map closes there`() {
        let found = polygons(grid) { latitude, _ in latitude > 8 }
        check(found)
        #expect(found.count == 1)
        // Two degrees by ten, and two hundredths of a cell over the edges.
        #expect(abs(MapPolygon.area(found[0].outer) - 20) < 0.2)
    }

    @Test func `at the 180th meridian polygons are cut`() {
        let grid = MapGrid(
            northLatitude: 5 * Units.degree, westLongitude: 175 * Units.degree, latitudeStep: 0.25 * Units.degree,
            longitudeStep: 0.25 * Units.degree, rows: 41, columns: 41)
        let found = polygons(grid) { latitude, longitude in
            latitude * latitude + (longitude - 180) * (longitude - 180) <= 9
        }
        check(found)
        #expect(found.count == 2)
        for polygon in found {
            let longitudes = polygon.outer.map(\.longitude)
            #expect(longitudes.allSatisfy { abs($0) <= 180 })
            #expect(longitudes.max()! - longitudes.min()! < 3.5)
        }
        #expect(Set(found.map { $0.outer[0].longitude > 0 }).count == 2)
    }

    @Test func `the two sides of the 180th meridian meet on it, wherever nodes fall`() {
        for west in [175.0, 175.1, 175.249, 174.9999, -185.03] {
            let grid = MapGrid(
                northLatitude: 5 * Units.degree, westLongitude: west * Units.degree, latitudeStep: 0.25 * Units.degree,
                longitudeStep: 0.25 * Units.degree, rows: 41, columns: 41)
            let centre = west > 0 ? 180.0 : -180
            let found = polygons(grid) { latitude, longitude in
                let square = latitude * latitude + (longitude - centre) * (longitude - centre)
                return square <= 9 && square >= 1
            }
            check(found)
            #expect(found.count == 2, "\(west)")
            // What one side has on the meridian, the other has.
            var rings: [[MapPoint]] = []
            for polygon in found { rings += [polygon.outer] + polygon.holes }
            func latitudes(at edge: Double) -> Set<Double> {
                Set(rings.joined().filter { $0.longitude == edge }.map { ($0.latitude * 1e6).rounded() })
            }
            let (east, west180) = (latitudes(at: 180), latitudes(at: -180))
            #expect(east == west180 && east.count > 10, "from \(west): \(east.count), \(west180.count)")
            var area = 0.0
            for ring in rings { area += MapPolygon.area(ring) }
            #expect(abs(area - 8 * Double.pi) < 0.1, "from \(west): \(area)")
        }
    }

    @Test func `a circle across the 180th meridian is cut in two that meet`() {
        let ring = (0...72).map { step -> MapPoint in
            let angle = 2 * Double.pi * Double(step % 72) / 72
            return MapPoint(longitude: 179 + 3 * Elementary.cos(angle), latitude: 10 + 3 * Elementary.sin(angle))
        }
        let found = MapPolygon.cut(ring)
        check(found)
        #expect(found.count == 2)
        #expect(abs(found.reduce(0) { $0 + MapPolygon.area($1.outer) } - MapPolygon.area(ring)) < 1e-9)
        #expect(MapPolygon.cut(ring.map { MapPoint(longitude: $0.longitude - 20, latitude: $0.latitude) }).count == 1)
    }

    @Test func `GeoJSON has no crs and KML colours are aabbggrr`() {
        let triangle = MapPolygon(
            outer: [(0.0, 0.0), (1, 0), (0, 1), (0, 0)].map { MapPoint(longitude: $0.0, latitude: $0.1) })
        let feature = MapFeature(
            name: "A & B", shape: .areas([triangle]), properties: [("height_m", .number(50))], colour: MapColour(255, 128, 1))
        let json = MapDocuments.geoJSON([feature])
        #expect(json.contains("\"coordinates\": [[[[0.0,0.0],[1.0,0.0],[0.0,1.0],[0.0,0.0]]]]"))
        #expect(!json.contains("crs"))
        let keyhole = MapDocuments.keyhole([feature], name: "test")
        #expect(keyhole.contains("<color>8c0180ff</color>"))
        #expect(keyhole.contains("A &amp; B"))
    }

    @Test func `texts of a catalogue are never carried out by the drawing program`() {
        #expect(Gnuplot.quoted("a `date` 'b'\nc \\ \"d\"") == "'a `date` ''b'' c \\ \"d\"'")
    }
}
