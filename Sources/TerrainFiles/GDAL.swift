import CGDAL

/// GDAL's functions by their own names, found in its library when first called; `isInstalled` must have been asked before.
enum GDAL {
    static let isInstalled = late_library() != nil

    static let CPLErrorReset = late_CPLErrorReset()!
    static let CPLGetLastErrorMsg = late_CPLGetLastErrorMsg()!
    static let CPLGetLastErrorType = late_CPLGetLastErrorType()!
    static let CPLPopErrorHandler = late_CPLPopErrorHandler()!
    static let CPLPushErrorHandler = late_CPLPushErrorHandler()!
    static let CPLQuietErrorHandler = late_CPLQuietErrorHandler()!
    static let CSLDestroy = late_CSLDestroy()!
    static let CSLSetNameValue = late_CSLSetNameValue()!
    static let VSIFCloseL = late_VSIFCloseL()!
    static let VSIFOpenL = late_VSIFOpenL()!
    static let VSIFReadL = late_VSIFReadL()!
    static let VSIGetMemFileBuffer = late_VSIGetMemFileBuffer()!
    static let VSIFree = late_VSIFree()!
    static let VSIUnlink = late_VSIUnlink()!
    static let GDALAllRegister = late_GDALAllRegister()!
    static let GDALClose = late_GDALClose()!
    static let GDALCreate = late_GDALCreate()!
    static let GDALDataTypeIsInteger = late_GDALDataTypeIsInteger()!
    static let GDALDatasetGetLayerByName = late_GDALDatasetGetLayerByName()!
    static let GDALFlushCache = late_GDALFlushCache()!
    static let GDALGetBlockSize = late_GDALGetBlockSize()!
    static let GDALGetDataTypeSizeBytes = late_GDALGetDataTypeSizeBytes()!
    static let GDALGetDriverByName = late_GDALGetDriverByName()!
    static let GDALGetGeoTransform = late_GDALGetGeoTransform()!
    static let GDALGetProjectionRef = late_GDALGetProjectionRef()!
    static let GDALGetRasterBand = late_GDALGetRasterBand()!
    static let GDALGetRasterCount = late_GDALGetRasterCount()!
    static let GDALGetRasterDataType = late_GDALGetRasterDataType()!
    static let GDALGetRasterNoDataValue = late_GDALGetRasterNoDataValue()!
    static let GDALGetRasterXSize = late_GDALGetRasterXSize()!
    static let GDALGetRasterYSize = late_GDALGetRasterYSize()!
    static let GDALOpenEx = late_GDALOpenEx()!
    static let GDALRasterIO = late_GDALRasterIO()!
    static let GDALSetCacheMax64 = late_GDALSetCacheMax64()!
    static let GDALSetDescription = late_GDALSetDescription()!
    static let GDALSetGeoTransform = late_GDALSetGeoTransform()!
    static let GDALSetMetadataItem = late_GDALSetMetadataItem()!
    static let GDALSetProjection = late_GDALSetProjection()!
    static let OCTDestroyCoordinateTransformation = late_OCTDestroyCoordinateTransformation()!
    static let OCTNewCoordinateTransformation = late_OCTNewCoordinateTransformation()!
    static let OCTTransform = late_OCTTransform()!
    static let OGR_F_Destroy = late_OGR_F_Destroy()!
    static let OGR_F_GetGeometryRef = late_OGR_F_GetGeometryRef()!
    static let OGR_G_GetGeometryCount = late_OGR_G_GetGeometryCount()!
    static let OGR_G_GetGeometryRef = late_OGR_G_GetGeometryRef()!
    static let OGR_G_GetPointCount = late_OGR_G_GetPointCount()!
    static let OGR_G_GetX = late_OGR_G_GetX()!
    static let OGR_G_GetY = late_OGR_G_GetY()!
    static let OGR_L_GetNextFeature = late_OGR_L_GetNextFeature()!
    static let OGR_L_ResetReading = late_OGR_L_ResetReading()!
    static let OGR_L_SetSpatialFilterRect = late_OGR_L_SetSpatialFilterRect()!
    static let OSRDestroySpatialReference = late_OSRDestroySpatialReference()!
    static let OSRGetLinearUnits = late_OSRGetLinearUnits()!
    static let OSRIsGeographic = late_OSRIsGeographic()!
    static let OSRIsLocal = late_OSRIsLocal()!
    static let OSRIsProjected = late_OSRIsProjected()!
    static let OSRNewSpatialReference = late_OSRNewSpatialReference()!
    static let OSRSetAxisMappingStrategy = late_OSRSetAxisMappingStrategy()!
}
