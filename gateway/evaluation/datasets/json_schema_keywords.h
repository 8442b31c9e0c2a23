#pragma once

#include "json_schema.h"

#include "gateway/core/text/pattern.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace gateway::evaluation {

/// What the value of a keyword must be.
enum class SchemaValue {
    Annotation, ///< does not change the result, and may be anything
    Schema,
    SchemaList,
    SchemaMap,
    PatternSchemaMap, ///< schemas by regular expression
    Count,
    Number,
    PositiveNumber,
    Boolean,
    Pattern,
    Types,
    Values, ///< a list of any values
    Value,
    Names,
    NamesMap,
    Reference,
    Unsupported, ///< would change the result
};

/// Unknown keywords are annotations. Source: JSON Schema Core 2020-12 §6.5.
SchemaValue schemaValueOf(std::string_view keyword);

struct JsonSchema::Compiled {
    Json root;
    std::unordered_map<std::string, Pattern> patterns;                            ///< by their text
    std::unordered_map<const Json*, const Json*> references;                      ///< the schema for each "$ref"
    std::unordered_map<const Json*, std::unordered_set<std::string>> values;      ///< canonical texts of each "enum" and "const"
};

} // namespace gateway::evaluation
