#pragma once

#include "charge_reader.h"

#include "gateway/usage/record.h"
#include "gateway/usage/rollups/rollup_fold.h"
#include "gateway/usage/rollups/series.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace gateway::usage {

// The parts of a record that the rollups contain. For the ledger only.

/// The series of an exchange served by `by`: its names in valid UTF-8 as in the rows.
std::string seriesKeyOf(const ExchangeRecord& record, const Served& by);
/// The minute since 1970 in which it began.
std::int64_t minuteOf(const ExchangeRecord& record);

/// The part of an exchange in one series: a charge, an attempt, or the exchange itself together with its usage if it
/// has no charges. For a late record, what it reports.
struct Fact {
    const Charge* charge = nullptr;
    const AttemptRecord* attempt = nullptr;
};
void addTo(RollupSums& sums, const ExchangeRecord& record, const Fact& fact);

/// Visits all parts of a record; `visit` takes `(const std::string& key, const Fact& fact)`.
template <class Visit> void visitSeries(const ExchangeRecord& record, Visit&& visit)
{
    const Served by = record.served();
    const std::string own = seriesKeyOf(record, by);
    visit(own, Fact{});
    if (record.isLate)
        return;
    for (const Charge& charge : record.charges)
        visit(seriesKeyOf(record, {charge.provider, charge.model, charge.key}), Fact{&charge, nullptr});
    for (const AttemptRecord& attempt : record.attempts) {
        const Served its{attempt.provider, attempt.model, attempt.key};
        visit(its == by ? own : seriesKeyOf(record, its), Fact{nullptr, &attempt});
    }
}

/// Reads the parts of exchanges that the sums need. Errors are those of the connection, which must outlive it.
class FactReader final {
public:
    explicit FactReader(SqliteConnection& connection) : m_connection(connection), m_charges(connection) {}

    /// Reads the current row of `selectExchanges()`; returns its number.
    Result<std::int64_t> read(SqliteStatement& row, ExchangeRecord& record);

private:
    SqliteConnection& m_connection;
    ChargeReader m_charges;
    std::optional<SqliteStatement> m_attempts; // prepared when needed
};

/// Whether the records also have rows.
enum class Details { Kept, Dropped };
void addTo(RollupFold& fold, const RecordBatch& batch, Details details);

/// Adds records to sums, mostly to recently used ones, which are found without a lookup.
class Folding final {
public:
    /// `fold` must outlive it.
    Folding(RollupFold& fold, Details details) : m_fold(fold), m_details(details) {}

    /// `record` must live as long as this.
    void add(const ExchangeRecord& record);

private:
    /// An exchange whose parts are all in known sums.
    struct Known {
        const ExchangeRecord* record = nullptr;
        std::int64_t minute = 0;
        RollupSums* sums = nullptr;
    };
    const Known* likeOf(const ExchangeRecord& record, std::int64_t minute) const;
    void addFact(RollupSums* sums, const ExchangeRecord& record, const Fact& fact) const;

    RollupFold& m_fold;
    const Details m_details;
    std::array<Known, 4> m_known{};
    std::size_t m_oldest = 0; // index of the oldest of those
};

} // namespace gateway::usage
