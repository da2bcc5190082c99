/// An eighth of the compass on a grid: how ring and offset become row and column.
struct ViewshedOctant {
    /// Whether rings are columns (east and west) or rows (north and south).
    var ringsAreColumns: Bool
    /// +1 or −1: the direction of growing row or column.
    var ringSign: Int
    var offsetSign: Int
    /// The last ring and the last offset on the grid.
    var ringLast: Int
    var offsetLast: Int

    static func all(row: Int, column: Int, rows: Int, columns: Int) -> [ViewshedOctant] {
        var octants: [ViewshedOctant] = []
        for ringsAreColumns in [true, false] {
            for ringSign in [1, -1] {
                for offsetSign in [1, -1] {
                    func reach(_ alongColumns: Bool, _ sign: Int) -> Int {
                        alongColumns ? (sign > 0 ? columns - 1 - column : column) : (sign > 0 ? rows - 1 - row : row)
                    }
                    octants.append(
                        ViewshedOctant(
                            ringsAreColumns: ringsAreColumns, ringSign: ringSign, offsetSign: offsetSign,
                            ringLast: reach(ringsAreColumns, ringSign), offsetLast: reach(!ringsAreColumns, offsetSign)))
                }
            }
        }
        return octants
    }
}
