#pragma once

#include "gateway/core/json/json.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::config {

/// A place in a tree: which child, level by level; fields are counted, too.
using TreeSteps = std::vector<std::size_t>;

/// What `path` goes on with behind `step`, or nothing if it goes elsewhere.
std::optional<std::string_view> behind(std::string_view path, std::string_view step);

struct TreePlace {
    TreeSteps steps;
    bool isWhole = false; ///< all of the path is there
};

/// Where `path`, as issues have it, leads in `tree`, as far as there is something.
TreePlace follow(const Json& tree, std::string_view path);

/// What is there; `steps` must lead somewhere.
Json& childAt(Json& tree, const TreeSteps& steps);

/// Takes it out.
void remove(Json& tree, const TreeSteps& steps);

} // namespace gateway::config
