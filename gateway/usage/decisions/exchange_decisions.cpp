#include "exchange_decisions.h"

#include "json_line.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/sentence_json.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace gateway::usage {

namespace {

/// "0-57,60".
std::string spansText(const std::vector<ExchangeDecisions::Span>& spans)
{
    std::string text;
    for (const auto& [first, last] : spans) {
        if (!text.empty())
            text += ',';
        text += std::to_string(first);
        if (last > first)
            text.append(1, '-').append(std::to_string(last));
    }
    return text;
}

std::optional<std::uint32_t> placeOf(std::string_view text)
{
    std::uint32_t place = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), place);
    return problem == std::errc() && end == text.data() + text.size() ? std::optional(place) : std::nullopt;
}

std::vector<ExchangeDecisions::Span> spansOf(std::string_view text)
{
    std::vector<ExchangeDecisions::Span> spans;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        const std::size_t dash = std::min(part.find('-'), part.size());
        const auto first = placeOf(part.substr(0, dash));
        const auto last = dash < part.size() ? placeOf(part.substr(dash + 1)) : first;
        if (first && last && *first <= *last)
            spans.push_back({*first, *last});
    }
    return spans;
}

void addRefused(JsonLine& json, const ExchangeDecisions::Refused& refused)
{
    json.open('{');
    json.addSentence("why", refused.why);
    if (!refused.at.empty())
        json.add("at", spansText(refused.at));
    if (refused.count > 0)
        json.add("count", refused.count);
    if (!refused.routes.empty()) {
        json.open("routes", '[');
        for (const std::string& route : refused.routes)
            json.add(route);
        json.close(']');
    }
    json.close('}');
}

void addPassedOver(JsonLine& json, const ExchangeDecisions::PassedOver& passed)
{
    json.open('{');
    json.add("provider", passed.provider);
    json.add("model", passed.model);
    json.add("key", passed.key);
    json.addSentence("why", passed.why);
    json.close('}');
}

template <class List, class Add> void addList(JsonLine& json, std::string_view key, const List& list, Add add)
{
    if (list.empty())
        return;
    json.open(key, '[');
    for (const auto& each : list)
        add(json, each);
    json.close(']');
}

ExchangeDecisions::Refused refusedOf(const Json& row)
{
    ExchangeDecisions::Refused refused{json::sentenceIn(json::fieldOf(row, "why")), spansOf(json::textOf(row, "at")), json::integerOf(row, "count").value_or(0)};
    refused.routes = json::textsOf(row, "routes");
    refused.count = std::max(refused.count, static_cast<std::int64_t>(refused.routes.size()));
    return refused;
}

} // namespace

void ExchangeDecisions::refuse(std::size_t begin, std::size_t end, const Sentence& why)
{
    if (begin >= end)
        return;
    auto found = std::ranges::find(routes, why, &Refused::why);
    if (found == routes.end())
        found = routes.insert(routes.end(), Refused{why});
    found->at.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - 1)});
}

Sentence ExchangeDecisions::refusal(std::size_t place) const
{
    const auto holds = [place](const Span& span) { return span.first <= place && place <= span.last; };
    const auto found = std::ranges::find_if(
        routes, [&holds](const Refused& refused) { return std::ranges::any_of(refused.at, holds); });
    return found == routes.end() ? Sentence() : found->why;
}

std::string ExchangeDecisions::toText() const
{
    if (isEmpty())
        return {};
    JsonLine json;
    json.open('{');
    addList(json, "routes", routes, addRefused);
    addList(json, "passed_over", passedOver, addPassedOver);
    addList(json, "dropped", dropped, [](JsonLine& line, const std::string& each) { line.add(each); });
    if (isContinued)
        json.add("continued", true);
    if (isClientCredential)
        json.add("client_credential", true);
    if (isUncounted)
        json.add("uncounted", true);
    if (unseenOutput > 0)
        json.add("unseen_output", unseenOutput);
    if (reservedInput > 0)
        json.add("reserved_input", reservedInput);
    if (reservedOutput > 0)
        json.add("reserved_output", reservedOutput);
    if (repeatedCalls > 0)
        json.add("repeated_calls", repeatedCalls);
    if (!responseId.empty())
        json.add("response", responseId);
    if (!error.isEmpty())
        json.addSentence("error", error);
    json.close('}');
    return json.take();
}

ExchangeDecisions ExchangeDecisions::fromText(std::string_view text)
{
    ExchangeDecisions decisions;
    const auto json = parseJson(text);
    if (!json || !json->is_object())
        return decisions;
    for (const Json& row : json::listOf(*json, "routes"))
        if (row.is_object())
            decisions.routes.push_back(refusedOf(row));
    for (const Json& row : json::listOf(*json, "passed_over"))
        if (row.is_object())
            decisions.passedOver.push_back(
                {json::textOf(row, "provider"), json::textOf(row, "model"), json::textOf(row, "key"), json::sentenceIn(json::fieldOf(row, "why"))});
    decisions.dropped = json::textsOf(*json, "dropped");
    decisions.isContinued = json::isTrue(*json, "continued");
    decisions.isClientCredential = json::isTrue(*json, "client_credential");
    decisions.isUncounted = json::isTrue(*json, "uncounted");
    decisions.unseenOutput = std::max<std::int64_t>(json::integerOf(*json, "unseen_output").value_or(0), 0);
    decisions.reservedInput = std::max<std::int64_t>(json::integerOf(*json, "reserved_input").value_or(0), 0);
    decisions.reservedOutput = std::max<std::int64_t>(json::integerOf(*json, "reserved_output").value_or(0), 0);
    decisions.repeatedCalls = std::max<std::int64_t>(json::integerOf(*json, "repeated_calls").value_or(0), 0);
    decisions.responseId = json::textOf(*json, "response");
    decisions.error = json::sentenceIn(json::fieldOf(*json, "error"));
    return decisions;
}

} // namespace gateway::usage
