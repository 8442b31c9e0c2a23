#pragma once

#include "issue.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// Collects issues. Beyond a few hundred, only their number grows, so that a file full of errors does not fill the
/// memory.
class Issues {
public:
    explicit Issues(std::vector<Issue>& list)
        : m_list(list)
    {
    }

    void add(Issue::Level level, std::string path, Sentence message);
    /// Whether any error was found, even if it is not listed.
    bool hasErrors() const { return m_errors; }
    const std::vector<Issue>& list() const { return m_list; }

private:
    std::vector<Issue>& m_list;
    bool m_errors = false;
};

/// A position in the document that is being read: knows its path and reports issues there. Children refer to their
/// parent, so a place must live on the stack.
class Place {
public:
    explicit Place(Issues& issues)
        : m_issues(issues)
    {
    }

    Place field(std::string_view key) const { return Place(*this, key, 0, true); }
    Place item(std::size_t index) const { return Place(*this, {}, index, false); }

    void error(Sentence message) const { m_issues.add(Issue::Level::Error, path(), std::move(message)); }
    void warning(Sentence message) const { m_issues.add(Issue::Level::Warning, path(), std::move(message)); }

    /// `providers[0].timeouts.connect_ms`; empty for the whole document.
    std::string path() const;

private:
    Place(const Place& parent, std::string_view key, std::size_t index, bool isField)
        : m_issues(parent.m_issues)
        , m_parent(&parent)
        , m_key(key)
        , m_index(index)
        , m_isField(isField)
    {
    }

    Issues& m_issues;
    const Place* m_parent = nullptr;
    std::string_view m_key;
    std::size_t m_index = 0;
    bool m_isField = false;
};

/// Appends `.key`, or `["key"]` if it is not a plain name: shortened, and without control characters.
void appendKey(std::string& path, std::string_view key);

} // namespace gateway::config
