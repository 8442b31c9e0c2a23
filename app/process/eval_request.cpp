#include "eval_request.h"

#include "folders.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;

namespace {

struct EvalVerb {
    const char* name;
    EvalRequest::Verb verb;
    int words;           ///< that follow
    const char* needs;   ///< what they are
    const char* options; ///< that it accepts, separated by spaces
};

constexpr std::array kEvalVerbs{
    EvalVerb{"run", EvalRequest::Verb::Run, 1, "one dataset",
        "--targets --samples --concurrency --max-cost --currency --judge --rubric --temperature --seed --name --out --json --csv --min-score --baseline "
        "--pairs --allow-unpriced --allow-commands --skip-broken --failures-count"},
    EvalVerb{"estimate", EvalRequest::Verb::Estimate, 1, "one dataset", "--targets --samples --currency --judge --rubric --skip-broken --format"},
    EvalVerb{"datasets", EvalRequest::Verb::Datasets, 0, "no arguments", "--format"},
    EvalVerb{"dataset", EvalRequest::Verb::MakeDataset, 0, "no arguments", "--from-requests --out --yes"},
    EvalVerb{"rubrics", EvalRequest::Verb::Rubrics, 0, "no arguments", "--format"},
    EvalVerb{"list", EvalRequest::Verb::List, 0, "no arguments", "--format"},
    EvalVerb{"show", EvalRequest::Verb::Show, 1, "one run", "--out --json --csv --format"},
    EvalVerb{"resume", EvalRequest::Verb::Resume, 1, "one run", "--concurrency --max-cost --currency --out --json --csv --min-score"},
    EvalVerb{"compare", EvalRequest::Verb::Compare, 2, "two runs", "--format"},
    EvalVerb{"route", EvalRequest::Verb::Route, 1, "one run", "--name --model --yes"},
};

tl::unexpected<gateway::Error> evalMisuse(std::string what) { return failure(ErrorKind::InvalidRequest, gateway::asIs(std::move(what))); }

/// Rejects options of other verbs. Options of every command are accepted.
Result<void> checkEvalOptions(const EvalVerb& row, const QStringList& given)
{
    const auto optionsOf = [](const EvalVerb& each) { return QString::fromLatin1(each.options).split(QLatin1Char(' ')); };
    for (const QString& option : given) {
        QStringList takers;
        for (const EvalVerb& each : kEvalVerbs)
            if (optionsOf(each).contains(option))
                takers << QStringLiteral("eval ") + QLatin1String(each.name);
        if (!takers.isEmpty() && !optionsOf(row).contains(option))
            return evalMisuse((option + QStringLiteral(" is an option of ") + takers.join(QStringLiteral(" and "))).toStdString());
    }
    return {};
}

/// A word with a separator or a suffix is a file; another one may be the name of a shipped dataset.
QString datasetFrom(const QString& word)
{
    const bool isFile = word.contains(QLatin1Char('/')) || word.contains(QLatin1Char('\\')) || word.contains(QLatin1Char('.'));
    return isFile ? absolutePath(word) : word;
}

Result<void> checkNeeds(const EvalRequest& request)
{
    if (request.verb == EvalRequest::Verb::Run || request.verb == EvalRequest::Verb::Estimate) {
        if (request.targets.empty())
            return evalMisuse("needs --targets, a list of models such as openai/gpt-4o-mini,deepseek/deepseek-chat");
        if (request.isPairs && request.judge.empty())
            return evalMisuse("--pairs needs --judge, the model that compares the answers");
        if (!request.rubric.empty() && request.judge.empty())
            return evalMisuse("--rubric needs --judge, the model that reads it");
        if (request.isPairs && request.targets.size() < 2)
            return evalMisuse("--pairs needs at least two targets");
    }
    if (request.verb == EvalRequest::Verb::MakeDataset && (request.fromRequests.empty() || request.report.isEmpty()))
        return evalMisuse("eval dataset needs --from-requests FILTER and --out FILE");
    if (request.verb == EvalRequest::Verb::MakeDataset && request.report == QLatin1String("-"))
        return evalMisuse("--out of eval dataset must be a file");
    const QString standardOutput = QStringLiteral("-");
    if (QStringList{request.report, request.json, request.csv}.count(standardOutput) > 1)
        return evalMisuse("only one of --out, --json and --csv can be \"-\", standard output");
    return {};
}

} // namespace

Result<EvalRequest> evalRequestFrom(const QStringList& words, EvalRequest request, const QStringList& given)
{
    const auto row = std::ranges::find_if(kEvalVerbs, [&](const EvalVerb& each) { return words.value(0) == QLatin1String(each.name); });
    if (row == kEvalVerbs.end())
        return evalMisuse("eval needs one of: run DATASET, estimate DATASET, datasets, dataset, rubrics, list, show RUN, resume RUN, compare RUN RUN, route RUN");
    if (words.size() != 1 + row->words)
        return evalMisuse(std::string("eval ") + row->name + (row->words == 0 ? " takes " : " needs ") + row->needs);
    if (const auto checked = checkEvalOptions(*row, given); !checked)
        return tl::unexpected(checked.error());
    request.verb = row->verb;
    if (row->verb == EvalRequest::Verb::Run || row->verb == EvalRequest::Verb::Estimate)
        request.dataset = datasetFrom(words[1]);
    else
        for (const QString& run : words.mid(1))
            request.runs.push_back(run.toStdString());
    if (const auto checked = checkNeeds(request); !checked)
        return tl::unexpected(checked.error());
    return request;
}

Result<std::vector<std::string>> evalTargetsFrom(const QString& text)
{
    std::vector<std::string> targets;
    for (const QString& each : text.split(QLatin1Char(','))) {
        const std::string name = each.trimmed().toStdString();
        if (name.empty())
            return evalMisuse("must be models separated by commas, such as openai/gpt-4o-mini,deepseek/deepseek-chat");
        if (std::ranges::find(targets, name) != targets.end())
            return evalMisuse("names " + name + " twice");
        targets.push_back(name);
    }
    return targets;
}

Result<int> evalCountFrom(const QString& text, int most)
{
    bool isNumber = false;
    const int count = text.toInt(&isNumber);
    if (!isNumber || count < 1 || count > most)
        return evalMisuse("must be a number from 1 to " + std::to_string(most) + ", not '" + text.toStdString() + "'");
    return count;
}

Result<double> evalNumberFrom(const QString& text, double most)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (!isNumber || !(number >= 0) || number > most)
        return evalMisuse("must be a number from 0 to " + std::to_string(static_cast<int>(most)) + ", not '" + text.toStdString() + "'");
    return number;
}

Result<std::int64_t> evalAmountFrom(const QString& text)
{
    constexpr int kDecimals = 12;
    constexpr int kMostDigits = 6; // before the point
    const QString whole = text.section(QLatin1Char('.'), 0, 0);
    const QString part = text.section(QLatin1Char('.'), 1);
    const auto areDigits = [](const QString& digits) { return std::ranges::all_of(digits, [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); }); };
    const bool isDecimal = areDigits(whole) && areDigits(part) && !(whole.isEmpty() && part.isEmpty());
    if (isDecimal && whole.size() <= kMostDigits && part.size() <= kDecimals)
        if (const std::int64_t pico = (whole + part.leftJustified(kDecimals, QLatin1Char('0'))).toLongLong(); pico > 0)
            return pico;
    return evalMisuse("must be an amount above 0 and below 1000000 such as 2.00, not '" + text.toStdString() + "'");
}

Result<std::int64_t> evalSeedFrom(const QString& text)
{
    bool isNumber = false;
    const qlonglong seed = text.toLongLong(&isNumber);
    if (!isNumber)
        return evalMisuse("must be a whole number, not '" + text.toStdString() + "'");
    return seed;
}

} // namespace app
