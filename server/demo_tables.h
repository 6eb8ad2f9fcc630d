/*
 * demo_tables.h - what the demonstration's attempts are drawn from.
 *
 * One table a journey: at each step, how likely a person is to be refused, to
 * go back, to save, to telephone, to leave, and how long they take.  All
 * shares are per cent.  docs-site/demo.md says the same in words.
 */
#ifndef SERVER_DEMO_TABLES_H
#define SERVER_DEMO_TABLES_H

#include <stddef.h>

enum { DEMO_RULES = 3, DEMO_EXITS = 2, DEMO_DAYS = 90, DEMO_RELEASE_DAY = 45 };

/* What is refused.  The shares of a step are together 100. */
struct demo_rule {
    const char *field, *rule;
    int share;
};

/* A way out of the journey, after an answer that was taken. */
struct demo_exit {
    const char *end;
    int share;
};

/* One step of the way, and what happens there. */
struct demo_stage {
    const char *step;
    int median_s;      /* time taken, half of them less */
    int leaves;        /* leave without trying */
    int refused;       /* submits that are refused at first; then half of it */
    int refused_later; /* the same from the next release on; 0: no change */
    int gives_up;      /* of those refused, leave there and then */
    int goes_back;     /* go back one step, and come again */
    int saves;         /* save for later; two in three come back */
    int helps;         /* open the help */
    int telephones;    /* of those who leave, ring the council instead */
    struct demo_rule rules[DEMO_RULES];
    struct demo_exit exits[DEMO_EXITS];
};

struct demo_journey {
    const char *id;
    const char *file;             /* its definition, embedded */
    const char *release;          /* that is out at first */
    const char *next;             /* from DEMO_RELEASE_DAY on; NULL: none */
    int a_day;                    /* attempts, of a usual day */
    const struct demo_stage *way; /* ends with {0} */
    const char *end;              /* where the way leads */
};

extern const struct demo_journey demo_journeys[]; /* ends with {0} */

/* Of all attempts: with help by telephone, in Welsh, rated at the end; and of
 * those without help: on a mobile, and of the rest on a desktop. */
enum {
    DEMO_ASSISTED = 7,
    DEMO_WELSH = 3,
    DEMO_RATED = 12,
    DEMO_MOBILE = 64,
    DEMO_DESKTOP = 85,
    DEMO_COMES_BACK = 66, /* of those who saved, within four days */
};

/* How busy a day is, Monday first, and each hour of it, as shares of the
 * usual: the hours of the council's telephones are 9 to 17, Monday to
 * Friday. */
extern const int demo_weekdays[7], demo_hours[24], demo_office_hours[24];

#endif
