#include "schema_text.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/codec.h"
#include "proto_json.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

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

/// "12" as 12; anything else as it is.
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
    Json converted = list.is_array() ? Json::array() : Json::object();
    if (list.is_array())
        for (const Json& one : list)
            converted.push_back(convert(one));
    else
        for (const auto& [name, one] : list.items())
            converted[name] = convert(one);
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

void takeKeyword(Json& out, const Json& schema, const std::string& key, const Json& value)
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
        return; // says no more than `enum`
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
    for (const auto& [key, value] : schema.items())
        takeKeyword(out, schema, camelName(key), value);
    const Json* const nullable = gemini::field(schema, "nullable");
    if (nullable && *nullable == true)
        allowNull(out);
    return out;
}

// --- to OpenAPI ---

namespace {

constexpr int kMaxDepth = 16; // levels of $ref; a schema that holds itself ends there
constexpr int kMostInlined = 1000; // of them all, so that few definitions cannot become very many

// What goes on as it is.
constexpr std::array<std::string_view, 12> kKept{"title", "description", "default", "pattern", "minimum", "maximum",
    "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"};
// What says nothing of the values.
constexpr std::array<std::string_view, 10> kIdle{
    "$schema", "$id", "$comment", "$defs", "definitions", "$anchor", "examples", "readOnly", "writeOnly", "deprecated"};
// The API refuses other formats. Source: "Invalid value at ... only 'enum' and 'date-time' are supported for STRING".
constexpr std::array<std::string_view, 6> kFormats{"enum", "date-time", "float", "double", "int32", "int64"};

class ToOpenApi {
public:
    ToOpenApi(const Json& root, Losses& losses)
        : m_root(root)
        , m_losses(losses)
    {
    }

    Json converted(const Json& schema)
    {
        Json out = Json::object();
        if (!schema.is_object())
            return out; // `true`: anything
        if (const auto ref = schema.find("$ref"); ref != schema.end())
            return inlined(schema, *ref);
        for (const auto& [key, value] : schema.items())
            take(out, key, value);
        settleEnum(out);
        dropUnknownRequired(out);
        return out;
    }

private:
    /// Values keep their type. Texts and whole numbers can be an enum there, others are told beside the description.
    /// Source: Vertex AI reference, Schema.enum: "{type:INTEGER, format:enum, enum:["101", "201", "301"]}". Read 2026-11-22.
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

    /// Empty: they are of several.
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
        else if (key == "required" || isIn(kKept, key))
            out[key] = value;
        else if (key == "format" && value.is_string() && isIn(kFormats, value.get_ref<const std::string&>()))
            out[key] = value;
        else if (!isIn(kIdle, key))
            m_losses.add("schema: " + key);
    }

    Json inlined(const Json& schema, const Json& ref)
    {
        const Json* const target = found(ref);
        if (!target || m_depth == kMaxDepth || m_inlined == kMostInlined) {
            m_losses.add("schema: $ref");
            return Json{{"type", "OBJECT"}};
        }
        ++m_inlined;
        ++m_depth;
        Json out = converted(*target);
        --m_depth;
        if (const auto text = schema.find("description"); text != schema.end())
            out["description"] = *text;
        return out;
    }

    /// "#/$defs/Name" only: what generators of schemas write.
    const Json* found(const Json& ref) const
    {
        if (!ref.is_string())
            return nullptr;
        const std::string& path = ref.get_ref<const std::string&>();
        for (const char* const place : {"$defs", "definitions"}) {
            const std::string begin = "#/" + std::string(place) + '/';
            if (!path.starts_with(begin) || !m_root.contains(place) || !m_root[place].is_object())
                continue;
            const auto target = m_root[place].find(path.substr(begin.size()));
            return target == m_root[place].end() ? nullptr : &*target;
        }
        return nullptr;
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
            for (const auto& [key, value] : choices[0].items())
                out[key] = value;
        else
            out["anyOf"] = std::move(choices);
    }

    void takeAll(Json& out, const Json& list)
    {
        for (const Json& one : list) {
            const Json all = converted(one);
            for (const auto& [key, value] : all.items()) {
                Json& there = out[key];
                if (there.is_object() && value.is_object())
                    there.update(value);
                else if (there.is_array() && value.is_array())
                    there.insert(there.end(), value.begin(), value.end());
                else
                    there = value;
            }
        }
    }

    void takeProperties(Json& out, const Json& properties)
    {
        Json all = Json::object();
        for (const auto& [name, property] : properties.items())
            all[name] = converted(property);
        out["properties"].update(all);
    }

    /// The API refuses a schema that requires what it does not describe.
    static void dropUnknownRequired(Json& out)
    {
        if (!out.contains("required"))
            return;
        Json known = Json::array();
        for (const Json& name : out["required"])
            if (name.is_string() && out.contains("properties") && out["properties"].contains(name.get<std::string>()))
                known.push_back(name);
        if (known.empty())
            out.erase("required");
        else
            out["required"] = std::move(known);
    }

    static std::string upper(std::string text)
    {
        for (char& c : text)
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        return text;
    }

    const Json& m_root;
    Losses& m_losses;
    int m_depth = 0;
    int m_inlined = 0;
};

} // namespace

Json schemaToOpenApi(const Json& schema, Losses& losses)
{
    Json out = ToOpenApi(schema, losses).converted(schema);
    const bool isBare =
        out.value("type", Json()) == "OBJECT" && (!out.contains("properties") || out["properties"].empty());
    return isBare || out.empty() ? Json() : out;
}

} // namespace gateway::protocol
