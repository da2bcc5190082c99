import NumericalMethods
import Quantities

/// The making of a horizon table: rays over a grid, a running maximum of slopes along each.
struct HorizonSweep {
    let site: GeodeticPosition
    let grid: ElevationGrid
    /// The height of voids and of all outside, metres.
    let outside: Double
    let earth: EffectiveEarth
    let rangeMaximum: Double
    let azimuthSteps: Int
    let rangeSteps: Int

    func masks() -> [Float] {
        let stride = rangeSteps + 1
        let spacing = sampleSpacing
        return [Float](unsafeUninitializedCapacity: azimuthSteps * stride) { masks, count in
            grid.heights.withUnsafeBufferPointer { heights in
                for ray in 0..<azimuthSteps {
                    let azimuth = 2 * .pi * Double(ray) / Double(azimuthSteps)
                    sweep(
                        azimuth: azimuth, spacing: spacing, heights: heights,
                        into: UnsafeMutableBufferPointer(rebasing: masks[ray * stride..<(ray + 1) * stride]))
                }
            }
            count = azimuthSteps * stride
        }
    }

    /// The shorter side of a grid cell at the site, metres.
    var sampleSpacing: Double {
        let north = grid.latitudeStep * WGS84.meridionalRadius(latitude: site.latitude)
        let east = grid.longitudeStep * WGS84.transverseRadius(latitude: site.latitude)
            * max(0.05, Elementary.cos(site.latitude))
        return min(north, east)
    }

    private func sweep(
        azimuth: Double, spacing: Double, heights: UnsafeBufferPointer<Float>, into masks: UnsafeMutableBufferPointer<Float>
    ) {
        let direction = Elementary.sincos(azimuth)
        let radius = earth.radius(east: direction.sin, north: direction.cos)
        let path = RayPath(site: site, azimuth: azimuth, rangeMaximum: rangeMaximum, grid: grid)
        // Round the earth, a ray that leaves the grid in the east comes back in the west.
        let turn = 2 * Double.pi / grid.longitudeStep
        var steepest = -Double.infinity
        masks[0] = -1e30
        var last = 0.0
        for index in 1...rangeSteps {
            let fraction = Double(index) / Double(rangeSteps)
            let next = rangeMaximum * fraction * fraction
            // Samples strictly between the antenna and the entry's distance: a target does not hide itself.
            let samples = max(1, Int(((next - last) / spacing).rounded(.up)))
            for sample in 0..<samples {
                let distance = last + (next - last) * Double(sample) / Double(samples)
                guard distance > 0 else { continue }
                var place = path.place(at: distance)
                if grid.isRound { place.column -= turn * (place.column / turn).rounded(.down) }
                let found = ElevationGrid.height(
                    in: heights, rows: grid.rows, columns: grid.columns, row: place.row, column: place.column)
                let height = found == found ? found : outside
                let slope = earth.slope(
                    groundDistance: distance, antennaHeight: site.height, targetHeight: height, radius: radius)
                steepest = max(steepest, slope)
            }
            last = next
            masks[index] = Float(max(steepest, -1e30))
        }
    }
}

/// Where a ray from the site runs over a grid, in rows and columns.
///
/// Exact positions every 25 km at most, cubic between them: a few millimetres off, away from the poles.
struct RayPath {
    private let nodes: [SIMD2<Double>]
    private let slopes: [SIMD2<Double>]
    private let step: Double
    private let inverseStep: Double

    init(site: GeodeticPosition, azimuth: Double, rangeMaximum: Double, grid: ElevationGrid) {
        let count = max(2, Int((rangeMaximum / 25_000).rounded(.up)))
        step = rangeMaximum / Double(count)
        inverseStep = 1 / step
        var nodes: [SIMD2<Double>] = []
        var slopes: [SIMD2<Double>] = []
        let line = GeodesicLine(from: site, azimuth: azimuth)
        var column = 0.0
        let wrap = 2 * .pi / grid.longitudeStep
        for index in 0...count {
            let end = line.end(distance: Double(index) * step)
            var place = SIMD2(grid.row(latitude: end.latitude), grid.column(longitude: end.longitude))
            if index > 0 { place.y -= wrap * ((place.y - column) / wrap).rounded() }
            column = place.y
            nodes.append(place)
            let direction = Elementary.sincos(end.azimuth)
            let cosine = max(1e-6, Elementary.cos(end.latitude))
            slopes.append(
                SIMD2(
                    -direction.cos / WGS84.meridionalRadius(latitude: end.latitude) / grid.latitudeStep,
                    direction.sin / (WGS84.transverseRadius(latitude: end.latitude) * cosine) / grid.longitudeStep)
                    * step)
        }
        self.nodes = nodes
        self.slopes = slopes
    }

    func place(at distance: Double) -> (row: Double, column: Double) {
        let at = distance * inverseStep
        let index = min(Int(at), nodes.count - 2)
        let t = at - Double(index)
        let rise = nodes[index + 1] - nodes[index]
        let m0 = slopes[index]
        let m1 = slopes[index + 1]
        let c2 = 3 * rise - 2 * m0 - m1
        let c3 = m0 + m1 - 2 * rise
        let place = ((c3 * t + c2) * t + m0) * t + nodes[index]
        return (place.x, place.y)
    }
}
