#include "answer_schema.h"

#include "each_schema.h"
#include "schema_reference.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

namespace gateway::protocol {

namespace {

/// Keywords with named schemas.
constexpr std::array<std::string_view, 5> kNamedSchemas{
    "properties", "$defs", "definitions", "patternProperties", "dependentSchemas"};
/// Keywords with a schema or a list of schemas.
constexpr std::array<std::string_view, 12> kInnerSchemas{"items", "prefixItems", "anyOf", "allOf", "oneOf", "not",
    "additionalProperties", "contains", "propertyNames", "if", "then", "else"};
constexpr SchemaKeywords kAnswerKeywords{kInnerSchemas, kNamedSchemas};

/// Rejected keywords. Source: Anthropic, "Structured outputs", JSON Schema limitations, and how its SDKs transform them
/// (transform_schema); read 2026-11-21.
constexpr std::array<std::string_view, 25> kRefusedLimits{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "minLength", "maxLength", "format", "minItems", "maxItems", "uniqueItems", "contains", "minContains",
    "maxContains", "minProperties", "maxProperties", "not", "if", "then", "else", "propertyNames", "dependentRequired",
    "dependentSchemas", "unevaluatedProperties", "unevaluatedItems"};
/// Source: OpenAI, "Structured outputs", supported schemas, and its answers ("'default' is not permitted"). Read 2026-11-28.
constexpr std::array<std::string_view, 20> kRefusedByOpenAi{"allOf", "oneOf", "not", "if", "then", "else", "dependentRequired",
    "dependentSchemas", "propertyNames", "unevaluatedProperties", "unevaluatedItems", "contains", "minContains", "maxContains",
    "uniqueItems", "minProperties", "maxProperties", "patternProperties", "default", "prefixItems"};
/// Keywords that a tool's schema may not have at its root: see `tellAlternatives()`.
constexpr std::array<const char*, 5> kRootWords{"anyOf", "oneOf", "allOf", "enum", "not"};
constexpr std::array<std::string_view, 10> kTakenFormats{
    "date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"};

template <std::size_t N> bool isAmong(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

bool saysObject(const Json& type)
{
    return type == "object" || (type.is_array() && std::ranges::find(type, Json("object")) != type.end());
}

/// Whether it may contain unlisted names even after being closed.
bool isOpenObject(const Json& schema)
{
    const auto type = schema.find("type");
    const auto properties = schema.find("properties");
    const bool hasProperties = properties != schema.end() && properties->is_object();
    if (!hasProperties && (type == schema.end() || !saysObject(*type)))
        return false;
    const auto others = schema.find("additionalProperties");
    const bool isClosed = others == schema.end() ? hasProperties : *others == false;
    return !isClosed || schema.contains("patternProperties");
}

bool hasOpenObjects(const Json& schema)
{
    bool isOpen = false;
    eachSchema(schema, kAnswerKeywords, [&isOpen](const Json& each) { isOpen = isOpen || isOpenObject(each); });
    return isOpen;
}

/// Searches for a part that contains itself by reference.
class CycleSearch {
public:
    explicit CycleSearch(const Json& root) : m_references(root) { }

    bool isIn(const Json& schema)
    {
        if (schema.is_array())
            return std::ranges::any_of(schema, [this](const Json& one) { return isIn(one); });
        if (!schema.is_object() || m_done.contains(&schema))
            return false;
        if (m_open.size() >= kDeepest || !m_open.insert(&schema).second)
            return true;
        const bool isFound = isInside(schema);
        m_open.erase(&schema);
        m_done.insert(&schema);
        return isFound;
    }

private:
    bool isInside(const Json& schema)
    {
        for (auto field = schema.begin(); field != schema.end(); ++field) {
            if (field.key() == "$ref" && field->is_string()) {
                const Json* const target = m_references.find(field->get_ref<const std::string&>());
                if (target && isIn(*target))
                    return true;
            } else if (isAmong(kInnerSchemas, field.key()) ? isIn(*field) : isAmong(kNamedSchemas, field.key()) && isInAny(*field)) {
                return true;
            }
        }
        return false;
    }

    bool isInAny(const Json& named)
    {
        return named.is_object() && std::ranges::any_of(named, [this](const Json& one) { return isIn(one); });
    }

    static constexpr std::size_t kDeepest = 500; // a deeper schema counts as recursive

    SchemaReferences m_references;
    std::unordered_set<const Json*> m_open; // on the path to the current part
    std::unordered_set<const Json*> m_done;
};

bool isTaken(std::string_view keyword, const Json& value)
{
    if (keyword == "minItems")
        return value == 0 || value == 1;
    return keyword == "format" && value.is_string() && isAmong(kTakenFormats, value.get_ref<const std::string&>());
}

/// Removes the limits from one schema and returns them as text: "minimum: 1, maximum: 5".
std::string takeLimits(Json& schema)
{
    std::string told;
    if (const auto choices = schema.find("oneOf"); choices != schema.end() && !schema.contains("anyOf")) {
        Json list = std::move(*choices);
        schema.erase("oneOf");
        schema["anyOf"] = std::move(list);
    }
    for (const std::string_view keyword : kRefusedLimits) {
        const auto limit = schema.find(std::string(keyword));
        if (limit == schema.end() || isTaken(keyword, *limit))
            continue;
        told += (told.empty() ? "" : ", ") + std::string(keyword) + ": " + toText(*limit);
        schema.erase(limit);
    }
    return told;
}

void describe(Json& schema, const std::string& limits)
{
    Json& description = schema["description"];
    const std::string said = description.is_string() ? description.get<std::string>() + "\n\n" : std::string();
    description = said + '{' + limits + '}';
}

} // namespace

void closeObjects(Json& schema)
{
    eachSchema(schema, kAnswerKeywords, [](Json& each) {
        if (each.contains("properties") && !each.contains("additionalProperties"))
            each["additionalProperties"] = false;
    });
}

bool isForClaude(const Json& schema) { return !hasOpenObjects(schema) && !CycleSearch(schema).isIn(schema); }

bool isForOpenAi(const Json& schema)
{
    bool isAll = hasPlainReferences(schema) && !hasOpenObjects(schema);
    eachSchema(schema, kAnswerKeywords, [&](const Json& object) {
        for (const std::string_view keyword : kRefusedByOpenAi)
            isAll = isAll && !object.contains(keyword);
        const auto properties = object.find("properties");
        if (properties == object.end() || !properties->is_object() || properties->empty())
            return;
        std::unordered_set<std::string_view> required;
        if (const auto names = object.find("required"); names != object.end() && names->is_array())
            for (const Json& name : *names)
                if (name.is_string())
                    required.insert(name.get_ref<const std::string&>());
        for (const auto& [name, property] : properties->get_ref<const Json::object_t&>())
            isAll = isAll && required.contains(name);
    });
    return isAll;
}

void fillLists(Json& schema)
{
    eachSchema(schema, kAnswerKeywords, [](Json& each) {
        const auto type = each.find("type");
        const bool isList = type != each.end() && *type == "array";
        const auto first = each.find("prefixItems");
        // a fixed length is expressed by a number
        if (isList && first != each.end() && first->is_array() && each.value("items", Json()) == false) {
            const std::size_t most = first->size();
            each.erase("items");
            if (!each.contains("maxItems"))
                each["maxItems"] = most;
        }
        if (isList && !each.contains("items"))
            each["items"] = Json::object();
    });
}

void tellAlternatives(Json& schema, Losses& losses)
{
    if (!schema.is_object())
        return;
    openRoot(schema);
    const bool isTold = std::ranges::any_of(kRootWords, [&schema](const char* keyword) { return schema.contains(keyword); });
    const Json before = isTold ? schema : Json();
    for (const char* const keyword : kRootWords)
        if (const auto found = schema.find(keyword); found != schema.end()) {
            describe(schema, std::string(keyword) + ": " + toText(schema[keyword]));
            schema.erase(keyword);
            losses.add(std::string("tools: ") + keyword + " is told, not enforced");
        }
    if (isTold)
        (void)keepReferences(schema, before);
}

std::string schemaInWords(const Json& schema)
{
    const auto type = schema.find("type");
    const bool isOther = type != schema.end() && !saysObject(*type);
    return std::string("Answer with one JSON ") + (isOther ? "value" : "object") + ", and nothing else, that keeps to this JSON Schema:\n" + toText(schema);
}

void tellLimits(Json& schema, const std::string& field, Losses& losses)
{
    const auto tell = [&](Json& each) {
        const std::string limits = takeLimits(each);
        if (limits.empty())
            return;
        describe(each, limits);
        losses.add(field + ": limits of the schema are told, not enforced");
    };
    const Json before = schema;
    eachSchema(schema, kAnswerKeywords, tell);
    if (keepReferences(schema, before)) // inserted copies still have their limits
        eachSchema(schema, kAnswerKeywords, tell);
}

} // namespace gateway::protocol
