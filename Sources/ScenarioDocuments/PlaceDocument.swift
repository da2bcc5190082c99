import Quantities

/// A place on the ground: east and north of the scenario's origin, or latitude and longitude (WGS84).
public enum PlaceDocument: DocumentObject, Sendable, Equatable {
    /// Metres east and north of the origin, in its tangent plane.
    case local(east: Metres, north: Metres)
    /// Radians.
    case geodetic(latitude: Radians, longitude: Radians)

    package init(reading fields: inout FieldReader) {
        self = Self.read(&fields)
    }

    /// Reads the four keys out of a map that may hold others too (a way-point).
    static func read(_ fields: inout FieldReader) -> PlaceDocument {
        let east = fields.optionalNumber("east_km", in: -3000...3000, "east of the origin")
        let north = fields.optionalNumber("north_km", in: -3000...3000, "north of the origin")
        let latitude = fields.optionalNumber("latitude_deg", in: -90...90, "geodetic latitude, WGS84, instead of east and north")
        let longitude = fields.optionalNumber("longitude_deg", in: -180...180, "longitude, WGS84")
        switch (east, north, latitude, longitude) {
        case (let east?, let north?, nil, nil): return .local(east: east, north: north)
        case (nil, nil, let latitude?, let longitude?): return .geodetic(latitude: latitude, longitude: longitude)
        default:
            let keys = ["east_km", "north_km", "latitude_deg", "longitude_deg"].filter { fields.has($0) }
            // A value that was there but faulty has been complained of already.
            if Set(keys) != ["east_km", "north_km"], Set(keys) != ["latitude_deg", "longitude_deg"] {
                let found = keys.isEmpty ? "no place" : keys.joined(separator: ", ")
                fields.complain(nil, "found \(found), allowed: east_km and north_km, or latitude_deg and longitude_deg")
            }
            return .local(east: 0, north: 0)
        }
    }
}

/// Latitude and longitude, radians, WGS84.
public struct GeodeticPlaceDocument: DocumentObject, Sendable, Equatable {
    package let latitude: Radians
    package let longitude: Radians

    package init(reading fields: inout FieldReader) {
        latitude = fields.number("latitude_deg", in: -89...89, "geodetic latitude, WGS84, north positive")
        longitude = fields.number("longitude_deg", in: -180...180, "longitude, WGS84, east positive")
    }
}
