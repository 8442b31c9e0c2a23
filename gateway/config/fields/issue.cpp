#include "issue.h"

namespace gateway::config {

std::string sentenceOf(const Issue& issue) { return (issue.path.empty() ? "" : issue.path + ": ") + toText(issue.message); }

std::string toText(const Issue& issue)
{
    const std::string level = issue.level == Issue::Level::Error ? "error: " : "warning: ";
    return level + sentenceOf(issue);
}

} // namespace gateway::config
