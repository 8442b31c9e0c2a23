#include "finding.h"

#include <algorithm>

namespace gateway::host {

std::string_view nameOf(Check check) { return kCheckNames[static_cast<std::size_t>(check)]; }
std::string_view nameOf(Outcome outcome) { return kOutcomeNames[static_cast<std::size_t>(outcome)]; }

bool needsSubject(const Finding& finding)
{
    return !finding.subject.empty() && (finding.check == Check::Providers || finding.check == Check::Keys);
}

bool hasProblem(const std::vector<Finding>& findings)
{
    return std::ranges::any_of(findings, [](const Finding& finding) { return finding.outcome == Outcome::Problem; });
}

void sortByCheck(std::vector<Finding>& findings)
{
    std::ranges::stable_sort(findings, {}, &Finding::check);
}

} // namespace gateway::host
