#include "mistakes.h"

#include <algorithm>

namespace gateway::config {

namespace {

/// The part of `path` after `outer`; the whole path if it is not inside.
std::string_view behind(std::string_view path, std::string_view outer)
{
    return path.starts_with(outer) ? path.substr(outer.size()) : path;
}

bool isWithin(std::string_view path, std::string_view outer)
{
    if (outer.empty() || path == outer)
        return true;
    const std::string_view rest = behind(path, outer);
    return rest.size() < path.size() && (rest.front() == '.' || rest.front() == '[');
}

} // namespace

Mistakes::Mistakes(const std::vector<Issue>& issues)
{
    for (const Issue& issue : issues)
        if (issue.level == Issue::Level::Error)
            m_paths.push_back(issue.path); // empty if there are more than are listed: then nothing is certain
}

bool Mistakes::hide(std::string_view path) const
{
    return std::ranges::any_of(m_paths, [&](const std::string& error) { return isWithin(path, error); });
}

bool Mistakes::touch(std::string_view path) const
{
    return hide(path) || std::ranges::any_of(m_paths, [&](const std::string& error) { return isWithin(error, path); });
}

bool Mistakes::hideAny(std::string_view path, std::string_view field) const
{
    if (hide(path))
        return true;
    return std::ranges::any_of(m_paths, [&](const std::string& error) {
        if (!isWithin(error, path))
            return false;
        const std::string_view entry = behind(error, path); // [0].id
        const std::string_view rest = entry.substr(std::min(entry.find(']'), entry.size() - 1) + 1);
        return rest.empty() || (rest.front() == '.' && rest.substr(1) == field);
    });
}

} // namespace gateway::config
