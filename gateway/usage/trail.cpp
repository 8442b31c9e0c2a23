#include "trail.h"

#include "gateway/core/json.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace gateway::usage {

namespace {

// Each exchange has one: written without a tree of JSON, which would take longer than
// the row.

void addText(std::string& json, std::string_view text)
{
    const auto isPlain = [](char c) { return c >= ' ' && c < '\x7f' && c != '"' && c != '\\'; };
    if (std::ranges::all_of(text, isPlain))
        json.append(1, '"').append(text).append(1, '"');
    else
        json += gateway::toText(Json(text));
}

/// A comma, unless it is the first one.
void addComma(std::string& json)
{
    if (json.back() != '{' && json.back() != '[')
        json += ',';
}

void addKey(std::string& json, std::string_view key)
{
    addComma(json);
    addText(json, key);
    json += ':';
}

/// `value` as it stands in JSON.
void addValue(std::string& json, std::string_view key, std::string_view value)
{
    addKey(json, key);
    json += value;
}

template <class List, class Add> void addList(std::string& json, std::string_view key, const List& list, Add add)
{
    if (list.empty())
        return;
    addKey(json, key);
    json += '[';
    for (const auto& each : list) {
        addComma(json);
        add(each);
    }
    json += ']';
}

void addRefused(std::string& json, const Trail::Refused& refused)
{
    json += '{';
    addKey(json, "why");
    addText(json, refused.why);
    addValue(json, "count", std::to_string(refused.count));
    addList(json, "routes", refused.routes, [&json](const std::string& route) { addText(json, route); });
    json += '}';
}

void addPassedOver(std::string& json, const Trail::PassedOver& passed)
{
    json += '{';
    for (const auto& [key, text] : {std::pair("provider", &passed.provider), std::pair("model", &passed.model),
             std::pair("key", &passed.key), std::pair("why", &passed.why)}) {
        addKey(json, key);
        addText(json, *text);
    }
    json += '}';
}

/// The objects of a list; what else is there is left out.
template <class Read> void eachOf(const Json& json, const char* key, Read read)
{
    const auto rows = json.find(key);
    if (rows == json.end() || !rows->is_array())
        return;
    for (const Json& row : *rows)
        if (row.is_object())
            read(row);
}

std::string textOf(const Json& row, const char* key)
{
    const auto found = row.find(key);
    return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t numberOf(const Json& row, const char* key)
{
    const auto found = row.find(key);
    return found != row.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

bool isTrue(const Json& row, const char* key)
{
    const auto found = row.find(key);
    return found != row.end() && *found == true;
}

Trail::Refused refusedOf(const Json& row)
{
    Trail::Refused refused{textOf(row, "why"), numberOf(row, "count"), {}};
    if (const auto routes = row.find("routes"); routes != row.end() && routes->is_array())
        for (const Json& route : *routes)
            if (route.is_string())
                refused.routes.push_back(route.get<std::string>());
    refused.count = std::max(refused.count, static_cast<std::int64_t>(refused.routes.size()));
    return refused;
}

} // namespace

std::string Trail::toText() const
{
    if (isEmpty())
        return {};
    std::string json = "{";
    addList(json, "routes", routes, [&json](const Refused& each) { addRefused(json, each); });
    addList(json, "passed_over", passedOver, [&json](const PassedOver& each) { addPassedOver(json, each); });
    if (isContinued)
        addValue(json, "continued", "true");
    if (isClientCredential)
        addValue(json, "client_credential", "true");
    if (lostInputTokens > 0)
        addValue(json, "lost_input_tokens", std::to_string(lostInputTokens));
    return json + '}';
}

Trail Trail::fromText(std::string_view text)
{
    Trail trail;
    const auto json = text.empty() ? Result<Json>(Json::object()) : parseJson(text);
    if (!json || !json->is_object())
        return trail;
    eachOf(*json, "routes", [&trail](const Json& row) { trail.routes.push_back(refusedOf(row)); });
    eachOf(*json, "passed_over", [&trail](const Json& row) {
        trail.passedOver.push_back(
            {textOf(row, "provider"), textOf(row, "model"), textOf(row, "key"), textOf(row, "why")});
    });
    trail.isContinued = isTrue(*json, "continued");
    trail.isClientCredential = isTrue(*json, "client_credential");
    trail.lostInputTokens = numberOf(*json, "lost_input_tokens");
    return trail;
}

} // namespace gateway::usage
