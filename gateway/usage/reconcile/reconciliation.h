#pragma once

#include "bill.h"

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/result.h"

#include <QDate>
#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gateway::usage {

/// One day and model, according to the provider and the ledger.
struct ComparedLine {
    QDate day;
    std::string model;
    Figures bill;   ///< empty where the provider's bills never have the figure; 0 where only this line lacks it
    Figures ledger; ///< has the same figures as `bill`, except for money that cannot be compared
    std::int64_t unpriced = 0;   ///< exchanges in the ledger without a known cost
    std::int64_t unreported = 0; ///< exchanges in the ledger without known tokens

    bool isEqual() const { return bill == ledger; }
};

/// A bill compared with the ledger, from the first to the last day of the bill.
struct Reconciliation {
    std::vector<ComparedLine> lines; ///< sorted by day and model
    int days = 0;
    int unequalDays = 0;
    /// Rate used to convert the ledger's money into the currency of the bill; empty: not needed, or no rate available.
    std::optional<config::ExchangeRate> rate;
    int incomparable = 0; ///< lines with different currencies and no rate between them
    std::vector<Sentence> notes; ///< about the bills: what is not compared
    std::vector<Sentence> hints; ///< other oddities, for display
    /// Days with web searches in the bill whose request details are deleted, at least in part: the number of searches is
    /// not compared, and their cost is included with the models.
    int daysWithoutSearches = 0;
    int roughDays = 0; ///< days whose requests are deleted and of which only the sums of longer times are known
};

/// Compares bills with the usage database `file`, which a gateway may be writing; blocks. Lines of several bills with
/// the same day and model are combined, such as tokens and costs. `provider`: its id in the configuration. Requests are
/// counted as providers charge them: attempts that were answered at least in part, or used tokens; more than one for an
/// exchange that was raced, continued or retried after an empty answer. The ledger's money in a currency that the bill
/// does not have is converted by `rate`; a rate of 0 or less counts as none. If a bill has an amount for web searches
/// without a model (`kWebSearches`), the ledger's cost of searches on that day is compared with it, not with the
/// models. `isStopped` is polled between days; when it returns true the result is CancelledHere. Errors: InvalidRequest
/// if the bills are empty, contain the same figure twice or have days in different time zones, or if the ledger has
/// nothing of the provider in that time; Io.
Result<Reconciliation> reconcile(
    const std::vector<Bill>& bills, const QString& file, const std::string& provider, const config::ExchangeRate& rate = {},
    const std::function<bool()>& isStopped = {});

} // namespace gateway::usage
