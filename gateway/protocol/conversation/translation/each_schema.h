#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace gateway::protocol {

/// The keywords of a JSON Schema that contain schemas.
struct SchemaKeywords {
    std::span<const std::string_view> inner; ///< one, or an array of them
    std::span<const std::string_view> named; ///< any number, by name
};

/// Calls `visit` for `schema` (`Json`, or const), or each element of a list of schemas, and then for all schemas
/// inside. Private to this folder.
template <class Schema, class Visit> void eachSchema(Schema& schema, const SchemaKeywords& keywords, const Visit& visit)
{
    const auto isAmong = [](std::span<const std::string_view> words, std::string_view word) { return std::ranges::find(words, word) != words.end(); };
    if (schema.is_array())
        for (Schema& one : schema)
            eachSchema(one, keywords, visit);
    if (!schema.is_object())
        return;
    visit(schema);
    for (auto field = schema.begin(); field != schema.end(); ++field)
        if (isAmong(keywords.inner, field.key()))
            eachSchema(field.value(), keywords, visit);
        else if (isAmong(keywords.named, field.key()) && field->is_object())
            for (Schema& one : *field)
                eachSchema(one, keywords, visit);
}

} // namespace gateway::protocol
