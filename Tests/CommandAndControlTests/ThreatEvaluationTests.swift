import CommandAndControl
import NumericalMethods
import Quantities
import TacticalMessages
import Testing

/// Places on the equator at longitude 0, where up is x, east y and north z.
@Suite struct ThreatEvaluationTests {
    private let radius = 6_378_137.0

    private func asset(_ number: Int32, east: Double, value: Double = 10) -> DefendedAsset {
        DefendedAsset(
            identifier: AssetIdentifier(rawValue: number), position: Position(Vector3(radius, east, 0)), value: value, radius: 500)
    }

    private func track(east: Double, north: Double = 0, height: Double = 1_000, velocity: Vector3, ballistic: Double = 0) -> TrackReport {
        TrackReport(
            identifier: TrackIdentifier(rawValue: 1), time: .zero,
            state: KinematicState(position: Position(Vector3(radius + height, east, north)), velocity: Velocity(velocity)),
            positionDeviation: 50, velocityDeviation: 5, ballisticProbability: ballistic, lastUpdate: .zero)
    }

    @Test func `what flies at an asset threatens it, its whole value, at the time of arrival`() throws {
        let found = try #require(
            ThreatEvaluation.evaluate(track(east: 60_000, velocity: Vector3(0, -250, 0)), assets: [asset(3, east: 0)]))
        #expect(found.asset.rawValue == 3)
        #expect(abs(found.value - 10) < 1e-9)
        #expect(abs(found.timeToArrive - 240) < 2)
    }

    @Test func `a track that passes is less of a threat the further it passes, and none far off`() throws {
        func value(_ north: Double) -> Double {
            ThreatEvaluation.evaluate(track(east: 60_000, north: north, velocity: Vector3(0, -250, 0)), assets: [asset(0, east: 0)])?.value
                ?? 0
        }
        let values = [0.0, 5_000, 10_000, 20_000, 60_000].map(value)
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 })
        #expect(values[4] == 0)
        // exp(−(d / D)²) with D = 12 km + 0.12 · distance.
        let distance = (60_000.0 * 60_000 + 10_000 * 10_000 + 1_000 * 1_000).squareRoot()
        let width = 12_000 + 0.12 * distance
        #expect(abs(values[2] - 10 * Elementary.exp(-(10_000 / width) * (10_000 / width))) < 0.02)
    }

    @Test func `a track that flies away, and one that stands, threaten nothing far from them`() {
        #expect(ThreatEvaluation.evaluate(track(east: 60_000, velocity: Vector3(0, 250, 0)), assets: [asset(0, east: 0)]) == nil)
        #expect(ThreatEvaluation.evaluate(track(east: 60_000, velocity: Vector3(0, 1, 0)), assets: [asset(0, east: 0)]) == nil)
    }

    @Test func `a track over an asset threatens it wherever it points`() throws {
        let found = try #require(
            ThreatEvaluation.evaluate(track(east: 1_500, velocity: Vector3(0, 200, 0)), assets: [asset(0, east: 0)]))
        #expect(found.value == 10)
    }

    @Test func `of two assets on its way the more valuable counts, whichever stands first in the list`() {
        let one = asset(0, east: 20_000, value: 2), other = asset(1, east: 0, value: 9)
        for list in [[one, other], [other, one]] {
            #expect(ThreatEvaluation.evaluate(track(east: 80_000, velocity: Vector3(0, -250, 0)), assets: list)?.asset.rawValue == 1)
        }
    }

    @Test func `a falling body threatens what lies under its fall, not what lies under its line`() throws {
        // 40 km up, level at 1,000 m/s: in a vacuum it falls for √(2 h / g) = 90.3 s; with the drag of β = 5,000 kg/m² in an exponential
        // air for 102.36 s, and comes down 85.96 km on (steps of a hundredth of a second in another program).
        let falling = track(east: 0, height: 40_000, velocity: Vector3(0, 1_000, 0), ballistic: 1)
        let near = asset(0, east: 85_960), far = asset(1, east: 300_000)
        let found = try #require(ThreatEvaluation.evaluate(falling, assets: [far, near]))
        #expect(found.asset.rawValue == 0)
        #expect(abs(found.timeToArrive - 102.36) < 1)
    }
}
