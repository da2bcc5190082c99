@testable import TargetTracking
import Stochastics
import Testing

@Suite struct SelectionTests {
    /// Best value by trying everything.
    private func best(_ tracks: [[(score: Double, plots: [Int])]], _ place: Int = 0, _ used: Set<Int> = []) -> Double {
        guard place < tracks.count else { return 0 }
        var most = best(tracks, place + 1, used)
        for (score, plots) in tracks[place] where used.isDisjoint(with: plots) {
            most = max(most, score + best(tracks, place + 1, used.union(plots)))
        }
        return most
    }

    @Test(arguments: 0..<60) func `the choice uses no plot twice and is close to the best`(seed: Int) {
        var stream = RandomStream(studySeed: 11, runIndex: UInt32(seed), entity: 0, purpose: DrawPurpose(rawValue: 1))
        let tracks = (0..<6).map { _ in
            (0..<4).map { _ in
                (score: 1 + 10 * stream.nextUniform(), plots: [Int(stream.nextUniform() * 5), 5 + Int(stream.nextUniform() * 5)])
            }
        }
        var selection = HypothesisSelection()
        selection.clear()
        selection.resourceCount = 10
        for track in tracks {
            for candidate in track {
                selection.add(candidate.score, SIMD8(Int32(candidate.plots[0]), Int32(candidate.plots[1]), -1, -1, -1, -1, -1, -1))
            }
            selection.endTrack()
        }
        selection.solve()
        var value = 0.0
        var used = Set<Int>()
        for (number, track) in tracks.enumerated() where selection.chosen[number] >= 0 {
            let candidate = track[Int(selection.chosen[number]) - 4 * number]
            #expect(used.isDisjoint(with: candidate.plots))
            used.formUnion(candidate.plots)
            value += candidate.score
        }
        let most = best(tracks)
        // Proven best where it says so; a bounded search otherwise.
        if selection.unproven == 0 { #expect(abs(value - most) < 1e-6) } else { #expect(value > 0.85 * most) }
    }
}
