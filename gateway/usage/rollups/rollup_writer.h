#pragma once

#include "local_grid.h"
#include "rollup_fold.h"
#include "rollup_schema.h"
#include "rollup_sums.h"

#include "gateway/core/result.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace gateway::usage {

/// Adds sums to those in a ledger file. It caches what it wrote last, so that most sums need not be read again, and
/// detects writes by others. Errors are those of the connection, which must outlive it.
class RollupWriter final {
public:
    static constexpr std::int64_t kMostSeries = 20'000; ///< beyond it, names chosen by clients are not distinguished

    explicit RollupWriter(SqliteConnection& connection) : m_connection(connection) {}

    Result<void> prepare();
    /// In a transaction of the caller; call `forget()` after a failure or a rollback.
    Result<void> write(const RollupFold& fold);
    void forget();

    /// Deletes at most `limit` sums of minutes that began before `minutesFrom` and of hours and days before
    /// `totalsFrom`, both in minutes since 1970, and returns how many; with the last of them, unreferenced data is
    /// deleted, too.
    Result<int> prune(std::int64_t minutesFrom, std::int64_t totalsFrom, int limit);

    Result<std::int64_t> state(const char* name);
    Result<void> setState(const char* name, std::int64_t value);
    /// Raises the value; does nothing if it is at least as high.
    Result<void> raiseState(const char* name, std::int64_t value);

private:
    struct Place {
        RollupLevel level = RollupLevel::Minute;
        std::int64_t bucket = 0;
        std::int64_t series = 0;

        bool operator==(const Place&) const = default;
    };
    struct PlaceHash {
        std::size_t operator()(const Place& place) const;
    };
    struct Kept {
        RollupSums sums;
        bool isChanged = false;
    };
    struct Series {
        std::int64_t id = 0;
        std::int64_t usedAt = 0; ///< minutes since 1970
    };

    Result<void> noticeOthers();
    Result<std::int64_t> seriesOf(const std::string& key, std::int64_t minute);
    Result<Series> findSeries(const std::string& key, std::int64_t minute, bool isBounded);
    Result<bool> isFull();
    Result<void> add(std::int64_t series, std::int64_t minute, const RollupSums& sums);
    Result<std::int64_t> dayOf(std::int64_t minute);
    Result<Kept*> at(const Place& place);
    Result<void> writeChanged();
    Result<std::int64_t> dayWith(std::int64_t minute);
    Result<int> deleteBefore(RollupLevel level, std::int64_t minute, int limit);

    SqliteConnection& m_connection;
    SqliteStatement m_version;
    SqliteStatement m_findSeries;
    SqliteStatement m_addSeries;
    SqliteStatement m_touchSeries;
    SqliteStatement m_find;
    SqliteStatement m_put;
    SqliteStatement m_addDay;
    std::optional<std::int64_t> m_seenVersion; // version of the file, changed by other writers
    std::optional<std::int64_t> m_seriesCount;
    std::unordered_map<std::string, Series> m_series;
    std::unordered_map<Place, Kept, PlaceHash> m_kept;
    std::vector<Place> m_changed;
    std::set<std::int64_t> m_daysThere; // by start
    LocalGrid m_days{TimeStep::Day};
};

} // namespace gateway::usage
