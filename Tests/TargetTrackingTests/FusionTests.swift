import NumericalMethods
import Quantities
import TacticalMessages
import Testing

@testable import TargetTracking

/// Three radars of different period and accuracy at three places, the third with a constant error, and a command post that hears all.
@Suite struct FusionTests {
    private static func flight(_ time: Double) -> Vector3 { Vector3(-20_000 + 150 * time, 70_000 - 200 * time, 9_000) }

    private static func radar(_ number: Int32) -> TrackingScene {
        var scene = TrackingScene()
        scene.radar = RadarIdentifier(rawValue: number)
        switch number {
        case 0: scene.period = 5
        case 1:
            scene.period = 3
            scene.rangeDeviation = 80
            scene.angleDeviation = 0.003
            scene.origin = Vector3(30_000, 0, 0)
        default:
            scene.period = 4
            scene.rangeDeviation = 40
            scene.angleDeviation = 0.0015
            scene.origin = Vector3(-25_000, 20_000, 0)
            scene.rangeBias = 200
            scene.azimuthBias = 0.004
        }
        return scene
    }

    private struct Batch {
        var arrives: Double
        var time: Double
        var radar: Int32
        var detections: [Detection]
    }

    private static func batches(_ radars: [Int32], latency: [Double], flights: [(Double) -> Vector3]) -> [Batch] {
        let all = radars.flatMap { number -> [Batch] in
            let scene = radar(number)
            return scene.frames(Int(120 / scene.period), offset: 0.3 * Double(number), flights: flights).map {
                // Links become slow after the track has begun.
                Batch(arrives: $0.time + ($0.time > 20 ? latency[Int(number)] : 0), time: $0.time, radar: number, detections: $0.detections)
            }
        }
        return all.sorted { ($0.arrives, $0.radar) < ($1.arrives, $1.radar) }
    }

    private static func centre(expected: RadarBias) -> FusionCentre {
        FusionCentre(
            configuration: TrackerConfiguration(
                motion: MotionModels(cruiseDensity: 0.05, cruiseTime: 200, mixingFloor: 0.05), renewalPeriod: 5, coastTime: 20),
            poses: (0..<3).map { SensorPose(rotation: .identity, translation: radar($0).origin) },
            expected: [.reference, .reference, expected])
    }

    private static func fly(_ batches: [Batch], expected: RadarBias) -> FusionCentre {
        var centre = centre(expected: expected)
        for batch in batches {
            centre.process(batch.detections, from: RadarIdentifier(rawValue: batch.radar), at: SimulationTime(seconds: batch.time))
        }
        return centre
    }

    @Test func `plots that come late leave the track that plots in order leave`() throws {
        let prompt = Self.batches([0, 1, 2], latency: [0, 0, 0], flights: [Self.flight])
        let late = Self.batches([0, 1, 2], latency: [0.2, 0.8, 3.5], flights: [Self.flight])
        #expect(prompt.map(\.radar) != late.map(\.radar))
        let first = try #require(Self.fly(prompt, expected: .reference).tracker.tracks.first)
        let second = try #require(Self.fly(late, expected: .reference).tracker.tracks.first)
        #expect(first.filter.time == second.filter.time)
        #expect(first.filter.position == second.filter.position)
        #expect(first.filter.positionCovariance == second.filter.positionCovariance)
    }

    @Test func `a formation teaches the third radar's errors, and every member has one track`() {
        let batches = Self.batches([0, 1, 2], latency: [0.2, 0.8, 1.5], flights: TrackingScene.formation())
        let centre = Self.fly(batches, expected: RadarBias(range: 200, azimuth: 0.004))
        let third = RadarIdentifier(rawValue: 2)
        let error = (centre.registration.bias(of: third).range - 200, centre.registration.bias(of: third).azimuth - 0.004)
        let deviation = centre.registration.deviation(of: third)
        #expect(deviation.range < 20 && deviation.azimuth < 0.0005)
        #expect(abs(error.0) < 4 * deviation.range && abs(error.1) < 4 * deviation.azimuth, "\(error), \(deviation)")
        #expect(centre.tracker.tracks.count == 20)
        #expect(centre.registration.bias(of: RadarIdentifier(rawValue: 0)) == .reference)
    }

    @Test func `a wrong radar alone never narrows its track below its own error`() throws {
        let expected = RadarBias(range: 200, azimuth: 0.004)
        let batches = Self.batches([2], latency: [0, 0, 0], flights: [Self.flight])
        let track = try #require(Self.fly(batches, expected: expected).tracker.tracks.first)
        let range = (track.filter.position - Self.radar(2).origin).length
        let least = (200 * 200 + 0.004 * 0.004 * range * range) / 3
        #expect(track.filter.deviations.position > 0.95 * least.squareRoot())
    }

    /// One track and one wrong radar beside a reference: the separate filters against the Kalman filter of all eight states.
    @Test func `separate filters of track and error are the joint filter`() throws {
        let expected = RadarBias(range: 200, azimuth: 0.004)
        var configuration = TrackerConfiguration()
        configuration.motion = MotionModels(cruiseDensity: 0.05, isInteracting: false)
        let context = AlignmentContext(
            configuration: configuration, poses: (0..<3).map { SensorPose(rotation: .identity, translation: Self.radar($0).origin) }, lag: 0
        )
        var registration = RadarRegistration(expected: [.reference, .reference, expected])
        let first = RadarIdentifier(rawValue: 0)
        let plots = Self.batches([0, 2], latency: [0, 0, 0], flights: [Self.flight]).map { $0.detections[0] }.drop { $0.radar != first }
        let start = try #require(plots.first)
        var time = start.time
        var track = AlignedEstimate(first: context.plot(start, registration), at: time, registration, configuration.motion)
        var joint = JointFilter(context.plot(start, registration).plot, velocityDeviation: 300, expected: expected)
        for detection in plots.dropFirst() {
            joint.predict(detection.time.seconds(since: time), density: 0.05)
            time = detection.time
            let received = context.plot(detection, registration)
            joint.update(received)
            track.predict(to: time)
            track.teach(received, &registration, gate: .infinity)
            track.align(registration)
            track.update(context.plot(detection, registration))
        }
        let filter = track.filter(registration)
        #expect((filter.position - joint.position).length < 0.5)
        for axis in 0..<3 {
            let own = [filter.positionCovariance.column0.x, filter.positionCovariance.column1.y, filter.positionCovariance.column2.z][axis]
            #expect(abs(own / joint.covariance[axis][axis] - 1) < 0.01)
        }
        let third = RadarIdentifier(rawValue: 2)
        #expect(abs(registration.deviation(of: third).range / joint.covariance[6][6].squareRoot() - 1) < 0.01)
        #expect(abs(registration.deviation(of: third).azimuth / joint.covariance[7][7].squareRoot() - 1) < 0.01)
        #expect(joint.covariance[6][6] < 0.05 * 200 * 200)
    }
}

/// Position, velocity and one radar's two errors in one Kalman filter; what `AlignedEstimate` and `RadarRegistration` must equal.
private struct JointFilter {
    private var state = [Double](repeating: 0, count: 8)
    private(set) var covariance = [[Double]](repeating: [Double](repeating: 0, count: 8), count: 8)

    var position: Vector3 { Vector3(state[0], state[1], state[2]) }

    init(_ plot: CartesianPlot, velocityDeviation: Double, expected: RadarBias) {
        let columns = [plot.covariance.column0, plot.covariance.column1, plot.covariance.column2]
        for row in 0..<3 {
            state[row] = Self.part(plot.position, row)
            for column in 0..<3 { covariance[row][column] = Self.part(columns[column], row) }
            covariance[row + 3][row + 3] = velocityDeviation * velocityDeviation
        }
        covariance[6][6] = expected.range * expected.range
        covariance[7][7] = expected.azimuth * expected.azimuth
    }

    private static func part(_ vector: Vector3, _ axis: Int) -> Double { [vector.x, vector.y, vector.z][axis] }

    mutating func predict(_ dt: Double, density q: Double) {
        for axis in 0..<3 { state[axis] += dt * state[axis + 3] }
        for row in 0..<3 { for column in 0..<8 { covariance[row][column] += dt * covariance[row + 3][column] } }
        for row in 0..<8 { for column in 0..<3 { covariance[row][column] += dt * covariance[row][column + 3] } }
        for axis in 0..<3 {
            covariance[axis][axis] += q * dt * dt * dt / 3
            covariance[axis][axis + 3] += q * dt * dt / 2
            covariance[axis + 3][axis] += q * dt * dt / 2
            covariance[axis + 3][axis + 3] += q * dt
        }
    }

    /// z = p + D (b − b̂) + w.
    mutating func update(_ received: AlignedPlot) {
        let derivatives = [received.derivative(0), received.derivative(1)]
        let model = (0..<3).map { axis -> [Double] in
            var row = [Double](repeating: 0, count: 8)
            row[axis] = 1
            for error in 0..<2 { row[6 + error] = Self.part(derivatives[error], axis) }
            return row
        }
        let weighted = (0..<8).map { state in model.map { row in (0..<8).reduce(0) { $0 + covariance[state][$1] * row[$1] } } }
        var total = received.plot.covariance
        for column in 0..<3 {
            let sums = (0..<3).map { axis in (0..<8).reduce(0.0) { $0 + model[axis][$1] * weighted[$1][column] } }
            let vector = Vector3(sums[0], sums[1], sums[2])
            let zero = Vector3.zero
            total = total + Matrix3(columns: column == 0 ? vector : zero, column == 1 ? vector : zero, column == 2 ? vector : zero)
        }
        let inverse = total.symmetrised.symmetricInverse.inverse
        let innovation = inverse * (received.plot.position - position)
        for row in 0..<8 {
            let own = Vector3(weighted[row][0], weighted[row][1], weighted[row][2])
            state[row] += own.dot(innovation)
        }
        // The next plots are corrected for the errors found so far.
        state[6] = 0
        state[7] = 0
        for row in 0..<8 {
            let gain = inverse * Vector3(weighted[row][0], weighted[row][1], weighted[row][2])
            for column in 0..<8 {
                covariance[row][column] -= gain.dot(Vector3(weighted[column][0], weighted[column][1], weighted[column][2]))
            }
        }
    }
}
