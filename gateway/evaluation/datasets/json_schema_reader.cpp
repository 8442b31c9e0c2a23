#include "json_schema.h"

#include "canonical_json.h"
#include "json_schema_keywords.h"
#include "regex_problem.h"

#include "gateway/core/json/json_pointer.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::evaluation {

namespace {

struct KeywordRow {
    std::string_view name;
    SchemaValue value;
};

// Source: JSON Schema Validation 2020-12 §6, Core 2020-12 §10 and §11. "additionalItems", "dependencies", "nullable" and
// the recursive references are of other drafts and of OpenAPI 3.0.
constexpr std::array kKeywords{
    KeywordRow{"$ref", SchemaValue::Reference}, KeywordRow{"$defs", SchemaValue::SchemaMap}, KeywordRow{"definitions", SchemaValue::SchemaMap},
    KeywordRow{"type", SchemaValue::Types}, KeywordRow{"enum", SchemaValue::Values}, KeywordRow{"const", SchemaValue::Value},
    KeywordRow{"multipleOf", SchemaValue::PositiveNumber}, KeywordRow{"maximum", SchemaValue::Number}, KeywordRow{"minimum", SchemaValue::Number},
    KeywordRow{"exclusiveMaximum", SchemaValue::Number}, KeywordRow{"exclusiveMinimum", SchemaValue::Number},
    KeywordRow{"maxLength", SchemaValue::Count}, KeywordRow{"minLength", SchemaValue::Count}, KeywordRow{"pattern", SchemaValue::Pattern},
    KeywordRow{"maxItems", SchemaValue::Count}, KeywordRow{"minItems", SchemaValue::Count}, KeywordRow{"uniqueItems", SchemaValue::Boolean},
    KeywordRow{"maxContains", SchemaValue::Count}, KeywordRow{"minContains", SchemaValue::Count},
    KeywordRow{"maxProperties", SchemaValue::Count}, KeywordRow{"minProperties", SchemaValue::Count}, KeywordRow{"required", SchemaValue::Names},
    KeywordRow{"dependentRequired", SchemaValue::NamesMap}, KeywordRow{"properties", SchemaValue::SchemaMap},
    KeywordRow{"patternProperties", SchemaValue::PatternSchemaMap}, KeywordRow{"additionalProperties", SchemaValue::Schema},
    KeywordRow{"propertyNames", SchemaValue::Schema}, KeywordRow{"items", SchemaValue::Schema}, KeywordRow{"prefixItems", SchemaValue::SchemaList},
    KeywordRow{"contains", SchemaValue::Schema}, KeywordRow{"allOf", SchemaValue::SchemaList}, KeywordRow{"anyOf", SchemaValue::SchemaList},
    KeywordRow{"oneOf", SchemaValue::SchemaList}, KeywordRow{"not", SchemaValue::Schema}, KeywordRow{"if", SchemaValue::Schema},
    KeywordRow{"then", SchemaValue::Schema}, KeywordRow{"else", SchemaValue::Schema}, KeywordRow{"dependentSchemas", SchemaValue::SchemaMap},
    KeywordRow{"$dynamicRef", SchemaValue::Unsupported}, KeywordRow{"$recursiveRef", SchemaValue::Unsupported},
    KeywordRow{"unevaluatedItems", SchemaValue::Unsupported}, KeywordRow{"unevaluatedProperties", SchemaValue::Unsupported},
    KeywordRow{"additionalItems", SchemaValue::Unsupported}, KeywordRow{"dependencies", SchemaValue::Unsupported},
    KeywordRow{"nullable", SchemaValue::Unsupported}};

constexpr std::array<std::string_view, 7> kTypeNames{"null", "boolean", "object", "array", "number", "string", "integer"};

bool isTypeName(const Json& value) { return value.is_string() && std::ranges::find(kTypeNames, value.get_ref<const std::string&>()) != kTypeNames.end(); }

bool areDistinctTexts(const Json& list)
{
    std::unordered_set<std::string> seen;
    return list.is_array() && std::ranges::all_of(list, [&seen](const Json& name) { return name.is_string() && seen.insert(name.get<std::string>()).second; });
}

bool isCount(const Json& value)
{
    return value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0)
        || (value.is_number_float() && value.get<double>() >= 0 && value.get<double>() < 1e15 && value.get<double>() == static_cast<double>(static_cast<std::int64_t>(value.get<double>())));
}

/// The path of a member.
std::string within(std::string path, std::string_view name)
{
    path += '.';
    path += name;
    return path;
}

} // namespace

SchemaValue schemaValueOf(std::string_view keyword)
{
    const auto row = std::ranges::find(kKeywords, keyword, &KeywordRow::name);
    return row == kKeywords.end() ? SchemaValue::Annotation : row->value;
}

/// Checks a schema and prepares it. Its first problem ends the work.
class SchemaReader {
public:
    explicit SchemaReader(JsonSchema::Compiled& compiled)
        : m_compiled(compiled)
    {
    }

    std::optional<Error> read()
    {
        walk(m_compiled.root, {});
        for (std::size_t i = 0; i < m_references.size() && !m_problem; ++i)
            resolve(m_references[i].node, m_references[i].path); // which may find further references
        return m_problem;
    }

private:
    struct Reference {
        const Json* node;
        std::string path;
    };

    void fail(const std::string& path, Sentence message)
    {
        if (m_problem)
            return;
        m_problem = Error{ErrorKind::InvalidRequest, std::move(message)};
        m_problem->param = path;
    }

    void walk(const Json& schema, const std::string& path)
    {
        if (m_problem || !m_seen.insert(&schema).second || schema.is_boolean())
            return;
        if (!schema.is_object())
            return fail(path, QT_TRANSLATE_NOOP("Error", "must be a JSON Schema: an object, true or false"));
        for (const auto& [keyword, value] : schema.items())
            check(keyword, value, path.empty() ? keyword : within(path, keyword));
        if (!path.empty() && schema.contains("$id"))
            fail(path + ".$id", QT_TRANSLATE_NOOP("Error", "is supported only at the root of a JSON Schema; remove it and refer to the schema as \"#/$defs/NAME\""));
    }

    void check(const std::string& keyword, const Json& value, const std::string& path)
    {
        switch (schemaValueOf(keyword)) {
        case SchemaValue::Annotation: return;
        case SchemaValue::Schema: return walk(value, path);
        case SchemaValue::SchemaList: return checkList(value, path);
        case SchemaValue::SchemaMap: return checkMap(value, path, false);
        case SchemaValue::PatternSchemaMap: return checkMap(value, path, true);
        case SchemaValue::Count: return require(isCount(value), path, QT_TRANSLATE_NOOP("Error", "must be a whole number of 0 or more"));
        case SchemaValue::Number: return require(value.is_number(), path, QT_TRANSLATE_NOOP("Error", "must be a number"));
        case SchemaValue::PositiveNumber:
            return require(value.is_number() && value.get<double>() > 0, path, QT_TRANSLATE_NOOP("Error", "must be a number greater than 0"));
        case SchemaValue::Boolean: return require(value.is_boolean(), path, QT_TRANSLATE_NOOP("Error", "must be true or false"));
        case SchemaValue::Pattern:
            require(value.is_string(), path, QT_TRANSLATE_NOOP("Error", "must be a string"));
            return value.is_string() ? addPattern(value.get_ref<const std::string&>(), path) : void();
        case SchemaValue::Types: return checkTypes(value, path);
        case SchemaValue::Values:
            require(value.is_array(), path, QT_TRANSLATE_NOOP("Error", "must be a list"));
            for (const Json& each : value.is_array() ? value : Json::array())
                m_compiled.values[&value].insert(canonicalJson(each));
            return;
        case SchemaValue::Value: m_compiled.values[&value].insert(canonicalJson(value)); return;
        case SchemaValue::Names: return require(areDistinctTexts(value), path, QT_TRANSLATE_NOOP("Error", "must be a list of strings without duplicates"));
        case SchemaValue::NamesMap:
            return require(value.is_object() && std::ranges::all_of(value, areDistinctTexts), path,
                QT_TRANSLATE_NOOP("Error", "must be an object whose values are lists of strings without duplicates"));
        case SchemaValue::Reference:
            require(value.is_string(), path, QT_TRANSLATE_NOOP("Error", "must be a string"));
            m_references.push_back({&value, path});
            return;
        case SchemaValue::Unsupported:
            return fail(path, {QT_TRANSLATE_NOOP("Error", "\"%1\" is not supported, and ignoring it would change the result; use JSON Schema 2020-12 "
                "without dynamic references and \"unevaluated\" keywords"), {keyword}});
        }
    }

    void require(bool isRight, const std::string& path, Sentence message)
    {
        if (!isRight)
            fail(path, std::move(message));
    }

    void checkList(const Json& list, const std::string& path)
    {
        if (!list.is_array() || list.empty())
            return fail(path, QT_TRANSLATE_NOOP("Error", "must be a list of at least one JSON Schema"));
        for (std::size_t i = 0; i < list.size(); ++i)
            walk(list[i], path + '[' + std::to_string(i) + ']');
    }

    void checkMap(const Json& map, const std::string& path, bool areNamesPatterns)
    {
        if (!map.is_object())
            return fail(path, QT_TRANSLATE_NOOP("Error", "must be an object of JSON Schemas"));
        for (const auto& [name, schema] : map.items()) {
            if (areNamesPatterns)
                addPattern(name, path);
            walk(schema, within(path, name));
        }
    }

    void checkTypes(const Json& types, const std::string& path)
    {
        const bool areSeveral = types.is_array() && !types.empty() && areDistinctTexts(types) && std::ranges::all_of(types, isTypeName);
        require(isTypeName(types) || areSeveral, path,
            QT_TRANSLATE_NOOP("Error", "must be \"null\", \"boolean\", \"object\", \"array\", \"number\", \"string\" or \"integer\", or a list of these"));
    }

    void addPattern(const std::string& expression, const std::string& path)
    {
        const auto [place, isNew] = m_compiled.patterns.try_emplace(expression, expression);
        if (const Sentence problem = regexProblem(place->second); isNew && !problem.isEmpty())
            fail(path, problem);
    }

    void resolve(const Json* node, const std::string& path)
    {
        const std::string& reference = node->get_ref<const std::string&>();
        const Json* target = reference.starts_with('#') ? json::pointedTo(m_compiled.root, std::string_view(reference).substr(1)) : nullptr;
        if (!target)
            return fail(path, {QT_TRANSLATE_NOOP("Error", "refers to \"%1\", which is not in this JSON Schema; only references such as \"#/$defs/NAME\" are supported"),
                {reference}});
        m_compiled.references[node] = target;
        walk(*target, reference);
    }

    JsonSchema::Compiled& m_compiled;
    std::unordered_set<const Json*> m_seen;
    std::vector<Reference> m_references;
    std::optional<Error> m_problem;
};

Result<JsonSchema> JsonSchema::parse(const Json& schema)
{
    const auto compiled = std::make_shared<Compiled>();
    compiled->root = schema;
    if (auto problem = SchemaReader(*compiled).read())
        return failure(std::move(*problem));
    JsonSchema parsed;
    parsed.m_compiled = compiled;
    return parsed;
}

} // namespace gateway::evaluation
