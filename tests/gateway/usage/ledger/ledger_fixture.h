#pragma once

#include "gateway/usage/ledger/ledger.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct sqlite3;

// Shared by the ledger tests: records, blocking queries,
// and direct access to the file.
namespace test {

inline constexpr int kPatience_ms = 20'000;
/// Takes a ledger back to before version 14.
inline const std::string kWithoutReasons =
    "ALTER TABLE exchanges DROP COLUMN eval_run; ALTER TABLE exchanges DROP COLUMN shadow_of; "
    "ALTER TABLE exchanges DROP COLUMN agent; ALTER TABLE exchanges DROP COLUMN limit_name; ALTER TABLE exchanges DROP COLUMN limit_action; "
    "ALTER TABLE exchanges DROP COLUMN last_reason_parts; ALTER TABLE attempts DROP COLUMN reason_parts; ";

inline gateway::WallTime at(std::int64_t ms) { return gateway::WallTime{gateway::Milliseconds{ms}}; }

/// Collects the problems the ledger reports, from any thread.
struct Problems {
    std::mutex mutex;
    std::vector<gateway::Error> errors;

    std::function<void(const gateway::Error&)> listener();
    std::size_t count();
    std::string first();
};

gateway::Result<gateway::usage::Totals> totalsOf(
    gateway::usage::Ledger& ledger, gateway::WallTime from = at(0), gateway::WallTime to = at(1LL << 42));
gateway::Result<std::vector<gateway::usage::ExchangeRecord>> recentOf(gateway::usage::Ledger& ledger, int limit);

std::shared_ptr<gateway::usage::ExchangeRecord> exchange(const std::string& id, std::int64_t startedAt_ms);
/// A record with every field set.
std::shared_ptr<gateway::usage::ExchangeRecord> fullExchange();
/// A route list with one route.
std::shared_ptr<const gateway::usage::RouteList> routes(const char* id);

void checkSame(const gateway::usage::ExchangeRecord& a, const gateway::usage::ExchangeRecord& b);

/// Opens the file separately, runs the statements and returns the first column of the last row.
std::string valueOf(const QString& file, const std::string& statements);
/// All columns of all rows; "" for NULL.
std::vector<std::vector<std::string>> rowsOf(const QString& file, const std::string& statements);
long long numberOf(const QString& file, const std::string& statements);

/// Blocks all other writers of the file.
class Blocker final {
public:
    explicit Blocker(const QString& file);
    ~Blocker() { release(); }
    Blocker(const Blocker&) = delete;
    Blocker& operator=(const Blocker&) = delete;
    void release();

private:
    sqlite3* m_database = nullptr;
};

} // namespace test
