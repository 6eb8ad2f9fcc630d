/*
 * fractal_config.h - the files of configuration of a Fractal library.
 *
 * YAML and JSON are read, each file once.  What is JavaScript would have to be
 * run, and is not; that is told, and so is what cannot be read.
 */
#ifndef PATTERNS_FRACTAL_CONFIG_H
#define PATTERNS_FRACTAL_CONFIG_H

#include <jansson.h>
#include <stdbool.h>

#include "patterns/files.h"
#include "patterns/import.h"

struct fractal_config {
    const struct file *file;
    json_t *json;   /* NULL: it cannot be read, which was told */
    bool is_script; /* and that is why */
    struct fractal_config *next;
};

struct fractal_configs {
    struct pattern_import *im; /* in whose arena they are */
    const struct files *files; /* of the library; borrowed */
    struct fractal_config *first;
};

/* NAME.yml, .yaml, .json or .js in that folder ("atoms/"); NULL: none is
 * there. */
const struct fractal_config *fractal_config_find(struct fractal_configs *cs,
                                                 const char *folder,
                                                 const char *name);

/* "config.yml" of that folder, or one named as the folder is; NULL: none. */
const struct fractal_config *fractal_config_of(struct fractal_configs *cs,
                                               const char *folder);

/* "units/01-button/" becomes "units/"; false: there is none above. */
bool fractal_folder_above(char *folder);

#endif
