public import Quantities
public import RadarSensing

/// One radar of the defence at its site.
public struct RadarUnit: Sendable {
    /// Whether it searches for a post, or tracks and guides for a battery.
    public enum Role: Sendable { case acquisition, engagement }

    /// As scenario and records call it.
    public var name: String
    /// What it is for.
    public var role: Role
    /// The radar where it stands: model, horizon, propagation.
    public var site: RadarSite
    /// What it makes of one look.
    public var sensor: any Sensor = PulseRadar()
    /// Nodes whose trackers receive its plots.
    public var nodes: [Int]
    /// The radar as something that can be hit.
    public var asset: Int
    /// The fire unit over whose link its plots travel to other nodes than that unit's own; nil for a radar with links of its own.
    public var fireUnit: Int?
    /// Delay of a plot on its way to a node that is not its own fire unit, and the share of batches lost.
    public var linkDelay: Seconds
    /// Probability that a message of its plots is lost, 0…1.
    public var linkLoss: Double
    /// Batches into which one renewal period is cut.
    public var sectorsPerScan: Int
    /// When it first looks north, seconds from the start; nil draws it over its period. Closed forms count looks from the start.
    public var firstScan: Seconds?

    package init(
        name: String, role: Role, site: RadarSite, nodes: [Int], asset: Int, linkDelay: Seconds, linkLoss: Double,
        sectorsPerScan: Int
    ) {
        self.name = name
        self.role = role
        self.site = site
        self.nodes = nodes
        self.asset = asset
        self.linkDelay = linkDelay
        self.linkLoss = linkLoss
        self.sectorsPerScan = sectorsPerScan
    }
}
