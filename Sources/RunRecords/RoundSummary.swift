/// One round of a run in a line: what `cupola run --json` lists as `rounds`.
public struct RoundSummary: Sendable, Equatable, Codable {
    /// Identifier of the missile type.
    public var missile: String
    /// Names of the fire unit, its launcher and the target.
    public var unit: String
    /// Name of the launcher; nil for a closed form's round.
    public var launcher: String?
    /// Name of the target that it was fired at.
    public var target: String
    /// Seconds since the start; nil while it flies.
    public var launch: Double
    /// When its flight ended, seconds; nil while in flight at the end of the run.
    public var time: Double?
    /// A word of `RoundEndWord`; nil while it flies.
    public var end: RoundEndWord?
    /// Closest approach, metres.
    public var miss: Double?
    /// Whether it brought its target down.
    public var kill: Bool

    /// Every round of a record, in the order of launch.
    public static func all(of record: RunRecord) -> [RoundSummary] {
        record.targets.flatMap { target in
            target.shots.map { shot in
                RoundSummary(
                    missile: shot.missile, unit: shot.fireUnit, launcher: shot.launcher, target: target.name,
                    launch: shot.launchTime, time: shot.endTime, end: shot.end, miss: shot.missDistance, kill: shot.killed)
            }
        }.enumerated().sorted { ($0.element.launch, $0.offset) < ($1.element.launch, $1.offset) }.map(\.element)
    }
}
