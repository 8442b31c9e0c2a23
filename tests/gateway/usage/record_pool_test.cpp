#include "gateway/usage/record_pool.h"

#include "catch.h"
#include "gateway/usage/tables/ledger_rows.h"
#include "records.h"

#include <string>
#include <thread>
#include <vector>

using namespace gateway;
using namespace gateway::usage;

namespace {

/// The record as the ledger would write it, as text.
class RowText final : public Values {
public:
    void bind(std::int64_t value) override { text += std::to_string(value) + '|'; }
    void bind(std::string_view value) override { text.append(value) += '|'; }
    void bindCopy(std::string_view value) override { bind(value); }
    void bindBlob(std::string_view bytes) override { bind(bytes); }
    void bindNull() override { text += "null|"; }

    std::string text;
};

std::string rowOf(const ExchangeRecord& record)
{
    RowText text;
    bindExchange(text, record);
    return text.text;
}

void fillAll(ExchangeRecord& record)
{
    record = fallbackRecord(WallTime{std::chrono::hours(1000)});
    record.id = std::string(40, 'i');
    for (std::string ExchangeRecord::*const text : {&ExchangeRecord::dialect, &ExchangeRecord::consumer, &ExchangeRecord::clientName,
             &ExchangeRecord::session, &ExchangeRecord::agent, &ExchangeRecord::limit, &ExchangeRecord::evalRun, &ExchangeRecord::shadowOf, &ExchangeRecord::experiment, &ExchangeRecord::route, &ExchangeRecord::askedModel, &ExchangeRecord::errorCode})
        record.*text = std::string(40, 't');
    record.process = std::make_shared<const ProcessName>("node", "/project");
    record.trace = ownTrace("01JD0");
    record.experimentArm = 1;
    record.limitAction = LimitAction::Refused;
    record.isStream = record.isFallback = record.isLate = true;
    record.decisions.error = gateway::asIs("an error");
    record.decisions.isContinued = true;
    record.routeList = RouteList::fromText("[]");
    record.refusals = record.price = std::make_shared<const SharedText>("text");
    record.queue = std::chrono::microseconds(5);
    record.firstByte = record.lastByte = record.duration = Milliseconds{7};
    record.requestBytes = record.answerBytes = 9;
    record.tokens = {protocol::UsageOrigin::Reported, Tokens{100}, Tokens{20}, Tokens{1}, Tokens{50}, Tokens{5}};
    record.tokens.otherTier = "scale";
    record.cost = Money{Currency::Cny, 1000};
    record.costOrigin = CostOrigin::Provider;
    record.charges.resize(2);
    record.content = std::make_shared<const Content>();
}

} // namespace

TEST_CASE("a reused record is as good as new")
{
    RecordPool pool;
    auto first = pool.take();
    const ExchangeRecord* const place = first.get();
    const std::string fresh = rowOf(ExchangeRecord());
    CHECK(rowOf(*first) == fresh);
    fillAll(*first);
    CHECK(rowOf(*first) != fresh);
    first.reset();
    if (GENERATE(false, true))
        pool.prepare();
    const auto again = pool.take();
    CHECK(again.get() == place);
    CHECK(rowOf(*again) == fresh);
    CHECK_FALSE(again->isLate);
    CHECK(again->experiment.empty());
    CHECK(again->experimentArm == 0);
    CHECK_FALSE(again->content);
    CHECK_FALSE(again->trace);
    CHECK_FALSE(again->routeList);
    CHECK_FALSE(again->refusals);
    CHECK_FALSE(again->price);
    CHECK_FALSE(again->process);
    CHECK(again->attempts.empty());
    CHECK(again->charges.empty());
    CHECK(again->decisions.isEmpty());
    CHECK(again->tokens == protocol::TokenUsage());
    CHECK(again->outcome == ExchangeRecord().outcome);
    CHECK(pool.size() == 1);
}

TEST_CASE("reuses a record as soon as all its references are released")
{
    RecordPool pool;
    const std::shared_ptr<const ExchangeRecord> kept = pool.take();
    std::vector<std::shared_ptr<ExchangeRecord>> more{pool.take(), pool.take()};
    REQUIRE(pool.size() == 3);
    CHECK(more[0] != kept);
    CHECK(more[1] != more[0]);
    const ExchangeRecord* const second = more[0].get();
    more.clear();
    CHECK(pool.take().get() == second); // although `kept` is the oldest
    CHECK(pool.size() == 3);

    auto large = pool.take();
    pool.forget(*large);
    CHECK(pool.size() == 2);
    pool.clear();
    CHECK(pool.size() == 0);
    large->id = "still there";
    CHECK(pool.take() != large);
}

TEST_CASE("hands out a prepared record once")
{
    RecordPool pool;
    pool.prepare();
    pool.prepare();
    CHECK(pool.size() == 1);
    const auto first = pool.take();
    pool.prepare();
    const auto second = pool.take();
    CHECK(first != second);
    CHECK(pool.size() == 2);
    pool.prepare();
    pool.clear();
    CHECK(pool.size() == 0);
}

TEST_CASE("bounds the number of pooled records")
{
    RecordPool pool;
    std::vector<std::shared_ptr<ExchangeRecord>> all;
    for (std::size_t i = 0; i < RecordPool::kMost + 10; ++i)
        all.push_back(pool.take());
    CHECK(pool.size() == RecordPool::kMost);
    CHECK(all.back().use_count() == 1); // freed by its owner
}

TEST_CASE("reuses a record only after other threads have read it")
{
    RecordPool pool;
    for (int i = 0; i < 2000; ++i) {
        auto record = pool.take();
        record->id = std::to_string(i);
        std::string seen;
        std::thread reader([&seen, record = std::shared_ptr<const ExchangeRecord>(record)]() mutable {
            seen = record->id;
            record.reset();
        });
        record.reset();
        if (i % 3 == 0)
            pool.take()->id = "another";
        reader.join();
        CHECK(seen == std::to_string(i));
    }
    CHECK(pool.size() <= 3);
}
