#include "assertion.h"

#include "json_path.h"
#include "json_schema.h"
#include "regex_problem.h"
#include "row_fields.h"
#include "text_words.h"

#include "gateway/core/text/closest_names.h"
#include "gateway/core/text/joined.h"
#include "gateway/core/text/utf8.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kMostWordsToFind = 5;
constexpr double kNoLimit = 1e300;

void reportMissing(RowFields& fields, std::string_view name, AssertionType type)
{
    fields.report(name, {QT_TRANSLATE_NOOP("Error", "is missing; \"%1\" requires it"), {std::string(nameOf(type))}});
}

void readTexts(RowFields& fields, Assertion& assertion, const std::vector<std::string>&)
{
    assertion.texts = fields.texts("value");
    if (!fields.has("value"))
        reportMissing(fields, "value", assertion.type);
    const bool isInAnyAnswer = assertion.type == AssertionType::Contains || assertion.type == AssertionType::NotContains;
    if (isInAnyAnswer && std::ranges::find(assertion.texts, std::string()) != assertion.texts.end())
        fields.report("value", QT_TRANSLATE_NOOP("Error", "must not be empty: every answer contains the empty text"));
}

void readRegex(RowFields& fields, Assertion& assertion, const std::vector<std::string>&)
{
    const auto expression = fields.text("value");
    if (!fields.has("value"))
        return reportMissing(fields, "value", assertion.type);
    if (!expression)
        return;
    if (Sentence problem = regexProblem(Pattern(*expression)); !problem.isEmpty())
        fields.report("value", std::move(problem));
    assertion.texts = {*expression};
}

void readNumber(RowFields& fields, Assertion& assertion, const std::vector<std::string>&)
{
    if (!fields.has("value"))
        reportMissing(fields, "value", assertion.type);
    assertion.number = fields.number("value", -kNoLimit, kNoLimit).value_or(0);
    assertion.tolerance = fields.number("tolerance", 0, kNoLimit).value_or(0);
}

void readMost(RowFields& fields, Assertion& assertion, const std::vector<std::string>&)
{
    if (!fields.has("value"))
        reportMissing(fields, "value", assertion.type);
    assertion.number = fields.number("value", 0, kNoLimit).value_or(0);
}

void readSchema(RowFields& fields, Assertion& assertion, const std::vector<std::string>&)
{
    const Json* schema = fields.find("value");
    if (!schema)
        return reportMissing(fields, "value", assertion.type);
    if (const auto parsed = evaluation::JsonSchema::parse(*schema); !parsed)
        fields.report(parsed.error().param.empty() ? "value" : "value." + parsed.error().param, parsed.error().message);
    assertion.value = *schema;
}

void readPath(RowFields& fields, Assertion& assertion, const std::vector<std::string>&)
{
    const auto path = fields.text("path");
    if (!fields.has("path"))
        reportMissing(fields, "path", assertion.type);
    if (const auto parsed = evaluation::JsonPath::parse(path.value_or("$")); !parsed)
        fields.report("path", parsed.error().message);
    assertion.path = path.value_or("");
    const auto value = fields.object().find("value"); // which may be null
    if (value == fields.object().end())
        return reportMissing(fields, "value", assertion.type);
    assertion.value = *value;
}

void readCloseness(RowFields& fields, Assertion& assertion, const std::vector<std::string>& references)
{
    assertion.texts = fields.has("value") ? fields.texts("value") : references;
    if (!fields.has("value") && references.empty())
        fields.report("value", {QT_TRANSLATE_NOOP("Error", "is missing; \"%1\" requires it or the row's \"reference\""), {std::string(nameOf(assertion.type))}});
    assertion.threshold = fields.number("threshold", 0, 1);
    if (assertion.type != AssertionType::Similarity)
        return;
    assertion.embedding = fields.text("embedding").value_or("");
    if (!fields.has("embedding"))
        reportMissing(fields, "embedding", assertion.type);
    else if (fields.find("embedding")->is_string() && assertion.embedding.find('/') == std::string::npos)
        fields.report("embedding", QT_TRANSLATE_NOOP("Error", "must be a provider and a model, such as ollama/nomic-embed-text"));
}

void readJudge(RowFields& fields, Assertion& assertion, const std::vector<std::string>& references)
{
    assertion.rubric = fields.text("rubric").value_or("");
    if (assertion.rubric.empty() && references.empty() && (!fields.has("rubric") || fields.find("rubric")->is_string()))
        fields.report("rubric", {QT_TRANSLATE_NOOP("Error", "is missing; \"%1\" requires it or the row's \"reference\""), {std::string(nameOf(assertion.type))}});
}

void readCommand(RowFields& fields, Assertion& assertion, const std::vector<std::string>&)
{
    if (!fields.has("argv"))
        return reportMissing(fields, "argv", assertion.type);
    const std::size_t before = fields.problemCount();
    assertion.argv = fields.textList("argv");
    const bool isCommand = !assertion.argv.empty() && !assertion.argv.front().empty();
    if (!isCommand && fields.problemCount() == before)
        fields.report("argv", QT_TRANSLATE_NOOP("Error", "must be a list of strings: the program, then its arguments"));
}

struct TypeRow {
    AssertionType type;
    const char* name;
    std::vector<std::string> fields; ///< besides "type" and "weight"
    void (*read)(RowFields& fields, Assertion& assertion, const std::vector<std::string>& references);
};

const std::vector<TypeRow>& typeRows()
{
    static const std::vector<TypeRow> kRows{
        {AssertionType::Equals, "equals", {"value"}, readTexts},
        {AssertionType::Contains, "contains", {"value"}, readTexts},
        {AssertionType::NotContains, "not_contains", {"value"}, readTexts},
        {AssertionType::Regex, "regex", {"value"}, readRegex},
        {AssertionType::Number, "number", {"value", "tolerance"}, readNumber},
        {AssertionType::JsonSchema, "json_schema", {"value"}, readSchema},
        {AssertionType::JsonPath, "json_path", {"path", "value"}, readPath},
        {AssertionType::RougeL, "rouge_l", {"value", "threshold"}, readCloseness},
        {AssertionType::Similarity, "similarity", {"value", "threshold", "embedding"}, readCloseness},
        {AssertionType::Judge, "judge", {"rubric"}, readJudge},
        {AssertionType::Command, "command", {"argv"}, readCommand},
        {AssertionType::LatencyMs, "latency_ms", {"value"}, readMost},
        {AssertionType::FirstTokenMs, "first_token_ms", {"value"}, readMost},
        {AssertionType::Cost, "cost", {"value"}, readMost},
        {AssertionType::MaxTokens, "max_tokens", {"value"}, readMost},
    };
    return kRows;
}

const TypeRow& rowOf(AssertionType type) { return *std::ranges::find(typeRows(), type, &TypeRow::type); }

/// One text as a string, several as a list.
Json oneOrSeveral(const std::vector<std::string>& texts) { return texts.size() == 1 ? Json(texts.front()) : Json(texts); }

} // namespace

std::string_view nameOf(AssertionType type) { return rowOf(type).name; }

const std::vector<std::string>& assertionNames()
{
    static const std::vector<std::string> kNames = [] {
        std::vector<std::string> names;
        for (const TypeRow& row : typeRows())
            names.emplace_back(row.name);
        return names;
    }();
    return kNames;
}

std::optional<Assertion> readAssertion(RowFields& fields, const std::vector<std::string>& references)
{
    const std::size_t before = fields.problemCount();
    if (!fields.object().is_object()) {
        fields.report("", QT_TRANSLATE_NOOP("Error", "must be an object, such as {\"type\": \"contains\", \"value\": \"4\"}"));
        return std::nullopt;
    }
    const auto name = fields.text("type");
    if (!name) {
        if (!fields.has("type"))
            fields.report("type", {QT_TRANSLATE_NOOP("Error", "is missing; add one of %1"), {joined(assertionNames(), ", ")}});
        return std::nullopt;
    }
    const auto row = std::ranges::find(typeRows(), *name, &TypeRow::name);
    if (row == typeRows().end()) {
        const auto closest = closestNames(*name, assertionNames(), 1);
        if (closest.empty())
            fields.report("type", {QT_TRANSLATE_NOOP("Error", "unknown assertion type \"%1\"; use one of %2"), {shortened(*name, 60), joined(assertionNames(), ", ")}});
        else
            fields.report("type", {QT_TRANSLATE_NOOP("Error", "unknown assertion type \"%1\"; did you mean \"%2\"?"), {shortened(*name, 60), closest.front()}});
        return std::nullopt;
    }
    Assertion assertion;
    assertion.type = row->type;
    assertion.weight = fields.number("weight", 0, Assertion::kMostWeight).value_or(1);
    row->read(fields, assertion, references);
    std::vector<std::string> known = row->fields;
    known.insert(known.end(), {"type", "weight"});
    fields.checkNames(known, true);
    return fields.problemCount() == before ? std::optional(std::move(assertion)) : std::nullopt;
}

Json toJson(const Assertion& assertion)
{
    Json json{{"type", nameOf(assertion.type)}};
    switch (assertion.type) {
    case AssertionType::JsonPath:
        json["path"] = assertion.path;
        [[fallthrough]];
    case AssertionType::JsonSchema: json["value"] = assertion.value; break;
    case AssertionType::Number:
    case AssertionType::LatencyMs:
    case AssertionType::FirstTokenMs:
    case AssertionType::Cost:
    case AssertionType::MaxTokens: json["value"] = assertion.number; break;
    case AssertionType::Judge: break;
    case AssertionType::Command: json["argv"] = assertion.argv; break;
    default: json["value"] = oneOrSeveral(assertion.texts);
    }
    if (assertion.tolerance != 0)
        json["tolerance"] = assertion.tolerance;
    if (assertion.threshold)
        json["threshold"] = *assertion.threshold;
    if (!assertion.rubric.empty())
        json["rubric"] = assertion.rubric;
    if (!assertion.embedding.empty())
        json["embedding"] = assertion.embedding;
    if (assertion.weight != 1)
        json["weight"] = assertion.weight;
    return json;
}

Assertion assertionFor(const std::vector<std::string>& references)
{
    const auto isShort = [](const std::string& text) { return wordCount(text) <= kMostWordsToFind; };
    Assertion assertion;
    assertion.type = std::ranges::all_of(references, isShort) ? AssertionType::Contains : AssertionType::Judge;
    if (assertion.type == AssertionType::Contains)
        assertion.texts = references;
    return assertion;
}

} // namespace gateway::evaluation
