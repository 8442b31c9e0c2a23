#pragma once

#include "gateway/config/fields/issue.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// Where errors were told, so that a later check tells nothing that only follows from one of them: what an error is
/// about has its default in the settings. A value; any thread.
class Mistakes {
public:
    Mistakes() = default;
    /// Those of `issues` that are errors.
    explicit Mistakes(const std::vector<Issue>& issues);

    /// Whether what is at `path` was not read: an error is about it, or about what it is in.
    bool hide(std::string_view path) const;
    /// Whether something of what is at `path` was not read.
    bool touch(std::string_view path) const;
    /// Whether an entry of the list at `path` has no `field` that was read, so that nobody knows what it holds.
    bool hideAny(std::string_view path, std::string_view field) const;

private:
    std::vector<std::string> m_paths;
};

} // namespace gateway::config
