#pragma once

#include "gateway/core/json/json.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Looking into what somebody else wrote, where a field that is absent or of the wrong
// type counts as nothing.

namespace gateway::protocol::responses {

/// The field; null if `object` is none, or the field is absent or null.
inline const Json* fieldOf(const Json& object, std::string_view key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

/// Valid as long as `object`.
inline std::string_view textOf(const Json& object, std::string_view key)
{
    const Json* const field = fieldOf(object, key);
    return field && field->is_string() ? std::string_view(field->get_ref<const std::string&>()) : std::string_view();
}

inline std::string stringOf(const Json& object, std::string_view key) { return std::string(textOf(object, key)); }

/// A text that is not empty.
inline void add(Json& object, const char* key, const std::string& text)
{
    if (!text.empty())
        object[key] = text;
}

/// A whole number that is not negative.
inline std::optional<std::int64_t> countOf(const Json& object, std::string_view key)
{
    constexpr double kMost = 9.0e15;
    const Json* const field = fieldOf(object, key);
    if (!field || !field->is_number())
        return std::nullopt;
    const auto value = field->get<double>();
    return value <= kMost ? std::optional(static_cast<std::int64_t>(std::max(value, 0.0))) : std::nullopt;
}

/// The elements; none if it is no array.
inline const Json& listOf(const Json& object, std::string_view key)
{
    static const Json kNone = Json::array();
    const Json* const field = fieldOf(object, key);
    return field && field->is_array() ? *field : kNone;
}

} // namespace gateway::protocol::responses
