import NumericalMethods

/// A missile's outer shape, for an estimate of its zero-lift drag where no measured curve is public.
package struct MissileShape: Sendable, Equatable {
    /// m.
    package var length: Double
    package var diameter: Double
    /// Nose length over diameter.
    package var noseFineness: Double
    /// Motor exit area over reference area: the share of the base that the jet fills.
    package var jetShare: Double
    /// Planform area of one pair of fins over the reference area, and number of pairs.
    package var finAreaShare: Double
    package var finPairs: Double

    package init(
        length: Double, diameter: Double, noseFineness: Double = 3, jetShare: Double = 0.6, finAreaShare: Double = 1.2,
        finPairs: Double = 2
    ) {
        precondition(length > 0 && diameter > 0, "a missile has a length and a diameter")
        self.length = length
        self.diameter = diameter
        self.noseFineness = noseFineness
        self.jetShare = jetShare
        self.finAreaShare = finAreaShare
        self.finPairs = finPairs
    }

    /// Cross-section of the body, m².
    package var referenceArea: Double { 0.25 * .pi * diameter * diameter }

    /// Zero-lift drag coefficients by Mach at a representative 10 km, times `scale`.
    ///
    ///     C_D0 = wave + friction + base + fins
    ///     wave  = (1.59 + 1.83/M²) · atan(0.5/(l_N/d))^1.69           M > 1, rising from M 0.8
    ///     friction = 0.053 (l/d) [M/(q l)]^0.2                         q in lbf/ft², l in ft
    ///     base  = 0.25/M (M > 1), 0.12 + 0.13 M² (M < 1), times 1 − jet share while the motor burns
    ///     fins  = pairs · share · (2 · 0.0133 [M/(q c)]^0.2 + wave of 4 % double wedge with 55° sweep)
    /// - Source: Fleeman, *Tactical Missile Design*, 2nd ed. (2006), ch. 2 (body and wing zero-lift drag).
    package func drag(scale: Double = 1) -> DragTable {
        let machs: [Double] = [0, 0.6, 0.8, 0.95, 1.05, 1.2, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8]
        return DragTable(
            machs.map { mach in
                let (coasting, powered) = coefficients(mach: mach)
                return DragTable.Knot(mach: mach, coasting: scale * coasting, powered: scale * powered)
            })
    }

    private func coefficients(mach: Double) -> (coasting: Double, powered: Double) {
        // 10 km: p = 26,500 Pa; q = 0.7 p M² in lbf/ft² (47.88 Pa).
        let speed = max(mach, 0.3)
        let pressure = 0.7 * 26_500 * speed * speed / 47.88
        let feet = 1 / 0.3048
        let friction = 0.053 * (length / diameter) * Elementary.pow(speed / (pressure * length * feet), 0.2)
        let finChord = max(0.3, diameter)
        let finFriction = 0.0266 * Elementary.pow(speed / (pressure * finChord * feet), 0.2)
        let nose = Elementary.pow(Elementary.atan(0.5 / noseFineness), 1.69)
        let onset = mach < 0.8 ? 0 : mach > 1.05 ? 1 : (mach - 0.8) / 0.25
        let supersonic = max(mach, 1.05)
        let wave = onset * nose * (1.59 + 1.83 / (supersonic * supersonic))
        let finWave = onset * 0.0085 / max(1, supersonic)
        let base = mach > 1 ? 0.25 / mach : 0.12 + 0.13 * mach * mach
        let body = wave + friction + finPairs * finAreaShare * (finFriction + finWave)
        return (body + base, body + base * (1 - jetShare))
    }
}
