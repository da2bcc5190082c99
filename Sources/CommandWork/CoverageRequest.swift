import ScenarioDocuments

/// What a map of coverage is asked to show: the words of `cupola coverage`, held to their ranges.
package struct CoverageRequest {
    /// Probability of detection in one look that counts as covered, here and in reports.
    package static let detectionUsual = 0.8

    let catalogue: CatalogueDocument
    /// Radars of the catalogue, and where they stand: one place, or one for each.
    let radar: [String]
    let site: [String]
    /// Antennas above the ground, metres: none (the catalogue's), one, or one for each radar.
    let mast: [Double]
    let against: String
    /// Of the target, metres above ground (above sea with `asl`).
    let height: [Double]
    let jammer: [String]
    /// Millimetres an hour.
    let rain: Double
    /// Factor of the effective earth.
    let k: Double
    /// Heading of every target, degrees; nil: at the radar that looks.
    let course: Double?
    let detection: Double
    let asl: Bool
    let brochure: Bool
    let out: String
    let nodes: Int
    let jobs: Int?
    let json: Bool
    let quiet: Bool
    let ground: GroundChoice

    package init(
        catalogue: CatalogueDocument, radar: [String], site: [String], mast: [Double], against: String, height: [Double], jammer: [String],
        rain: Double, k: Double, course: Double?, detection: Double, asl: Bool, brochure: Bool, out: String, nodes: Int, jobs: Int?,
        json: Bool, quiet: Bool, ground: GroundChoice
    ) {
        self.catalogue = catalogue
        (self.radar, self.site, self.mast, self.against, self.height) = (radar, site, mast, against, height)
        (self.jammer, self.rain, self.k, self.course, self.detection) = (jammer, rain, k, course, detection)
        (self.asl, self.brochure, self.out, self.nodes, self.jobs) = (asl, brochure, out, nodes, jobs)
        (self.json, self.quiet, self.ground) = (json, quiet, ground)
    }
}
