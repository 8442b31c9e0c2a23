#pragma once

#include "gateway/core/json/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::usage {

// What is read of rows that somebody may have changed: a field that is missing or of
// another type is empty. Private to the room.

/// The object that is written there; empty: it is none.
inline std::optional<Json> objectOf(std::string_view text)
{
    auto json = text.empty() ? Result<Json>(Json()) : parseJson(text);
    return json && json->is_object() ? std::optional(std::move(*json)) : std::nullopt;
}

inline const Json* fieldOf(const Json& row, const char* key)
{
    const auto found = row.find(key);
    return found == row.end() ? nullptr : &*found;
}

inline std::string textOf(const Json& row, const char* key)
{
    const Json* const field = fieldOf(row, key);
    return field && field->is_string() ? field->get<std::string>() : std::string();
}

inline std::int64_t numberOf(const Json& row, const char* key, std::int64_t otherwise = 0)
{
    const Json* const field = fieldOf(row, key);
    return field && field->is_number_integer() ? field->get<std::int64_t>() : otherwise;
}

inline double decimalOf(const Json& row, const char* key, double otherwise)
{
    const Json* const field = fieldOf(row, key);
    return field && field->is_number() ? field->get<double>() : otherwise;
}

inline bool isTrue(const Json& row, const char* key)
{
    const Json* const field = fieldOf(row, key);
    return field && *field == true;
}

/// The items of a list that are of a kind, such as `&Json::is_object`; what else is there is left out.
template <class Read> void eachOf(const Json& row, const char* key, bool (Json::*isKind)() const noexcept, Read read)
{
    const Json* const list = fieldOf(row, key);
    if (!list || !list->is_array())
        return;
    for (const Json& item : *list)
        if ((item.*isKind)())
            read(item);
}

} // namespace gateway::usage
