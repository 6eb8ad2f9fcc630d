#include "tracker/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void names_init(struct names *names)
{
    *names = (struct names){.n = 1};
    map_init(&names->numbers);
    names->texts = mem_grow(NULL, 1, &names->room, sizeof(*names->texts));
    names->texts[0] = NULL;
}

void names_release(struct names *names)
{
    size_t i;

    for (i = 1; i < names->n; i++)
        free(names->texts[i]);
    free(names->texts);
    map_release(&names->numbers);
    *names = (struct names){0};
}

uint16_t names_find(const struct names *names, const char *word)
{
    const int64_t *number = map_find(&names->numbers, word, strlen(word));

    return number ? (uint16_t)*number : 0;
}

const char *names_text(const struct names *names, uint16_t number)
{
    return number < names->n ? names->texts[number] : NULL;
}

uint16_t names_add(struct names *names, const char *word)
{
    bool added;
    int64_t *number = map_put(&names->numbers, word, strlen(word), &added);

    *number = (int64_t)names->n;
    names->texts =
        mem_grow(names->texts, names->n, &names->room, sizeof(*names->texts));
    names->texts[names->n++] = mem_strdup(word);
    return (uint16_t)*number;
}
