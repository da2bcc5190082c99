public import NumericalMethods
public import Quantities

/// An air corridor as the planners know it: legs of a middle line in ECEF, a width and a band of heights.
public struct AirCorridor: Sendable {
    /// Points of the middle line, ECEF, metres.
    public var points: [Vector3]
    package var halfWidth: Metres
    package var altitudeMinimum: Metres
    package var altitudeMaximum: Metres
    /// Largest angle between a flight along the corridor and its line, as a cosine: 30°.
    static let alongCosine = 0.8660254037844386

    package init(points: [Vector3], halfWidth: Metres, altitudeMinimum: Metres, altitudeMaximum: Metres) {
        self.points = points
        self.halfWidth = halfWidth
        self.altitudeMinimum = altitudeMinimum
        self.altitudeMaximum = altitudeMaximum
    }

    /// True where a flight is inside the corridor and goes along it, either way.
    /// - Parameters:
    ///   - position: ECEF, metres.
    ///   - velocity: earth-fixed, m/s.
    ///   - height: above the ellipsoid, metres.
    public func holds(position: Vector3, velocity: Vector3, height: Metres) -> Bool {
        guard height >= altitudeMinimum, height <= altitudeMaximum else { return false }
        let up = position.normalized
        let course = velocity - up * velocity.dot(up)
        return zip(points, points.dropFirst()).contains { start, end in
            let leg = end - start
            let along = min(1, max(0, (position - start).dot(leg) / leg.lengthSquared))
            let offset = position - (start + leg * along)
            let sideways = offset - up * offset.dot(up)
            guard sideways.lengthSquared <= halfWidth * halfWidth else { return false }
            return abs(course.dot(leg)) >= Self.alongCosine * course.length * leg.length
        }
    }
}
