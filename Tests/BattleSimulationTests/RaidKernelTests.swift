@testable import BattleSimulation
import RunRecords
import Testing

/// A raid's work taken apart is the raid's work: else what it costs apart says nothing of the raid.
@Suite struct RaidKernelTests {
    @Test(arguments: ["s-300pmu2", "s-400"])
    func `the scenes fly, look, take in and filter about as often as the raid did`(arm: String) throws {
        let model = try BattleTests.model("saturation", arm: arm)
        let (record, counts) = BattleRunner.counted(model, seed: 2, index: 0)
        // A clock that tells how often it was asked: nothing here hangs on time.
        var asked = 0.0
        let scenes = RaidKernels(model, record: record) {
            asked += 1
            return asked
        }
        let (looks, plots) = scenes.looks()
        let (taken, judged) = scenes.pictures(plots)
        for (apart, raid, what) in [
            (scenes.flights().calls, counts.steps, "steps"), (looks.calls, counts.looks, "looks"), (taken.calls, counts.plots, "plots"),
            (scenes.filters(plots).calls, counts.echoes, "echoes"),
        ] {
            #expect(raid > 100 && Double(apart) > 0.5 * Double(raid) && Double(apart) < 2 * Double(raid), "\(what): \(apart) and \(raid)")
        }
        #expect(judged.calls > 0 && counts.questions > 0)
    }

    @Test func `to count a run changes nothing about it`() throws {
        let model = try BattleTests.model("saturation", arm: "s-400")
        let (record, counts) = BattleRunner.counted(model, seed: 2, index: 1)
        let plain = BattleRunner.run(model, seed: 2, index: 1)
        #expect(RecordDigest.hexadecimal(of: record) == RecordDigest.hexadecimal(of: plain))
        #expect(counts.steps == plain.effort.interceptorSteps && counts.looks == plain.effort.looks)
        #expect(counts.plots + counts.echoes == plain.effort.trackUpdates)
    }
}
