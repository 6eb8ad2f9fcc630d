/* waymark: finds the command that was named, and runs it. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json_scratch.h"
#include "base/text.h"
#include "server/commands.h"

static const char version_text[] = "waymark 0.1.0";

/* clang-format off */
#define READ_HELP \
    "\nFiles may be gzipped; \"-\" is standard input.  --format is auto (the\n" \
    "default), ndjson, tsv, csv or xes.  Columns of a CSV are found by name,\n" \
    "or named with --case, --step and --time."
/* clang-format on */

static const struct command commands[] = {
    {"serve", "Serve the site",
     "[--listen 127.0.0.1:8080] [--host NAME]... [--proxy ADDRESS]...\n"
     "       [--port-file FILE] [--live DIR] [--now TIME]",
     "\nPort 0 picks a free port; --port-file writes it to a file.  --host is "
     "a\n"
     "name the site answers to, beside localhost and addresses; a request for\n"
     "another is refused.  --proxy is a reverse proxy whose X-Forwarded-For "
     "is\n"
     "believed.  --live shows entries, brands and templates as they are saved "
     "in\n"
     "DIR, a catalogue or a source tree.\n",
     run_serve},
    {"demo", "Fill an empty data folder with a demonstration council",
     "[--now TIME]",
     "\nA made-up council with made-up attempts, the same every time but for\n"
     "the days, which end yesterday.  All are sent through /v1/events.\n",
     run_demo},
    {"journey add", "Add a journey, or its next version, from its definition",
     "FILE [--now TIME]",
     "\nRefuses only what cannot be counted, and says where.  The same file\n"
     "again changes nothing.\n",
     run_journey_add},
    {"journey discover", "Propose a journey definition from a log",
     "FILE --id ID [--format F] [--zone Europe/London]\n"
     "       [--case COLUMN] [--step COLUMN] [--time COLUMN]",
     READ_HELP "  --zone is\nthe time zone of times that name none.\n",
     run_journey_discover},
    {"journey lint", "Look for what is wrong with journeys that can be counted",
     "FILE... [--json]\n       --rules",
     "\nWays that lead nowhere, answers nobody can give, steps nobody "
     "reaches.\n"
     "Each finding has its file and line, what to do, and its rule in "
     "brackets;\n--rules lists them with the reason.  Exit 1: something was "
     "found.\n",
     run_journey_lint},
    {"journey list", "List the journeys", "[--json]", "", run_journey_list},
    {"journey remove", "Remove a journey, with its attempts and figures",
     "JOURNEY [--yes]",
     "\nOne that has attempts goes only with --yes; without it, how many would "
     "go\n"
     "is told.  If it is interrupted, a server goes on, or the same command.\n",
     run_journey_remove},
    {"import", "Import events from files",
     "[--journey ID] [--format F] [--case COLUMN] [--step COLUMN]\n"
     "       [--time COLUMN] [--dry-run] [--json] [--now TIME] FILE...",
     READ_HELP "  Without --journey FILE is what\n`waymark export` printed: "
               "journeys that are not here are added.\n",
     run_import},
    {"imports", "List what was imported", "[--json]", "", run_imports},
    {"undo", "Take back an import by its number", "NUMBER", "", run_undo},
    {"figures", "Print what a journey's attempts came to",
     "ID [--from DAY] [--until DAY] [--version N|all]\n" SEGMENT_USAGE
     " [--now TIME] [--json]",
     "\nDays are inclusive.  Attempts count on the day they started.\n",
     run_figures},
    {"funnel", "Count the attempts that went through steps in order",
     "ID --step A --step B ... [--window 7d] [--start best|first]\n"
     "       [--order open|strict|any] [--from DAY] [--until "
     "DAY]\n" SEGMENT_USAGE " [--json]",
     "\nA step is named by its id or its exact title.\n", run_funnel},
    {"slice", "Count attempts by their attributes",
     "ID [--where NAME=VALUE]... [--by NAME] [--from DAY] [--until DAY]\n"
     "       [--now TIME] [--json]",
     "\nNAME is one of state, outcome, standing, resting, furthest, left-by,\n"
     "rating, channel, device, lang, release and variant; \"none\" is the\n"
     "value of what was not given, \"nowhere\" that of no step.  All\n"
     "attempts are counted, joined later and held apart too: standing tells\n"
     "which.\n",
     run_slice},
    {"paths",
     "Print by which steps attempts came to a step, or where they went",
     "ID --before STEP | --after STEP | --after-leaving STEP [--depth 3]\n"
     "       [--most 20] [--from DAY] [--until DAY]\n" SEGMENT_USAGE
     " [--json]",
     "\nA step is named by its id or its exact title.\n", run_paths},
    {"attempts", "Print every attempt, one line of JSON each",
     "ID [--ndjson]\n" SEGMENT_USAGE " [--now TIME]", "", run_attempts},
    {"export", "Print journeys and all their events, to be imported elsewhere",
     "[ID] [--ndjson]",
     "\nOf one journey or of all: the definitions first, then the events of\n"
     "one attempt after another, one line of JSON each.  `waymark import "
     "FILE`\n"
     "takes it back: where it came from nothing is counted twice, in an empty\n"
     "folder the figures are the same.\n",
     run_export},
    {"quarantine add", "Hold attempts apart, until the quarantine is removed",
     "JOURNEY --reason TEXT\n"
     "       (--release R | --import N | --from DAY --until DAY)",
     "\nThey are kept and shown with the reason, and in no other figure.  "
     "Days are\n"
     "those on which attempts started, inclusive.\n",
     run_quarantine_add},
    {"quarantine list", "List what is held apart, and why", "[--json]", "",
     run_quarantine_list},
    {"quarantine remove", "Count attempts again that were held apart", "NUMBER",
     "\nEvery figure is then what it would be without it.\n",
     run_quarantine_remove},
    {"key add", "Make a write key for a service's servers", "SERVICE",
     "\nPrints the key once; only a hash of it is kept.  SERVICE is its id, "
     "or\n"
     "organisation/id.  Servers send it as Authorization: Bearer KEY.\n",
     run_key_add},
    {"key remove", "Take a write key out of use", "NUMBER", "", run_key_remove},
    {"key allow", "Let pages of an origin send a service's events",
     "SERVICE ORIGIN", "\nAn origin is https://forms.example.org, no path.\n",
     run_key_allow},
    {"key deny", "No longer let pages of an origin send events",
     "SERVICE ORIGIN", "", run_key_deny},
    {"key list", "List write keys and allowed origins", "[--json]", "",
     run_key_list},
    {"content", "Check pieces of content against their type", "TYPE FILE...",
     "\nTYPE is the name of an entry with a content.yml, as "
     "\"opening-times\".\n"
     "Each problem is told with its file, line and JSON path.  Exit 1: there\n"
     "are some.\n",
     run_content},
    {"lint", "Look for what readers of the pattern library would stumble over",
     "[DIR] [--json] [--now TIME]\n       --rules [--json]",
     "\nDIR is a folder of entries, or of one entry; without it, the entries\n"
     "that are built in and those of the data folder.  Each finding has its\n"
     "file and line, what to do, and its rule in brackets; --rules lists them\n"
     "with the reason.  Exit 1: something was found.\n",
     run_lint},
    {"import-patterns", "Bring in other people's pattern library",
     "SOURCE DIR [--prefix NAME] [--style FILE]\n       [--dry-run] [--json]",
     "\nSOURCE and DIR are one of\n"
     "  govuk-frontend       its npm package: components\n"
     "  nhsuk-frontend       its npm package: components\n"
     "  govuk-design-system  its folder src: pages of guidance\n"
     "  moj                  moj-frontend's folder docs: pages of guidance\n"
     "  fractal              a Fractal library's folder of components\n"
     "  pattern-lab          a Pattern Lab's folder source\n"
     "  pack                 a file that export-patterns wrote\n"
     "Each becomes entries in DATA/catalogue, without marks that only their\n"
     "owner may show.  --prefix begins the names of entries of a Fractal or a\n"
     "Pattern Lab.  --style names the compiled stylesheet to show examples "
     "in,\n"
     "where it is not the one that the library names.  No script of theirs is\n"
     "run.  Importing again changes nothing.\n",
     run_import_patterns},
    {"export-patterns", "Write entries into one file, to give away",
     "FILE [--own] [KIND/SLUG...]",
     "\nA zip file that import-patterns pack reads.  Without names it holds "
     "the\n"
     "whole catalogue, with --own only the entries of the data folder.\n",
     run_export_patterns},
    {"build", "Write the pattern library and the documentation as a folder",
     "OUT [--now TIME]",
     "\nA site of plain files, search included: any web server can serve the\n"
     "folder, and a browser can open it from a disk.  The entries are those "
     "of\n"
     "the program and of DATA/catalogue; where there is data, their figures\n"
     "are in it.  Again it writes only what would be different, removes what\n"
     "is gone, and leaves alone what is not its own.\n",
     run_build},
    {"process", "Show a process in BPMN 2.0 as text, drawing, data or BPMN",
     "FILE [--text | --svg | --json | --with-diagram] [--anew]",
     "\nThe ordered text is what is printed unless another is asked for.\n"
     "--with-diagram prints the file with a diagram, which other tools need "
     "to\n"
     "show it.  A diagram in the file is used; --anew lays it out again.  "
     "What\n"
     "should be mended goes to standard error.\n",
     run_process},
    {"notice", "Write a privacy notice for a service",
     "[--organisation NAME] [--service NAME] [--contact WHOM]\n"
     "       [--choice ADDRESS] [--storage session|none|own] [--months N]\n"
     "       [--html]",
     "\nA draft in plain English for the statistical-purposes exception, as\n"
     "text or as HTML; what a data protection officer has to confirm goes to\n"
     "standard error.  What is not given stays as a gap in brackets.\n",
     run_notice},
    {"backup", "Copy everything to a new folder, while the site is served",
     "DIR [--without-key]",
     "\njourneys.db, attempt.key, the catalogue, and a manifest with digests.\n"
     "With --without-key the key is left out: keep a copy of it elsewhere.\n",
     run_backup},
    {"restore", "Bring a backup back into an empty data folder", "DIR",
     "\nEvery file is held against the manifest first, every figure recounted\n"
     "after.  Nothing is ever overwritten.\n",
     run_restore},
    {"forget", "Remove one attempt, from trails and from figures",
     "JOURNEY ATTEMPT-ID",
     "\nThe id as the service made it, or h: and the hash of an export.\n",
     run_forget},
    {"retain", "Drop trails older than their journey's retentionMonths",
     "[--now TIME]",
     "\nFigures stay.  It can stop at any time and run again.\n", run_retain},
    {"verify", "Recount all figures from the trails", "",
     "\nExit 0: all is well.  Exit 1: what differs is printed.\n", run_verify},
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static void print_help(FILE *to)
{
    size_t i;

    (void)fprintf(to, "Waymark shows where people give up a digital service, "
                      "and what to do about it.\n\n"
                      "Usage: waymark [--data DIR] COMMAND ...\n\n");
    for (i = 0; i < COMMANDS; i++)
        (void)fprintf(to, "  %-17s %s\n", commands[i].name, commands[i].about);
    (void)fprintf(to, "\nEach has --help.  The data folder is ./data unless "
                      "--data names another.\n"
                      "DAY is as 2026-03-02, TIME as 2026-03-02T10:00:00Z.\n");
}

static int help(void)
{
    print_help(stdout);
    return finish_output(EXIT_DONE);
}

/* Is it the first word of names of several, as "journey" is? */
static bool begins_name(const struct command *cmd, const char *word)
{
    size_t n = strlen(word);

    return text_starts(cmd->name, word) && cmd->name[n] == ' ';
}

/* "journey" alone, or with a second word that is none of its own. */
static int half_a_name(const char *word, bool asks_help)
{
    FILE *to = asks_help ? stdout : stderr;
    size_t i, n = 0;

    for (i = 0; i < COMMANDS; i++) {
        if (!begins_name(&commands[i], word))
            continue;
        if (n++ == 0)
            (void)fprintf(to, "waymark %s is followed by one more word:\n\n",
                          word);
        (void)fprintf(to, "  %-17s %s\n", commands[i].name, commands[i].about);
    }
    if (n == 0)
        return failed(EXIT_USED_WRONGLY,
                      "\"%s\" is no command; `waymark --help` lists them",
                      word);
    return asks_help ? finish_output(EXIT_DONE) : EXIT_USED_WRONGLY;
}

/* How many words of argv are that command's name; 0: it is another. */
static int words_of(const struct command *cmd, int argc, char **argv)
{
    const char *name = cmd->name;
    int words = 0;

    while (words < argc && *name) {
        size_t n = strcspn(name, " ");

        if (strlen(argv[words]) != n || memcmp(argv[words], name, n) != 0)
            return 0;
        words++;
        name += n + (name[n] == ' ');
    }
    return *name ? 0 : words;
}

static bool is_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static bool asks_help(const struct call *c)
{
    int i;

    for (i = 0; i < c->argc; i++)
        if (is_help(c->argv[i]))
            return true;
    return false;
}

static int run(struct call *c, int argc, char **argv)
{
    size_t i;

    for (i = 0; i < COMMANDS; i++) {
        const struct command *cmd = &commands[i];
        int words = words_of(cmd, argc, argv);

        if (words == 0)
            continue;
        c->argc = argc - words;
        c->argv = argv + words;
        if (asks_help(c)) {
            command_help(cmd);
            return finish_output(EXIT_DONE);
        }
        return cmd->run(cmd, c);
    }
    return half_a_name(argv[0], argc == 2 && is_help(argv[1]));
}

/* Of one that is closed the next file we open would take the place, and be
 * printed into.  What is put there fails instead, as it should. */
static void hold_standard_files(void)
{
    int fd;

    for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
    struct call c = {.data = "data"};
    int i = 1;

    hold_standard_files();
    (void)umask(077); /* what is written here is for nobody else */
    (void)signal(SIGXFSZ, SIG_IGN); /* it fails as any other write */
    json_scratch_set_up();          /* JSON is whole, or there is none */
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (is_help(argv[i]))
            return help();
        if (strcmp(argv[i], "--version") == 0) {
            puts(version_text);
            return finish_output(EXIT_DONE);
        }
        if (text_starts(argv[i], "--data="))
            c.data = argv[i] + strlen("--data=");
        else if (strcmp(argv[i], "--data") == 0 && i + 1 < argc)
            c.data = argv[++i];
        else if (strcmp(argv[i], "--data") == 0)
            return failed(EXIT_USED_WRONGLY, "--data needs a folder behind it");
        else
            return failed(EXIT_USED_WRONGLY,
                          "%s is no option; `waymark --help` says more",
                          argv[i]);
    }
    if (i == argc) {
        print_help(stderr);
        return EXIT_USED_WRONGLY;
    }
    if (strcmp(argv[i], "help") == 0)
        return help();
    return run(&c, argc - i, argv + i);
}
