#pragma once

#include "gateway/core/money.h"
#include "gateway/core/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace app {

/// Options of `signalboxd eval`. Empty: not given.
struct EvalRequest {
    enum class Verb { Run, Estimate, Datasets, MakeDataset, Rubrics, List, Show, Resume, Compare, Route };

    Verb verb = Verb::List;
    QString dataset; ///< Run, Estimate: name of a shipped dataset, or an absolute path
    std::vector<std::string> runs; ///< Show, Resume, Route: one; Compare: two; ids, beginnings of ids, or names
    std::vector<std::string> targets; ///< Run, Estimate: without duplicates
    std::optional<int> samples;     ///< Run, Estimate: 1 to `kMostSamples`
    std::optional<int> concurrency; ///< Run, Resume: 1 to `kMostConcurrency`
    std::optional<std::int64_t> maxCost; ///< Run, Resume: in 10^-12 of `currency`, above 0
    std::optional<gateway::Currency> currency; ///< Run, Estimate, Resume
    std::string judge;                  ///< Run, Estimate
    std::string rubric;                 ///< Run, Estimate: name of a shipped rubric, or a text
    std::optional<double> temperature;  ///< Run: 0 to 2
    std::optional<std::int64_t> seed;   ///< Run
    std::string name;                   ///< Run, Route
    std::string model;                  ///< Route: the model name of the route
    QString report;   ///< Run, Resume, Show: HTML file, absolute; "-" is standard output. MakeDataset: the dataset to write
    QString json;     ///< Run, Resume, Show: absolute; "-" is standard output
    QString csv;      ///< Run, Resume, Show: absolute; "-" is standard output
    std::optional<double> minScore; ///< Run, Resume: 0 to 1
    std::string baseline;           ///< Run: as in `runs`
    std::string fromRequests;       ///< MakeDataset: filter such as "model=gpt-4o,since=7d,limit=200"
    bool isPairs = false;        ///< Run
    bool allowsUnpriced = false; ///< Run
    bool allowsCommands = false; ///< Run
    bool skipsBroken = false;    ///< Run, Estimate
    bool failuresCount = false;  ///< Run
    bool isAgreed = false;       ///< Route: makes the change without confirmation; MakeDataset: replaces the file

    static constexpr int kMostSamples = 100;
    static constexpr int kMostConcurrency = 256;
};

/// Combines the words after `eval` with the options, of which `given` lists the names. Errors: InvalidRequest with the
/// problem and what is valid, without a reference to the help.
gateway::Result<EvalRequest> evalRequestFrom(const QStringList& words, EvalRequest request, const QStringList& given);

// Parsers for option values. Errors: InvalidRequest with what is valid.

/// "openai/gpt-4o-mini,deepseek/deepseek-chat".
gateway::Result<std::vector<std::string>> evalTargetsFrom(const QString& text);
/// A whole number from 1 to `most`.
gateway::Result<int> evalCountFrom(const QString& text, int most);
/// A decimal number from 0 to `most`.
gateway::Result<double> evalNumberFrom(const QString& text, double most);
/// "2.00" or "0.05", with at most 12 decimals, above 0: in 10^-12 of a currency unit.
gateway::Result<std::int64_t> evalAmountFrom(const QString& text);
gateway::Result<std::int64_t> evalSeedFrom(const QString& text);

} // namespace app
