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

TEST_CASE("counts attempts that exceeded a limit including abandoned ones")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const auto at = [](std::int64_t started_ms) { return WallTime(std::chrono::milliseconds(started_ms)); };
    LimitQuery query{at(1000), at(5000), LimitedFact::FirstByte, 600};
    CHECK(readLimit(file, query) == LimitAnswer{}); // no ledger yet
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
        add(5000, "r", true, {attempt("qwen", 9000)}); // after the span
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
    CHECK(asked(LimitedFact::StreamStart, 499) == LimitAnswer{1, 1});
    CHECK(asked(LimitedFact::FirstByte, 600, "qwen") == LimitAnswer{3, 2});
    CHECK(asked(LimitedFact::FirstByte, 600, "deepseek") == LimitAnswer{1, 0});
    CHECK(asked(LimitedFact::Connect, 49) == LimitAnswer{4, 4}); // including TLS
    CHECK(asked(LimitedFact::Connect, 50) == LimitAnswer{4, 1}); // never connected
    CHECK(asked(LimitedFact::Total, 1600) == LimitAnswer{3, 1}); // streams excluded
    CHECK(asked(LimitedFact::Attempts, 1) == LimitAnswer{3, 1});
    CHECK(asked(LimitedFact::Attempts, 1, "", "other") == LimitAnswer{1, 0});
}

namespace {

/// A ledger of attempts at one provider, "qwen", with one key, "main", and one model.
struct Week {
    struct Row {
        std::int64_t begin_ms;
        int duration_ms;
        std::optional<config::FailureClass> failure = {};
    };

    explicit Week(const std::vector<Row>& rows)
    {
        Ledger ledger(file, {});
        RecordBatch batch;
        for (const Row& row : rows) {
            auto record = exchange("x" + std::to_string(row.begin_ms), row.begin_ms);
            AttemptRecord made = attempt("qwen", row.duration_ms - 1000);
            made.key = "main";
            made.model = "qwen-turbo";
            made.failure = row.failure;
            made.duration = Milliseconds{row.duration_ms};
            if (row.failure) made.firstByte = made.lastByte = Milliseconds{-1};
            record->isStream = true;
            record->answerBytes = 100 * 1000;
            record->firstByte = Milliseconds{row.failure ? -1 : row.duration_ms - 1000};
            record->duration = Milliseconds{row.duration_ms};
            record->attempts = {made};
            batch.push_back(record);
        }
        ledger.write(std::move(batch));
        REQUIRE(totalsOf(ledger));
    }

    LimitAnswer asked(LimitedFact fact, std::int64_t most, std::int64_t within = 0, const char* provider = "qwen") const
    {
        LimitQuery query{WallTime{}, WallTime(std::chrono::hours(1)), fact, most};
        query.provider = isOfRequests(fact) ? "" : provider;
        query.within = within;
        query.meanings[static_cast<std::size_t>(config::FailureClass::ServerError)] = {config::Rests::Model, true};
        query.meanings[static_cast<std::size_t>(config::FailureClass::KeyRejected)] = {config::Rests::Key, false};
        const auto answer = readLimit(file, query);
        REQUIRE(answer);
        return *answer;
    }

    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
};

constexpr auto kDown = config::FailureClass::ServerError;

} // namespace

TEST_CASE("counts pauses and concurrency of a provider's attempts in starting order")
{
    const Week week({{1000, 2000}, {2000, 8000}, {4000, 1500}, {60000, 2000}});
    CHECK(week.asked(LimitedFact::Pause, 49999) == LimitAnswer{3, 1}); // the first attempt has no pause before it
    CHECK(week.asked(LimitedFact::Pause, 50000) == LimitAnswer{3, 0});
    CHECK(week.asked(LimitedFact::Others, 1) == LimitAnswer{4, 2});
    CHECK(week.asked(LimitedFact::Others, 2) == LimitAnswer{4, 0});
    CHECK(week.asked(LimitedFact::Others, 1, 0, "deepseek") == LimitAnswer{});
    CHECK(week.asked(LimitedFact::Silence, 1000) == LimitAnswer{4, 0}); // every stream started within a second of its first byte
    CHECK(week.asked(LimitedFact::Silence, 999) == LimitAnswer{4, 4});
    CHECK(week.asked(LimitedFact::Wait, 1000) == LimitAnswer{4, 1});
    CHECK(week.asked(LimitedFact::FirstAttempt, 999) == LimitAnswer{4, 3});
}

TEST_CASE("counts consecutive failures like the health check does")
{
    const Week week({{1000, 100, kDown}, {2000, 100, kDown}, {3000, 100, kDown}, {3500, 1500}, {50000, 100, kDown}, {51000, 100, config::FailureClass::KeyRejected},
        {52000, 1500}, {53000, 1500}});
    CHECK(week.asked(LimitedFact::Failures, 3, 60000) == LimitAnswer{5, 1});
    CHECK(week.asked(LimitedFact::Failures, 2, 60000) == LimitAnswer{5, 2}); // the third, and the one after the answer
    CHECK(week.asked(LimitedFact::Failures, 4, 60000) == LimitAnswer{5, 1});
    CHECK(week.asked(LimitedFact::Failures, 4, 10000) == LimitAnswer{5, 0});
    CHECK(week.asked(LimitedFact::Failures, 1, 1000) == LimitAnswer{5, 5});
    CHECK(week.asked(LimitedFact::Outage, 3899) == LimitAnswer{3, 1}); // the model's outage from 1.1 s to 5 s, its next one, and the key's
    CHECK(week.asked(LimitedFact::Outage, 3900) == LimitAnswer{3, 0});
    CHECK(week.asked(LimitedFact::Recovery, 1) == LimitAnswer{3, 0});
    CHECK(week.asked(LimitedFact::Recovery, 2) == LimitAnswer{3, 1}); // one answer between the two outages of the model
    CHECK(week.asked(LimitedFact::GivenUp, 100) == LimitAnswer{5, 0});
    CHECK(week.asked(LimitedFact::GivenUp, 99) == LimitAnswer{5, 5});
    CHECK(week.asked(LimitedFact::Retryable, 0) == LimitAnswer{8, 4}); // a rejected key is not retried
    CHECK(week.asked(LimitedFact::Mendable, 0) == LimitAnswer{8, 4});
}

TEST_CASE("counts an outage in progress once it exceeds the limit")
{
    const Week week({{1000, 1000}, {2000, 100, kDown}});
    CHECK(week.asked(LimitedFact::Outage, 60000) == LimitAnswer{1, 1}); // until the end of the hour
    CHECK(week.asked(LimitedFact::Outage, 3600000) == LimitAnswer{});
}

TEST_CASE("measures the speed only of answers that took at least five seconds")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    {
        Ledger ledger(file, {});
        RecordBatch batch;
        for (const int seconds : {4, 5, 10}) {
            auto record = exchange("x" + std::to_string(seconds), 1000 + seconds);
            auto made = attempt("qwen", 500);
            made.lastByte = Milliseconds{500 + seconds * 1000};
            record->answerBytes = 100 * 1000;
            record->attempts = {made};
            batch.push_back(record);
        }
        ledger.write(std::move(batch));
        REQUIRE(totalsOf(ledger));
    }
    LimitQuery query{WallTime{}, WallTime(std::chrono::hours(1)), LimitedFact::Speed, 10000};
    CHECK(readLimit(file, query) == LimitAnswer{2, 0});
    query.most = 10001;
    CHECK(readLimit(file, query) == LimitAnswer{2, 1});
    query.most = 20001;
    CHECK(readLimit(file, query) == LimitAnswer{2, 2});
}

TEST_CASE("counts a request by its first attempt and by its failed attempts")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    {
        Ledger ledger(file, {});
        auto record = exchange("x", 1000);
        record->route = "r";
        record->attempts = {givenUp("qwen", 800), givenUp("qwen", 900), attempt("deepseek", 100)};
        record->firstByte = Milliseconds{1800};
        ledger.write({record});
        REQUIRE(totalsOf(ledger));
    }
    LimitQuery query{WallTime{}, WallTime(std::chrono::hours(1)), LimitedFact::FirstAttempt, 799};
    query.route = "r";
    query.meanings[static_cast<std::size_t>(config::FailureClass::Timeout)].isRetried = true;
    CHECK(readLimit(file, query) == LimitAnswer{1, 1});
    query.most = 800;
    CHECK(readLimit(file, query) == LimitAnswer{1, 0});
    query.fact = LimitedFact::Mendable;
    query.most = 1;
    CHECK(readLimit(file, query) == LimitAnswer{1, 1});
    query.most = 2;
    CHECK(readLimit(file, query) == LimitAnswer{1, 0});
    query.fact = LimitedFact::Retryable;
    query.most = 0;
    CHECK(readLimit(file, query) == LimitAnswer{3, 2});
    query.route = "other";
    CHECK(readLimit(file, query) == LimitAnswer{});
}
