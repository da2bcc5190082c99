import CGDAL
import Foundation
import Testing

@testable import TerrainFiles

/// The two ways to read and write GeoTIFF against each other.
@Suite struct PlainGeoTIFFTests {
    static let rows = 37
    static let columns = 51

    static func projection(_ name: String = "Mercator of 33E", unit: String) -> String {
        """
        PROJCS["\(name)",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],\
        AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]],\
        PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",33],\
        PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],\(unit)]
        """
    }

    /// A file that GDAL makes, of ramps with a void.
    static func make(
        _ path: String, _ type: GDALDataType, _ reference: String, _ options: [(String, String)], isPoint: Bool, heightUnit: String? = nil
    ) throws {
        try RasterLibrary.quietly {
            var heights = (0..<rows * columns).map { $0 == 100 ? Int16(-32768) : Int16($0 % 211 - 40) }
            let memory = try #require(GDAL.GDALCreate(GDAL.GDALGetDriverByName("MEM"), "", Int32(columns), Int32(rows), 1, type, nil))
            defer { _ = GDAL.GDALClose(memory) }
            var transform = reference.hasPrefix("GEOGCS") ? [30.25, 0.001, 0, 50.5, 0, -0.002] : [500_000.0, 30, 0, 5_600_000, 0, -25]
            _ = GDAL.GDALSetGeoTransform(memory, &transform)
            _ = GDAL.GDALSetProjection(memory, reference)
            if isPoint { _ = GDAL.GDALSetMetadataItem(memory, "AREA_OR_POINT", "Point", nil) }
            let band = GDAL.GDALGetRasterBand(memory, 1)
            _ = late_GDALSetRasterNoDataValue()?(band, -32768)
            if let heightUnit { _ = late_GDALSetRasterUnitType()?(band, heightUnit) }
            _ = GDAL.GDALRasterIO(
                band, GF_Write, 0, 0, Int32(columns), Int32(rows), &heights, Int32(columns), Int32(rows), GDT_Int16, 0, 0)
            var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = nil
            defer { GDAL.CSLDestroy(list) }
            for (key, value) in options { list = GDAL.CSLSetNameValue(list, key, value) }
            let copy = late_GDALCreateCopy()?(GDAL.GDALGetDriverByName("GTiff"), path, memory, 0, list, nil, nil)
            let made: UnsafeMutableRawPointer = try #require(copy)
            _ = GDAL.GDALClose(made)
        }
    }

    @Test func `a plain GeoTIFF is read where it lies, as GDAL reads it, and what is not plain is left to GDAL`() throws {
        let scratch = try Scratch()
        let degrees = RasterGeoreference.wgs84
        let metre = "UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]]"
        let metres = Self.projection(unit: metre)
        // A name of another length shifts the heights to an odd byte.
        let odd = Self.projection("Mercator of 33", unit: metre)
        let feet = Self.projection(unit: "UNIT[\"US survey foot\",0.304800609601219,AUTHORITY[\"EPSG\",\"9003\"]]")
        for (name, type, reference, options, isPoint, isPlain) in [
            ("plain", GDT_Int16, degrees, [], false, true), ("metric", GDT_Int16, metres, [], false, true),
            ("big", GDT_Int16, degrees, [("BIGTIFF", "YES")], false, true), ("point", GDT_Int16, metres, [], true, true),
            ("tiled", GDT_Int16, degrees, [("TILED", "YES")], false, false),
            ("packed", GDT_Int16, degrees, [("COMPRESS", "DEFLATE")], false, false),
            ("endian", GDT_Int16, degrees, [("ENDIANNESS", "BIG")], false, false), ("real", GDT_Float32, degrees, [], false, false),
            ("feet", GDT_Int16, feet, [], false, false), ("placeless", GDT_Int16, "", [], false, false),
            ("odd", GDT_Int16, odd, [], false, false),
        ] as [(String, GDALDataType, String, [(String, String)], Bool, Bool)] {
            let path = scratch.path("\(name).tif")
            try Self.make(path, type, reference, options, isPoint: isPoint)
            let ground = try TerrainReader.ground(path)
            if case .mapped = ground.heights { #expect(isPlain, "\(name)") } else { #expect(!isPlain, "\(name)") }
            let raster = try TerrainReader.raster(path)
            #expect(ground.rows == Self.rows && ground.columns == Self.columns)
            #expect(ground[100].isNaN && raster.heights[100].isNaN, "\(name)")
            #expect((0..<Self.rows * Self.columns).allSatisfy { $0 == 100 || ground[$0] == raster.heights[$0] }, "\(name)")
            Self.expectSame(ground.georeference, raster.georeference, name)
            // What is written bears the same reference system.
            let copy = scratch.path("copy of \(name).tif")
            try RasterFile.write(raster.heights, rows: Self.rows, columns: Self.columns, georeference: ground.georeference, to: copy)
            let back = try TerrainReader.raster(copy).georeference
            Self.expectSame(back, raster.georeference, name)
            #expect(back.wellKnownText == raster.georeference.wellKnownText, "\(name)")
        }
        // GDAL's sidecar may say otherwise than the file.
        try Data("<PAMDataset/>".utf8).write(to: URL(filePath: scratch.path("plain.tif.aux.xml")))
        if case .mapped = try TerrainReader.ground(scratch.path("plain.tif")).heights { Issue.record("the sidecar is passed over") }
    }

    @Test func `heights that say they are metres stay where they lie, and feet are left to GDAL`() throws {
        let scratch = try Scratch()
        for (unit, isPlain, factor) in [("m", true, 1), ("ft", false, 0.3048)] as [(String, Bool, Double)] {
            let path = scratch.path("\(unit).tif")
            try Self.make(path, GDT_Int16, RasterGeoreference.wgs84, [], isPoint: false, heightUnit: unit)
            let ground = try TerrainReader.ground(path)
            if case .mapped = ground.heights { #expect(isPlain, "\(unit)") } else { #expect(!isPlain, "\(unit)") }
            #expect(ground[7] == Float(-33 * factor) && ground[100].isNaN, "\(unit)")
        }
    }

    @Test(arguments: ["N50E030", "S07W072", "N00W001", "S01E179"])
    func `an SRTM tile is read where it lies, bit by bit as GDAL reads it`(name: String) throws {
        let scratch = try Scratch()
        let path = scratch.path("\(name).hgt")
        try ReaderTests.hgt { row, column in row == 700 && column == 20 ? -32768 : Int16(truncatingIfNeeded: 977 * row ^ 31 * column) | 1 }
            .write(to: URL(filePath: path))
        let ground = try #require(try PlainTile.ground(path))
        let raster = try TerrainReader.raster(path)
        #expect(ground.rows == raster.rows && ground.columns == raster.columns)
        let other = raster.heights.indices.count { ground[$0] != raster.heights[$0] && !(ground[$0].isNaN && raster.heights[$0].isNaN) }
        #expect(other == 0 && ground[700 * 1201 + 20].isNaN)
        let (own, theirs) = (ground.georeference, raster.georeference)
        #expect(own.kind == theirs.kind && own.west == theirs.west && own.north == theirs.north)
        #expect(own.stepEast == theirs.stepEast && own.stepSouth == theirs.stepSouth)
        #expect(own.geoKeys == GeoKeys(wellKnownText: theirs.wellKnownText))
    }

    @Test func `a tile without voids has none, one of another name or size is left to GDAL, and so is one with a sidecar`() throws {
        let scratch = try Scratch()
        let tile = ReaderTests.hgt { row, column in Int16(row - column) }
        func isPlain(_ name: String, _ data: Data) throws -> Bool {
            try data.write(to: URL(filePath: scratch.path(name)))
            return try PlainTile.ground(scratch.path(name)) != nil
        }
        for (name, expected) in [
            ("N10E020.hgt", true), ("n10E020.hgt", false), ("N1xE020.hgt", false), ("N10E020.dem", false), ("hills.hgt", false),
            ("N90E020.hgt", false), ("N10E200.hgt", false), ("N10E0200.hgt", false),
        ] {
            let found = try isPlain(name, tile)
            #expect(found == expected, "\(name)")
        }
        let short = try isPlain("N11E020.hgt", tile.dropLast(2))
        #expect(!short)
        var ground = try #require(try PlainTile.ground(scratch.path("N10E020.hgt")))
        let voids = ground.fillVoids(with: 3)
        if voids != nil { Issue.record("there is no void") }
        try Data("<PAMDataset/>".utf8).write(to: URL(filePath: scratch.path("N10E020.hgt.aux.xml")))
        if try PlainTile.ground(scratch.path("N10E020.hgt")) != nil { Issue.record("the sidecar is passed over") }
    }

    @Test func `a value is found among whole metres wherever it stands, and not beside its neighbours`() {
        var values = (0..<9001).map { Int16(truncatingIfNeeded: $0 % 3 == 0 ? -32767 : $0 % 3 == 1 ? 32767 : 0) }
        let holds = { values.withUnsafeBufferPointer { WholeHeights.contains(-32768, in: $0) } }
        #expect(!holds())
        for place in [0, 1, 15, 16, 31, 4095, 4096, 8191, 8990, 9000] {
            let was = values[place]
            values[place] = -32768
            #expect(holds(), "\(place)")
            values[place] = was
        }
    }

    private static func expectSame(_ a: RasterGeoreference, _ b: RasterGeoreference, _ name: String) {
        #expect(a.kind == b.kind, "\(name)")
        #expect(abs(a.west - b.west) <= 1e-12 * abs(b.west) && abs(a.north - b.north) <= 1e-12 * abs(b.north), "\(name)")
        #expect(abs(a.stepEast - b.stepEast) <= 1e-12 * b.stepEast && abs(a.stepSouth - b.stepSouth) <= 1e-12 * b.stepSouth, "\(name)")
    }

    @Test func `voids of a file in memory are filled in a copy, and its heights stay where they are without`() throws {
        let scratch = try Scratch()
        let path = scratch.path("voids.tif")
        try Self.make(path, GDT_Int16, RasterGeoreference.wgs84, [], isPoint: false)
        var ground = try TerrainReader.ground(path)
        let filled = ground.fillVoids(with: 7)
        let voids = try #require(filled)
        #expect(voids[100] && !voids[101] && ground[100] == 7)
        let found = (0..<ground.rows * ground.columns).filter { voids[$0] }
        #expect(found == [100])
    }

    @Test func `a GeoTIFF cut short or garbled is never read past its end`() throws {
        let scratch = try Scratch()
        let path = scratch.path("whole.tif")
        let place = RasterGeoreference.geographic(westDegrees: 1, northDegrees: 2, stepEastDegrees: 0.1, stepSouthDegrees: 0.1)
        try RasterFile.write([Float](repeating: 1, count: 35), rows: 5, columns: 7, georeference: place, to: path)
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        #expect(bytes.withUnsafeBytes { TIFFDirectory($0)?.whole(.width) } == [7])
        var state: UInt64 = 7
        for turn in 0..<2000 {
            var garbled = bytes
            for _ in 0..<1 + turn % 4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                garbled[Int(state >> 33) % 400] = UInt8(truncatingIfNeeded: state >> 24)
            }
            garbled.removeLast(turn % 3 == 0 ? Int(state >> 40) % garbled.count : 0)
            garbled.withUnsafeBytes { garbled in
                guard let tiff = TIFFDirectory(garbled) else { return }
                _ = (tiff.whole(.stripOffsets), tiff.reals(.pixelScale), tiff.text(.geoText), GeoKeys(tiff)?.kind)
            }
        }
    }
}
