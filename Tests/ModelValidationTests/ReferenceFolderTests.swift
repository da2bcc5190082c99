import Foundation
import ModelValidation
import Testing

/// The program's own copy of the reference cases: as it is, perturbed, blinded and broken.
@Suite struct ReferenceFolderTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Validation/reference")

    /// A folder of cases below a fresh directory, its text files rewritten.
    func copy(_ folder: String, only names: [String]? = nil, rewritten: (String, String) -> String) throws -> URL {
        let place = FileManager.default.temporaryDirectory.appending(path: "cases-\(UUID().uuidString)")
        let target = place.appending(path: folder)
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        let source = Self.root.appending(path: folder)
        for name in try FileManager.default.contentsOfDirectory(atPath: source.path) where names?.contains(name) ?? true {
            let text = try String(contentsOf: source.appending(path: name), encoding: .utf8)
            try rewritten(name, text).write(to: target.appending(path: name), atomically: true, encoding: .utf8)
        }
        return place
    }

    /// A table with the named columns changed in every row.
    func columns(_ text: String, _ chosen: Set<String>, _ change: (String) -> String) -> String {
        let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let places = lines[0].indices.filter { chosen.contains(lines[0][$0]) }
        #expect(places.count == chosen.count)
        return ([lines[0]] + lines.dropFirst().map { line in
            var line = line
            for place in places { line[place] = change(line[place]) }
            return line
        }).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
    }

    static let expectedColumns: [(folder: String, file: String, columns: [String])] = [
        ("geodesy", "geodesic_inverse.csv", ["s12_m", "a12_deg", "m12_m"]),
        ("geodesy", "geodesic_direct.csv", ["lat2_deg", "lon2_deg"]),
        ("geodesy", "ecef_enu.csv", ["x_m", "east_m", "up_m"]),
        ("geodesy", "ecef_to_geodetic.csv", ["lat_deg", "h_m"]),
        ("atmosphere", "ussa1976.csv", ["T_K", "p_Pa", "rho_kg_m3", "a_m_s", "mu_Pa_s"]),
        ("radar", "pd_exact.csv", ["threshold", "pd", "one_minus_pd"]),
        ("radar", "required_snr.csv", ["snr_exact_db"]),
        ("radar", "radar_horizon.csv", ["d_ground_exact_m", "d_slant_exact_m", "d_approx_sqrt_m"]),
        ("radar", "itu_p676_specific.csv", ["gamma_o_dB_km", "gamma_total_dB_km"]),
        ("radar", "itu_p838_rain.csv", ["k", "alpha", "gamma_R_dB_km"]),
        ("radar", "itu_official_validation.csv", ["out1", "out2", "out3"]),
        ("radar", "two_ray_flat.csv", ["path_diff_m", "refl_mag", "F_one_way", "F4_dB"]),
        ("radar", "two_ray_spherical.csv", ["d1_specular_m", "path_diff_m", "divergence", "F_one_way"]),
        ("radar", "jamming_burnthrough.csv", ["R_burnthrough_m"]),
        ("filters", "alpha_filters.csv", ["alpha_only", "ab_beta", "abg_gamma"]),
        ("filters", "ncv_continuous.csv", ["K_pos", "sigma_vel_upd_mps"]),
        ("filters", "mofn.csv", ["P_by_20", "binomial_M_of_N_first_window"]),
        ("filters", "chi2.csv", ["lo95", "hi99"]),
        ("filters", "gates.csv", ["gamma_threshold", "unit_ball_volume"]),
        ("filters", "radar_conv.csv", ["east", "Ree", "Ruu"]),
        ("filters", "detection.csv", ["Pd_swerling0_single_pulse", "Pd_swerling1_single_pulse"]),
    ]

    @Test(arguments: [
        "elementary", "geodesy", "atmosphere", "radar", "filters", "capacity", "loss_systems", "rare_events", "screening", "sites",
    ]) func `nothing fails as it is`(folder: String) throws {
        let place = try copy(folder) { _, text in text }
        defer { try? FileManager.default.removeItem(at: place) }
        let answers = try ReferenceCases.answers(in: place)
        #expect(answers.count > 50)
        #expect(answers.filter { $0.passes == false }.isEmpty)
        #expect(answers.contains { $0.passes == true })
    }

    @Test(arguments: expectedColumns.indices) func `a perturbed value fails and a blinded one is answered unjudged`(index: Int) throws {
        let (folder, file, names) = Self.expectedColumns[index]
        for name in names {
            let wrong = try copy(folder, only: [file]) { _, text in
                columns(text, [name]) { value in
                    guard let number = Double(value), number != 0, number.isFinite else { return value }
                    return "\(number * 1.00001 + (abs(number) < 1e-3 ? number * 0.1 : 0))"
                }
            }
            defer { try? FileManager.default.removeItem(at: wrong) }
            let answers = try ReferenceCases.answers(in: wrong).filter { $0.key == name }
            #expect(answers.contains { $0.passes == false }, "\(file) \(name)")
        }
        let blind = try copy(folder, only: [file]) { _, text in columns(text, Set(names)) { _ in "" } }
        defer { try? FileManager.default.removeItem(at: blind) }
        let answers = try ReferenceCases.answers(in: blind).filter { names.contains($0.key) }
        #expect(!answers.isEmpty && answers.allSatisfy { $0.passes == nil })
        #expect(answers.allSatisfy { if case .number(let value) = $0.value { value.isFinite } else { false } })
    }

    @Test func `a missing column, an unknown file and an unknown folder are errors`() throws {
        let short = try copy("geodesy", only: ["geodesic_inverse.csv"]) { _, text in text.replacing("s12_m", with: "s13_m") }
        #expect(throws: ReferenceError.self) { _ = try ReferenceCases.answers(in: short) }
        let odd = try copy("radar", only: ["radar_horizon.csv"]) { _, text in text }
        try FileManager.default.moveItem(
            at: odd.appending(path: "radar/radar_horizon.csv"), to: odd.appending(path: "radar/horizons.csv"))
        #expect(throws: ReferenceError.self) { _ = try ReferenceCases.answers(in: odd) }
        let strange = try copy("radar", only: ["radar_horizon.csv"]) { _, text in text }
        try FileManager.default.moveItem(at: strange.appending(path: "radar"), to: strange.appending(path: "sonar"))
        #expect(throws: ReferenceError.self) { _ = try ReferenceCases.answers(in: strange) }
        for place in [short, odd, strange] { try? FileManager.default.removeItem(at: place) }
    }

    @Test func `a folder that is known but not answered is never a pass, and files beside the folders are ignored`() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "cases-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place.appending(path: "air-traffic"), withIntermediateDirectories: true)
        try "words".write(to: place.appending(path: "README.md"), atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: place) }
        let answers = try ReferenceCases.answers(in: place)
        #expect(answers.count == 1 && answers[0].passes == nil && answers[0].value == .unanswered)
    }

    static let quickFamilies = [
        "a1_pn_zero_lag", "a2_us76", "a2_vacuum_closed_form", "a2_allen_eggers", "a3_detection_lethality", "a3_leakage",
        "a3_fire_channels", "a3_hughes_salvo", "a4_rng_kat", "a4_rng_stream_digest", "a4_sobol_sequence", "a4_sobol_indices", "a4_crn",
        "a4_intervals", "a5_nesc_translation",
    ]

    @Test(arguments: quickFamilies) func `a family of models passes, fails when its inputs are swapped, and answers when blinded`(
        family: String
    ) throws {
        let file = family + ".json"
        func answers(_ change: (inout [[String: Any]]) -> Void) throws -> [ReferenceAnswer] {
            let place = try copy("models", only: [file]) { _, text in
                var object = try! JSONSerialization.jsonObject(with: Data(text.utf8)) as! [String: Any]
                var cases = object["cases"] as! [[String: Any]]
                change(&cases)
                object["cases"] = cases
                return String(decoding: try! JSONSerialization.data(withJSONObject: object), as: UTF8.self)
            }
            defer { try? FileManager.default.removeItem(at: place) }
            return try ReferenceCases.answers(in: place)
        }
        #expect(try answers { _ in }.allSatisfy { $0.passes != false })
        // The expected values of each case under the inputs of the next: the answers must not follow them.
        let swapped = try answers { cases in
            let expected = cases.map { $0["expected"]! }
            for place in cases.indices { cases[place]["expected"] = expected[(place + 1) % expected.count] }
        }
        #expect(swapped.contains { $0.passes == false })
        let blinded = try answers { cases in for place in cases.indices { cases[place]["expected"] = NSNull() } }
        #expect(!blinded.isEmpty && blinded.allSatisfy { $0.passes == nil })
    }

    /// Every number of a JSON tree at a dotted path, every word and truth value, changed by a function.
    private func changed(_ node: Any, _ path: String = "", _ change: (String, Any) -> Any) -> Any {
        if let object = node as? [String: Any] {
            return Dictionary(uniqueKeysWithValues: object.map { key, value in
                (key, changed(value, path.isEmpty ? key : "\(path).\(key)", change))
            })
        }
        if let list = node as? [Any] {
            return list.enumerated().map { changed($0.element, "\(path).\($0.offset)", change) }
        }
        return change(path, node)
    }

    @Test(arguments: quickFamilies) func `every single value of a family fails when it is three tolerances off`(family: String) throws {
        let file = family + ".json"
        let whole = try copy("models", only: [file]) { _, text in text }
        defer { try? FileManager.default.removeItem(at: whole) }
        let right = try ReferenceCases.answers(in: whole).filter { $0.fixture == family && $0.expected != nil }
        #expect(right.allSatisfy { $0.passes == true })
        let place = try copy("models", only: [file]) { _, text in
            var object = try! JSONSerialization.jsonObject(with: Data(text.utf8)) as! [String: Any]
            object["cases"] = (object["cases"] as! [[String: Any]]).map { entry in
                var entry = entry
                entry["expected"] = changed(entry["expected"]!) { path, value in
                    if let word = value as? String { return word + "0" }
                    guard let number = value as? NSNumber else { return value }
                    if String(cString: number.objCType) == "c" { return !number.boolValue }
                    let own = right.first { $0.caseName == entry["name"] as? String && $0.key == path }
                    let tolerance = own.map { $0.absoluteTolerance + $0.relativeTolerance * abs(number.doubleValue) } ?? 1
                    return number.doubleValue + max(3.03 * tolerance, 1e-9 * max(1, abs(number.doubleValue)))
                }
                return entry
            }
            return String(decoding: try! JSONSerialization.data(withJSONObject: object), as: UTF8.self)
        }
        defer { try? FileManager.default.removeItem(at: place) }
        let wrong = try ReferenceCases.answers(in: place).filter { $0.fixture == family && $0.expected != nil }
        #expect(wrong.count == right.count)
        for answer in wrong { #expect(answer.passes == false, "\(answer.caseName) \(answer.key)") }
    }

    @Test func `no value of the closed forms stays unanswered`() throws {
        let families = [
            "a3_detection_lethality", "a3_fire_channels", "a3_hughes_salvo", "a3_leakage", "a4_crn", "a4_intervals", "a4_sobol_indices",
        ]
        let place = try copy("models", only: families.map { $0 + ".json" }) { _, text in text }
        defer { try? FileManager.default.removeItem(at: place) }
        let answered = Set(try ReferenceCases.answers(in: place).map { "\($0.fixture),\($0.caseName),\($0.key)" })
        let expected = try String(contentsOf: Self.root.appending(path: "models/expected.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            .filter { families.contains(String($0[0])) }.map { $0.prefix(3).joined(separator: ",") }
        #expect(expected.count > 500)
        for name in expected { #expect(answered.contains(name), "\(name)") }
    }

    @Test func `the integrator shows its order`() {
        for answer in ConvergenceChecks.answers() { #expect(answer.passes == true, "\(answer.key): \(answer.value)") }
    }
}
