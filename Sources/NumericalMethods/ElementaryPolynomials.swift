/// Near-minimax polynomials of the elementary functions: interpolants at the Chebyshev nodes of the stated interval, computed with
/// seventy digits, coefficients rounded to double, evaluated in Estrin's order with fused multiply and add.
@usableFromInline
enum ElementaryPolynomial {
    /// a·b + c with one rounding, on every processor.
    @inlinable @inline(__always)
    static func fma(_ a: Double, _ b: Double, _ c: Double) -> Double { c.addingProduct(a, b) }

    /// (sin r − r)/r³ in z = r², on [0, 0.617].
    @inlinable @inline(__always)
    static func sine(_ z: Double) -> Double {
        let z2 = z * z
        let z4 = z2 * z2
        let a0 = fma(z, 0x1.111111111111p-7, -0x1.5555555555555p-3)
        let a1 = fma(z, 0x1.71de3a54605eep-19, -0x1.a01a01a019936p-13)
        let a2 = fma(z, 0x1.61217ec01749dp-33, -0x1.ae64541266378p-26)
        let b0 = fma(z2, a1, a0)
        let b1 = fma(z2, -0x1.ab17a79237a19p-41, a2)
        return fma(z4, b1, b0)
    }

    /// (cos r − 1 + z/2)/z² in z = r², on [0, 0.617].
    @inlinable @inline(__always)
    static func cosine(_ z: Double) -> Double {
        let z2 = z * z
        let z4 = z2 * z2
        let a0 = fma(z, -0x1.6c16c16c16966p-10, 0x1.5555555555555p-5)
        let a1 = fma(z, -0x1.27e4fa17a41b4p-22, 0x1.a01a019f4e867p-16)
        let a2 = fma(z, -0x1.907d7aebd5e3dp-37, 0x1.1eeb68b109173p-29)
        let b0 = fma(z2, a1, a0)
        return fma(z4, a2, b0)
    }

    /// (eʳ − 1 − r − r²/2)/r³, on [-0.3469, 0.3469].
    @inlinable @inline(__always)
    static func exponential(_ r: Double) -> Double {
        let r2 = r * r
        let r4 = r2 * r2
        let r8 = r4 * r4
        let a0 = fma(r, 0x1.5555555555555p-5, 0x1.5555555555556p-3)
        let a1 = fma(r, 0x1.6c16c16c167dap-10, 0x1.11111111109a6p-7)
        let a2 = fma(r, 0x1.a01a01a48116fp-16, 0x1.a01a01a7cebcdp-13)
        let a3 = fma(r, 0x1.27e4e1dcf773bp-22, 0x1.71de0d85293b8p-19)
        let a4 = fma(r, 0x1.1f6717774d5ep-29, 0x1.af390ba7e6f47p-26)
        let b0 = fma(r2, a1, a0)
        let b1 = fma(r2, a3, a2)
        let c0 = fma(r4, b1, b0)
        return fma(r8, a4, c0)
    }

    /// (2 atanh s − 2s)/s³ in z = s², on [0, 0.0295].
    @inlinable @inline(__always)
    static func logarithm(_ z: Double) -> Double {
        let z2 = z * z
        let z4 = z2 * z2
        let a0 = fma(z, 0x1.9999999995204p-2, 0x1.5555555555558p-1)
        let a1 = fma(z, 0x1.c71c62c639fdep-3, 0x1.2492492e09d4dp-2)
        let a2 = fma(z, 0x1.39fd392179a95p-3, 0x1.7462bd8f7796ep-3)
        let b0 = fma(z2, a1, a0)
        let b1 = fma(z2, 0x1.2b6688a387e03p-3, a2)
        return fma(z4, b1, b0)
    }

    /// (atanh s/s − 1 − z/3)/z² in z = s², on [0, 0.0295].
    @inlinable @inline(__always)
    static func logarithmTail(_ z: Double) -> Double {
        let z2 = z * z
        let z4 = z2 * z2
        let z8 = z4 * z4
        let a0 = fma(z, 0x1.2492492492491p-3, 0x1.999999999999ap-3)
        let a1 = fma(z, 0x1.745d174511201p-4, 0x1.c71c71c71cff7p-4)
        let a2 = fma(z, 0x1.1110df49dca19p-4, 0x1.3b13b1bdb9604p-4)
        let a3 = fma(z, 0x1.ac479c05883d5p-5, 0x1.e1f81bf33b7c7p-5)
        let b0 = fma(z2, a1, a0)
        let b1 = fma(z2, a3, a2)
        let c0 = fma(z4, b1, b0)
        return fma(z8, 0x1.b8eeb7095f467p-5, c0)
    }

    /// (asin x − x)/x³ in z = x², on [0, 0.2501].
    @inlinable @inline(__always)
    static func arcsine(_ z: Double) -> Double {
        let z2 = z * z
        let z4 = z2 * z2
        let z8 = z4 * z4
        let a0 = fma(z, 0x1.3333333332ec4p-4, 0x1.5555555555556p-3)
        let a1 = fma(z, 0x1.f1c71c1d4aa0dp-6, 0x1.6db6db6e3292ep-5)
        let a2 = fma(z, 0x1.1c4d343fa57f6p-6, 0x1.6e8bb1d89492bp-6)
        let a3 = fma(z, 0x1.78246f32d075cp-7, 0x1.c9cf3759fd8ffp-7)
        let a4 = fma(z, 0x1.653a8f8cfd43cp-8, 0x1.524ea8b3aad31p-7)
        let a5 = fma(z, -0x1.e7a24f548c99fp-7, 0x1.1d661531b222ep-6)
        let b0 = fma(z2, a1, a0)
        let b1 = fma(z2, a3, a2)
        let b2 = fma(z2, a5, a4)
        let c0 = fma(z4, b1, b0)
        let c1 = fma(z4, 0x1.d78189767524ep-6, b2)
        return fma(z8, c1, c0)
    }

    /// (atan t − t)/t³ in z = t², on [0, 0.1916].
    @inlinable @inline(__always)
    static func arctangent(_ z: Double) -> Double {
        let z2 = z * z
        let z4 = z2 * z2
        let z8 = z4 * z4
        let a0 = fma(z, 0x1.99999999998c3p-3, -0x1.5555555555555p-2)
        let a1 = fma(z, 0x1.c71c71bd16f05p-4, -0x1.249249248532p-3)
        let a2 = fma(z, 0x1.3b13757177a9ep-4, -0x1.745d1548eea0bp-4)
        let a3 = fma(z, 0x1.e17007d034c5dp-5, -0x1.110c971163314p-4)
        let a4 = fma(z, 0x1.6ff4d8c8faf06p-5, -0x1.ab569af6606b8p-5)
        let a5 = fma(z, 0x1.e3a2a8148facdp-7, -0x1.0f4592322c26bp-5)
        let b0 = fma(z2, a1, a0)
        let b1 = fma(z2, a3, a2)
        let b2 = fma(z2, a5, a4)
        let c0 = fma(z4, b1, b0)
        return fma(z8, b2, c0)
    }

    /// (erf x/x − 2/√π)/z in z = x², on [0, 0.7225].
    @inlinable @inline(__always)
    static func errorFunction(_ z: Double) -> Double {
        let z2 = z * z
        let z4 = z2 * z2
        let z8 = z4 * z4
        let a0 = fma(z, 0x1.ce2f21a042be2p-4, -0x1.812746b0379e7p-2)
        let a1 = fma(z, 0x1.565bcd0e6a485p-8, -0x1.b82ce31288b4fp-6)
        let a2 = fma(z, 0x1.f9a326f8072fep-14, -0x1.c02db4003afacp-11)
        let a3 = fma(z, 0x1.b9e6bf6ce1cccp-20, -0x1.f4d25bebef71fp-17)
        let a4 = fma(z, 0x1.fca9832b70d6fp-27, -0x1.5f7345fa74f95p-23)
        let a5 = fma(z, 0x1.8ef2e2c087f4bp-34, -0x1.50b3e5bf7791fp-30)
        let b0 = fma(z2, a1, a0)
        let b1 = fma(z2, a3, a2)
        let b2 = fma(z2, a5, a4)
        let c0 = fma(z4, b1, b0)
        let c1 = fma(z4, -0x1.5a5c129144359p-38, b2)
        return fma(z8, c1, c0)
    }

    /// ((1 + 2x) exp(x²) erfc x − W₀)/t in t = (x − c)/(x + c), c = 0.8125, W₀ = 0x1.45caf9f93972bp0, on [-0.2573, 0.172].
    @inlinable @inline(__always)
    static func complementaryNear(_ t: Double) -> Double {
        let t2 = t * t
        let t4 = t2 * t2
        let t8 = t4 * t4
        let a0 = fma(t, -0x1.dd81b905d5bd9p-3, 0x1.f7828e7f638b7p-4)
        let a1 = fma(t, 0x1.412ab9cfc8712p-7, -0x1.74860ba17b37dp-4)
        let a2 = fma(t, 0x1.48bf3f2d79d8ep-6, 0x1.03d09616017dfp-5)
        let a3 = fma(t, -0x1.55cbf84a6a69bp-9, 0x1.5fa82a99d802ep-8)
        let a4 = fma(t, -0x1.a0a392de73dcfp-9, -0x1.2137e7aed3a84p-8)
        let a5 = fma(t, -0x1.652dc57930bcp-16, -0x1.5eedbffb4c5ecp-10)
        let a6 = fma(t, 0x1.41f000b9dc43ep-11, 0x1.2aff8918678c1p-11)
        let b0 = fma(t2, a1, a0)
        let b1 = fma(t2, a3, a2)
        let b2 = fma(t2, a5, a4)
        let b3 = fma(t2, 0x1.4af69cba86932p-12, a6)
        let c0 = fma(t4, b1, b0)
        let c1 = fma(t4, b3, b2)
        return fma(t8, c1, c0)
    }

    /// ((1 + 2x) exp(x²) erfc x − W₀)/t in t = (x − c)/(x + c), c = 1.6875, W₀ = 0x1.489662e6c8a2bp0, on [-0.1894, 0.1743].
    @inlinable @inline(__always)
    static func complementaryMiddle(_ t: Double) -> Double {
        let t2 = t * t
        let t4 = t2 * t2
        let t8 = t4 * t4
        let a0 = fma(t, -0x1.b277ab5f3cf3cp-3, -0x1.efc9c1908ab2dp-5)
        let a1 = fma(t, -0x1.fd0e05b5dadb2p-8, 0x1.23839e30b8587p-3)
        let a2 = fma(t, -0x1.4744c144798d9p-14, -0x1.5958052e0878cp-6)
        let a3 = fma(t, 0x1.03b66a26de2d3p-10, 0x1.09190a84d8b9cp-8)
        let a4 = fma(t, -0x1.df410a55a7532p-12, -0x1.3df9377569913p-11)
        let a5 = fma(t, 0x1.b351f9dad801ep-14, -0x1.3023c610324cep-15)
        let a6 = fma(t, 0x1.23175ff4adc0fp-19, 0x1.01b6e418df363p-14)
        let b0 = fma(t2, a1, a0)
        let b1 = fma(t2, a3, a2)
        let b2 = fma(t2, a5, a4)
        let b3 = fma(t2, -0x1.fc6efba7ad201p-17, a6)
        let c0 = fma(t4, b1, b0)
        let c1 = fma(t4, b3, b2)
        return fma(t8, c1, c0)
    }

    /// ((1 + 2x) exp(x²) erfc x − W₀)/t in t = (x − c)/(x + c), c = 3.875, W₀ = 0x1.3c370b9180588p0, on [-0.2351, 0.2152].
    @inlinable @inline(__always)
    static func complementaryFar(_ t: Double) -> Double {
        let t2 = t * t
        let t4 = t2 * t2
        let t8 = t4 * t4
        let a0 = fma(t, 0x1.3f8bf002749acp-7, -0x1.1ec34e5344008p-3)
        let a1 = fma(t, -0x1.ae5270a5756b8p-4, 0x1.335f66fc2fe09p-4)
        let a2 = fma(t, -0x1.01340a4c87c75p-4, 0x1.7e528399cb08cp-4)
        let a3 = fma(t, -0x1.a685aa4c1d0f5p-7, 0x1.0d2f833d7dd2fp-5)
        let a4 = fma(t, -0x1.06b57ab6d0db6p-13, 0x1.aa82ac176d1adp-9)
        let a5 = fma(t, 0x1.c6037fe270aafp-14, -0x1.3157b0b324a2fp-12)
        let a6 = fma(t, -0x1.de49452db701dp-17, 0x1.ddf33caf6395cp-19)
        let a7 = fma(t, 0x1.9d9f32793e441p-20, 0x1.435ac74c3d33bp-19)
        let b0 = fma(t2, a1, a0)
        let b1 = fma(t2, a3, a2)
        let b2 = fma(t2, a5, a4)
        let b3 = fma(t2, a7, a6)
        let c0 = fma(t4, b1, b0)
        let c1 = fma(t4, b3, b2)
        return fma(t8, c1, c0)
    }

    /// (√π x exp(x²) erfc x − 1)/z in z = 1/x², on [0.00125, 0.02781].
    @inlinable @inline(__always)
    static func complementaryRemote(_ z: Double) -> Double {
        let z2 = z * z
        let z4 = z2 * z2
        let z8 = z4 * z4
        let a0 = fma(z, 0x1.7ffffffff87b4p-1, -0x1.fffffffffffdfp-2)
        let a1 = fma(z, 0x1.a3fffbfebe144p2, -0x1.dffffff5446aap0)
        let a2 = fma(z, 0x1.44c7fdb60d3e6p7, -0x1.d87f1cedbf956p4)
        let a3 = fma(z, 0x1.e2bf4578d2ca4p12, -0x1.072febf965c9dp10)
        let a4 = fma(z, 0x1.74101a8fdb2b2p18, -0x1.caba744504de2p15)
        let b0 = fma(z2, a1, a0)
        let b1 = fma(z2, a3, a2)
        let b2 = fma(z2, -0x1.5b72e3d7f178ep20, a4)
        let c0 = fma(z4, b1, b0)
        return fma(z8, b2, c0)
    }

    /// (ln Γ(2 + u)/u − c₀ − c₁u)/u², on [-0.501, 0.501].
    @inlinable @inline(__always)
    static func logGamma(_ u: Double) -> Double {
        let u2 = u * u
        let u4 = u2 * u2
        let u8 = u4 * u4
        let u16 = u8 * u8
        let a0 = fma(u, 0x1.51322ac7d8484p-6, -0x1.13e001a557607p-4)
        let a1 = fma(u, 0x1.7add6eadb69b6p-9, -0x1.e404fc218f35ap-8)
        let a2 = fma(u, 0x1.0b36af867b17dp-11, -0x1.38ac5c2c3d98fp-10)
        let a3 = fma(u, 0x1.a127b09dd9a4p-14, -0x1.d3fd4c1f494ap-13)
        let a4 = fma(u, 0x1.580de987238dp-16, -0x1.78de77b659212p-15)
        let a5 = fma(u, 0x1.2592e45fe898ap-18, -0x1.3cb79e481d223p-17)
        let a6 = fma(u, 0x1.00e36789b8a4p-20, -0x1.12376f44a1847p-19)
        let a7 = fma(u, 0x1.b834181b9ec54p-23, -0x1.d27208b96fe62p-22)
        let a8 = fma(u, 0x1.0a679ae3f6f67p-24, -0x1.181cf45fc32dap-23)
        let b0 = fma(u2, a1, a0)
        let b1 = fma(u2, a3, a2)
        let b2 = fma(u2, a5, a4)
        let b3 = fma(u2, a7, a6)
        let c0 = fma(u4, b1, b0)
        let c1 = fma(u4, b3, b2)
        let d0 = fma(u8, c1, c0)
        return fma(u16, a8, d0)
    }

    /// x(ln Γ(x) − (x − ½) ln x + x − ½ ln 2π) in z = 1/x², on [0, 0.01563].
    @inlinable @inline(__always)
    static func stirling(_ z: Double) -> Double {
        let z2 = z * z
        let z4 = z2 * z2
        let a0 = fma(z, -0x1.6c16c16c16b29p-9, 0x1.5555555555555p-4)
        let a1 = fma(z, -0x1.38137ec070146p-11, 0x1.a01a019ee0dbep-11)
        let a2 = fma(z, -0x1.f5ff2fdcde511p-10, 0x1.b94f6d659214dp-11)
        let a3 = fma(z, -0x1.55b3a71b46dbp-6, 0x1.96db406143a31p-8)
        let b0 = fma(z2, a1, a0)
        let b1 = fma(z2, a3, a2)
        return fma(z4, b1, b0)
    }
}
