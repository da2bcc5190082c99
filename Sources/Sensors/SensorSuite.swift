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
        var falseAlarmStream: RandomStream
        var linkStream: RandomStream
        /// Targets by sector of the present scan: time of dwell and target.
        var buckets: [[(time: SimulationTime, target: Int32)]]
        var scanStart: SimulationTime = .zero
    }

    /// One sector of a scan: its plots with false alarms, and its looks for the record.
    package struct Sweep {
        package var detections: [Detection] = []
        package var sightings: [Sighting] = []
        package var from: Radians
        package var to: Radians
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
    /// Looks so far, and those that gave a plot.
    package private(set) var looks = 0
    package private(set) var detections = 0

    package init(_ tables: DefenceTables, dice: RunDice) {
        self.tables = tables
        self.dice = dice
        states = tables.radars.enumerated().map { place, radar in
            State(
                falseAlarmStream: dice.stream(.falseAlarm, entity: place), linkStream: dice.stream(.link, entity: place),
                buckets: Array(repeating: [], count: max(1, radar.value.sectorsPerScan)))
        }
    }

    /// When an acquisition radar begins its first scan: they do not start in step, each begins at its own part of its period.
    package func firstScan(of radar: Int) -> SimulationTime {
        let period = tables.radars[radar].value.site.model.renewalPeriod
        return SimulationTime(seconds: period * Double((radar * 5) % 8) / 8)
    }

    package func isAlive(_ radar: Int) -> Bool { states[radar].isAlive }

    /// - Returns: false where it was lost already.
    package mutating func lose(_ radar: Int) -> Bool {
        guard states[radar].isAlive else { return false }
        states[radar].isAlive = false
        return true
    }

    /// Whether a message of a radar's plots is lost on its link.
    package mutating func isLostOnLink(from radar: Int) -> Bool {
        let loss = tables.radars[radar].value.linkLoss
        return loss > 0 && states[radar].linkStream.nextUniform() < loss
    }

    /// Sorts the targets that the coming scan can meet into its sectors.
    package mutating func startScan(_ radar: Int, of world: borrowing World, at now: SimulationTime) -> Scan {
        let period = tables.radars[radar].value.site.model.renewalPeriod
        var next = now.advanced(by: period)
        if world.liveTargets.isEmpty {
            // A quiet sky costs nothing: sleep until something appears.
            let appears = world.nextAppearance
            guard appears < .distantFuture else { return Scan() }
            while next < appears { next = next.advanced(by: period) }
            return Scan(next: next)
        }
        return Scan(sectors: fillBuckets(radar, of: world, period, now), next: next)
    }

    private mutating func fillBuckets(
        _ radar: Int, of world: borrowing World, _ period: Seconds, _ now: SimulationTime
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
            var turn = Elementary.atan2(local.x, local.y) / (2 * .pi)
            if turn < 0 { turn += 1 }
            let sector = min(sectors - 1, Int(turn * Double(sectors)))
            states[radar].buckets[sector].append((now.advanced(by: turn * period), target))
        }
        var busy: [(sector: Int, end: SimulationTime)] = []
        for sector in 0..<sectors {
            if !states[radar].buckets[sector].isEmpty || unit.value.site.model.falseAlarmsPerScan > 0 {
                busy.append((sector, now.advanced(by: period * Double(sector + 1) / Double(sectors))))
            }
        }
        return busy
    }

    /// Looks at every target of a sector at the time that the beam was on it.
    package mutating func sweep(_ radar: Int, _ sector: Int, of world: borrowing World) -> Sweep {
        let sectors = states[radar].buckets.count
        let width = 2 * Double.pi / Double(sectors)
        let from = width * Double(sector)
        var sweep = Sweep(from: from, to: from + width)
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
                site: tables.radars[radar].value.site, azimuthFrom: from, azimuthTo: from + width,
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
        looks += 1
        let state = world.targets[target].state(at: time)
        var draws = dice.stream(
            .look, entity: radar << 16 | target, counter: UInt32(truncatingIfNeeded: time.nanoseconds / 10_000_000) &* 8)
        let outcome = RadarObservation.observe(
            site: tables.radars[radar].value.site, radar: RadarIdentifier(rawValue: Int32(radar)), target: state,
            signature: world.raid[target].signature, jamming: world.jamming, source: Int32(target), time: time,
            stream: &draws)
        switch outcome {
        case .outOfCoverage, .masked: return nil
        case .blindSpeed, .missed: return Sighting(target: target, time: time, detection: nil)
        case .detected(let detection):
            if !detection.isJamStrobe { detections += 1 }
            return Sighting(target: target, time: time, detection: detection)
        }
    }
}
