import FlightDynamics
import Quantities
import ScenarioDocuments

extension DerivedMissile {
    /// The catalogue file of this missile.
    package func text(id: String, name: String, source: FigureSource) -> String {
        let km = EntryText.number(figures.range / 1000)
        var entry = EntryText(
            kind: "missile", id: id, name: name, about: "A missile of one's own: \(km) km, from a handful of figures.", source: source,
            heading: ["guidance: \(figures.guidance.rawValue)", "cold_launch: \(figures.isColdLaunched)"])
        entry.comment("The figures.")
        entry.given("range_aircraft_km", figures.range / 1000)
        entry.given("altitude_max_km", figures.altitude / 1000)
        entry.given("speed_max_mps", figures.speed)
        if let mass = figures.mass { entry.given("mass_kg", mass) }
        if let warhead = figures.warhead { entry.given("warhead_kg", warhead) }
        entry.comment("What follows from them, or is assumed: nothing is taken from another missile.")
        body(&entry)
        flight(&entry)
        ending(&entry)
        return entry.text
    }

    private func body(_ entry: inout EntryText) {
        if figures.mass == nil {
            entry.derived(
                "mass_kg", mass, low: 0.6 * mass, high: 1.7 * mass, "loguniform",
                method: "the least launch mass whose motor, at most 65 % propellant, carries it to the given range at the given speed")
        }
        if figures.warhead == nil {
            entry.assumed("warhead_kg", warhead, low: 0.5 * warhead, high: 2 * warhead, "loguniform", method: "8 % of the launch mass")
        }
        let shape = "body of the launch mass, 1,384 kg/m³ and 15 diameters long (Fleeman, Tactical Missile Design, ch. 2)"
        entry.derived("length_m", length, method: shape)
        entry.derived("diameter_m", diameter, method: shape)
        entry.derived("reference_area_m2", result.model.referenceArea, method: "cross-section of the body")
        let drag = "built from the body’s shape after textbook methods (Fleeman, ch. 2)"
        entry.curve("drag_coasting_by_mach", result.model.drag.knots.map { ($0.mach, $0.coasting) }, method: drag)
        entry.curve("drag_powered_by_mach", result.model.drag.knots.map { ($0.mach, $0.powered) }, method: drag)
    }

    private func flight(_ entry: inout EntryText) {
        let model = result.model
        let reached =
            "calibrated: the flight model then reaches \(EntryText.number(result.range / 1000)) km, "
            + "\(EntryText.number(result.speedMaximum)) m/s and \(EntryText.number(result.altitude / 1000)) km altitude "
            + "(given: \(EntryText.number(figures.range / 1000)) km, \(EntryText.number(figures.speed)) m/s, "
            + "\(EntryText.number(figures.altitude / 1000)) km)"
        let propellant = result.propellantMass
        entry.derived("propellant_mass_kg", propellant, low: 0.95 * propellant, high: 1.05 * propellant, method: reached)
        entry.derived(
            "exhaust_speed_mps", result.exhaustSpeed, low: 0.97 * result.exhaustSpeed, high: 1.03 * result.exhaustSpeed, method: reached)
        entry.derived("drag_scale_ratio", 1, low: 0.85, high: 1.15, method: reached)
        let burn = max(0.5, figures.speed / Self.boostAcceleration)
        entry.assumed("burn_time_s", burn, low: 0.6 * burn, high: 1.8 * burn, "loguniform", method: "boost at 18 g on average")
        entry.assumed("ejection_height_m", model.ejectionHeight, method: figures.isColdLaunched ? "cold launch" : "hot launch")
        entry.assumed("ignition_delay_s", model.ignitionDelay, method: figures.isColdLaunched ? "cold launch" : "hot launch")
        entry.assumed("turn_over_time_s", model.turnOverTime, method: "by mass: 2.5 s above a tonne, 1.2 s below")
        entry.assumed("turn_over_angle_max_deg", model.turnOverAngleMaximum / Units.degree, method: "jet vanes")
        entry.derived(
            "normal_force_slope_ratio", model.normalForceSlope, low: 0.8 * model.normalForceSlope, high: 1.2 * model.normalForceSlope,
            method: "slender-body theory for a finned body, per radian")
        let lift = model.liftCoefficientMaximum
        entry.derived(
            "lift_coefficient_max_ratio", lift, low: 0.85 * lift, high: 1.15 * lift,
            method: "calibrated so that the given altitude is reached with load to spare")
        entry.assumed(
            "load_limit_g", model.structuralLimit / Units.standardGravity, low: 18, high: 35,
            method: "three times a target's 8 g (Zarchan: three to five times)")
        let lag = model.autopilot.timeConstant
        entry.assumed(
            "autopilot_time_constant_s", lag, low: 0.6 * lag, high: 1.6 * lag, "loguniform",
            method: "by mass: 0.3 s above a tonne, 0.2 s below")
        entry.assumed("navigation_constant_ratio", 4, low: 3, high: 5, method: "customary (Zarchan, ch. 2)")
        entry.assumed("heading_rate_hz", model.headingRate, method: "the boost's turn in about a second")
        entry.assumed("climb_angle_min_deg", model.climbAngleMinimum / Units.degree, method: "the whole fan of launches")
        entry.assumed("climb_angle_max_deg", model.climbAngleMaximum / Units.degree, method: "the whole fan of launches")
        entry.assumed(
            "terminal_time_s", model.terminalTime, low: 0.6 * model.terminalTime, high: 1.5 * model.terminalTime,
            method: "homing over the last seconds")
        entry.derived("flight_time_max_s", model.flightTimeMaximum, method: "battery that just lasts to the given range")
        entry.assumed(
            "speed_min_mps", model.speedMinimum, low: 0.85 * model.speedMinimum, high: 1.3 * model.speedMinimum,
            method: "about the speed of sound")
    }

    private func ending(_ entry: inout EntryText) {
        let model = result.model
        let counted = "what an intercept needs to count as in reach"
        entry.assumed("required_lateral_g", 5, method: counted)
        entry.assumed("required_lateral_aloft_g", 2, method: counted)
        entry.assumed("required_arrival_speed_mps", model.speedMinimum, method: counted)
        let radius = model.lethality.lethalRadius
        entry.derived(
            "lethal_radius_m", radius, low: 0.6 * radius, high: 1.6 * radius, "loguniform",
            method: "grows with the cube root of the warhead’s mass: 4 m · (kg)^⅓")
        entry.assumed("fuze_radius_m", model.lethality.fuzeRadius, method: "three lethal radii")
        entry.assumed("fuze_reliability_probability", 0.95, low: 0.85, high: 0.99, method: "no public figure")
        let closing = figures.speed + Self.fastestTarget(figures)
        entry.assumed(
            "fuze_closing_speed_max_mps", closing, low: 0.8 * closing, high: 1.2 * closing,
            method: "own speed and that of the fastest target")
        entry.assumed("flight_reliability_probability", 0.93, low: 0.8, high: 0.99, method: "no public figure")
        if figures.guidance == .active {
            let reach = Self.seekerRange(figures) / 1000
            entry.assumed(
                "seeker_activation_range_km", reach, low: 0.6 * reach, high: 1.6 * reach, "loguniform",
                method: "a quarter of the range, at most 15 km")
        }
        if figures.guidance != .command {
            entry.assumed(
                "seeker_deviation_deg", 0.17, low: 0.085, high: 0.34, "loguniform", method: "3 mrad: a twentieth of a small seeker's beam")
            entry.assumed("seeker_floor_m", 3, low: 1.5, high: 6, "loguniform", method: "glint of an extended target")
        }
        entry.assumed("rounds_per_tube_count", 1, method: "one round in a tube of its own")
        let near = model.rangeMinimum / 1000
        entry.assumed("range_min_km", near, low: 0.5 * near, high: 2 * near, "loguniform", method: "what the boost needs to turn over")
        entry.assumed("altitude_min_m", 20, low: 10, high: 50, "loguniform", method: "no public figure")
        let fast = Self.fastestTarget(figures)
        entry.assumed("target_speed_max_mps", fast, low: 0.7 * fast, high: 1.5 * fast, method: "half as fast again as itself")
    }
}
