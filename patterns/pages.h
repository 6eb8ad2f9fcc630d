/* pages.h - the handlers of the library's pages, one file each. */
#ifndef PATTERNS_PAGES_H
#define PATTERNS_PAGES_H

#include "patterns/patterns.h"
#include "patterns/view.h"
#include "patterns/wanted.h"
#include "web/model.h"
#include "web/reply.h"
#include "web/request.h"

/* "/" */
enum err show_home(struct request *rq, struct reply *rp);

/* "/patterns/feed.atom" */
enum err show_feed(struct request *rq, struct reply *rp);

/* "/patterns/" and "/patterns/:kind/"; the fields of wanted.h, and page. */
enum err show_patterns(struct request *rq, struct reply *rp);

/* "/v1/patterns" and "/v1/patterns/:kind/:slug" */
enum err answer_patterns(struct request *rq, struct reply *rp);
enum err answer_pattern(struct request *rq, struct reply *rp);

/* "/patterns/search?q=", as a page or JSON. */
enum err show_search(struct request *rq, struct reply *rp);

/* "/patterns/:kind/:slug", as a page, JSON, Markdown or text. */
enum err show_pattern(struct request *rq, struct reply *rp);

/* "/patterns/:kind/:slug/:example/", alone and in a sandbox. */
enum err show_example(struct request *rq, struct reply *rp);

/* "/patterns/:kind/:slug/history". */
enum err show_history(struct request *rq, struct reply *rp);

/* "/patterns/brands/:file": the colours of a council. */
enum err show_brand(struct request *rq, struct reply *rp);

/* "/patterns/:kind/:slug/sheet.css", in which examples are shown. */
enum err show_sheet(struct request *rq, struct reply *rp);

/* "/patterns/:kind/:slug/pictures/:picture", which its examples show, and
 * ".../versions/:version/pictures/:picture". */
enum err show_picture(struct request *rq, struct reply *rp);

/* "/patterns/:kind/:slug/process.svg", ".../process.bpmn" and
 * ".../journey.json", of the version asked for. */
enum err show_drawing(struct request *rq, struct reply *rp);
enum err show_process(struct request *rq, struct reply *rp);
enum err show_journey_template(struct request *rq, struct reply *rp);

/* The same as a pack of one entry (zip.c). */
MUST_USE enum err show_zip(struct request *rq, struct reply *rp,
                           const struct pattern *p);

/* The entry that kind and slug of the path name.  ERR_NOT_FOUND. */
MUST_USE enum err find_asked(const struct request *rq,
                             const struct pattern **ret_pattern);

/* The version asked for, or "".  A plus stands for a space in an address, and
 * no version has one: it is a plus. */
const char *asked_version(const struct request *rq);

/* Where there is no such entry, or not in that version: why, if it is one that
 * was left out, and which versions there are. */
MUST_USE enum err reply_absent(const struct request *rq, struct reply *rp);

/* The example of p that the path names.  ERR_NOT_FOUND. */
MUST_USE enum err
find_asked_example(const struct request *rq, const struct pattern *p,
                   const struct pattern_example **ret_example);

/* "/patterns/content-types" as a page or JSON,
 * "/patterns/:kind/:slug/content.schema.json" and
 * "/v1/content-types/:type/check". */
enum err answer_content_types(struct request *rq, struct reply *rp);
enum err show_content_schema(struct request *rq, struct reply *rp);
enum err check_content(struct request *rq, struct reply *rp);

/* What live journeys say of it; none where there is no source. */
MUST_USE enum err find_evidence(const struct request *rq,
                                const struct pattern *p,
                                struct pattern_evidence *ret_evidence);

/* The parts of an entry's model. */
struct model evidence_model(struct arena *a, const struct pattern_evidence *e);

/* How many of the rows are past those that are shown. */
size_t evidence_left_out(const struct pattern_evidence *e);
json_t *options_model(struct arena *a, const struct pattern *p);
const char *guidance_html(struct arena *a, const struct pattern *p,
                          struct pattern_words *words);
/* A list of them. */
struct model texts_model(struct arena *a, const struct pattern_texts *texts);
struct model examples_model(struct arena *a, const struct view *v);
struct model preview_model(struct arena *a, const struct view *v,
                           const struct model *examples); /* null: none */
struct model classes_model(struct arena *a, const struct pattern *p);
/* With links to the versions that can still be read. */
json_t *changes_model(struct arena *a, const struct pattern *p);
struct model parts_model(struct arena *a, const struct pattern *p);
struct model status_model(struct arena *a, const struct pattern *p);
struct model facts_model(struct arena *a, const struct pattern *p);
json_t *process_model(struct arena *a, const struct view *v); /* or null */
json_t *service_model(struct arena *a, const struct catalogue *c,
                      const struct view *v);                  /* or null */
json_t *content_model(struct arena *a, const struct view *v); /* or null */
json_t *content_types_model(struct arena *a, const struct catalogue *c);

/* schema.org's GovernmentService, for the head of a service's page; or "". */
const char *service_linked_data(struct arena *a, const struct pattern *p);

/* The ordered text of its process, with a heading; "": it has none. */
const char *process_words(struct arena *a, const struct pattern *entry,
                          bool as_markdown);

/* All its words, without marks; in the arena.  Errors as markdown_text(). */
MUST_USE enum err pattern_text(struct arena *a, const struct pattern *p,
                               const struct pattern_words *words,
                               const char **ret_text);

/* What scripts read. */
json_t *facets_data(const struct listed *found);
struct model pattern_summary(struct arena *a, const struct pattern *p);
struct model pattern_summary_with(struct arena *a, const struct pattern *p,
                                  struct model examples);
json_t *pattern_summary_json(struct arena *a, const struct pattern *p);
struct model pattern_data(struct arena *a, const struct pattern *p,
                          const struct pattern_evidence *e);

/* Of that, the lists that the page shows too. */
struct model links_data(struct arena *a, const struct pattern *p);
struct model issues_data(struct arena *a, const struct pattern *p);
struct model checks_data(struct arena *a, const struct pattern *p);

/* Where that version of p can be read; "": it was not kept. */
const char *version_address(struct arena *a, const struct pattern *p,
                            const char *version);

/* "2 March 2026" of "2026-03-02"; another text as it is. */
const char *long_day(struct arena *a, const char *text);

#endif
