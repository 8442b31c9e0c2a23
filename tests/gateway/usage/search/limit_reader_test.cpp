#include "gateway/usage/search/limit_reader.h"

#include "ledger_fixture.h"

#include "gateway/usage/ledger/ledger.h"

#include "catch.h"

#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::usage;
using namespace test;
using namespace Qt::StringLiterals;

namespace {

AttemptRecord attempt(const char* provider, int firstByte_ms)
{
    AttemptRecord made;
    made.provider = provider;
    made.status = 200;
    made.connect = Milliseconds{20};
    made.tls = Milliseconds{30};
    made.firstByte = Milliseconds{firstByte_ms};
    made.lastByte = Milliseconds{firstByte_ms + 1000};
    made.duration = made.firstByte;
    return made;
}

AttemptRecord givenUp(const char* provider, int after_ms)
{
    AttemptRecord made;
    made.provider = provider;
    made.failure = config::FailureClass::Timeout;
    made.duration = Milliseconds{after_ms};
    return made;
}

} // namespace

TEST_CASE("what passed a limit is counted, attempt by attempt, with what was given up")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const auto at = [](std::int64_t started_ms) { return WallTime(std::chrono::milliseconds(started_ms)); };
    LimitQuery query{at(1000), at(5000), LimitedFact::FirstByte, 600};
    CHECK(readLimit(file, query) == LimitAnswer{}); // nobody has written it yet
    {
        Ledger ledger(file, {});
        RecordBatch batch;
        const auto add = [&](std::int64_t started_ms, const char* route, bool isStream, std::vector<AttemptRecord> attempts) {
            auto record = exchange("x" + std::to_string(started_ms), started_ms);
            record->route = route;
            record->isStream = isStream;
            record->attempts = std::move(attempts);
            batch.push_back(record);
        };
        add(999, "r", true, {attempt("qwen", 9000)}); // before the span
        add(1000, "r", true, {attempt("qwen", 500)});
        add(2000, "r", false, {givenUp("qwen", 800), attempt("deepseek", 600)});
        add(3000, "other", false, {attempt("qwen", 700)});
        add(5000, "r", true, {attempt("qwen", 9000)}); // behind it
        ledger.write(std::move(batch));
        REQUIRE(totalsOf(ledger));
    }
    const auto asked = [&](LimitedFact fact, std::int64_t most, const char* provider = "", const char* route = "") {
        query.fact = fact;
        query.most = most;
        query.provider = provider;
        query.route = route;
        const auto answer = readLimit(file, query);
        REQUIRE(answer);
        return *answer;
    };
    CHECK(asked(LimitedFact::FirstByte, 600) == LimitAnswer{4, 2});
    CHECK(asked(LimitedFact::FirstByte, 599) == LimitAnswer{4, 3});
    CHECK(asked(LimitedFact::FirstByte, 600, "qwen") == LimitAnswer{3, 2});
    CHECK(asked(LimitedFact::FirstByte, 600, "deepseek") == LimitAnswer{1, 0});
    CHECK(asked(LimitedFact::Connect, 49) == LimitAnswer{4, 4}); // with TLS
    CHECK(asked(LimitedFact::Connect, 50) == LimitAnswer{4, 1}); // which never came so far
    CHECK(asked(LimitedFact::Total, 1600) == LimitAnswer{3, 1}); // not of streams
    CHECK(asked(LimitedFact::Attempts, 1) == LimitAnswer{3, 1});
    CHECK(asked(LimitedFact::Attempts, 1, "", "other") == LimitAnswer{1, 0});
}
