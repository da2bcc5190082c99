/// Rings → polygons: each hole to the smallest outer ring around it.
enum RingNesting {
    struct Outer {
        var ring: [MapPoint]
        var area: Double
        var box: (west: Double, south: Double, east: Double, north: Double)
        var holes: [[MapPoint]] = []
    }

    /// - Parameters:
    ///   - rings: closed; outer rings counter-clockwise, holes clockwise; none crosses or touches another.
    ///   - smallest: rings of less area are left out, square degrees.
    static func polygons(of rings: [[MapPoint]], smallest: Double) -> [MapPolygon] {
        var outers: [Outer] = []
        var holes: [[MapPoint]] = []
        for ring in rings where ring.count >= 4 {
            let area = MapPolygon.area(ring)
            guard abs(area) >= smallest else { continue }
            if area > 0 {
                outers.append(Outer(ring: ring, area: area, box: box(ring)))
            } else {
                holes.append(ring)
            }
        }
        outers.sort { ($0.area, $0.ring[0].latitude) < ($1.area, $1.ring[0].latitude) }
        for hole in holes {
            let point = hole[0]
            // Smallest first; a hole whose outer ring was left out goes with it.
            if let place = outers.firstIndex(where: { contains($0, point) && $0.area > -MapPolygon.area(hole) }) {
                outers[place].holes.append(hole)
            }
        }
        return outers.reversed().map { MapPolygon(outer: $0.ring, holes: $0.holes) }
    }

    private static func box(_ ring: [MapPoint]) -> (Double, Double, Double, Double) {
        var west = Double.infinity
        var south = Double.infinity
        var east = -Double.infinity
        var north = -Double.infinity
        for point in ring {
            west = min(west, point.longitude)
            east = max(east, point.longitude)
            south = min(south, point.latitude)
            north = max(north, point.latitude)
        }
        return (west, south, east, north)
    }

    private static func contains(_ outer: Outer, _ point: MapPoint) -> Bool {
        guard point.longitude > outer.box.west, point.longitude < outer.box.east, point.latitude > outer.box.south,
            point.latitude < outer.box.north
        else { return false }
        return contains(outer.ring, point)
    }

    /// Even–odd rule.
    static func contains(_ ring: [MapPoint], _ point: MapPoint) -> Bool {
        var isInside = false
        for (a, b) in zip(ring, ring.dropFirst()) where (a.latitude > point.latitude) != (b.latitude > point.latitude) {
            let share = (point.latitude - a.latitude) / (b.latitude - a.latitude)
            if point.longitude < a.longitude + share * (b.longitude - a.longitude) { isInside.toggle() }
        }
        return isInside
    }
}
