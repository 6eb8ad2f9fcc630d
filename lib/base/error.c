#include "base/error.h"

const char *err_text(enum err e)
{
    switch (e) {
    case OK:
        return "ok";
#define X(name, text)                                                          \
    case name:                                                                 \
        return text;
        ERR_MAP(X)
#undef X
    }
    return "unknown error";
}
