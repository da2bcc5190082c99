import EarthEnvironment
import Foundation
import Quantities

// One input of libFuzzer's into the reader that CUPOLA_FUZZ names. What a reader refuses is well; what traps, hangs or takes memory is a find.
// Built by Tools/fuzz.sh together with the readers' sources, so that everyday builds know nothing of it.

private let reader = ProcessInfo.processInfo.environment["CUPOLA_FUZZ"] ?? "tiff"
private let folder = ProcessInfo.processInfo.environment["CUPOLA_FUZZ_FOLDER"] ?? NSTemporaryDirectory()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    switch reader {
    case "tiff": tiff(bytes)
    case "csv": csv(Data(bytes))
    case "json": json(Data(bytes))
    case "yaml": yaml([UInt8](bytes))
    case "replay": replay([UInt8](bytes))
    case "address": address(bytes)
    default: file(bytes, ending: reader)
    }
    return 0
}

/// An input as a plain file, in as few calls as there can be.
private func write(_ bytes: UnsafeRawBufferPointer, _ path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return write(descriptor, bytes.baseAddress, bytes.count) == bytes.count
}

/// The plain reader of GeoTIFFs: every height that it says is there must be there.
private func tiff(_ bytes: UnsafeRawBufferPointer) {
    guard let directory = TIFFDirectory(bytes) else { return }
    _ = (directory.whole(.stripOffsets), directory.reals(.pixelScale), directory.text(.noData), directory.isAlone, GeoKeys(directory)?.kind)
    guard bytes.count < 1 << 16, directory.has(.geoKeys) else { return }
    let path = folder + "/input.tif"
    guard write(bytes, path), var ground = try? PlainGeoTIFF.ground(path) else { return }
    _ = ground.fillVoids(with: 1)
    var sum: Float = 0
    for node in 0..<ground.rows * ground.columns { sum += ground[node] }
    precondition(!sum.isNaN, "a void is left")
    _ = ground.georeference.column(x: 10, columns: ground.columns)
}

private func csv(_ data: Data) {
    guard let table = try? NumberTable(file: "input.csv", bytes: data) else { return }
    precondition(table.values.count == table.lines.count * table.columns.count && table.values.allSatisfy(\.isFinite), "a table is whole")
    _ = try? table.required("time_s", "range_m")
}

private func json(_ data: Data) {
    do { _ = try ReferenceJSON(data, file: "input.json") } catch { precondition(!error.description.contains(where: \.isNewline), "an error is a line") }
}

/// Scenario, study or entry of the catalogue, whichever its keys say it means to be, every eighth as each of them: a document, or errors of a
/// line each that name the file.
private func yaml(_ bytes: [UInt8]) {
    let node: DocumentNode
    do throws(DocumentErrors) { node = try DocumentParser.parse(bytes: bytes, file: "input.yaml") } catch { return judge(error) }
    guard case .map(let entries) = node.content else { return scenario(node) }
    let (isEntry, isStudy) = (entries.contains { $0.key == "kind" }, entries.contains { $0.key == "question" || $0.key == "samples" })
    let isEach = bytes.count % 8 == 0
    if isEach || !isEntry && !isStudy { scenario(node) }
    if isEach || isStudy {
        do throws(DocumentErrors) { _ = try FieldReader.decode(StudyDocument.self, from: node, file: "input.yaml") } catch { judge(error) }
    }
    if isEach || isEntry {
        do throws(DocumentErrors) { _ = try FieldReader.decode(MissileEntry.self, from: node, file: "input.yaml") } catch { judge(error) }
    }
}

private func scenario(_ node: DocumentNode) {
    do throws(DocumentErrors) { _ = try FieldReader.decode(ScenarioDocument.self, from: node.withUnitsInPlace(), file: "input.yaml") } catch { judge(error) }
}

private func judge(_ faults: DocumentErrors) {
    precondition(!faults.errors.isEmpty && faults.errors.allSatisfy { $0.description.hasPrefix("input.yaml") }, "errors name the file")
}

/// What is taken for a replay is written and read again as the same.
private func replay(_ bytes: [UInt8]) {
    guard let read = try? Replay(encoded: bytes) else { return }
    let written = read.encoded()
    guard let again = try? Replay(encoded: written) else { preconditionFailure("a replay that was read cannot be read again") }
    precondition(again.encoded() == written, "a replay changes when it is written")
}

/// The readers that go through GDAL, or past it where it gives up: DTED and SRTM tiles.
private func file(_ bytes: UnsafeRawBufferPointer, ending: String) {
    _ = fewDrivers
    let path = folder + "/input.\(ending)"
    guard write(bytes, path), let raster = try? TerrainReader.raster(path) else { return }
    precondition(raster.heights.count == raster.rows * raster.columns, "a raster is whole")
    _ = raster.bilinear(x: 10.5, y: 50.5)
    _ = raster.grid?.isRound
}

/// Of GDAL's formats, those that heights come in: a hundred others would be asked about each input first.
private let fewDrivers: Void = {
    guard GDAL.isInstalled else { return }
    RasterLibrary.quietly {}
    let kept = ["GTiff", "VRT", "DTED", "SRTMHGT", "HFA", "AAIGrid", "ENVI", "EHdr", "USGSDEM", "GSAG", "GSBG", "GS7BG", "BT", "PNG"]
    typealias Count = @convention(c) () -> Int32
    typealias Driver = @convention(c) (Int32) -> OpaquePointer?
    typealias Name = @convention(c) (OpaquePointer) -> UnsafePointer<CChar>?
    typealias Leave = @convention(c) (OpaquePointer) -> Void
    func function<Kind>(_ name: String, _ kind: Kind.Type) -> Kind? { dlsym(nil, name).map { unsafeBitCast($0, to: kind) } }
    guard let count = function("GDALGetDriverCount", Count.self), let driver = function("GDALGetDriver", Driver.self),
        let name = function("GDALGetDriverShortName", Name.self), let leave = function("GDALDeregisterDriver", Leave.self)
    else { return }
    for number in (0..<count()).reversed() {
        guard let one = driver(number), let text = name(one), !kept.contains(String(cString: text)) else { continue }
        leave(one)
    }
}()

// What GDAL compares names with teaches libFuzzer nothing, and would take half of its time: Tools/fuzz.sh puts these in the place of its own.
@_cdecl("__wrap___sanitizer_weak_hook_strcmp")
public func quietCompare(_ caller: UnsafeRawPointer?, _ one: UnsafeRawPointer?, _ other: UnsafeRawPointer?, _ result: CInt) {}
@_cdecl("__wrap___sanitizer_weak_hook_strcasecmp")
public func quietCompareCase(_ caller: UnsafeRawPointer?, _ one: UnsafeRawPointer?, _ other: UnsafeRawPointer?, _ result: CInt) {}
@_cdecl("__wrap___sanitizer_weak_hook_strncmp")
public func quietCount(_ caller: UnsafeRawPointer?, _ one: UnsafeRawPointer?, _ other: UnsafeRawPointer?, _ count: Int, _ result: CInt) {}
@_cdecl("__wrap___sanitizer_weak_hook_strncasecmp")
public func quietCountCase(_ caller: UnsafeRawPointer?, _ one: UnsafeRawPointer?, _ other: UnsafeRawPointer?, _ count: Int, _ result: CInt) {}

/// Addresses of the local server: what is taken for one names numbers that are none below zero, and is the same whoever writes it.
private func address(_ bytes: UnsafeRawBufferPointer) {
    let path = String(decoding: bytes, as: UTF8.self)
    guard SiteAddress(path, base: "/secret/") == nil || path.hasPrefix("/secret/") else { preconditionFailure("an address without its token") }
    guard let found = SiteAddress(path, base: "/") else { return }
    precondition(!path.contains("..") || path.split(separator: "/").allSatisfy { $0 != ".." }, "an address leads upwards")
    switch found {
    case .front: precondition(path == "/", "the front has one address")
    case .part(let name): precondition(!name.contains("/") && name != "..", "a part is a name")
    case .source(let number, let columns): precondition(number >= 0 && columns ?? 0 >= 0, "numbers are counted from zero")
    case .run(let source, let setting, let sample, let run, let arms, let columns):
        precondition([source, setting, sample, run, columns ?? 0].allSatisfy { $0 >= 0 } && arms.allSatisfy { $0 >= 0 }, "numbers are counted from zero")
        precondition((1...2).contains(arms.count), "a page shows one arm or two")
        let again = "/\(source)/run/\(setting)/\(sample)/\(run)/\(arms.map(String.init).joined(separator: "-"))/" + (columns.map { "columns/\($0)" } ?? "")
        precondition(again.utf8.count > 512 || SiteAddress(again, base: "/") == found, "an address that was read is another when it is written")
    }
}
