#include "schema_draft.h"

#include "each_schema.h"
#include "schema_reference.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

constexpr std::array<std::string_view, 6> kSchemasByName{
    "properties", "$defs", "definitions", "patternProperties", "dependentSchemas", "dependencies"};
constexpr std::array<std::string_view, 19> kSchemasWithin{"items", "prefixItems", "additionalItems", "anyOf", "allOf", "oneOf", "not",
    "additionalProperties", "contains", "propertyNames", "if", "then", "else", "unevaluatedItems", "unevaluatedProperties", "contentSchema",
    "extends", "disallow", "type"};
constexpr SchemaKeywords kOlderKeywords{kSchemasWithin, kSchemasByName}; // of all drafts
using Bound = std::pair<const char*, const char*>;
constexpr std::array kBoundPairs{Bound{"exclusiveMinimum", "minimum"}, Bound{"exclusiveMaximum", "maximum"}};
constexpr std::array<const char*, 6> kGoneKeywords{"extends", "disallow", "divisibleBy", "dependencies", "$recursiveRef", "$recursiveAnchor"};
/// Keywords that restrict values.
constexpr auto kAsserting = std::to_array<std::string_view>({"type", "properties", "required", "items", "enum", "const", "additionalProperties", "anyOf",
    "allOf", "oneOf", "not", "if", "then", "else", "format", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "prefixItems", "additionalItems", "contains",
    "minContains", "maxContains", "patternProperties", "propertyNames", "dependencies", "dependentRequired", "dependentSchemas", "unevaluatedItems",
    "unevaluatedProperties", "extends", "disallow", "divisibleBy"});
constexpr auto kDescribing = std::to_array<std::string_view>({"description", "title", "$ref", "$defs", "definitions", "$id", "$schema", "$comment", "$anchor",
    "examples", "readOnly", "writeOnly", "deprecated"});
constexpr std::array<std::string_view, 7> kTypes{"string", "number", "integer", "boolean", "array", "object", "null"};
constexpr std::array<const char*, 2> kSchemaMaps{"properties", "patternProperties"};
constexpr const char* kRecursion = "recursion"; // name for the anchor that replaces the "#" of several parts

bool isFlag(const Json& schema, std::string_view key) { return json::fieldOf(schema, key).is_boolean(); }
bool isSchema(const Json& value) { return value.is_object() || value.is_boolean(); }

bool isRepeated(const Json& list)
{
    for (auto each = list.begin(); each != list.end(); ++each)
        if (std::find(list.begin(), each, *each) != each)
            return true;
    return false;
}

/// Draft 3: a schema among the types, or the type "any". A list was allowed to be empty or to repeat a type.
bool isOlderType(const Json& type)
{
    constexpr std::size_t kMost = 16; // entries that are compared
    if (!type.is_array())
        return type == "any" || type.is_object();
    return type.empty() || std::ranges::any_of(type, [](const Json& each) { return each == "any" || each.is_object(); })
        || (type.size() <= kMost && isRepeated(type));
}

/// Draft 4: the URI of a part, or its name. A plain word may also be an unrelated annotation.
bool isOlderId(const Json& id) { return id.is_string() && id.get_ref<const std::string&>().find_first_of("/#:.") != std::string::npos; }

/// Drafts 6 and 7: a URI with a fragment name.
bool isOlderAddress(const Json& id)
{
    if (!id.is_string())
        return false;
    const std::string& address = id.get_ref<const std::string&>();
    const std::size_t mark = address.find('#');
    return mark != std::string::npos && mark + 1 < address.size();
}

template <std::size_t N> bool isOneOf(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

bool isGeminis(const Json& type)
{
    if (type.is_array())
        return std::ranges::any_of(type, isGeminis);
    return type.is_string() && isTypeOfGemini(type.get_ref<const std::string&>());
}

bool holdsNull(const Json& map) { return map.is_object() && std::ranges::any_of(map, [](const Json& each) { return each.is_null(); }); }

bool hasNulls(const Json& schema)
{
    for (auto member = schema.begin(); member != schema.end(); ++member)
        if (member->is_null() && isNeverNull(member.key()))
            return true;
    return std::ranges::any_of(kSchemaMaps, [&](const char* key) { return holdsNull(json::fieldOf(schema, key)); });
}

bool hasIgnored(const Json& schema)
{
    if (!json::findText(schema, "$ref"))
        return false;
    for (auto member = schema.begin(); member != schema.end(); ++member)
        if (isOneOf(kAsserting, member.key()))
            return true;
    return false;
}

/// Checks this part only.
bool isOlder(const Json& schema)
{
    if (hasNulls(schema) || isGeminis(json::fieldOf(schema, "type")))
        return true;
    return json::findList(schema, "items") != nullptr || std::ranges::any_of(kBoundPairs, [&](const Bound& each) { return isFlag(schema, each.first); })
        || isFlag(schema, "required") || isOlderType(json::fieldOf(schema, "type")) || isOlderId(json::fieldOf(schema, "id"))
        || isOlderAddress(json::fieldOf(schema, "$id")) || std::ranges::any_of(kGoneKeywords, [&](const char* key) { return schema.contains(key); });
}

/// Removes and returns a value of `schema`.
Json taken(Json& schema, const char* key)
{
    const auto found = schema.find(key);
    if (found == schema.end())
        return {};
    Json value = std::move(*found);
    schema.erase(found);
    return value;
}

/// The member of that name, replaced by a `kind` if it is not one.
Json& memberOf(Json& schema, const char* key, Json kind)
{
    Json& member = schema[key];
    if (member.type() != kind.type())
        member = std::move(kind);
    return member;
}

/// Restricts `schema` to what also matches `other`.
void addSchema(Json& schema, Json other) { memberOf(schema, "allOf", Json::array()).push_back(std::move(other)); }

/// The same for one keyword, which `schema` may have already.
void addKeyword(Json& schema, const char* key, Json value)
{
    if (!schema.contains(key))
        schema[key] = std::move(value);
    else if (schema[key] != value)
        addSchema(schema, Json::object({{key, std::move(value)}}));
}

/// The URI without a fragment.
std::string addressOf(const Json& schema)
{
    if (!schema.is_object())
        return {};
    std::string address = json::textOf(schema, "$id");
    if (address.empty())
        address = json::textOf(schema, "id");
    return address.substr(0, address.find('#'));
}

/// The elements of a list, or the single value.
std::vector<Json> eachOf(Json value)
{
    std::vector<Json> all;
    if (!value.is_array())
        all.push_back(std::move(value));
    else
        for (Json& each : value)
            all.push_back(std::move(each));
    return all;
}

/// Rewrites schemas for 2020-12, each separately.
class Renewal {
public:
    Renewal(std::string field, const Json& root, Losses& losses)
        : m_field(std::move(field))
        , m_root(&root)
        , m_address(addressOf(root))
        , m_ignoresSiblings(ignoresSiblings(json::textOf(root, "$schema")))
        , m_losses(losses)
    {
    }

    void renew(Json& schema)
    {
        renewNulls(schema);
        renewLetters(schema);
        dropIgnored(schema);
        renewList(schema);
        renewBounds(schema);
        renewRequired(schema);
        renewName(schema, "id", isOlderId);
        renewName(schema, "$id", isOlderAddress);
        renewType(schema);
        renewDisallow(schema);
        renewExtends(schema);
        renewDivisor(schema);
        renewDependencies(schema);
    }

    void lose(const char* keyword) { m_losses.add(m_field + ": " + keyword + " of the schema"); }

private:
    static void renewNulls(Json& schema);
    static void renewLetters(Json& schema);
    void dropIgnored(Json& schema) const;
    static void renewList(Json& schema);
    static void renewBounds(Json& schema);
    static void renewRequired(Json& schema);
    template <class Test> void renewName(Json& schema, const char* key, const Test& isOld) const;
    void renewType(Json& schema);
    void renewDisallow(Json& schema);
    void renewExtends(Json& schema);
    void renewDivisor(Json& schema);
    void renewDependencies(Json& schema);
    void depend(Json& schema, const std::string& name, Json on);
    std::optional<Json> unionOf(Json types, const char* keyword);

    std::string m_field; // in the client's terms
    const Json* m_root;
    std::string m_address; // URI of the root
    bool m_ignoresSiblings; // next to a `$ref`
    Losses& m_losses;
};

/// A property without a schema may be anything.
void Renewal::renewNulls(Json& schema)
{
    for (auto member = schema.begin(); member != schema.end();)
        if (member->is_null() && isNeverNull(member.key()))
            member = schema.erase(member);
        else
            ++member;
    for (const char* const key : kSchemaMaps)
        if (holdsNull(json::fieldOf(schema, key)))
            for (Json& each : schema[key])
                if (each.is_null())
                    each = Json::object();
}

void Renewal::renewLetters(Json& schema)
{
    if (!isGeminis(json::fieldOf(schema, "type")))
        return;
    Json types = Json::array();
    for (const Json& each : eachOf(schema["type"])) {
        Json name = isGeminis(each) ? Json(asciiLower(each.get_ref<const std::string&>())) : each;
        const bool isOne = !name.is_string() || isOneOf(kTypes, name.get_ref<const std::string&>());
        if (isOne && std::ranges::find(types, name) == types.end())
            types.push_back(std::move(name));
    }
    const bool isNullable = taken(schema, "nullable") == true;
    if (types.empty()) {
        schema.erase("type");
        return;
    }
    if (isNullable && std::ranges::find(types, Json("null")) == types.end())
        types.push_back("null");
    if (isNullable && json::findList(schema, "enum") && std::ranges::find(schema["enum"], Json()) == schema["enum"].end())
        schema["enum"].push_back(Json());
    schema["type"] = types.size() == 1 ? Json(types.front()) : types;
}

/// Hosts require a type at the root, whatever it refers to.
void Renewal::dropIgnored(Json& schema) const
{
    if (!m_ignoresSiblings || &schema == m_root || !hasIgnored(schema))
        return;
    for (auto member = schema.begin(); member != schema.end();)
        if (isOneOf(kAsserting, member.key()))
            member = schema.erase(member);
        else
            ++member;
}

void Renewal::renewList(Json& schema)
{
    if (!json::findList(schema, "items"))
        return;
    Json first = taken(schema, "items");
    Json others = taken(schema, "additionalItems");
    if (!first.empty() && !schema.contains("prefixItems"))
        schema["prefixItems"] = std::move(first);
    if (!others.is_null())
        schema["items"] = std::move(others);
}

void Renewal::renewBounds(Json& schema)
{
    for (const auto& [exclusive, inclusive] : kBoundPairs) {
        if (!isFlag(schema, exclusive) || taken(schema, exclusive) == false)
            continue;
        if (Json limit = taken(schema, inclusive); !limit.is_null())
            schema[exclusive] = std::move(limit);
    }
}

/// Draft 3 specifies it in each property.
void Renewal::renewRequired(Json& schema)
{
    const auto properties = schema.find("properties");
    Json needed = Json::array();
    if (properties != schema.end() && properties->is_object())
        for (auto property = properties->begin(); property != properties->end(); ++property)
            if (property->is_object() && isFlag(*property, "required") && taken(*property, "required") == true)
                needed.push_back(property.key());
    if (isFlag(schema, "required"))
        schema.erase("required");
    if (needed.empty())
        return;
    Json& all = memberOf(schema, "required", Json::array());
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

/// Updates references to a name that 2020-12 does not allow.
template <class Test> void Renewal::renewName(Json& schema, const char* key, const Test& isOld) const
{
    if (!isOld(json::fieldOf(schema, key)))
        return;
    const std::string address = taken(schema, key).template get<std::string>();
    std::string name = address.substr(std::min(address.find('#'), address.size() - 1) + 1);
    const std::string document = address.substr(0, address.find('#'));
    const bool isWholes = &schema != m_root && !name.empty() && document == m_address;
    if (!document.empty() && !isWholes && !schema.contains("$id"))
        schema["$id"] = document;
    if (isAnchor(name) && !schema.contains("$anchor"))
        schema["$anchor"] = std::move(name);
}

/// A schema that matches any of `types`: names and schemas, or a single one. Empty if there is none.
std::optional<Json> Renewal::unionOf(Json types, const char* keyword)
{
    Json names = Json::array();
    Json schemas = Json::array();
    for (Json& each : eachOf(std::move(types)))
        if (each == "any")
            return Json::object();
        else if (each.is_object())
            schemas.push_back(std::move(each));
        else if (!each.is_string())
            lose(keyword);
        else if (std::ranges::find(names, each) == names.end())
            names.push_back(std::move(each));
    if (names.empty() && schemas.empty())
        return std::nullopt;
    Json named = Json::object();
    if (!names.empty())
        named["type"] = names.size() == 1 ? Json(names.front()) : names;
    if (schemas.empty())
        return named;
    if (!names.empty())
        schemas.insert(schemas.begin(), std::move(named));
    return Json::object({{"anyOf", std::move(schemas)}});
}

void Renewal::renewType(Json& schema)
{
    if (!isOlderType(json::fieldOf(schema, "type")))
        return;
    const Json made = unionOf(taken(schema, "type"), "type").value_or(Json::object());
    for (auto member = made.begin(); member != made.end(); ++member)
        addKeyword(schema, member.key().c_str(), *member);
}

void Renewal::renewDisallow(Json& schema)
{
    if (!schema.contains("disallow"))
        return;
    if (auto made = unionOf(taken(schema, "disallow"), "disallow"))
        addKeyword(schema, "not", std::move(*made));
}

void Renewal::renewExtends(Json& schema)
{
    if (!schema.contains("extends"))
        return;
    for (Json& each : eachOf(taken(schema, "extends")))
        if (isSchema(each))
            addSchema(schema, std::move(each));
        else
            lose("extends");
}

void Renewal::renewDivisor(Json& schema)
{
    if (!schema.contains("divisibleBy"))
        return;
    Json divisor = taken(schema, "divisibleBy");
    if (divisor.is_number() && divisor.get<double>() > 0)
        addKeyword(schema, "multipleOf", std::move(divisor));
    else
        lose("divisibleBy");
}

void Renewal::renewDependencies(Json& schema)
{
    if (!schema.contains("dependencies"))
        return;
    Json all = taken(schema, "dependencies");
    if (!all.is_object())
        return lose("dependencies");
    for (auto each = all.begin(); each != all.end(); ++each)
        depend(schema, each.key(), std::move(*each));
}

/// If the property `name` exists, `on` must exist or match.
void Renewal::depend(Json& schema, const std::string& name, Json on)
{
    if (isSchema(on)) {
        Json& schemas = memberOf(schema, "dependentSchemas", Json::object());
        if (schemas.contains(name))
            on = Json::object({{"allOf", Json::array({std::move(schemas[name]), std::move(on)})}});
        schemas[name] = std::move(on);
        return;
    }
    Json& needed = memberOf(memberOf(schema, "dependentRequired", Json::object()), name.c_str(), Json::array());
    for (Json& other : eachOf(std::move(on)))
        if (!other.is_string())
            lose("dependencies");
        else if (std::ranges::find(needed, other) == needed.end())
            needed.push_back(std::move(other));
}

bool isOwnDocument(const Json& schema) { return schema.contains("$id"); }

/// Whether a reference into the document, such as "#/definitions/a", is invalid within `part`.
bool pointsOut(const Json& part)
{
    SchemaReferences inside(part);
    bool isOut = false;
    eachSchema(part, kOlderKeywords, [&](const Json& each) {
        const std::string reference = json::textOf(each, "$ref");
        isOut = isOut || (reference.starts_with('#') && !inside.find(reference));
    });
    return isOut;
}

/// Draft 4's `id` makes a part a document of its own, to which its "#..." would refer. Generators nevertheless write it
/// for every part, with references into the whole.
void dropDecoration(Json& root)
{
    eachSchema(root, kOlderKeywords, [&root](Json& schema) {
        if (&schema != &root && isOlderId(json::fieldOf(schema, "id")) && !json::textOf(schema, "id").starts_with('#') && pointsOut(schema))
            schema.erase("id");
    });
}

/// In 2019-09 "$recursiveRef" refers to the outermost document with `$recursiveAnchor`. If there is only one, that is
/// "#" itself.
class Recursion {
public:
    Recursion(Json& root, Renewal& renewal)
        : m_renewal(renewal)
    {
        eachSchema(root, kOlderKeywords, [&](Json& schema) {
            m_anchors += json::isTrue(schema, "$recursiveAnchor") ? 1 : 0;
            if (&schema == &root || isOwnDocument(schema))
                m_documents.push_back(&schema);
        });
    }

    void renew()
    {
        // inner ones first, since each moves only what is inside it
        for (auto document = m_documents.rbegin(); document != m_documents.rend(); ++document)
            renewIn(**document);
    }

private:
    void renewIn(Json& document)
    {
        const bool isNamed = m_anchors > 1 && json::isTrue(document, "$recursiveAnchor");
        if (isNamed && !document.contains("$dynamicAnchor"))
            document["$dynamicAnchor"] = kRecursion;
        eachSchema(document, kOlderKeywords, [&](Json& schema) {
            schema.erase("$recursiveAnchor");
            if (!schema.contains("$recursiveRef"))
                return;
            Json reference = taken(schema, "$recursiveRef");
            if (!reference.is_string())
                return m_renewal.lose("$recursiveRef");
            if (isNamed && reference == "#")
                addKeyword(schema, "$dynamicRef", "#" + json::textOf(document, "$dynamicAnchor"));
            else
                addKeyword(schema, "$ref", std::move(reference));
        });
    }

    Renewal& m_renewal;
    std::size_t m_anchors = 0;
    std::vector<Json*> m_documents; // in the order found: outer before inner ones
};

} // namespace

bool isNeverNull(std::string_view word) { return word != "const" && (isOneOf(kAsserting, word) || isOneOf(kDescribing, word)); }

bool isTypeOfGemini(std::string_view type)
{
    constexpr std::size_t kLongest = 16; // TYPE_UNSPECIFIED
    if (type.empty() || type.size() > kLongest || type == asciiLower(type))
        return false;
    const std::string name = asciiLower(type);
    return isOneOf(kTypes, name) || name == "type_unspecified";
}

bool isOfOlderDraft(const Json& schema)
{
    const bool isWithoutSiblings = ignoresSiblings(json::textOf(schema, "$schema"));
    bool isOld = false;
    eachSchema(schema, kOlderKeywords, [&](const Json& each) {
        isOld = isOld || isOlder(each) || (isWithoutSiblings && &each != &schema && hasIgnored(each));
    });
    return isOld;
}

bool takeLatestDraft(Json& schema, const std::string& field, Losses& losses)
{
    if (!isOfOlderDraft(schema))
        return false;
    const Json before = schema;
    Renewal renewal(field, schema, losses);
    const auto renew = [&renewal](Json& each) { renewal.renew(each); };
    dropDecoration(schema);
    eachSchema(schema, kOlderKeywords, renew);
    if (keepReferences(schema, before)) // inserted copies are of the older draft, too
        eachSchema(schema, kOlderKeywords, renew);
    Recursion(schema, renewal).renew();
    if (schema.is_object())
        schema.erase("$schema");
    return true;
}

} // namespace gateway::protocol
