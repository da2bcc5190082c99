// zlib: DEFLATE and the CRC of ZIP archives.
#include <zlib.h>
