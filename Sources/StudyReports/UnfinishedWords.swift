/// What there is of a study that was not flown to its end, in a sentence that marks every page.
package enum UnfinishedWords {
    /// - Parameters:
    ///   - runs: in the archive. planned: all runs of the study, as the archive says it.
    ///   - shard: the part that the archive is of, where it is one.
    package static func text(runs: Int, planned: String, shard: String?) -> String {
        if let shard { return "Unfinished study: this is part \(shard), with \(runs) of \(planned) runs." }
        // After the last run a study answers what it asks beside its runs.
        return Int(planned) == runs
            ? "Unfinished study: all \(runs) runs were flown, but what it asks beside them (lone missiles, what decides, what would have saved them, how large a raid is stopped) is not all answered."
            : "Unfinished study: \(runs) of \(planned) runs were flown."
    }
}
