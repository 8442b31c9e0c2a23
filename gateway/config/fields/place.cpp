#include "place.h"

#include "gateway/core/text/printable.h"
#include "gateway/core/text/utf8.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::config {

namespace {

constexpr std::size_t kMaxIssues = 200;
constexpr std::size_t kMaxKeyShown = 60; // bytes

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
        || c == '$';
}

} // namespace

void Issues::add(Issue::Level level, std::string path, Sentence message)
{
    m_errors = m_errors || level == Issue::Level::Error;
    if (m_list.size() < kMaxIssues)
        m_list.push_back({level, std::move(path), std::move(message)});
    else if (m_list.size() == kMaxIssues)
        m_list.push_back({level, {}, QT_TRANSLATE_NOOP("Configuration", "more problems follow; they are not listed")});
    else if (level == Issue::Level::Error)
        m_list.back().level = level;
}

std::string Place::path() const
{
    if (!m_parent)
        return {};
    std::string path = m_parent->path();
    if (m_isField)
        appendKey(path, m_key);
    else
        path += '[' + std::to_string(m_index) + ']';
    return path;
}

void appendKey(std::string& path, std::string_view key)
{
    const std::size_t shown = wholeCharacters(key, kMaxKeyShown);
    const bool cut = shown < key.size();
    key = key.substr(0, shown);
    if (!cut && !key.empty() && std::all_of(key.begin(), key.end(), isNameCharacter)) {
        if (!path.empty())
            path += '.';
        path += key;
        return;
    }
    path += "[\"";
    std::string name(key);
    std::ranges::replace_if(name, [](char c) { return c == '"' || c == '\\'; }, '?'); // these characters would end the quoted name
    path += printable(name);
    path += cut ? "...\"]" : "\"]";
}

} // namespace gateway::config
