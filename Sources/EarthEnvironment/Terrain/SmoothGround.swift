import NumericalMethods
public import Quantities

extension HorizonTable {
    /// Height of the smooth ground above the ellipsoid, metres; nil over a grid of terrain.
    public var smoothGroundHeight: Metres? { isFlat ? flatHeight : nil }

    /// The ground that stands highest before a ground distance, as the antenna sees it: its masking slope and where it is, metres; nil
    /// where it stands so far below a direction that nothing of the wave meets it, or so near to either end that it is no edge.
    ///
    /// The mask never falls with distance: the edge is where it first reaches its last value, found by halving.
    /// - Parameters:
    ///   - groundDistance: along the surface, metres.
    ///   - azimuth: clockwise from north, radians.
    ///   - slope: tan of the elevation of what is looked at.
    public func maskingEdge(groundDistance: Metres, azimuth: Radians, below slope: Double) -> (slope: Double, distance: Metres)? {
        let mask = maskingSlope(groundDistance: groundDistance, azimuth: azimuth)
        // A degree above the ground the ray clears any Fresnel zone of a radar by far.
        guard mask.isFinite, slope - mask < 0.02 else { return nil }
        let slack = 1e-6
        var low = 0.0
        var high = min(groundDistance, rangeMaximum)
        for _ in 0..<18 where high - low > 30 {
            let middle = 0.5 * (low + high)
            if maskingSlope(groundDistance: middle, azimuth: azimuth) >= mask - slack { high = middle } else { low = middle }
        }
        guard high > 30, groundDistance - high > 1 else { return nil }
        return (mask, high)
    }
}
