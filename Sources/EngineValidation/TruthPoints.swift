import ModelValidation
import NumericalMethods
import ScenarioDocuments
import TargetTracking

/// Places by time: of targets in truth, or of tracks.
package struct TruthPoints {
    package private(set) var points: [Int: [ScoredPoint]] = [:]

    /// - Parameter name: the column that tells targets (or tracks) apart.
    package init(_ table: NumberTable, name: String = "target_id") throws {
        let places = try table.required("time_s", name, "east_m", "north_m", "up_m")
        var known: [[Int]: Vector3] = [:]
        for row in 0..<table.rowCount {
            func refuse(_ message: String) -> DocumentErrors {
                DocumentErrors(file: "\(table.file):\(table.lines[row])", message: message)
            }
            for (place, column) in places.enumerated() {
                let limit = [DetectionScans.timeMaximum, 0x1p53, 1e9, 1e9, 1e9][place]
                guard abs(table[row, column]) <= limit else {
                    throw refuse("\(table.columns[column]): found \(table[row, column]), allowed: \(-limit)…\(limit)")
                }
            }
            let named = table[row, places[1]]
            guard named == named.rounded() else { throw refuse("\(name): found \(named), allowed: a whole number") }
            let time = key(table[row, places[0]])
            let position = Vector3(table[row, places[2]], table[row, places[3]], table[row, places[4]])
            // What stands there twice counts once; nobody is at two places at a time.
            if let before = known.updateValue(position, forKey: [time, Int(named)]) {
                guard before == position else {
                    throw refuse("\(name) \(Int(named)) is at another place at this time in a row before, allowed: one row a time and \(name)")
                }
                continue
            }
            points[time, default: []].append(ScoredPoint(name: Int(named), position: position))
        }
    }

    /// Milliseconds, the closeness in which times are the same.
    package func key(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
}

extension TrackerConfiguration {
    /// What a sensor's file says.
    package init(_ document: SensorDocument) {
        let motion = document.motion
        let association = document.association
        let new = document.newTargets
        self.init(
            motion: MotionModels(
                cruiseDensity: motion.cruiseDensity, turnAcceleration: motion.turnAcceleration,
                alongAcceleration: motion.alongAcceleration, turnJerkDensity: motion.turnJerkDensity,
                coordination: motion.coordination, cruiseTime: motion.cruiseTime, turnTime: motion.turnTime,
                rateWeight: motion.rateWeight,
                mixingFloor: motion.mixingFloor, agileDensity: motion.agileDensity, agileEntryTime: motion.agileEntryTime,
                agileFromTurnTime: motion.agileFromTurnTime, agileTime: motion.agileTime, fallDensity: motion.fallDensity, fallSpeed: motion.fallSpeed,
                verticalShare: motion.verticalShare,
                isInteracting: motion.model == .interacting),
            renewalPeriod: document.scanPeriod, gate: association.gate, speedMaximum: new.speedMaximum,
            confirmationHits: association.confirmationHits, confirmationLooks: association.confirmationLooks,
            confirmationScore: association.confirmationScore, coastTime: association.coastTime, beatenMaximum: Int32(association.beatenMaximum),
            missesShown: association.missesShown, spreadShown: association.spreadShown,
            elevationMaximum: document.coverage.elevationMaximum, capacity: association.tracksMaximum,
            detectionProbability: document.detectionProbability,
            clutterDensity: document.falseAlarmsPerScan / document.coverage.volume,
            hypothesesMaximum: association.hypothesesMaximum, decisionDepth: association.decisionDepth,
            hypothesisWindow: association.hypothesisWindow, firmHits: Int32(association.firmHits),
            formationReach: association.formationReach,
            newVelocity: VelocityPrior(
                speed: new.speed, speedDeviation: new.speedDeviation, vertical: new.verticalDeviation,
                slowShare: new.slowShare, slowDeviation: new.slowDeviation, fastShare: new.fastShare,
                fastDeviation: new.fastDeviation, fastVertical: new.fastVerticalDeviation))
    }
}
