/// What is wrong with a raster file, named with the file and what to do.
package enum TerrainFileError: Error, Equatable, CustomStringConvertible {
    /// The file cannot be opened or its data not be read.
    case unreadable(file: String, why: String)
    /// The file opens but is not what is needed.
    case unfit(file: String, why: String)
    /// Tiles that do not make one terrain.
    case mosaic(why: String)
    /// The file cannot be written.
    case unwritable(file: String, why: String)

    package var description: String {
        switch self {
        case .unreadable(let file, let why): "\(file): cannot be read as a raster: \(why)"
        case .unfit(let file, let why): "\(file): \(why)"
        case .mosaic(let why): "mosaic: \(why)"
        case .unwritable(let file, let why): "\(file): cannot be written: \(why)"
        }
    }
}
