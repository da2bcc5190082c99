import EarthEnvironment

/// A terrain file for line of sight: heights as the file holds them, whole metres in two bytes where it does.
package struct GroundRaster: Sendable {
    package var georeference: RasterGeoreference
    package var rows: Int
    package var columns: Int
    package private(set) var heights: Heights
    /// The file, for people.
    package var source: String
    /// What stands for no height among whole metres; among real heights it is NaN.
    private(set) var void: Int16?

    package enum Heights: Sendable {
        case real([Float])
        case whole([Int16])
        /// Whole metres where the file lies in memory.
        case mapped(MappedHeights)
    }

    /// Whole metres of a file in memory.
    package struct MappedHeights: Sendable {
        let file: MappedFile
        let offset: Int
        var start: UnsafePointer<Int16> {
            UnsafeRawPointer(file.bytes.baseAddress! + offset).assumingMemoryBound(to: Int16.self)
        }
    }

    init(georeference: RasterGeoreference, rows: Int, columns: Int, heights: Heights, void: Int16? = nil, source: String) {
        self.georeference = georeference
        self.rows = rows
        self.columns = columns
        self.heights = heights
        self.void = void
        self.source = source
    }

    /// A raster of real heights.
    package init(_ raster: ElevationRaster) {
        self.init(
            georeference: raster.georeference, rows: raster.rows, columns: raster.columns, heights: .real(raster.heights),
            source: raster.source)
    }

    package subscript(index: Int) -> Float {
        switch heights {
        case .real(let heights): heights[index]
        case .whole(let heights): heights[index] == void ? .nan : Float(heights[index])
        case .mapped(let heights): heights.start[index] == void ? .nan : Float(heights.start[index])
        }
    }

    /// No node is void, for those who have looked.
    mutating func forgetVoid() { void = nil }

    /// The same raster, which goes round the earth after `period` columns, cut open elsewhere: column c is what column c + `shift` was.
    package func rolled(by shift: Int, period: Int) -> GroundRaster {
        func rolled<Value>(_ values: UnsafeBufferPointer<Value>) -> [Value] {
            [Value](unsafeUninitializedCapacity: rows * columns) { buffer, count in
                for row in 0..<rows {
                    for column in 0..<columns {
                        (buffer.baseAddress! + row * columns + column).initialize(
                            to: values[row * columns + ((column + shift) % period + period) % period])
                    }
                }
                count = rows * columns
            }
        }
        let turned: Heights =
            switch heights {
            case .real(let values): .real(values.withUnsafeBufferPointer(rolled))
            case .whole(let values): .whole(values.withUnsafeBufferPointer(rolled))
            case .mapped(let mapped):
                withExtendedLifetime(mapped.file) { .whole(rolled(UnsafeBufferPointer(start: mapped.start, count: rows * columns))) }
            }
        return GroundRaster(georeference: georeference, rows: rows, columns: columns, heights: turned, void: void, source: source)
    }

    /// The heights for a viewshed; voids must have been filled.
    package func withGrid<Result>(_ body: (HeightGrid) -> Result) -> Result {
        switch heights {
        case .real(let heights): heights.withUnsafeBufferPointer { body(.real($0.baseAddress!)) }
        case .whole(let heights): heights.withUnsafeBufferPointer { body(.whole($0.baseAddress!)) }
        case .mapped(let heights): withExtendedLifetime(heights.file) { body(.whole(heights.start)) }
        }
    }

    /// Sets all voids to a height.
    /// - Returns: where they were; nil where there are none.
    package mutating func fillVoids(with height: Float) -> VoidMask? {
        switch heights {
        case .mapped(let mapped):
            // Without voids the file can stay where it is.
            let values = UnsafeBufferPointer(start: mapped.start, count: rows * columns)
            guard let void, WholeHeights.contains(void, in: values) else {
                forgetVoid()
                return nil
            }
            heights = .whole(Array(values))
            return fillVoids(with: height)
        case .real(var values):
            heights = .real([])
            let voids = VoidMask(values) { $0 != $0 }
            if voids != nil { for index in values.indices where values[index] != values[index] { values[index] = height } }
            heights = .real(values)
            return voids
        case .whole(var values):
            guard let void, let voids = VoidMask(values, where: { $0 == void }) else { return nil }
            heights = .whole([])
            if let whole = Int16(exactly: height) {
                for index in values.indices where values[index] == void { values[index] = whole }
                heights = .whole(values)
            } else {
                heights = .real(values.map { $0 == void ? height : Float($0) })
            }
            self.void = nil
            return voids
        }
    }
}

/// Which nodes of a raster have no height: one bit each.
package struct VoidMask: Sendable {
    private var words: [UInt64]

    /// nil where no value is void.
    init?<Value>(_ values: [Value], where isVoid: (Value) -> Bool) {
        guard values.contains(where: isVoid) else { return nil }
        words = [UInt64](repeating: 0, count: (values.count + 63) / 64)
        for index in values.indices where isVoid(values[index]) { words[index >> 6] |= 1 << UInt64(index & 63) }
    }

    package subscript(index: Int) -> Bool { words[index >> 6] >> UInt64(index & 63) & 1 == 1 }
}
