/*
 * checksum.h - has a disk changed a bit?  CRC-32 (that of gzip), by zlib.
 *
 * Every single changed bit, and every burst of up to 32, gives another sum.
 * Against accidents only: whoever means to can make bytes fit a sum.
 */
#ifndef BASE_CHECKSUM_H
#define BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* The sum of what `sum` is of and the bytes behind it; 0 is that of nothing. */
uint32_t checksum_add(uint32_t sum, const void *bytes, size_t n);

#endif
