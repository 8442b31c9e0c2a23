#pragma once

#include "gateway/core/json.h"

#include <string>

namespace gateway::protocol {

// Fields of JSON that nobody has checked.

/// Null: there is none.
inline const Json& fieldOf(const Json& object, const char* key)
{
    static const Json kNone;
    if (!object.is_object())
        return kNone;
    const auto found = object.find(key);
    return found == object.end() ? kNone : *found;
}

/// Empty: there is none, or it is no text.
inline std::string textIn(const Json& object, const char* key)
{
    const Json& value = fieldOf(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

} // namespace gateway::protocol
