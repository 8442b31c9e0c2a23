#include "trail.h"

#include "gateway/core/json.h"

namespace gateway::usage {

std::string Trail::toText() const
{
    if (isEmpty())
        return {};
    Json json = Json::object();
    for (const PassedOver& each : passedOver)
        json["passed_over"].push_back(
            {{"provider", each.provider}, {"model", each.model}, {"key", each.key}, {"why", each.why}});
    if (isContinued)
        json["continued"] = true;
    if (isClientCredential)
        json["client_credential"] = true;
    if (lostInputTokens > 0)
        json["lost_input_tokens"] = lostInputTokens;
    return gateway::toText(json);
}

Trail Trail::fromText(std::string_view text)
{
    Trail trail;
    const auto json = text.empty() ? Result<Json>(Json::object()) : parseJson(text);
    if (!json || !json->is_object())
        return trail;
    const auto textOf = [](const Json& row, const char* key) {
        const auto found = row.find(key);
        return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto isTrue = [&json](const char* key) { return json->contains(key) && (*json)[key] == true; };
    if (const auto rows = json->find("passed_over"); rows != json->end() && rows->is_array())
        for (const Json& row : *rows)
            if (row.is_object())
                trail.passedOver.push_back(
                    {textOf(row, "provider"), textOf(row, "model"), textOf(row, "key"), textOf(row, "why")});
    trail.isContinued = isTrue("continued");
    trail.isClientCredential = isTrue("client_credential");
    if (const auto lost = json->find("lost_input_tokens"); lost != json->end() && lost->is_number_integer())
        trail.lostInputTokens = lost->get<std::int64_t>();
    return trail;
}

} // namespace gateway::usage
