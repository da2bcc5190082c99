import EarthEnvironment
import PlainText
import Synchronization
import TerrainFiles

/// What a viewshed becomes: the lowest visible altitudes, or a mask for one height, written band by band as it is answered.
package final class ViewshedSink: Sendable {
    private let file: RasterFile
    private let raster: GroundRaster
    private let voids: VoidMask?
    /// Height of the target, metres; nil where the altitudes themselves are asked for.
    private let target: Float?
    private let isAltitude: Bool
    private let seen = Atomic<Int>(0)
    private let failure = Mutex<TerrainFileError?>(nil)

    /// Where a raster that goes round the earth was cut open: its column c was column c + `shift` of the file.
    package struct Seam: Sendable {
        package let shift: Int
        package let period: Int

        package init(shift: Int, period: Int) {
            self.shift = shift
            self.period = period
        }
    }

    private let seam: Seam?

    /// - Parameters:
    ///   - height: of the target, metres; nil: the lowest visible altitudes.
    ///   - isAltitude: the height counts from the sea.
    package init(
        _ height: Double?, isAltitude: Bool, _ raster: GroundRaster, _ voids: VoidMask?, _ seam: Seam?, to path: String
    ) throws(TerrainFileError) {
        self.raster = raster
        self.voids = voids
        self.seam = seam
        target = height.map { Float($0) }
        self.isAltitude = isAltitude
        let noData: Double? = voids == nil ? nil : target == nil ? .nan : 255
        file = try RasterFile(
            path, target == nil ? .real : .byte, rows: raster.rows, columns: raster.columns, georeference: raster.georeference,
            noData: noData,
            description: height.map { "visible at \(readable($0)) m above \(isAltitude ? "sea level" : "ground")" }
                ?? "lowest visible altitude, m")
    }

    /// Takes rows of altitudes, from any thread.
    package func take(_ rows: Range<Int>, _ altitudes: UnsafeMutableBufferPointer<Float>) {
        let first = rows.lowerBound * raster.columns
        if let voids { for index in altitudes.indices where voids[first + index] { altitudes[index] = .nan } }
        do throws(TerrainFileError) {
            guard let target else {
                turnBack(altitudes)
                try file.write(row: rows.lowerBound, UnsafeRawBufferPointer(altitudes))
                return
            }
            var mask = Self.mask(altitudes, raster, first: first, target: target, isAltitude: isAltitude)
            seen.wrappingAdd(mask.count { $0 == 1 }, ordering: .relaxed)
            mask.withUnsafeMutableBufferPointer { turnBack($0) }
            let written = mask.withUnsafeBytes { bytes in
                Result { () throws(TerrainFileError) in try file.write(row: rows.lowerBound, bytes) }
            }
            try written.get()
        } catch {
            failure.withLock { $0 = $0 ?? error }
        }
    }

    /// Puts the columns of whole rows back where the file has them.
    private func turnBack<Value>(_ values: UnsafeMutableBufferPointer<Value>) {
        guard let seam else { return }
        var line: [Value] = []
        for first in stride(from: 0, to: values.count, by: raster.columns) {
            line = Array(values[first..<first + raster.columns])
            for column in 0..<raster.columns {
                let from = ((column - seam.shift) % seam.period + seam.period) % seam.period
                values[first + column] = line[from]
            }
        }
    }

    /// Ends the file.
    /// - Returns: what there is to say of it.
    package func finish() throws(TerrainFileError) -> String {
        try file.close()
        if let failure = failure.withLock({ $0 }) { throw failure }
        let count = raster.rows * raster.columns
        guard target != nil else { return "lowest visible altitude of \(count) nodes" }
        return "\(NumberText.fixed(100 * Double(seen.load(ordering: .relaxed)) / Double(count), 2)) % of \(count) nodes visible"
    }

    /// 1 where a target of that height is visible, 255 at voids.
    private static func mask(
        _ altitudes: UnsafeMutableBufferPointer<Float>, _ raster: GroundRaster, first: Int, target: Float, isAltitude: Bool
    ) -> [UInt8] {
        raster.withGrid { heights in
            [UInt8](unsafeUninitializedCapacity: altitudes.count) { mask, count in
                for index in altitudes.indices {
                    let lowest = altitudes[index]
                    let ground = heights[first + index]
                    let isVisible = isAltitude ? lowest <= target && ground <= target : lowest <= ground + target
                    mask[index] = lowest == lowest ? (isVisible ? 1 : 0) : 255
                }
                count = altitudes.count
            }
        }
    }
}
