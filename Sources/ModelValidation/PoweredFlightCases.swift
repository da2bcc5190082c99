import EarthEnvironment
import FlightDynamics
import NumericalMethods

extension FlightCases {
    // MARK: Powered flight

    @Sendable package static func boostSustain(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in
            let radius = try fixture.input(entry, "R_m")
            let earth = EarthModel.sphere(radius: radius, gravitationalParameter: try fixture.input(entry, "GM"))
            let (sine, cosine) = Elementary.sincos(try fixture.input(entry, "el_deg") * degree)
            let speed = try fixture.input(entry, "V0_m_s")
            let height = try fixture.input(entry, "h0_m")
            var rocket = try Rocket(
                fixture, entry, earth: earth,
                start: PointMassState(
                    position: Vector3(radius + height, 0, 0), velocity: Vector3(speed * sine, speed * cosine, 0)))
            return try numbers(fixture, entry, "t_out").flatMap { time in
                rocket.fly(until: time)
                let state = rocket.kinematics
                let here = earth.height(at: state.position)
                let air = rocket.dynamics.air.sample(height: here)
                let key = "t\(name(time))"
                let rise = state.position.dot(state.velocity) / (state.position.length * state.velocity.length)
                return [
                    fixture.answer(entry, "\(key).t_s", rocket.elapsed), fixture.answer(entry, "\(key).h_m", here),
                    fixture.answer(
                        entry, "\(key).downrange_m", radius * Elementary.atan2(state.position.y, state.position.x)),
                    fixture.answer(entry, "\(key).V_m_s", state.velocity.length),
                    fixture.answer(entry, "\(key).gamma_deg", Elementary.asin(rise) / degree),
                    fixture.answer(entry, "\(key).mass_kg", rocket.mass),
                    fixture.answer(entry, "\(key).mach", state.velocity.length * air.inverseSoundSpeed),
                ]
            }
        }
    }

    @Sendable package static func boostSustainOverEllipsoid(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in
            let standard = EarthModel.wgs84
            let earth = EarthModel(
                kind: .ellipsoid, gravitationalParameter: try fixture.input(entry, "GM"),
                oblateness: try fixture.input(entry, "J2"), radius: entry.inputs["a"]?.number ?? standard.radius,
                flattening: entry.inputs["f"]?.number ?? standard.flattening,
                rotationRate: try fixture.input(entry, "omega"))
            let latitude = try fixture.input(entry, "lat_deg") * degree
            let longitude = try fixture.input(entry, "lon_deg") * degree
            let axes = LocalAxes(latitude: latitude, longitude: longitude)
            let (sinAzimuth, cosAzimuth) = Elementary.sincos(try fixture.input(entry, "az_deg") * degree)
            let (sinElevation, cosElevation) = Elementary.sincos(try fixture.input(entry, "el_deg") * degree)
            let level = axes.east * sinAzimuth + axes.north * cosAzimuth
            var rocket = try Rocket(
                fixture, entry, earth: earth,
                start: PointMassState(
                    position: earth.position(
                        latitude: latitude, longitude: longitude, height: try fixture.input(entry, "h0_m")),
                    velocity: (level * cosElevation + axes.up * sinElevation) * (try fixture.input(entry, "V0_m_s"))))
            return try numbers(fixture, entry, "t_out").flatMap { time in
                rocket.fly(until: time)
                let place = earth.geodetic(of: rocket.kinematics.position)
                let key = "t\(name(time))"
                return [
                    fixture.answer(entry, "\(key).t_s", rocket.elapsed),
                    fixture.answer(entry, "\(key).lat_deg", place.latitude / degree),
                    fixture.answer(entry, "\(key).lon_deg", place.longitude / degree),
                    fixture.answer(entry, "\(key).h_m", place.height),
                    fixture.answer(entry, "\(key).V_rel_m_s", rocket.kinematics.velocity.length),
                    fixture.answer(entry, "\(key).mass_kg", rocket.mass),
                ]
            }
        }
    }

    /// `4.0` as `4`, as the keys of the fixtures are written.
    static func name(_ time: Double) -> String { time == time.rounded() ? "\(Int(time))" : "\(time)" }

    static func numbers(_ fixture: ModelFixture, _ entry: ModelFixture.Case, _ key: String) throws -> [Double] {
        guard let values = entry.inputs[key]?.numbers, !values.isEmpty else {
            throw ReferenceError.malformed(file: fixture.file, why: "case \(entry.name): \(key) is not a list of numbers")
        }
        return values
    }

    static func dragTable(_ fixture: ModelFixture, _ entry: ModelFixture.Case) throws -> DragTable {
        let rows = entry.inputs["CD_table"]?.list?.compactMap(\.numbers) ?? []
        guard !rows.isEmpty, rows.count <= DragTable.knotsMaximum, rows.allSatisfy({ $0.count == 2 }) else {
            throw ReferenceError.malformed(
                file: fixture.file, why: "case \(entry.name): CD_table is not a list of 1 to 64 pairs")
        }
        return DragTable(machs: rows.map { $0[0] }, coefficients: rows.map { $0[1] })
    }

    // MARK: Rail launch

    @Sendable package static func railLaunch(_ fixture: ModelFixture) throws -> [ReferenceAnswer] {
        try fixture.cases.flatMap { entry in
            let thrust = try fixture.input(entry, "F")
            let burnTime = try fixture.input(entry, "tb")
            let propellant = try fixture.input(entry, "m_prop")
            let mass = try fixture.input(entry, "m_rocket") + fixture.input(entry, "m_dry_motor") + propellant
            let diameter = try fixture.input(entry, "d")
            let rail = try fixture.input(entry, "rail_eff")
            let (sine, cosine) = Elementary.sincos(try fixture.input(entry, "el") * degree)
            let direction = Vector3(cosine, 0, sine)
            let gravity = Vector3(0, 0, -9.80665)
            // A creep along the rail gives thrust its direction at rest.
            var rocket = Rocket(
                dynamics: PointMassDynamics(earth: .plane(gravity: 9.80665), air: .standard),
                thrust: ThrustProfile(phases: [
                    .init(start: 0, end: burnTime, thrust: thrust, massFlow: propellant / burnTime)
                ]),
                drag: try dragTable(fixture, entry), area: 0.25 * .pi * diameter * diameter, mass: mass,
                kinematics: PointMassState(position: .zero, velocity: direction * 1e-9))
            let hold = (gravity - direction * gravity.dot(direction)) * -1
            let exit = rocket.run(lateral: hold) { rail - $0.position.length }
            var burnOut = rocket
            burnOut.fly(until: burnTime)
            rocket = burnOut
            let apogee = rocket.run { $0.velocity.z }
            return [
                fixture.answer(entry, "rail_exit_t_s", exit.elapsed),
                fixture.answer(entry, "rail_exit_v_m_s", exit.kinematics.velocity.length),
                fixture.answer(entry, "burnout_h_m", burnOut.kinematics.position.z),
                fixture.answer(entry, "burnout_x_m", burnOut.kinematics.position.x),
                fixture.answer(entry, "burnout_V_m_s", burnOut.kinematics.velocity.length),
                fixture.answer(entry, "apogee_t_s", apogee.elapsed),
                fixture.answer(entry, "apogee_h_m", apogee.kinematics.position.z),
                fixture.answer(entry, "apogee_x_m", apogee.kinematics.position.x),
            ]
        }
    }
}

/// A rocket flown by the engine's `RocketFlight`.
struct Rocket {
    let dynamics: PointMassDynamics
    let thrust: ThrustProfile
    let drag: DragTable
    let area: Double
    var mass: Double
    var elapsed = 0.0
    var kinematics: PointMassState

    init(
        dynamics: PointMassDynamics, thrust: ThrustProfile, drag: DragTable, area: Double, mass: Double,
        kinematics: PointMassState
    ) {
        self.dynamics = dynamics
        self.thrust = thrust
        self.drag = drag
        self.area = area
        self.mass = mass
        self.kinematics = kinematics
    }

    /// From a case with `phases`, `CD_table`, `m0_kg`, `d_m` and perhaps `A_e_m2`.
    init(
        _ fixture: ModelFixture, _ entry: ModelFixture.Case, earth: EarthModel, start: PointMassState
    ) throws {
        let rows = entry.inputs["phases"]?.list?.compactMap(\.numbers) ?? []
        guard !rows.isEmpty, rows.count <= ThrustProfile.phasesMaximum, rows.allSatisfy({ $0.count == 4 }) else {
            throw ReferenceError.malformed(
                file: fixture.file, why: "case \(entry.name): phases is not a list of 1 to 4 rows of four numbers")
        }
        let diameter = try fixture.input(entry, "d_m")
        self.init(
            dynamics: PointMassDynamics(earth: earth, air: .standard),
            thrust: ThrustProfile(
                phases: rows.map { .init(start: $0[0], end: $0[1], thrust: $0[2], massFlow: $0[3]) },
                exitArea: entry.inputs["A_e_m2"]?.number ?? 0),
            drag: try FlightCases.dragTable(fixture, entry), area: 0.25 * .pi * diameter * diameter,
            mass: try fixture.input(entry, "m0_kg"), kinematics: start)
    }

    mutating func advance(by step: Double, lateral: Vector3 = .zero) {
        RocketFlight.advance(
            thrust: thrust, drag: drag, area: area, kinematics: &kinematics, mass: &mass, elapsed: &elapsed, step: step,
            dynamics: dynamics, lateral: { _, _ in lateral })
    }

    mutating func fly(until time: Double) {
        while elapsed < time - 1e-12 { advance(by: min(0.005, time - elapsed)) }
    }

    /// On to where `value` first falls through zero; this rocket is left there.
    mutating func run(lateral: Vector3 = .zero, until value: (PointMassState) -> Double) -> Rocket {
        while elapsed < 5_000 {
            var next = self
            next.advance(by: 0.005, lateral: lateral)
            if value(next.kinematics) <= 0 {
                var low = 0.0
                var high = 0.005
                for _ in 0..<50 {
                    let middle = 0.5 * (low + high)
                    var trial = self
                    trial.advance(by: middle, lateral: lateral)
                    if value(trial.kinematics) > 0 { low = middle } else { high = middle }
                }
                advance(by: high, lateral: lateral)
                return self
            }
            self = next
        }
        return self
    }
}
