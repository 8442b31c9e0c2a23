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

/// One day of one model, by the provider and by the ledger.
struct ComparedLine {
    QDate day;
    std::string model;
    Figures bill;   ///< empty where the provider tells nothing of the kind anywhere; 0 where of others only
    Figures ledger; ///< has what `bill` has, but for money that cannot be compared
    std::int64_t unpriced = 0;   ///< exchanges of the ledger whose cost nobody knows
    std::int64_t unreported = 0; ///< likewise their tokens

    bool isEqual() const { return bill == ledger; }
};

/// A bill beside the ledger: each day from the first to the last of the bill.
struct Reconciliation {
    std::vector<ComparedLine> lines; ///< by day and model
    int days = 0;
    int unequalDays = 0;
    /// By which money of the ledger was converted into the bill's currency; empty: none had to be, or there is no rate.
    std::optional<config::ExchangeRate> rate;
    int incomparable = 0; ///< lines whose money is of different currencies, between which there is no rate
    std::vector<Sentence> notes; ///< of the bills: what of them is not compared
    std::vector<Sentence> hints; ///< what else is odd about them, for whoever shows it
    /// For which searches of the web are asked, and of which the details of requests are gone, at least in part: how many searches
    /// there were is not compared, and what those cost stands with the models.
    int daysWithoutSearches = 0;
    int roughDays = 0; ///< whose requests are gone, and of which only the sums of times around them are known
};

/// Lines of several bills that speak of the same day and model are put together, such as tokens and costs. Reads the usage
/// database `file` while a gateway may write to it; blocks. `provider`: its id in the configuration. What requests count as
/// is what providers charge for: attempts that were answered, whole or in part, or used tokens; more than one of an exchange
/// that was raced, continued or tried again behind an empty answer. Money of the ledger in the currency that a bill does not
/// tell is converted by `rate`; one that is not above 0 is none. Where a bill has money for searches of the web without a model
/// (`kWebSearches`), what the ledger's searches of that day have cost stands there, too, and not with their models.
/// `isStopped` is asked between days; once it says so the answer is CancelledHere.
/// Errors: InvalidRequest if the bills are empty, tell the same figure twice or have days of different time zones, or if the ledger has nothing of the provider then; Io.
Result<Reconciliation> reconcile(
    const std::vector<Bill>& bills, const QString& file, const std::string& provider, const config::ExchangeRate& rate = {},
    const std::function<bool()>& isStopped = {});

} // namespace gateway::usage
