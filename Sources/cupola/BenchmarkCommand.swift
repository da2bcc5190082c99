import ArgumentParser
import BattleCompilation
import BattleSimulation
import CommandWork
import EngineValidation
import Foundation
import PlainText
import RunRecords
import ScenarioDocuments

struct BenchmarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark", abstract: "How many times faster than real time the four raid shapes run, one thread.",
        discussion: "Example: cupola benchmark --json")

    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var catalogue: CatalogueOption
    @Option(help: "One shape alone, as in 4x24; all when absent.") var shape: String?
    @Option(
        name: .customLong("repeat"), parsing: .unconditional, help: "Raids of each shape, the median of which counts; 1 to 10000.",
        transform: Allowed.count(1...10_000))
    var runs: Int?

    /// Fire units × aircraft; every raider arrives inside 600 s.
    static let shapes = [(2, 8), (4, 24), (10, 100), (40, 1000)]

    func run() throws {
        var rows: [BenchmarkRow] = []
        for (units, aircraft) in Self.shapes where shape == nil || shape == "\(units)x\(aircraft)" {
            rows.append(try measure(units, aircraft))
        }
        guard !rows.isEmpty else {
            throw CommandFailure.wrongCall(
                "--shape: found \(shape ?? ""), allowed: \(Self.shapes.map { "\($0)x\($1)" }.joined(separator: ", "))")
        }
        let growth = Self.growth(rows)
        let kernels = shape == nil ? KernelTimings.measure() : []
        if json {
            var object: [String: Any] = [
                "raids": rows.map(\.object), "kernels": kernels.map { ["name": $0.name, "nanoseconds": $0.nanoseconds] },
            ]
            if let growth { object["cost_growth_28_to_110"] = growth }
            let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .prettyPrinted])
            printData(String(decoding: data, as: UTF8.self))
            return
        }
        var table = TextTable(header: [
            "fire units × aircraft", "× real time", "CPU s", "simulated s", "rounds", "shot down", "memory, MB", "cost per simulated s, ms",
        ])
        for row in rows {
            table.rows.append([
                row.shape, NumberText.fixed(row.timesRealTime, 0), NumberText.fixed(row.cpuSeconds, 4),
                NumberText.fixed(row.simulatedSeconds, 0), "\(row.rounds)", "\(row.killed)",
                NumberText.fixed(Double(row.peakBytes) / 1e6, 0), NumberText.fixed(1000 * row.cpuSeconds / row.simulatedSeconds, 3),
            ])
        }
        print(table.text)
        printAccounts(rows)
        if let growth {
            print("")
            print("From 28 to 110 entities a simulated second costs \(NumberText.fixed(growth, 1)) times as much (linear: 3.9).")
        }
        guard !kernels.isEmpty else { return }
        print("")
        var second = TextTable(header: ["kernel", "ns"])
        for kernel in kernels { second.rows.append([kernel.name, NumberText.fixed(kernel.nanoseconds, 1)]) }
        print(second.text)
    }

    /// What each raid's time went into.
    private func printAccounts(_ rows: [BenchmarkRow]) {
        print("")
        var table = TextTable(header: ["what the raid's time went into", "calls", "ns each, alone", "share, %"])
        for row in rows {
            for kernel in row.account.kernels {
                table.rows.append([
                    "\(row.shape)  \(kernel.name)", "\(kernel.calls)", NumberText.fixed(kernel.nanoseconds, 0),
                    NumberText.fixed(100 * row.account.share(of: kernel), 1),
                ])
            }
            table.rows.append(["\(row.shape)  all of these", "", "", NumberText.fixed(100 * row.account.accounted, 1)])
        }
        print(table.text)
    }

    /// How much more a simulated second costs at 10 × 100 than at 4 × 24; nil where one of them was not run.
    private static func growth(_ rows: [BenchmarkRow]) -> Double? {
        guard let small = rows.first(where: { $0.shape == "4x24" }), let large = rows.first(where: { $0.shape == "10x100" })
        else { return nil }
        return small.timesRealTime / large.timesRealTime
    }

    private func measure(_ units: Int, _ aircraft: Int) throws -> BenchmarkRow {
        let model: BattleModel
        do { model = try compile(units, aircraft) } catch { throw CommandFailure.badInput(error.description) }
        // One run to warm the caches, then several raids. Each is flown a few times, always with the same steps, and its
        // least time counts: what else the machine does can only add to it. The raid of median speed stands for the shape.
        _ = BattleRunner.run(model, seed: 1, index: 0)
        let raids = runs ?? (aircraft >= 1000 ? 1 : aircraft >= 100 ? 5 : 15)
        let flights = aircraft >= 1000 ? 1 : 3
        var measured: [(record: RunRecord, cpuSeconds: Double)] = []
        for index in 0..<raids {
            var cpu = Double.infinity
            var flown: RunRecord?
            for _ in 0..<flights {
                let start = ProcessClock.cpuSeconds
                let record = BattleRunner.run(model, seed: 1, index: UInt32(index))
                cpu = min(cpu, ProcessClock.cpuSeconds - start)
                flown = record
            }
            if let record = flown { measured.append((record, cpu)) }
        }
        measured.sort { $0.record.endTime / $0.cpuSeconds < $1.record.endTime / $1.cpuSeconds }
        let (record, cpu) = measured[measured.count / 2]
        return BenchmarkRow(
            shape: "\(units)x\(aircraft)", timesRealTime: record.endTime / cpu, cpuSeconds: cpu, simulatedSeconds: record.endTime,
            rounds: RunOutcome(record).roundsFired, killed: RunOutcome(record).killed, peakBytes: ProcessClock.peakBytes,
            effort: record.effort, account: RaidAccount(of: model, seed: 1, index: record.index, seconds: cpu, turns: flights))
    }

    private func compile(_ units: Int, _ aircraft: Int) throws(DocumentErrors) -> BattleModel {
        let text = BenchmarkScenario.text(units: units, aircraft: aircraft)
        let document = try ScenarioDocument.decode(text: text, file: "benchmark")
        let folders = try CatalogueDocument.locate(given: catalogue.directories)
        return try ScenarioCompiler.compile(
            document, arm: "defence", catalogue: try CatalogueDocument.load(directories: folders), file: "benchmark")
    }
}

struct BenchmarkRow {
    var shape: String
    var timesRealTime: Double
    var cpuSeconds: Double
    var simulatedSeconds: Double
    var rounds: Int
    var killed: Int
    var peakBytes: Int
    /// What the last run did.
    var effort: EffortRecord
    /// What its time went into.
    var account: RaidAccount

    var object: [String: Any] {
        [
            "shape": shape, "times_real_time": timesRealTime, "cpu_seconds": cpuSeconds,
            "simulated_seconds": simulatedSeconds, "rounds": rounds, "killed": killed, "peak_bytes": peakBytes, "looks": effort.looks,
            "track_updates": effort.trackUpdates, "interceptor_steps": effort.interceptorSteps, "events": effort.events,
            "accounted": account.accounted,
            "kernels": account.kernels.map { kernel in
                [
                    "name": kernel.name, "calls": kernel.calls, "nanoseconds": kernel.nanoseconds,
                    "share": account.share(of: kernel),
                ] as [String: Any]
            },
        ]
    }
}

/// The raids that are timed: S-300PMU2 regiments of up to six battalions, fighters from all of the east.
enum BenchmarkScenario {
    static func text(units: Int, aircraft: Int) -> String {
        var lines = [
            "version: 1", "name: benchmark \(units)x\(aircraft)", "seed: 1", "duration_s: 900",
            "origin: {latitude_deg: 35, longitude_deg: -40}", "assets:",
        ]
        let regiments = (units + 5) / 6
        for number in 0..<regiments {
            lines.append("  - {name: site \(number + 1), position: {east_km: \(place(number).0), north_km: \(place(number).1)}, value: 3, hits_to_destroy: 5}")
        }
        lines += ["arms:", "  defence:", "    units:"]
        for number in 0..<regiments {
            let (east, north) = place(number)
            lines += [
                "      - name: regiment \(number + 1)", "        system: s-300pmu2",
                "        command_post: {position: {east_km: \(east), north_km: \(north)}}",
                "        acquisition_radars: [{radar: 64n6e2, name: 64N6E2}]", "        battalions:",
            ]
            for battalion in 0..<min(6, units - 6 * number) {
                lines += [
                    "          - name: battalion \(battalion + 1)",
                    "            position: {east_km: \(east + 4), north_km: \(north - 12 + 5 * battalion)}",
                    "            sector_centre_deg: 90", "            low_altitude_radar: {radar: 76n6, mast_m: 24}",
                    "            launchers: 8", "            load: {48n6e2: 32}",
                ]
            }
        }
        lines.append("raids:")
        let groups = max(1, aircraft / 8)
        var left = aircraft
        for group in 0..<groups {
            let count = group == groups - 1 ? left : aircraft / groups
            left -= count
            let bearing = 60 + 60 * Double(group) / Double(max(1, groups - 1))
            lines.append(
                "  - {name: group \(group + 1), threat: fighter, count: \(count), spacing_m: 1500, start_s: \(Double(group % 10) * 6), altitude_m: \(3000 + 800 * (group % 8)), speed_mps: 270, approach: {bearing_deg: \(groups == 1 ? 90 : bearing), distance_km: 135}, evasive: true, assets: [site \(group % regiments + 1)]}")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func place(_ regiment: Int) -> (Int, Int) { (-8 * (regiment % 2), 40 * (regiment - 3)) }
}
