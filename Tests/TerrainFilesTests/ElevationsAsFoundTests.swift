import CGDAL
import EarthEnvironment
import Foundation
import Quantities
import Testing

@testable import TerrainFiles

/// Elevation files as people have them: units, scales, masks, longitudes, seams, tiles of several steps.
@Suite struct ElevationsAsFoundTests {
    /// What a file of GDAL's may say of its one band.
    struct Band {
        var type = GDT_Float32
        var values: [Float] = []
        var scale = 1.0
        var offset = 0.0
        var unit = ""
        var noData: Double?
        /// Nodes that the file's own mask leaves out.
        var masked: [Int] = []
    }

    /// A GeoTIFF made by GDAL.
    static func make(
        _ path: String, rows: Int, columns: Int, reference: String = RasterGeoreference.wgs84,
        transform: [Double] = [10, 0.01, 0, 51, 0, -0.01],
        options: [(String, String)] = [], _ band: Band
    ) throws {
        try RasterLibrary.quietly {
            var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
            defer { GDAL.CSLDestroy(list) }
            for (key, value) in options { list = GDAL.CSLSetNameValue(list, key, value) }
            let made = GDAL.GDALCreate(GDAL.GDALGetDriverByName("GTiff"), path, Int32(columns), Int32(rows), 1, band.type, list)
            let file = try #require(made)
            defer { _ = GDAL.GDALClose(file) }
            var transform = transform
            _ = GDAL.GDALSetGeoTransform(file, &transform)
            if !reference.isEmpty { _ = GDAL.GDALSetProjection(file, reference) }
            let raster = GDAL.GDALGetRasterBand(file, 1)
            if band.scale != 1 { _ = late_GDALSetRasterScale()?(raster, band.scale) }
            if band.offset != 0 { _ = late_GDALSetRasterOffset()?(raster, band.offset) }
            if !band.unit.isEmpty { _ = late_GDALSetRasterUnitType()?(raster, band.unit) }
            if let noData = band.noData { _ = late_GDALSetRasterNoDataValue()?(raster, noData) }
            func write(_ raster: GDALRasterBandH?, _ values: [Float]) {
                guard !values.isEmpty else { return }
                var values = values
                _ = GDAL.GDALRasterIO(
                    raster, GF_Write, 0, 0, Int32(columns), Int32(rows), &values, Int32(columns), Int32(rows), GDT_Float32, 0, 0)
            }
            write(raster, band.values)
            if !band.masked.isEmpty {
                _ = late_GDALCreateDatasetMaskBand()?(file, Int32(GMF_PER_DATASET))
                write(GDAL.GDALGetMaskBand(raster), (0..<rows * columns).map { band.masked.contains($0) ? 0 : 255 })
            }
        }
    }

    @Test func `heights are metres whatever unit, scale and offset a band has`() throws {
        let scratch = try Scratch()
        for (name, type, scale, offset, unit, metres) in [
            ("plain", GDT_Float32, 1, 0, "", 1000), ("m", GDT_Float32, 1, 0, "metre", 1000), ("ft", GDT_Float32, 1, 0, "ft", 304.8),
            ("us", GDT_Float32, 1, 0, "US survey foot", 1000 * 1200.0 / 3937), ("cm", GDT_Int32, 1, 0, "cm", 10),
            ("scaled", GDT_Int16, 0.1, 0, "", 100), ("shifted", GDT_Int16, 1, -430, "", 570),
            ("all", GDT_UInt16, 0.5, 100, "ft", 600 * 0.3048),
            ("down", GDT_Int16, -1, 0, "m", -1000),
        ] as [(String, GDALDataType, Double, Double, String, Double)] {
            let path = scratch.path("\(name).tif")
            let band = Band(type: type, values: [1000, 0, 1000, 7], scale: scale, offset: offset, unit: unit, noData: 7)
            try Self.make(path, rows: 2, columns: 2, band)
            let raster = try TerrainReader.raster(path)
            let ground = try TerrainReader.ground(path)
            #expect(abs(Double(raster.heights[0]) - metres) < 1e-4, "\(name): \(raster.heights[0])")
            #expect(ground[0] == raster.heights[0] && ground[1] == raster.heights[1], "\(name)")
            // No-data is told before anything is scaled.
            #expect(raster.heights[3].isNaN && ground[3].isNaN, "\(name)")
        }
        let kelvin = scratch.path("kelvin.tif")
        try Self.make(kelvin, rows: 2, columns: 2, Band(values: [1, 2, 3, 4], unit: "K"))
        #expect { try TerrainReader.raster(kelvin) } throws: { "\($0)".contains("has values in \"K\", allowed: a unit of length") }
        #expect { try TerrainReader.ground(kelvin) } throws: { "\($0)".contains("has values in \"K\"") }
    }

    @Test func `heights that the earth has not are refused where they stand, and voids are none`() throws {
        let scratch = try Scratch()
        for (name, type, wrong, scale) in [
            ("undeclared", GDT_Float32, -32_767, 1), ("largest", GDT_Float32, -3.4e38, 1), ("whole", GDT_Int16, 32_767, 1),
            ("overflow", GDT_Float32, 100, 1e300), ("kilometres", GDT_Int16, 300, 1000),
        ] as [(String, GDALDataType, Float, Double)] {
            for declared in [false, true] {
                let path = scratch.path("\(name)-\(declared).tif")
                let band = Band(type: type, values: [0, 0, wrong, 0], scale: scale, noData: declared ? Double(wrong) : nil)
                try Self.make(path, rows: 2, columns: 2, band)
                var ground = try TerrainReader.ground(path)
                if declared {
                    try ground.checkHeights()
                    _ = try TerrainMosaic.grid([path])
                } else {
                    #expect { try ground.checkHeights() } throws: { "\($0)".contains("(row 1, column 0)") }
                    #expect { try TerrainMosaic.grid([path]) } throws: { "\($0)".contains("allowed: -12000…10000 m") }
                }
            }
        }
    }

    @Test func `several threads find the first height that the earth has not, and voids where there are any`() throws {
        let scratch = try Scratch()
        for (name, values, noData, fault) in [
            ("late", [1, 2, 3, 4, 5, -12_001, 10_001, 8], nil, "(row 2, column 1)"), ("void", [1, 2, 3, 4, 5, 6, -32_768, 8], -32_768, nil),
            ("both", [1, -32_768, 3, 4, 5, 6, 7, 32_767], -32_768, "(row 3, column 1)"), ("sound", [-12_000, 10_000, 3, 4, 5, 6, 7, 0], nil, nil),
        ] as [(String, [Float], Double?, String?)] {
            for jobs in 1...9 {
                let path = scratch.path("\(name)-\(jobs).tif")
                try Self.make(path, rows: 4, columns: 2, Band(type: GDT_Int16, values: values, noData: noData))
                var ground = try TerrainReader.ground(path)
                if let fault {
                    #expect { try ground.checkHeights(jobs: jobs) } throws: { "\($0)".contains(fault) }
                } else {
                    try ground.checkHeights(jobs: jobs)
                    #expect((ground.fillVoids(with: 0) != nil) == (noData != nil), "\(name), \(jobs)")
                }
            }
        }
    }

    @Test func `the unit of a vertical reference system counts, and one that contradicts the band is refused`() throws {
        let scratch = try Scratch()
        func compound(_ vertical: String) -> String { "COMPD_CS[\"two\",\(RasterGeoreference.wgs84),\(vertical)]" }
        let foot = compound(
            "VERT_CS[\"NAVD88 height (ftUS)\",VERT_DATUM[\"North American Vertical Datum 1988\",2005,AUTHORITY[\"EPSG\",\"5103\"]],"
                + "UNIT[\"US survey foot\",0.304800609601219,AUTHORITY[\"EPSG\",\"9003\"]],AXIS[\"Gravity-related height\",UP],"
                + "AUTHORITY[\"EPSG\",\"6360\"]]")
        let path = scratch.path("vertical.tif")
        try Self.make(path, rows: 2, columns: 2, reference: foot, Band(values: [1000, 0, 0, 0]))
        let raster = try TerrainReader.raster(path)
        #expect(abs(raster.heights[0] - 304.8006) < 1e-3)
        // What is written beside the heights, which are metres now, does not say feet.
        #expect(raster.georeference.kind == .geographic && !raster.georeference.wellKnownText.contains("foot"))
        let torn = scratch.path("torn.tif")
        try Self.make(torn, rows: 2, columns: 2, reference: foot, Band(values: [1000, 0, 0, 0], unit: "m"))
        #expect { try TerrainReader.raster(torn) } throws: { "\($0)".contains("allowed: one unit") }
    }

    @Test func `what a mask leaves out is void, also where it holds noughts`() throws {
        let scratch = try Scratch()
        for type in [GDT_Int16, GDT_Float32] {
            let path = scratch.path("mask\(type.rawValue).tif")
            let values = (0..<12).map { Float($0 == 5 ? 0 : 100 + $0) }
            try Self.make(
                path, rows: 3, columns: 4, options: [("PROFILE", "GDALGeoTIFF")], Band(type: type, values: values, masked: [5, 6]))
            let raster = try TerrainReader.raster(path)
            let voids = raster.heights.indices.filter { raster.heights[$0].isNaN }
            #expect(voids == [5, 6])
            var ground = try TerrainReader.ground(path)
            let filled = ground.fillVoids(with: -1)
            let found = try #require(filled)
            #expect((0..<12).filter { found[$0] } == [5, 6])
        }
    }

    @Test func `a longitude is one place however it is counted, and a file round the earth has no edge at its seam`() throws {
        let columns = 36
        for west in [0.0, -180, 5] {
            let place = RasterGeoreference.geographic(westDegrees: west, northDegrees: 50, stepEastDegrees: 10, stepSouthDegrees: 10)
            #expect(place.period(columns: columns) == 36 && place.period(columns: 35) == nil && place.period(columns: 37) == 36)
            let heights = (0..<3 * columns).map { Float(($0 % columns * 10 + Int(west) + 720) % 360) }
            let raster = ElevationRaster(georeference: place, rows: 3, columns: columns, heights: heights)
            let grid = try #require(raster.grid)
            #expect(grid.isRound)
            for longitude in stride(from: -360.0, through: 360, by: 10) {
                let true0 = Float((Int(longitude) + 720) % 360)
                let node = raster.nearest(x: longitude + (Int(west) % 10 == 0 ? 0 : 5), y: 40)
                #expect(node == (Int(west) % 10 == 0 ? true0 : Float((Int(longitude) + 725) % 360)), "\(west): \(longitude)")
                let between = longitude + 4
                let height = try #require(raster.bilinear(x: between, y: 45))
                let same = grid.height(latitude: 45 * Units.degree, longitude: between * Units.degree)
                #expect(abs(height - same) < 1e-3, "\(west): \(longitude): \(height), \(same)")
            }
        }
        // Halfway over the seam, between 350° and 0°.
        let place = RasterGeoreference.geographic(westDegrees: 0, northDegrees: 50, stepEastDegrees: 10, stepSouthDegrees: 10)
        let raster = ElevationRaster(georeference: place, rows: 2, columns: 36, heights: (0..<72).map { Float($0 % 36) })
        #expect(raster.bilinear(x: -5, y: 50).map { abs($0 - 17.5) < 1e-9 } == true)
    }

    @Test func `a horizon is the same wherever a file that goes round the earth begins`() throws {
        func table(west: Int) throws -> HorizonTable {
            let place = RasterGeoreference.geographic(
                westDegrees: Double(west), northDegrees: 45, stepEastDegrees: 0.25, stepSouthDegrees: 0.25)
            let heights = (0..<41 * 1440).map { node -> Float in
                let longitude = node % 1440 + west * 4
                return Float((node / 1440 * 37 + (longitude + 2880) % 1440 * 53) % 400)
            }
            let grid = try #require(ElevationRaster(georeference: place, rows: 41, columns: 1440, heights: heights).grid)
            let site = GeodeticPosition(latitudeDegrees: 40, longitudeDegrees: 179.6, height: 500)
            return HorizonTable(site: site, terrain: .grid(grid), rangeMaximum: 200_000, azimuthSteps: 64, rangeSteps: 64)
        }
        let near = try table(west: -180)
        let far = try table(west: 0)
        for step in 0..<64 {
            let azimuth = 2 * Double.pi * Double(step) / 64
            let (a, b) = (
                near.maskingSlope(groundDistance: 150_000, azimuth: azimuth), far.maskingSlope(groundDistance: 150_000, azimuth: azimuth)
            )
            #expect(abs(a - b) < 1e-6, "\(step): \(a), \(b)")
        }
    }

    @Test func `tiles of two steps that meet leave no slit, and what lies between tiles stays void`() throws {
        let scratch = try Scratch()
        func tile(_ name: String, west: Double, north: Double, east: Double, south: Double, rows: Int, columns: Int, _ height: Float) throws
        {
            // Pixels that fill a degree, their centres half a step inside.
            try RasterFile.write(
                [Float](repeating: height, count: rows * columns), rows: rows, columns: columns,
                georeference: .geographic(
                    westDegrees: west + 0.5 * east, northDegrees: north - 0.5 * south, stepEastDegrees: east, stepSouthDegrees: south),
                to: scratch.path(name))
        }
        // Two fine ones side by side, two coarser ones north of them and east.
        try tile("a.tif", west: 10, north: 50, east: 0.1, south: 0.1, rows: 10, columns: 10, 1)
        try tile("b.tif", west: 11, north: 50, east: 0.1, south: 0.1, rows: 10, columns: 10, 2)
        try tile("c.tif", west: 10, north: 51, east: 0.25, south: 0.1, rows: 10, columns: 4, 3)
        try tile("d.tif", west: 11, north: 51, east: 0.25, south: 0.1, rows: 10, columns: 4, 4)
        try tile("e.tif", west: 13, north: 50, east: 0.25, south: 0.25, rows: 4, columns: 4, 5)
        let grid = try TerrainMosaic.grid([scratch.folder.path])
        for latitude in stride(from: 49.06, through: 50.94, by: 0.01) {
            for longitude in stride(from: 10.06, through: 11.94, by: 0.01) {
                let height = grid.height(latitude: latitude * Units.degree, longitude: longitude * Units.degree)
                #expect(height.isFinite, "\(latitude), \(longitude)")
            }
        }
        #expect(abs(grid.height(latitude: 50.5 * Units.degree, longitude: 11 * Units.degree) - 3.5) < 0.25)
        #expect(grid.isVoid(latitude: 49.5 * Units.degree, longitude: 12.5 * Units.degree))
        #expect(!grid.isVoid(latitude: 49.5 * Units.degree, longitude: 13.5 * Units.degree))
        #expect(!grid.isVoid(latitude: 49.5 * Units.degree, longitude: 20 * Units.degree))
    }
}
