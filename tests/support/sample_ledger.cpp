#include "sample_ledger.h"

#include "gateway/core/ids.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/pricing/price.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <random>

using namespace gateway;
using namespace gateway::usage;

namespace {

struct ModelRow {
    const char* asked;
    const char* provider;
    const char* model;
    const char* client;
    int weight; ///< percent
    std::int64_t input; ///< tokens of a typical request, including cached ones
    int cached; ///< percent
    std::int64_t output;
    int reasoning; ///< percent
    std::int64_t firstToken_ms;
    Currency currency;
    double inputPrice; ///< per million; negative: unknown
};

constexpr std::array kModels{
    ModelRow{"deepseek-chat", "deepseek", "deepseek-chat", "Cursor", 44, 2400, 68, 280, 0, 710, Currency::Cny, 2.0},
    ModelRow{"gpt-4o", "qwen", "qwen-plus", "Cursor", 24, 3000, 60, 450, 20, 580, Currency::Cny, 0.8},
    ModelRow{"claude-sonnet", "openrouter", "claude-sonnet-4", "Claude Code", 15, 3200, 74, 480, 25, 1080, Currency::Usd, 3.0},
    ModelRow{"gemini-flash", "openrouter", "gemini-flash", "Open WebUI", 11, 1800, 12, 380, 0, 830, Currency::Usd, 0.3},
    ModelRow{"fast", "ollama", "llama-3.3-70b", "Zed", 6, 1700, 0, 390, 0, 190, Currency::Usd, -1},
};
/// Requests per hour of the day, in thousandths.
constexpr std::array kHours{4, 1, 1, 0, 0, 0, 8, 40, 120, 170, 140, 150, 110, 100, 60, 40, 20, 10, 8, 6, 4, 4, 2, 2};
constexpr int kPerDay = 640;
constexpr int kOfConversation = 6; // requests per conversation

class Maker {
public:
    int upTo(int most) { return static_cast<int>(m_random() % static_cast<std::uint32_t>(most)); }
    std::int64_t around(std::int64_t usual) { return usual * (30 + upTo(140)) / 100; }

    ExchangeRecord request(WallTime at)
    {
        int pick = upTo(100);
        auto row = kModels.begin();
        while (pick >= row->weight) pick -= row++->weight;
        ExchangeRecord record;
        record.id = m_ids.next(at);
        record.startedAt = at;
        record.dialect = "openai-chat";
        record.consumer = "anonymous";
        record.clientName = row->client;
        record.route = row->asked;
        record.askedModel = row->asked;
        record.isStream = true;
        record.requestBytes = 4096;
        if (row->client == std::string("Claude Code")) record.session = "c1a0de-" + std::to_string(m_requests++ / kOfConversation);
        serve(record, *row);
        mishap(record, *row);
        return record;
    }

private:
    void serve(ExchangeRecord& record, const ModelRow& row)
    {
        record.provider = row.provider;
        record.model = row.model;
        record.status = 200;
        record.outcome = Outcome::Answered;
        const std::int64_t input = around(row.input);
        const std::int64_t output = around(row.output);
        // One of them reports no usage.
        record.tokens.origin = row.inputPrice < 0 ? protocol::UsageOrigin::Estimated : protocol::UsageOrigin::Reported;
        record.tokens.cachedInput = Tokens{input * row.cached / 100};
        record.tokens.input = Tokens{input - record.tokens.cachedInput->count};
        if (record.provider == "openrouter" && row.cached > 20) record.tokens.cacheWrite = Tokens{input / 12};
        record.tokens.reasoning = Tokens{output * row.reasoning / 100};
        record.tokens.output = Tokens{output - record.tokens.reasoning->count};
        record.firstToken = Milliseconds{around(row.firstToken_ms) * (upTo(40) == 0 ? 4 : 1)};
        record.firstByte = record.firstToken - Milliseconds{4};
        record.duration = record.firstToken + Milliseconds{output * 14};
        record.answerBytes = output * 40;
        AttemptRecord attempt;
        attempt.provider = row.provider;
        attempt.model = row.model;
        attempt.key = "main";
        attempt.status = 200;
        attempt.connect = Milliseconds{12};
        attempt.firstByte = record.firstByte;
        attempt.duration = record.duration;
        record.attempts = {attempt};
        if (row.inputPrice < 0) return;
        Price price;
        price.terms.currency = row.currency;
        price.terms.input = row.inputPrice;
        price.terms.cachedInput = row.inputPrice / 10;
        price.terms.output = row.inputPrice * 4;
        price.source = PriceSource::ofList("models.dev 2026-07-02");
        record.price = std::make_shared<const SharedText>(price.toText());
        record.cost = costOf(record.tokens, price, record.startedAt);
        record.costOrigin = CostOrigin::Prices;
    }

    void mishap(ExchangeRecord& record, const ModelRow& row)
    {
        const int pick = upTo(200);
        if (pick > 8) return;
        AttemptRecord refused = record.attempts.front();
        refused.provider = row.provider == std::string("qwen") ? "deepseek" : "qwen";
        refused.model = refused.provider == "qwen" ? "qwen-plus" : "deepseek-chat";
        refused.status = pick % 2 == 0 ? 429 : 503;
        refused.failure = pick % 2 == 0 ? config::FailureClass::RateLimited : config::FailureClass::ServerError;
        refused.reason = gateway::asIs(std::to_string(refused.status));
        refused.duration = Milliseconds{210};
        if (pick <= 5) { // another provider answered
            record.isFallback = true;
            record.attempts.front().startedAfter = refused.duration;
            record.attempts.insert(record.attempts.begin(), refused);
            return;
        }
        record.tokens = {};
        record.cost.reset();
        record.price.reset();
        record.firstToken = record.firstByte = Milliseconds{-1};
        record.duration = Milliseconds{210};
        if (pick == 6) {
            record.outcome = Outcome::Cancelled;
            return;
        }
        record.outcome = Outcome::Failed;
        record.status = 503;
        record.errorCode = "no_usable_target";
        record.provider.clear();
        record.model.clear();
        record.attempts = {refused};
    }

    int m_requests = 0; ///< in conversations
    std::mt19937 m_random{20261120};
    IdSource m_ids;
};

} // namespace

ExchangeRecord SampleLedger::fallback(WallTime at)
{
    ExchangeRecord record = Maker().request(at);
    record.clientName = "Cursor";
    record.route = record.askedModel = "gpt-4o";
    record.session = "9b2f41d0";
    record.provider = "qwen";
    record.model = "qwen-plus";
    record.outcome = Outcome::Answered;
    record.errorCode.clear();
    record.status = 200;
    record.isFallback = true;
    record.firstToken = Milliseconds{980};
    record.duration = Milliseconds{8800};
    record.tokens = {protocol::UsageOrigin::Reported, Tokens{7940}, Tokens{24830}, std::nullopt, Tokens{5410}, std::nullopt};
    record.cost = Money{Currency::Cny, 31'000'000'000};
    record.price = std::make_shared<const SharedText>(R"({"currency":"CNY","input":0.8,"source":"models.dev 2026-07-02"})");
    AttemptRecord limited;
    limited.provider = "deepseek";
    limited.model = "deepseek-chat";
    limited.key = "main";
    limited.status = 429;
    limited.failure = config::FailureClass::RateLimited;
    limited.reason = gateway::asIs("429");
    limited.duration = Milliseconds{210};
    AttemptRecord refused = limited;
    refused.provider = "openrouter";
    refused.model = "deepseek-v3";
    refused.status = 401;
    refused.failure = config::FailureClass::KeyRejected;
    refused.reason = gateway::asIs("401");
    refused.startedAfter = Milliseconds{210};
    refused.duration = Milliseconds{150};
    AttemptRecord answered;
    answered.provider = "qwen";
    answered.model = "qwen-plus";
    answered.key = "main";
    answered.status = 200;
    answered.startedAfter = Milliseconds{360};
    answered.connect = Milliseconds{20};
    answered.firstByte = Milliseconds{600};
    answered.duration = Milliseconds{8440};
    record.attempts = {limited, refused, answered};
    return record;
}

RecordBatch SampleLedger::requests(WallTime until, int days)
{
    RecordBatch batch;
    Maker maker;
    const QDateTime end = QDateTime::fromMSecsSinceEpoch(std::chrono::duration_cast<Milliseconds>(until.time_since_epoch()).count());
    for (int day = days - 1; day >= 0; --day) {
        const QDateTime midnight = end.date().addDays(-day).startOfDay();
        const int ofDay = kPerDay * (midnight.date().dayOfWeek() > 5 ? 30 : 80 + maker.upTo(40)) / 100;
        for (std::size_t hour = 0; hour < kHours.size(); ++hour) {
            const int ofHour = kHours[hour] * ofDay / 1000;
            for (int i = 0; i < ofHour; ++i) {
                const std::int64_t ms = midnight.toMSecsSinceEpoch() + static_cast<std::int64_t>(hour) * 3'600'000 + 3'600'000LL * i / ofHour + maker.upTo(5000);
                const WallTime at{Milliseconds{ms}};
                if (at < until - std::chrono::seconds{30}) batch.push_back(std::make_shared<const ExchangeRecord>(maker.request(at)));
            }
        }
    }
    batch.push_back(std::make_shared<const ExchangeRecord>(fallback(until - std::chrono::seconds{9})));
    return batch;
}

void SampleLedger::write(const QString& file, const RecordBatch& requests)
{
    constexpr std::size_t kQueued = 50'000; // the queue holds at most twice that
    constexpr std::size_t kBatch = 2'000; // which may span as many minutes
    for (std::size_t i = 0; i == 0 || i < requests.size();) {
        Ledger ledger(file, {}); // its destructor waits until everything is written
        const std::size_t end = std::min(i + kQueued, requests.size());
        do {
            const std::size_t next = std::min(i + kBatch, end);
            ledger.write(RecordBatch(requests.begin() + static_cast<std::ptrdiff_t>(i), requests.begin() + static_cast<std::ptrdiff_t>(next)));
            i = next;
        } while (i < end);
        if (requests.empty()) break;
    }
}
