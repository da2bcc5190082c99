import RunRecords
import StudyStatistics
@testable import StudyReports

/// Small studies made up for tests: a number of leakers for each arm, sample and run.
enum Sample {
    static func outcome(leakers: Int, raiders: Int = 20, cause: LimitingCause = .seenTooLate) -> RunOutcome {
        RunOutcome(
            raiders: raiders, leakers: leakers, killed: max(0, raiders - leakers), decoysKilled: 0, civilKilled: 0, friendsKilled: 0,
            assetsLost: leakers / 4, valueLost: 0, systemsLost: 0, roundsFired: 2 * max(0, raiders - leakers),
            roundsCost: PriceRecord(low: 1, best: 2, high: 3), systemsCost: .zero,
            causes: LimitingCause.allCases.map { $0 == cause ? leakers : 0 })
    }

    /// Two arms (more where given), two settings, four samples of three runs.
    static func summary(
        _ names: [String] = ["old <defence>", "new & better"], samples: Int = 4,
        leakers: (_ arm: Int, _ setting: Int, _ sample: Int, _ run: Int) -> Int
    ) -> StudySummary {
        let plan = StudyPlan(
            name: "A test", question: "What would it have changed?",
            arms: names.enumerated().map { place, name in
                StudyArm(name: name, description: "arm \(place)", price: PriceRecord(low: 100, best: 200, high: 300 + Double(place)))
            },
            settings: ["8", "16"].map { StudySetting(label: "\($0) cruise missiles", factors: [("cruise missiles", $0)]) },
            samples: samples, runs: 3, seed: 7)
        var summary = StudySummary(plan)
        for setting in 0..<2 {
            for sample in 0..<samples {
                for run in 0..<3 {
                    for arm in names.indices {
                        summary.add(
                            StudyRow(
                                key: RunKey(setting: setting, sample: sample, arm: arm, run: run), digest: "",
                                outcome: outcome(leakers: leakers(arm, setting, sample, run), raiders: setting == 0 ? 12 : 20)))
                    }
                }
            }
        }
        summary.finish()
        return summary
    }

    /// Three factors, the slowest by name first, as an archive gives them: 3 × 2 × 2 raids, four arms.
    static func grid(leakers: (_ arm: Int, _ setting: Int, _ sample: Int, _ run: Int) -> Int = { arm, setting, sample, run in [10, 6, 7 - 2 * (sample % 2), 2 - sample % 2][arm] + sample % 2 + run + setting / 6 }) -> StudySummary {
        let settings = (0..<12).map { place -> StudySetting in
            let (first, second, third) = (["8", "16", "32"][place % 3], ["2", "8"][place / 3 % 2], ["fighter", "fighter_stealth"][place / 6])
            return StudySetting(
                label: "\(first) cruise missiles, \(second) ballistic missiles, \(third) as strike aircraft",
                factors: [("as strike aircraft", third), ("ballistic missiles", second), ("cruise missiles", first)])
        }
        let plan = StudyPlan(
            name: "A grid", question: "What would it have changed?",
            arms: ["none", "old", "new", "both"].map { StudyArm(name: $0, description: "", price: PriceRecord(low: 1, best: 2, high: 3)) },
            settings: settings, samples: 6, runs: 2, seed: 7)
        var summary = StudySummary(plan)
        for setting in 0..<12 {
            for sample in 0..<6 {
                for run in 0..<2 {
                    for arm in 0..<4 {
                        var found = outcome(leakers: leakers(arm, setting, sample, run), raiders: [14, 22, 38][setting % 3])
                        if arm == 0 { found.roundsFired = 0 }
                        summary.add(StudyRow(key: RunKey(setting: setting, sample: sample, arm: arm, run: run), digest: "", outcome: found))
                    }
                }
            }
        }
        summary.finish()
        return summary
    }

    static func contents(_ summary: StudySummary, meta: [String: String] = [:]) -> ReportContents {
        var contents = ReportContents(summary: summary, meta: meta, digest: "0123456789abcdef")
        contents.unknowns = [
            UnknownGroup(pattern: "radars.*.reference_range_km", values: [
                UnknownValue(
                    owner: "91N6E", path: "radars.91n6e.reference_range_km", low: 200, best: 300, high: 400, unit: "km",
                    status: "secondary", words: [.init(says: "\"340 km\" & more", title: "A <paper>", link: "https://example.org/a?b=1&c=2", date: "2015")])
            ])
        ]
        contents.pedigree = [("found", 10), ("assumed", 3)]
        contents.credibility = CredibilityTable.rows(summary, pedigree: contents.pedigree)
        contents.typical = TypicalRun(
            key: RunKey(setting: 1, sample: 0, arm: 1, run: 0), record: record, median: 2, isSame: true, otherLeakers: 3)
        contents.maps = maps
        return contents
    }

    /// A defence that sees a disc of 40 km at the lower height and of 80 km at the upper.
    static var maps: CoverageMaps {
        let nodes = 41
        let radii = [40.0, 80.0]
        let detection = radii.map { radius in
            (0..<nodes * nodes).map { node -> Float in
                let (east, north) = (Double(node % nodes - 20) * 5, Double(node / nodes - 20) * 5)
                return (east * east + north * north).squareRoot() <= radius ? 0.9 : 0
            }
        }
        let arm = CoverageMaps.Arm(
            name: "new & better", radars: [.init(name: "radar", east: 0, north: 0)], detection: detection,
            areas: detection.map { Double($0.count { $0 >= 0.5 }) * 25 }, instrumentedRange: 600)
        return CoverageMaps(
            arms: [arm], assets: [.init(name: "port", east: 10, north: -5)], heights: [50, 5_000], target: "cruise missile",
            crossSection: 0.1, halfSide: 100, spacing: 5, nodes: nodes, ground: "a plain")
    }

    /// Two raiders: one shot down, one that got through unseen.
    static var record: RunRecord {
        var record = RunRecord(scenario: "test", arm: "new", seed: 7, index: 0, modelVersion: "1")
        var fallen = TargetRecord(name: "cruise missile 1", threatClass: "cm_subsonic", allegiance: .hostile, armed: true, objective: "port", appears: 0)
        fallen.enteredLineOfSight = 60
        fallen.firstDetected = 61
        fallen.firstDetectedRange = 31_250
        fallen.firstDetectedBy = "96L6E"
        var shot = ShotRecord(fireUnit: "1st battalion", missile: "48N6E3", launchTime: 80)
        shot.endTime = 100
        shot.killed = true
        shot.killProbability = 0.8
        shot.missDistance = 3.2
        shot.interceptRange = 20_500
        fallen.shots = [shot]
        fallen.outcome = .killed
        fallen.outcomeTime = 100
        var through = TargetRecord(name: "cruise missile 2", threatClass: "cm_subsonic", allegiance: .hostile, armed: true, objective: "port", appears: 5)
        through.outcome = .leaked
        through.outcomeTime = 725
        through.limitingCause = .neverInLineOfSight
        record.targets = [fallen, through]
        record.endTime = 725
        return record
    }
}
