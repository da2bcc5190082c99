import Quantities

/// A place on a map, degrees.
package struct MapPoint: Sendable, Equatable {
    package var longitude: Double
    package var latitude: Double

    package init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }
}

/// An area with holes. Rings are closed (last point = first); the outer runs counter-clockwise, holes clockwise.
package struct MapPolygon: Sendable, Equatable {
    package var outer: [MapPoint]
    package var holes: [[MapPoint]]

    package init(outer: [MapPoint], holes: [[MapPoint]] = []) {
        self.outer = outer
        self.holes = holes
    }
}

/// The boundary of a region that is known by a yes or no at every place, as polygons.
///
/// Marching squares over the nodes of a map; each crossing of a cell's edge is then found by bisection of the predicate
/// itself, so that a vertex lies on the boundary to 1/64 of a cell whatever the field does there (P_d falls to nothing at a
/// horizon at once). Every crossed edge carries one vertex strictly between its nodes, so rings neither cross nor touch.
/// Outside the map nothing is inside: rings close along its edge. At the 180th meridian polygons are cut and meet (RFC 7946, 3.1.9).
/// - Source: the cell table is that of Lorensen & Cline, SIGGRAPH 21 (1987) 163, in two dimensions; a saddle keeps its two
///   inside corners apart.
package enum RegionContour {
    /// - Parameters:
    ///   - inside: node by node, row-major.
    ///   - smallest: rings of less area than so many cells are left out.
    ///   - predicate: the same question at any latitude and longitude, radians.
    package static func polygons(
        grid: MapGrid, inside: [Bool], smallest: Double = 0, predicate: @escaping (Radians, Radians) -> Bool
    ) -> [MapPolygon] {
        precondition(inside.count == grid.rows * grid.columns, "one answer for each node")
        var found: [MapPolygon] = []
        for strip in MapStrip.strips(of: grid, inside: inside, predicate: predicate) {
            let rings = RingTracing(strip: strip, predicate: predicate).rings().map { ring in
                ring.map { MapPoint(longitude: ($0.longitude / Units.degree + strip.shift).clamped, latitude: $0.latitude / Units.degree) }
            }
            let cell = grid.latitudeStep * grid.longitudeStep / (Units.degree * Units.degree)
            found += RingNesting.polygons(of: rings.map(rounded), smallest: max(smallest, 1e-6) * cell)
        }
        return found
    }

    /// To a millionth of a degree (11 cm), first point again last.
    private static func rounded(_ ring: [MapPoint]) -> [MapPoint] {
        var points = ring.map {
            MapPoint(longitude: ($0.longitude * 1e6).rounded() / 1e6, latitude: ($0.latitude * 1e6).rounded() / 1e6)
        }
        if let first = points.first { points.append(first) }
        return points
    }
}

extension Double {
    /// A longitude that rounding put past the edge.
    fileprivate var clamped: Double { Swift.min(180, Swift.max(-180, self)) }
}

extension MapPolygon {
    /// Twice-signed areas, square degrees: positive counter-clockwise.
    package static func area(_ ring: [MapPoint]) -> Double {
        var sum = 0.0
        for (a, b) in zip(ring, ring.dropFirst()) {
            sum += a.longitude * b.latitude - b.longitude * a.latitude
        }
        return 0.5 * sum
    }

    /// A convex ring, whose longitudes go on past ±180 degrees, cut at the 180th meridian into polygons that meet there (RFC 7946, 3.1.9).
    /// - Parameter ring: closed, counter-clockwise, less than a turn wide.
    package static func cut(_ ring: [MapPoint]) -> [MapPolygon] {
        [-360.0, 0, 360].compactMap { turn in
            let moved = ring.map { MapPoint(longitude: $0.longitude + turn, latitude: $0.latitude) }
            let part = clipped(clipped(moved, at: 180, keepsWest: true), at: -180, keepsWest: false)
            return part.count >= 4 && area(part) > 1e-9 ? MapPolygon(outer: part) : nil
        }
    }

    /// The part of a closed ring on one side of a meridian (Sutherland & Hodgman, CACM 17 (1974) 32).
    private static func clipped(_ ring: [MapPoint], at meridian: Double, keepsWest: Bool) -> [MapPoint] {
        func isKept(_ point: MapPoint) -> Bool { keepsWest ? point.longitude <= meridian : point.longitude >= meridian }
        var kept: [MapPoint] = []
        for (a, b) in zip(ring, ring.dropFirst()) {
            if isKept(a) { kept.append(a) }
            if isKept(a) != isKept(b) {
                let share = (meridian - a.longitude) / (b.longitude - a.longitude)
                kept.append(MapPoint(longitude: meridian, latitude: a.latitude + (b.latitude - a.latitude) * share))
            }
        }
        if let first = kept.first { kept.append(first) }
        return kept
    }
}
