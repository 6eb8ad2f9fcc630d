# govuk-css.awk - GOV.UK Frontend's CSS without what only GOV.UK may show.
#
# Cuts every @font-face (the typeface is not licensed for others), names a
# system typeface instead, and cuts every url() (crest, icons).

{
    while (match($0, /@font-face *{[^}]*}/))
        $0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH)
    gsub(/"?GDS Transport"?,/, "")
    gsub(/url\([^)]*\)/, "none")
    sub(/\/\*# sourceMappingURL=[^*]*\*\//, "")
    print
}
