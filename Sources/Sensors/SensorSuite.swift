package import BattleWorld
package import DefenceModels
import EarthEnvironment
import FlightDynamics
import NumericalMethods
package import Quantities
import RadarSensing
import Stochastics
package import TacticalMessages

/// What the record keeps of one look: which target was in the beam's sight, and the plot that came of it.
package struct Sighting {
    package var target: Int
    package var time: SimulationTime
    package var detection: Detection?
}

/// The schedules and dice of the radars: truth in, plots out.
package struct SensorSuite: ~Copyable {
    /// What changes about a radar.
    private struct State {
        var isAlive = true
        /// It stands ready: neither on the march, nor being set up or packed.
        var isInAction = true
        var falseAlarmStream: RandomStream
        var isScanning: Bool
        /// It does not radiate before this time.
        var silentUntil = SimulationTime.zero
        /// An engagement radar that nobody else searches for looks at all elevations; else it keeps a bar and a fence of its sector.
        var searchesVolume = false
        /// Counts its beginnings to scan: scans of an earlier one are over.
        var chain: Int32 = 0
        /// Targets by sector of the present scan: time of dwell and target.
        var buckets: [[(time: SimulationTime, target: Int32)]]
        var scanStart: SimulationTime = .zero
        /// The search of the present scan.
        var search = Search(centre: .pi, width: 2 * .pi, period: 1)
    }

    /// One sector of a scan: its plots with false alarms, and its looks for the record.
    package struct Sweep {
        package var detections: [Detection] = []
        package var sightings: [Sighting] = []
        package var from: Radians
        package var to: Radians
        /// Highest elevation at which everything was looked at, radians; nil for all.
        package var top: Radians?
    }

    /// Sectors of a scan that have work, with the time that each is complete, and when the next scan starts.
    package struct Scan {
        package var sectors: [(sector: Int, end: SimulationTime)] = []
        package var next: SimulationTime?
    }

    let tables: DefenceTables
    let dice: RunDice
    private var states: [State]
    /// The echo that each engagement's beam is on, by the engagement's number; −1 before it found one.
    private var beams: [Int32] = []
    private var misreadings: [Int: Int] = [:]
    /// Looks so far, and those that gave a plot.
    package private(set) var looks = 0
    package private(set) var detections = 0

    package init(_ tables: DefenceTables, dice: RunDice) {
        self.tables = tables
        self.dice = dice
        states = tables.radars.enumerated().map { place, radar in
            State(
                falseAlarmStream: dice.stream(.falseAlarm, of: tables.radarNames[place]),
                isScanning: radar.value.role == .acquisition,
                buckets: Array(repeating: [], count: max(1, radar.value.sectorsPerScan)))
        }
    }

    /// When an acquisition radar first looks north: nobody starts them in step, so any part of its period is as likely as another, and
    /// no direction of approach is before any other.
    package func firstScan(of radar: Int) -> SimulationTime {
        if let time = tables.radars[radar].value.firstScan { return SimulationTime(seconds: time) }
        var draws = dice.stream(.scan, of: tables.radarNames[radar])
        return SimulationTime(seconds: tables.radars[radar].value.site.model.renewalPeriod * draws.nextUniform())
    }

    /// Whether a radar lives and is in action.
    package func isAlive(_ radar: Int) -> Bool { states[radar].isAlive && states[radar].isInAction }

    /// Whether a radar has failed, or was destroyed; one that is packed up has not.
    package func hasFailed(_ radar: Int) -> Bool { !states[radar].isAlive }

    /// - Returns: false where it was lost already.
    package mutating func lose(_ radar: Int) -> Bool {
        guard states[radar].isAlive else { return false }
        states[radar].isAlive = false
        return true
    }

    /// A radar works again.
    /// - Returns: the number of its new chain of scans, where it scans by itself.
    package mutating func restore(_ radar: Int) -> Int32? {
        states[radar].isAlive = true
        states[radar].chain += 1
        return isScanning(radar) ? states[radar].chain : nil
    }

    /// A radar is packed up, or has been set up.
    /// - Returns: the number of its new chain of scans, where it scans by itself from now on.
    package mutating func set(_ radar: Int, inAction: Bool) -> Int32? {
        states[radar].isInAction = inAction
        states[radar].chain += 1
        return isScanning(radar) ? states[radar].chain : nil
    }

    /// A radar does not radiate until a time.
    /// - Returns: whether it radiated until now.
    package mutating func silence(_ radar: Int, until end: SimulationTime) -> Bool {
        let didRadiate = states[radar].silentUntil == .zero || states[radar].silentUntil < end
        states[radar].silentUntil = max(states[radar].silentUntil, end)
        return didRadiate
    }

    package func isSilent(_ radar: Int, at now: SimulationTime) -> Bool { now < states[radar].silentUntil }

    /// How an engagement radar searches its sector: all of it, or the bar and the fence alone.
    package mutating func setSearch(_ radar: Int, ofVolume isVolume: Bool) { states[radar].searchesVolume = isVolume }

    /// Whether a scan of a chain is still to be made.
    package func isScanning(_ radar: Int, chain: Int32) -> Bool { isScanning(radar) && states[radar].chain == chain }

    /// Whether a radar renews its picture by itself.
    package func isScanning(_ radar: Int) -> Bool { isAlive(radar) && states[radar].isScanning }

    /// - Returns: the number of a new chain of scans, where one begins.
    package mutating func setScanning(_ radar: Int, _ isScanning: Bool) -> Int32? {
        guard isScanning != states[radar].isScanning else { return nil }
        states[radar].isScanning = isScanning
        states[radar].chain += 1
        return self.isScanning(radar) ? states[radar].chain : nil
    }

    /// How a crew misreads its display at an assessment: uniform, by battery, target and that pair's how manieth it is.
    package mutating func misreading(of engagement: Int, by unit: Int, in world: borrowing World) -> Double {
        let target = echo(of: engagement)
        let key = unit << 32 | (target.map { $0 + 1 } ?? 0)
        let number = misreadings[key] ?? 0
        misreadings[key] = number + 1
        let battery = tables.unitNames[unit]
        var draws = dice.stream(.assessment, of: target.map { battery.with(world.names[$0]) } ?? battery, number: number)
        return draws.nextUniform()
    }

    /// Sorts the targets that the coming scan can meet into its sectors.
    /// - Parameters:
    ///   - view: directions that it looks in, clockwise from north: centre and width.
    ///   - engaged: engagements that take an engagement radar's looks first.
    package mutating func startScan(
        _ radar: Int, of world: borrowing World, view: (centre: Radians, width: Radians), engaged: Int, at now: SimulationTime
    ) -> Scan {
        var search = Search(centre: view.centre, width: view.width, period: tables.radars[radar].value.site.model.renewalPeriod)
        if tables.radars[radar].value.role == .engagement, !states[radar].searchesVolume {
            let mode = tables.radars[radar].value.site.model.ownSearch(facing: view.centre, trackedCount: engaged)
            search.period = mode.bar.renewalPeriod
            search.bar = mode.bar.elevation
            search.fenceTop = mode.fence.elevation.upperBound
        }
        states[radar].search = search
        let period = search.period
        var next = now.advanced(by: period)
        if world.liveTargets.isEmpty {
            // A quiet sky costs nothing: sleep until something appears.
            let appears = world.nextAppearance
            guard appears < .distantFuture else { return Scan() }
            while next < appears { next = next.advanced(by: period) }
            return Scan(next: next)
        }
        return Scan(sectors: fillBuckets(radar, of: world, search, now), next: next)
    }

    private mutating func fillBuckets(
        _ radar: Int, of world: borrowing World, _ search: Search, _ now: SimulationTime
    ) -> [(sector: Int, end: SimulationTime)] {
        let unit = tables.radars[radar]
        let sectors = states[radar].buckets.count
        states[radar].scanStart = now
        for sector in 0..<sectors { states[radar].buckets[sector].removeAll(keepingCapacity: true) }
        let reach = unit.value.site.model.instrumentedRange + 3_000
        let origin = unit.value.site.frame.originEarthFixed
        for target in world.liveTargets {
            let snapshot = world.targets[Int(target)].snapshot
            guard snapshot.position.distance(to: origin) <= reach else { continue }
            let local = unit.value.site.frame.toLocal(snapshot.position).vector
            let offset = snapshot.position.vector - origin.vector
            guard let share = search.share(of: Elementary.atan2(local.x, local.y)),
                search.reaches(local, closing: -snapshot.velocity.vector.dot(offset) / max(1, offset.length))
            else { continue }
            let sector = min(sectors - 1, Int(share * Double(sectors)))
            states[radar].buckets[sector].append((now.advanced(by: share * search.period), target))
        }
        var busy: [(sector: Int, end: SimulationTime)] = []
        for sector in 0..<sectors {
            if !states[radar].buckets[sector].isEmpty || unit.value.site.model.falseAlarmsPerScan > 0 {
                busy.append((sector, now.advanced(by: search.period * Double(sector + 1) / Double(sectors))))
            }
        }
        return busy
    }

    /// Looks at every target of a sector at the time that the beam was on it.
    package mutating func sweep(_ radar: Int, _ sector: Int, of world: borrowing World) -> Sweep {
        let unit = tables.radars[radar]
        let search = states[radar].search
        let (from, to) = search.arc(sector, of: states[radar].buckets.count)
        var sweep = Sweep(from: from, to: to, top: search.bar?.upperBound)
        for place in states[radar].buckets[sector].indices {
            let (time, number) = states[radar].buckets[sector][place]
            let target = Int(number)
            guard world.targets[target].isAlive, world.targets[target].appears <= time else { continue }
            guard let sighting = look(radar, at: target, of: world, time: time) else { continue }
            sweep.sightings.append(sighting)
            if let detection = sighting.detection { sweep.detections.append(detection) }
        }
        sweep.detections.append(
            contentsOf: FalseAlarms.generate(
                site: unit.value.site, azimuthFrom: from, azimuthTo: to,
                scanStart: states[radar].scanStart, radar: RadarIdentifier(rawValue: Int32(radar)),
                stream: &states[radar].falseAlarmStream))
        return sweep
    }

    /// The echo that an engagement's beam is on; nil before it found one.
    package func echo(of engagement: Int) -> Int? {
        engagement < beams.count && beams[engagement] >= 0 ? Int(beams[engagement]) : nil
    }

    /// An engagement's beam is on an echo.
    package mutating func hold(_ target: Int32, by engagement: Int) {
        while beams.count <= engagement { beams.append(-1) }
        beams[engagement] = target
    }

    /// One look of a radar at a target; nil where the target is outside its coverage or hidden.
    package mutating func look(_ radar: Int, at target: Int, of world: borrowing World, time: SimulationTime) -> Sighting? {
        guard !isSilent(radar, at: time) else { return nil }
        looks += 1
        let state = world.state(of: target, at: time)
        var draws = dice.stream(
            .look, of: tables.radarNames[radar].with(world.names[target]), counter: RunDice.counter(at: time))
        let unit = tables.radars[radar]
        let outcome = unit.value.sensor.observe(
            state, signature: world.raid[target].signature, jamming: world.jamming(of: radar), source: Int32(target),
            from: unit.value.site, as: RadarIdentifier(rawValue: Int32(radar)), at: time, stream: &draws)
        switch outcome {
        case .outOfCoverage, .masked: return nil
        case .blindSpeed, .missed: return Sighting(target: target, time: time, detection: nil)
        case .detected(let detection):
            if !detection.isJamStrobe { detections += 1 }
            return Sighting(target: target, time: time, detection: detection)
        }
    }
}
