#include "latest_schema.h"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>
#include <string_view>

namespace tests {

namespace {

using gateway::Json;
using Check = bool (*)(const Json&);

bool isSchema(const Json& value) { return problemIn2020(value).empty(); }
bool isText(const Json& value) { return value.is_string(); }
bool isFlag(const Json& value) { return value.is_boolean(); }
bool isNumber(const Json& value) { return value.is_number(); }
bool isList(const Json& value) { return value.is_array(); }
bool isFactor(const Json& value) { return value.is_number() && value.get<double>() > 0; }
bool isCount(const Json& value) { return value.is_number() && value.get<double>() >= 0; }
bool isSchemas(const Json& value) { return value.is_array() && !value.empty() && std::ranges::all_of(value, isSchema); }
bool isSchemasByName(const Json& value) { return value.is_object() && std::ranges::all_of(value, isSchema); }
bool isNames(const Json& value)
{
    return value.is_array() && std::ranges::all_of(value, isText) && std::set<Json>(value.begin(), value.end()).size() == value.size();
}
bool isNamesByName(const Json& value) { return value.is_object() && std::ranges::all_of(value, isNames); }
bool isDependencies(const Json& value)
{
    return value.is_object() && std::ranges::all_of(value, [](const Json& each) { return isNames(each) || isSchema(each); });
}
bool isSimpleType(const Json& value)
{
    constexpr std::array<std::string_view, 7> kTypes{"array", "boolean", "integer", "null", "number", "object", "string"};
    return value.is_string() && std::ranges::find(kTypes, value.get_ref<const std::string&>()) != kTypes.end();
}
bool isType(const Json& value) { return isSimpleType(value) || (isNames(value) && !value.empty() && std::ranges::all_of(value, isSimpleType)); }
bool matches(const Json& value, const char* pattern) { return value.is_string() && std::regex_match(value.get<std::string>(), std::regex(pattern)); }
bool isId(const Json& value) { return matches(value, "[^#]*#?"); }
bool isAnchor(const Json& value) { return matches(value, "[A-Za-z_][-A-Za-z0-9._]*"); }

const std::map<std::string, Check, std::less<>>& checks()
{
    static const std::map<std::string, Check, std::less<>> kChecks{{"$id", isId}, {"$schema", isText}, {"$ref", isText}, {"$anchor", isAnchor},
        {"$dynamicRef", isText}, {"$dynamicAnchor", isAnchor}, {"$defs", isSchemasByName}, {"$comment", isText}, {"$recursiveAnchor", isAnchor},
        {"$recursiveRef", isText}, {"definitions", isSchemasByName}, {"dependencies", isDependencies}, {"prefixItems", isSchemas}, {"items", isSchema},
        {"contains", isSchema}, {"additionalProperties", isSchema}, {"properties", isSchemasByName}, {"patternProperties", isSchemasByName},
        {"dependentSchemas", isSchemasByName}, {"propertyNames", isSchema}, {"if", isSchema}, {"then", isSchema}, {"else", isSchema}, {"allOf", isSchemas},
        {"anyOf", isSchemas}, {"oneOf", isSchemas}, {"not", isSchema}, {"unevaluatedItems", isSchema}, {"unevaluatedProperties", isSchema}, {"type", isType},
        {"enum", isList}, {"multipleOf", isFactor}, {"maximum", isNumber}, {"exclusiveMaximum", isNumber}, {"minimum", isNumber},
        {"exclusiveMinimum", isNumber}, {"maxLength", isCount}, {"minLength", isCount}, {"pattern", isText}, {"maxItems", isCount}, {"minItems", isCount},
        {"uniqueItems", isFlag}, {"maxProperties", isCount}, {"minProperties", isCount}, {"required", isNames}, {"dependentRequired", isNamesByName},
        {"title", isText}, {"description", isText}, {"deprecated", isFlag}, {"readOnly", isFlag}, {"writeOnly", isFlag}, {"examples", isList},
        {"format", isText}, {"contentEncoding", isText}, {"contentMediaType", isText}, {"contentSchema", isSchema}};
    return kChecks;
}

} // namespace

std::string problemIn2020(const Json& schema)
{
    if (schema.is_boolean() || schema.is_null()) // absent
        return {};
    if (!schema.is_object())
        return "not a schema: " + gateway::toText(schema);
    for (auto member = schema.begin(); member != schema.end(); ++member) {
        const auto check = checks().find(member.key());
        if (check != checks().end() && !check->second(*member))
            return member.key() + ": " + gateway::toText(*member);
    }
    return {};
}

} // namespace tests
