#include "regex_problem.h"

#include <QtGlobal>

namespace gateway::evaluation {

Sentence regexProblem(const Pattern& pattern)
{
    using Lack = Pattern::Problem::Kind;
    const auto problem = pattern.problem();
    if (!problem)
        return {};
    switch (problem->kind) {
    case Lack::Lookaround:
        return {QT_TRANSLATE_NOOP("Error", "must be a valid RE2 regular expression; RE2 has no lookahead or lookbehind (%1): use several assertions"), {problem->what}};
    case Lack::Backreference:
        return {QT_TRANSLATE_NOOP("Error", "must be a valid RE2 regular expression; RE2 has no backreferences (%1): write out the alternatives"), {problem->what}};
    case Lack::Possessive:
        return {QT_TRANSLATE_NOOP("Error", "must be a valid RE2 regular expression; RE2 has no atomic groups or possessive quantifiers (%1): remove them, RE2 does not backtrack"),
            {problem->what}};
    case Lack::Syntax: break;
    }
    return {QT_TRANSLATE_NOOP("Error", "must be a valid RE2 regular expression: %1"), {problem->what}};
}

} // namespace gateway::evaluation
