public import CommandAndControl
public import Quantities

/// All that everybody may know of the defence: its parts, their places and rules; no target of the raid.
public struct DefenceModel: Sendable {
    public var radars: [RadarUnit] = []
    public var nodes: [CommandNode] = []
    public var fireUnits: [FireUnitModel] = []
    public var interceptors: [InterceptorType] = []
    public var assets: [AssetModel] = []
    /// Corridors that every command post knows.
    public var corridors: [AirCorridor] = []
    /// Seconds between the frames of an engagement radar; every step of a round's flight scales with it.
    public var frameInterval: Seconds = 0.2

    public init() {}
}
