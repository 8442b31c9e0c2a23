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
/// The sums of the ledger, its exchanges one by one, or its file made smaller.
enum class UsageWork { Sums, Export, Vacuum };

/// What `signalboxd usage` is asked to do.
struct UsageRequest {
    UsageWork work = UsageWork::Sums;
    std::optional<gateway::WallTime> since; ///< empty: the last 30 days
    std::optional<gateway::WallTime> until; ///< empty: now; the first moment that no longer counts
    std::vector<gateway::usage::UsageBy> by{gateway::usage::UsageBy::Provider, gateway::usage::UsageBy::Model};
    std::optional<UsageFormat> format; ///< empty: a table, or CSV for an export
    QString output; ///< of an export: absolute; empty: standard output
    std::optional<gateway::Currency> currency; ///< to add up both in; empty: each for itself
    bool withBudgets = false; ///< and how much of the user's budgets is spent
};

// The values of its options. Errors: InvalidRequest with what would be right.

/// A begin or an end (of which a day is whole): "2026-11-01", "7d" (ago), "12h" or RFC 3339.
gateway::Result<gateway::WallTime> usageTimeFrom(const QString& text, const QDateTime& now, bool isEnd);
/// "provider,model,key"; "all": nothing.
gateway::Result<std::vector<gateway::usage::UsageBy>> usageBysFrom(const QString& text);
gateway::Result<UsageFormat> usageFormatFrom(const QString& text);
/// "usd" or "cny".
gateway::Result<gateway::Currency> currencyFrom(const QString& text);

/// What `usage` is followed by: nothing, "export" or "vacuum". Errors: InvalidRequest, also where options do not go with it.
gateway::Result<UsageWork> usageWorkFrom(const QStringList& words, const UsageRequest& options);

/// The question with its defaults. Errors: InvalidRequest if it begins after it ends.
gateway::Result<gateway::usage::UsageQuery> usageQuery(const UsageRequest& request, gateway::WallTime now);

} // namespace app
