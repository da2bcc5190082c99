import Foundation
import Testing

@testable import ScenarioDocuments

@Suite struct CatalogueTests {
    static let loaded = Result { try CatalogueDocument.load(directory: Repository.catalogue) }

    @Test func `the catalogue reads without a fault`() throws {
        let catalogue = try Self.loaded.get()
        #expect(catalogue.systems.map(\.id) == ["pantsir-s1", "s-300pmu2", "s-400", "tor-m1", "tor-m2e"])
        #expect(catalogue.threats.count == 16)
        #expect(catalogue.missile("48n6e3")?.rangeAircraft?.best == 250_000)
        #expect(catalogue.missile("48n6e3")?.loadLimit.best == 25 * 9.80665)
        #expect(catalogue.price("missile_48n6e3")?.best == 2e6)
    }

    @Test func `no entry of the parameter sheet is lost`() throws {
        let catalogue = try Self.loaded.get()
        var ids: Set<String> = []
        for section in catalogue.sections {
            for value in section.values.all { if let id = value.provenance.sourceID { ids.insert(id) } }
            for text in section.values.texts { if let id = text.provenance.sourceID { ids.insert(id) } }
        }
        #expect(ids.count == 364)
    }

    @Test func `no event of the ledger is lost`() throws {
        let ledger = try Ledger.load(directory: Repository.catalogue)
        #expect(ledger.events.count == 79)
        #expect(Set(ledger.events.map(\.id)).count == 79)
    }

    @Test func `every source is cited`() throws {
        let catalogue = try Self.loaded.get()
        var cited: Set<String> = []
        for section in catalogue.sections {
            let all =
                section.values.all.map(\.provenance) + section.values.texts.map(\.provenance) + section.values.tables.map(\.provenance)
            for provenance in all { cited.formUnion(provenance.sources.map(\.ref)) }
        }
        for event in try Ledger.load(directory: Repository.catalogue).events { cited.formUnion(event.sources.map(\.ref)) }
        #expect(Set(catalogue.sources.map(\.name)) == cited)
    }

    @Test func `every typed accessor finds its key`() throws {
        let catalogue = try Self.loaded.get()
        for radar in catalogue.radars {
            let values = [
                radar.frequency, radar.referenceRange, radar.referenceCrossSection, radar.referenceDetectionProbability,
                radar.falseAlarmProbability, radar.instrumentedRange, radar.rangeMinimum, radar.tracks, radar.scanPeriod,
                radar.antennaHeight,
                radar.azimuthSector, radar.elevationMinimum, radar.elevationMaximum, radar.beamwidthAzimuth, radar.beamwidthElevation,
                radar.pulses, radar.rangeResolution, radar.rangeDeviationFloor, radar.azimuthDeviationFloor, radar.elevationDeviationFloor,
                radar.radialSpeedDeviation, radar.movingTargetNotch, radar.falseAlarmsPerScan, radar.systemLoss, radar.sidelobe,
                radar.noiseFigure, radar.antennaGain,
            ]
            #expect(values.allSatisfy { $0.best.isFinite })
        }
        for missile in catalogue.missiles {
            let values = [
                missile.length, missile.diameter, missile.mass, missile.propellantMass, missile.exhaustSpeed,
                missile.burnTime, missile.ejectionHeight, missile.ignitionDelay, missile.turnOverTime,
                missile.turnOverAngleMaximum, missile.referenceArea, missile.dragScale,
                missile.normalForceSlope, missile.liftCoefficientMaximum, missile.loadLimit,
                missile.autopilotTimeConstant, missile.navigationConstant, missile.headingRate,
                missile.climbAngleMinimum, missile.climbAngleMaximum, missile.terminalTime,
                missile.flightTimeMaximum, missile.speedMinimum, missile.requiredLateral,
                missile.requiredLateralAloft, missile.requiredArrivalSpeed, missile.lethalRadius,
                missile.fuzeRadius, missile.fuzeReliability, missile.fuzeClosingSpeedMaximum,
                missile.flightReliability, missile.roundsPerTube, missile.rangeMinimum,
                missile.altitudeMinimum, missile.targetSpeedMaximum,
            ]
            #expect(values.allSatisfy { $0.best.isFinite })
            #expect(missile.dragCoasting.abscissae.count >= 5)
            #expect(missile.dragPowered.abscissae == missile.dragCoasting.abscissae)
            #expect(missile.propellantMass.high < missile.mass.low)
        }
        for threat in catalogue.threats {
            let values = [
                threat.crossSection, threat.crossSectionSide, threat.crossSectionTail, threat.speed, threat.altitude, threat.loadLimit,
                threat.damage, threat.vulnerability, threat.killAtZeroMiss,
            ]
            #expect(values.allSatisfy { $0.best >= 0 })
        }
        for system in catalogue.systems {
            let values = [
                system.commandTracks, system.decisionCycle, system.fireUnitsMaximum,
                system.tubesPerLauncher, system.sectorWidth, system.reactionTime, system.launchInterval,
                system.reloadTime, system.linkLatency, system.linkLossProbability, system.identificationTime,
                system.iffAnswerProbability, system.iffFalseAnswerProbability, system.hostileThreshold, system.killAssessmentTime,
                system.falseKillProbability, system.falseMissProbability, system.hitsToDestroyLauncher,
            ]
            #expect(values.allSatisfy { $0.best >= 0 })
        }
    }

    @Test func `an override changes one value and nothing else`() throws {
        let catalogue = try Self.loaded.get()
        let path = "missiles.48n6e3.range_aircraft_km"
        let changed = catalogue.overriding([path: 240])
        #expect(changed.value(atPath: path)?.best == 240_000)
        #expect(changed.value(atPath: path)?.isUncertain == false)
        #expect(catalogue.value(atPath: path)?.best == 250_000)
        #expect(changed.value(atPath: "missiles.48n6e2.range_aircraft_km") == catalogue.value(atPath: "missiles.48n6e2.range_aircraft_km"))
        #expect(throws: DocumentErrors.self) {
            _ = try catalogue.overriding([PathOverride(path: "missiles.48n6e3.range_aircraft_m", number: 1)], file: "study.yaml")
        }
    }

    @Test func `uncertain parameters are found by pattern and their draws stay in range`() throws {
        let catalogue = try Self.loaded.get()
        let all = catalogue.uncertainParameters()
        #expect(all.count > 300)
        #expect(all.allSatisfy { $0.value.role == .model })
        #expect(catalogue.uncertainParameters(matching: ["threats.*.rcs_m2"]).count == 16)
        for parameter in catalogue.uncertainParameters(matching: ["*"]) {
            let value = parameter.value
            let draws = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1].map(value.quantile)
            #expect(draws == draws.sorted(), "\(parameter.path)")
            // A part in 10¹² for the logarithm and back.
            let slack = 1e-12 * abs(value.writtenHigh)
            #expect(draws.first! >= value.writtenLow - slack && draws.last! <= value.writtenHigh + slack, "\(parameter.path)")
        }
    }

    @Test func `the triangular quantile inverts its distribution function`() {
        let value = Self.value(low: 2, best: 3, high: 7, .triangular)
        #expect(value.quantile(0) == 2)
        #expect(value.quantile(1) == 7)
        // P(x ≤ mode) = (mode − low)/(high − low)
        #expect(abs(value.quantile(0.2) - 3) < 1e-12)
        let log = Self.value(low: 0.01, best: 0.1, high: 1, .logUniform)
        #expect(abs(log.quantile(0.5) - 0.1) < 1e-12)
        #expect(Self.value(low: 4, best: 8, high: 12, .discrete).quantile(0.9) == 12)
    }

    static func value(low: Double, best: Double, high: Double, _ distribution: CatalogueDistribution) -> CatalogueValue {
        CatalogueValue(
            key: "range_km", role: .model, low: low, best: best, high: high, distribution: distribution,
            provenance: Provenance(
                status: .assumed, sources: [], note: "", method: "test", sourceID: nil, isWeak: false, outliers: [], parameter: "",
                place: DocumentPlace(file: "", line: 0, column: 0)))
    }

    /// The faults of a missile file with one change.
    static func faults(replacing old: String, with new: String) throws -> [String] {
        let text = try Repository.text("catalogue/missiles/48n6e3.yaml")
        #expect(text.contains(old))
        let range = text.range(of: old)!
        let changed = text.replacingCharacters(in: range, with: new)
        do {
            _ = try FieldReader.decode(MissileEntry.self, from: DocumentParser.parse(text: changed, file: "m.yaml"), file: "m.yaml")
            return []
        } catch {
            return error.errors.map(\.message)
        }
    }

    @Test func `a value must have its range in order, a source, and the unit of its key`() throws {
        #expect(
            try Self.faults(replacing: "low: 1800", with: "low: 1900") == ["low, best, high are 1900, 1835, 1900, allowed: in rising order"]
        )
        #expect(try Self.faults(replacing: "mass_kg:", with: "mass_g:").contains("unknown key; did you mean mass_kg?"))
        #expect(try Self.faults(replacing: "best: 1835", with: "best: 1835\n  unit: t") == ["found t, but the key says kg"])
        #expect(
            try Self.faults(replacing: "sources:\n  - {ref: g40n6, status: secondary, says: \"7.5\"}", with: "sources: []") == [
                "secondary without a source; allowed: at least one in sources"
            ])
        #expect(try Self.faults(replacing: "dist: tri", with: "dist: gauss").first?.hasPrefix("found gauss, allowed: const, tri") == true)
    }

    @Test func `a reference that leads nowhere is refused with its place`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cupola-catalogue-\(ProcessInfo.processInfo.processIdentifier)")
            .path
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.copyItem(atPath: Repository.catalogue, toPath: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/missiles/48n6e3.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing("ref: people13", with: "ref: peolpe13").write(toFile: file, atomically: true, encoding: .utf8)
        do {
            _ = try CatalogueDocument.load(directory: folder)
            Issue.record("accepted")
        } catch {
            #expect(error.errors.count == 2)
            #expect(error.errors[0].message == "no source peolpe13 in sources.yaml; did you mean people13?")
            #expect(error.errors[0].line > 0)
        }
    }

    @Test func `a study's values keep the bounds of the catalogue's files`() throws {
        let catalogue = try CatalogueDocument.load(directory: Repository.catalogue)
        var tried = 0
        for path in catalogue.allPaths {
            let bounds = CatalogueDocument.bounds(atPath: path)
            let span = max(1, bounds.upperBound - bounds.lowerBound)
            for number in [bounds.lowerBound - span, bounds.upperBound + span, 1e300, -1e300] {
                let override = PathOverride(
                    path: path, value: DocumentNode(line: 7, column: 3, content: .scalar("\(number)", quoted: false)))
                let errors = #expect(throws: DocumentErrors.self, "\(path): \(number)") {
                    try catalogue.overriding([override], file: "study.yaml")
                }
                #expect(errors?.description.hasPrefix("study.yaml:7:3: \(path): ") == true)
                tried += 1
            }
            let best = catalogue.value(atPath: path)?.writtenBest ?? .nan
            #expect(bounds.contains(best), "\(path)")
        }
        #expect(tried > 1_000)
    }
}
