import BattleFixtures
import BattleSimulation
import CommandAndControl
import DefenceModels
import EarthEnvironment
@testable import FireControl
import Foundation
import NumericalMethods
import Quantities
import TacticalMessages
import Testing

/// Launch windows of one S-300PMU2 battalion on flat ground, for tracks laid out by hand.
@Suite struct WindowTests {
    private static let text = """
        version: 1
        name: windows
        duration_s: 600
        origin: {latitude_deg: 40, longitude_deg: 20}
        assets: [{name: depot, position: {east_km: 0, north_km: 0}, value: 10}]
        arms:
          arm:
            units:
            - name: unit
              system: s-300pmu2
              command_post: {position: {east_km: 0, north_km: -1}}
              acquisition_radars: [{radar: 64n6e2}]
              battalions: [{name: only, position: {east_km: 0, north_km: 0}, mast_m: 24, launchers: 4, load: {48n6e2: 16}}]
        raids: [{name: nobody, threat: fighter, count: 0, approach: {bearing_deg: 0, distance_km: 100}}]
        """

    nonisolated(unsafe) private static let tables: DefenceTables = {
        do {
            return DefenceTables(try BattleFixtures.model(text, file: "windows.yaml").defence)
        } catch { fatalError("\(error)") }
    }()

    /// A track north of the battalion, seen for a minute.
    /// - Parameters:
    ///   - north: where it is, metres; it flies south with `speed`, m/s, where that is positive.
    ///   - height: above the ground, metres.
    private static func answer(
        north: Double, height: Double, speed: Double, east: Double = 0, arrives: Double? = nil, ballistic: Double = 0,
        by defence: DefenceTables = tables, _ change: (inout UnitStatus) -> Void = { _ in }
    ) -> LaunchPlanner.Answer {
        var memos: [WindowMemo] = []
        return answer(
            north: north, height: height, speed: speed, east: east, arrives: arrives, ballistic: ballistic, by: defence, memos: &memos,
            now: SimulationTime(seconds: 100), change)
    }

    private static func answer(
        north: Double, height: Double, speed: Double, east: Double = 0, arrives: Double? = nil, ballistic: Double = 0,
        by defence: DefenceTables = tables, memos: inout [WindowMemo], now: SimulationTime, _ change: (inout UnitStatus) -> Void
    ) -> LaunchPlanner.Answer {
        let frame = LocalLevelFrame(origin: GeodeticPosition(latitude: 40 * .pi / 180, longitude: 20 * .pi / 180, height: 0))
        // Over the curving ground: the sphere falls away by d² / 2R.
        let distance = (north * north + east * east).squareRoot()
        let place = Position<LocalLevel>(Vector3(east, north, height - distance * distance / (2 * 6_371_000)))
        var report = TrackReport(
            identifier: TrackIdentifier(rawValue: 1), time: now,
            state: KinematicState(
                position: frame.toEarthFixed(place),
                velocity: Velocity(frame.rotateToEarthFixed(Vector3(0, -speed, speed * north / 6_371_000)))),
            positionDeviation: 50, velocityDeviation: 3, ballisticProbability: ballistic, lastUpdate: now)
        report.seenSince = SimulationTime(seconds: 40)
        var status = UnitStatus(
            fireUnit: FireUnitIdentifier(rawValue: 0), time: now, isAble: true, freeTargetChannels: 6, freeGuidanceChannels: 12,
            readyRounds: [16], sectorCentre: 0, isEngaged: false)
        change(&status)
        return LaunchPlanner(defence).answer(
            report,
            assessment: ThreatAssessment(
                asset: AssetIdentifier(rawValue: 0), timeToArrive: arrives ?? max(1, north / max(abs(speed), 1)), value: 10),
            node: 0, track: 0, statuses: [status], spent: (0, 0), memos: &memos, now: now)
    }

    @Test func `a missile that comes into the middle of the envelope can be fired at now`() throws {
        let answer = Self.answer(north: 40_000, height: 5_000, speed: 700)
        let option = try #require(answer.options.first)
        #expect(option.killProbability > 0.5)
        #expect(option.interceptTime > option.launchNotBefore && option.launchNotAfter >= option.launchNotBefore)
    }

    @Test func `what is far away is waited for, and the window opens later`() throws {
        let answer = Self.answer(north: 280_000, height: 9_000, speed: 300)
        #expect(answer.options.isEmpty)
        #expect(answer.refusal == .windowNotOpen)
        #expect(try #require(answer.opens) > 60)
    }

    @Test func `what never comes near is outside the envelope`() {
        let answer = Self.answer(north: 290_000, height: 9_000, speed: -300, arrives: 600)
        #expect(answer.options.isEmpty && answer.opens == nil)
        #expect(answer.refusal == .outsideEnvelope)
    }

    @Test func `a low flier behind the horizon is not fired at, high up at the same place it is`() {
        #expect(Self.answer(north: 70_000, height: 50, speed: -240, arrives: 200).options.isEmpty)
        #expect(!Self.answer(north: 70_000, height: 9_000, speed: 700).options.isEmpty)
    }

    @Test func `an aircraft that can turn away is let come nearer than a missile is`() {
        let aircraft = Self.answer(north: 190_000, height: 9_000, speed: 280)
        #expect(aircraft.options.isEmpty)
        #expect(aircraft.refusal == .outsideNoEscapeZone)
        #expect(!Self.answer(north: 30_000, height: 9_000, speed: 280).options.isEmpty)
    }

    @Test func `an engaged radar that looks the other way cannot turn`() {
        let away = Self.answer(north: 40_000, height: 5_000, speed: 700) {
            $0.isEngaged = true
            $0.sectorCentre = .pi
        }
        #expect(away.options.isEmpty)
        #expect(away.refusal == .outsideSector)
        #expect(!Self.answer(north: 40_000, height: 5_000, speed: 700) { $0.sectorCentre = .pi }.options.isEmpty)
    }

    @Test func `what arrives before a round could meet it closes the window`() {
        let answer = Self.answer(north: 6_000, height: 3_000, speed: 900, arrives: 2)
        #expect(answer.options.isEmpty)
    }

    @Test func `a dead unit is a lost command`() {
        let answer = Self.answer(north: 40_000, height: 5_000, speed: 700) { $0.isAble = false }
        #expect(answer.options.isEmpty)
        #expect(answer.refusal == .commandLost)
    }

    @Test func `an order counts the time that it takes to reach its battalion`() throws {
        for delay in [0.0, 6, 12] {
            var model = try BattleFixtures.model(Self.text, file: "windows.yaml").defence
            model.nodes[0].linkDelay = delay
            let option = try #require(Self.answer(north: 40_000, height: 5_000, speed: 700, by: DefenceTables(model)).options.first)
            // The crew has long seen the target: what is left is the link.
            let wait = option.launchNotBefore.seconds(since: SimulationTime(seconds: 100))
            #expect(wait >= delay && wait < delay + 5, "\(delay): \(wait)")
        }
    }

    @Test func `who may fire now looks at the window afresh, who has no round or no channel keeps the last look`() throws {
        var memos: [WindowMemo] = []
        func isSought(rounds: Int, channels: Int, at seconds: Double) -> Bool {
            Self.answer(
                north: 40_000, height: 5_000, speed: 700, memos: &memos, now: SimulationTime(seconds: seconds)
            ) {
                $0.readyRounds = [rounds]
                $0.freeTargetChannels = channels
            }.opens != nil
        }
        #expect(isSought(rounds: 16, channels: 6, at: 100))
        #expect(!isSought(rounds: 0, channels: 6, at: 100.5))
        #expect(!isSought(rounds: 16, channels: 0, at: 100.5))
        #expect(isSought(rounds: 16, channels: 6, at: 100.5))
    }

    @Test func `a search is kept for a twentieth of the time to arrive, and asked again when its launch has passed`() {
        var window = LaunchWindow()
        window.firstLaunch = (30, 80, 0.7)
        window.lastLaunch = 60
        let start = SimulationTime(seconds: 0)
        let memo = WindowMemo(window, at: start, opening: 5, timeToArrive: 200)
        // 25 s until it opens: kept for a quarter of that.
        #expect(memo.serves(SimulationTime(seconds: 6), reaction: 3, opening: 5, canAct: true))
        #expect(!memo.serves(SimulationTime(seconds: 6.5), reaction: 3, opening: 5, canAct: true))
        let later = memo.window(at: SimulationTime(seconds: 4), reaction: 3)
        #expect(later.firstLaunch?.launch == 26 && later.firstLaunch?.intercept == 76 && later.lastLaunch == 56)
        #expect(memo.window(at: SimulationTime(seconds: 29), reaction: 3).firstLaunch?.launch == 3)
    }
}
