#include "gateway/usage/tables/rollup_facts.h"

#include "catch.h"
#include "records.h"

#include <functional>
#include <memory>
#include <vector>

using namespace gateway;
using namespace gateway::usage;

namespace {

constexpr WallTime kFactsBegan{std::chrono::hours(24 * 365 * 56)};

/// Records that differ from a default one in one property each, mostly one that changes their series or minute.
RecordBatch unlikeRecords()
{
    RecordBatch all;
    const auto add = [&all](const std::function<void(ExchangeRecord&)>& change) {
        ExchangeRecord record = directRecord(kFactsBegan);
        record.consumer = "ide";
        record.dialect = "openai-chat";
        record.process = std::make_shared<const ProcessName>("node", "/project");
        record.tokens = {protocol::UsageOrigin::Reported, Tokens{100}, {}, {}, Tokens{50}, {}};
        change(record);
        all.push_back(std::make_shared<const ExchangeRecord>(std::move(record)));
    };
    add([](ExchangeRecord&) {});
    for (std::string ExchangeRecord::*const text : {&ExchangeRecord::dialect, &ExchangeRecord::consumer, &ExchangeRecord::clientName,
             &ExchangeRecord::route, &ExchangeRecord::askedModel, &ExchangeRecord::provider, &ExchangeRecord::model})
        add([text](ExchangeRecord& record) { record.*text = "another"; });
    add([](ExchangeRecord& record) { record.process = std::make_shared<const ProcessName>("python", "/project"); });
    add([](ExchangeRecord& record) { record.process = std::make_shared<const ProcessName>("node", "/elsewhere"); });
    add([](ExchangeRecord& record) { record.process = nullptr; });
    add([](ExchangeRecord& record) { record.startedAt += std::chrono::minutes(1); });
    add([](ExchangeRecord& record) { record.startedAt += std::chrono::seconds(59); });
    add([](ExchangeRecord& record) { record.outcome = Outcome::Cancelled; });
    add([](ExchangeRecord& record) { record.outcome = Outcome::Failed; });
    add([](ExchangeRecord& record) { record.attempts[0].key = "spare"; });
    add([](ExchangeRecord& record) { record.attempts[0].failure = config::FailureClass::Timeout; });
    add([](ExchangeRecord& record) { record.attempts.clear(); });
    add([](ExchangeRecord& record) { record.attempts.push_back(record.attempts[0]); });
    add([](ExchangeRecord& record) { record.isLate = true; });
    add([](ExchangeRecord& record) { record.isFallback = true; });
    add([](ExchangeRecord& record) {
        Charge charge;
        charge.provider = "deepseek";
        charge.model = "another";
        charge.tokens = record.tokens;
        record.charges = {charge};
    });
    return all;
}

std::string foldText(const RollupFold& fold)
{
    std::map<std::pair<std::string, std::int64_t>, std::string> sorted;
    for (const auto& [key, minutes] : fold.series())
        for (const auto& [minute, sums] : minutes)
            sorted[{key, minute}] = sums.toBytes();
    std::string text;
    for (const auto& [place, bytes] : sorted)
        text += place.first + ' ' + std::to_string(place.second) + ": " + bytes + '\n';
    return text;
}

} // namespace

TEST_CASE("adds a record to the same sums regardless of earlier records")
{
    const RecordBatch all = unlikeRecords();
    const auto details = GENERATE(Details::Kept, Details::Dropped);
    RollupFold alone;
    RollupFold together;
    Folding folding(together, details);
    for (std::size_t step = 1; step < all.size(); ++step) // each after every other
        for (std::size_t i = 0, at = 0; i < all.size(); ++i, at = (at + step) % all.size()) {
            folding.add(*all[at]);
            Folding(alone, details).add(*all[at]);
        }
    CHECK(foldText(together) == foldText(alone));
    CHECK(together.lost() == 0);
}
