# govuk-css.awk - GOV.UK Frontend's CSS without what only GOV.UK may show.
#
# Cuts every @font-face and the typeface's name (it is not licensed for others;
# the fallback it names stays), and every url() (crest, icons).  The licence
# asks that its notice goes along, so a short one is put in front.

NR == 1 {
    notice = "/* Made from GOV.UK Frontend, (C) 2017 Crown Copyright (Government" \
        " Digital Service), MIT: /assets/govuk-frontend-licence.txt */"
    # A charset counts only as the very first thing; ours is in the HTTP header.
    sub(/^@charset "[^"]*";/, "")
    print notice
}
{
    while (match($0, /@font-face *{[^}]*}/))
        $0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH)
    gsub(/"?GDS Transport"?,/, "")
    gsub(/url\([^)]*\)/, "none")
    sub(/\/\*# sourceMappingURL=[^*]*\*\//, "")
    print
}
