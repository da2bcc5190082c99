import CGDAL
import Foundation
import Testing

@testable import TerrainFiles

/// Elevation files that name others: nothing is fetched, waited for or followed in a circle.
@Suite struct PointerFileTests {
    private static func virtual(_ source: String, relative: Bool = false) -> String {
        """
        <VRTDataset rasterXSize="40" rasterYSize="40"><SRS>EPSG:4326</SRS><GeoTransform>10,0.01,0,50,0,-0.01</GeoTransform>
        <VRTRasterBand dataType="Int16" band="1"><SimpleSource><SourceFilename relativeToVRT="\(relative ? 1 : 0)">\(source)</SourceFilename>
        <SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>
        """
    }

    @Test func `a virtual raster of plain files is read`() throws {
        let scratch = try Scratch()
        let values = [Float](repeating: 3, count: 1600)
        try ElevationsAsFoundTests.make(scratch.path("a & b.tif"), rows: 40, columns: 40, transform: [10, 0.01, 0, 50, 0, -0.01], .init(type: GDT_Int16, values: values))
        for (name, source, relative) in [("r", "a &amp; b.tif", true), ("w", scratch.path("a &#38; b.tif"), false)] {
            let path = scratch.path("\(name).vrt")
            try Data(Self.virtual(source, relative: relative).utf8).write(to: URL(filePath: path))
            #expect(try TerrainReader.raster(path).heights.allSatisfy { $0 == 3 })
        }
    }

    @Test func `a virtual raster that names anything else is refused before it is opened`() throws {
        let scratch = try Scratch()
        let pipe = scratch.path("pipe.tif")
        #expect(mkfifo(pipe, 0o600) == 0)
        let own = scratch.path("own.vrt")
        let names = [
            "/vsicurl/http://127.0.0.1:9/x.tif", "http://127.0.0.1:9/x.tif", "/vsis3/bucket/x.tif", "&#47;vsicurl/http://127.0.0.1:9/x.tif", pipe, "pipe.tif",
            "/dev/zero", "none.tif", "GTIFF_DIR:1:\(own)", "<![CDATA[/dev/zero]]>", "", "/vsisubfile/0_10,/etc/passwd", "/vsizip/x.zip/y.tif",
        ]
        for name in names {
            for ending in ["vrt", "tif", "hgt"] {
                let path = scratch.path("v.\(ending)")
                try Data(("<?xml version='1.0'?>\n<!-- made by hand -->\n" + Self.virtual(name, relative: !name.hasPrefix("/"))).utf8).write(to: URL(filePath: path))
                #expect { try TerrainReader.raster(path) } throws: { "\($0)".contains("allowed: plain files on this machine") && !"\($0)".contains("\n") }
                #expect { try TerrainMosaic.grid([path]) } throws: { "\($0)".contains("allowed: plain files on this machine") }
            }
        }
        try Data(Self.virtual(own).utf8).write(to: URL(filePath: own))
        #expect { try TerrainReader.raster(own) } throws: { "\($0)".contains("names itself") }
        let (one, other) = (scratch.path("one.vrt"), scratch.path("other.vrt"))
        try Data(Self.virtual(other).utf8).write(to: URL(filePath: one))
        try Data(Self.virtual(one).utf8).write(to: URL(filePath: other))
        #expect { try TerrainReader.raster(one) } throws: { "\($0)".contains("names itself") }
    }

    @Test func `a pipe or a device that bears a file's name beside it holds nobody up`() throws {
        let scratch = try Scratch()
        let path = scratch.path("a.tif")
        let values = [Float](repeating: 3, count: 1600)
        try ElevationsAsFoundTests.make(path, rows: 40, columns: 40, transform: [10, 0.01, 0, 50, 0, -0.01], .init(type: GDT_Int16, values: values))
        let above = scratch.path("above.vrt")
        try Data(Self.virtual("a.tif", relative: true).utf8).write(to: URL(filePath: above))
        for name in ["a.tif.aux.xml", "a.tif.msk", "a.tif.ovr", "a.tfw", "A.TFW", "a.prj"] {
            let beside = scratch.path(name)
            for make in [{ _ = mkfifo($0, 0o600) }, { _ = symlink("/dev/zero", $0) }] as [(String) -> Void] {
                make(beside)
                for file in [path, above] {
                    #expect { try TerrainReader.raster(file) } throws: { "\($0)".contains("\(beside)), allowed: plain files") }
                }
                #expect(unlink(beside) == 0)
            }
        }
        // Of another name, and folders and plain files.
        #expect(mkfifo(scratch.path("pipe"), 0o600) == 0 && mkdir(scratch.path("a.d"), 0o700) == 0)
        #expect(try TerrainReader.raster(path).heights[0] == 3)
    }

    @Test func `formats that ask the network are not there`() throws {
        let scratch = try Scratch()
        let path = scratch.path("map.tif")
        let text = """
            <GDAL_WMS><Service name="TMS"><ServerUrl>http://127.0.0.1:9/${z}/${x}/${y}.png</ServerUrl></Service><DataWindow><UpperLeftX>10</UpperLeftX>
            <UpperLeftY>11</UpperLeftY><LowerRightX>11</LowerRightX><LowerRightY>10</LowerRightY><SizeX>100</SizeX><SizeY>100</SizeY></DataWindow>
            <Projection>EPSG:4326</Projection><BandsCount>1</BandsCount><DataType>Byte</DataType></GDAL_WMS>
            """
        try Data(text.utf8).write(to: URL(filePath: path))
        #expect { try TerrainReader.raster(path) } throws: { "\($0)".contains("not recognized as a supported file format") }
        #expect { try TerrainReader.raster("/vsicurl/http://127.0.0.1:9/x.tif") } throws: { "\($0)".contains("cannot be read") }
    }
}
