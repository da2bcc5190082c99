import Dispatch
import EarthEnvironment
import Foundation
import Synchronization
import TerrainFiles

/// A viewshed by several threads: each takes the next sector until none is left, and whoever ends the last sector of a band of
/// rows hands the band on.
package struct ViewshedWork {
    /// Rows handed on at a time.
    private static let bandRows = 32

    private let surface: any ViewshedSurface
    private let jobs: Int
    /// Sectors in the order in which they are begun, before them nil, the nodes that no sector has. Those lie in every row, so that
    /// whoever answers them is the first to touch all memory, which takes as long as some sectors.
    private let order: [Int?]
    /// Entries of `order` that each band waits for.
    private let waiting: CountDown

    package init(_ surface: any ViewshedSurface, jobs: Int) {
        self.surface = surface
        self.jobs = jobs
        // From the north southwards, the farthest-reaching first, so that most bands are ended long before the last sector.
        let sectors = 0..<surface.sectorCount
        order = [nil] + sectors.sorted {
            let (a, b) = (surface.rows(sector: $0), surface.rows(sector: $1))
            return (a.lowerBound, b.upperBound, surface.nodes(sector: $1), $0) < (b.lowerBound, a.upperBound, surface.nodes(sector: $0), $1)
        }
        waiting = CountDown((surface.rows - 1) / Self.bandRows + 1)
        for entry in order { for band in Self.bands(rows(entry)) { waiting.raise(band) } }
    }

    private static func bands(_ rows: Range<Int>) -> Range<Int> {
        rows.isEmpty ? 0..<0 : rows.lowerBound / bandRows..<(rows.upperBound - 1) / bandRows + 1
    }

    /// Rows in which an entry of `order` has nodes.
    private func rows(_ entry: Int?) -> Range<Int> { entry.map { surface.rows(sector: $0) } ?? 0..<surface.rows }

    /// Runs all sectors.
    /// - Parameter take: gets rows and their altitudes, which it may change; called from any thread, once for each row.
    package func run(
        _ raster: GroundRaster, quiet: Bool, _ take: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Float>) -> Void
    ) {
        raster.withGrid { heights in
            // Sectors write different nodes.
            nonisolated(unsafe) let from = heights
            let count = surface.rows * surface.columns
            let altitudes = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
            defer { altitudes.deallocate() }
            LargeBuffer.preferLargePages(UnsafeMutableRawBufferPointer(altitudes))
            nonisolated(unsafe) let to = altitudes
            let surface = surface.prepared(for: heights)
            @Sendable func hand(_ band: Int) {
                let rows = band * Self.bandRows..<min(surface.rows, (band + 1) * Self.bandRows)
                let first = rows.lowerBound * surface.columns
                surface.finish(rows: rows, heights: from, altitudes: to.baseAddress!)
                take(rows, UnsafeMutableBufferPointer(rebasing: to[first..<first + rows.count * surface.columns]))
            }
            let meter = ProgressMeter(quiet: quiet, unit: "nodes")
            nonisolated(unsafe) let shown = meter
            let next = Atomic<Int>(0)
            let done = Atomic<Int>(0)
            DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, order.count))) { thread in
                while true {
                    let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard place < order.count else { break }
                    if let sector = order[place] {
                        surface.run(sector: sector, heights: from, altitudes: to.baseAddress!)
                    } else {
                        surface.runRemainder(heights: from, altitudes: to.baseAddress!)
                    }
                    for band in Self.bands(rows(order[place])) where waiting.lower(band) { hand(band) }
                    let nodes = order[place].map { surface.nodes(sector: $0) } ?? 0
                    let finished = done.wrappingAdd(nodes, ordering: .relaxed).newValue
                    if thread == 0 { shown.show(done: min(finished, count), total: count) }
                }
            }
            if meter.isShown {
                meter.show(done: count, total: count)
                meter.finish()
            }
        }
    }
}

/// Counts that several threads lower.
private final class CountDown: Sendable {
    private let count: Int
    nonisolated(unsafe) private let counts: UnsafeMutablePointer<Atomic<Int>>

    init(_ count: Int) {
        self.count = count
        counts = .allocate(capacity: count)
        for index in 0..<count { (counts + index).initialize(to: Atomic(0)) }
    }

    deinit {
        counts.deinitialize(count: count)
        counts.deallocate()
    }

    func raise(_ index: Int) { counts[index].wrappingAdd(1, ordering: .relaxed) }
    /// Whether this was the last.
    func lower(_ index: Int) -> Bool { counts[index].wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
}
