import EarthEnvironment
import NumericalMethods
import Quantities

/// A regular grid of nodes in latitude and longitude that a map is computed on.
package struct MapGrid: Sendable, Equatable {
    /// Row 0 is the northern edge; nodes are points. Radians; longitudes may run past ±π and never wrap.
    package let northLatitude: Radians
    package let westLongitude: Radians
    package let latitudeStep: Radians
    package let longitudeStep: Radians
    package let rows: Int
    package let columns: Int

    package init(
        northLatitude: Radians, westLongitude: Radians, latitudeStep: Radians, longitudeStep: Radians, rows: Int, columns: Int
    ) {
        precondition(rows >= 2 && columns >= 2 && latitudeStep > 0 && longitudeStep > 0, "a map has cells")
        self.northLatitude = northLatitude
        self.westLongitude = westLongitude
        self.latitudeStep = latitudeStep
        self.longitudeStep = longitudeStep
        self.rows = rows
        self.columns = columns
    }

    /// The grid about some places that holds circles around them, with about `nodes` nodes on its longer side.
    /// - Parameter radii: metres, one for each place; the map must not hold a pole.
    /// - Returns: nil where a circle comes within a degree of a pole.
    package init?(around places: [GeodeticPosition], radii: [Metres], nodes: Int) {
        var south = Double.infinity
        var north = -Double.infinity
        var west = Double.infinity
        var east = -Double.infinity
        for (place, radius) in zip(places, radii) {
            let half = radius / WGS84.polarRadius * 1.01
            let bottom = place.latitude - half
            let top = place.latitude + half
            let limit = 89 * Units.degree
            guard top < limit, bottom > -limit else { return nil }
            // The widest meridian distance of a spherical cap: sin Δλ = sin(radius)/cos φ.
            let cosine = Elementary.cos(place.latitude)
            let sine = Elementary.sin(half) / cosine
            guard sine < 0.999 else { return nil }
            let wide = Elementary.asin(sine)
            // Longitudes are taken on the first place's branch.
            var longitude = place.longitude
            let turn = 2 * Double.pi
            longitude -= turn * ((longitude - places[0].longitude) / turn).rounded()
            south = min(south, bottom)
            north = max(north, top)
            west = min(west, longitude - wide)
            east = max(east, longitude + wide)
        }
        let middle = Elementary.cos(0.5 * (south + north))
        let side = max(north - south, (east - west) * middle)
        let step = side / Double(max(2, nodes - 1))
        let stepEast = step / middle
        self.init(
            northLatitude: north, westLongitude: west, latitudeStep: step, longitudeStep: stepEast,
            rows: max(2, Int(((north - south) / step).rounded(.up)) + 1),
            columns: max(2, Int(((east - west) / stepEast).rounded(.up)) + 1))
    }

    package func latitude(row: Double) -> Radians { northLatitude - row * latitudeStep }
    package func longitude(column: Double) -> Radians { westLongitude + column * longitudeStep }

    /// The area that a node of a row stands for, square metres: M N cos φ Δφ Δλ.
    package func nodeArea(row: Int) -> Double {
        let latitude = latitude(row: Double(row))
        return WGS84.meridionalRadius(latitude: latitude) * WGS84.transverseRadius(latitude: latitude)
            * Elementary.cos(latitude) * latitudeStep * longitudeStep
    }
}

/// P_d of one look at the nodes of a map, at several heights.
package struct CoverageRaster: Sendable {
    package let grid: MapGrid
    package let heights: [Metres]
    /// P_d by height, row-major from the north-western node.
    package let probabilities: [[Float]]

    /// Looks at every node and height; rows are shared out among threads.
    package init(
        field: CoverageField, grid: MapGrid, heights: [Metres], jobs: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.grid = grid
        self.heights = heights
        let rows = ParallelRows.map(count: grid.rows, jobs: jobs, progress: progress) { row in
            let latitude = grid.latitude(row: Double(row))
            return heights.map { height in
                (0..<grid.columns).map { column in
                    Float(
                        field.probability(
                            latitude: latitude, longitude: grid.longitude(column: Double(column)), height: height))
                }
            }
        }
        probabilities = heights.indices.map { level in rows.flatMap { $0[level] } }
    }

    /// Covered area at one height, square metres.
    package func area(level: Int, threshold: Double) -> Double {
        var sum = 0.0
        for row in 0..<grid.rows {
            var count = 0
            for column in 0..<grid.columns where Double(probabilities[level][row * grid.columns + column]) >= threshold {
                count += 1
            }
            sum += Double(count) * grid.nodeArea(row: row)
        }
        return sum
    }

    /// The greatest ground distance of a covered node from a place, metres.
    package func rangeMaximum(level: Int, threshold: Double, from place: GeodeticPosition) -> Metres {
        var greatest = 0.0
        for row in 0..<grid.rows {
            // The ends of a row are the furthest: only the outermost covered nodes count.
            var first: Int?
            var last = 0
            for column in 0..<grid.columns where Double(probabilities[level][row * grid.columns + column]) >= threshold {
                if first == nil { first = column }
                last = column
            }
            guard let first else { continue }
            for column in [first, last] {
                let node = GeodeticPosition(
                    latitude: grid.latitude(row: Double(row)), longitude: grid.longitude(column: Double(column)), height: 0)
                greatest = max(greatest, Geodesic.inverse(from: place, to: node).distance)
            }
        }
        return greatest
    }
}
