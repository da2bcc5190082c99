#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The elementary functions of the engine, in one place, so that results do not depend on the processor's C library.
///
/// Every engine module calls these and never the C library's. Arguments and results are radians and linear values.
public enum Elementary {
    @inlinable public static func sin(_ x: Double) -> Double { Glibc.sin(x) }
    @inlinable public static func cos(_ x: Double) -> Double { Glibc.cos(x) }
    @inlinable public static func sincos(_ x: Double) -> (sin: Double, cos: Double) { (Glibc.sin(x), Glibc.cos(x)) }
    @inlinable public static func tan(_ x: Double) -> Double { Glibc.tan(x) }
    @inlinable public static func asin(_ x: Double) -> Double { Glibc.asin(x) }
    @inlinable public static func acos(_ x: Double) -> Double { Glibc.acos(x) }
    @inlinable public static func atan(_ x: Double) -> Double { Glibc.atan(x) }
    @inlinable public static func atan2(_ y: Double, _ x: Double) -> Double { Glibc.atan2(y, x) }
    @inlinable public static func exp(_ x: Double) -> Double { Glibc.exp(x) }
    @inlinable public static func exp2(_ x: Double) -> Double { Glibc.exp2(x) }
    @inlinable public static func expm1(_ x: Double) -> Double { Glibc.expm1(x) }
    @inlinable public static func log(_ x: Double) -> Double { Glibc.log(x) }
    @inlinable public static func log2(_ x: Double) -> Double { Glibc.log2(x) }
    @inlinable public static func log10(_ x: Double) -> Double { Glibc.log10(x) }
    @inlinable public static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
    @inlinable public static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
    @inlinable public static func sinh(_ x: Double) -> Double { Glibc.sinh(x) }
    @inlinable public static func cosh(_ x: Double) -> Double { Glibc.cosh(x) }
    @inlinable public static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
    @inlinable public static func asinh(_ x: Double) -> Double { Glibc.asinh(x) }
    @inlinable public static func atanh(_ x: Double) -> Double { Glibc.atanh(x) }
    @inlinable public static func cbrt(_ x: Double) -> Double { Glibc.cbrt(x) }
    @inlinable public static func hypot(_ x: Double, _ y: Double) -> Double { Glibc.hypot(x, y) }
    @inlinable public static func erf(_ x: Double) -> Double { Glibc.erf(x) }
    @inlinable public static func erfc(_ x: Double) -> Double { Glibc.erfc(x) }
    @inlinable public static func lgamma(_ x: Double) -> Double { Glibc.lgamma(x) }
}
