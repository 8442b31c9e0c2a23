#pragma once

#include "gateway/core/json/json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::evaluation {

class RowFields;

enum class AssertionType {
    Equals,
    Contains,
    NotContains,
    Regex,
    Number,
    JsonSchema,
    JsonPath,
    RougeL,
    Similarity,
    Judge,
    Command,
    LatencyMs,
    FirstTokenMs,
    Cost,
    MaxTokens,
};

/// The name in datasets, such as "not_contains". Any thread.
std::string_view nameOf(AssertionType type);
/// All names, in the order of the enumerators.
const std::vector<std::string>& assertionNames();

/// What an answer is scored by. Which members are used depends on the type. A value.
struct Assertion {
    AssertionType type = AssertionType::Equals;
    double weight = 1; ///< 0 to `kMostWeight`
    /// `Equals`, `Contains`, `RougeL`, `Similarity`: acceptable texts, any of which counts. `NotContains`: none may
    /// occur. `Regex`: one expression, valid in RE2.
    std::vector<std::string> texts;
    double number = 0;    ///< `Number`: the expected one; `LatencyMs`, `FirstTokenMs`, `Cost`, `MaxTokens`: the most
    double tolerance = 0; ///< `Number`: absolute, not negative
    /// `RougeL`, `Similarity`: the lowest value that passes, 0 to 1; empty: the score is the value itself.
    std::optional<double> threshold;
    Json value = nullptr;          ///< `JsonSchema`: a valid schema; `JsonPath`: the expected value
    std::string path;              ///< `JsonPath`: a valid query
    std::string rubric;            ///< `Judge`: may be empty if the row has a reference
    std::string embedding;         ///< `Similarity`: the model, as PROVIDER/MODEL
    std::vector<std::string> argv; ///< `Command`: the program and its arguments

    static constexpr double kMostWeight = 1000;
};

/// Reads an assertion of a dataset. Reports what is invalid to `fields`; empty if there was anything. `references`: the
/// row's acceptable answers, the default of some fields.
std::optional<Assertion> readAssertion(RowFields& fields, const std::vector<std::string>& references);

/// The assertion as it is written in a dataset, without fields that have their default. Pure.
Json toJson(const Assertion& assertion);

/// The assertion for a row with a reference but none of its own: `Contains` if no reference has more than 5 words, else
/// `Judge`. See `wordCount()`.
Assertion assertionFor(const std::vector<std::string>& references);

} // namespace gateway::evaluation
