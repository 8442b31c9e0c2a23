#include "schema_draft.h"

#include "each_schema.h"
#include "schema_reference.h"

#include "gateway/protocol/loose_fields.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr std::array<std::string_view, 6> kSchemasByName{
    "properties", "$defs", "definitions", "patternProperties", "dependentSchemas", "dependencies"};
constexpr std::array<std::string_view, 16> kSchemasWithin{"items", "prefixItems", "additionalItems", "anyOf", "allOf", "oneOf", "not",
    "additionalProperties", "contains", "propertyNames", "if", "then", "else", "unevaluatedItems", "unevaluatedProperties", "contentSchema"};
constexpr SchemaKeywords kOlderKeywords{kSchemasWithin, kSchemasByName}; // of all drafts
using Bound = std::pair<const char*, const char*>;
constexpr std::array kBoundPairs{Bound{"exclusiveMinimum", "minimum"}, Bound{"exclusiveMaximum", "maximum"}};

template <class Test> bool fieldIs(const Json& schema, const char* key, const Test& test)
{
    const auto found = schema.find(key);
    return found != schema.end() && test(*found);
}

bool isFlag(const Json& value) { return value.is_boolean(); }
bool isList(const Json& value) { return value.is_array(); }
bool isNameOfPart(const Json& value) { return value.is_string() && value.get_ref<const std::string&>().starts_with('#') && value != "#"; }

/// Of a part alone.
bool isOlder(const Json& schema)
{
    return fieldIs(schema, "items", isList) || std::ranges::any_of(kBoundPairs, [&](const Bound& each) { return fieldIs(schema, each.first, isFlag); })
        || fieldIs(schema, "required", isFlag) || fieldIs(schema, "type", [](const Json& type) { return type == "any"; })
        || fieldIs(schema, "id", isNameOfPart) || fieldIs(schema, "$id", isNameOfPart);
}

/// A value of `schema`, which it does not have any more.
Json taken(Json& schema, const char* key)
{
    const auto found = schema.find(key);
    if (found == schema.end())
        return {};
    Json value = std::move(*found);
    schema.erase(found);
    return value;
}

void renewList(Json& schema)
{
    if (!fieldIs(schema, "items", isList))
        return;
    Json first = taken(schema, "items");
    Json others = taken(schema, "additionalItems");
    if (!first.empty() && !schema.contains("prefixItems"))
        schema["prefixItems"] = std::move(first);
    if (!others.is_null())
        schema["items"] = std::move(others);
}

void renewBounds(Json& schema)
{
    for (const auto& [exclusive, inclusive] : kBoundPairs) {
        if (!fieldIs(schema, exclusive, isFlag) || taken(schema, exclusive) == false)
            continue;
        if (Json limit = taken(schema, inclusive); !limit.is_null())
            schema[exclusive] = std::move(limit);
    }
}

/// Draft 3 says it of each property.
void renewRequired(Json& schema)
{
    const auto properties = schema.find("properties");
    Json needed = Json::array();
    if (properties != schema.end() && properties->is_object())
        for (auto property = properties->begin(); property != properties->end(); ++property)
            if (property->is_object() && fieldIs(*property, "required", isFlag) && taken(*property, "required") == true)
                needed.push_back(property.key());
    if (fieldIs(schema, "required", isFlag))
        schema.erase("required");
    if (needed.empty())
        return;
    Json& all = schema["required"];
    if (!all.is_array())
        all = Json::array();
    for (Json& name : needed)
        if (std::ranges::find(all, name) == all.end())
            all.push_back(std::move(name));
}

bool isAnchor(std::string_view name)
{
    const auto isLetter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; };
    const auto isRest = [&](char c) { return isLetter(c) || std::isdigit(static_cast<unsigned char>(c)) || c == '-' || c == '.'; };
    return !name.empty() && isLetter(name.front()) && std::ranges::all_of(name, isRest);
}

/// References to a name that 2020-12 does not allow find its part by another one then.
void renewName(Json& schema)
{
    for (const char* const key : {"id", "$id"}) {
        if (!fieldIs(schema, key, isNameOfPart))
            continue;
        std::string name = taken(schema, key).get<std::string>().substr(1);
        if (isAnchor(name) && !schema.contains("$anchor"))
            schema["$anchor"] = std::move(name);
    }
}

void renew(Json& schema)
{
    renewList(schema);
    renewBounds(schema);
    renewRequired(schema);
    renewName(schema);
    if (looseText(schema, "type") == "any")
        schema.erase("type");
}

/// Where `body` has `key` with a value that begins as one of `begins`.
bool hasField(std::string_view body, std::string_view key, std::string_view begins)
{
    for (std::size_t at = body.find(key); at != std::string_view::npos; at = body.find(key, at + 1)) {
        std::size_t value = body.find_first_not_of(" \t\r\n", at + key.size());
        if (value == std::string_view::npos || body[value] != ':')
            continue;
        value = body.find_first_not_of(" \t\r\n", value + 1);
        if (value != std::string_view::npos && begins.find(body[value]) != std::string_view::npos)
            return true;
    }
    return false;
}

bool takeLatestDraftAt(Json& holder, const char* key)
{
    const auto schema = holder.is_object() ? holder.find(key) : holder.end();
    return holder.is_object() && schema != holder.end() && takeLatestDraft(*schema);
}

} // namespace

bool isOfOlderDraft(const Json& schema)
{
    bool isOld = false;
    eachSchema(schema, kOlderKeywords, [&isOld](const Json& each) { isOld = isOld || isOlder(each); });
    return isOld;
}

bool takeLatestDraft(Json& schema)
{
    if (!isOfOlderDraft(schema))
        return false;
    const Json before = schema;
    eachSchema(schema, kOlderKeywords, renew);
    if (keepReferences(schema, before)) // what it has put in is as old
        eachSchema(schema, kOlderKeywords, renew);
    if (schema.is_object())
        schema.erase("$schema");
    return true;
}

bool mayHoldOlderDraft(std::string_view body)
{
    return hasField(body, "\"items\"", "[") || hasField(body, "\"exclusiveMinimum\"", "tf") || hasField(body, "\"exclusiveMaximum\"", "tf")
        || hasField(body, "\"required\"", "tf") || body.find("\"any\"") != std::string_view::npos || body.find("\"#") != std::string_view::npos;
}

bool takeLatestDraftInMessages(Json& body)
{
    if (!body.is_object())
        return false;
    bool isChanged = false;
    if (const auto tools = body.find("tools"); tools != body.end() && tools->is_array())
        for (Json& tool : *tools)
            isChanged |= takeLatestDraftAt(tool, "input_schema");
    for (const char* const place : {"output_config", "output_format"})
        if (const auto output = body.find(place); output != body.end() && output->is_object()) {
            isChanged |= takeLatestDraftAt(*output, "schema");
            if (const auto format = output->find("format"); format != output->end())
                isChanged |= takeLatestDraftAt(*format, "schema");
        }
    return isChanged;
}

} // namespace gateway::protocol
