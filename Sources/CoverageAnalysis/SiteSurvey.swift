import Dispatch
import EarthEnvironment
import NumericalMethods
import Quantities
import Synchronization

/// The rule by which every arm's battalions are placed before any raid is known: maximal covering of the low approaches to the assets.
///
/// Candidates stand on a square grid about the assets. Demand points lie on straight ways in to each asset, from bearings all round,
/// at some
/// distances and at some heights above the ground, each with the asset's value as its weight. A candidate covers the points that its
/// antenna sees within a distance: line of sight over the terrain and the effective earth, the engine's own. As many candidates
/// as there are battalions are chosen so that the weight covered is greatest, and the choice is proved.
/// - Source: Church & ReVelle, *Papers of the Regional Science Association* 32 (1974), 101–118.
package struct SitingRule: Sendable, Equatable {
    /// Side of the candidates' grid, metres, and how far beyond the assets it goes.
    package var step: Metres = 4_000
    package var margin: Metres = 20_000
    /// Ways in to each asset, evenly all round.
    package var bearings = 24
    /// Distances from the asset, metres: a subsonic cruise missile is there 33 to 100 s before it arrives, which leaves time for a public
    /// reaction time (8 to 15 s) and a flight.
    package var distances: [Metres] = [8_000, 12_000, 16_000, 20_000, 24_000]
    /// Above the ground, metres.
    package var heights: [Metres] = [50, 100]
    /// A site covers nothing beyond this, metres: the horizon of a 24 m mast for a target at 50 m over smooth ground is 49 km, and a
    /// round needs
    /// the first part of it to get there.
    package var reach: Metres = 30_000

    package init() {}
}

/// What was chosen by the rule, and out of what.
package struct SitingResult: Sendable {
    package var rule: SitingRule
    /// Where the candidates' grid stands, east and north of the origin, metres; the chosen first to last by what each adds.
    package var candidates: Int
    package var chosen: [(east: Metres, north: Metres)]
    /// Weight of the demand that the chosen cover, that all candidates together cover, and of all of it.
    package var covered: Double
    package var coverable: Double
    package var demand: Double
    package var isProved: Bool
    /// By asset: the share of its approaches that the chosen see.
    package var seenOfAsset: [Double]
}

/// Sights from candidates to approaches, and the choice among them.
package struct SiteSurvey: Sendable {
    /// An asset: where it is, east and north of the origin, metres, and its value.
    package struct Asset: Sendable {
        package var position: GeodeticPosition
        package var east: Metres
        package var north: Metres
        package var value: Double

        package init(position: GeodeticPosition, east: Metres, north: Metres, value: Double) {
            self.position = position
            self.east = east
            self.north = north
            self.value = value
        }
    }

    package var rule: SitingRule
    package var assets: [Asset]
    package var terrain: TerrainModel
    /// Height of the antenna above the ground, metres.
    package var antenna: Metres
    /// Where a battalion that is sent to a place, east and north of the origin, really stands.
    package var stand: @Sendable (_ east: Metres, _ north: Metres) -> GeodeticPosition

    package init(
        rule: SitingRule, assets: [Asset], terrain: TerrainModel, antenna: Metres,
        stand: @escaping @Sendable (_ east: Metres, _ north: Metres) -> GeodeticPosition
    ) {
        self.rule = rule
        self.assets = assets
        self.terrain = terrain
        self.antenna = antenna
        self.stand = stand
    }

    /// The candidates, row by row from the south-west.
    package var candidates: [(east: Metres, north: Metres)] {
        guard let west = assets.map(\.east).min(), let east = assets.map(\.east).max(), let south = assets.map(\.north).min(),
            let north = assets.map(\.north).max()
        else { return [] }
        func places(_ low: Double, _ high: Double) -> [Double] {
            let first = ((low - rule.margin) / rule.step).rounded(.up)
            let last = ((high + rule.margin) / rule.step).rounded(.down)
            return first <= last ? (Int(first)...Int(last)).map { Double($0) * rule.step } : []
        }
        return places(south, north).flatMap { row in places(west, east).map { (east: $0, north: row) } }
    }

    /// Demand points, asset by asset.
    private var demand: [(asset: Int, position: Position<EarthFixed>)] {
        assets.enumerated().flatMap { number, asset in
            (0..<rule.bearings).flatMap { turn -> [(asset: Int, position: Position<EarthFixed>)] in
                let bearing = 2 * Double.pi * Double(turn) / Double(rule.bearings)
                return rule.distances.flatMap { distance -> [(asset: Int, position: Position<EarthFixed>)] in
                    let place = Geodesic.direct(from: asset.position, azimuth: bearing, distance: distance).end
                    let ground = terrain.height(under: place)
                    return rule.heights.map {
                        (
                            number,
                            WGS84.earthFixed(GeodeticPosition(latitude: place.latitude, longitude: place.longitude, height: ground + $0))
                        )
                    }
                }
            }
        }
    }

    /// Chooses at most so many sites.
    package func choose(_ sites: Int) -> SitingResult {
        let candidates = self.candidates
        let demand = self.demand
        let weights = demand.map { assets[$0.asset].value / Double(rule.bearings * rule.distances.count * rule.heights.count) }
        let rows = Mutex<[[Bool]]>(Array(repeating: [], count: candidates.count))
        DispatchQueue.concurrentPerform(iterations: candidates.count) { number in
            let marks = sights(from: candidates[number], demand.map(\.position))
            rows.withLock { $0[number] = marks }
        }
        let coverage = rows.withLock { $0 }
        let covering = MaximalCovering(weights: weights, coverage: coverage)
        let solution = covering.solve(sites)
        let order = ordered(solution.chosen, covering)
        let seen = assets.indices.map { asset -> Double in
            let mine = demand.indices.filter { demand[$0].asset == asset }
            return Double(mine.count { point in order.contains { coverage[$0][point] } }) / Double(max(1, mine.count))
        }
        return SitingResult(
            rule: rule, candidates: candidates.count, chosen: order.map { candidates[$0] }, covered: solution.covered,
            coverable: covering.weight(of: Array(candidates.indices)), demand: weights.reduce(0, +), isProved: solution.isProved,
            seenOfAsset: seen)
    }

    /// The chosen by what each adds to those before it.
    private func ordered(_ chosen: [Int], _ covering: MaximalCovering) -> [Int] {
        var left = chosen
        var order: [Int] = []
        while !left.isEmpty {
            let best = left.max { (covering.weight(of: order + [$0]), $1) < (covering.weight(of: order + [$1]), $0) }!
            order.append(best)
            left.removeAll { $0 == best }
        }
        return order
    }

    private func sights(from place: (east: Metres, north: Metres), _ points: [Position<EarthFixed>]) -> [Bool] {
        let ground = stand(place.east, place.north)
        let site = SensorSite(
            latitude: ground.latitude, longitude: ground.longitude, antennaHeight: antenna, terrain: terrain,
            rangeMaximum: rule.reach + 2_000, azimuthSteps: 720, rangeSteps: 160)
        let antennaPlace = site.frame.originEarthFixed
        return points.map { (($0.vector - antennaPlace.vector).length <= rule.reach) && site.isVisible($0) }
    }
}
