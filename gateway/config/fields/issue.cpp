#include "issue.h"

#include <QtGlobal>

namespace gateway::config {

Sentence issueSentence(const Issue& issue)
{
    return issue.path.empty() ? issue.message : Sentence(QT_TRANSLATE_NOOP("Error", "%1: %2"), {issue.path, issue.message});
}

std::string sentenceOf(const Issue& issue) { return gateway::toText(issueSentence(issue)); }

Error errorOf(const Issue& issue)
{
    Error error{ErrorKind::ConfigInvalid, issueSentence(issue)};
    error.param = issue.path;
    return error;
}

std::string toText(const Issue& issue)
{
    const std::string level = issue.level == Issue::Level::Error ? "error: " : "warning: ";
    return level + sentenceOf(issue);
}

} // namespace gateway::config
