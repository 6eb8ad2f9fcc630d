#include "base/compress.h"

#include <stdlib.h>
#include <zstd.h>

#include "base/memory.h"

/* Higher levels gain little on what is this small.  Matches of a few bytes are
 * as short said otherwise, and take longer to expand. */
enum { LEVEL = 1, MATCH_MIN = 7 };

static void set(ZSTD_CCtx *context, ZSTD_cParameter what, int value)
{
    if (ZSTD_isError(ZSTD_CCtx_setParameter(context, what, value)))
        mem_none();
}

void compress_add(struct buf *to, const void *bytes, size_t n)
{
    size_t room = ZSTD_compressBound(n), size;
    char *at = mem_new(room, 1);
    ZSTD_CCtx *context = ZSTD_createCCtx();

    if (!context)
        mem_none();
    set(context, ZSTD_c_compressionLevel, LEVEL);
    set(context, ZSTD_c_minMatch, MATCH_MIN);
    set(context, ZSTD_c_checksumFlag, 1);
    size = ZSTD_compress2(context, at, room, bytes, n);
    if (ZSTD_isError(size))
        mem_none(); /* there is room, so it can be nothing else */
    buf_add(to, at, size);
    (void)ZSTD_freeCCtx(context);
    free(at);
}

void expander_release(struct expander *x)
{
    (void)ZSTD_freeDCtx(x->context);
    free(x->at);
    *x = (struct expander){0};
}

enum err expand(struct expander *x, const void *bytes, size_t n, size_t most,
                const void **ret_bytes, size_t *ret_n)
{
    unsigned long long size = ZSTD_getFrameContentSize(bytes, n);

    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN ||
        size > most)
        return ERR_INVALID;
    if (!x->context && !(x->context = ZSTD_createDCtx()))
        mem_none();
    if (size > x->room) {
        free(x->at);
        x->room = (size_t)size;
        x->at = mem_new(x->room, 1);
    }
    if (ZSTD_decompressDCtx(x->context, x->at, x->room, bytes, n) != size)
        return ERR_INVALID;
    *ret_bytes = x->at;
    *ret_n = (size_t)size;
    return OK;
}
