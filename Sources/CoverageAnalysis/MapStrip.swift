import Quantities

/// Columns of a map between two cuts along the 180th meridian, the cuts themselves being columns where they fall into the map.
struct MapStrip {
    /// Of the rows from north to south, and of the columns eastwards, on the map's own branch; radians.
    private(set) var latitudes: [Radians] = []
    private(set) var longitudes: [Radians] = []
    /// Row-major.
    private(set) var inside: [Bool] = []
    /// What brings its longitudes into −180…180 degrees.
    private(set) var shift = 0.0
    private(set) var isCutWest = false
    private(set) var isCutEast = false

    /// Between nodes, and past them by a node's step.
    func latitude(row: Double) -> Radians { Self.value(latitudes, row) }
    func longitude(column: Double) -> Radians { Self.value(longitudes, column) }

    private static func value(_ values: [Radians], _ place: Double) -> Radians {
        let first = min(max(Int(place.rounded(.down)), 0), values.count - 2)
        let share = place - Double(first)
        // A node itself is given as it stands.
        if share == 0 || share == 1 { return values[first + Int(share)] }
        return values[first] + (values[first + 1] - values[first]) * share
    }

    /// - Parameters:
    ///   - inside: node by node of the map.
    ///   - predicate: answers for the nodes of a cut.
    static func strips(of grid: MapGrid, inside: [Bool], predicate: (Radians, Radians) -> Bool) -> [MapStrip] {
        let turn = 2 * Double.pi
        let latitudes = (0..<grid.rows).map { grid.latitude(row: Double($0)) }
        let west = grid.longitude(column: 0)
        let east = grid.longitude(column: Double(grid.columns - 1))
        // Odd multiples of π that lie within the map, a hundredth of a cell from its borders.
        let near = 0.01 * grid.longitudeStep
        var cuts: [Radians] = []
        var number = ((west + near - .pi) / turn).rounded(.up)
        while .pi + number * turn < east - near {
            cuts.append(.pi + number * turn)
            number += 1
        }
        var strips: [MapStrip] = []
        for piece in 0...cuts.count {
            var strip = MapStrip()
            strip.latitudes = latitudes
            let start = piece > 0 ? cuts[piece - 1] : nil
            let end = piece < cuts.count ? cuts[piece] : nil
            strip.isCutWest = start != nil
            strip.isCutEast = end != nil
            // A node that all but lies on a cut is left to it.
            let kept = (0..<grid.columns).filter { column in
                let longitude = grid.longitude(column: Double(column))
                return start.map { longitude > $0 + near } ?? true && end.map { longitude < $0 - near } ?? true
            }
            strip.longitudes = (start.map { [$0] } ?? []) + kept.map { grid.longitude(column: Double($0)) } + (end.map { [$0] } ?? [])
            guard strip.longitudes.count >= 2 else { continue }
            for row in 0..<grid.rows {
                if let start { strip.inside.append(predicate(latitudes[row], start)) }
                for column in kept { strip.inside.append(inside[row * grid.columns + column]) }
                if let end { strip.inside.append(predicate(latitudes[row], end)) }
            }
            let middle = 0.5 * (strip.longitudes[0] + strip.longitudes[strip.longitudes.count - 1])
            strip.shift = -360 * ((middle + .pi) / turn).rounded(.down)
            strips.append(strip)
        }
        return strips
    }
}
