#include "gateway/usage/search/first_uses.h"

#include "ledger_fixture.h"

#include "gateway/usage/ledger/ledger.h"

#include "catch.h"

#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::usage;
using namespace test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kBegin_ms = 1'763'640'000'000; // a full hour
constexpr std::int64_t kMinute_ms = 60'000;
constexpr std::int64_t kDay_ms = 24 * 60 * kMinute_ms;

struct Row {
    const char* model;
    std::int64_t after_ms;
    std::int64_t tokens = 10;
};

void write(const QString& file, const std::vector<Row>& rows)
{
    Ledger ledger(file, {});
    RecordBatch batch;
    for (const Row& row : rows) {
        auto record = exchange("x" + std::to_string(batch.size()), kBegin_ms + row.after_ms);
        record->model = row.model;
        record->provider = "p";
        record->tokens = {};
        if (row.tokens > 0) {
            record->tokens.origin = protocol::UsageOrigin::Reported;
            record->tokens.input = Tokens{row.tokens};
        }
        record->attempts.clear();
        AttemptRecord attempt;
        attempt.provider = "p";
        attempt.model = row.model;
        record->attempts.push_back(attempt);
        batch.push_back(std::move(record));
    }
    ledger.write(std::move(batch));
    REQUIRE(totalsOf(ledger));
}

std::vector<std::string> firstUses(const QString& file, std::size_t exact = 7)
{
    const auto names = readFirstUses(file, UsageBy::Model, WallTime{Milliseconds{kBegin_ms + 400 * kDay_ms}}, exact);
    REQUIRE(names);
    return *names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("orders names by their first use of tokens to the millisecond")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    CHECK(firstUses(file).empty()); // no ledger yet
    write(file, {{"z", 40 * kDay_ms}, {"m", 2}, {"a-very-long-one", 3}, {"never", 0, 0}, {"b", 5 * kMinute_ms}, {"a", 5 * kMinute_ms + 30'000},
                    {"y", kDay_ms}, {"x", kDay_ms - 1}, {"a", 1, 0}, {"m", 90 * kDay_ms}});
    CHECK(firstUses(file) == Names{"m", "a-very-long-one", "b", "a", "x", "y", "z"});
}

TEST_CASE("orders names beyond the requested number by period and then by name")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    write(file, {{"d", 1}, {"c", kDay_ms}, {"b", 3 * kDay_ms}, {"a", 3 * kDay_ms - kMinute_ms}});
    CHECK(firstUses(file, 1) == Names{"d", "c", "a", "b"});
    CHECK(firstUses(file, 4) == Names{"d", "c", "a", "b"});
    CHECK(firstUses(file, 0) == Names{"a", "b", "c", "d"});
}

TEST_CASE("falls back to the order of writing where details are deleted")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    write(file, {{"m", 1}});
    write(file, {{"a", 2}});
    write(file, {{"b", 3, 0}});
    write(file, {{"c", 4}});
    valueOf(file, "DELETE FROM exchanges; UPDATE rollup_state SET value = 1000000000 WHERE name = 'details_from'; SELECT 1");
    CHECK(firstUses(file) == Names{"m", "a", "c"});
}
