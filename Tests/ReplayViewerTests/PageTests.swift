import Foundation
import RunRecords
import Testing

@testable import ReplayViewer

/// A run of one target and no defence.
func arm(_ name: String = "one", seed: UInt64 = 7, targets: [String] = ["raider </script> 1"]) -> ReplayArm {
    var record = RunRecord(scenario: "made up", arm: name, seed: seed, index: 2, modelVersion: "5")
    record.targets = targets.map {
        TargetRecord(name: $0, threatClass: "fighter", allegiance: .hostile, armed: true, objective: nil, appears: 0)
    }
    var replay = Replay(
        scene: ReplayScene(
            scenario: "made up", arm: name, seed: seed, index: 2, modelVersion: "5",
            origin: ReplayPlace(latitudeDegrees: 35, longitudeDegrees: -40, height: 0), end: 60, refraction: 4.0 / 3))
    replay.targets = targets.map { ReplayTarget(name: $0, threatClass: "fighter", allegiance: .hostile, armed: true) }
    return ReplayArm(record: record, replay: replay)
}

let words = PageWords(
    story: { target, _ in ["+01:05 \(target.name) was seen.", "No radar detected it."] }, summary: { _ in "A summary." },
    meaning: { $0.title })

@Suite struct PageTests {
    @Test func `a sentence's clock becomes its time`() {
        #expect(PageFacts.sentence("+01:05 It was seen.").t == 65)
        #expect(PageFacts.sentence("+01:05 It was seen.").text == "It was seen.")
        #expect(PageFacts.sentence("+101:05 It was seen.").t == 6_065)
        #expect(PageFacts.sentence("No radar detected it.").t == nil)
        #expect(PageFacts.sentence("+ab:cd no clock").text == "+ab:cd no clock")
    }

    @Test func `a name cannot end the element that it stands in`() throws {
        let encoded = String(decoding: try JSONEncoder().encode(PageFacts(arm().record, words: words)), as: UTF8.self)
        let safe = ReplayPage.scriptSafe(encoded)
        #expect(!safe.contains("<"))
        #expect(safe.contains("\\u003c"))
    }

    @Test func `values are put in once and are not read for places`() {
        #expect(ReplayPage.fill("a {{x}} b {{y}} c", ["x": "{{y}}", "y": "2"]) == "a {{y}} b 2 c")
        #expect(ReplayPage.fill("{{z}} and {{", ["x": "1"]) == "{{z}} and {{")
    }

    @Test func `two runs of different raids are not put on one clock`() {
        func failure(_ first: ReplayArm, _ second: ReplayArm) -> String? {
            do {
                _ = try ReplayPage(arms: [first, second], words: words)
                return nil
            } catch { return error.description }
        }
        #expect(failure(arm(), arm("two")) == nil)
        #expect(failure(arm(), arm("two", seed: 8)) == "the runs are not of one raid: made up, seed 7, run 2, and made up, seed 8, run 2")
        #expect(failure(arm(), arm("two", targets: ["other"])) == "the runs are not of one raid: their targets differ")
    }

    @Test func `a hash is what a browser takes of an inline script`() {
        // The example of Content Security Policy Level 3, 8.4: the script alert('Hello, world.');
        #expect(ReplayPage.hash("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='")
    }

    @Test func `a browser part that is missing or another is refused in one line`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cupola-web-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func failure() -> String? {
            do {
                _ = try PageParts(folder: folder).part("uPlot.css")
                return nil
            } catch { return error.description }
        }
        #expect(failure() == "\(folder.appending(path: "uPlot.css").path): is missing; `make setup` fetches the page's browser parts")
        try Data("body {}".utf8).write(to: folder.appending(path: "uPlot.css"))
        #expect(failure()?.contains("is not the pinned part") == true)
    }

    @Test func `a page of an unfinished study says so in its title and above all else`() throws {
        var marked = arm()
        marked.mark = "Unfinished study: 3 of <9> runs were flown."
        for (page, isMarked) in [(try ReplayPage(arms: [marked], words: words), true), (try ReplayPage(arms: [arm()], words: words), false)] {
            let text = try page.served(PageParts(), base: "/", columns: { "/\($0)" })
            #expect(text.contains("<title>Unfinished study: 3 of &lt;9> runs were flown. Cupola replay</title>") == isMarked)
            #expect(text.contains("<p class=\"unfinished\" role=\"note\">Unfinished study: 3 of &lt;9> runs were flown.</p>") == isMarked)
            #expect(!text.contains("{{"))
        }
    }

    @Test func `every module of the page is there and begins with what it is for`() throws {
        for module in PageParts.modules {
            let text = try PageParts().own("\(module).js")
            #expect(text.hasPrefix("// "), "\(module)")
            #expect(text.split(separator: "\n").count < 300, "\(module)")
            #expect(!text.contains("innerHTML") && !text.contains("eval("), "\(module)")
        }
    }
}

@Suite struct SiteTests {
    private static func site(token: String? = nil) throws -> ReplaySite {
        let study = SiteStudy(
            title: "A <study>", arms: ["one", "two"], settings: ["as it is"], rows: [(0, 0, 3, 0, 1, 2, 4), (0, 0, 3, 1, 0, 3, 5)],
            fly: { _, _, _, arms in try ReplayPage(arms: arms.map { arm($0 == 0 ? "one" : "two") }, words: words) })
        return ReplaySite(
            sources: [.page(title: "a run", try ReplayPage(arms: [arm()], words: words)), .study(study)], parts: PageParts(),
            hosts: ["127.0.0.1:8080", "localhost:8080"], token: token)
    }

    private func status(
        _ site: ReplaySite, _ path: String, method: String = "GET", hosts: [String] = ["127.0.0.1:8080"], origin: String? = nil
    ) async -> Int {
        await site.answer(method: method, path: path, hosts: hosts, origin: origin).status
    }

    @Test func `it answers for its own names and to its own pages alone`() async throws {
        let site = try Self.site()
        #expect(await status(site, "/") == 200)
        #expect(await status(site, "/", hosts: ["LOCALHOST:8080"]) == 200)
        #expect(await status(site, "/", hosts: ["evil.example"]) == 421)
        #expect(await status(site, "/", hosts: ["127.0.0.1:80"]) == 421)
        #expect(await status(site, "/", hosts: []) == 400)
        #expect(await status(site, "/", hosts: ["127.0.0.1:8080", "127.0.0.1:8080"]) == 400)
        #expect(await status(site, "/", origin: "http://127.0.0.1:8080") == 200)
        #expect(await status(site, "/", origin: "https://127.0.0.1:8080") == 403)
        #expect(await status(site, "/", origin: "null") == 403)
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", ""])
    func `it is read-only`(method: String) async throws {
        #expect(await status(try Self.site(), "/", method: method) == 405)
    }

    @Test(arguments: [
        "", "//", "/..", "/../etc/passwd", "/%2e%2e/", "/parts/", "/parts/page.html", "/parts/..", "/parts/../page.css", "/2/", "/-1/",
        "/0/columns/1",
        "/0/columns/", "/0/x", "/1/run/0/0/4/0/", "/1/run/0/0/3/2/", "/1/run/0/0/3/0-1-0/", "/1/run/0/0/3/", "/99999999999999999999/",
        "/0/\u{0}",
    ])
    func `what was not named is not there`(path: String) async throws {
        #expect(await status(try Self.site(), path) == 404, "\(path)")
    }

    @Test func `columns come as they are, and a study's run is flown when it is opened`() async throws {
        let site = try Self.site()
        let answer = await site.answer(method: "GET", path: "/0/columns/0", hosts: ["localhost:8080"], origin: nil)
        #expect(answer.status == 200)
        #expect(answer.body == arm().replay.encoded())
        let flown = await site.answer(method: "GET", path: "/1/run/0/0/3/0-1/columns/1", hosts: ["localhost:8080"], origin: nil)
        #expect(try Replay(encoded: flown.body).scene.arm == "two")
    }

    @Test func `every answer says what it may do and is not kept`() async throws {
        let site = try Self.site()
        for (method, path) in [("GET", "/"), ("POST", "/"), ("GET", "/none"), ("GET", "/0/columns/0"), ("GET", "/parts/page.css")] {
            let answer = await site.answer(method: method, path: path, hosts: ["127.0.0.1:8080"], origin: nil)
            let headers = Dictionary(answer.headers.map { ($0.name, $0.value) }) { first, _ in first }
            #expect(headers["X-Content-Type-Options"] == "nosniff")
            #expect(headers["X-Frame-Options"] == "DENY")
            #expect(headers["Cache-Control"] == "no-store")
            #expect(headers["Referrer-Policy"] == "no-referrer")
            #expect(headers["Content-Security-Policy"]?.hasPrefix("default-src 'none'; script-src 'self'") == true)
        }
    }

    @Test func `with a token nothing is there without it`() async throws {
        let site = try Self.site(token: "secret")
        #expect(await status(site, "/") == 404)
        #expect(await status(site, "/0/columns/0") == 404)
        #expect(await status(site, "/secret/0/columns/0") == 200)
        #expect(await status(site, "/secreter/") == 404)
        #expect(site.base == "/secret/")
    }
}
