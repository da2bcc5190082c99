import NumericalMethods
import TacticalMessages

/// A plot, the known part of its radar's errors taken out.
struct AlignedPlot {
    let plot: CartesianPlot
    /// Place of the radar's errors, nil for a reference.
    private let place: Int?
    /// Derivatives of the position by range and azimuth.
    private let along: Vector3
    private let across: Vector3

    init(_ detection: Detection, pose: SensorPose, _ registration: RadarRegistration) {
        plot = CartesianPlot(registration.corrected(detection), pose: pose)
        place = registration.place(of: detection.radar)
        let local = pose.toSensor(plot.position)
        along = pose.rotation * local / local.length
        across = pose.rotation * Vector3(local.y, -local.x, 0)
    }

    /// Derivative of the position by one of the registration's errors.
    func derivative(_ error: Int) -> Vector3 {
        guard let place else { return .zero }
        return error == place ? along : error == place + 1 ? across : .zero
    }
}
