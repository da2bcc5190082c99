import NumericalMethods
import Testing

@testable import RunRecords

@Suite struct ReplayTests {
    @Test(arguments: SyntheticReplay.Flight.allCases)
    func `keys follow a path within five metres, after they went through a file`(flight: SyntheticReplay.Flight) throws {
        var replay = Replay(scene: SyntheticReplay.scene(end: 300))
        replay.targets = [SyntheticReplay.target(0, flight, seconds: 300)]
        let read = try Replay(encoded: replay.encoded())
        var worst = 0.0
        for step in 0...30_000 {
            let time = 0.01 * Double(step)
            let place = try #require(read.position(of: 0, at: min(time, 300)))
            worst = max(worst, (place - flight.state(min(time, 300)).position).length)
        }
        #expect(worst < 5, "\(flight): \(worst) m")
    }

    @Test func `a straight flight needs few keys, and a target is nowhere outside its own time`() {
        let target = SyntheticReplay.target(0, .straight, seconds: 1_800)
        #expect(target.keys.count < 40)
        #expect(target.state(at: -0.1) == nil)
        #expect(target.state(at: 1_800.1) == nil)
        #expect(target.state(at: 1_800)?.position == SyntheticReplay.Flight.straight.state(1_800).position)
    }

    @Test func `a section comes back as it was, to the precision of its columns`() throws {
        let replay = SyntheticReplay.raid(targets: 12, seconds: 300)
        let read = try Replay(encoded: replay.encoded())
        #expect(read.scene.scenario == "made up")
        #expect(read.scene.launchers == replay.scene.launchers)
        #expect(read.scene.terrain == replay.scene.terrain)
        #expect(read.engagements == replay.engagements)
        #expect(read.loads == replay.loads)
        #expect(read.changes.map(\.condition) == [.working, .lost])
        #expect(read.rounds.map(\.positions.count) == replay.rounds.map(\.positions.count))
        #expect(read.tracks.map(\.samples.count) == replay.tracks.map(\.samples.count))
        let sample = try #require(read.tracks[3].samples.last)
        let original = try #require(replay.tracks[3].samples.last)
        #expect((sample.position - original.position).length < 0.1)
        #expect((sample.velocity - original.velocity).length < 0.25)
        #expect(abs(sample.ellipse.semiMajor - 300) < 0.1)
        #expect(abs(sample.ellipse.azimuth - 1) < 1e-4)
        // What was rounded once stays: a second passage changes nothing.
        #expect(read.encoded() == (try Replay(encoded: read.encoded())).encoded())
    }

    @Test func `a round is where it was between its places and at its end`() throws {
        let replay = SyntheticReplay.raid(targets: 2, seconds: 300)
        let round = try #require(replay.rounds.first)
        #expect(round.position(at: round.launch - 0.01) == nil)
        #expect(round.position(at: round.launch + 60.2) == nil)
        let end = try #require(round.position(at: round.launch + 60.1))
        #expect(abs(end.x - (950 + 900 * 60.1)) < 1e-6)
        let middle = try #require(round.position(at: round.launch + 10.125))
        #expect(abs(middle.x - (950 + 900 * 10.125)) < 1e-6)
    }

    @Test func `three hundred targets for half an hour take less than eight megabytes`() {
        let bytes = SyntheticReplay.raid(targets: 300, seconds: 1_800).encoded()
        // Of twelve for the page: a third more as base64 text, and a megabyte of map library.
        #expect(bytes.count < 8_000_000, "\(bytes.count)")
    }

    @Test func `belief does not change when truth is deleted`() throws {
        let whole = SyntheticReplay.raid(targets: 6, seconds: 120)
        let belief = try Replay(encoded: whole.withoutTruth.encoded())
        let full = try Replay(encoded: whole.encoded())
        #expect(belief.targets.isEmpty)
        #expect(belief.tracks.map(\.samples) == full.tracks.map(\.samples))
        #expect(belief.tracks.allSatisfy { $0.target == nil })
    }

    @Test func `an ellipse has the axes of its covariance`() {
        // Deviations 500 m along 30° from north and 100 m across.
        let along = Vector3(Elementary.sin(.pi / 6), Elementary.cos(.pi / 6), 0)
        let across = Vector3(along.y, -along.x, 0)
        func outer(_ v: Vector3, _ w: Double) -> Matrix3 { Matrix3(columns: v * (v.x * w), v * (v.y * w), v * (v.z * w)) }
        let up = outer(Vector3(0, 0, 1), 900)
        let ellipse = ReplayEllipse(covariance: outer(along, 250_000) + outer(across, 10_000) + up)
        #expect(abs(ellipse.semiMajor - 500) < 1e-6)
        #expect(abs(ellipse.semiMinor - 100) < 1e-6)
        #expect(abs(ellipse.azimuth - .pi / 6) < 1e-9)
        #expect(abs(ellipse.vertical - 30) < 1e-9)
    }
}

@Suite struct ReplayFileTests {
    private func failure(_ bytes: [UInt8]) -> String? {
        do {
            _ = try Replay(encoded: bytes)
            return nil
        } catch { return error.description }
    }

    @Test func `what is no section is refused in one line`() {
        #expect(failure([]) == "replay section: does not begin with CUPOLARP; expected a section written by cupola")
        var other = SyntheticReplay.raid(targets: 1, seconds: 60).encoded()
        other[8] = 9
        #expect(failure(other) == "replay section: version 9 is not known; this program reads version 1")
    }

    @Test func `a column's name that leaves no room for its end is refused`() {
        // Found by the fuzzer: 32 letters and no zero.
        let words = { (count: Int) in
            Array("CUPOLARP".utf8) + [1, 0, 0, 0, 1, 0, 0, 0] + Array(repeating: UInt8(ascii: "n"), count: count)
                + Array(repeating: 0, count: 32 - count) + [1, 0, 0, 0] + Array(repeating: 0, count: 12)
        }
        #expect(throws: ReplayError("column 1 has no name in ASCII of 1 to 31 bytes")) { try ReplayColumns(words(32)) }
        #expect(throws: Never.self) { try ReplayColumns(words(31)) }
    }

    @Test func `a section cut anywhere is refused`() {
        let bytes = SyntheticReplay.raid(targets: 2, seconds: 60).encoded()
        for length in stride(from: 0, to: bytes.count - 8, by: 37) {
            #expect(failure(Array(bytes.prefix(length))) != nil, "\(length) of \(bytes.count) bytes")
        }
    }

    @Test func `flipped bytes end in an error or in a replay that can be read, never in a trap`() {
        let bytes = SyntheticReplay.raid(targets: 2, seconds: 60).encoded()
        var stream = UInt64(42)
        for _ in 0..<2_000 {
            stream = stream &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var wrong = bytes
            wrong[Int(stream >> 33) % bytes.count] = UInt8(truncatingIfNeeded: stream >> 20)
            guard let replay = try? Replay(encoded: wrong) else { continue }
            for time in stride(from: 0.0, through: 60, by: 7) {
                for target in replay.targets.indices { _ = replay.position(of: target, at: time) }
                for round in replay.rounds.indices { _ = replay.position(ofRound: round, at: time) }
                for track in replay.tracks { _ = track.belief(at: time) }
            }
            _ = replay.encoded()
        }
    }

    @Test func `a channel that the battery does not have is refused`() {
        var replay = SyntheticReplay.raid(targets: 2, seconds: 120)
        replay.engagements[0].channel = 6
        #expect(failure(replay.encoded()) == "replay section: column engagement.channel: 6 is none of the 6 channels of battery")
    }

    @Test func `a track that names no target is refused`() {
        var replay = SyntheticReplay.raid(targets: 2, seconds: 120)
        replay.tracks[0].target = 5
        #expect(failure(replay.encoded()) == "replay section: column track.target: 5 names none of 2")
    }
}
