import CGDAL
import Foundation

/// A reference system as GeoTIFF files state it (OGC 19-008r4, GeoTIFF 1.1).
package struct GeoKeys: Sendable, Equatable {
    var directory: [UInt16]
    var reals: [Double]
    var text: [UInt8]

    /// Longitude and latitude on WGS 84 (EPSG 4326), as GDAL states them.
    static let wgs84 = GeoKeys(
        directory: [
            1, 1, 0, 7, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326, 2049, 34737, 7, 0, 2054, 0, 1, 9102, 2057, 34736, 1, 1, 2059, 34736,
            1, 0,
        ], reals: [298.257223563, 6_378_137], text: Array("WGS 84|\0".utf8))

    private init(directory: [UInt16], reals: [Double], text: [UInt8]) {
        (self.directory, self.reals, self.text) = (directory, reals, text)
    }

    /// nil where the directory holds none.
    init?(_ tiff: TIFFDirectory) {
        directory = tiff.whole(.geoKeys).compactMap { UInt16(exactly: $0) }
        guard directory.count >= 4, directory.count >= 4 + 4 * Int(directory[3]) else { return nil }
        reals = tiff.reals(.geoDoubles)
        text = tiff.text(.geoText)
        // As libgeotiff takes it: version 1 of revision 1, every value where its key says.
        guard directory[0] == 1, directory[1] == 1, directory[2] <= 1 else { return nil }
        var last: UInt16 = 0
        for at in stride(from: 4, to: 4 + 4 * Int(directory[3]), by: 4) {
            // Keys stand in order, each once.
            guard directory[at] > last else { return nil }
            last = directory[at]
            let end = Int(directory[at + 2]) + Int(directory[at + 3])
            switch directory[at + 1] {
            case 0: guard directory[at + 2] == 1 else { return nil }
            case TIFFDirectory.Tag.geoDoubles.rawValue: guard end <= reals.count else { return nil }
            case TIFFDirectory.Tag.geoText.rawValue:
                guard end <= text.count, text[Int(directory[at + 3])..<end].allSatisfy({ $0 >= 32 }) else { return nil }
            default: return nil
            }
        }
    }

    /// A key whose value stands in the directory itself; nil where it does not.
    private subscript(key: UInt16) -> UInt16? {
        for at in stride(from: 4, to: 4 + 4 * Int(directory[3]), by: 4) where directory[at] == key {
            return directory[at + 1] == 0 && directory[at + 2] == 1 ? directory[at + 3] : nil
        }
        return nil
    }

    /// Whether the tie point is of a pixel's centre, not of its outer corner.
    var isPixelPoint: Bool { self[1025] == 2 }

    /// What the axes measure, where the keys say it in so many words: metres or degrees. nil also where the heights have a reference
    /// system of their own (keys from 4096 on), or longitudes may not count from Greenwich.
    var kind: RasterGeoreference.Kind? {
        guard !stride(from: 4, to: 4 + 4 * Int(directory[3]), by: 4).contains(where: { (4096...4099).contains(directory[$0]) }) else {
            return nil
        }
        switch self[1024] {
        case 1: return self[3076] == 9001 ? .projected(unit: 1) : nil
        // WGS 84, ETRS89, NAD83.
        case 2: return self[2054] == 9102 && [4326, 4258, 4269].contains(self[2048]) ? .geographic : nil
        default: return nil
        }
    }

    /// The central meridian's easting of a UTM zone on WGS 84 (EPSG 32601 to 32660, 32701 to 32760), metres; nil for any other system.
    var easternmostOfUTM: Double? {
        guard self[1024] == 1, let code = self[3072], (32601...32660).contains(code) || (32701...32760).contains(code) else { return nil }
        return 500_000
    }

    /// The keys that GDAL writes for a reference system, read out of a file that it makes in memory.
    init?(wellKnownText: String) {
        guard !wellKnownText.isEmpty, GDAL.isInstalled else { return nil }
        // One file for each thread.
        let path = "/vsimem/cupola-\(pthread_self()).tif"
        let keys = RasterLibrary.quietly { () -> GeoKeys? in
            guard let driver = GDAL.GDALGetDriverByName("GTiff"), let dataset = GDAL.GDALCreate(driver, path, 1, 1, 1, GDT_Byte, nil)
            else { return nil }
            var transform = [0, 1.0, 0, 0, 0, -1]
            _ = GDAL.GDALSetGeoTransform(dataset, &transform)
            _ = GDAL.GDALSetProjection(dataset, wellKnownText)
            _ = GDAL.GDALClose(dataset)
            var size: vsi_l_offset = 0
            guard let buffer = GDAL.VSIGetMemFileBuffer(path, &size, 1) else { return nil }
            defer { GDAL.VSIFree(buffer) }
            return TIFFDirectory(UnsafeRawBufferPointer(start: buffer, count: Int(size))).flatMap { GeoKeys($0) }
        }
        guard let keys else { return nil }
        self = keys
    }
}
