import EarthEnvironment
import FlightDynamics
import NumericalMethods

/// Answers the flight families (`models/a2_*` without the atmosphere, `models/a5_*`) with the engine's equations of motion.
package enum FlightCases {
    /// The fixtures answered here, by identifier.
    package static let answers: [String: @Sendable (ModelFixture) throws -> [ReferenceAnswer]] = [
        "a2_vacuum_closed_form": vacuumClosedForm, "a2_vacuum_wgs84": vacuumOverEllipsoid,
        "a2_allen_eggers": allenEggers, "a2_reentry": reentry, "a2_boost_sustain": boostSustain,
        "a2_boost_sustain_wgs84": boostSustainOverEllipsoid, "a2_rocketpy_peer": railLaunch,
        "a5_nesc_translation": checkCases,
    ]

    static let degree = Double.pi / 180

    // MARK: Vacuum

    @Sendable package static func vacuumClosedForm(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in
            let speed = try fixture.input(entry, "V_m_s")
            let elevation = try fixture.input(entry, "elevation_deg") * degree
            let height = try fixture.input(entry, "h0_m")
            let (sine, cosine) = Elementary.sincos(elevation)
            if entry.inputs["g"] != nil {
                let earth = EarthModel.plane(gravity: try fixture.input(entry, "g"))
                var flight = FreeFlight(
                    earth: earth, air: .vacuum,
                    start: PointMassState(
                        position: Vector3(0, 0, height), velocity: Vector3(speed * cosine, 0, speed * sine)))
                let apex = sine > 0 ? flight.run(step: 0.1) { $0.velocity.z } : (time: 0, state: flight.state)
                let end = flight.run(step: 0.1) { $0.position.z }
                return [
                    fixture.answer(entry, "t_flight_s", end.time),
                    fixture.answer(entry, "range_m", end.state.position.x),
                    fixture.answer(entry, "apex_m", apex.state.position.z),
                    fixture.answer(entry, "v_impact_m_s", end.state.velocity.length),
                ]
            }
            let radius = try fixture.input(entry, "R_m")
            let earth = EarthModel.sphere(
                radius: radius, gravitationalParameter: try fixture.input(entry, "GM"))
            var flight = FreeFlight(
                earth: earth, air: .vacuum,
                start: PointMassState(
                    position: Vector3(radius + height, 0, 0), velocity: Vector3(speed * sine, speed * cosine, 0)))
            let apex = sine > 0 ? flight.run(step: 0.1) { $0.position.dot($0.velocity) } : (time: 0, state: flight.state)
            let end = flight.run(step: 0.1) { earth.height(at: $0.position) }
            // Ranges of more than half a turn count on.
            var angle = Elementary.atan2(end.state.position.y, end.state.position.x)
            if angle < 0 { angle += 2 * .pi }
            return [
                fixture.answer(entry, "range_angle_rad", angle),
                fixture.answer(entry, "ground_range_m", angle * radius),
                fixture.answer(entry, "apex_alt_m", earth.height(at: apex.state.position)),
                fixture.answer(entry, "t_apex_s", apex.time), fixture.answer(entry, "t_flight_s", end.time),
                fixture.answer(entry, "v_impact_m_s", end.state.velocity.length),
                fixture.answer(entry, "v_apex_m_s", apex.state.velocity.length),
            ]
        }
    }

    @Sendable package static func vacuumOverEllipsoid(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in
            let earth = EarthModel(
                kind: .ellipsoid, gravitationalParameter: try fixture.input(entry, "GM"),
                oblateness: try fixture.input(entry, "J2"), radius: try fixture.input(entry, "a"),
                flattening: try fixture.input(entry, "f"), rotationRate: try fixture.input(entry, "omega"))
            let start = try launch(
                fixture, entry, earth, height: "h_m", speed: "V_rel_m_s", azimuth: "azimuth_deg",
                elevation: "elevation_deg")
            var flight = FreeFlight(earth: earth, air: .vacuum, start: start)
            let apex = flight.run(step: 0.1) { earth.up(at: $0.position).dot($0.velocity) }
            let end = flight.run(step: 0.1) { earth.geodetic(of: $0.position).height }
            let place = earth.geodetic(of: end.state.position)
            return [
                fixture.answer(entry, "t_impact_s", end.time),
                fixture.answer(entry, "lat_deg", place.latitude / degree),
                fixture.answer(entry, "lon_deg", place.longitude / degree),
                fixture.answer(entry, "v_rel_m_s", end.state.velocity.length),
                fixture.answer(entry, "apex_h_m", earth.geodetic(of: apex.state.position).height),
                fixture.answer(entry, "x", end.state.position.x), fixture.answer(entry, "y", end.state.position.y),
                fixture.answer(entry, "z", end.state.position.z),
            ]
        }
    }

    /// Position and velocity from latitude, longitude, height, speed, azimuth and elevation inputs.
    private static func launch(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, _ earth: EarthModel, height: String, speed: String,
        azimuth: String, elevation: String
    ) throws -> PointMassState {
        let latitude = try fixture.input(entry, "lat_deg") * degree
        let longitude = try fixture.input(entry, "lon_deg") * degree
        let speed = try fixture.input(entry, speed)
        let (sinAzimuth, cosAzimuth) = Elementary.sincos(try fixture.input(entry, azimuth) * degree)
        let (sinElevation, cosElevation) = Elementary.sincos(try fixture.input(entry, elevation) * degree)
        let axes = LocalAxes(latitude: latitude, longitude: longitude)
        return PointMassState(
            position: earth.position(
                latitude: latitude, longitude: longitude, height: try fixture.input(entry, height)),
            velocity: (axes.east * (cosElevation * sinAzimuth) + axes.north * (cosElevation * cosAzimuth)
                + axes.up * sinElevation) * speed)
    }

    // MARK: Re-entry

    @Sendable package static func allenEggers(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in
            let scaleHeight = try fixture.input(entry, "H_m")
            let air = AirModel.exponential(
                surfaceDensity: try fixture.input(entry, "rho0"), scaleHeight: scaleHeight)
            let speed = try fixture.input(entry, "V_E_m_s")
            let (sine, cosine) = Elementary.sincos(try fixture.input(entry, "gamma_deg_below_horizontal") * degree)
            // High enough that the air above takes less than 10⁻¹⁵ of the speed.
            var flight = FreeFlight(
                earth: .plane(gravity: 0), air: air, ballisticCoefficient: try fixture.input(entry, "beta_kg_m2"),
                start: PointMassState(
                    position: Vector3(0, 0, 45 * scaleHeight), velocity: Vector3(speed * cosine, 0, -speed * sine)))
            let step = 0.005 * scaleHeight / speed
            var answers: [ReferenceAnswer] = []
            let peak = flight.peakDeceleration(step: step)
            answers.append(fixture.answer(entry, "a_max_m_s2", peak.deceleration))
            answers.append(fixture.answer(entry, "a_max_g", peak.deceleration / 9.80665))
            answers.append(fixture.answer(entry, "h_at_a_max_m", peak.state.position.z))
            answers.append(fixture.answer(entry, "V_at_a_max_m_s", peak.state.velocity.length))
            flight.restart()
            for key in heightKeys(entry, prefix: "V_at_", suffix: "km_m_s", usual: [60, 30, 15, 5, 0]) {
                let place = flight.run(step: step) { $0.position.z - key.height }
                answers.append(fixture.answer(entry, key.name, place.state.velocity.length))
            }
            return answers
        }
    }

    /// Keys such as `V_at_15km_m_s`, highest first: those of the expected values, or the usual ones where these are blinded.
    private static func heightKeys(
        _ entry: ModelFixture.Case, prefix: String, suffix: String, usual: [Double]
    ) -> [(name: String, height: Double)] {
        let found = (entry.expected.object ?? [:]).keys.compactMap { key -> (name: String, height: Double)? in
            guard key.hasPrefix(prefix), key.hasSuffix(suffix),
                let height = Double(key.dropFirst(prefix.count).dropLast(suffix.count))
            else { return nil }
            return (key, height * 1_000)
        }
        let keys = found.isEmpty ? usual.map { ("\(prefix)\(Int($0))\(suffix)", $0 * 1_000) } : found
        return keys.sorted { $0.height > $1.height }
    }

    @Sendable package static func reentry(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in
            let radius = try fixture.input(entry, "R_m")
            let earth = EarthModel.sphere(radius: radius, gravitationalParameter: try fixture.input(entry, "GM"))
            let air: AirModel
            switch entry.inputs["atmosphere"]?.text {
            case "us76": air = .standard
            case "exp":
                air = .exponential(
                    surfaceDensity: entry.inputs["rho0"]?.number ?? 1.225, scaleHeight: entry.inputs["H_m"]?.number ?? 7_200)
            default: throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): unknown atmosphere")
            }
            let speed = try fixture.input(entry, "V0_m_s")
            let height = try fixture.input(entry, "h0_m")
            let (sine, cosine) = Elementary.sincos(try fixture.input(entry, "gamma0_deg_below_horizontal") * degree)
            var flight = FreeFlight(
                earth: earth, air: air, ballisticCoefficient: try fixture.input(entry, "beta_kg_m2"),
                start: PointMassState(
                    position: Vector3(radius + height, 0, 0), velocity: Vector3(-speed * sine, speed * cosine, 0)))
            var answers: [ReferenceAnswer] = []
            let peak = flight.peakDeceleration(step: 0.01)
            answers.append(fixture.answer(entry, "a_max.a_m_s2", peak.deceleration))
            answers.append(fixture.answer(entry, "a_max.h_m", earth.height(at: peak.state.position)))
            answers.append(fixture.answer(entry, "a_max.V_m_s", peak.state.velocity.length))
            answers.append(fixture.answer(entry, "a_max.t_s", peak.time))
            flight.restart()
            for key in heightKeys(entry, prefix: "h", suffix: "km", usual: [60, 40, 30, 20, 10, 5, 0])
            where key.height < height {
                let place = flight.run(step: 0.01) { earth.height(at: $0.position) - key.height }
                let state = place.state
                let rise = state.position.dot(state.velocity) / (state.position.length * state.velocity.length)
                answers.append(fixture.answer(entry, "\(key.name).t_s", place.time))
                answers.append(fixture.answer(entry, "\(key.name).V_m_s", state.velocity.length))
                answers.append(fixture.answer(entry, "\(key.name).gamma_deg", Elementary.asin(rise) / degree))
                answers.append(
                    fixture.answer(
                        entry, "\(key.name).ground_range_m",
                        radius * Elementary.atan2(state.position.y, state.position.x)))
            }
            return answers
        }
    }
}

/// East, north and up at a geodetic place, in earth-fixed axes.
struct LocalAxes {
    let east: Vector3
    let north: Vector3
    let up: Vector3

    init(latitude: Double, longitude: Double) {
        let (sinLatitude, cosLatitude) = Elementary.sincos(latitude)
        let (sinLongitude, cosLongitude) = Elementary.sincos(longitude)
        east = Vector3(-sinLongitude, cosLongitude, 0)
        north = Vector3(-sinLatitude * cosLongitude, -sinLatitude * sinLongitude, cosLatitude)
        up = Vector3(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude)
    }
}

/// A body without thrust, flown by the engine's dynamics from event to event.
struct FreeFlight {
    let dynamics: PointMassDynamics
    let forces: PointMassDynamics.Forces
    let drag: DragTable
    private let start: PointMassState
    private(set) var state: PointMassState
    private(set) var time = 0.0

    /// With a ballistic coefficient m/(C_D A), kg/m²; without one the air does nothing.
    init(
        earth: EarthModel, air: AirModel, wind: WindProfile? = nil, ballisticCoefficient: Double? = nil,
        start: PointMassState
    ) {
        dynamics = PointMassDynamics(earth: earth, air: air, wind: wind)
        forces = PointMassDynamics.Forces(area: ballisticCoefficient == nil ? 0 : 1, massStart: ballisticCoefficient ?? 1)
        drag = DragTable(constant: 1)
        self.start = start
        state = start
    }

    mutating func restart() {
        state = start
        time = 0
    }

    func stepped(_ state: PointMassState, by step: Double) -> PointMassState {
        dynamics.step(state, step: step, forces: forces, drag: drag) { _, _ in .zero }
    }

    mutating func advance(by step: Double) {
        state = stepped(state, by: step)
        time += step
    }

    /// On to where `value` first falls through zero; the place within the step by bisection on its length.
    mutating func run(step: Double, until value: (PointMassState) -> Double) -> (time: Double, state: PointMassState) {
        while time < 20_000 {
            let next = stepped(state, by: step)
            if value(next) <= 0 {
                var low = 0.0
                var high = step
                for _ in 0..<60 {
                    let middle = 0.5 * (low + high)
                    if value(stepped(state, by: middle)) > 0 { low = middle } else { high = middle }
                }
                return (time + high, stepped(state, by: high))
            }
            state = next
            time += step
        }
        return (time, state)
    }

    /// Drag deceleration ½ρV²/β, m/s².
    func deceleration(_ state: PointMassState) -> Double {
        let density = dynamics.air.sample(height: dynamics.earth.height(at: state.position)).density
        return 0.5 * density * state.velocity.lengthSquared * forces.area / forces.massStart
    }

    /// The place of greatest deceleration before the ground.
    mutating func peakDeceleration(step: Double) -> (time: Double, state: PointMassState, deceleration: Double) {
        var best = (time: time, state: state, value: deceleration(state))
        while dynamics.earth.height(at: state.position) > 0, time < 20_000 {
            let value = deceleration(state)
            if value > best.value { best = (time, state, value) }
            advance(by: step)
        }
        // Where the deceleration turns, between one step before and one after, by the sign of its central difference.
        let width = 0.1 * step
        func slope(_ offset: Double) -> Double {
            deceleration(stepped(best.state, by: offset + width)) - deceleration(stepped(best.state, by: offset - width))
        }
        var low = -step
        var high = step
        if slope(low) > 0, slope(high) < 0 {
            for _ in 0..<50 {
                let middle = 0.5 * (low + high)
                if slope(middle) > 0 { low = middle } else { high = middle }
            }
        } else {
            high = 0
        }
        let place = stepped(best.state, by: high)
        return (best.time + high, place, deceleration(place))
    }
}
