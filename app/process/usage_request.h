#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/money.h"
#include "gateway/core/result.h"
#include "gateway/usage/usage_report.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace app {

enum class UsageFormat { Table, AsJson, AsCsv, AsJsonLines };
/// Print the sums of the ledger, export its exchanges, or compact its file.
enum class UsageWork { Sums, Export, Vacuum };

/// Options of `signalboxd usage`.
struct UsageRequest {
    UsageWork work = UsageWork::Sums;
    std::optional<gateway::WallTime> since; ///< empty: the last 30 days
    std::optional<gateway::WallTime> until; ///< empty: now; exclusive
    std::vector<gateway::usage::UsageBy> by{gateway::usage::UsageBy::Provider, gateway::usage::UsageBy::Model};
    std::optional<UsageFormat> format; ///< empty: a table, or CSV for an export
    QString output; ///< for an export: absolute; empty: standard output
    std::optional<gateway::Currency> currency; ///< converts and adds up both currencies; empty: separately
    bool withBudgets = false; ///< also shows how much of the budgets is spent
};

// Parsers for option values. Errors: InvalidRequest with what is valid.

/// A begin or an end (a date means the whole day): "2026-11-01", "7d" (ago), "12h" or RFC 3339.
gateway::Result<gateway::WallTime> usageTimeFrom(const QString& text, const QDateTime& now, bool isEnd);
/// "provider,model,key"; "all": empty.
gateway::Result<std::vector<gateway::usage::UsageBy>> usageBysFrom(const QString& text);
gateway::Result<UsageFormat> usageFormatFrom(const QString& text);
/// "usd" or "cny".
gateway::Result<gateway::Currency> currencyFrom(const QString& text);

/// What follows `usage`: nothing, "export" or "vacuum". Errors: InvalidRequest, also for options that do not apply to
/// it.
gateway::Result<UsageWork> usageWorkFrom(const QStringList& words, const UsageRequest& options);

/// The query with defaults filled in. Errors: InvalidRequest if it begins after it ends.
gateway::Result<gateway::usage::UsageQuery> usageQuery(const UsageRequest& request, gateway::WallTime now);

} // namespace app
