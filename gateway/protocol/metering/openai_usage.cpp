#include "openai_usage.h"

#include "gateway/protocol/json_walk.h"

namespace gateway::protocol {

namespace {

void readUsageField(JsonField& field, OpenAiCounts& counts)
{
    simdjson::ondemand::number number;
    std::string_view name;
    if (isType(field.value(), JsonType::number) && !field.value().get_number().get(number)
        && !field.unescaped_key().get(name))
        counts.take(name, number.as_double());
}

} // namespace

simdjson::error_code readOpenAiUsage(JsonValue value, std::optional<TokenUsage>& usage)
{
    OpenAiCounts counts;
    const auto error = eachFieldOf(value, [&](JsonField& field) {
        if (field.key() == "prompt_tokens_details" || field.key() == "completion_tokens_details")
            return eachFieldOf(field.value(), [&](JsonField& detail) {
                readUsageField(detail, counts);
                return simdjson::SUCCESS;
            });
        readUsageField(field, counts);
        return simdjson::SUCCESS;
    });
    if (counts.isUsage())
        usage = counts.usage();
    return error;
}

} // namespace gateway::protocol
