import BattleCompilation
import CoverageAnalysis
import DefenceModels
import EarthEnvironment
import Foundation
import PlainText
import Quantities
import RadarSensing
import ScenarioDocuments

/// What a coverage command asks for, resolved against the catalogue.
package struct CoverageInputs {
    package let radars: [RadarEntry]
    package let threat: ThreatEntry
    package let places: [GeodeticPosition]
    package let field: CoverageField
    package let groundWords: String
    package let jammers: [(place: GeodeticPosition, density: Double)]
    /// From the highest to the lowest, metres.
    package let heights: [Metres]

    package init(_ command: CoverageRequest) throws {
        let catalogue = command.catalogue
        var radars: [RadarEntry] = []
        for id in command.radar {
            radars.append(try Inputs.entry(id, "--radar", among: catalogue.radars.map(\.id), catalogue.radar))
        }
        let threat = try Inputs.entry(command.against, "--against", among: catalogue.threats.map(\.id), catalogue.threat)
        self.radars = radars
        self.threat = threat
        let heights = command.height.isEmpty ? [300] : command.height
        self.heights = Array(Set(heights)).sorted(by: >)
        let sites = command.site.compactMap(PlaceText.place)
        let places = radars.indices.map { sites.count == 1 ? sites[0] : sites[$0] }
        let advertised = radars.map(\.instrumentedRange.best).max()!
        let apart = places.map { Geodesic.inverse(from: places[0], to: $0).distance }.max()!
        guard apart < 1_500_000 else {
            throw CommandFailure.wrongCall("--site: the sites are \(readable((apart / 1000).rounded())) km apart, allowed: 1500 km")
        }
        let (terrain, words) = try command.ground.model(around: places[0], reach: advertised + apart)
        groundWords = words
        let masts = radars.indices.map { place in
            command.mast.isEmpty ? radars[place].antennaHeight.best : command.mast[command.mast.count == 1 ? 0 : place]
        }
        try command.ground.refuseVoids(terrain, under: places)
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
package enum PlaceText {
    /// `lat,lon` in degrees.
    package static func place(_ text: String) -> GeodeticPosition? {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map(number)
        guard numbers.count == 2, let latitude = numbers[0], let longitude = numbers[1] else { return nil }
        return position(latitude, longitude, 0)
    }

    /// `lat,lon,height[,w/mhz]` or `self[,w/mhz]`; the density stays in W/MHz.
    package static func jammer(_ text: String) -> (place: GeodeticPosition?, density: Double?)? {
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if words[0] == "self", words.count <= 2 {
            guard words.count == 2 else { return (nil, nil) }
            guard let density = number(words[1]), (0...1e9).contains(density) else { return nil }
            return (nil, density)
        }
        let numbers = words.compactMap(number)
        guard numbers.count == words.count, (3...4).contains(numbers.count), (0...100_000).contains(numbers[2]),
            let place = position(numbers[0], numbers[1], numbers[2])
        else { return nil }
        guard numbers.count == 4 else { return (place, nil) }
        return (0...1e9).contains(numbers[3]) ? (place, numbers[3]) : nil
    }

    /// A decimal number, blanks around it taken away; no other spelling that Swift knows.
    static func number(_ text: some StringProtocol) -> Double? {
        let word = text.trimmingCharacters(in: .whitespaces)
        return word.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) } ? Double(word) : nil
    }

    private static func position(_ latitude: Double, _ longitude: Double, _ height: Double) -> GeodeticPosition? {
        guard (-89...89).contains(latitude), (-360...360).contains(longitude) else { return nil }
        // Of the ways to write a longitude, the one within half a turn of Greenwich.
        let turned = abs(longitude) > 180 ? longitude - 360 * (longitude / 360).rounded() : longitude
        return GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: turned, height: height)
    }

    /// What a file's name ends in, in small letters.
    package static func ending(_ path: String) -> String {
        path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    }
}
