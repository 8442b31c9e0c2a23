#include "gateway/usage/metrics/record_figures.h"

#include "catch.h"
#include "records.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::usage;

namespace {

std::int64_t sumOf(const SeriesBook& book, Instrument instrument)
{
    std::int64_t sum = 0;
    for (const SeriesBook::Series& series : book.series(instrument))
        sum += instrumentInfo(instrument).kind == InstrumentKind::Histogram ? static_cast<std::int64_t>(series.count) : series.sum;
    return sum;
}

ExchangeRecord chatRecord()
{
    ExchangeRecord record = directRecord(WallTime{});
    record.dialect = "openai-chat";
    record.isStream = true;
    record.duration = Milliseconds{1700};
    return record;
}

std::string labelOf(const SeriesBook::Series& series, std::string_view key)
{
    for (const auto& [name, value] : series.labels)
        if (name == key)
            return value;
    return {};
}

} // namespace

TEST_CASE("does not record unknown values as 0")
{
    SeriesBook book;
    addRecord(book, chatRecord(), {});
    CHECK(sumOf(book, Instrument::TokenUsage) == 0);
    CHECK(sumOf(book, Instrument::Tokens) == 0);
    CHECK(sumOf(book, Instrument::TimePerOutputToken) == 0);
    CHECK(sumOf(book, Instrument::Cost) == 0);
    CHECK(book.series(Instrument::Cost).empty());
    CHECK(sumOf(book, Instrument::UnknownUsage) == 1);
    CHECK(sumOf(book, Instrument::Unpriced) == 1);
    CHECK(sumOf(book, Instrument::TimeToFirstToken) == 1);
    CHECK(sumOf(book, Instrument::RequestDuration) == 1);
    CHECK(sumOf(book, Instrument::OperationDuration) == 1);
}

TEST_CASE("late usage completes an exchange without counting it again")
{
    ExchangeRecord record = chatRecord();
    record.dialect = "openai-responses";
    record.tokens.origin = protocol::UsageOrigin::Deferred;
    SeriesBook book;
    addRecord(book, record, {.providers = {}, .higressNames = true});
    CHECK(sumOf(book, Instrument::UnknownUsage) == 0);
    CHECK(sumOf(book, Instrument::UnreportedUsage) == 0);
    CHECK(sumOf(book, Instrument::Unpriced) == 0);
    record.isLate = true;
    record.tokens = {protocol::UsageOrigin::Reported, Tokens{20}, {}, {}, Tokens{3}, {}};
    addRecord(book, record, {.providers = {}, .higressNames = true});
    CHECK(sumOf(book, Instrument::Tokens) == 23);
    CHECK(sumOf(book, Instrument::TokenUsage) == 2);
    CHECK(sumOf(book, Instrument::HigressTotal) == 23);
    CHECK(sumOf(book, Instrument::HigressCount) == 1);
    CHECK(sumOf(book, Instrument::Unpriced) == 1); // no price is known
    CHECK(sumOf(book, Instrument::Exchanges) == 1);
    CHECK(sumOf(book, Instrument::Attempts) == 1);
    CHECK(sumOf(book, Instrument::RequestDuration) == 1);
    record.tokens = {};
    addRecord(book, record, {});
    CHECK(sumOf(book, Instrument::UnknownUsage) == 1);
}

TEST_CASE("records known tokens and costs with their origin and currency")
{
    ExchangeRecord record = chatRecord();
    record.tokens.origin = protocol::UsageOrigin::Reported;
    record.tokens.input = Tokens{10};
    record.tokens.cachedInput = Tokens{5};
    record.tokens.output = Tokens{11};
    record.cost = Money{Currency::Cny, 7};
    SeriesBook book;
    addRecord(book, record, {{{"deepseek", "deep.seek"}}, false});
    const auto& usage = book.series(Instrument::TokenUsage);
    REQUIRE(usage.size() == 2);
    CHECK(usage[0].total == 15);
    CHECK(usage[1].total == 11);
    CHECK(labelOf(usage[0], "gen_ai.provider.name") == "deep.seek");
    CHECK(labelOf(usage[0], "signalbox.provider") == "deepseek");
    CHECK(labelOf(usage[0], "signalbox.usage.origin") == "reported");
    CHECK(labelOf(book.series(Instrument::Cost)[0], "signalbox.currency") == "CNY");
    CHECK(sumOf(book, Instrument::Cost) == 7);
    CHECK(sumOf(book, Instrument::Unpriced) == 0);
    const auto& perToken = book.series(Instrument::TimePerOutputToken);
    REQUIRE(perToken.size() == 1);
    CHECK(std::abs(perToken[0].total - 0.1) < 1e-9); // one second for ten tokens after the first
    CHECK(book.series(Instrument::HigressInput).empty());
}

TEST_CASE("counts a partial cost and also as unpriced")
{
    ExchangeRecord record = chatRecord();
    record.cost = Money{Currency::Cny, 7};
    record.costOrigin = CostOrigin::AtLeast;
    SeriesBook book;
    addRecord(book, record, {});
    CHECK(sumOf(book, Instrument::Cost) == 7);
    CHECK(sumOf(book, Instrument::Unpriced) == 1);
}

TEST_CASE("records the usage of each attempt separately")
{
    ExchangeRecord record = chatRecord();
    record.charge({{0, "other", "m", "", {protocol::UsageOrigin::Estimated, Tokens{3}, {}, {}, {}, {}}, Money{Currency::Usd, 5}, CostOrigin::Prices},
        {1, record.provider, record.model, "", {protocol::UsageOrigin::Reported, Tokens{10}, {}, {}, {}, {}}}});
    SeriesBook book;
    addRecord(book, record, {});
    const auto& usage = book.series(Instrument::TokenUsage);
    REQUIRE(usage.size() == 2);
    CHECK(labelOf(usage[0], "signalbox.provider") == "other");
    CHECK(usage[0].total == 3);
    CHECK(labelOf(usage[1], "signalbox.provider") == record.provider);
    CHECK(usage[1].total == 10);
    CHECK(sumOf(book, Instrument::Tokens) == 13);
    CHECK(sumOf(book, Instrument::Cost) == 5);
    CHECK(sumOf(book, Instrument::Unpriced) == 1);
    CHECK(sumOf(book, Instrument::RequestDuration) == 1);
}

TEST_CASE("labels failures and non-chat requests and unknown models")
{
    ExchangeRecord failed = chatRecord();
    failed.outcome = Outcome::Failed;
    failed.status = 503;
    failed.errorCode = "no_usable_key";
    failed.provider.clear();
    failed.attempts.clear();
    failed.askedModel = "anything at all";
    ExchangeRecord files = chatRecord();
    files.dialect = "openai-files";
    SeriesBook book;
    addRecord(book, failed, {});
    addRecord(book, files, {});
    const auto& times = book.series(Instrument::RequestDuration);
    REQUIRE(times.size() == 1);
    CHECK(labelOf(times[0], "gen_ai.request.model") == "unknown");
    CHECK(labelOf(times[0], "error.type") == "no_usable_key");
    CHECK(sumOf(book, Instrument::Exchanges) == 2);
    CHECK(sumOf(book, Instrument::Unpriced) == 0);
    CHECK(sumOf(book, Instrument::TimeToFirstToken) == 0);
}

TEST_CASE("attributes a failed exchange to the last provider like the ledger")
{
    ExchangeRecord failed = chatRecord();
    REQUIRE_FALSE(failed.attempts.empty());
    failed.outcome = Outcome::Failed;
    failed.provider.clear();
    failed.isFallback = true;
    SeriesBook book;
    addRecord(book, failed, {});
    for (const Instrument instrument : {Instrument::Exchanges, Instrument::Fallbacks}) {
        REQUIRE(book.series(instrument).size() == 1);
        CHECK(labelOf(book.series(instrument)[0], "signalbox.provider") == failed.attempts.back().provider);
    }
}

TEST_CASE("Higress metrics count answers with known tokens only")
{
    ExchangeRecord record = chatRecord();
    record.tokens.origin = protocol::UsageOrigin::Reported;
    record.tokens.input = Tokens{10};
    record.tokens.output = Tokens{4};
    record.consumer = "anonymous";
    SeriesBook book;
    addRecord(book, chatRecord(), {{}, true});
    addRecord(book, record, {{}, true});
    CHECK(sumOf(book, Instrument::HigressTotal) == 14);
    CHECK(sumOf(book, Instrument::HigressServiceTime) == 1700);
    CHECK(sumOf(book, Instrument::HigressFirstTokenTime) == 700);
    CHECK(sumOf(book, Instrument::HigressStreamCount) == 1);
    CHECK(labelOf(book.series(Instrument::HigressInput)[0], "ai_consumer") == "none");
}

TEST_CASE("counts missing usage for every kind of request")
{
    struct Row {
        const char* dialect;
        std::int64_t missed;
    };
    const auto row = GENERATE(values<Row>({{"openai-chat", 1}, {"openai-images", 1}, {"openai-audio", 1}, {"openai-moderations", 1},
        {"openai-rerank", 1}, {"openai-pass", 1}, {"anthropic-count-tokens", 0}, {"openai-files", 0}}));
    const bool isRaced = GENERATE(false, true);
    CAPTURE(row.dialect, isRaced);
    ExchangeRecord record = directRecord(WallTime{});
    record.dialect = row.dialect;
    if (isRaced) { // for the other attempt only part of the usage is known
        Charge other;
        other.provider = "other";
        other.tokens.origin = protocol::UsageOrigin::Estimated;
        other.tokens.input = Tokens{5};
        record.charges = {other};
    }
    SeriesBook book;
    addRecord(book, record, {});
    CHECK(sumOf(book, Instrument::UnknownUsage) == row.missed);
    const std::int64_t others = isRaced ? 1 : 0;
    CHECK(sumOf(book, Instrument::UnreportedUsage) == row.missed + others);
    CHECK(sumOf(book, Instrument::Unpriced) == row.missed + others);
}

TEST_CASE("labels each token count with its own origin")
{
    ExchangeRecord record = chatRecord();
    record.tokens.origin = protocol::UsageOrigin::Estimated;
    record.tokens.input = Tokens{10};
    record.tokens.others[static_cast<std::size_t>(protocol::TokenPart::Input)] = protocol::UsageOrigin::Reported;
    record.tokens.output = Tokens{20};
    SeriesBook book;
    addRecord(book, record, {});
    for (const Instrument instrument : {Instrument::Tokens, Instrument::TokenUsage}) {
        std::vector<std::string> origins;
        for (const SeriesBook::Series& series : book.series(instrument))
            origins.push_back(labelOf(series, instrument == Instrument::Tokens ? "signalbox.token.kind" : "gen_ai.token.type") + ' '
                              + labelOf(series, "signalbox.usage.origin"));
        std::ranges::sort(origins);
        CHECK(origins == std::vector<std::string>{"input reported", "output estimated"});
    }
}

namespace {

using Sums = std::map<std::pair<std::size_t, std::vector<std::pair<std::string_view, std::string>>>, std::pair<std::int64_t, double>>;

void addSums(Sums& sums, const SeriesBook& book)
{
    for (std::size_t i = 0; i < kInstruments; ++i)
        for (const SeriesBook::Series& series : book.series(static_cast<Instrument>(i))) {
            auto& sum = sums[{i, series.labels}];
            sum.first += series.sum + static_cast<std::int64_t>(series.count);
            sum.second += series.total;
        }
}

/// Records that differ from a default one in one property each, and so in their series.
std::vector<std::pair<ExchangeRecord, FigureOptions>> variants()
{
    std::vector<std::pair<ExchangeRecord, FigureOptions>> all;
    const auto add = [&all](const std::function<void(ExchangeRecord&)>& change, FigureOptions options = {}) {
        ExchangeRecord record = chatRecord();
        record.consumer = "ide";
        record.tokens = {protocol::UsageOrigin::Reported, Tokens{100}, Tokens{20}, {}, Tokens{50}, Tokens{5}};
        record.cost = Money{Currency::Usd, 1000};
        record.costOrigin = CostOrigin::Prices;
        change(record);
        all.emplace_back(std::move(record), std::move(options));
    };
    add([](ExchangeRecord&) {});
    add([](ExchangeRecord&) {}, {.providers = {}, .higressNames = true});
    add([](ExchangeRecord&) {}, {{{"deepseek", "deep.seek"}}, false});
    for (std::string ExchangeRecord::*const text : {&ExchangeRecord::dialect, &ExchangeRecord::consumer, &ExchangeRecord::route,
             &ExchangeRecord::askedModel, &ExchangeRecord::provider, &ExchangeRecord::model})
        add([text](ExchangeRecord& record) { record.*text = "gemini"; });
    add([](ExchangeRecord& record) { record.route = record.route + "x", record.consumer = record.consumer.substr(1); });
    add([](ExchangeRecord& record) { record.attempts[0].provider = "other"; });
    add([](ExchangeRecord& record) { record.attempts[0].model = "other"; });
    add([](ExchangeRecord& record) { record.attempts[0].status = 429; });
    add([](ExchangeRecord& record) { record.attempts.push_back(record.attempts[0]); });
    add([](ExchangeRecord& record) { record.isStream = false; });
    add([](ExchangeRecord& record) { record.isFallback = true; });
    add([](ExchangeRecord& record) { record.firstToken = Milliseconds{-1}; });
    add([](ExchangeRecord& record) { record.outcome = Outcome::Cancelled; });
    add([](ExchangeRecord& record) { record.errorCode = "upstream_error", record.outcome = Outcome::Failed; });
    add([](ExchangeRecord& record) { record.cost.reset(); });
    add([](ExchangeRecord& record) { record.cost->currency = Currency::Cny; });
    add([](ExchangeRecord& record) { record.costOrigin = CostOrigin::AtLeast; });
    add([](ExchangeRecord& record) { record.dialect = "openai-files"; });
    add([](ExchangeRecord& record) { record.isLate = true; });
    for (const protocol::UsageOrigin origin : {protocol::UsageOrigin::Estimated, protocol::UsageOrigin::Counted, protocol::UsageOrigin::Deferred,
             protocol::UsageOrigin::Unknown})
        add([origin](ExchangeRecord& record) { record.tokens.origin = origin; });
    add([](ExchangeRecord& record) { record.tokens.origin = protocol::UsageOrigin::Estimated, record.tokens.others[0] = protocol::UsageOrigin::Reported; });
    for (const auto& number : {std::optional<Tokens>(), std::optional(Tokens{0}), std::optional(Tokens{1})})
        for (const protocol::TokenPartRow& part : protocol::kTokenParts)
            add([&](ExchangeRecord& record) { record.tokens.*part.count = number; });
    add([](ExchangeRecord& record) {
        Charge charge;
        charge.provider = "deepseek";
        charge.tokens = record.tokens;
        record.charges = {charge};
    });
    return all;
}

} // namespace

TEST_CASE("a record counts the same regardless of earlier records")
{
    const auto all = variants();
    Sums expected;
    Sums counted;
    SeriesBook book;
    for (std::size_t step = 1; step < all.size(); ++step) // each after every other
        for (std::size_t i = 0, at = 0; i < all.size(); ++i, at = (at + step) % all.size()) {
            addRecord(book, all[at].first, all[at].second);
            SeriesBook alone;
            addRecord(alone, all[at].first, all[at].second);
            addSums(expected, alone);
        }
    addSums(counted, book);
    REQUIRE(counted.size() == expected.size());
    for (const auto& [labels, sum] : expected) {
        CAPTURE(labels.first, sum.first);
        REQUIRE(counted.contains(labels));
        CHECK(counted[labels].first == sum.first);
        CHECK(std::abs(counted[labels].second - sum.second) < 1e-6 * (1 + std::abs(sum.second)));
    }
}
