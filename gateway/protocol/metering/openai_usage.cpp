#include "openai_usage.h"

#include "reported_searches.h"

#include "gateway/protocol/json_walk.h"

namespace gateway::protocol {

namespace {

void readUsageField(JsonField& field, OpenAiCounts& counts, OpenAiCounts::Place place)
{
    simdjson::ondemand::number number;
    std::string_view name;
    if (isType(field.value(), JsonType::number) && !field.value().get_number().get(number)
        && !field.unescaped_key().get(name))
        counts.take(name, number.as_double(), place);
}

simdjson::error_code readCounts(JsonValue value, OpenAiCounts& counts, OpenAiCounts::Place place)
{
    return eachFieldOf(value, [&](JsonField& field) {
        std::string_view name;
        const bool isNamed = isObject(field.value()) && !field.unescaped_key().get(name);
        if (const auto inner = isNamed ? OpenAiCounts::placeIn(place, name) : std::nullopt)
            return readCounts(field.value(), counts, *inner);
        readUsageField(field, counts, place);
        return simdjson::SUCCESS;
    });
}

/// From an object `cost` or `cost_details`.
simdjson::error_code readCosts(JsonValue value, CostReading& cost)
{
    return eachFieldOf(value, [&](JsonField& field) {
        double number = 0;
        std::string_view name;
        if (isType(field.value(), JsonType::number) && !field.value().get_double().get(number)
            && !field.unescaped_key().get(name))
            cost.takeDetail(name, number);
        return simdjson::SUCCESS;
    });
}

} // namespace

simdjson::error_code readOpenAiUsage(JsonValue value, std::optional<TokenUsage>& usage)
{
    OpenAiCounts counts;
    bool isSearchedFor = false;
    const auto error = eachFieldOf(value, [&](JsonField& field) {
        std::string_view name;
        const bool isNamed = isObject(field.value()) && !field.unescaped_key().get(name);
        if (const auto details = isNamed ? OpenAiCounts::placeIn(OpenAiCounts::Place::Usage, name) : std::nullopt)
            return readCounts(field.value(), counts, *details);
        if (isNamed && (name == "cost" || name == "cost_details"))
            return readCosts(field.value(), counts.cost);
        bool isOwnKey = false;
        if (isType(field.value(), JsonType::boolean) && field.key() == "is_byok" && !field.value().get_bool().get(isOwnKey)) {
            counts.cost.takeOwnKey(isOwnKey);
            return simdjson::SUCCESS;
        }
        isSearchedFor = isSearchedFor || (isType(field.value(), JsonType::string) && field.key() == kSearchedFor);
        readUsageField(field, counts, OpenAiCounts::Place::Usage);
        return simdjson::SUCCESS;
    });
    if (counts.isUsage())
        usage = counts.usage();
    if (counts.isUsage() && isSearchedFor)
        takeSearchedFor(*usage);
    return error;
}

} // namespace gateway::protocol
