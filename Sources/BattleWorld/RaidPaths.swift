package import FlightDynamics
import Quantities

/// Paths of one raid, kept from one arm's run for the next arm's: arms with a run index in common meet the same raid.
///
/// A path is taken over only where everything it follows from is equal, so that sharing changes no result. For one
/// thread at a time.
public final class RaidPaths {
    private struct Entry {
        let route: TargetRoute
        let startShift: Seconds
        let lateralShift: Metres
        let path: TargetPath
    }

    private var address: (seed: UInt64, index: UInt32, ground: String)?
    private var entries: [Entry?] = []
    /// Ballistic flights solved so far, from run to run: where they lead does not depend on when they begin.
    private var solved: [(plan: BallisticPlan, path: TargetPath)] = []
    /// How many are kept; then all are forgotten.
    private static let solvedMaximum = 256

    /// None yet: the first run that needs a path makes it.
    public init() {}

    /// The path that a target of the raid was last given; nil where none was.
    package func kept(_ place: Int) -> TargetPath? { place < entries.count ? entries[place]?.path : nil }

    /// The path of target `place` in a run over the ground of a name, made or found.
    func path(
        _ place: Int, along route: TargetRoute, over ground: String, seed: UInt64, index: UInt32, startShift: Seconds,
        lateralShift: Metres
    ) -> TargetPath {
        if address.map({ $0 != (seed, index, ground) }) ?? true {
            address = (seed, index, ground)
            entries.removeAll(keepingCapacity: true)
        }
        while entries.count <= place { entries.append(nil) }
        if let known = entries[place], known.startShift == startShift, known.lateralShift == lateralShift,
            known.route.isEqual(route)
        {
            return known.path
        }
        let path = made(along: route, startShift: startShift, lateralShift: lateralShift)
        entries[place] = Entry(route: route, startShift: startShift, lateralShift: lateralShift, path: path)
        return path
    }

    private func made(along route: TargetRoute, startShift: Seconds, lateralShift: Metres) -> TargetPath {
        guard case .ballistic(let plan, let start) = route else {
            return route.path(startShift: startShift, lateralShift: lateralShift)
        }
        if let known = solved.first(where: { $0.plan == plan }) { return known.path.begun(at: TargetRoute.time(start, startShift)) }
        let path = route.path(startShift: startShift, lateralShift: lateralShift)
        if solved.count == Self.solvedMaximum { solved.removeAll() }
        solved.append((plan, path))
        return path
    }
}

extension TargetRoute {
    /// Whether two routes over the same ground are the same.
    func isEqual(_ other: TargetRoute) -> Bool {
        switch (self, other) {
        case (.route(let mine, let start), .route(let theirs, let otherStart)):
            start == otherStart && mine.wayPoints == theirs.wayPoints && mine.ending == theirs.ending
                && mine.turnAcceleration == theirs.turnAcceleration
                && mine.verticalAcceleration == theirs.verticalAcceleration
                && mine.speedAcceleration == theirs.speedAcceleration
                && mine.climbAngleMaximum == theirs.climbAngleMaximum && (mine.terrain == nil) == (theirs.terrain == nil)
        case (.ballistic(let mine, let start), .ballistic(let theirs, let otherStart)):
            start == otherStart && mine == theirs
        default: false
        }
    }
}
