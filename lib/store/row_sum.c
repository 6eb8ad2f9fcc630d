#include "base/checksum.h"
#include "store/store_inside.h"

static uint32_t add_int(uint32_t sum, int64_t value)
{
    unsigned char bytes[8];
    int i;

    for (i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)value >> (8 * i));
    return checksum_add(sum, bytes, sizeof(bytes));
}

/* Its type and size too, so that two columns cannot run into each other. */
static uint32_t add_value(uint32_t sum, sqlite3_value *value)
{
    int type = sqlite3_value_type(value);
    const void *bytes;

    sum = add_int(sum, type);
    if (type == SQLITE_INTEGER)
        return add_int(sum, sqlite3_value_int64(value));
    bytes = sqlite3_value_blob(value);
    sum = add_int(sum, sqlite3_value_bytes(value));
    return bytes ? checksum_add(sum, bytes, (size_t)sqlite3_value_bytes(value))
                 : sum;
}

static void row_sum(sqlite3_context *to, int n, sqlite3_value **values)
{
    uint32_t sum = 0;
    int i;

    for (i = 0; i < n; i++)
        sum = add_value(sum, values[i]);
    sqlite3_result_int64(to, sum);
}

int store_add_row_sum(sqlite3 *db)
{
    return sqlite3_create_function_v2(db, "row_sum", -1,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC |
                                          SQLITE_INNOCUOUS,
                                      NULL, row_sum, NULL, NULL, NULL);
}
