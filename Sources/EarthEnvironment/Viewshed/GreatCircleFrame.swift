import NumericalMethods
import Quantities

/// Directions and arcs from one site, eight at a time, in single precision and without cancellation.
///
/// Places are those of the gnomonic plane that touches the sphere at the site, in which great circles are straight: east ê and north n̂,
/// tangents of arcs. In cells of the grid at the site, e = ê/(Δλ cos φ₀) and n = n̂/Δφ; a place's way is |e| + |n|.
struct GreatCircleFrame: Sendable {
    typealias Lanes = SIMD8<Float>
    let row: Float
    let column: Float
    let rowsPerRadian: Float
    let columnsPerRadian: Float
    /// Of the site's latitude.
    let sine: Float
    let cosine: Float
    /// Cells of row and of column at the site, by tangents.
    let cellsNorth: Float
    let cellsEast: Float
    /// Altitude of the antenna, and kR, metres.
    let eye: Float
    let effective: Float
    let inverseK: Float
    /// Whether all of the grid lies within a quarter of a radian, where short series do.
    let isNear: Bool

    init(_ view: GeodeticViewshed, eye: Double) {
        let slimmest = min(view.rowCosines[0], view.rowCosines[view.rows - 1])
        isNear = Double(view.rows) * view.latitudeStep < 0.2 && Double(view.columns) * view.longitudeStep < 0.2 && slimmest > 0.2
        row = Float(view.row)
        column = Float(view.column)
        rowsPerRadian = Float(1 / view.latitudeStep)
        columnsPerRadian = Float(1 / view.longitudeStep)
        sine = Float(view.rowSines[view.row])
        cosine = Float(view.rowCosines[view.row])
        cellsNorth = Float(1 / view.latitudeStep)
        cellsEast = Float(1 / (view.longitudeStep * view.rowCosines[view.row]))
        self.eye = Float(eye)
        effective = Float(view.k * view.radius)
        inverseK = Float(1 / view.k)
    }

    /// Row and column of places of the plane.
    @inline(__always)
    func node(east: Lanes, north: Lanes) -> (row: Lanes, column: Lanes) {
        let x = cosine - north * sine
        let across = (x * x + east * east).squareRoot()
        let short = (north * (2 * cosine * sine - north * (sine * sine)) - east * east) / (cosine + across)
        let latitude = arctangent((north * (cosine * cosine) + short * sine) / (across * cosine + (north * cosine + sine) * sine))
        return (row - latitude * rowsPerRadian, column + arctangent(east / x) * columnsPerRadian)
    }

    /// Of arcs on the earth: kR sin ψ, metres, and tan ψ/2 on the effective sphere.
    @inline(__always)
    func sight(_ arc: Lanes) -> (distance: Lanes, drop: Lanes) {
        let turn = arc * inverseK
        let square = turn * turn
        return (
            turn * (1 - square * (1.0 / 6 - square * (1.0 / 120))) * effective,
            turn * 0.5 * (1 + square * (1.0 / 12 + square * (1.0 / 120)))
        )
    }

    /// The tangent of elevation of ground at a distance.
    @inline(__always)
    func slope(_ height: Lanes, distance: Lanes, drop: Lanes) -> Lanes {
        (height - eye) * (1 - height * (1 / effective)) / distance - drop
    }

    /// The altitude of a line of sight at an arc, metres.
    @inline(__always)
    func altitude(_ slope: Lanes, arc: Lanes) -> Lanes {
        let turn = arc * inverseK
        let square = turn * turn
        let versine = square * 0.5 * (1 - square * (1.0 / 12 - square * (1.0 / 360)))
        let fall = versine + slope * (turn * (1 - square * (1.0 / 6 - square * (1.0 / 120))))
        let altitude = (fall * effective + eye) / (1 - fall)
        return altitude.replacing(with: .infinity, where: fall .>= 1)
    }

    /// Of 0 to 1 or so, either sign: twice that of the half angle, by its series.
    @inline(__always)
    func arctangent(_ x: Lanes) -> Lanes {
        if isNear {
            let square = x * x
            var series = square * Float(-1.0 / 7) + Float(1.0 / 5)
            series = series * -square + Float(1.0 / 3)
            return x * (1 - series * square)
        }
        let half = x / (1 + (1 + x * x).squareRoot())
        let square = half * half
        var series = square * Float(-1.0 / 11) + Float(1.0 / 9)
        series = series * -square + Float(1.0 / 7)
        series = series * -square + Float(1.0 / 5)
        series = series * -square + Float(1.0 / 3)
        return 2 * half * (1 - series * square)
    }

    /// Of arcs below a third.
    @inline(__always)
    static func tangent(_ x: Lanes) -> Lanes {
        let square = x * x
        var series = square * Float(62.0 / 2835) + Float(17.0 / 315)
        series = series * square + Float(2.0 / 15)
        series = series * square + Float(1.0 / 3)
        return x * (1 + series * square)
    }
}
