import EarthEnvironment
import NumericalMethods
import Quantities
import RunRecords

/// Where an object is over time: earth-fixed metres, m/s held to the earth.
struct ExchangePath: Sendable {
    enum Shape: Sendable {
        /// Stands where the last of these says, in time.
        case standing([(time: Double, place: Vector3)])
        case target(ReplayTarget)
        case round(ReplayRound)
    }

    let shape: Shape
    let frame: LocalLevelFrame
    /// Metres added along the vertical: sea level above the ellipsoid, where a format counts from the ellipsoid.
    let lift: Double
    /// First and last time, seconds.
    let begins: Double
    let ends: Double

    var isMoving: Bool { if case .standing = shape { false } else { true } }

    /// Earth-fixed place and velocity; times outside are held to the ends.
    func state(at time: Double) -> (position: Vector3, velocity: Vector3) {
        let held = min(max(time, begins), ends)
        let (place, speed): (Vector3, Vector3)
        switch shape {
        case .standing(let places): (place, speed) = ((places.last { $0.time <= held } ?? places[0]).place, .zero)
        case .target(let target): (place, speed) = target.state(at: held) ?? (target.keys[target.keys.count - 1].position, .zero)
        case .round(let round): (place, speed) = Self.state(of: round, at: held)
        }
        return (earthFixed(place), frame.earthFixedFromLocal * speed)
    }

    /// A place of the scene's frame, earth-fixed, lifted.
    func earthFixed(_ place: Vector3) -> Vector3 {
        let fixed = frame.originEarthFixed.vector + frame.earthFixedFromLocal * place
        return lift == 0 ? fixed : fixed + WGS84.vertical(at: Position(fixed)) * lift
    }

    /// A round's place, and the speed of the stretch that it is on (of the one behind it at its end).
    private static func state(of round: ReplayRound, at time: Double) -> (Vector3, Vector3) {
        guard round.positions.count > 1 else { return (round.positions.first ?? .zero, .zero) }
        let stretch = min(round.positions.count - 2, max(0, Int((time - round.launch) / ReplayRound.interval)))
        let from = round.time(ofPosition: stretch)
        let span = round.time(ofPosition: stretch + 1) - from
        let (here, there) = (round.positions[stretch], round.positions[stretch + 1])
        guard span > 0 else { return (there, .zero) }
        let speed = (there - here) / span
        return (here + speed * min(span, time - from), speed)
    }

    func place(at time: Double) -> PlacedSample { PlacedSample(time: time, earthFixed: state(at: time).position) }

    /// Times between which something may bend.
    private var knots: [Double] {
        var times: [Double]
        switch shape {
        case .standing(let places): return places.map(\.time).filter { $0 > begins && $0 < ends }
        case .target(let target): times = target.keys.map(\.time)
        case .round: times = stride(from: begins, to: ends, by: 4).map { $0 }
        }
        times = times.filter { $0 > begins && $0 < ends }
        return times
    }

    /// Samples between which latitude, longitude and height may be taken in straight lines.
    /// - Parameters:
    ///   - tolerance: largest distance from the path, metres.
    ///   - quantum: of time; samples lie on its multiples, seconds.
    ///   - also: moments that have a sample in any case, seconds.
    func samples(tolerance: Double, quantum: Double, also moments: [Double] = []) -> [PlacedSample] {
        guard isMoving else {
            return ([begins] + knots).map { place(at: $0) }
        }
        func rounded(_ time: Double) -> Double { (time / quantum).rounded() * quantum }
        var found = [place(at: rounded(begins))]
        for knot in (knots + moments.filter { $0 > begins && $0 < ends }).sorted() + [ends] {
            let next = place(at: rounded(knot))
            guard let last = found.last, next.time > last.time else { continue }
            refine(from: last, to: next, tolerance, quantum, into: &found)
            found.append(next)
        }
        return found
    }

    private func refine(
        from first: PlacedSample, to last: PlacedSample, _ tolerance: Double, _ quantum: Double, into found: inout [PlacedSample]
    ) {
        let span = last.time - first.time
        guard span > 2 * quantum else { return }
        var worst = 0.0
        for part in 1...7 {
            let share = Double(part) / 8
            let flown = place(at: first.time + span * share)
            worst = max(worst, flown.distance(from: first.mixed(with: last, share)))
        }
        guard worst > tolerance else { return }
        let time = ((first.time + span / 2) / quantum).rounded() * quantum
        guard time > first.time, time < last.time else { return }
        let middle = place(at: time)
        refine(from: first, to: middle, tolerance, quantum, into: &found)
        found.append(middle)
        refine(from: middle, to: last, tolerance, quantum, into: &found)
    }
}

/// A place at a time: degrees, metres.
struct PlacedSample: Sendable, Equatable {
    var time: Double
    var latitude: Double
    var longitude: Double
    var height: Double

    init(time: Double, latitude: Double, longitude: Double, height: Double) {
        self.time = time
        self.latitude = latitude
        self.longitude = longitude
        self.height = height
    }

    init(time: Double, earthFixed: Vector3) {
        let point = WGS84.geodetic(Position(earthFixed))
        self.init(
            time: time, latitude: point.latitude / Units.degree, longitude: point.longitude / Units.degree, height: point.height)
    }

    /// Longitude, latitude and height with a separator: 1 cm.
    func text(_ separator: String) -> String {
        FormatText.fixed(longitude, 7) + separator + FormatText.fixed(latitude, 7) + separator + FormatText.fixed(height, 2)
    }

    /// The short way from one longitude to another, degrees.
    private static func turn(from: Double, to: Double) -> Double {
        (to - from).remainder(dividingBy: 360)
    }

    func mixed(with other: PlacedSample, _ share: Double) -> PlacedSample {
        PlacedSample(
            time: time + (other.time - time) * share, latitude: latitude + (other.latitude - latitude) * share,
            longitude: longitude + Self.turn(from: longitude, to: other.longitude) * share,
            height: height + (other.height - height) * share)
    }

    /// Metres, near enough for a tolerance.
    func distance(from other: PlacedSample) -> Double {
        let degree = WGS84.meanRadius * Units.degree
        let north = (latitude - other.latitude) * degree
        let east = Self.turn(from: other.longitude, to: longitude) * degree * Elementary.cos(latitude * Units.degree)
        let up = height - other.height
        return (north * north + east * east + up * up).squareRoot()
    }
}
