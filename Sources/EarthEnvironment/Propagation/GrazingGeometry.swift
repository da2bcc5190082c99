import NumericalMethods
import Quantities

/// How an antenna looks down at a place of a smooth sphere, by the exact triangle.
///
///     r² = h² + 4a (a + h) sin²(s/2a),  sin ψ = (h (2a + h) − r²)/(2 a r),  sin δ = (h (2a + h) + r²)/(2 (a + h) r)
/// h: antenna above the surface, s: arc along it, a: effective radius, metres.
/// - Source: Skolnik, *Introduction to Radar Systems*, 3rd ed. (2001), ch. 7; the triangle itself.
package struct GrazingGeometry: Sendable, Equatable {
    /// Metres.
    package var slantRange: Metres
    /// ψ, between the ray and the surface there; negative beyond the horizon.
    package var grazingAngle: Radians
    /// δ, below the antenna's horizontal.
    package var depressionAngle: Radians
    /// Sine of the grazing angle.
    package var grazingSine: Double

    /// A geometry known otherwise.
    package init(slantRange: Metres, grazingSine: Double, depressionAngle: Radians) {
        self.slantRange = slantRange
        self.grazingSine = grazingSine
        self.depressionAngle = depressionAngle
        grazingAngle = Elementary.asin(min(1, max(-1, grazingSine)))
    }

    package init(antennaHeight h: Metres, groundDistance: Metres, effectiveRadius a: Metres) {
        let half = Elementary.sin(groundDistance / (2 * a))
        let square = h * h + 4 * a * (a + h) * half * half
        let range = square.squareRoot()
        let rise = h * (2 * a + h)
        slantRange = range
        grazingSine = range > 0 ? min(1, max(-1, (rise - square) / (2 * a * range))) : 1
        grazingAngle = Elementary.asin(grazingSine)
        depressionAngle = range > 0 ? Elementary.asin(min(1, max(-1, (rise + square) / (2 * (a + h) * range)))) : .pi / 2
    }
}
