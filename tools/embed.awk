# embed.awk - turn a list of files into assembler that carries their bytes.
#
#   awk -f tools/embed.awk build/gen/embedded.list > build/gen/embedded.S
#
# A line is the path of a file, by which the program knows it too, or NAME=PATH.
# The table ends with a row of zeros; lib/base/embedded.c reads it.

NF {
    name = path = $0
    if (i = index($0, "=")) {
        name = substr($0, 1, i - 1)
        path = substr($0, i + 1)
    }
    names[++n] = name
    paths[n] = path
}
END {
    print "    .section .rodata"
    for (i = 1; i <= n; i++) {
        printf ".Lname%d:\n    .asciz \"%s\"\n", i, names[i]
        printf ".Lpath%d:\n    .asciz \"%s\"\n", i, paths[i]
        printf "    .balign 16\n.Lfrom%d:\n    .incbin \"%s\"\n", i, paths[i]
        printf ".Luntil%d:\n    .byte 0\n", i
    }
    print "    .section .data.rel.ro, \"aw\"\n    .balign 8"
    print "    .globl embedded_files\nembedded_files:"
    for (i = 1; i <= n; i++)
        printf "    .quad .Lname%d, .Lpath%d, .Lfrom%d, .Luntil%d - .Lfrom%d\n", i, i, i, i, i
    print "    .quad 0, 0, 0, 0\n    .section .note.GNU-stack, \"\", @progbits"
}
