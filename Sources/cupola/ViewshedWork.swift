import Dispatch
import EarthEnvironment
import Foundation
import Synchronization
import TerrainFiles

/// A viewshed by several threads: each takes the next sector until none is left.
enum ViewshedWork {
    static func minimumAltitudes(_ surface: any ViewshedSurface, _ raster: GroundRaster, jobs: Int, quiet: Bool) -> [Float] {
        raster.withGrid { minimumAltitudes(surface.prepared(for: $0), $0, jobs: jobs, quiet: quiet) }
    }

    private static func minimumAltitudes(_ surface: any ViewshedSurface, _ heights: HeightGrid, jobs: Int, quiet: Bool) -> [Float] {
        // Large sectors first, so that the threads end together.
        let order = (0..<surface.sectorCount).sorted { surface.nodes(sector: $0) > surface.nodes(sector: $1) }
        let total = order.reduce(1) { $0 + surface.nodes(sector: $1) }
        let next = Atomic<Int>(0)
        let done = Atomic<Int>(0)
        let meter = ProgressMeter(quiet: quiet, unit: "nodes")
        let nodeCount = surface.rows * surface.columns
        let altitudes = [Float](unsafeUninitializedCapacity: nodeCount) { altitudes, count in
            LargeBuffer.preferLargePages(UnsafeMutableRawBufferPointer(altitudes))
            // Sectors write different nodes.
            nonisolated(unsafe) let from = heights
            nonisolated(unsafe) let to = altitudes.baseAddress!
            nonisolated(unsafe) let meter = meter
            surface.runRemainder(heights: from, altitudes: to)
            DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, order.count))) { thread in
                while true {
                    let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard place < order.count else { break }
                    surface.run(sector: order[place], heights: from, altitudes: to)
                    let finished = done.wrappingAdd(surface.nodes(sector: order[place]), ordering: .relaxed).newValue
                    if thread == 0 { meter.show(done: finished, total: total) }
                }
            }
            count = nodeCount
        }
        if meter.isShown {
            meter.show(done: total, total: total)
            meter.finish()
        }
        return altitudes
    }
}
