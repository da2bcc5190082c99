import Narration
import BattleCompilation
import BattleSimulation
import BattleWorld
import CoverageAnalysis
import EarthEnvironment
import Foundation
import Narration
import ReplayViewer
import ResultsArchive
import RunRecords
import ScenarioDocuments
import StudyReports
import StudyStatistics

/// Where a replay comes from, told apart by content.
package enum ReplaySource {
    case record, archive, scenario

    package static func of(_ file: String) throws -> ReplaySource {
        let start: [UInt8]
        do { start = try FileBytes.start(of: file, count: 64) } catch { throw CommandFailure.badInput("\(file): \(error.description)") }
        if start.starts(with: Array("SQLite format 3".utf8)) { return .archive }
        let first = start.first { $0 > 32 }
        return first == UInt8(ascii: "{") ? .record : .scenario
    }
}

/// Records and replays: read from files, or flown.
package enum ReplayFlights {
    /// The narrator's words for pages.
    package static let words = PageWords(
        story: { Narrator.story(of: $0, in: $1) }, summary: { Narrator.summary(of: $0) }, meaning: { Wording.meaning(of: $0) })

    package static func arm(fromRecord file: String) throws -> ReplayArm {
        let (record, replay) = try RunFile.readReplay(file)
        guard let replay else {
            throw CommandFailure.badInput("\(file): holds no replay; it was written without one: fly it again with cupola run --out")
        }
        guard replay.targets.count == record.targets.count else {
            throw CommandFailure.badInput("\(file): its replay has \(replay.targets.count) targets, its record \(record.targets.count)")
        }
        return ReplayArm(record: record, replay: replay)
    }

    /// Flies one run and writes down what it looks like.
    package static func fly(
        _ model: BattleModel, on terrain: TerrainModel, seed: UInt64, index: UInt32, sharing paths: RaidPaths? = nil
    ) -> ReplayArm {
        let flown = BattleRunner.recorded(model, seed: seed, index: index, sharing: paths)
        var replay = flown.replay
        ReplayGround.add(to: &replay, of: model, terrain: terrain)
        return ReplayArm(record: flown.record, replay: replay)
    }

    package static func terrain(of document: ScenarioDocument, file: String, carried: String? = nil) throws -> TerrainModel {
        do {
            return ScenarioCompiler.terrain(of: document, given: try GroundFiles.terrain(of: document, file: file, carried: carried))
        } catch { throw CommandFailure.badInput(error.description) }
    }

    package static func arms(
        ofScenario file: String, arms: [String], seed: UInt64?, index: UInt32, catalogue: [String]
    ) throws -> [ReplayArm] {
        let (document, catalogueDocument) = try Inputs.load(scenario: file, catalogue: catalogue)
        let terrain = try terrain(of: document, file: file)
        let paths = RaidPaths()
        let names = arms.isEmpty ? [document.arms[0].name] : arms
        return try names.map { name in
            let model = try Inputs.compile(
                document, arm: try Inputs.arm(name, of: document, file: file), catalogue: catalogueDocument, file: file)
            return fly(model, on: terrain, seed: seed ?? document.seed, index: index, sharing: paths)
        }
    }

    /// Runs of a study flown again from its archive; each must give the digest that the archive keeps.
    package static func arms(
        ofArchive file: String, arms: [String], setting: Int, sample: Int, run: Int, isTakenUnfinished: Bool = false
    ) throws -> [ReplayArm] {
        do {
            let study = try ArchivedStudy(file)
            let mark = try study.archive.unfinished(isTaken: isTakenUnfinished)
            let inputs = try study.inputs()
            let plan = inputs.plan
            let names = plan.arms.map(\.name)
            let chosen = try (arms.isEmpty ? [names[0]] : arms).map { name in
                guard let place = names.firstIndex(of: name) else {
                    throw CommandFailure.wrongCall("--arm: found \(name), \(file) has \(names.joined(separator: ", "))")
                }
                return place
            }
            let asked = [("--setting", setting, plan.settings.count), ("--sample", sample, plan.samples), ("--run", run, plan.runs)]
            for (option, value, count) in asked where value < 0 || value >= count {
                throw CommandFailure.wrongCall("\(option): found \(value), \(file) has 0…\(count - 1)")
            }
            let terrain = try terrain(of: inputs.scenario, file: file, carried: inputs.ground)
            let paths = RaidPaths()
            return try chosen.map { arm in
                let key = RunKey(setting: setting, sample: sample, arm: arm, run: run)
                let model = try inputs.model(arm: arm, setting: setting, sample: sample)
                var flown = fly(model, on: terrain, seed: plan.seed, index: plan.runIndex(key), sharing: paths)
                flown.title = names[arm]
                flown.mark = mark
                if let row = try study.archive.run(key), row.digest != RecordDigest.hexadecimal(of: flown.record) {
                    throw CommandFailure.badInput("\(file): this program's models do not give the run that the archive keeps")
                }
                return flown
            }
        } catch let error as ArchiveError { throw CommandFailure.badInput(error.description) }
    }

    /// A study's runs for a server's page: outcomes from the archive, flights when they are asked for.
    package static func study(_ file: String, isTakenUnfinished: Bool) throws -> SiteStudy {
        do {
            let study = try ArchivedStudy(file)
            let mark = try study.archive.unfinished(isTaken: isTakenUnfinished)
            let plan = try study.inputs().plan
            var rows: [SiteStudy.Row] = []
            try study.archive.forEachRun { row in
                guard row.key.sample < plan.samples else { return }
                let (key, outcome) = (row.key, row.outcome)
                rows.append((key.setting, key.sample, key.run, key.arm, outcome.leakers, outcome.killed, outcome.roundsFired))
            }
            let names = plan.arms.map(\.name)
            let settings = plan.settings.map(\.label)
            return SiteStudy(title: plan.name, mark: mark, arms: names, settings: settings, rows: rows) { setting, sample, run, arms in
                let flown = try Self.arms(
                    ofArchive: file, arms: arms.map { names[$0] }, setting: setting, sample: sample, run: run,
                    isTakenUnfinished: isTakenUnfinished)
                return try ReplayPage(arms: flown, words: words, coast: coast(around: flown[0], quiet: true))
            }
        } catch let error as ArchiveError { throw CommandFailure.badInput(error.description) }
    }

    /// Coasts around a scene, as the page draws them.
    package static func coast(around arm: ReplayArm, quiet: Bool) throws -> [[(longitude: Double, latitude: Double)]] {
        let origin = arm.replay.scene.origin
        let place = GeodeticPosition(latitudeDegrees: origin.latitudeDegrees, longitudeDegrees: origin.longitudeDegrees, height: 0)
        return try MapOutlines.load(around: place, reach: 600_000, quiet: quiet).map { ring in
            ring.map { (longitude: $0.longitude, latitude: $0.latitude) }
        }
    }
}
