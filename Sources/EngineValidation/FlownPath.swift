import NumericalMethods
import Quantities
import Stochastics
import TargetTracking

/// One flight of a `FusionSetting`, as a table of places every tenth of a second; all times of a trial are multiples of it.
struct FlownPath {
    private static let step = 0.1
    private var places: [Vector3]

    init(_ setting: FusionSetting, seed: UInt64, until end: Double) {
        var stream = RandomStream(studySeed: seed, runIndex: 0, entity: 99, purpose: DrawPurpose(rawValue: 1))
        var position = Vector3(-20_000, 70_000, 9_000)
        var velocity = Vector3(150, -200, 0)
        places = [position]
        for place in 0..<Int(end / Self.step) {
            switch setting.flight {
            case .straight: position += velocity * Self.step
            case .turning: Self.turn(&position, &velocity, load: Self.load(at: Double(place) * Self.step))
            case .wandering: Self.wander(&position, &velocity, density: setting.motion.cruiseDensity, &stream)
            }
            places.append(position)
        }
    }

    func position(at time: Double) -> Vector3 { places[Int((time / Self.step).rounded())] }

    /// To the left, in standard gravities.
    private static func load(at time: Double) -> Double { time >= 80 && time < 92 ? 2 : time >= 115 && time < 125 ? -3 : 0 }

    /// A level turn of constant rate, exact.
    private static func turn(_ position: inout Vector3, _ velocity: inout Vector3, load: Double) {
        let rate = load * Units.standardGravity / velocity.length
        func turned(_ angle: Double) -> Vector3 {
            let (sine, cosine) = Elementary.sincos(angle)
            return Vector3(velocity.x * cosine - velocity.y * sine, velocity.y * cosine + velocity.x * sine, velocity.z)
        }
        let half = 0.5 * rate * step
        position += turned(half) * (rate == 0 ? step : 2 * Elementary.sincos(half).sin / rate)
        velocity = turned(2 * half)
    }

    /// White acceleration: noise of covariance q [T³/3, T²/2; T²/2, T].
    private static func wander(_ position: inout Vector3, _ velocity: inout Vector3, density: Double, _ stream: inout RandomStream) {
        let scale = (density * step).squareRoot()
        let first = Vector3(stream.nextNormal(), stream.nextNormal(), stream.nextNormal())
        let second = Vector3(stream.nextNormal(), stream.nextNormal(), stream.nextNormal())
        // √(1/3 − 1/4): the part of the way that the velocity's noise does not tell.
        let rest = (1 / 12.0).squareRoot()
        position += velocity * step
        position += (first * 0.5 + second * rest) * (scale * step)
        velocity += first * scale
    }
}
