import ScenarioDocuments

/// What an envelope is asked to show: the words of `cupola envelope`, held to their ranges.
package struct EnvelopeRequest {
    let catalogue: CatalogueDocument
    let system: String
    let against: String
    let out: String
    /// Degrees; nil: a smooth sea at 0° N 0° E.
    let site: String?
    /// Direction that targets come from, degrees from north.
    let bearing: Double
    /// Altitudes of the map's regions, metres above sea.
    let height: [Double]
    let map: Bool
    /// Of the engagement radar, metres above ground; nil: the catalogue's.
    let mast: Double?
    /// Millimetres an hour.
    let rain: Double
    let detection: Double
    let missile: [String]
    let flights: Int
    let seed: UInt64
    let jobs: Int?
    let json: Bool
    let quiet: Bool
    let ground: GroundChoice

    package init(
        catalogue: CatalogueDocument, system: String, against: String, out: String, site: String?, bearing: Double, height: [Double],
        map: Bool, mast: Double?, rain: Double, detection: Double, missile: [String], flights: Int, seed: UInt64, jobs: Int?, json: Bool,
        quiet: Bool, ground: GroundChoice
    ) {
        self.catalogue = catalogue
        (self.system, self.against, self.out, self.site, self.bearing) = (system, against, out, site, bearing)
        (self.height, self.map, self.mast, self.rain, self.detection) = (height, map, mast, rain, detection)
        (self.missile, self.flights, self.seed, self.jobs) = (missile, flights, seed, jobs)
        (self.json, self.quiet, self.ground) = (json, quiet, ground)
    }
}
