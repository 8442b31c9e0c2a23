#include "finding.h"

#include <algorithm>

namespace gateway::host {

std::string_view nameOf(Check check) { return kCheckNames[static_cast<std::size_t>(check)]; }
std::string_view nameOf(Outcome outcome) { return kOutcomeNames[static_cast<std::size_t>(outcome)]; }

bool needsSubject(const Finding& finding)
{
    return !finding.subject.empty() && (finding.check == Check::Providers || finding.check == Check::Keys);
}

// In one pass: a value may look like a place itself.
std::string filled(std::string_view pattern, const std::vector<std::string>& values)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool isPlace = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9';
        const std::size_t place = isPlace ? static_cast<std::size_t>(pattern[i + 1] - '1') : values.size();
        if (place >= values.size()) {
            text += pattern[i];
            continue;
        }
        text += values[place];
        ++i;
    }
    return text;
}

std::string toText(const Sentence& sentence) { return filled(sentence.pattern, sentence.values); }

bool hasProblem(const std::vector<Finding>& findings)
{
    return std::ranges::any_of(findings, [](const Finding& finding) { return finding.outcome == Outcome::Problem; });
}

void sortByCheck(std::vector<Finding>& findings)
{
    std::ranges::stable_sort(findings, {}, &Finding::check);
}

} // namespace gateway::host
