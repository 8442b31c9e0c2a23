#include "usage_request.h"

#include "time_text.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;
using gateway::WallTime;
using gateway::usage::kUsageBys;
using gateway::usage::UsageBy;
using gateway::usage::UsageQuery;

namespace {

constexpr std::chrono::days kUsual{30};
constexpr std::array kFormats{std::pair{"table", UsageFormat::Table}, std::pair{"json", UsageFormat::AsJson},
    std::pair{"csv", UsageFormat::AsCsv}, std::pair{"jsonl", UsageFormat::AsJsonLines}};

std::string knownBys()
{
    std::string names;
    for (const auto& [name, by] : kUsageBys)
        names.append(names.empty() ? "" : ", ").append(name);
    return names;
}

} // namespace

Result<WallTime> usageTimeFrom(const QString& text, const QDateTime& now, bool isEnd)
{
    const auto time = timeFrom(text, now, isEnd ? TimeMeaning::PastEnd : TimeMeaning::PastBegin);
    if (!time)
        return failure(ErrorKind::InvalidRequest,
            gateway::asIs("must be a date such as 2026-11-01, a time span back from now such as 2w, 7d, 12h, 5m or 30s, or a time such as 2026-11-01T08:00:00Z, not '" + text.toStdString() + "'"));
    return WallTime(std::chrono::milliseconds(time->toMSecsSinceEpoch()));
}

Result<std::vector<UsageBy>> usageBysFrom(const QString& text)
{
    std::vector<UsageBy> bys;
    if (text == QLatin1String("all"))
        return bys;
    for (const QString& each : text.split(QLatin1Char(','))) {
        const std::string name = each.trimmed().toStdString();
        const auto found = std::ranges::find(kUsageBys, name, &std::pair<std::string_view, UsageBy>::first);
        if (found == kUsageBys.end())
            return failure(ErrorKind::InvalidRequest,
                gateway::asIs("must be a list of " + knownBys() + ", separated by commas, or \"all\" for one total, not '" + name + "'"));
        if (std::ranges::find(bys, found->second) != bys.end())
            return failure(ErrorKind::InvalidRequest, gateway::asIs("names " + name + " twice"));
        bys.push_back(found->second);
    }
    return bys;
}

Result<UsageFormat> usageFormatFrom(const QString& text)
{
    const auto found = std::ranges::find_if(kFormats, [&](const auto& row) { return text == QLatin1String(row.first); });
    if (found == kFormats.end())
        return failure(ErrorKind::InvalidRequest, gateway::asIs("must be table, json or csv, or jsonl for usage export, not '" + text.toStdString() + "'"));
    return found->second;
}

Result<UsageWork> usageWorkFrom(const QStringList& words, const UsageRequest& options)
{
    const QString word = words.value(0);
    const bool isExport = word == QLatin1String("export");
    const bool isVacuum = word == QLatin1String("vacuum");
    if (words.size() > (isExport || isVacuum ? 1 : 0))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("usage takes only options, export or vacuum, not '" + words.last().toStdString() + "'"));
    const bool isForLines = options.format == UsageFormat::AsJsonLines;
    if (isExport && options.format && !isForLines && options.format != UsageFormat::AsCsv)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("--format of usage export must be csv or jsonl"));
    if (!isExport && isForLines)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("--format jsonl is an option of usage export"));
    if (options.withBudgets && (isExport || isVacuum || options.format == UsageFormat::AsCsv))
        return failure(ErrorKind::InvalidRequest, gateway::asIs("--budgets is an option of usage with --format table or json"));
    return isExport ? UsageWork::Export : isVacuum ? UsageWork::Vacuum : UsageWork::Sums;
}

Result<gateway::Currency> currencyFrom(const QString& text)
{
    const std::string name = text.toUpper().toStdString();
    const auto found = std::ranges::find(gateway::kCurrencyNames, name);
    if (found == gateway::kCurrencyNames.end())
        return failure(ErrorKind::InvalidRequest, gateway::asIs("must be usd or cny, not '" + text.toStdString() + "'"));
    return static_cast<gateway::Currency>(found - gateway::kCurrencyNames.begin());
}

Result<UsageQuery> usageQuery(const UsageRequest& request, WallTime now)
{
    UsageQuery query;
    using std::chrono::milliseconds; // precision of the ledger
    query.to = std::chrono::floor<milliseconds>(request.until.value_or(now + milliseconds(1))); // includes exchanges that have just begun
    query.from = std::chrono::floor<milliseconds>(request.since.value_or(std::min<WallTime>(query.to, now) - kUsual));
    query.by = request.by;
    if (query.from >= query.to)
        return failure(ErrorKind::InvalidRequest, gateway::asIs("--since must be before --until"));
    return query;
}

} // namespace app
