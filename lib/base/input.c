#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "base/memory.h"

enum {
    LINE_LID = 1024 * 1024,
    PIECE = 64 * 1024,
    PEEK = 4096,
    /* A line that has just passed the lid, its CR LF, and two pieces. */
    TEXT_ROOM = LINE_LID + 2 + 2 * PIECE,
};

struct input {
    int fd;
    int64_t taken, size;
    enum err fault;
    bool begun, at_end;
    void (*wait)(void *self);
    void *wait_self;

    bool zipped, in_member; /* a gzip file is one member after another */
    z_stream zip;
    unsigned char raw[PIECE]; /* of the file, from raw_at on not yet used */
    size_t raw_at, raw_end;

    char text[TEXT_ROOM + 1]; /* unzipped, from text_at on not handed out */
    size_t text_at, text_end;

    int64_t lines;
    bool skipping; /* the rest of a line that was cut */
};

static enum err open_error(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return ERR_NOT_FOUND;
    case EACCES:
    case EPERM:
        return ERR_FORBIDDEN;
    case EISDIR:
    case ELOOP:
    case ENAMETOOLONG:
    case ENXIO:
        return ERR_INVALID;
    default:
        return ERR_IO;
    }
}

enum err input_open(const char *path, struct input **ret_input)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    struct input *in;

    if (fd < 0)
        return open_error(errno);
    if (fstat(fd, &about) < 0 || S_ISDIR(about.st_mode)) {
        if (!is_stdin)
            close(fd);
        return ERR_INVALID;
    }
    in = mem_new(1, sizeof(*in));
    in->fd = fd;
    in->size = S_ISREG(about.st_mode) ? about.st_size : 0;
    *ret_input = in;
    return OK;
}

void input_close(struct input *in)
{
    if (!in)
        return;
    if (in->zipped)
        inflateEnd(&in->zip);
    if (in->fd != STDIN_FILENO)
        close(in->fd);
    free(in);
}

void input_on_wait(struct input *in, void (*wait)(void *self), void *self)
{
    in->wait = wait;
    in->wait_self = self;
}

/* A file is always ready; a pipe may not be. */
static bool is_ready(const struct input *in)
{
    struct pollfd p = {.fd = in->fd, .events = POLLIN};

    return poll(&p, 1, 0) != 0;
}

/* More bytes of the file behind those there are; false at its end. */
static bool raw_more(struct input *in)
{
    ssize_t n;

    if (in->raw_at == in->raw_end)
        in->raw_at = in->raw_end = 0;
    if (in->wait && !is_ready(in))
        in->wait(in->wait_self);
    do {
        n = read(in->fd, in->raw + in->raw_end, PIECE - in->raw_end);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        in->fault = ERR_IO;
    if (n <= 0)
        return false;
    in->raw_end += (size_t)n;
    in->taken += n;
    return true;
}

static size_t plain_bytes(struct input *in, char *to, size_t room)
{
    size_t n;

    if (in->raw_at == in->raw_end && !raw_more(in))
        return 0;
    n = in->raw_end - in->raw_at;
    if (n > room)
        n = room;
    memcpy(to, in->raw + in->raw_at, n);
    in->raw_at += n;
    return n;
}

/* Go to the next member; NUL bytes between members are padding. */
static bool next_member(struct input *in)
{
    for (;;) {
        while (in->raw_at < in->raw_end && in->raw[in->raw_at] == 0)
            in->raw_at++;
        if (in->raw_at < in->raw_end)
            break;
        if (!raw_more(in))
            return false;
    }
    inflateReset(&in->zip);
    in->in_member = true;
    return true;
}

static size_t unzipped_bytes(struct input *in, char *to, size_t room)
{
    size_t n = 0;
    int result;

    while (n == 0 && !in->fault) {
        if (!in->in_member && !next_member(in))
            break;
        if (in->raw_at == in->raw_end && !raw_more(in)) {
            if (!in->fault)
                in->fault = ERR_INVALID; /* cut off */
            break;
        }
        in->zip.next_in = in->raw + in->raw_at;
        in->zip.avail_in = (uInt)(in->raw_end - in->raw_at);
        in->zip.next_out = (unsigned char *)to;
        in->zip.avail_out = (uInt)room;
        result = inflate(&in->zip, Z_NO_FLUSH);
        in->raw_at = in->raw_end - in->zip.avail_in;
        n = room - in->zip.avail_out;
        if (result == Z_STREAM_END)
            in->in_member = false;
        else if (result != Z_OK && result != Z_BUF_ERROR)
            in->fault = ERR_INVALID;
    }
    return n;
}

/* More text behind that there is; false when there is no more to come. */
static bool text_more(struct input *in)
{
    size_t n, left = in->text_end - in->text_at;

    if (in->at_end)
        return false;
    if (TEXT_ROOM - in->text_end < PIECE) {
        memmove(in->text, in->text + in->text_at, left);
        in->text_at = 0;
        in->text_end = left;
    }
    n = in->zipped ? unzipped_bytes(in, in->text + in->text_end, PIECE)
                   : plain_bytes(in, in->text + in->text_end, PIECE);
    in->text_end += n;
    /* A fault may come with good bytes: they are handed out first. */
    in->at_end = n == 0 || in->fault;
    return n > 0;
}

/* See what kind of file it is.  Not when it is opened: a pipe may be slow. */
static void begin(struct input *in)
{
    if (in->begun)
        return;
    in->begun = true;
    while (in->raw_end < 2 && raw_more(in))
        ;
    in->zipped = in->raw_end >= 2 && in->raw[0] == 0x1F && in->raw[1] == 0x8B;
    if (in->zipped && inflateInit2(&in->zip, 15 + 16) != Z_OK)
        mem_none();
    in->in_member = in->zipped;
    while (in->text_end < 3 && text_more(in))
        ;
    if (in->text_end >= 3 && memcmp(in->text, "\xEF\xBB\xBF", 3) == 0)
        in->text_at = 3;
}

/* The first LF not before `from`, found or (false) fetched up to the lid. */
static bool find_lf(struct input *in, size_t *ret_n)
{
    size_t seen = 0, n;
    const char *lf;

    for (;;) {
        n = in->text_end - in->text_at;
        lf = memchr(in->text + in->text_at + seen, '\n', n - seen);
        if (lf) {
            *ret_n = (size_t)(lf - (in->text + in->text_at));
            return true;
        }
        seen = n;
        if (n > LINE_LID + 1 || !text_more(in)) {
            *ret_n = n;
            return false;
        }
    }
}

static void skip_rest(struct input *in)
{
    size_t n;

    while (in->skipping) {
        bool found = find_lf(in, &n);

        in->skipping = !found && n > LINE_LID + 1;
        in->text_at += n + found;
    }
}

bool input_line(struct input *in, struct line *ret_line)
{
    struct line l = {0};
    bool found;
    char *text;

    begin(in);
    skip_rest(in);
    found = find_lf(in, &l.n);
    text = in->text + in->text_at;
    in->text_at += l.n + found;
    in->skipping = !found && l.n > LINE_LID + 1;
    if (!found && !in->skipping && (l.n == 0 || in->fault))
        return false;
    if (found && l.n > 0 && text[l.n - 1] == '\r')
        l.n--;
    if (l.n > LINE_LID) {
        l.n = LINE_LID;
        l.cut = true;
    }
    l.open = !found && !l.cut;
    text[l.n] = '\0';
    l.text = text;
    l.number = ++in->lines;
    *ret_line = l;
    return true;
}

size_t input_bytes(struct input *in, char *to, size_t room)
{
    size_t n;

    begin(in);
    if (in->text_at == in->text_end && !text_more(in))
        return 0;
    n = in->text_end - in->text_at;
    if (n > room)
        n = room;
    memcpy(to, in->text + in->text_at, n);
    in->text_at += n;
    return n;
}

size_t input_peek(struct input *in, const char **ret_bytes)
{
    size_t n;

    begin(in);
    while (in->text_end - in->text_at < PEEK && text_more(in))
        ;
    n = in->text_end - in->text_at;
    *ret_bytes = in->text + in->text_at;
    return n < PEEK ? n : PEEK;
}

enum err input_fault(const struct input *in)
{
    return in->fault;
}

int64_t input_taken(const struct input *in)
{
    return in->taken;
}

int64_t input_size(const struct input *in)
{
    return in->size;
}
