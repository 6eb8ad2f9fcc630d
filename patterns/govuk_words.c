/* What each component of GOV.UK Frontend is for, in one line. */
#include <string.h>

#include "patterns/import.h"

static const struct {
    const char *component, *words;
} all[] = {
    {"accordion", "Lets people open and close sections of a long page."},
    {"back-link", "Takes people to the page they came from."},
    {"breadcrumbs", "Shows where a page is in a site, and the way back up."},
    {"button", "Starts, sends or saves something."},
    {"character-count", "Tells people how many characters they have left."},
    {"checkboxes", "Lets people choose one or more answers from a list."},
    {"cookie-banner",
     "Asks people before cookies are set that they can refuse."},
    {"date-input", "Asks for a day, month and year that people know."},
    {"details", "Hides help that only some people need behind a link."},
    {"error-message", "Says beside a question what is wrong with its answer."},
    {"error-summary",
     "Says at the top of a page what has to be put right, with links."},
    {"exit-this-page",
     "Lets people at risk leave a page quickly and cover what they saw."},
    {"feedback", "Asks people what they think of the page."},
    {"fieldset", "Groups questions that belong together under one name."},
    {"file-upload", "Lets people choose a file to send."},
    {"footer", "The bottom of a page on GOV.UK: links, licence, copyright."},
    {"generic-header",
     "The top of a page for organisations that are not part of GOV.UK."},
    {"header", "The top of a page on GOV.UK. Not for council sites."},
    {"hint", "Helps people to answer a question, beneath its label."},
    {"input", "Asks for an answer of one line."},
    {"inset-text", "Sets a part of a page apart from the text around it."},
    {"label", "Says what a field asks for."},
    {"language-navigation",
     "Takes people to the same page in another language."},
    {"notification-banner",
     "Tells people something the page itself is not about."},
    {"pagination", "Takes people through a series of pages."},
    {"panel", "Says that something is finished, in large letters."},
    {"password-input", "Asks for a password, which people can choose to see."},
    {"phase-banner", "Says that a service is still being worked on."},
    {"radios", "Lets people choose one answer from a list."},
    {"select", "Lets people choose one answer from a long list."},
    {"service-navigation", "Names the service and links to its parts."},
    {"skip-link", "Takes people who use a keyboard to the main part."},
    {"summary-list", "Shows what people told us, or facts about one thing."},
    {"table", "Lets people compare facts in rows and columns."},
    {"tabs", "Lets people switch between parts that belong together."},
    {"tag", "Shows the state something is in."},
    {"task-list", "Shows the tasks of a long form and which are done."},
    {"textarea", "Asks for an answer of several lines."},
    {"warning-text", "Warns people of something that has consequences."},
};

const char *govuk_words(const char *component)
{
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        if (strcmp(all[i].component, component) == 0)
            return all[i].words;
    return NULL;
}
