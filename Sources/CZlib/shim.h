// zlib. `deflateInit2` and `inflateInit2` are macros: each has an inline door.
#pragma once
#include <zlib.h>

static inline int wirecopy_deflate_init(z_streamp stream, int level, int windowBits, int memLevel) {
  return deflateInit2(stream, level, Z_DEFLATED, windowBits, memLevel, Z_DEFAULT_STRATEGY);
}
static inline int wirecopy_inflate_init(z_streamp stream, int windowBits) { return inflateInit2(stream, windowBits); }
