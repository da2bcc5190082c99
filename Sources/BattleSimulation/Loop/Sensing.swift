import EarthEnvironment
import FlightDynamics
import NumericalMethods
import Quantities
import RadarSensing
import RunRecords
import Stochastics
import TacticalMessages
import TargetTracking

// Truth → dwell → detection → link: the acquisition radars.
extension Battle {
    /// Brings the coarse positions up to date; they serve bucketing and jamming, never a detection.
    func refreshSnapshots() {
        guard now.seconds(since: snapshotTime) >= 1 else { return }
        snapshotTime = now
        liveTargets.removeAll(keepingCapacity: true)
        livePlaces.removeAll(keepingCapacity: true)
        var emitters = JammingEnvironment()
        for place in targets.indices where targets[place].isAlive && targets[place].appears <= now {
            liveTargets.append(Int32(place))
            targets[place].snapshot = targets[place].state(at: now)
            livePlaces.append((targets[place].snapshot.position.vector, targets[place].snapshot.velocity.speed))
            if let jammer = model.targets[place].jammer {
                emitters.add(jammer, at: targets[place].snapshot.position, source: Int32(place))
            }
        }
        jamming = emitters
        traceAll()
    }

    /// Sorts the targets that the coming scan can meet into its sectors, and makes an event for each sector with work.
    func scanStarts(_ radar: Int, _ scan: Int32) {
        guard radars[radar].isAlive else { return }
        let unit = radarUnits[radar]
        let period = unit.value.site.model.renewalPeriod
        refreshSnapshots()
        var nextScan = now.advanced(by: period)
        if liveTargets.isEmpty {
            // A quiet sky costs nothing: sleep until something appears.
            let next = targets.filter { $0.isAlive }.map(\.appears).min() ?? .distantFuture
            guard next < .distantFuture else { return }
            while nextScan < next { nextScan = nextScan.advanced(by: period) }
        } else {
            fillBuckets(radar, unit, period)
        }
        queue.schedule(.scanStarts(radar: radar, scan: scan &+ 1), at: nextScan, phase: .sensing)
    }

    private func fillBuckets(_ radar: Int, _ unit: Fixed<RadarUnit>, _ period: Seconds) {
        let sectors = radars[radar].buckets.count
        radars[radar].scanStart = now
        for sector in 0..<sectors { radars[radar].buckets[sector].removeAll(keepingCapacity: true) }
        let reach = unit.value.site.model.instrumentedRange + 3_000
        let origin = unit.value.site.frame.originEarthFixed
        for target in liveTargets {
            let snapshot = targets[Int(target)].snapshot
            guard snapshot.position.distance(to: origin) <= reach else { continue }
            let local = unit.value.site.frame.toLocal(snapshot.position).vector
            var turn = Elementary.atan2(local.x, local.y) / (2 * .pi)
            if turn < 0 { turn += 1 }
            let sector = min(sectors - 1, Int(turn * Double(sectors)))
            radars[radar].buckets[sector].append((now.advanced(by: turn * period), target))
        }
        for sector in 0..<sectors {
            if !radars[radar].buckets[sector].isEmpty || unit.value.site.model.falseAlarmsPerScan > 0 {
                let end = now.advanced(by: period * Double(sector + 1) / Double(sectors))
                queue.schedule(.sectorSwept(radar: radar, sector: Int32(sector)), at: end, phase: .sensing)
            }
        }
    }

    /// Looks at every target of the sector at the time that the beam was on it, and sends the plots.
    func sectorSwept(_ radar: Int, _ sector: Int) {
        guard radars[radar].isAlive else { return }
        let unit = radarUnits[radar]
        let sectors = radars[radar].buckets.count
        var detections: [Detection] = []
        for (time, target) in radars[radar].buckets[sector] {
            let place = Int(target)
            guard targets[place].isAlive, targets[place].appears <= time else { continue }
            if let detection = look(radar, place, at: time) { detections.append(detection) }
        }
        let width = 2 * Double.pi / Double(sectors)
        let from = width * Double(sector)
        let scanStart = radars[radar].scanStart
        let alarms = FalseAlarms.generate(
            site: unit.value.site, azimuthFrom: from, azimuthTo: from + width, scanStart: scanStart,
            radar: RadarIdentifier(rawValue: Int32(radar)), stream: &radars[radar].falseAlarmStream)
        detections.append(contentsOf: alarms)
        for node in unit.value.nodes {
            guard nodes[node].isAlive, nodes[node].isInCharge else { continue }
            if unit.value.linkLoss > 0, radars[radar].linkStream.nextUniform() < unit.value.linkLoss { continue }
            send(
                PlotBatch(
                    radar: radar, node: node, time: now, detections: detections, sweptFrom: from,
                    sweptTo: from + width), after: unit.value.linkDelay)
        }
    }

    /// One look of a radar at a target; keeps the first links of the causal chain.
    func look(_ radar: Int, _ target: Int, at time: SimulationTime) -> Detection? {
        record.effort.looks += 1
        let state = targets[target].state(at: time)
        var draws = stream(
            .look, entity: radar << 16 | target, counter: UInt32(truncatingIfNeeded: time.nanoseconds / 10_000_000) &* 8)
        let outcome = RadarObservation.observe(
            site: radarUnits[radar].value.site, radar: RadarIdentifier(rawValue: Int32(radar)), target: state,
            signature: model.targets[target].signature, jamming: jamming, source: Int32(target), time: time,
            stream: &draws)
        switch outcome {
        case .outOfCoverage, .masked: return nil
        case .blindSpeed, .missed:
            noteLineOfSight(target, time)
            return nil
        case .detected(let detection):
            noteLineOfSight(target, time)
            if !detection.isJamStrobe {
                record.effort.detections += 1
                if record.targets[target].firstDetected == nil {
                    record.targets[target].firstDetected = time.seconds
                    record.targets[target].firstDetectedRange = detection.range
                    record.targets[target].firstDetectedBy = radarUnits[radar].value.name
                }
            }
            return detection
        }
    }

    private func noteLineOfSight(_ target: Int, _ time: SimulationTime) {
        if record.targets[target].enteredLineOfSight == nil {
            record.targets[target].enteredLineOfSight = time.seconds
        }
    }

    private func send(_ batch: PlotBatch, after delay: Seconds) {
        let place: Int
        if let free = freeBatches.popLast() {
            batches[free] = batch
            place = free
        } else {
            batches.append(batch)
            place = batches.count - 1
        }
        queue.schedule(.plotsArrive(batch: place), at: now.advanced(by: delay), phase: .tracking)
    }

    /// A node's tracker takes in a batch.
    func plotsArrive(_ place: Int) {
        guard let batch = batches[place] else { return }
        batches[place] = nil
        freeBatches.append(place)
        let node = batch.node
        guard nodes[node].isAlive, nodes[node].isInCharge else { return }
        record.effort.trackUpdates += batch.detections.count
        nodes[node].tracker.process(
            batch.detections, from: RadarIdentifier(rawValue: Int32(batch.radar)), at: batch.time,
            sweptFrom: batch.sweptFrom, sweptTo: batch.sweptTo)
        if !nodes[node].cycleScheduled, nodes[node].tracker.hasTracks {
            nodes[node].cycleScheduled = true
            queue.schedule(
                .commandCycle(node: node), at: now.advanced(by: nodeModels[node].cycle), phase: .command)
        }
    }
}
