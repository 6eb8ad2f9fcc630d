/*
 * varint.h - numbers in as few bytes as they need (LEB128; zigzag for signs).
 */
#ifndef TRACKER_VARINT_H
#define TRACKER_VARINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

void varint_write(struct buf *to, uint64_t v);
void varint_write_signed(struct buf *to, int64_t v);

/* Bytes being read; `bad` is set, and 0 read, past the end. */
struct varint_reader {
    const unsigned char *at, *end;
    bool bad;
};

struct varint_reader varint_reader_make(const void *bytes, size_t n);
uint64_t varint_read(struct varint_reader *r);
int64_t varint_read_signed(struct varint_reader *r);

#endif
