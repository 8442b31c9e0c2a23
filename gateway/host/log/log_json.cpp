#include "log_json.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/ids.h"
#include "gateway/core/json/json.h"
#include "gateway/core/money.h"
#include "gateway/usage/metrics/genai_words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace gateway::host {

namespace {

constexpr std::array<std::string_view, 4> kLevelWords{"debug", "info", "warning", "error"};
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

class Fields {
public:
    explicit Fields(const LogFile::Redactor* redactor) : m_redactor(redactor) { }
    void text(const char* name, std::string_view value)
    {
        if (value.empty())
            return;
        std::string masked(value);
        if (m_redactor)
            (*m_redactor)(masked);
        m_object[name] = std::move(masked);
    }
    template <class Value> void plain(const char* name, Value value) { m_object[name] = value; }
    std::string take() const { return toText(m_object); }

private:
    const LogFile::Redactor* m_redactor;
    Json m_object = Json::object();
};

/// A word of the text that is an exchange id.
std::string_view exchangeIdIn(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_not_of(kCrockford), text.size());
        if (timeOfId(text.substr(0, end)))
            return text.substr(0, end);
        text.remove_prefix(end);
        text.remove_prefix(std::min(text.find_first_of(kCrockford), text.size()));
    }
    return {};
}

void addExchange(Fields& fields, const usage::ExchangeRecord& record)
{
    fields.text("dialect", record.dialect);
    fields.text("consumer", record.consumer);
    fields.text("client", record.clientName);
    fields.text("route", record.route);
    fields.text("asked_model", record.askedModel);
    fields.text("provider", record.provider);
    fields.text("model", record.model);
    fields.plain("status", record.status);
    fields.text("outcome", usage::kOutcomeNames[static_cast<std::size_t>(record.outcome)]);
    fields.text("error_code", record.errorCode);
    fields.plain("stream", record.isStream);
    fields.plain("attempts", record.attempts.size());
    fields.plain("duration_ms", record.duration.count());
    if (record.firstToken.count() >= 0)
        fields.plain("first_token_ms", record.firstToken.count());
    const protocol::TokenUsage& tokens = record.tokens;
    if (tokens.input || tokens.cachedInput || tokens.cacheWrite)
        fields.plain("input_tokens", tokens.totalInput().count);
    if (tokens.output || tokens.reasoning)
        fields.plain("output_tokens", tokens.totalOutput().count);
    fields.text("usage_origin", protocol::originName(tokens.origin));
    if (record.cost) {
        fields.text("cost", decimalText(record.cost->pico));
        fields.text("currency", kCurrencyNames[static_cast<std::size_t>(record.cost->currency)]);
        fields.text("cost_origin", usage::kCostOriginNames[static_cast<std::size_t>(record.costOrigin)]);
    }
}

} // namespace

std::string jsonLine(const LogLine& line, const usage::ExchangeRecord* exchange, const LogFile::Redactor* redactor)
{
    Fields fields(redactor);
    fields.plain("time", config::toTimestamp(line.at));
    fields.plain("level", kLevelWords[static_cast<std::size_t>(line.level)]);
    fields.plain("category", line.room);
    fields.text("message", std::string_view(line.text).substr(0, LogFile::kMaxText));
    fields.text("exchange_id", exchange ? std::string_view(exchange->id) : exchangeIdIn(line.text));
    if (exchange)
        addExchange(fields, *exchange);
    return fields.take();
}

} // namespace gateway::host
