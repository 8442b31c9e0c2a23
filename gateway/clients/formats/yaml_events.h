#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

/// A node of a YAML text and its position. Private to the room.
struct YamlPlace {
    enum class Kind { Scalar, Map, List };

    Kind kind = Kind::Scalar;
    std::size_t begin = 0;     ///< of an absent value: somewhere after its place
    bool isFlow = false;       ///< in brackets or braces
    bool isShared = false;     ///< an alias, an anchored node, or one with its own tag
    bool isNull = false;
    Json value;                ///< if it is a scalar; for an alias, the name it refers to
    std::vector<YamlPlace> names;  ///< of a map
    std::vector<YamlPlace> inside; ///< values of a map, or items of a list
};

/// Parses the only document of `text`; nothing in it is null. Errors: InvalidRequest with the line: invalid YAML, more
/// than one document, duplicate names, or more than 64 levels.
Result<YamlPlace> yamlPlaces(std::string_view text);

Json jsonOf(const YamlPlace& place);

} // namespace gateway::clients
