import BattleFixtures
import DefenceModels
import EarthEnvironment
import NumericalMethods
import Quantities
import Stochastics
import TacticalMessages
import Testing

@testable import Batteries
@testable import BattleSimulation
@testable import BattleWorld
@testable import CommandPosts

/// One fire unit by itself, and what stands between it and its post: what it takes on, what leaves its launchers, what arrives.
@Suite struct FireUnitTests {
    /// A battalion with two launchers of four rounds, and four in reserve.
    private static func tables(_ change: (inout DefenceModel) -> Void = { _ in }) throws -> DefenceTables {
        var model = try BattleFixtures.model(
            BattleFixtures.scenario(
                "unit", duration: 60, asset: "value: 10, hits_to_destroy: 3",
                battalions: "{name: only, position: {east_km: 1, north_km: 0}, launchers: 2, load: {48n6e2: 8}, reserve: {48n6e2: 4}}",
                raids: "{name: raider, threat: fighter, approach: {bearing_deg: 0, distance_km: 120}, altitude_m: 7000}"), file: "unit.yaml"
        ).defence
        change(&model)
        return DefenceTables(model)
    }

    private static let dice = RunDice(seed: 1, index: 0, generator: .philox)
    private static let start = SimulationTime(seconds: 1)

    /// An order for a track of that number, and the track.
    private static func order(_ number: Int32, salvo: Int = 2) -> OrderMessage {
        let place = WGS84.earthFixed(GeodeticPosition(latitude: 0.705, longitude: 0.349, height: 7_000))
        return OrderMessage(
            order: EngagementOrder(
                identifier: OrderIdentifier(post: PostIdentifier(rawValue: 0), number: number), track: TrackIdentifier(rawValue: number),
                fireUnit: FireUnitIdentifier(rawValue: 0), interceptorType: InterceptorTypeIdentifier(rawValue: 0), salvo: salvo, time: start,
                launchNotBefore: start, launchNotAfter: SimulationTime(seconds: 60), expectedKillProbability: 0.8),
            designation: TrackReport(
                identifier: TrackIdentifier(rawValue: number), time: start,
                state: KinematicState(position: place, velocity: Velocity(Vector3(0, 0, -200))), positionDeviation: 50, velocityDeviation: 3,
                ballisticProbability: 0, lastUpdate: start))
    }

    private static func take(_ numbers: Range<Int32>, by units: inout FireUnits) -> [RefusalReason?] {
        numbers.map { number in
            let before = units.notices.count
            let message = order(number)
            units.take(message.order, designation: message.designation, at: start)
            return units.notices[before...].compactMap(\.report).first?.refusal
        }
    }

    private static func empty(_ launcher: Int, of units: inout FireUnits, at now: SimulationTime) {
        for left in (0..<4).reversed() {
            units.spend(0, from: launcher, of: 0)
            let rounds = units.rounds(on: launcher, of: 0)
            #expect(rounds == [left])
        }
        units.reloadIfEmpty(0, launcher, at: now)
    }

    @Test func `a battalion takes on as many targets as it has channels for, and refuses the next in words`() throws {
        for channels in 1...3 {
            let tables = try Self.tables { $0.fireUnits[0].targetChannels = channels }
            var units = FireUnits(tables, dice: Self.dice)
            let refusals = Self.take(0..<4, by: &units)
            #expect(refusals.prefix(channels).allSatisfy { $0 == nil })
            #expect(refusals.dropFirst(channels).allSatisfy { $0 == .noFireChannel })
            let free = units.status(of: 0, at: Self.start).freeTargetChannels
            #expect(free == 0)
        }
    }

    @Test func `a salvo has no more rounds than can be guided with what is guided already`() throws {
        let tables = try Self.tables { $0.fireUnits[0].guidanceChannels = 3 }
        var units = FireUnits(tables, dice: Self.dice)
        let refusals = Self.take(0..<3, by: &units)
        let salvos = (0..<units.engagements.count).map { units.engagements[$0].order.salvo }
        let free = units.status(of: 0, at: Self.start).freeGuidanceChannels
        #expect(refusals == [nil, nil, .noFireChannel])
        #expect(salvos == [2, 1] && free == 0)
    }

    @Test func `every round leaves its launcher once, and a launcher is filled from the reserve until that is empty`() throws {
        let tables = try Self.tables()
        var units = FireUnits(tables, dice: Self.dice)
        let loaded = [units.rounds(on: 0, of: 0), units.rounds(on: 1, of: 0)]
        #expect(loaded == [[4], [4]])
        var now = Self.start
        Self.empty(0, of: &units, at: now)
        let second = units.nextLauncher(0, 0, at: now)
        #expect(second == 1)
        now = now.advanced(by: tables.fireUnits[0].reloadTime)
        units.reloaded(0, 0, at: now)
        let filled = units.rounds(on: 0, of: 0)
        #expect(filled == [4])
        // The reserve of four is spent: nothing comes after it.
        Self.empty(1, of: &units, at: now)
        now = now.advanced(by: tables.fireUnits[0].reloadTime)
        units.reloaded(0, 1, at: now)
        let left = units.rounds(on: 1, of: 0)
        #expect(left == [0])
        Self.empty(0, of: &units, at: now)
        let (third, fired) = (units.nextLauncher(0, 0, at: now), units.fired)
        #expect(third == nil && fired == [12])
    }

    @Test func `a radar's outage keeps no loader from its work, and a launcher that fails as it is filled is filled anew`() throws {
        let tables = try Self.tables { $0.fireUnits[0].reloads = [8] }
        let full = Self.start.advanced(by: tables.fireUnits[0].reloadTime)
        var units = FireUnits(tables, dice: Self.dice)
        for launcher in 0...1 { Self.empty(launcher, of: &units, at: Self.start) }
        units.lose(0, at: full)
        units.reloaded(0, 0, at: full)
        units.setLauncher(1, of: 0, isAlive: false, at: full)
        units.reloaded(0, 1, at: full)
        let filled = [units.rounds(on: 0, of: 0), units.rounds(on: 1, of: 0)]
        #expect(filled == [[4], [0]])
        units.setLauncher(1, of: 0, isAlive: true, at: full.advanced(by: 20))
        let due = units.tasks.compactMap { task, time -> SimulationTime? in
            if case .reloaded(_, 1) = task { time } else { nil }
        }
        #expect(due == [full, full.advanced(by: 20 + tables.fireUnits[0].reloadTime)])
        units.reloaded(0, 1, at: try #require(due.last))
        let later = units.rounds(on: 1, of: 0)
        #expect(later == [4])
    }

    @Test func `nothing leaves a launcher that is destroyed or being loaded`() throws {
        let tables = try Self.tables()
        var units = FireUnits(tables, dice: Self.dice)
        units.setLauncher(0, of: 0, isAlive: false, at: Self.start)
        let (other, ready) = (units.nextLauncher(0, 0, at: Self.start), units.status(of: 0, at: Self.start).readyRounds)
        #expect(other == 1 && ready == [4])
        units.units[0].reloadingUntil[1] = Self.start.advanced(by: 10)
        let (now, later) = (units.nextLauncher(0, 0, at: Self.start), units.nextLauncher(0, 0, at: Self.start.advanced(by: 11)))
        #expect(now == nil && later == 1)
        units.setLauncher(1, of: 0, isAlive: false, at: Self.start)
        let refusals = Self.take(0..<1, by: &units)
        #expect(refusals == [.noRoundsReady])
    }

    @Test func `every message to a battalion takes its link's time, and none arrives over a link that was cut meanwhile`() throws {
        let tables = try Self.tables { $0.nodes[0].linkDelay = 4 }
        try #require(tables.fireUnits[0].node != 0, "a battalion has a node of its own below its post's")
        let order = Self.order(0)
        let messages: [Message] = [
            .order(order, unit: 0), .turn(SectorTurn(unit: 0, centre: 1), node: 0), .breakOff(BreakOff(order: order.order.identifier, unit: 0)),
            .track(TrackUpdate(order: order.order.identifier, unit: 0, report: order.designation)),
        ]
        for message in messages {
            for isCut in [false, true] {
                var links = Links(tables, dice: Self.dice)
                var queue = EventQueue()
                links.send(message, at: Self.start, &queue)
                let next = queue.next()
                let due = try #require(next)
                #expect(due.time == Self.start.advanced(by: 4))
                guard case .messageArrives(let place) = due.event else {
                    Issue.record("\(due.event)")
                    continue
                }
                if isCut { links.cut(0) }
                let isLost = links.take(place) == nil
                #expect(isLost == isCut)
            }
        }
    }

    @Test func `what takes three hits stands after two and is lost with the third, once`() throws {
        let tables = try Self.tables()
        let depot = try #require(tables.model.assets.firstIndex { $0.name == "depot" })
        var world = World(raid: [], tables: tables, dice: Self.dice, surface: .sea, ground: "", paths: RaidPaths())
        var words: [Bool] = []
        for _ in 0..<4 { words.append(world.hit(depot, at: Self.start)) }
        let lost = world.assetLost[depot]
        #expect(words == [false, false, true, false] && lost == 1)
    }
}
