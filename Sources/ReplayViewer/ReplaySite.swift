import Foundation
import RunRecords

/// What a local server shows: pages of runs, and studies whose runs are flown when they are opened.
package enum SiteSource: Sendable {
    case page(title: String, ReplayPage)
    case study(SiteStudy)
}

/// A study as its page needs it.
package struct SiteStudy: Sendable {
    /// One run: setting, sample, run, arm, raiders that got through and that were shot down, rounds fired.
    package typealias Row = (setting: Int, sample: Int, run: Int, arm: Int, leakers: Int, killed: Int, rounds: Int)

    package var title: String
    /// What its page must say above all else, as that it is not finished.
    package var mark: String?
    package var arms: [String]
    package var settings: [String]
    package var rows: [Row]
    /// Flies a run's arms again.
    package var fly: @Sendable (_ setting: Int, _ sample: Int, _ run: Int, _ arms: [Int]) throws -> ReplayPage

    package init(
        title: String, mark: String? = nil, arms: [String], settings: [String], rows: [Row],
        fly: @escaping @Sendable (_ setting: Int, _ sample: Int, _ run: Int, _ arms: [Int]) throws -> ReplayPage
    ) {
        self.title = title
        self.mark = mark
        self.arms = arms
        self.settings = settings
        self.rows = rows
        self.fly = fly
    }
}

/// The answers of the local server, whatever speaks HTTP for it: read-only, for the hosts that it was told, with a token where it is
/// open to others than this machine.
package struct ReplaySite: Sendable {
    package struct Answer: Sendable {
        package var status: Int
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]
    }

    let sources: [SiteSource]
    let parts: PageParts
    /// Names under which it may be asked, `host:port`.
    let hosts: Set<String>
    /// The first part of every path; nil where none is asked for.
    let token: String?
    private let flights = FlightDeck()

    package init(sources: [SiteSource], parts: PageParts, hosts: Set<String>, token: String?) {
        self.sources = sources
        self.parts = parts
        self.hosts = hosts
        self.token = token
    }

    /// What every path begins with.
    package var base: String { token.map { "/\($0)/" } ?? "/" }

    /// Answers one request.
    /// - Parameters:
    ///   - path: of the address, without its query.
    ///   - hosts: of the request's Host headers; other than one is a malformed request.
    ///   - origin: of its Origin header.
    package func answer(method: String, path: String, hosts asked: [String], origin: String?) async -> Answer {
        guard asked.count == 1 else { return plain(400, "A request names one host.") }
        guard hosts.contains(asked[0].lowercased()) else { return plain(421, "This server does not answer for that host.") }
        if let origin, !hosts.contains(where: { origin.lowercased() == "http://\($0)" }) { return plain(403, "Other sites may not ask here.") }
        guard method == "GET" || method == "HEAD" else { return plain(405, "This server is read-only.", [("Allow", "GET, HEAD")]) }
        guard let address = SiteAddress(path, base: base) else { return plain(404, "There is nothing here.") }
        do { return try await answer(address) } catch let error as ReplayPageError { return plain(500, error.description) } catch {
            return plain(500, "The run could not be flown: \(error)")
        }
    }

    private func answer(_ address: SiteAddress) async throws -> Answer {
        switch address {
        case .front: return sources.count == 1 ? try source(0, columns: nil) : try index()
        case .part(let name): return try part(name)
        case .source(let number, let columns): return try source(number, columns: columns)
        case .run(let number, let setting, let sample, let run, let arms, let columns):
            guard sources.indices.contains(number), case .study(let study) = sources[number],
                study.rows.contains(where: { $0.setting == setting && $0.sample == sample && $0.run == run })
            else { return plain(404, "There is no such run.") }
            guard arms.allSatisfy({ study.arms.indices.contains($0) }) else { return plain(404, "There is no such arm.") }
            let address = "\(number)/run/\(setting)/\(sample)/\(run)/\(arms.map(String.init).joined(separator: "-"))"
            let page = try await flights.page(address) { try study.fly(setting, sample, run, arms) }
            return try self.page(page, columns: columns, under: "\(base)\(address)/")
        }
    }

    private func source(_ number: Int, columns: Int?) throws -> Answer {
        guard sources.indices.contains(number) else { return plain(404, "There is nothing here.") }
        switch sources[number] {
        case .page(_, let page): return try self.page(page, columns: columns, under: "\(base)\(number)/")
        case .study(let study): return columns == nil ? try page(of: study, under: "\(base)\(number)/") : plain(404, "There is no such run.")
        }
    }

    private func page(_ page: ReplayPage, columns: Int?, under place: String) throws -> Answer {
        guard let columns else { return html(try page.served(parts, base: base, columns: { "\(place)columns/\($0)" })) }
        guard page.arms.indices.contains(columns) else { return plain(404, "There is nothing here.") }
        return Answer(status: 200, headers: headers("application/octet-stream"), body: page.arms[columns].replay.encoded())
    }

    private func page(of study: SiteStudy, under place: String) throws -> Answer {
        let rows = study.rows.map { "[\($0.setting),\($0.sample),\($0.run),\($0.arm),\($0.leakers),\($0.killed),\($0.rounds)]" }
        let encoder = JSONEncoder()
        func json(_ texts: [String]) -> String { (try? encoder.encode(texts)).map { String(decoding: $0, as: UTF8.self) } ?? "[]" }
        let data = "{\"arms\":\(json(study.arms)),\"settings\":\(json(study.settings)),\"rows\":[\(rows.joined(separator: ","))]}"
        return html(
            ReplayPage.fill(
                try parts.own("study.html"),
                [
                    "title": Self.escaped(study.title), "warning": ReplayPage.warning(study.mark),
                    "mark": study.mark.map { Self.escaped($0) + " " } ?? "",
                    "styles": "<base href=\"\(place)\">"
                        + ["page.css", "uPlot.css", "study.css"].map { "<link rel=\"stylesheet\" href=\"\(base)parts/\($0)\">" }.joined(),
                    "data": "<script type=\"application/json\" id=\"study\">\(ReplayPage.scriptSafe(data))</script>",
                    "scripts": ["uPlot.js", "study.js"].map { "<script src=\"\(base)parts/\($0)\"></script>" }.joined(),
                ]), hasBase: true)
    }

    private func index() throws -> Answer {
        let items = sources.enumerated().map { number, source in
            let title =
                switch source {
                case .page(let title, _): title
                case .study(let study): [study.mark, study.title].compactMap(\.self).joined(separator: " ")
                }
            return "<li><a href=\"\(base)\(number)/\">\(Self.escaped(title))</a></li>"
        }
        return html(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Cupola</title><link rel=\"icon\" href=\"data:,\">"
                + "<link rel=\"stylesheet\" href=\"\(base)parts/page.css\">"
                + "<link rel=\"stylesheet\" href=\"\(base)parts/study.css\"></head><body class=\"study\"><main><h1>Replays</h1><ul>\(items.joined())</ul></main></body></html>")
    }

    private func part(_ name: String) throws -> Answer {
        let kind = name.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8"
        let text: String
        switch name {
        case "maplibre-gl.js", "maplibre-gl.css", "uPlot.js", "uPlot.css": text = try parts.part(name)
        case "page.css", "study.css", "study.js": text = try parts.own(name)
        case "page.js": text = try parts.script()
        default: return plain(404, "There is nothing here.")
        }
        return Answer(status: 200, headers: headers(kind), body: Array(text.utf8))
    }

    private func html(_ text: String, hasBase: Bool = false) -> Answer {
        Answer(status: 200, headers: headers("text/html; charset=utf-8", hasBase: hasBase), body: Array(text.utf8))
    }

    private func plain(_ status: Int, _ text: String, _ more: [(name: String, value: String)] = []) -> Answer {
        Answer(status: status, headers: headers("text/plain; charset=utf-8") + more, body: Array((text + "\n").utf8))
    }

    /// What a page from this server may do.
    static let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src blob:; connect-src 'self'; "
        + "form-action 'none'; frame-ancestors 'none'"

    private func headers(_ kind: String, hasBase: Bool = false) -> [(name: String, value: String)] {
        [
            ("Content-Type", kind), ("Content-Security-Policy", Self.policy + "; base-uri \(hasBase ? "'self'" : "'none'")"),
            ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store"),
            ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ]
    }

    static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;").replacingOccurrences(of: "\"", with: "&quot;")
    }
}

/// Flies one run at a time and keeps the last few pages.
private actor FlightDeck {
    private static let kept = 4
    private var pages: [(address: String, page: ReplayPage)] = []

    func page(_ address: String, fly: @Sendable () throws -> ReplayPage) throws -> ReplayPage {
        if let known = pages.first(where: { $0.address == address }) { return known.page }
        let page = try fly()
        pages.append((address, page))
        if pages.count > Self.kept { pages.removeFirst() }
        return page
    }
}
