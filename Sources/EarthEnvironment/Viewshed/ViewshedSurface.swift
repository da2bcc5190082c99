/// A viewshed as independent pieces of work over one grid.
///
/// Any number of threads may run the sectors, in any order: they write different nodes, and the result is the same.
package protocol ViewshedSurface: Sendable {
    var rows: Int { get }
    var columns: Int { get }
    /// How many sectors there are; and the nodes of one, about, to share them out and to show progress.
    var sectorCount: Int { get }
    func nodes(sector: Int) -> Int
    /// The rows in which a sector has nodes, and perhaps some more.
    func rows(sector: Int) -> Range<Int>
    /// The surface with whatever it draws from the heights beforehand; only so is it run.
    func prepared(for heights: HeightGrid) -> Self
    /// Fills the nodes of one sector with lowest visible altitudes, metres. Both buffers are rows × columns, row-major;
    /// no height may be NaN.
    func run(sector: Int, heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>)
    /// Fills the nodes that no sector has.
    func runRemainder(heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>)
    /// Ends rows of which every node is filled.
    func finish(rows: Range<Int>, heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>)
}

extension ViewshedSurface {
    package func prepared(for heights: HeightGrid) -> Self { self }
    package func finish(rows: Range<Int>, heights: HeightGrid, altitudes: UnsafeMutablePointer<Float>) {}

    /// The whole grid in this thread.
    package func minimumAltitudes(_ heights: [Float]) -> [Float] {
        precondition(heights.count == rows * columns, "heights must number rows × columns")
        return [Float](unsafeUninitializedCapacity: heights.count) { altitudes, count in
            heights.withUnsafeBufferPointer { heights in
                guard let pointer = heights.baseAddress, let to = altitudes.baseAddress else { return }
                let from = HeightGrid.real(pointer)
                let surface = prepared(for: from)
                surface.runRemainder(heights: from, altitudes: to)
                for sector in 0..<surface.sectorCount { surface.run(sector: sector, heights: from, altitudes: to) }
                surface.finish(rows: 0..<rows, heights: from, altitudes: to)
            }
            count = heights.count
        }
    }
}
