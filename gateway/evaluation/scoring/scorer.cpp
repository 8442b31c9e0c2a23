#include "scorer.h"

#include "answer_comparison.h"
#include "rouge.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/pattern.h"
#include "gateway/core/text/utf8.h"
#include "gateway/evaluation/datasets/canonical_json.h"
#include "gateway/evaluation/datasets/json_path.h"
#include "gateway/evaluation/datasets/json_schema.h"

#include <QString>
#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kShownText = 80;

AssertionScore passed(Sentence reason) { return {1.0, std::move(reason)}; }
AssertionScore failed(Sentence reason) { return {0.0, std::move(reason)}; }
AssertionScore verdict(bool isPassed, Sentence reason) { return {isPassed ? 1.0 : 0.0, std::move(reason)}; }

std::string excerpt(std::string_view text) { return shortened(text, kShownText); }

/// Rounded for display.
std::string shown(double number) { return QString::number(number, 'g', 6).toStdString(); }

/// With composed characters, so that both ways to write an accent are equal.
QString composed(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).normalized(QString::NormalizationForm_C); }

std::string_view withoutBlankEnds(std::string_view text) { return trimmed(text, " \t\r\n"); }

AssertionScore scoreEquals(const Assertion& assertion, const ScoredAnswer& answer)
{
    const QString text = composed(answer.text).trimmed();
    const bool isEqual = std::ranges::any_of(assertion.texts, [&text](const std::string& each) { return text == composed(each).trimmed(); });
    return isEqual ? passed({QT_TRANSLATE_NOOP("Error", "equals the expected text")})
                   : failed({QT_TRANSLATE_NOOP("Error", "does not equal \"%1\""), {excerpt(assertion.texts.front())}});
}

/// The first of the texts that the answer contains; null: none.
const std::string* foundIn(const Assertion& assertion, const ScoredAnswer& answer)
{
    const QString text = composed(answer.text);
    const auto found = std::ranges::find_if(assertion.texts, [&text](const std::string& each) { return text.contains(composed(each)); });
    return found == assertion.texts.end() ? nullptr : &*found;
}

AssertionScore scoreContains(const Assertion& assertion, const ScoredAnswer& answer)
{
    if (const std::string* found = foundIn(assertion, answer))
        return passed({QT_TRANSLATE_NOOP("Error", "contains \"%1\""), {excerpt(*found)}});
    return failed({QT_TRANSLATE_NOOP("Error", "does not contain \"%1\""), {excerpt(assertion.texts.front())}});
}

AssertionScore scoreNotContains(const Assertion& assertion, const ScoredAnswer& answer)
{
    if (const std::string* found = foundIn(assertion, answer))
        return failed({QT_TRANSLATE_NOOP("Error", "contains \"%1\""), {excerpt(*found)}});
    return passed({QT_TRANSLATE_NOOP("Error", "does not contain \"%1\""), {excerpt(assertion.texts.front())}});
}

AssertionScore scoreRegex(const Assertion& assertion, const ScoredAnswer& answer)
{
    if (Pattern(assertion.texts.front()).isFoundIn(answer.text, answer.text.size()))
        return passed({QT_TRANSLATE_NOOP("Error", "matches the regular expression")});
    return failed({QT_TRANSLATE_NOOP("Error", "does not match the regular expression %1"), {excerpt(assertion.texts.front())}});
}

AssertionScore scoreNumber(const Assertion& assertion, const ScoredAnswer& answer)
{
    const auto number = lastNumber(answer.text);
    if (!number)
        return failed({QT_TRANSLATE_NOOP("Error", "contains no number")});
    // 0.3 - 0.2 is a little more than 0.1.
    const double slack = 4 * std::numeric_limits<double>::epsilon() * std::max(std::abs(*number), std::abs(assertion.number));
    return verdict(std::abs(*number - assertion.number) <= assertion.tolerance + slack,
        {QT_TRANSLATE_NOOP("Error", "the last number is %1; expected: %2"), {shown(*number), shown(assertion.number)}});
}

/// The answer as JSON, or why it is none.
Result<Json> jsonOf(const ScoredAnswer& answer)
{
    const std::string_view text = withoutBlankEnds(answer.text);
    if (text.starts_with("```"))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "is Markdown with a code block, not JSON")});
    auto json = parseJson(text);
    if (!json)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "is not valid JSON: %1"), {json.error().message}});
    return json;
}

AssertionScore scoreSchema(const Assertion& assertion, const ScoredAnswer& answer)
{
    const auto json = jsonOf(answer);
    if (!json)
        return failed(json.error().message);
    const auto schema = JsonSchema::parse(assertion.value);
    if (!schema)
        return {std::nullopt, schema.error().message};
    if (const auto problem = schema->problemOf(*json))
        return failed(*problem);
    return passed({QT_TRANSLATE_NOOP("Error", "is valid against the JSON Schema")});
}

AssertionScore scorePath(const Assertion& assertion, const ScoredAnswer& answer)
{
    const auto json = jsonOf(answer);
    if (!json)
        return failed(json.error().message);
    const auto path = JsonPath::parse(assertion.path);
    if (!path)
        return {std::nullopt, path.error().message};
    const auto values = path->select(*json);
    if (values.empty())
        return failed({QT_TRANSLATE_NOOP("Error", "has no value at %1"), {excerpt(assertion.path)}});
    const bool isFound = std::ranges::any_of(values, [&assertion](const Json* value) { return areEqualJson(*value, assertion.value); });
    return verdict(isFound, {QT_TRANSLATE_NOOP("Error", "the value at %1 is %2; expected: %3"),
        {excerpt(assertion.path), excerpt(toText(isFound ? assertion.value : *values.front())), excerpt(toText(assertion.value))}});
}

/// The score for a measure from 0 to 1.
AssertionScore scoreMeasure(const Assertion& assertion, double measure)
{
    if (!assertion.threshold)
        return {measure, asIs(shown(measure))};
    return verdict(measure >= *assertion.threshold, {QT_TRANSLATE_NOOP("Error", "%1; minimum: %2"), {shown(measure), shown(*assertion.threshold)}});
}

AssertionScore scoreRouge(const Assertion& assertion, const ScoredAnswer& answer)
{
    double best = 0;
    for (const std::string& text : assertion.texts)
        best = std::max(best, rougeL(answer.text, text));
    return scoreMeasure(assertion, best);
}

AssertionScore scoreMost(const Assertion& assertion, std::optional<double> measured)
{
    if (!measured || !std::isfinite(*measured))
        return {std::nullopt, QT_TRANSLATE_NOOP("Error", "was not measured for this answer")};
    return verdict(*measured <= assertion.number, {QT_TRANSLATE_NOOP("Error", "%1; maximum: %2"), {shown(*measured), shown(assertion.number)}});
}

AssertionScore scoreLatency(const Assertion& assertion, const ScoredAnswer& answer)
{
    return scoreMost(assertion, answer.latency ? std::optional(static_cast<double>(answer.latency->count())) : std::nullopt);
}

AssertionScore scoreFirstToken(const Assertion& assertion, const ScoredAnswer& answer)
{
    return scoreMost(assertion, answer.firstToken ? std::optional(static_cast<double>(answer.firstToken->count())) : std::nullopt);
}

AssertionScore scoreCost(const Assertion& assertion, const ScoredAnswer& answer) { return scoreMost(assertion, answer.cost); }

AssertionScore scoreTokens(const Assertion& assertion, const ScoredAnswer& answer)
{
    return scoreMost(assertion, answer.outputTokens ? std::optional(static_cast<double>(answer.outputTokens->count)) : std::nullopt);
}

struct ScorerRow {
    AssertionType type;
    AssertionScore (*score)(const Assertion& assertion, const ScoredAnswer& answer);
};

constexpr std::array kScorers{
    ScorerRow{AssertionType::Equals, scoreEquals},
    ScorerRow{AssertionType::Contains, scoreContains},
    ScorerRow{AssertionType::NotContains, scoreNotContains},
    ScorerRow{AssertionType::Regex, scoreRegex},
    ScorerRow{AssertionType::Number, scoreNumber},
    ScorerRow{AssertionType::JsonSchema, scoreSchema},
    ScorerRow{AssertionType::JsonPath, scorePath},
    ScorerRow{AssertionType::RougeL, scoreRouge},
    ScorerRow{AssertionType::LatencyMs, scoreLatency},
    ScorerRow{AssertionType::FirstTokenMs, scoreFirstToken},
    ScorerRow{AssertionType::Cost, scoreCost},
    ScorerRow{AssertionType::MaxTokens, scoreTokens},
};

AssertionScore scoreOutside(const Assertion& assertion, const OutsideResult* result)
{
    const double least = assertion.type == AssertionType::Similarity ? -1 : 0;
    if (!result || !result->score || !(*result->score >= least && *result->score <= 1))
        return {std::nullopt, result && !result->reason.isEmpty() ? result->reason : Sentence(QT_TRANSLATE_NOOP("Error", "there is no usable result"))};
    const double score = std::max(0.0, *result->score);
    return assertion.type == AssertionType::Similarity ? scoreMeasure(assertion, score) : AssertionScore{score, result->reason};
}

} // namespace

bool isCheckedElsewhere(AssertionType type) { return std::ranges::find(kScorers, type, &ScorerRow::type) == kScorers.end(); }

RowScore scoreAnswer(const Row& row, const ScoredAnswer& answer, const std::map<std::size_t, OutsideResult>& outside)
{
    RowScore result;
    double sum = 0;
    double weights = 0;
    bool isScored = true;
    for (std::size_t i = 0; i < row.assertions.size(); ++i) {
        const Assertion& assertion = row.assertions[i];
        const auto scorer = std::ranges::find(kScorers, assertion.type, &ScorerRow::type);
        const auto given = outside.find(i);
        result.assertions.push_back(scorer != kScorers.end() ? scorer->score(assertion, answer) : scoreOutside(assertion, given == outside.end() ? nullptr : &given->second));
        const auto& score = result.assertions.back().score;
        isScored = isScored && (score || assertion.weight == 0);
        sum += assertion.weight * score.value_or(0);
        weights += assertion.weight;
    }
    if (isScored && weights > 0)
        result.score = std::clamp(sum / weights, 0.0, 1.0);
    return result;
}

} // namespace gateway::evaluation
