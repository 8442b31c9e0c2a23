#pragma once

#include <simdjson.h>

#include <utility>

namespace gateway::protocol {

// Walks simdjson's on-demand values with error codes. Values of an unexpected type are skipped; an error means that
// reading cannot continue. Private to this folder.

using JsonValue = simdjson::ondemand::value;
using JsonField = simdjson::ondemand::field;
using JsonType = simdjson::ondemand::json_type;

inline bool isType(JsonValue value, JsonType wanted)
{
    JsonType type{};
    return !value.type().get(type) && type == wanted;
}

inline bool isObject(JsonValue value) { return isType(value, JsonType::object); }
inline bool isArray(JsonValue value) { return isType(value, JsonType::array); }

/// Calls `visit(JsonField&)`, which returns an error code, for each field.
template <class Visit> simdjson::error_code eachField(simdjson::ondemand::object object, Visit visit)
{
    for (auto item : object) {
        JsonField field;
        if (const auto error = std::move(item).get(field))
            return error;
        if (const auto error = visit(field))
            return error;
    }
    return simdjson::SUCCESS;
}

/// The same for a value that may not be an object.
template <class Visit> simdjson::error_code eachFieldOf(JsonValue value, Visit visit)
{
    if (!isObject(value))
        return simdjson::SUCCESS;
    simdjson::ondemand::object object;
    if (const auto error = value.get_object().get(object))
        return error;
    return eachField(object, visit);
}

/// Calls `visit(JsonValue)`, which returns an error code, for each element of a value that may not be an array.
template <class Visit> simdjson::error_code eachElementOf(JsonValue value, Visit visit)
{
    if (!isArray(value))
        return simdjson::SUCCESS;
    simdjson::ondemand::array array;
    if (const auto error = value.get_array().get(array))
        return error;
    for (auto item : array) {
        JsonValue element;
        if (const auto error = item.get(element))
            return error;
        if (const auto error = visit(element))
            return error;
    }
    return simdjson::SUCCESS;
}

} // namespace gateway::protocol
