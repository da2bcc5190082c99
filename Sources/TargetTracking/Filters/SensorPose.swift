import NumericalMethods
import Quantities
import TacticalMessages

/// Where a radar's local-level frame stands in the tracker's Cartesian frame.
package struct SensorPose: Sendable {
    package var rotation: Matrix3
    package var translation: Vector3

    package init(rotation: Matrix3, translation: Vector3) {
        self.rotation = rotation
        self.translation = translation
    }

    /// The tracker's frame is the radar's own.
    package static let identity = SensorPose(rotation: .identity, translation: .zero)

    /// A point of the tracker's frame in the radar's frame.
    @inlinable
    package func toSensor(_ point: Vector3) -> Vector3 { rotation.transposed * (point - translation) }

    /// Azimuth of a point of the tracker's frame from the radar, 0…2π.
    package func azimuth(_ point: Vector3) -> Radians { Self.azimuth(ofLocal: toSensor(point)) }

    /// Azimuth of a point of the radar's frame, 0…2π.
    @inline(__always)
    static func azimuth(ofLocal local: Vector3) -> Radians {
        let azimuth = Elementary.atan2(local.x, local.y)
        return azimuth < 0 ? azimuth + 2 * .pi : azimuth
    }
}

/// A plot in Cartesian coordinates with its covariance.
///
///     mean: the unbiased conversion of Mo, Song, Zhou, Sun & Bar-Shalom (IEEE AES-34, 1998), covariance to first order
/// Frame: the tracker's. Valid while cross-range deviations stay below about a tenth of the range.
package struct CartesianPlot: Sendable {
    package var position: Vector3
    /// Symmetric 3 × 3.
    package var covariance: Matrix3

    package init(_ detection: Detection, pose: SensorPose) {
        let (sinAzimuth, cosAzimuth) = Elementary.sincos(detection.azimuth)
        let (sinElevation, cosElevation) = Elementary.sincos(detection.elevation)
        let debias = Elementary.exp(0.5 * (detection.azimuthDeviation * detection.azimuthDeviation
            + detection.elevationDeviation * detection.elevationDeviation))
        let along = Vector3(sinAzimuth * cosElevation, cosAzimuth * cosElevation, sinElevation)
        let across = Vector3(cosAzimuth, -sinAzimuth, 0)
        let above = Vector3(-sinAzimuth * sinElevation, -cosAzimuth * sinElevation, cosElevation)
        position = pose.rotation * (along * (detection.range * debias)) + pose.translation
        let first = pose.rotation * along * detection.rangeDeviation
        let second = pose.rotation * across * (detection.range * cosElevation * detection.azimuthDeviation)
        let third = pose.rotation * above * (detection.range * detection.elevationDeviation)
        covariance = Matrix3(
            columns: first * first.x + second * second.x + third * third.x,
            first * first.y + second * second.y + third * third.y,
            first * first.z + second * second.z + third * third.z)
    }

    package init(position: Vector3, covariance: Matrix3) {
        self.position = position
        self.covariance = covariance
    }
}
