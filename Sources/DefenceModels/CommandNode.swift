public import CommandAndControl
public import EarthEnvironment
public import Quantities
package import TargetTracking

/// A place that holds a track picture and decides: a command post, or a fire unit on its own.
public struct CommandNode: Sendable {
    /// As scenario and records call it.
    public var name: String
    /// Origin of the node's tracking frame.
    public var frame: LocalLevelFrame
    /// Fire units that it commands.
    public var fireUnits: [Int]
    /// The command post above it; the node sleeps while that post lives and is linked. nil for a post or a lone unit.
    public var superior: Int?
    /// Between two decisions, seconds, > 0.
    public var cycle: Seconds
    /// Delay of an order or report to or from a fire unit.
    public var linkDelay: Seconds
    package var tracker: TrackerConfiguration
    package var identification: IdentificationModel
    /// What it may fire at.
    public var rules: RulesOfEngagement
    /// How it spends its rounds.
    public var doctrine: EngagementDoctrine
    /// Most tracks that it holds.
    public var trackCapacity: Int
    /// The post as something that can be hit.
    public var asset: Int?
    /// A track that is refused once is never considered again: the closed form of lost calls.
    public var refusalIsFinal = false
    /// Share of messages between it and its fire units that are lost.
    public var linkLoss = 0.0
    /// Silence after which post and fire unit hold their link, or each other, for lost: reports missed in a row, each due once a cycle.
    public var silenceTime: Seconds { Double(Self.reportsMissed) * reportInterval + linkDelay }
    /// Reports of a post or fire unit missed in a row until the other holds it for lost (assumed).
    package static let reportsMissed = 3
    /// Between two reports, seconds: a cycle, at least a second.
    package var reportInterval: Seconds { max(1, cycle) }

    /// How long an order may stay unanswered before it is held for lost: both ways of the link, a cycle, and a second (assumed).
    package var orderPatience: Seconds { 2 * linkDelay + cycle + 1 }

    package init(
        name: String, frame: LocalLevelFrame, fireUnits: [Int], superior: Int?, cycle: Seconds, linkDelay: Seconds,
        tracker: TrackerConfiguration, identification: IdentificationModel, rules: RulesOfEngagement,
        doctrine: EngagementDoctrine, trackCapacity: Int, asset: Int?
    ) {
        self.name = name
        self.frame = frame
        self.fireUnits = fireUnits
        self.superior = superior
        self.cycle = cycle
        self.linkDelay = linkDelay
        self.tracker = tracker
        self.identification = identification
        self.rules = rules
        self.doctrine = doctrine
        self.trackCapacity = trackCapacity
        self.asset = asset
    }
}
