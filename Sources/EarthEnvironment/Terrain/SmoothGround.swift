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
        let rays = rays(beside: azimuth)
        let mask = maskingSlope(groundDistance: groundDistance, between: rays)
        // A degree above the ground the ray clears any Fresnel zone of a radar by far.
        guard mask.isFinite, slope - mask < 0.02 else { return nil }
        let wanted = mask - 1e-6
        let (below, above) = bracket(of: wanted, between: rays)
        var low = 0.0
        var high = min(groundDistance, rangeMaximum)
        for _ in 0..<18 where high - low > 30 {
            let middle = 0.5 * (low + high)
            let isReached = middle >= above || middle > below && maskingSlope(groundDistance: middle, between: rays) >= wanted
            if isReached { high = middle } else { low = middle }
        }
        guard high > 30, groundDistance - high > 1 else { return nil }
        return (mask, high)
    }

    /// Distances, metres, up to which the mask is surely below a slope and from which on it surely is not: by the table's entries, which
    /// never fall along a ray, with a margin far above what rounding between entries can do.
    private func bracket(of wanted: Double, between rays: Rays) -> (below: Metres, above: Metres) {
        func mask(_ entry: Int) -> Double {
            let left = Double(masks[rays.first + entry])
            return left + rays.across * (Double(masks[rays.second + entry]) - left)
        }
        func distance(_ entry: Int) -> Double {
            let root = Double(entry) / rangeScale
            return root * root
        }
        let margin = 1e-9
        var first = 0
        var after = rangeSteps + 1
        while first < after {
            let middle = (first + after) / 2
            if mask(middle) >= wanted + margin { after = middle } else { first = middle + 1 }
        }
        var before = first - 1
        while before >= 0, mask(before) >= wanted - margin { before -= 1 }
        return (before < 0 ? -1 : distance(before) * (1 - 1e-12), first > rangeSteps ? .infinity : distance(first) * (1 + 1e-12))
    }
}

// What looks ask of a horizon millions of times, where it stands: whoever takes it out of its site copies it.
extension SensorSite {
    /// As its horizon's.
    public func maskingEdge(groundDistance: Metres, azimuth: Radians, below slope: Double) -> (slope: Double, distance: Metres)? {
        horizon.maskingEdge(groundDistance: groundDistance, azimuth: azimuth, below: slope)
    }

    /// As its horizon's.
    public func maskingSlope(groundDistance: Metres, azimuth: Radians) -> Double {
        horizon.maskingSlope(groundDistance: groundDistance, azimuth: azimuth)
    }
}
