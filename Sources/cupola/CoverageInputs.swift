import ArgumentParser
import BattleCompilation
import CoverageAnalysis
import DefenceModels
import EarthEnvironment
import Foundation
import Quantities
import RadarSensing
import ScenarioDocuments

/// What a coverage command asks for, resolved against the catalogue.
struct CoverageInputs {
    let radars: [RadarEntry]
    let threat: ThreatEntry
    let places: [GeodeticPosition]
    let field: CoverageField
    let groundWords: String
    let jammers: [(place: GeodeticPosition, density: Double)]
    /// From the highest to the lowest, metres.
    let heights: [Metres]

    static func check(_ command: CoverageCommand) throws {
        func complain(_ option: String, _ found: String, _ allowed: String) throws -> Never {
            throw ValidationError("--\(option): found \(found), allowed: \(allowed)")
        }
        if command.radar.isEmpty { try complain("radar", "none", "a radar of the catalogue") }
        for text in command.site where PlaceText.place(text) == nil {
            try complain("site", text, "latitude and longitude in degrees, such as 35.0,-40.0")
        }
        if command.site.count != 1, command.site.count != command.radar.count {
            try complain("site", "\(command.site.count) places for \(command.radar.count) radars", "one, or one for each")
        }
        if command.mast.count > 1, command.mast.count != command.radar.count {
            try complain("mast", "\(command.mast.count) heights for \(command.radar.count) radars", "one, or one for each")
        }
        for mast in command.mast where !(0.5...500).contains(mast) { try complain("mast", readable(mast), "0.5 to 500 m") }
        for height in command.height where !(0...100_000).contains(height) {
            try complain("height", readable(height), "0 to 100000 m")
        }
        if !(0...200).contains(command.rain) { try complain("rain", readable(command.rain), "0 to 200 mm/h") }
        if !(0.5...10).contains(command.k) { try complain("k", readable(command.k), "0.5 to 10") }
        if !(0.01...0.99).contains(command.detection) { try complain("detection", readable(command.detection), "0.01 to 0.99") }
        if !(20...4000).contains(command.nodes) { try complain("nodes", "\(command.nodes)", "20 to 4000") }
        if let jobs = command.jobs, !(1...256).contains(jobs) { try complain("jobs", "\(jobs)", "1 to 256") }
        if let course = command.course, !(0...360).contains(course) { try complain("course", readable(course), "0 to 360 degrees") }
        for text in command.jammer where PlaceText.jammer(text) == nil {
            try complain("jammer", text, "lat,lon,height_m or lat,lon,height_m,w_per_mhz, or self or self,w_per_mhz")
        }
        if !["geojson", "kml", "tif", "tiff", "png"].contains(PlaceText.ending(command.out)) {
            try complain("out", command.out, "a file that ends in .geojson, .kml, .tif or .png")
        }
        if command.brochure, PlaceText.ending(command.out) != "png" {
            try complain("brochure", "with \(command.out)", "with a .png")
        }
    }

    init(_ command: CoverageCommand) throws {
        let catalogue = try command.catalogue.load()
        var radars: [RadarEntry] = []
        for id in command.radar {
            guard let entry = catalogue.radar(id) else {
                throw CommandFailure.badInput(
                    "--radar: found \(id), the catalogue has \(catalogue.radars.map(\.id).joined(separator: ", "))")
            }
            radars.append(entry)
        }
        guard let threat = catalogue.threat(command.against) else {
            throw CommandFailure.badInput(
                "--against: found \(command.against), the catalogue has \(catalogue.threats.map(\.id).joined(separator: ", "))")
        }
        self.radars = radars
        self.threat = threat
        let heights = command.height.isEmpty ? [300] : command.height
        self.heights = Array(Set(heights)).sorted(by: >)
        let sites = command.site.compactMap(PlaceText.place)
        let places = radars.indices.map { sites.count == 1 ? sites[0] : sites[$0] }
        let advertised = radars.map(\.instrumentedRange.best).max()!
        let apart = places.map { Geodesic.inverse(from: places[0], to: $0).distance }.max()!
        guard apart < 1_500_000 else {
            throw CommandFailure.badInput("--site: the sites are \(readable((apart / 1000).rounded())) km apart, allowed: 1500 km")
        }
        let (terrain, words) = try command.ground.model(around: places[0], reach: advertised + apart)
        groundWords = words
        let masts = radars.indices.map { place in
            command.mast.isEmpty ? radars[place].antennaHeight.best : command.mast[command.mast.count == 1 ? 0 : place]
        }
        self.places = zip(places, masts).map { $0.atHeight(terrain.height(under: $0) + $1) }
        let radarSites = zip(radars, self.places).map { entry, antenna in
            let model = ModelParts.radar(entry)
            let horizon = HorizonTable(
                site: antenna, terrain: terrain, k: command.k, rangeMaximum: model.instrumentedRange, azimuthSteps: 2880,
                rangeSteps: 1024)
            return RadarSite(
                model: model, horizon: horizon,
                attenuationDecibels: Attenuation.specific(frequency: model.frequency, rainRate: command.rain, withGas: true))
        }
        let standard = catalogue.threats.first { $0.category == .jammer }?.jammerPowerDensity?.best ?? 0
        var jamming = JammingEnvironment()
        var own = 0.0
        var standing: [(GeodeticPosition, Double)] = []
        for text in command.jammer.compactMap(PlaceText.jammer) {
            // A megahertz holds a million hertz.
            let density = text.density.map { $0 * 1e-6 } ?? standard
            guard let place = text.place else {
                own += density
                continue
            }
            standing.append((place, density))
            jamming.add(JammerEmission(powerDensity: density), at: WGS84.earthFixed(place), source: -1)
        }
        jammers = standing
        field = CoverageField(
            sites: radarSites, terrain: terrain, signature: ModelParts.signature(threat, crossSection: nil),
            speed: threat.speed.best, course: command.course.map { $0 * Units.degree }, datum: command.asl ? .sea : .ground,
            jamming: jamming, selfScreening: own, threshold: command.detection)
    }
}

/// Places as people type them.
enum PlaceText {
    /// `lat,lon` in degrees.
    static func place(_ text: String) -> GeodeticPosition? {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard numbers.count == 2, let latitude = numbers[0], let longitude = numbers[1] else { return nil }
        return position(latitude, longitude, 0)
    }

    /// `lat,lon,height[,w/mhz]` or `self[,w/mhz]`; the density stays in W/MHz.
    static func jammer(_ text: String) -> (place: GeodeticPosition?, density: Double?)? {
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if words[0] == "self", words.count <= 2 {
            guard words.count == 2 else { return (nil, nil) }
            guard let density = Double(words[1]), (0...1e9).contains(density) else { return nil }
            return (nil, density)
        }
        let numbers = words.compactMap(Double.init)
        guard numbers.count == words.count, (3...4).contains(numbers.count), (0...100_000).contains(numbers[2]),
            let place = position(numbers[0], numbers[1], numbers[2])
        else { return nil }
        guard numbers.count == 4 else { return (place, nil) }
        return (0...1e9).contains(numbers[3]) ? (place, numbers[3]) : nil
    }

    private static func position(_ latitude: Double, _ longitude: Double, _ height: Double) -> GeodeticPosition? {
        guard (-89...89).contains(latitude), (-180...180).contains(longitude) else { return nil }
        return GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: longitude, height: height)
    }

    /// What a file's name ends in, in small letters.
    static func ending(_ path: String) -> String {
        path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    }
}
