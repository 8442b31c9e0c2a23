#pragma once

#include "gateway/core/json/json.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::config {

/// A position in a tree: the index of the child at each level; object fields are numbered, too.
using TreeSteps = std::vector<std::size_t>;

/// The part of `path` after `step`; empty if it does not start with it.
std::optional<std::string_view> behind(std::string_view path, std::string_view step);

struct TreePlace {
    TreeSteps steps;
    bool isWhole = false; ///< the whole path exists
};

/// Follows `path`, in the format of issues, in `tree` as far as it exists.
TreePlace follow(const Json& tree, std::string_view path);

/// The value at `steps`, which must exist.
Json& childAt(Json& tree, const TreeSteps& steps);

/// Removes the value.
void remove(Json& tree, const TreeSteps& steps);

} // namespace gateway::config
