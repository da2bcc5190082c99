import NumericalMethods

/// The general inverse problem, turned so that λ₁₂ ≥ 0, β₁ ≤ 0 and |β₁| ≥ |β₂|: Newton on α₁ (Karney 2013, section 4).
struct GeodesicInverse {
    let sbet1, cbet1, dn1, sbet2, cbet2, dn2, lam12, slam12, clam12: Double

    mutating func solve() -> Geodesic.Solution {
        var solution = Geodesic.Solution()
        solution.isFound = true
        let start = self.start()
        if let short = start.short {
            solution.arc = short.arc
            solution.distance = short.arc * GeodesicSeries.b * short.dnm
            solution.reducedLength = short.dnm * short.dnm * GeodesicSeries.b * Elementary.sin(short.arc / short.dnm)
            (solution.salp1, solution.calp1) = (start.salp1, start.calp1)
            (solution.salp2, solution.calp2) = (short.salp2, short.calp2)
            return solution
        }

        var (salp1, calp1) = (start.salp1, start.calp1)
        var (salp1a, calp1a) = (Geodesic.tiny, 1.0)
        var (salp1b, calp1b) = (Geodesic.tiny, -1.0)
        var nearly = false
        var bisected = false
        var trial = Trial()
        let newtonLimit = 20
        for iteration in 0..<83 {
            trial = self.trial(salp1: salp1, calp1: calp1, wantsSlope: iteration < newtonLimit)
            let v = trial.error
            if bisected || !(abs(v) >= (nearly ? 8 : 1) * Geodesic.tolerance0) { break }
            if v > 0, iteration > newtonLimit || calp1 / salp1 > calp1b / salp1b {
                (salp1b, calp1b) = (salp1, calp1)
            } else if v < 0, iteration > newtonLimit || calp1 / salp1 < calp1a / salp1a {
                (salp1a, calp1a) = (salp1, calp1)
            }
            if iteration < newtonLimit, trial.slope > 0 {
                let change = -v / trial.slope
                if abs(change) < .pi {
                    let turn = Elementary.sincos(change)
                    let sine = salp1 * turn.cos + calp1 * turn.sin
                    if sine > 0 {
                        calp1 = calp1 * turn.cos - salp1 * turn.sin
                        (salp1, calp1) = Geodesic.normalised(sine, calp1)
                        nearly = abs(v) <= 16 * Geodesic.tolerance0
                        continue
                    }
                }
            }
            (salp1, calp1) = Geodesic.normalised((salp1a + salp1b) / 2, (calp1a + calp1b) / 2)
            nearly = false
            bisected =
                abs(salp1a - salp1) + (calp1a - calp1) < Geodesic.tolerance0
                || abs(salp1 - salp1b) + (calp1 - calp1b) < Geodesic.tolerance0
        }
        let lengths = Geodesic.lengths(
            epsilon: trial.epsilon, sig12: trial.sig12, ssig1: trial.ssig1, csig1: trial.csig1, dn1: dn1,
            ssig2: trial.ssig2, csig2: trial.csig2, dn2: dn2)
        solution.arc = trial.sig12
        solution.distance = lengths.distance * GeodesicSeries.b
        solution.reducedLength = lengths.reduced * GeodesicSeries.b
        (solution.salp1, solution.calp1) = (salp1, calp1)
        (solution.salp2, solution.calp2) = (trial.salp2, trial.calp2)
        return solution
    }

    private struct Start {
        var salp1 = 0.0
        var calp1 = 0.0
        var short: (arc: Double, dnm: Double, salp2: Double, calp2: Double)?
    }

    /// A first azimuth: the sphere's, the astroid's near the antipode, or the answer itself for short lines.
    private func start() -> Start {
        var start = Start()
        let sbet12 = sbet2 * cbet1 - cbet2 * sbet1
        let cbet12 = cbet2 * cbet1 + sbet2 * sbet1
        let sbet12a = sbet2 * cbet1 + cbet2 * sbet1
        let isShort = cbet12 >= 0 && sbet12 < 0.5 && cbet2 * lam12 < 0.5
        var somg12 = slam12
        var comg12 = clam12
        var dnm = 1.0
        if isShort {
            var sbetm2 = (sbet1 + sbet2) * (sbet1 + sbet2)
            sbetm2 /= sbetm2 + (cbet1 + cbet2) * (cbet1 + cbet2)
            dnm = (1 + GeodesicSeries.ep2 * sbetm2).squareRoot()
            let omega = Elementary.sincos(lam12 / (GeodesicSeries.f1 * dnm))
            (somg12, comg12) = (omega.sin, omega.cos)
        }
        var salp1 = cbet2 * somg12
        var calp1 =
            comg12 >= 0
            ? sbet12 + cbet2 * sbet1 * somg12 * somg12 / (1 + comg12)
            : sbet12a - cbet2 * sbet1 * somg12 * somg12 / (1 - comg12)
        let ssig12 = Elementary.hypot(salp1, calp1)
        let csig12 = sbet1 * sbet2 + cbet1 * cbet2 * comg12
        if isShort, ssig12 < Geodesic.shortLimit {
            let (salp2, calp2) = Geodesic.normalised(
                cbet1 * somg12,
                sbet12 - cbet1 * sbet2 * (comg12 >= 0 ? somg12 * somg12 / (1 + comg12) : 1 - comg12))
            start.short = (Elementary.atan2(ssig12, csig12), dnm, salp2, calp2)
        } else if csig12 < 0, ssig12 < 6 * GeodesicSeries.n * .pi * cbet1 * cbet1 {
            let lam12x = Elementary.atan2(-slam12, -clam12)
            let epsilon = GeodesicSeries.epsilon(sbet1 * sbet1 * GeodesicSeries.ep2)
            let lamScale = GeodesicSeries.f * cbet1 * GeodesicSeries.a3(epsilon) * .pi
            let x = lam12x / lamScale
            let y = sbet12a / (lamScale * cbet1)
            if y > -Geodesic.tolerance1, x > -1 - 1000 * Geodesic.tolerance2 {
                salp1 = min(1, -x)
                calp1 = -(max(0, 1 - salp1 * salp1)).squareRoot()
            } else {
                let k = Self.astroid(x, y)
                let omega = Elementary.sincos(lamScale * (-x * k / (1 + k)))
                somg12 = omega.sin
                comg12 = -omega.cos
                salp1 = cbet2 * somg12
                calp1 = sbet12a - cbet2 * sbet1 * somg12 * somg12 / (1 - comg12)
            }
        }
        if salp1 > 0 {
            (start.salp1, start.calp1) = Geodesic.normalised(salp1, calp1)
        } else {
            (start.salp1, start.calp1) = (1, 0)
        }
        return start
    }

    /// The positive root of κ⁴ + 2κ³ − (x² + y² − 1)κ² − 2y²κ − y² = 0 (Karney 2013, eq. 55).
    private static func astroid(_ x: Double, _ y: Double) -> Double {
        let p = x * x
        let q = y * y
        let r = (p + q - 1) / 6
        if q == 0, r <= 0 { return 0 }
        let s = p * q / 4
        let r2 = r * r
        let r3 = r * r2
        let discriminant = s * (s + 2 * r3)
        var u = r
        if discriminant >= 0 {
            var t3 = s + r3
            t3 += t3 < 0 ? -discriminant.squareRoot() : discriminant.squareRoot()
            let t = Elementary.cbrt(t3)
            u += t + (t != 0 ? r2 / t : 0)
        } else {
            u += 2 * r * Elementary.cos(Elementary.atan2((-discriminant).squareRoot(), -(s + r3)) / 3)
        }
        let v = (u * u + q).squareRoot()
        let uv = u < 0 ? q / (v - u) : u + v
        let w = (uv - q) / (2 * v)
        return uv / ((uv + w * w).squareRoot() + w)
    }

    /// Where the geodesic with azimuth α₁ meets the second parallel, and by how much of longitude it misses.
    private struct Trial {
        var error = 0.0
        var slope = 0.0
        var epsilon = 0.0
        var sig12 = 0.0
        var ssig1 = 0.0
        var csig1 = 1.0
        var ssig2 = 0.0
        var csig2 = 1.0
        var salp2 = 0.0
        var calp2 = 1.0
    }

    private func trial(salp1: Double, calp1 given: Double, wantsSlope: Bool) -> Trial {
        var calp1 = given
        if sbet1 == 0, calp1 == 0 { calp1 = -Geodesic.tiny }
        let salp0 = salp1 * cbet1
        let calp0 = Elementary.hypot(calp1, salp1 * sbet1)
        var trial = Trial()
        let somg1 = salp0 * sbet1
        let comg1 = calp1 * cbet1
        (trial.ssig1, trial.csig1) = Geodesic.normalised(sbet1, comg1)
        trial.salp2 = cbet2 != cbet1 ? salp0 / cbet2 : salp1
        if cbet2 != cbet1 || abs(sbet2) != -sbet1 {
            let gap =
                cbet1 < -sbet1 ? (cbet2 - cbet1) * (cbet1 + cbet2) : (sbet1 - sbet2) * (sbet1 + sbet2)
            trial.calp2 = (max(0, comg1 * comg1 + gap)).squareRoot() / cbet2
        } else {
            trial.calp2 = abs(calp1)
        }
        let somg2 = salp0 * sbet2
        let comg2 = trial.calp2 * cbet2
        (trial.ssig2, trial.csig2) = Geodesic.normalised(sbet2, comg2)
        trial.sig12 = Elementary.atan2(
            max(0, trial.csig1 * trial.ssig2 - trial.ssig1 * trial.csig2),
            trial.csig1 * trial.csig2 + trial.ssig1 * trial.ssig2)
        let somg12 = max(0, comg1 * somg2 - somg1 * comg2)
        let comg12 = comg1 * comg2 + somg1 * somg2
        let eta = Elementary.atan2(somg12 * clam12 - comg12 * slam12, comg12 * clam12 + somg12 * slam12)
        trial.epsilon = GeodesicSeries.epsilon(calp0 * calp0 * GeodesicSeries.ep2)
        let c3 = GeodesicSeries.c3(trial.epsilon)
        let b312 = c3.sum(sine: trial.ssig2, cosine: trial.csig2) - c3.sum(sine: trial.ssig1, cosine: trial.csig1)
        trial.error = eta - GeodesicSeries.f * GeodesicSeries.a3(trial.epsilon) * salp0 * (trial.sig12 + b312)
        if wantsSlope {
            if trial.calp2 == 0 {
                trial.slope = -2 * GeodesicSeries.f1 * dn1 / sbet1
            } else {
                let reduced = Geodesic.lengths(
                    epsilon: trial.epsilon, sig12: trial.sig12, ssig1: trial.ssig1, csig1: trial.csig1, dn1: dn1,
                    ssig2: trial.ssig2, csig2: trial.csig2, dn2: dn2
                ).reduced
                trial.slope = reduced * GeodesicSeries.f1 / (trial.calp2 * cbet2)
            }
        }
        return trial
    }
}
