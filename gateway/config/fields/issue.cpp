#include "issue.h"

namespace gateway::config {

std::string toText(const Issue& issue)
{
    const std::string level = issue.level == Issue::Level::Error ? "error: " : "warning: ";
    return level + (issue.path.empty() ? "" : issue.path + ": ") + issue.message;
}

} // namespace gateway::config
