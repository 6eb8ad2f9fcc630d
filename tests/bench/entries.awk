# entries.awk - made-up entries of a pattern library, the same every time.
#
#   awk -v n=1000 -v dir=DIR -f entries.awk
#
# Writes DIR/catalogue/pattern/entry-00001/index.md and so on, each with an
# example of its own: some 2,500 bytes of Markdown with headings, lists, links
# to other entries and a table.

function dice(sides) {
    seed = (seed * 16807) % 2147483647
    return seed % sides
}

function sentence(  text, i, length_of) {
    length_of = 8 + dice(12)
    text = words[1 + dice(n_words)]
    for (i = 1; i < length_of; i++)
        text = text " " words[1 + dice(n_words)]
    return toupper(substr(text, 1, 1)) substr(text, 2) "."
}

function paragraph(sentences,  text) {
    text = sentence()
    while (--sentences > 0)
        text = text " " sentence()
    return text
}

function section(name,  i) {
    printf "\n## %s\n\n%s\n\n", name, paragraph(3) >file
    for (i = 0; i < 3; i++)
        printf "- %s\n", sentence() >file
    printf "\n%s See [another entry](/patterns/pattern/%s).\n",
        paragraph(2), slug(1 + dice(n)) >file
}

function slug(i) {
    return sprintf("entry-%05d", i)
}

function write_guidance(i) {
    file = dir "/catalogue/pattern/" slug(i) "/index.md"
    printf "---\ntitle: \"%s %d\"\ndescription: \"%s\"\nstatus:\n  type: trial\n", words[1 + dice(n_words)], i, sentence() >file
    printf "owner: Bench\nversion: \"1.0.0\"\nuses: [%s]\n---\n", (i > 20 ? slug(1 + i % 20) : "") >file
    section("When to use")
    section("When not to use")
    section("How it works")
    printf "\n| Field | Rule |\n|---|---|\n| %s | %s |\n", words[1 + dice(n_words)], sentence() >file
    section("Research")
    close(file)
}

function write_example(i) {
    file = dir "/catalogue/pattern/" slug(i) "/default/index.html"
    printf "---\ntitle: Example %d\n---\n<h1 class=\"govuk-heading-l\">%s</h1>\n<p class=\"govuk-body\">%s</p>\n", i, words[1 + dice(n_words)], paragraph(2) >file
    close(file)
}

BEGIN {
    seed = 42
    n_words = split("people council ask answer form page address proof letter school permit bin collection date name " \
        "number street photo save return send check change help service step choice question reason list word time " \
        "before after often every when where which long short clear plain own new old first last same other need use " \
        "show tell find give take read write know see make try wait", words, " ")
    for (i = 1; i <= n; i++)
        printf "%s/catalogue/pattern/%s/default\n", dir, slug(i) | "xargs mkdir -p"
    close("xargs mkdir -p")
    for (i = 1; i <= n; i++) {
        write_guidance(i)
        write_example(i)
    }
}
