import NumericalMethods
import Quantities
import TacticalMessages

/// Constant errors of the range and azimuth of all radars that may have one, learnt from the plots of tracks that radars share.
///
/// The bias filter of the separate-bias (two-stage) Kalman filter, common to all tracks: errors b with covariance B, an
/// innovation ν of one track's plot whose mean is J (b − b̂) and whose covariance, were b known, is S:
///
///     Σ = S + J B Jᵀ,  G = B Jᵀ Σ⁻¹,  b̂ += G ν,  B −= G J B
/// Given b, tracks are independent of one another and the innovations of each are white, so that plots of any number of
/// tracks, in any order, may be taken in one by one, and any may be left out.
/// - Source: Friedland, *Treatment of bias in recursive filtering*, IEEE AC-14 (1969) 359–367; for radars with common tracks Dela
///   Cruz, Alouani, Rice & Blair, *Sensor registration in multisensor systems*, SPIE 1698 (1992). Leaves out elevation, tilt and time bias.
package struct RadarRegistration: Sendable {
    /// Unknown errors: range and azimuth of each radar that is no reference.
    let count: Int
    /// Place of a radar's first unknown; nil for a reference.
    private let places: [Int?]
    /// Metres and radians in turn.
    private(set) var estimate: [Double]
    /// Row-major, `count` × `count`.
    private var covariance: [Double]
    /// B Jᵀ of the plot in hand.
    private var weights: [Vector3]

    /// - Parameter expected: for each radar, one standard deviation of its errors before any plot; zeros for a reference.
    package init(expected: [RadarBias]) {
        var places: [Int?] = []
        var variances: [Double] = []
        for bias in expected {
            places.append(bias == .reference ? nil : variances.count)
            if bias != .reference { variances += [bias.range * bias.range, bias.azimuth * bias.azimuth] }
        }
        self.places = places
        count = variances.count
        estimate = [Double](repeating: 0, count: count)
        covariance = [Double](repeating: 0, count: count * count)
        weights = [Vector3](repeating: .zero, count: count)
        for place in variances.indices { covariance[place * count + place] = variances[place] }
    }

    /// Place of the first unknown of a radar, of its range; that of azimuth follows.
    @inline(__always)
    func place(of radar: RadarIdentifier) -> Int? { places[Int(radar.rawValue)] }

    /// Best estimate of a radar's errors.
    package func bias(of radar: RadarIdentifier) -> RadarBias {
        guard let place = place(of: radar) else { return .reference }
        return RadarBias(range: estimate[place], azimuth: estimate[place + 1])
    }

    /// One standard deviation of what is left of them.
    package func deviation(of radar: RadarIdentifier) -> RadarBias {
        guard let place = place(of: radar) else { return .reference }
        func deviation(_ place: Int) -> Double { max(0, covariance[place * count + place]).squareRoot() }
        return RadarBias(range: deviation(place), azimuth: deviation(place + 1))
    }

    /// A detection without the known part of the error.
    package func corrected(_ detection: Detection) -> Detection {
        let known = bias(of: detection.radar)
        var result = detection
        result.range -= known.range
        result.azimuth -= known.azimuth
        return result
    }

    /// The same, its deviations widened by the part that is not known.
    func widened(_ detection: Detection) -> Detection {
        let rest = deviation(of: detection.radar)
        var result = corrected(detection)
        result.rangeDeviation = (detection.rangeDeviation * detection.rangeDeviation + rest.range * rest.range).squareRoot()
        result.azimuthDeviation = (detection.azimuthDeviation * detection.azimuthDeviation + rest.azimuth * rest.azimuth).squareRoot()
        return result
    }

    /// What the rest of the errors adds to a track's covariance: V B Vᵀ.
    /// - Parameter sensitivity: derivatives of position, then of velocity, by the errors, `count` of each.
    func spread(_ sensitivity: [Vector3]) -> StateCovariance {
        var sum = StateCovariance.zero
        for row in 0..<count {
            var position = Vector3.zero
            var velocity = Vector3.zero
            for column in 0..<count {
                position += sensitivity[column] * covariance[row * count + column]
                velocity += sensitivity[count + column] * covariance[row * count + column]
            }
            sum.position = sum.position + Matrix3.outer(position, sensitivity[row])
            sum.cross = sum.cross + Matrix3.outer(position, sensitivity[count + row])
            sum.velocity = sum.velocity + Matrix3.outer(velocity, sensitivity[count + row])
        }
        return sum
    }

    /// Learns from an innovation, unless it is too unlikely.
    /// - Parameter jacobian: derivatives of the innovation's mean by the errors, `count` of them.
    /// - Parameter gate: greatest squared distance of an innovation, three degrees of freedom.
    mutating func learn(_ innovation: Vector3, covariance given: Matrix3, jacobian: [Vector3], gate: Double) {
        var total = given
        for row in 0..<count {
            var sum = Vector3.zero
            for column in 0..<count { sum += jacobian[column] * covariance[row * count + column] }
            weights[row] = sum
            total = total + Matrix3.outer(sum, jacobian[row])
        }
        let (inverse, _) = total.symmetrised.symmetricInverse
        let weighted = inverse * innovation
        guard innovation.dot(weighted) < gate else { return }
        for row in 0..<count {
            estimate[row] += weights[row].dot(weighted)
            let gain = inverse * weights[row]
            for column in 0...row {
                let value = covariance[row * count + column] - gain.dot(weights[column])
                covariance[row * count + column] = value
                covariance[column * count + row] = value
            }
        }
    }
}
