// GDAL's C interface: rasters, vectors, spatial references, errors. Debian keeps the headers in a folder of their own.
#if __has_include(<gdal/gdal.h>)
#include <gdal/gdal.h>
#include <gdal/ogr_api.h>
#include <gdal/ogr_srs_api.h>
#include <gdal/cpl_conv.h>
#include <gdal/cpl_error.h>
#include <gdal/cpl_string.h>
#include <gdal/cpl_vsi.h>
#else
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#endif
#include <dlfcn.h>
#include <stdio.h>

// The library is opened when the first of its functions is called: with all that it brings along it takes 45 ms, at
// every start of the program if it were linked. NULL where it is not installed.
static inline void *late_library(void) {
    static void *library;
    char name[32];
    if (!library) library = dlopen("libgdal.so", RTLD_LAZY);
    if (!library) library = dlopen("libgdal.dylib", RTLD_LAZY);
    // Without the development package only numbered names are there; 28 is GDAL 3.2.
    for (int version = 60; !library && version >= 28; version--) {
        snprintf(name, sizeof name, "libgdal.so.%d", version);
        library = dlopen(name, RTLD_LAZY);
    }
    return library;
}

// late_NAME() is the function NAME of the library, with the type that its header gives it.
#define LATE(name) \
    static inline __typeof__(&name) late_##name(void) { return (__typeof__(&name))dlsym(late_library(), #name); }

LATE(CPLErrorReset) LATE(CPLGetLastErrorMsg) LATE(CPLGetLastErrorType) LATE(CPLPopErrorHandler) LATE(CPLPushErrorHandler)
LATE(CPLQuietErrorHandler) LATE(CPLSetConfigOption)
LATE(CSLDestroy) LATE(CSLSetNameValue)
LATE(VSIFCloseL) LATE(VSIFOpenL) LATE(VSIFReadL) LATE(VSIGetMemFileBuffer) LATE(VSIFree) LATE(VSIUnlink)
LATE(GDALAllRegister) LATE(GDALClose) LATE(GDALCreate) LATE(GDALCreateCopy) LATE(GDALDataTypeIsInteger) LATE(GDALDatasetGetLayerByName)
LATE(GDALFlushCache) LATE(GDALGetBlockSize) LATE(GDALGetDatasetDriver) LATE(GDALGetDriverShortName) LATE(GDALGetMaskBand)
LATE(GDALGetMaskFlags) LATE(GDALGetMetadataItem) LATE(GDALGetRasterColorInterpretation) LATE(GDALGetRasterOffset)
LATE(GDALGetRasterScale) LATE(GDALGetRasterUnitType) LATE(GDALGetDataTypeSizeBytes) LATE(GDALGetDriverByName) LATE(GDALGetGeoTransform)
LATE(GDALGetProjectionRef) LATE(GDALGetRasterBand) LATE(GDALGetRasterCount) LATE(GDALGetRasterDataType)
LATE(GDALGetRasterNoDataValue) LATE(GDALGetRasterXSize) LATE(GDALGetRasterYSize) LATE(GDALOpenEx) LATE(GDALRasterIO) LATE(GDALReadBlock)
LATE(GDALSetCacheMax64) LATE(GDALSetDescription) LATE(GDALSetGeoTransform) LATE(GDALSetMetadataItem) LATE(GDALSetProjection)
LATE(GDALCreateDatasetMaskBand) LATE(GDALSetRasterColorInterpretation) LATE(GDALSetRasterNoDataValue)
LATE(GDALSetRasterOffset) LATE(GDALSetRasterScale) LATE(GDALSetRasterUnitType)
LATE(OCTDestroyCoordinateTransformation) LATE(OCTNewCoordinateTransformation) LATE(OCTTransform)
LATE(OGR_F_Destroy) LATE(OGR_F_GetGeometryRef) LATE(OGR_G_GetGeometryCount) LATE(OGR_G_GetGeometryRef) LATE(OGR_G_GetPointCount)
LATE(OGR_G_GetX) LATE(OGR_G_GetY) LATE(OGR_L_GetNextFeature) LATE(OGR_L_ResetReading) LATE(OGR_L_SetSpatialFilterRect)
LATE(OSRDestroySpatialReference) LATE(OSRExportToWkt) LATE(OSRStripVertical) LATE(OSRGetAngularUnits) LATE(OSRGetAxis) LATE(OSRGetPrimeMeridian)
LATE(OSRGetTargetLinearUnits) LATE(OSRIsCompound) LATE(OSRIsVertical)
LATE(OSRGetLinearUnits) LATE(OSRIsGeographic) LATE(OSRIsLocal) LATE(OSRIsProjected)
LATE(OSRNewSpatialReference) LATE(OSRSetAxisMappingStrategy)
#undef LATE
