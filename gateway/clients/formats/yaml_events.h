#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

/// A node of a YAML text by its place. Private to the room.
struct YamlPlace {
    enum class Kind { Scalar, Map, List };

    Kind kind = Kind::Scalar;
    std::size_t begin = 0;     ///< of what is absent: somewhere behind
    bool isFlow = false;       ///< with brackets or braces
    bool isShared = false;     ///< an alias, or named by an anchor, or of a tag of its own
    bool isNull = false;
    Json value;                ///< of a scalar; of an alias the name of what it means
    std::vector<YamlPlace> names;  ///< of a map
    std::vector<YamlPlace> inside; ///< values of a map, or what is in a list
};

/// The only document of `text`; nothing in it is a null. Errors: InvalidRequest with the line: no YAML, more than one
/// document, a name that is there twice, or more than 64 levels.
Result<YamlPlace> yamlPlaces(std::string_view text);

Json jsonOf(const YamlPlace& place);

} // namespace gateway::clients
