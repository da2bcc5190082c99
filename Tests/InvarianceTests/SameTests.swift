import Testing

/// What a battle cannot hang on: the way that it is turned, where it lies, what things are called, in what order they are written.
@Suite struct SameTests {
    private static func hold(_ name: Scene.Name, _ what: String, _ change: (inout Scene) -> Void) {
        let before = Scene.named(name)
        var after = before
        change(&after)
        Comparison(name, what, .same, from: before, to: after).hold()
    }

    @Test(arguments: Scene.Name.allCases) func `a battle turned by 37 degrees is the same battle`(_ name: Scene.Name) {
        Self.hold(name, "turned by 37°") { $0.turn = 37 }
    }

    @Test(arguments: Scene.Name.allCases) func `a battle in a mirror is the same battle`(_ name: Scene.Name) {
        Self.hold(name, "mirrored") { $0.isMirrored = true }
    }

    @Test(arguments: Scene.Name.allCases) func `a battle 100 km away is the same battle`(_ name: Scene.Name) {
        Self.hold(name, "moved by 100 km") { $0.shift = Scene.Place(east: 80, north: -60) }
    }

    @Test(arguments: Scene.Name.allCases) func `names decide nothing`(_ name: Scene.Name) {
        Self.hold(name, "everything renamed") { $0.prefix = "other-" }
    }

    @Test(arguments: Scene.Name.allCases) func `the order of the file decides nothing`(_ name: Scene.Name) {
        Self.hold(name, "groups, units and sites in the other order") { $0.isReversed = true }
    }

    @Test(arguments: Scene.Name.allCases) func `a group of eight is two groups of four`(_ name: Scene.Name) {
        Self.hold(name, "a group of 8 as 2 × 4") { scene in
            // Members in line, one behind the other: the second four start where the fifth did.
            guard let place = scene.groups.firstIndex(where: { $0.count == 8 && $0.interval > 0 }) else { return }
            var second = scene.groups[place]
            scene.groups[place].count = 4
            second.name += "-more"
            second.count = 4
            second.start += 4 * second.interval
            scene.groups.insert(second, at: place + 1)
        }
    }

    @Test(arguments: Scene.Name.allCases) func `a radar that sees nothing changes nothing`(_ name: Scene.Name) {
        Self.hold(name, "a search radar 1,270 km away") { $0.hasBlindRadar = true }
    }

    @Test(arguments: Scene.Name.allCases) func `a battalion that reaches nothing changes nothing`(_ name: Scene.Name) {
        Self.hold(name, "a battalion 1,270 km away") { $0.hasBlindBattalion = true }
    }

    @Test(arguments: Scene.Name.allCases) func `frames half as long change nothing`(_ name: Scene.Name) {
        Self.hold(name, "every frame halved") { $0.framesPerFrame = 2 }
    }
}
