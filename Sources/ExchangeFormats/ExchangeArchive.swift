/// Zipped forms of exchange files: Tacview's `.zip.acmi` and KMZ.
package enum ExchangeArchive {
    package static func zipped(name: String, content: [UInt8]) -> [UInt8] { ZipFile.bytes(name: name, content: content) }
}
