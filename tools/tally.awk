# tally.awk - what one test program printed, as a few lines to read.
#
# Given status (its exit status), program, log_file, and counts: the file that
# gets `PASSED FAILED SKIPPED`.

# What a test printed before its result may lack the end of its line.
!/^(not )?ok / && match($0, /.(not )?ok [0-9]+ (- |# SKIP )[A-Za-z0-9_]+$/) {
    shown = shown "    # " substr($0, 1, RSTART) "\n"
    $0 = substr($0, RSTART + 1)
}
/^1\.\.[0-9]+$/ { planned += substr($0, 4) }
# cmocka knows no reason: our tests say `SKIP: why` on the line before.
/^SKIP: / { why_not = substr($0, 7) }
/^(not )?ok .*# SKIP/ {
    skipped++
    sub(/^not ok [0-9]+/, "ok")
    shown = shown "    " $0 (why_not ? ": " why_not : "") "\n"
    why_not = ""
    telling = 0
    next
}
/^ok / { passed++; telling = 0; next }
/^not ok / {
    failed++
    shown = shown "    " $0 "\n"
    telling = 1
    next
}
# cmocka says why below the line of the failure.
/^# / && telling { shown = shown "    " $0 "\n" }

END {
    done = passed + failed + skipped
    if (status == 124)
        why = "it ran for 15 minutes and was stopped"
    else if (done < planned)
        why = "it stopped after " done " of its " planned " tests, with status " status
    else if (status && !failed)
        why = "all its tests passed, but it ended with status " status
    else if (!done)
        why = "it ran no test"
    if (why) {
        failed++
        shown = shown "    " why "; the end of " log_file ":\n"
        while ((getline line < log_file) > 0)
            last[++n] = line
        for (i = n > 40 ? n - 39 : 1; i <= n; i++)
            shown = shown "      | " last[i] "\n"
    }
    printf "  %-8s %-32s %4d passed", failed ? "FAILED" : "ok", program, passed
    if (failed) printf ", %d failed", failed
    if (skipped) printf ", %d skipped", skipped
    printf "\n%s", shown
    print passed + 0, failed + 0, skipped + 0 > counts
}
