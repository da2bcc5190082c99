/// Threefry, the counter-based generator of Salmon et al. (2011): the Threefish cipher with fewer rounds and no tweak.
///
/// Two or four words of 32 or 64 bits; rounds of addition, rotation and exclusive or, a key injection after each fourth round.
/// - Source: Salmon, Moraes, Dror & Shaw, SC'11 (2011); rotations from Random123 (`threefry.h`).
package enum Threefry {
    /// One block of two or four words under a key of as many.
    /// - Parameters:
    ///   - counter: of the block.
    ///   - key: of the stream.
    ///   - rounds: 20 is the published choice; 13 passes all tests known in 2011 (12 and 13 for four and two words).
    package static func block<Word: ThreefryWord>(counter: [Word], key: [Word], rounds: Int = 20) -> [Word] {
        precondition((counter.count == 2 || counter.count == 4) && key.count == counter.count, "two or four words")
        let width = counter.count
        let schedule = key + [key.reduce(Word.parity, ^)]
        var x = zip(counter, key).map { $0 &+ $1 }
        for round in 0..<rounds {
            for pair in 0..<width / 2 {
                // Of four words the partners change places every other round.
                let left = 2 * pair
                let right = width == 2 ? 1 : (round % 2 == 0) == (pair == 0) ? 1 : 3
                let turn = Word.rotations(words: width, pair: pair)[round % 8]
                x[left] = x[left] &+ x[right]
                x[right] = (x[right] &<< turn | x[right] &>> (Word(Word.bitWidth) &- turn)) ^ x[left]
            }
            if round % 4 == 3 {
                let injection = round / 4 + 1
                for place in 0..<width { x[place] = x[place] &+ schedule[(injection + place) % (width + 1)] }
                x[width - 1] = x[width - 1] &+ Word(injection)
            }
        }
        return x
    }
}

/// A word that Threefry is defined for.
package protocol ThreefryWord: FixedWidthInteger, UnsignedInteger {
    /// What the words of the key are joined with for the last word of the schedule.
    static var parity: Self { get }
    /// Bits that a pair of words is rotated by in each of eight rounds.
    static func rotations(words: Int, pair: Int) -> [Self]
}

extension UInt32: ThreefryWord {
    package static let parity: UInt32 = 0x1BD1_1BDA
    package static func rotations(words: Int, pair: Int) -> [UInt32] {
        if words == 2 { return [13, 15, 26, 6, 17, 29, 16, 24] }
        return pair == 0 ? [10, 11, 13, 23, 6, 17, 25, 18] : [26, 21, 27, 5, 20, 11, 10, 20]
    }
}

extension UInt64: ThreefryWord {
    package static let parity: UInt64 = 0x1BD1_1BDA_A9FC_1A22
    package static func rotations(words: Int, pair: Int) -> [UInt64] {
        if words == 2 { return [16, 42, 12, 31, 16, 32, 24, 21] }
        return pair == 0 ? [14, 52, 23, 5, 25, 46, 58, 32] : [16, 57, 40, 37, 33, 12, 22, 32]
    }
}
