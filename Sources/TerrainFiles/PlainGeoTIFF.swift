import Foundation

/// A GeoTIFF that is read where it lies: whole metres in two bytes, uncompressed and in one piece, in a reference system that says
/// metres or degrees in so many words. Anything else, and a file with a sidecar of GDAL's beside it, is GDAL's to read.
enum PlainGeoTIFF {
    /// nil where the file is no such one.
    static func ground(_ path: String) throws(TerrainFileError) -> GroundRaster? {
        guard !Sidecars.speak(of: path), let file = MappedFile(path),
            let tiff = TIFFDirectory(file.bytes), tiff.isAlone, let georeference = georeference(tiff),
            let columns = tiff.whole(.width).first, let rows = tiff.whole(.height).first,
            rows >= 1, columns >= 1, rows <= RasterLimits.nodesMaximum / columns,
            georeference.fault(rows: rows, columns: columns) == nil, !saysMore(tiff), hasPlainVoid(tiff),
            let offset = data(tiff, rows: rows, columns: columns, in: file)
        else { return nil }
        let noData = String(decoding: tiff.text(.noData).prefix { $0 != 0 }, as: UTF8.self)
        return GroundRaster(
            georeference: georeference, rows: rows, columns: columns, heights: .mapped(.init(file: file, offset: offset)),
            void: Double(noData.trimmingCharacters(in: .whitespaces)).flatMap { Int16(exactly: $0) }, source: path)
    }

    /// Whether the file says something of its heights that needs more than their values: a scale, an offset or a unit but the metre.
    private static func saysMore(_ tiff: TIFFDirectory) -> Bool {
        let metadata = String(decoding: tiff.text(.metadata), as: UTF8.self).lowercased().replacingOccurrences(of: metres, with: "")
        return ["scale", "offset", "unit"].contains { metadata.contains($0) } || tiff.has(.metadata) && metadata.isEmpty
    }

    /// How GDAL writes that a band's heights are metres.
    private static let metres = #"<item name="unittype" sample="0" role="unittype">m</item>"#

    /// Whether what stands for no height is a decimal number, if anything does: GDAL takes what begins like one for that.
    private static func hasPlainVoid(_ tiff: TIFFDirectory) -> Bool {
        guard tiff.has(.noData) else { return true }
        let text = String(decoding: tiff.text(.noData).prefix { $0 != 0 }, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        return text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) } && Double(text) != nil
    }

    /// Where the heights lie; nil unless they do so in one piece.
    private static func data(_ tiff: TIFFDirectory, rows: Int, columns: Int, in file: MappedFile) -> Int? {
        guard tiff.whole(.bitsPerSample) == [16], tiff.whole(.sampleFormat) == [2], tiff.whole(.compression) == [1],
            [[], [1]].contains(tiff.whole(.samplesPerPixel)), !tiff.has(.tileWidth)
        else { return nil }
        let offsets = tiff.whole(.stripOffsets)
        let counts = tiff.whole(.stripByteCounts)
        let perStrip = tiff.whole(.rowsPerStrip).first ?? rows
        guard let first = offsets.first, first % 2 == 0, offsets.count == counts.count, perStrip >= 1,
            offsets.count == (rows - 1) / perStrip + 1
        else { return nil }
        var next = first
        for (strip, (offset, count)) in zip(offsets, counts).enumerated() {
            // No sum can run over: what lies beyond the file is refused before it is added to.
            guard offset == next, count <= file.bytes.count, offset <= file.bytes.count - count,
                count == 2 * columns * min(perStrip, rows - strip * perStrip)
            else { return nil }
            next += count
        }
        return next - first == 2 * rows * columns ? first : nil
    }

    private static func georeference(_ tiff: TIFFDirectory) -> RasterGeoreference? {
        guard !tiff.has(.transformation), let keys = GeoKeys(tiff), let kind = keys.kind else { return nil }
        let scale = tiff.reals(.pixelScale)
        let tie = tiff.reals(.tiepoint)
        guard scale.count == 3, tie.count == 6, scale[0] > 0, scale[1] > 0, (scale + tie).allSatisfy(\.isFinite) else { return nil }
        let half = keys.isPixelPoint ? 0.0 : 0.5
        return RasterGeoreference(
            kind: kind, west: tie[3] + (half - tie[0]) * scale[0], north: tie[4] - (half - tie[1]) * scale[1], stepEast: scale[0],
            stepSouth: scale[1], geoKeys: keys)
    }
}
