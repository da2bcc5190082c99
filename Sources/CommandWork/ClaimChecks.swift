import BattleCompilation
import ModelValidation
import ScenarioDocuments

/// Public claims as rows of the validation table: the middle of the sources' spread, half of it and a little as tolerance.
package enum ClaimChecks {
    package static func answers(_ catalogue: CatalogueDocument) -> [ReferenceAnswer] {
        EmergentClaims.all(catalogue).map { claim in
            let middle = (claim.low + claim.high) / 2
            // Sources round: the model may lie three in a hundred outside their spread.
            let half = (claim.high - claim.low) / 2 + 0.03 * middle
            return ReferenceAnswer(
                fixture: claim.subject == "horizon" ? "claims: horizon" : "claims: \(claim.subject)",
                caseName: claim.subject, key: claim.quantity.replacing(".", with: ","), value: .number(claim.value),
                expected: .number(middle), absoluteTolerance: claim.subject == "horizon" ? (claim.high - claim.low) / 2 : half)
        }
    }
}
