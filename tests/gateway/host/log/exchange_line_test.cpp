#include "gateway/host/log/exchange_line.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::usage;

namespace {

std::string exchangeLine(const ExchangeRecord& record)
{
    std::string text = "what stood there before";
    gateway::host::makeExchangeLine(record, text);
    return text;
}

} // namespace

TEST_CASE("formats an exchange as one readable log line")
{
    ExchangeRecord record;
    record.id = "01JD0";
    record.dialect = "openai-chat";
    record.askedModel = "gpt-4o";
    record.provider = "deepseek";
    record.model = "deepseek-chat";
    record.status = 200;
    record.outcome = usage::Outcome::Answered;
    record.isStream = true;
    record.duration = Milliseconds{812};
    record.firstToken = Milliseconds{402};
    record.tokens = {protocol::UsageOrigin::Reported, Tokens{100}, Tokens{20}, {}, Tokens{50}, Tokens{5}};
    record.attempts.resize(1);
    record.attempts[0].provider = "deepseek";

    SECTION("successful")
    {
        CHECK(exchangeLine(record)
            == "exchange 01JD0 openai-chat gpt-4o -> deepseek/deepseek-chat 200 stream 812 ms first 402 ms in 120 out "
               "55");
    }
    SECTION("after a fallback")
    {
        AttemptRecord refused;
        refused.provider = "qwen";
        refused.failure = config::FailureClass::RateLimited;
        refused.reason = gateway::asIs("429");
        AttemptRecord silent;
        silent.provider = "zhipu";
        silent.failure = config::FailureClass::Timeout;
        record.attempts.insert(record.attempts.begin(), {refused, silent});
        CHECK(exchangeLine(record)
            == "exchange 01JD0 openai-chat gpt-4o -> deepseek/deepseek-chat 200 stream 3 attempts"
               " (qwen: 429; zhipu: timeout) 812 ms first 402 ms in 120 out 55");
    }
    SECTION("cancelled by the client")
    {
        record.outcome = usage::Outcome::Cancelled;
        record.tokens = {protocol::UsageOrigin::Estimated, {}, {}, {}, Tokens{7}, {}};
        CHECK(exchangeLine(record)
            == "exchange 01JD0 openai-chat gpt-4o -> deepseek/deepseek-chat 200 stream cancelled 812 ms first 402 ms "
               "out ~7");
    }
    SECTION("after many failed attempts, without truncation")
    {
        std::string failed;
        for (int i = 0; i < 20; ++i) {
            AttemptRecord refused;
            refused.provider = "provider-" + std::to_string(i);
            refused.failure = config::FailureClass::RateLimited;
            refused.reason = asIs(std::string(static_cast<std::size_t>(5 * i), 'r') + '.');
            failed += (i == 0 ? "" : "; ") + refused.provider + ": " + toText(refused.reason);
            record.attempts.insert(record.attempts.end() - 1, refused);
        }
        CHECK(exchangeLine(record)
            == "exchange 01JD0 openai-chat gpt-4o -> deepseek/deepseek-chat 200 stream 21 attempts (" + failed
                + ") 812 ms first 402 ms in 120 out 55");
    }
    SECTION("rejected before any provider")
    {
        record = ExchangeRecord{};
        record.id = "01JD1";
        record.dialect = "openai-chat";
        record.askedModel = std::string(1000, 'm');
        record.status = 404;
        record.outcome = usage::Outcome::ClientError;
        record.errorCode = "model_not_found";
        CHECK(exchangeLine(record)
            == "exchange 01JD1 openai-chat " + std::string(120, 'm') + " -> none 404 model_not_found 0 ms");
    }
}
