#include "schema_text.h"

#include "gateway/core/json/json_members.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/translation/schema_reference.h"
#include "proto_json.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

using gemini::camelName;

template <std::size_t N> bool isIn(const std::array<std::string_view, N>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 6> kCounts{
    "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"};
constexpr std::array<std::string_view, 2> kBounds{"minimum", "maximum"};

// --- from OpenAPI ---

/// "12" becomes 12; anything else is unchanged.
Json numberOf(const Json& value)
{
    if (!value.is_string())
        return value;
    const auto parsed = parseJson(value.get_ref<const std::string&>());
    return parsed && parsed->is_number() ? *parsed : value;
}

bool saysNumbers(const Json& schema)
{
    const Json* const type = gemini::field(schema, "type");
    if (!type || !type->is_string())
        return false;
    const std::string lower = asciiLower(type->get_ref<const std::string&>());
    return lower == "integer" || lower == "number";
}

Json each(const Json& list, Json (*convert)(const Json&))
{
    if (list.is_array()) {
        Json converted = Json::array();
        for (const Json& one : list)
            converted.push_back(convert(one));
        return converted;
    }
    Json converted = Json::object();
    JsonMembers members(converted);
    for (const auto& [name, one] : list.items())
        members[name] = convert(one);
    return converted;
}

Json typeOf(const Json& type)
{
    if (type.is_array())
        return each(type, typeOf);
    return type.is_string() ? Json(asciiLower(type.get_ref<const std::string&>())) : type;
}

void allowNull(Json& schema)
{
    const auto type = schema.find("type");
    if (type != schema.end() && type->is_string())
        *type = Json::array({*type, "null"});
    else if (type == schema.end() && schema.contains("anyOf") && schema["anyOf"].is_array())
        schema["anyOf"].push_back(Json{{"type", "null"}});
    const auto values = schema.find("enum");
    if (values != schema.end() && values->is_array()
        && std::find(values->begin(), values->end(), Json()) == values->end())
        values->push_back(nullptr);
}

/// JSON Schema cannot express the order in which a model is to write properties, but models follow the order of their
/// descriptions. Sources: ai.google.dev, "Structured outputs", property ordering; OpenAI, "Structured model outputs",
/// key ordering. Read 2026-11-28.
void sortProperties(Json& schema, const Json& order)
{
    const auto properties = schema.find("properties");
    if (!order.is_array() || properties == schema.end() || !properties->is_object())
        return;
    std::unordered_map<std::string_view, std::size_t> places;
    for (const Json& name : order)
        if (name.is_string())
            places.try_emplace(name.get_ref<const std::string&>(), places.size());
    const auto placeOf = [&places](const auto& member) {
        const auto found = places.find(member.first);
        return found == places.end() ? places.size() : found->second;
    };
    std::vector<std::pair<std::string, Json>> sorted;
    for (auto& [name, property] : properties->get_ref<Json::object_t&>())
        sorted.emplace_back(name, std::move(property));
    std::ranges::stable_sort(sorted, {}, placeOf);
    Json made = Json::object();
    JsonMembers members(made);
    for (auto& [name, property] : sorted)
        members[name] = std::move(property);
    *properties = std::move(made);
}

void takeKeyword(JsonMembers& out, const Json& schema, const std::string& key, const Json& value)
{
    if (key == "type") {
        if (value != "TYPE_UNSPECIFIED")
            out[key] = typeOf(value);
    } else if (key == "properties" || key == "items" || key == "anyOf" || key == "prefixItems") {
        const bool isMany = key != "items" && value.is_structured();
        out[key] = isMany ? each(value, schemaFromOpenApi) : schemaFromOpenApi(value);
    } else if (isIn(kCounts, key) || isIn(kBounds, key)) {
        out[key] = numberOf(value);
    } else if (key == "enum" && saysNumbers(schema) && value.is_array()) {
        out[key] = each(value, numberOf);
    } else if (key == "format" && value == "enum") {
        return; // adds nothing to `enum`
    } else if (key == "example") {
        out["examples"] = Json::array({value});
    } else if (key != "nullable" && key != "propertyOrdering") {
        out[key] = value;
    }
}

} // namespace

Json schemaFromOpenApi(const Json& schema)
{
    if (!schema.is_object())
        return schema;
    Json out = Json::object();
    JsonMembers members(out);
    for (const auto& [key, value] : schema.items())
        takeKeyword(members, schema, camelName(key), value);
    const Json* const nullable = gemini::field(schema, "nullable");
    if (nullable && *nullable == true)
        allowNull(out);
    if (const Json* const order = gemini::field(schema, "propertyOrdering"))
        sortProperties(out, *order);
    return out;
}

// --- to OpenAPI ---

namespace {

constexpr int kMaxDepth = 16; // levels of $ref
constexpr int kMostInside = 2; // nesting depth of one definition within each other one: once, plus one recursion

// Keywords copied unchanged.
constexpr std::array<std::string_view, 12> kKept{"title", "description", "default", "pattern", "minimum", "maximum",
    "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"};
// Lists of property names.
constexpr std::array<std::string_view, 2> kNames{"required", "propertyOrdering"};
// Keywords without effect on values.
constexpr std::array<std::string_view, 13> kIdle{
    "$schema", "$id", "id", "$comment", "$defs", "definitions", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "examples", "readOnly", "writeOnly", "deprecated"};
// The API rejects other formats. Source: "Invalid value at ... only 'enum' and 'date-time' are supported for STRING".
constexpr std::array<std::string_view, 6> kFormats{"enum", "date-time", "float", "double", "int32", "int64"};

class ToOpenApi {
public:
    ToOpenApi(const Json& root, Losses& losses, DefinitionCopies& copies)
        : m_root(root)
        , m_references(root)
        , m_losses(losses)
        , m_copies(copies)
    {
        m_definitions[&root].inside = 1;
    }

    Json converted(const Json& schema)
    {
        Json out = read(schema);
        settleItems(out);
        return out;
    }

private:
    /// A part of the schema to which a `$ref` points.
    struct Definition {
        std::size_t size = 0; ///< approximate size of its JSON; 0: not known yet
        int inside = 0; ///< the number of copies being made inside each other
        bool isFree = false; ///< it was not used yet
    };

    Json read(const Json& schema)
    {
        Json out = Json::object();
        if (!schema.is_object())
            return out; // `true` allows anything
        for (const char* const key : {"$ref", "$dynamicRef", "$recursiveRef"})
            if (const auto ref = schema.find(key); ref != schema.end())
                return inlined(schema, key, *ref);
        for (const auto& [key, value] : schema.items())
            take(out, key, value);
        takeTuple(out, schema);
        settleBounds(out);
        settleEnum(out);
        dropUnknownNames(out);
        return out;
    }

    /// Enum values keep their type. Texts and integers can be an enum in this form, others are added to the
    /// description. Source: Vertex AI reference, Schema.enum: "{type:INTEGER, format:enum, enum:["101", "201",
    /// "301"]}". Read 2026-11-22.
    void settleEnum(Json& out)
    {
        if (!out.contains("enum"))
            return;
        Json values = std::exchange(out["enum"], Json());
        out.erase("enum");
        const std::string common = typeOfAll(values);
        if (!out.contains("type") && !common.empty())
            out["type"] = common;
        const bool isKept = out.value("type", Json()) == common && (common == "STRING" || common == "INTEGER");
        if (!isKept) {
            m_losses.add("schema: enum of a value that is no text");
            const Json said = out.value("description", Json());
            const std::string told = "{enum: " + toText(values) + '}';
            out["description"] = said.is_string() ? said.get<std::string>() + ' ' + told : told;
            return;
        }
        if (common == "INTEGER") {
            out["format"] = "enum";
            for (Json& value : values)
                value = value.dump();
        }
        out["enum"] = std::move(values);
    }

    /// Empty if they have several types.
    static std::string typeOfAll(const Json& values)
    {
        if (std::ranges::all_of(values, [](const Json& value) { return value.is_string(); }))
            return "STRING";
        if (std::ranges::all_of(values, [](const Json& value) { return value.is_number_integer(); }))
            return "INTEGER";
        if (std::ranges::all_of(values, [](const Json& value) { return value.is_number(); }))
            return "NUMBER";
        return std::ranges::all_of(values, [](const Json& value) { return value.is_boolean(); }) ? "BOOLEAN" : "";
    }

    void take(Json& out, const std::string& key, const Json& value)
    {
        if (key == "type")
            takeType(out, value);
        else if (key == "enum")
            takeEnum(out, value);
        else if (key == "const")
            takeEnum(out, Json::array({value}));
        else if (key == "anyOf" || key == "oneOf")
            takeChoices(out, value);
        else if (key == "allOf")
            takeAll(out, value);
        else if (key == "properties" && value.is_object())
            takeProperties(out, value);
        else if (key == "items" && value.is_object())
            out[key] = converted(value);
        else if (key == "exclusiveMinimum" || key == "exclusiveMaximum")
            out[key] = value; // until settleBounds()
        else if (isIn(kNames, key) || isIn(kKept, key))
            out[key] = value;
        else if (key == "format" && value.is_string() && isIn(kFormats, value.get_ref<const std::string&>()))
            out[key] = value;
        else if (!isIn(kIdle, key) && !isOfTuple(key, value))
            m_losses.add("schema: " + key);
    }

    /// See `takeTuple()`.
    static bool isOfTuple(const std::string& key, const Json& value)
    {
        return (key == "prefixItems" && value.is_array()) || (key == "items" && value.is_boolean());
    }

    /// This form has lists of a single element type: any of these types, limited to their number if no others are
    /// allowed.
    void takeTuple(Json& out, const Json& schema)
    {
        const auto first = schema.find("prefixItems");
        if (first == schema.end() || !first->is_array() || first->empty())
            return;
        Json choices = Json::array();
        for (const Json& one : *first)
            if (Json choice = converted(one); std::ranges::find(choices, choice) == choices.end())
                choices.push_back(std::move(choice));
        const auto others = out.find("items");
        if (others != out.end() && std::ranges::find(choices, *others) == choices.end())
            choices.push_back(*others);
        if (schema.value("items", Json()) == false && !out.contains("maxItems"))
            out["maxItems"] = first->size();
        out["items"] = choices.size() == 1 ? Json(choices[0]) : Json{{"anyOf", choices}};
        m_losses.add("schema: prefixItems");
    }

    /// For integers the limit becomes the next one; for other numbers, the exclusion of the limit itself is lost.
    void settleBounds(Json& out)
    {
        const Json type = out.value("type", Json());
        for (const auto& [exclusive, limit, step] : {std::tuple("exclusiveMinimum", "minimum", 1), std::tuple("exclusiveMaximum", "maximum", -1)}) {
            const auto found = out.find(exclusive);
            if (found == out.end())
                continue;
            const Json value = *found;
            out.erase(found);
            const bool isNext = type == "INTEGER" && value.is_number_integer();
            if (value.is_number() && (isNext || type == "NUMBER") && !out.contains(limit))
                out[limit] = isNext ? Json(value.get<std::int64_t>() + step) : value;
            if (!isNext)
                m_losses.add(std::string("schema: ") + exclusive);
        }
    }

    /// The target of `ref` together with the keywords next to it.
    Json inlined(const Json& schema, std::string_view keyword, const Json& ref)
    {
        const Json* const target = ref.is_string() ? m_references.find(ref.get_ref<const std::string&>()) : nullptr;
        Json out = target ? copied(*target) : Json{{"type", "OBJECT"}};
        if (!target)
            m_losses.add("schema: $ref");
        Json beside = Json::object();
        for (const auto& [key, value] : schema.items())
            if (key != keyword)
                take(beside, key, value);
        settleBounds(beside);
        settleEnum(beside);
        if (beside.empty())
            return out;
        Inner inner;
        merge(out, std::move(beside), inner);
        dropUnknownNames(out);
        return out;
    }

    Json copied(const Json& target)
    {
        if (!target.is_object())
            return Json::object();
        Definition& definition = definitionOf(target);
        if (m_depth == kMaxDepth || definition.inside == kMostInside || !mayUse(definition, target)) {
            m_losses.add("schema: $ref");
            return bareOf(target);
        }
        ++definition.inside;
        ++m_depth;
        Json out = read(target);
        --m_depth;
        --definition.inside;
        return out;
    }

    /// References to an unordered map's values stay valid.
    Definition& definitionOf(const Json& target)
    {
        if (!std::exchange(m_knowsDefinitions, true))
            for (const char* const place : {"$defs", "definitions"})
                if (const auto all = m_root.find(place); all != m_root.end() && all->is_object())
                    for (const auto& [name, one] : all->items())
                        m_definitions[&one].isFree = true;
        return m_definitions[&target];
    }

    /// Whether there is budget for `definition`; if so, it is used.
    bool mayUse(Definition& definition, const Json& target)
    {
        if (std::exchange(definition.isFree, false))
            return true;
        if (m_copies.count == 0)
            return false;
        --m_copies.count;
        if (definition.size == 0)
            definition.size = sizeWithin(target, m_copies.size + 1);
        if (definition.size > m_copies.size)
            return false;
        m_copies.size -= definition.size;
        return true;
    }

    /// The approximate length of the JSON of `value`; `most` if it is longer.
    static std::size_t sizeWithin(const Json& value, std::size_t most)
    {
        constexpr std::size_t kAround = 4;
        std::size_t size = kAround + (value.is_string() ? value.get_ref<const std::string&>().size() : 0);
        if (value.is_object())
            for (auto member = value.begin(); member != value.end() && size < most; ++member)
                size += kAround + member.key().size() + sizeWithin(*member, most - size);
        if (value.is_array())
            for (auto element = value.begin(); element != value.end() && size < most; ++element)
                size += sizeWithin(*element, most - size);
        return std::min(size, most);
    }

    /// What remains of a part for which there is no budget.
    static Json bareOf(const Json& target)
    {
        constexpr std::array<std::string_view, 5> kPlain{"STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY"};
        const auto type = target.find("type");
        const std::string bare = type != target.end() && type->is_string() ? upper(type->get_ref<const std::string&>()) : std::string();
        return Json{{"type", isIn(kPlain, bare) ? bare : std::string("OBJECT")}};
    }

    void takeType(Json& out, const Json& type)
    {
        if (type.is_string()) {
            out["type"] = upper(type.get_ref<const std::string&>());
            return;
        }
        if (!type.is_array())
            return;
        Json choices = Json::array();
        for (const Json& one : type) {
            if (one == "null")
                out["nullable"] = true;
            else if (one.is_string())
                choices.push_back(Json{{"type", upper(one.get_ref<const std::string&>())}});
        }
        if (choices.size() == 1)
            out["type"] = choices[0]["type"];
        else if (!choices.empty())
            out["anyOf"] = std::move(choices);
    }

    void takeEnum(Json& out, const Json& values)
    {
        Json list = Json::array();
        for (const Json& value : values) {
            if (value.is_null())
                out["nullable"] = true;
            else
                list.push_back(value);
        }
        if (!list.empty())
            out["enum"] = std::move(list);
    }

    void takeChoices(Json& out, const Json& list)
    {
        Json choices = Json::array();
        for (const Json& one : list) {
            if (one.is_object() && one.size() == 1 && one.value("type", Json()) == "null")
                out["nullable"] = true;
            else
                choices.push_back(converted(one));
        }
        if (choices.size() == 1)
            JsonMembers(out).update(std::move(choices[0]));
        else
            out["anyOf"] = std::move(choices);
    }

    using Inner = std::map<std::string, JsonMembers>; // of the objects in the target of the merge, by key

    void takeAll(Json& out, const Json& list)
    {
        Inner inner;
        for (const Json& one : list)
            merge(out, read(one), inner);
    }

    /// Values must match both.
    static void merge(Json& out, Json all, Inner& inner)
    {
        for (auto& [key, value] : all.get_ref<Json::object_t&>()) {
            Json& there = out[key];
            if (there.is_object() && value.is_object())
                inner.try_emplace(key, there).first->second.update(std::move(value));
            else if (there.is_array() && value.is_array())
                std::ranges::move(value.get_ref<Json::array_t&>(), std::back_inserter(there.get_ref<Json::array_t&>()));
            else {
                there = std::move(value);
                inner.erase(key);
            }
        }
    }

    void takeProperties(Json& out, const Json& properties)
    {
        Json& there = out["properties"];
        if (!there.is_object())
            there = Json::object();
        JsonMembers all(there);
        for (const auto& [name, property] : properties.items())
            all[name] = converted(property);
    }

    /// The API rejects a list without an element type: "items: missing field". Source: Gemini API, answer to
    /// generateContent. Read 2026-11-22.
    static void settleItems(Json& out)
    {
        const auto fill = [](Json& list, Json items) {
            if (const auto type = list.find("type"); type != list.end() && *type == "ARRAY" && !list.contains("items"))
                list["items"] = std::move(items);
        };
        fill(out, Json{{"type", "STRING"}});
        const auto choices = out.find("anyOf");
        if (choices == out.end() || !choices->is_array())
            return;
        const auto said = out.find("items"); // next to several types
        Json items = said == out.end() ? Json() : std::move(*said);
        if (said != out.end())
            out.erase("items");
        for (Json& choice : out["anyOf"])
            fill(choice, items.is_null() ? Json{{"type", "STRING"}} : std::exchange(items, Json()));
    }

    /// The API rejects a schema that requires or orders properties which it does not describe.
    static void dropUnknownNames(Json& out)
    {
        for (const std::string_view key : kNames)
            dropUnknownNames(out, key);
    }

    static void dropUnknownNames(Json& out, std::string_view key)
    {
        const auto list = out.find(key);
        if (list == out.end())
            return;
        std::unordered_set<std::string_view> names;
        if (const auto properties = out.find("properties"); properties != out.end() && properties->is_object())
            for (const auto& [name, property] : properties->get_ref<const Json::object_t&>())
                names.insert(name);
        Json known = Json::array();
        for (Json& name : *list)
            if (name.is_string() && names.contains(name.get_ref<const std::string&>()))
                known.push_back(std::move(name));
        if (known.empty())
            out.erase(list);
        else
            *list = std::move(known);
    }

    static std::string upper(std::string text)
    {
        for (char& c : text)
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        return text;
    }

    const Json& m_root;
    SchemaReferences m_references;
    Losses& m_losses;
    DefinitionCopies& m_copies;
    std::unordered_map<const Json*, Definition> m_definitions;
    bool m_knowsDefinitions = false; // those of the root are registered
    int m_depth = 0; // nesting depth of `$ref`s
};

} // namespace

Json schemaToOpenApi(const Json& schema, Losses& losses, DefinitionCopies& copies)
{
    Json out = ToOpenApi(schema, losses, copies).converted(schema);
    const auto properties = out.find("properties");
    const bool isBare = out.value("type", Json()) == "OBJECT" && (properties == out.end() || properties->empty());
    return isBare || out.empty() ? Json() : out;
}

} // namespace gateway::protocol
