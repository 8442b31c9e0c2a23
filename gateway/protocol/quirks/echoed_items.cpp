#include "echoed_items.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/responses/reasoning_envelope.h"

#include <string>
#include <utility>

namespace gateway::protocol {

namespace {

bool isOwnItem(const Json& item)
{
    return responses::isEnvelope(json::textOf(item, "encrypted_content"));
}

/// Null if the provider must not get it.
Json itemInPlaceOf(const Json& item)
{
    const auto summary = responses::openSummary(json::textOf(item, "encrypted_content"));
    if (!summary)
        return {};
    return Json{{"type", "message"}, {"role", "user"},
        {"content", Json::array({Json{{"type", "input_text"}, {"text", *summary}}})}};
}

std::string lostWith(const Json& item)
{
    const std::string type = json::textOf(item, "type");
    return "input: " + (type == "reasoning" ? std::string("thinking of another provider") : type);
}

} // namespace

bool mayHoldEchoedItems(std::string_view body)
{
    return body.find(responses::kEnvelopeMark) != std::string_view::npos;
}

bool removeEchoedItems(Json& body, Losses& losses)
{
    Json kept = Json::array();
    bool isAny = false;
    for (const Json& item : json::listOf(body, "input")) {
        const bool isOwn = isOwnItem(item);
        isAny = isAny || isOwn;
        Json taken = isOwn ? itemInPlaceOf(item) : item;
        if (isOwn && taken.is_null())
            losses.add(lostWith(item));
        else
            kept.push_back(std::move(taken));
    }
    if (isAny)
        body["input"] = std::move(kept);
    return isAny;
}

} // namespace gateway::protocol
