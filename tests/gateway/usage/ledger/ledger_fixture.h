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

// What the tests of the ledger share: records, questions that are waited for, and a look
// into the file past it.
namespace test {

inline constexpr int kPatience_ms = 20'000;

inline gateway::WallTime at(std::int64_t ms) { return gateway::WallTime{gateway::Milliseconds{ms}}; }

/// What the ledger had to say, whatever the thread.
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
/// A record with something in every field.
std::shared_ptr<gateway::usage::ExchangeRecord> fullExchange();
/// Of one route.
std::shared_ptr<const gateway::usage::RouteList> routes(const char* id);

void checkSame(const gateway::usage::ExchangeRecord& a, const gateway::usage::ExchangeRecord& b);

/// Opens the file beside the ledger and runs the statements; answers the first column of the last row.
std::string valueOf(const QString& file, const std::string& statements);
/// All columns of all rows; "" where there is none.
std::vector<std::vector<std::string>> rowsOf(const QString& file, const std::string& statements);
long long numberOf(const QString& file, const std::string& statements);

/// Keeps everybody else from writing to the file.
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
