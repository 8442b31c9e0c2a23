#include "ledger_database.h"

#include "gateway/usage/tables/ledger_rows.h"

#include <algorithm>

namespace gateway::usage {

namespace {

constexpr const char* kShadowSums =
    "SELECT route, currency, COUNT(*), SUM(outcome = 'answered'), SUM(cost_pico),"
    " SUM(outcome = 'answered' AND (cost_pico IS NULL OR cost_origin = 'at_least'))"
    " FROM exchanges WHERE started_at >= ? AND started_at < ? AND shadow_of IS NOT NULL GROUP BY route, currency";
// By the index on `expires_at`: content itself is not read.
constexpr const char* kStoredPairs =
    "WITH kept AS MATERIALIZED (SELECT id, route, shadow_of FROM contents JOIN exchanges ON seq = exchange WHERE expires_at > ?)"
    " SELECT copy.route, COUNT(*) FROM kept AS copy JOIN kept AS original ON original.id = copy.shadow_of GROUP BY copy.route";
constexpr const char* kOriginals =
    "SELECT DISTINCT shadow_of FROM contents JOIN exchanges ON seq = exchange WHERE expires_at > ? AND shadow_of IS NOT NULL AND outcome = 'answered'";

ShadowSum& sumOf(std::vector<ShadowSum>& sums, std::string_view route)
{
    const auto found = std::ranges::find(sums, route, &ShadowSum::route);
    if (found != sums.end())
        return *found;
    sums.emplace_back();
    sums.back().route = route;
    return sums.back();
}

} // namespace

Result<std::vector<ShadowSum>> LedgerDatabase::shadows(WallTime from, WallTime to, WallTime now)
{
    auto query = m_connection.prepare(kShadowSums);
    if (!query)
        return problem("read", query.error());
    query->bind(toMs(from));
    query->bind(toMs(to));
    std::vector<ShadowSum> sums;
    auto row = query->step();
    for (; row && *row; row = query->step()) {
        ShadowSum& sum = sumOf(sums, query->text());
        const auto currency = std::ranges::find(kCurrencyNames, query->text());
        sum.copies += query->integer();
        sum.answered += query->integer();
        const auto cost = query->integerOrNull();
        if (cost && currency != kCurrencyNames.end())
            sum.cost.push_back({static_cast<Currency>(currency - kCurrencyNames.begin()), *cost});
        sum.isCostWhole = sum.isCostWhole && query->integer() == 0;
    }
    auto pairs = row ? m_connection.prepare(kStoredPairs) : failure(row.error());
    if (!pairs)
        return problem("read", pairs.error());
    pairs->bind(toMs(now));
    row = pairs->step();
    for (; row && *row; row = pairs->step()) {
        ShadowSum& sum = sumOf(sums, pairs->text());
        sum.storedPairs = pairs->integer();
    }
    if (!row)
        return problem("read", row.error());
    return sums;
}

Result<std::vector<std::string>> LedgerDatabase::originalsOfStoredCopies(WallTime now)
{
    auto query = m_connection.prepare(kOriginals);
    if (!query)
        return problem("read", query.error());
    query->bind(toMs(now));
    std::vector<std::string> ids;
    auto row = query->step();
    for (; row && *row; row = query->step())
        ids.emplace_back(query->text());
    if (!row)
        return problem("read", row.error());
    return ids;
}

} // namespace gateway::usage
