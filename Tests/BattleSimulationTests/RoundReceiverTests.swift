import BattleCompilation
import BattleSimulation
import BattleWorld
import FlightDynamics
import NumericalMethods
import Quantities
import ScenarioDocuments
import Stochastics
import Testing

@Suite struct RoundReceiverTests {
    /// What a fresh receiver makes of a target 10 km ahead along x, told 500 m too high.
    private func estimate(
        _ missile: InterceptorModel, run: UInt32 = 0, range: Metres = 10_000, isTerminal: Bool = true, isLit: Bool = true
    ) -> Vector3? {
        var receiver = RoundReceiver(
            stream: RandomStream(studySeed: 11, runIndex: run, entity: 1, purpose: DrawPurpose(rawValue: 41)))
        let told = KinematicState<EarthFixed>(position: Position(Vector3(range, 0, 500)), velocity: Velocity(Vector3(-300, 0, 0)))
        let truth = KinematicState<EarthFixed>(position: Position(Vector3(range, 0, 0)), velocity: Velocity(Vector3(-300, 0, 0)))
        return receiver.estimate(
            told: told, truth: truth, missile: missile, round: (.zero, isTerminal), isLit: isLit, at: SimulationTime(seconds: 100)
        )?.position.vector
    }

    private func missile(_ seeker: SeekerKind) throws -> InterceptorModel {
        var model = ModelParts.interceptor(try #require(try BattleTests.catalogue().missile("48n6e3")))
        model.seeker = seeker
        return model
    }

    @Test func `a round hears its own receiver only in its reach, in the terminal phase and while its kind of guidance sees`() throws {
        func listens(_ position: Vector3?) -> Bool { position.map { $0.z < 400 } ?? false }
        let lit = try missile(.trackViaMissile)
        #expect(listens(estimate(lit)))
        #expect(!listens(estimate(lit, isTerminal: false)))
        #expect(!listens(estimate(lit, isLit: false)))
        #expect(!listens(estimate(lit, range: max(30_000, lit.seekerActivationRange) + 1)))
        #expect(!listens(estimate(try missile(.command))))
        #expect(listens(estimate(try missile(.active), isLit: false)))
    }

    @Test func `its first plot errs by 15 m in range and by its own angle across`() throws {
        let missile = try missile(.trackViaMissile)
        let across = max(missile.seekerErrorFloor, missile.seekerAngleError * 10_000)
        let count = 2_000
        var squares = Vector3.zero
        for run in 0..<UInt32(count) {
            let error = try #require(estimate(missile, run: run)) - Vector3(10_000, 0, 0)
            squares += error * error
        }
        // The deviation of a deviation from n normal draws is 1/√2n of it: 1.6 %; four of them.
        for (square, deviation) in [(squares.x, 15.0), (squares.y, across), (squares.z, across)] {
            #expect(abs((square / Double(count)).squareRoot() / deviation - 1) < 0.064)
        }
    }
}
