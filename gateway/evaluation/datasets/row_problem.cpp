#include "row_problem.h"

#include <QtGlobal>

namespace gateway::evaluation {

Sentence describe(const RowProblem& problem, const std::string& file)
{
    const std::string line = std::to_string(problem.line);
    if (problem.field.empty())
        return {QT_TRANSLATE_NOOP("Error", "%1, line %2: %3"), {file, line, problem.message}};
    return {QT_TRANSLATE_NOOP("Error", "%1, line %2, \"%3\": %4"), {file, line, problem.field, problem.message}};
}

} // namespace gateway::evaluation
