public import Quantities

extension HorizonTable {
    /// Height of the smooth ground above the ellipsoid, metres; nil over a grid of terrain.
    public var smoothGroundHeight: Metres? { isFlat ? flatHeight : nil }
}
