public import CommandAndControl
public import Quantities

/// All that everybody may know of the defence: its parts, their places and rules; no target of the raid.
public struct DefenceModel: Sendable {
    /// Every radar; other parts name one by its place here.
    public var radars: [RadarUnit] = []
    /// Every command post; other parts name one by its place here.
    public var nodes: [CommandNode] = []
    /// Every battery; orders name one by its place here.
    public var fireUnits: [FireUnitModel] = []
    /// Every type of missile; loads name one by its place here.
    public var interceptors: [InterceptorType] = []
    /// What is defended, and the defence's own parts that can be hit; each names the other by its place here.
    public var assets: [AssetModel] = []
    /// Corridors that every command post knows.
    public var corridors: [AirCorridor] = []
    /// Seconds between the frames of an engagement radar; every step of a round's flight scales with it.
    public var frameInterval: Seconds = 0.2

    package init() {}
}
