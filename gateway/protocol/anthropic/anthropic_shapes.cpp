#include "anthropic_shapes.h"

#include "words.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <string_view>

namespace gateway::protocol {

namespace {

/// RFC 3339, in UTC.
std::string timestamp(std::int64_t unix_s)
{
    const auto days = unix_s / 86400 - (unix_s % 86400 < 0 ? 1 : 0);
    const auto second = unix_s - days * 86400;
    // Converts a number of days to a civil date, in eras of 400 years that begin in March.
    const std::int64_t shifted = days + 719468;
    const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const std::int64_t ofEra = shifted - era * 146097;
    const std::int64_t yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146096) / 365;
    const std::int64_t dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t monthFromMarch = (5 * dayOfYear + 2) / 153;
    const std::int64_t month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9);
    const std::int64_t year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    const auto padded = [](std::int64_t value, std::size_t width) {
        std::string text = std::to_string(value);
        return std::string(width - std::min(width, text.size()), '0') + text;
    };
    return padded(year, 4) + '-' + padded(month, 2) + '-' + padded(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2)
        + 'T' + padded(second / 3600, 2) + ':' + padded(second / 60 % 60, 2) + ':' + padded(second % 60, 2) + 'Z';
}

/// The tool runner of the TypeScript SDK (1.10) looks for `error_code`.
Json threadError(std::string_view type, std::string_view message, Json details)
{
    Json error;
    error["type"] = type;
    error["message"] = message;
    error["details"] = std::move(details);
    Json body;
    body["type"] = "error";
    body["error"] = std::move(error);
    return body;
}

} // namespace

Json anthropicModel(const AnthropicModel& model)
{
    Json json;
    json["type"] = "model";
    json["id"] = model.id;
    json["display_name"] = model.displayName.empty() ? model.id : model.displayName;
    json["created_at"] = timestamp(model.created_s);
    return json;
}

Json anthropicModelList(const std::vector<AnthropicModel>& models)
{
    Json data = Json::array();
    for (const AnthropicModel& model : models)
        data.push_back(anthropicModel(model));
    Json list;
    list["data"] = std::move(data);
    list["has_more"] = false;
    list["first_id"] = models.empty() ? Json() : Json(models.front().id);
    list["last_id"] = models.empty() ? Json() : Json(models.back().id);
    return list;
}

Json anthropicTokenCount(std::int64_t inputTokens)
{
    Json json;
    json["input_tokens"] = inputTokens;
    return json;
}

bool asksByAnswerTool(const Json& body)
{
    const auto tools = body.find("tools");
    return tools != body.end() && tools->is_array() && !tools->empty() && json::textOf(tools->back(), "name") == anthropic::kAnswerTool;
}

std::string threadUnsupportedBody()
{
    Json details;
    details["error_code"] = "thread_unsupported_request";
    details["unsupported"] = Json::array({"thread"});
    return toText(threadError("invalid_request_error",
        "Conversations are not stored here. Send the whole conversation, without \"thread\".", std::move(details)));
}

std::string threadNotFoundBody()
{
    Json details;
    details["error_code"] = "thread_not_found";
    return toText(threadError("not_found_error",
        "The conversation that \"thread\" goes on with is not kept here: send the whole conversation, without it.",
        std::move(details)));
}

} // namespace gateway::protocol
