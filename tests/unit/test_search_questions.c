/*
 * What people ask the library for, and the entry that must be among the first
 * three: judged by what each entry is for, before anybody looked at what the
 * search makes of it.  Where one of several would do, they are all named.
 */
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "patterns/search.h"

enum { FIRST = 3 };

static const struct {
    const char *question, *entries;
} asked[] = {
    {"proof of address", "pattern/upload-evidence"},
    {"proof of id", "pattern/upload-evidence"},
    {"bins", "service/missed-bin"},
    {"missed bins", "service/missed-bin"},
    {"bin day", "service/find-and-check"},
    {"wheelie bin", "service/missed-bin"},
    {"rubbish", "service/missed-bin"},
    {"recycling", "service/missed-bin"},
    {"sofa", "service/bulky-waste"},
    {"blue badge",
     "service/apply-for-a-permit service/bus-pass pattern/check-eligibility"},
    {"sign in", "pattern/my-account-sign-in"},
    {"log in", "pattern/my-account-sign-in"},
    {"login", "pattern/my-account-sign-in"},
    {"log-in", "pattern/my-account-sign-in"},
    {"sign out", "pattern/my-account-sign-in pattern/session-timeout"},
    {"password", "component/password-input"},
    {"reset my password", "pattern/my-account-sign-in"},
    {"govuk-button--warning", "component/button"},
    {"govuk-radios--inline", "component/radios"},
    {"govuk-input--width-10", "component/input"},
    {"errorMessage",
     "component/error-message component/input component/radios "
     "component/textarea component/select component/checkboxes "
     "component/date-input component/file-upload component/character-count "
     "component/password-input component/fieldset"},
    {"idPrefix", "component/radios component/checkboxes"},
    {"spellcheck",
     "component/textarea component/input component/character-count"},
    {"maxwords", "component/character-count"},
    {"visuallyHiddenText", "component/tag component/warning-text "
                           "component/summary-list component/error-message"},
    {"adress", "pattern/address-lookup"},
    {"acordion", "component/accordion"},
    {"radioo butons", "component/radios"},
    {"calander", "pattern/book-appointment page/events component/date-input"},
    {"reciept", "pattern/confirmation pattern/pay-online"},
    {"dropped curb", "service/dropped-kerb"},
    {"cymraeg", "pattern/change-language"},
    {"welsh", "pattern/change-language"},
    {"dyddiad geni", "pattern/date-of-birth"},
    {"cyfeiriad", "pattern/address-lookup pattern/address-manual"},
    {"mewngofnodi", "pattern/my-account-sign-in"},
    {"where do i put the date", "component/date-input pattern/date-of-birth"},
    {"date picker", "component/date-input"},
    {"dob", "pattern/date-of-birth"},
    {"radio button", "component/radios"},
    {"radio buttons", "component/radios"},
    {"yes or no question", "component/radios"},
    {"tick box", "component/checkboxes"},
    {"checkbox", "component/checkboxes"},
    {"drop down", "component/select"},
    {"dropdown", "component/select"},
    {"drop-down", "component/select"},
    {"text box", "component/input"},
    {"textbox", "component/input component/textarea"},
    {"e-mail", "pattern/email-address"},
    {"email", "pattern/email-address"},
    {"A to Z", "page/a-to-z"},
    {"a-z", "page/a-to-z"},
    {"postcode", "pattern/address-lookup"},
    {"post code", "pattern/address-lookup"},
    {"zip", "pattern/address-lookup"},
    {"zip code", "pattern/address-lookup"},
    {"council tax", "service/apply-for-support"},
    {"council tax", "service/pay-something"},
    {"upload photo", "pattern/photo-of-problem"},
    {"upload photo", "component/file-upload"},
    {"upload", "component/file-upload"},
    {"upload", "pattern/upload-evidence"},
    {"back button", "component/back-link"},
    {"timeout", "pattern/session-timeout"},
    {"time out", "pattern/session-timeout"},
    {"time-out", "pattern/session-timeout"},
    {"pothole", "service/report-a-problem"},
    {"fly tipping", "service/report-a-problem"},
    {"fly-tipping", "service/report-a-problem"},
    {"flytipping", "service/report-a-problem"},
    {"school", "service/school-place"},
    {"free school meals", "service/apply-for-support"},
    {"housing benefit", "service/apply-for-support"},
    {"error", "component/error-message"},
    {"error", "component/error-summary"},
    {"validation", "pattern/correct-errors"},
    {"404", "page/not-found"},
    {"phone", "pattern/phone-number"},
    {"mobile number", "pattern/phone-number"},
    {"quick exit", "pattern/exit-quickly"},
    {"quick exit", "component/exit-this-page"},
    {"map", "pattern/location-on-map"},
    {"gdpr", "pattern/consent-and-privacy"},
    {"cookie", "component/cookie-banner"},
    {"cookie", "page/cookies-and-statistics"},
    {"direct debit", "pattern/bank-details"},
    {"pay fine", "service/pay-something"},
    {"payment", "pattern/pay-online"},
    {"moving house", "service/tell-us-once"},
    {"change of address", "service/tell-us-once"},
    {"complaint", "service/complain-or-appeal"},
    {"complaints", "service/complain-or-appeal"},
    {"carer", "pattern/acting-for-someone-else"},
    {"number plate", "pattern/vehicle-registration"},
    {"car reg", "pattern/vehicle-registration"},
    {"save for later", "pattern/save-and-return"},
    {"magic link", "pattern/save-and-return"},
    {"thank you page", "pattern/confirmation"},
    {"what happens next", "pattern/confirmation"},
    {"summary", "pattern/check-answers"},
    {"summary", "component/summary-list"},
    {"start button", "page/service-start"},
    {"menu", "component/service-navigation"},
    {"progress bar", "page/question pattern/task-list pattern/track-progress "
                     "component/task-list"},
    {"opening hours", "page/opening-times"},
    {"whats on", "page/events"},
    {"what's on", "page/events"},
    {"parking permit", "service/apply-for-a-permit"},
    {"resident permits", "service/apply-for-a-permit"},
    {"bus pass", "service/bus-pass"},
    {"who is filling in the form", "pattern/acting-for-someone-else"},
    {"several children", "pattern/add-another"},
    {"textarea", "component/textarea"},
    {"multi line text", "component/textarea"},
    {"notification", "component/notification-banner"},
    {"warn users", "component/warning-text"},
    {"breadcrumb", "component/breadcrumbs"},
    {"signature", "pattern/declaration"},
    {"ethnicity", "pattern/equality-monitoring"},
    {"character limit", "component/character-count"},
    {"appointment", "pattern/book-appointment"},
    {"hint text", "component/hint"},
    {"name field", "pattern/name"},
    {"first name", "pattern/name"},
    {"sort code", "pattern/bank-details"},
    {"filter", "page/directory"},
    {"births", "service/register-something"},
    {"register a birth", "service/register-something"},
    {"conditional reveal", "component/radios component/checkboxes"},
    {"next page", "component/pagination"},
    {"emergency", "page/alert-banner"},
    {"address", "pattern/address-lookup"},
    {"enter address manually", "pattern/address-manual"},
    {"no fixed abode", "pattern/address-manual"},
    {"find my nearest library",
     "service/find-and-check page/directory page/opening-times"},
    {"library opening times", "page/opening-times"},
    {"how do i show an error",
     "component/error-message component/error-summary pattern/correct-errors"},
    {"form validation messages",
     "pattern/correct-errors component/error-message"},
    {"required fields", "pattern/correct-errors"},
    {"one question per page", "page/question"},
    {"progress indicator", "page/question"},
    {"stepper", "pattern/step-by-step pattern/task-list page/question"},
    {"wizard", "page/question pattern/step-by-step pattern/task-list"},
    {"login form", "pattern/my-account-sign-in"},
    {"forgot password", "pattern/my-account-sign-in"},
    {"forgotten my password", "pattern/my-account-sign-in"},
    {"two factor authentication", "pattern/my-account-sign-in"},
    {"pay by card", "pattern/pay-online"},
    {"refund", "pattern/pay-online pattern/bank-details"},
    {"date of birth", "pattern/date-of-birth"},
    {"birthday", "pattern/date-of-birth"},
    {"age", "pattern/date-of-birth"},
    {"gender", "pattern/equality-monitoring"},
    {"telephone", "pattern/phone-number"},
    {"text message", "pattern/contact-preferences"},
    {"declare", "pattern/declaration"},
    {"terms and conditions", "pattern/declaration"},
    {"privacy", "pattern/consent-and-privacy"},
    {"privacy notice", "pattern/consent-and-privacy"},
    {"data protection", "pattern/consent-and-privacy"},
    {"language switch",
     "pattern/change-language component/language-navigation"},
    {"translation", "pattern/change-language"},
    {"assisted digital", "pattern/contact-us-and-assisted-digital"},
    {"contact us", "pattern/contact-us-and-assisted-digital"},
    {"skip to content", "component/skip-link"},
    {"hide this page", "component/exit-this-page pattern/exit-quickly"},
    {"domestic abuse", "pattern/exit-quickly"},
    {"graffiti", "service/report-a-problem"},
    {"broken street light", "service/report-a-problem"},
    {"fridge", "service/bulky-waste"},
    {"mattress collection", "service/bulky-waste"},
    {"register a death", "service/register-something"},
    {"moving home", "service/tell-us-once pattern/step-by-step"},
    {"school admissions", "service/school-place"},
    {"starting school", "service/school-place"},
    {"social care", "service/request-care-assessment"},
    {"parking fine", "service/pay-something service/complain-or-appeal"},
    {"appeal a fine", "service/complain-or-appeal"},
    {"challenge a parking ticket", "service/complain-or-appeal"},
    {"hire a room", "service/book-something"},
    {"food hygiene", "service/register-something"},
    {"driveway", "service/dropped-kerb"},
    {"pensioner bus", "service/bus-pass"},
    {"am i eligible", "pattern/check-eligibility"},
    {"cost of living", "service/apply-for-support"},
    {"where is my application", "pattern/track-progress"},
    {"service down", "page/service-unavailable"},
    {"maintenance", "page/service-unavailable"},
    {"something went wrong", "page/problem-with-the-service"},
    {"500 error", "page/problem-with-the-service"},
    {"broken link", "page/not-found"},
    {"news article", "page/news"},
    {"site alert", "page/alert-banner"},
    {"summary card", "component/summary-list"},
    {"govuk-summary-list", "component/summary-list"},
    {"govuk-error-summary", "component/error-summary"},
    {"govuk-checkboxes__item", "component/checkboxes"},
    {"data table", "component/table"},
    {"expand collapse", "component/accordion component/details"},
    {"faq", "component/accordion"},
    {"footer", "component/footer"},
    {"logo", "component/generic-header component/header"},
    {"combobox", "component/select"},
    {"number input", "component/input"},
    {"prefix", "component/input"},
    {"long answer", "component/textarea"},
    {"upload a file", "component/file-upload"},
    {"upload a file", "pattern/upload-evidence"},
    {"drag and drop", "component/file-upload"},
    {"status tag", "component/tag"},
    {"legal warning", "component/warning-text"},
    {"beta banner", "component/phase-banner"},
    {"survey", "component/feedback"},
    {"iaith", "pattern/change-language"},
    {"talu", "pattern/pay-online service/pay-something"},
    {"ysgol", "service/school-place"},
    {"e-bost", "pattern/email-address"},
    {"ffôn", "pattern/phone-number"},
    {"elligibility", "pattern/check-eligibility"},
    {"cookeis", "component/cookie-banner page/cookies-and-statistics"},
    {"pagnation", "component/pagination"},
    {"signiture", "pattern/declaration"},
    {"apointment", "pattern/book-appointment"},
    {"vehical", "pattern/vehicle-registration"},
    {"notifcation banner", "component/notification-banner"},
    {"checkboxs", "component/checkboxes"},
    {"telphone", "pattern/phone-number"},
    {"concent", "pattern/consent-and-privacy"},
    {"bredcrumbs", "component/breadcrumbs"},
    {"confrimation", "pattern/confirmation"},
    {"buttons", "component/button"},
    {"photo", "pattern/photo-of-problem"},
    {"evidence", "pattern/upload-evidence"},
    {"identity", "pattern/upload-evidence"},
    {"surname", "pattern/name"},
    {"children", "pattern/add-another"},
    {"household", "pattern/add-another"},
    {"tracking", "page/cookies-and-statistics component/cookie-banner "
                 "pattern/track-progress"},
    {"eligible", "pattern/check-eligibility page/not-eligible"},
    {"review answers", "pattern/check-answers"},
    {"done page", "pattern/confirmation"},
    {"reference number", "pattern/confirmation"},
    {"resume application", "pattern/save-and-return"},
    {"start now", "page/service-start component/button"},
    {"list", "page/directory component/summary-list component/task-list "
             "page/a-to-z component/select"},
    {"opening", "page/opening-times"},
    {"closed", "page/opening-times page/service-unavailable"},
    {"signin", "pattern/my-account-sign-in"},
    {"sign-in", "pattern/my-account-sign-in"},
    {"log on", "pattern/my-account-sign-in"},
    {"licence plate", "pattern/vehicle-registration"},
    {"bereavement", "service/tell-us-once service/register-something"},
    {"bereaved", "service/tell-us-once service/register-something"},
    {"dead relative", "service/tell-us-once service/register-something"},
    {"someone died", "service/tell-us-once service/register-something"},
    {"council tax move house", "service/tell-us-once"},
    {"multiple choice", "component/radios"},
    {"multiple choice", "component/checkboxes"},
    {"tickbox", "component/checkboxes"},
    {"file too big", "pattern/upload-evidence component/file-upload"},
    {"w3w", "pattern/location-on-map"},
    {"school closed", "page/alert-banner"},
    {"snow closure", "page/alert-banner"},
    {"symud tŷ", "service/tell-us-once"},
    {"profedigaeth", "service/tell-us-once service/register-something"},
    {"cwyno", "service/complain-or-appeal"},
    {"trwydded barcio", "service/apply-for-a-permit"},
    {"bin heb ei gasglu", "service/missed-bin"},
    {"pas bws", "service/bus-pass"},
    {"bwcio", "service/book-something pattern/book-appointment"},
    {"lanlwytho", "pattern/upload-evidence component/file-upload"},
    {"enw llawn", "pattern/name"},
    {"adrodd am broblem", "service/report-a-problem"},
    {"rhoi gwybod am broblem", "service/report-a-problem"},
    {"casgliad gwastraff swmpus", "service/bulky-waste"},
    {"newid cyfeiriad", "service/tell-us-once"},
};

/* Whether "page/news pattern/name" names the entry. */
static bool is_named(struct arena *a, const char *entries,
                     const struct pattern *p)
{
    const char *name =
        arena_printf(a, " %s/%s ", pattern_kind_key(p->kind), p->slug);

    return strstr(arena_printf(a, " %s ", entries), name) != NULL;
}

static void what_people_ask_for_is_among_the_first_three(void **state)
{
    struct catalogue *c = catalogue_open(NULL);
    struct search *s = search_new(c);
    size_t i, j, wrong = 0;

    for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
        struct search_answer answer;
        const char *first = "";
        bool found = false;

        assert_ok(search_find(s, *state, asked[i].question, &answer));
        search_best(answer.at, answer.n, FIRST);
        for (j = 0; j < answer.n && j < FIRST; j++) {
            const struct pattern *p = answer.at[j].pattern;

            found |= is_named(*state, asked[i].entries, p);
            first = arena_printf(*state, "%s %s", first, p->slug);
        }
        if (found)
            continue;
        print_error("\"%s\" finds%s, not %s\n", asked[i].question, first,
                    asked[i].entries);
        wrong++;
    }
    search_free(s);
    catalogue_close(c);
    assert_int_equal(wrong, 0);
}

/* Each entry by its own title, and by each of its other names unless another
 * is called so, too. */
static void every_entry_is_found_by_its_names(void **state)
{
    struct catalogue *c = catalogue_open(NULL);
    struct search *s = search_new(c);
    size_t i, j, k;

    for (i = 0; i < c->n; i++) {
        const struct pattern *p = &c->at[i];

        for (j = 0; j <= p->aliases.n; j++) {
            const char *name = j ? p->aliases.at[j - 1] : p->title;
            struct search_answer answer;

            assert_ok(search_find(s, *state, name, &answer));
            search_best(answer.at, answer.n, FIRST);
            for (k = 0; k < answer.n && answer.at[k].pattern != p; k++)
                ;
            if (k >= (j ? FIRST : 2))
                fail_msg("\"%s\" does not find %s", name, p->slug);
        }
    }
    search_free(s);
    catalogue_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(what_people_ask_for_is_among_the_first_three),
        with_arena(every_entry_is_found_by_its_names),
    };

    return cmocka_run_group_tests_name("search questions", tests, NULL, NULL);
}
