#pragma once

#include "gateway/config/fields/issue.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// The paths of errors, so that later checks report nothing that only follows from one of them: a field with an error
/// has its default in the settings. A value; any thread.
class Mistakes {
public:
    Mistakes() = default;
    /// Takes the errors among `issues`.
    explicit Mistakes(const std::vector<Issue>& issues);

    /// Whether the value at `path` was not read, because of an error in it or in what contains it.
    bool hide(std::string_view path) const;
    /// Whether a part of the value at `path` was not read.
    bool touch(std::string_view path) const;
    /// Whether `field` was not read in some entry of the list at `path`, so that its value is unknown.
    bool hideAny(std::string_view path, std::string_view field) const;

private:
    std::vector<std::string> m_paths;
};

} // namespace gateway::config
