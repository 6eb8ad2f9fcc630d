#include "patterns/lint/rules.h"

#define X(name, key, why) {key, why},
static const struct {
    const char *key, *why;
} rules[] = {LINT_RULE_MAP(X)};
#undef X

const char *lint_rule_key(enum lint_rule rule)
{
    return rules[rule].key;
}

const char *lint_rule_why(enum lint_rule rule)
{
    return rules[rule].why;
}
