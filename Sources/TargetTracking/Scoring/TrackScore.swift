import NumericalMethods

/// A point of a truth or of a track at one time.
package struct ScoredPoint: Sendable {
    package var name: Int
    package var position: Vector3

    package init(name: Int, position: Vector3) {
        self.name = name
        self.position = position
    }
}

/// How well tracks match truth over many times.
///
///     GOSPA² = min over partial assignments  Σ d² + (c²/2)(missed + false)      (α = 2, p = 2; pairs only below c)
/// - Source: Rahmathullah, García-Fernández & Svensson, *Generalized optimal sub-pattern assignment metric*, FUSION 2017.
package struct TrackScore: Sendable {
    /// Cut-off c, metres.
    package let cutOff: Double
    package private(set) var times = 0
    package private(set) var truthPoints = 0
    package private(set) var trackPoints = 0
    package private(set) var assignedPoints = 0
    /// Changes of the track that is assigned to a target.
    package private(set) var identitySwitches = 0
    private var distanceSum = 0.0
    private var squareSum = 0.0
    private var locationSum = 0.0
    private var missedSum = 0.0
    private var falseSum = 0.0
    private var lastTrack: [Int: Int] = [:]

    package init(cutOff: Double = 2_000) { self.cutOff = cutOff }

    /// Mean over times of the GOSPA distance, metres.
    package var gospa: Double { distanceSum / Double(max(times, 1)) }
    /// Root mean squares of the parts, metres.
    package var located: Double { (locationSum / Double(max(times, 1))).squareRoot() }
    package var missed: Double { (missedSum / Double(max(times, 1))).squareRoot() }
    package var falseTracks: Double { (falseSum / Double(max(times, 1))).squareRoot() }
    package var completeness: Double { Double(assignedPoints) / Double(max(truthPoints, 1)) }
    /// Root mean square distance of assigned pairs, metres.
    package var error: Double { (squareSum / Double(max(assignedPoints, 1))).squareRoot() }

    /// Adds one time.
    package mutating func add(truth: [ScoredPoint], tracks: [ScoredPoint]) {
        var index = PlotIndex()
        index.build(tracks.count) { tracks[$0].position }
        var selection = HypothesisSelection()
        selection.clear()
        selection.resourceCount = tracks.count
        var partners: [Int32] = []
        let square = cutOff * cutOff
        for point in truth {
            var near: [Int] = []
            index.visit(around: point.position, radius: cutOff) { near.append($0) }
            for place in near.sorted() {
                let distance = (tracks[place].position - point.position).lengthSquared
                guard distance < square else { continue }
                var resources = SIMD8<Int32>(repeating: -1)
                resources[0] = Int32(place)
                selection.add(square - distance, resources)
                partners.append(Int32(place))
            }
            selection.endTrack()
        }
        selection.solve()
        var location = 0.0
        var pairs = 0
        for (number, point) in truth.enumerated() where selection.chosen[number] >= 0 {
            let track = tracks[Int(partners[Int(selection.chosen[number])])]
            location += (track.position - point.position).lengthSquared
            pairs += 1
            if let last = lastTrack[point.name], last != track.name { identitySwitches += 1 }
            lastTrack[point.name] = track.name
        }
        let missed = square / 2 * Double(truth.count - pairs)
        let extra = square / 2 * Double(tracks.count - pairs)
        times += 1
        truthPoints += truth.count
        trackPoints += tracks.count
        assignedPoints += pairs
        distanceSum += (location + missed + extra).squareRoot()
        squareSum += location
        locationSum += location
        missedSum += missed
        falseSum += extra
    }
}
