import NumericalMethods

/// The 1976 standard atmosphere from −1 km to 86 km in 50 m cells of density, pressure and one over the speed of sound,
/// linear between; no air above. Within 5·10⁻⁶ of the closed form.
/// - Source: *U.S. Standard Atmosphere, 1976*, NOAA-S/T 76-1562, table 4 and eq. 23, 33, 42, 50.
@usableFromInline
struct StandardAirTable: Sendable {
    /// Never freed, never written after it is made.
    @usableFromInline nonisolated(unsafe) let cells: UnsafePointer<SIMD4<Double>>

    static let shared = StandardAirTable()
    private static let floor = -1_000.0
    private static let ceiling = 86_000.0
    private static let cell = 50.0

    private init() {
        let count = Int((Self.ceiling - Self.floor) / Self.cell) + 2
        let cells = UnsafeMutablePointer<SIMD4<Double>>.allocate(capacity: count)
        for index in 0..<count { cells[index] = Self.air(at: Self.floor + Double(index) * Self.cell) }
        self.cells = UnsafePointer(cells)
    }

    /// Density, pressure, one over the speed of sound at a geometric height, m.
    private static func air(at height: Double) -> SIMD4<Double> {
        let effectiveRadius = 6_356_766.0
        let geopotential = effectiveRadius * height / (effectiveRadius + height)
        let molarMass = 0.028_964_4
        let gasConstant = 8.314_32
        let lapse = 9.806_65 * molarMass / gasConstant
        // Base geopotential height, m, and gradient, K/m, of each layer.
        let layers: [(base: Double, gradient: Double)] = [
            (0, -0.0065), (11_000, 0), (20_000, 0.001), (32_000, 0.0028), (47_000, 0), (51_000, -0.0028), (71_000, -0.002),
            (84_852, 0),
        ]
        var temperature = 288.15
        var pressure = 101_325.0
        for index in 0..<(layers.count - 1) {
            let layer = layers[index]
            let isLast = index == layers.count - 2 || geopotential <= layers[index + 1].base
            let rise = (isLast ? geopotential : layers[index + 1].base) - layer.base
            let above = temperature + layer.gradient * rise
            pressure *=
                layer.gradient == 0
                ? Elementary.exp(-lapse * rise / temperature)
                : Elementary.pow(temperature / above, lapse / layer.gradient)
            temperature = above
            if isLast { break }
        }
        let density = pressure * molarMass / (gasConstant * temperature)
        let soundSpeed = (1.4 * gasConstant / molarMass * temperature).squareRoot()
        return SIMD4(density, pressure, 1 / soundSpeed, 0)
    }

    @inlinable @inline(__always)
    func sample(height: Double) -> AirSample {
        if height >= 86_000 { return AirSample(density: 0, pressure: 0, inverseSoundSpeed: 1 / 274.1) }
        let place = max(0, (height + 1_000) * 0.02)
        let index = Int(place)
        let share = place - Double(index)
        let value = cells[index] * (1 - share) + cells[index + 1] * share
        return AirSample(density: value.x, pressure: value.y, inverseSoundSpeed: value.z)
    }
}
