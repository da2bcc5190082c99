import NumericalMethods

/// The lowest visible altitudes of rows of nodes, eight nodes at a time, from what `GreatCircleCrests` knows of their directions.
///
/// A node's own great circle is looked at where `GeodeticViewshed` samples it: about the crests of the two directions beside it, and
/// along the last step before the node where ground may reach the line of sight.
struct GreatCircleAnswers<Height: HeightSample> {
    typealias Lanes = SIMD8<Float>
    typealias Indices = SIMD8<UInt32>
    let frame: GreatCircleFrame
    let ways: UnsafePointer<Float>
    let heights: UnsafePointer<Height>
    let rows: Int
    let columns: Int
    let density: Float
    /// Sine and twice the squared sine of half the longitude from the site, by column.
    let sines: UnsafePointer<Float>
    let versines: UnsafePointer<Float>
    /// Windows of `HeightMaxima` of the crests' step.
    let greatest: UnsafePointer<Float>
    let greatestColumns: Int
    /// Of the sides of `GreatCircleCrests`: east, west, north, south.
    let scales: SIMD4<Float>
    let offsets: SIMD4<UInt32>
    let steps: SIMD4<UInt32>
    /// Whether no ray to these rows bows past the border.
    let isInside: Bool

    /// Samples that are looked at about a crest.
    private static var window: Int { 8 }

    /// Answers a row.
    /// - Parameters:
    ///   - cosine: of its latitude.
    ///   - latitude: sine and versine of its latitude less the site's.
    func run(
        row: Int, cosine: Float, latitude: (sine: Float, versine: Float), _ room: Room, _ altitudes: UnsafeMutablePointer<Float>
    ) {
        let rowsAway = Float(row) - frame.row
        var waiting = 0
        var column = 0
        while column < columns {
            // The last eight of a row reach back.
            let first = min(column, columns - 8)
            let sine = Self.eight(sines + first)
            let versine = Self.eight(versines + first)
            let along = 1 / (1 - latitude.versine - versine * (cosine * frame.cosine))
            let east = sine * cosine * along
            let north = (versine * (cosine * frame.sine) + latitude.sine) * along
            let tangent = (east * east + north * north).squareRoot()
            let rays = Rays(
                east: east, north: north, tangent: tangent.greater(Lanes(repeating: 1e-12)), arc: frame.arctangent(tangent),
                rowsAway: rowsAway, columnsAway: Lanes.ramp + (Float(first) - frame.column), density: density)
            Self.keep(rays.east, room.east + first)
            Self.keep(rays.north, room.north + first)
            Self.keep(rays.tangent, room.tangent + first)
            Self.keep(rays.arc, room.arc + first)
            Self.keep(begin(rays, column: first, room, &waiting), room.steepest + first)
            column += 8
        }
        lookOn(rowsAway: rowsAway, room, waiting)
        column = 0
        while column < columns {
            let first = min(column, columns - 8)
            let rays = Rays(
                east: Self.eight(room.east + first), north: Self.eight(room.north + first), tangent: Self.eight(room.tangent + first),
                arc: Self.eight(room.arc + first), rowsAway: rowsAway, columnsAway: Lanes.ramp + (Float(first) - frame.column),
                density: density)
            let place = row * columns + first
            let ground = Height.eight(heights + place)
            let altitude = end(rays, Self.eight(room.steepest + first), row: row, column: first)
            // The site, and what no sample lies before.
            let isNear = rays.count .< 2
            Self.keep(altitude.greater(ground).replacing(with: ground, where: isNear), altitudes + place)
            column += 8
        }
    }

    @inline(__always)
    private static func eight(_ at: UnsafePointer<Float>) -> Lanes { UnsafeRawPointer(at).loadUnaligned(as: Lanes.self) }
    @inline(__always)
    private static func keep(_ values: Lanes, _ at: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(at).storeBytes(of: values, as: Lanes.self)
    }

    /// Cells of way of the nodes, and how many steps are before the one that they stand in.
    @inline(__always)
    private func way(_ e: Lanes, _ n: Lanes) -> (way: Lanes, last: (value: Lanes, index: Indices)) {
        let way = (e.magnitude + n.magnitude).greater(Lanes(repeating: 1e-3))
        return (way, (way * (0.999_999 / Float(GreatCircleCrests.step))).whole(limit: Lanes(repeating: 4_000_000)))
    }

    /// The steepest about the crests of one direction beside each ray; notes the windows that are to be looked at besides.
    @inline(__always)
    private func begin(_ rays: Rays, column: Int, _ room: Room, _ waiting: inout Int) -> Lanes {
        // Which side, which two directions of it, and the last step within.
        let (e, n) = (rays.east * frame.cellsEast, rays.north * frame.cellsNorth)
        let isAcross = n.magnitude .<= e.magnitude
        let (isEast, isNorth) = (e .>= 0, n .>= 0)
        @inline(__always)
        func ofSide(_ all: SIMD4<Float>) -> Lanes {
            Lanes(repeating: all[3]).replacing(with: Lanes(repeating: all[2]), where: isNorth).replacing(
                with: Lanes(repeating: all[1]).replacing(with: Lanes(repeating: all[0]), where: isEast), where: isAcross)
        }
        @inline(__always)
        func ofSide(_ all: SIMD4<UInt32>) -> Indices { unsafeBitCast(ofSide(unsafeBitCast(all, to: SIMD4<Float>.self)), to: Indices.self) }
        let main = e.magnitude.greater(n.magnitude).greater(Lanes(repeating: 1e-6))
        let scale = ofSide(scales)
        let direction = (e.replacing(with: n, where: isAcross) / main + 1) * scale
        let bin = direction.whole(limit: 2 * scale - 1).index
        let next = bin &+ 1
        let steps = ofSide(steps)
        let (way, last) = self.way(e, n)
        let start = ofSide(offsets) &+ last.index &* 8
        let one = Float.eight(ways, start &+ (bin &>> 3) &* 8 &* steps &+ (bin & 7))
        let two = Float.eight(ways, start &+ (next &>> 3) &* 8 &* steps &+ (next & 7))

        var steepest = Lanes(repeating: -1e9)
        let isBehind = last.value .>= 1
        if isBehind.isAny {
            let latest = self.latest(rays)
            let first = self.first(around: place(of: one / way, rays), latest)
            let at = window(first, rays, isBehind, &steepest)
            let moved = self.moved(first, at, latest)
            note(moved, (moved .!= first) .& isBehind, column: column, turn: 1, room, &waiting)
            // Another crest, not the same a little on.
            let isApart = ((one - two).magnitude .> 3 / density) .& isBehind
            if isApart.isAny {
                note(self.first(around: place(of: two / way, rays), latest), isApart, column: column, turn: 0, room, &waiting)
            }
        }
        return steepest
    }

    /// The lowest visible altitudes, where need be after the rest of the way to the node.
    @inline(__always)
    private func end(_ rays: Rays, _ found: Lanes, row: Int, column: Int) -> Lanes {
        let (way, last) = self.way(rays.east * frame.cellsEast, rays.north * frame.cellsNorth)
        let step = Float(GreatCircleCrests.step)
        var steepest = found
        // What is left before the node, where ground there may reach the line of sight.
        let inner = rays.arc * (last.value * step / way)
        let lowest = frame.altitude(steepest, arc: rays.arc).lesser(frame.altitude(steepest, arc: inner)) - 1
        var reaching = Lanes()
        let line = greatest + row / GreatCircleCrests.step * greatestColumns
        for lane in 0..<8 { reaching[lane] = line[(column + lane) / GreatCircleCrests.step] }
        let isOpen = (reaching .>= lowest) .| (last.value .< 1)
        if isOpen.isAny {
            let first = (place(of: last.value * step / way, rays) - 1).greater(Lanes(repeating: 1))
            finish(first, rays, &steepest)
        }
        return frame.altitude(steepest, arc: rays.arc)
    }

    /// The sample of each ray next to a share of its way, as a whole number.
    @inline(__always)
    private func place(of share: Lanes, _ rays: Rays) -> Lanes {
        let arc = frame.arctangent(rays.tangent * share)
        return (arc / rays.arc.greater(Lanes(repeating: 1e-12)) * rays.count + 0.5).whole(limit: Lanes(repeating: 4_000_000)).value
    }

    /// Places and sight of one sample each.
    private struct Spot {
        let row: Lanes
        let column: Lanes
        let distance: Lanes
        let drop: Lanes
    }

    @inline(__always)
    private func spot(_ sample: Lanes, _ rays: Rays) -> Spot {
        let arc = rays.arc * (sample * rays.inverse)
        let share = GreatCircleFrame.tangent(arc) / rays.tangent
        let node = frame.node(east: rays.east * share, north: rays.north * share)
        let sight = frame.sight(arc)
        return Spot(row: node.row, column: node.column, distance: sight.distance, drop: sight.drop)
    }

    /// The last first sample of a window.
    @inline(__always)
    func latest(_ rays: Rays) -> Lanes { (rays.count - Float(Self.window)).greater(Lanes(repeating: 1)) }

    /// The first sample of the window about one.
    @inline(__always)
    private func first(around middle: Lanes, _ latest: Lanes) -> Lanes {
        (middle - Float(Self.window / 2 - 1)).greater(Lanes(repeating: 1)).lesser(latest)
    }

    /// Windows whose steepest sample is at an end, moved on: it may rise there.
    @inline(__always)
    func moved(_ first: Lanes, _ at: Lanes, _ latest: Lanes) -> Lanes {
        let shift = Float(Self.window - 2)
        return first.replacing(with: first - shift, where: at .== 0)
            .replacing(with: first + shift, where: at .>= Float(Self.window - 1)).greater(Lanes(repeating: 1)).lesser(latest)
    }

    /// Looks at a window of samples from one on; returns which is steepest, −1 where none is steeper than before.
    @inline(__always)
    func window(_ first: Lanes, _ rays: Rays, _ isWanted: SIMDMask<SIMD8<Int32>>, _ steepest: inout Lanes) -> Lanes {
        let half = Float(Self.window / 2)
        let middle = first + half
        let spot = spot(middle, rays)
        // A parabola's direction: that from its start and that to its end less that of both.
        let (behind, ahead) = (1 / middle, 1 / (rays.count - middle).greater(Lanes(repeating: 1)))
        let (row, column) = (spot.row - frame.row, spot.column - frame.column)
        let rowStep = row * behind + (rays.rowsAway - row) * ahead - rays.rowsAway * rays.inverse
        let columnStep = column * behind + (rays.columnsAway - column) * ahead - rays.columnsAway * rays.inverse
        let turn = rays.arc * rays.inverse * frame.inverseK
        let start = Spot(
            row: spot.row - rowStep * half, column: spot.column - columnStep * half,
            distance: spot.distance - turn * half * frame.effective, drop: spot.drop - turn * half * 0.5)
        return stretch(
            start, (rowStep, columnStep, turn * frame.effective, turn * 0.5), samples: Self.window,
            last: Lanes(repeating: -1).replacing(with: rays.count - 1 - first, where: isWanted), &steepest)
    }

    /// Looks at the samples from one of each ray to its last.
    @inline(__always)
    private func finish(_ first: Lanes, _ rays: Rays, _ steepest: inout Lanes) {
        let left = rays.count - 1 - first
        let most = Int(left.greatest)
        guard most >= 0 else { return }
        let start = spot(first, rays)
        let end = spot(first + Float(max(1, most)), rays)
        let share = 1 / Float(max(1, most))
        let steps = (
            (end.row - start.row) * share, (end.column - start.column) * share, (end.distance - start.distance) * share,
            (end.drop - start.drop) * share
        )
        _ = stretch(start, steps, samples: most + 1, last: left, &steepest)
    }

    /// Holds samples on a straight way; returns the place of the steepest, −1 where none is steeper than before.
    @inline(__always)
    private func stretch(
        _ start: Spot, _ step: (row: Lanes, column: Lanes, distance: Lanes, drop: Lanes), samples: Int, last: Lanes, _ steepest: inout Lanes
    ) -> Lanes {
        let (rowLast, columnLast) = (Float(rows - 1), Float(columns - 1))
        var at = Lanes(repeating: -1)
        for sample in 0..<samples {
            let number = Float(sample)
            let height = Height.bilinear(
                heights, columns, step.row * number + start.row, step.column * number + start.column, (rowLast, columnLast),
                isInside: isInside)
            let slope = frame.slope(height, distance: step.distance * number + start.distance, drop: step.drop * number + start.drop)
            let isSteeper = (slope .> steepest) .& (last .>= number)
            steepest.replace(with: slope, where: isSteeper)
            at.replace(with: Lanes(repeating: number), where: isSteeper)
        }
        return at
    }
}
