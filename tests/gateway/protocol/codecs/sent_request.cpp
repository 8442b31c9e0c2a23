#include "sent_request.h"

#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/adaptation/known_values.h"
#include "gateway/protocol/conversation/adaptation/open_calls.h"
#include "gateway/protocol/conversation/adaptation/rendered_blocks.h"
#include "gateway/protocol/conversation/adaptation/tool_requirement.h"
#include "gateway/protocol/conversation/adaptation/unmet_requirement.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/tool_name.h"

#include "catch.h"

#include <algorithm>
#include <utility>

namespace tests {

using namespace gateway::protocol;
using gateway::Json;

namespace {

Json parsed(std::string_view body)
{
    auto json = gateway::parseJson(body);
    REQUIRE(json);
    return std::move(*json);
}

/// The names anywhere in the tools of a request.
void addNames(const Json& tools, std::vector<std::string>& names)
{
    if (!tools.is_structured())
        return;
    const bool isNamed = tools.is_object() && tools.contains("name") && tools["name"].is_string();
    if (isNamed && !tools.contains("tools"))
        names.push_back(tools["name"].get<std::string>());
    std::vector<std::string> within;
    for (const auto& [key, value] : tools.items())
        if (key != "parameters" && key != "input_schema" && key != "inputSchema" && key != "parametersJsonSchema")
            addNames(value, within);
    const std::string space = isNamed && tools.contains("tools") ? tools["name"].get<std::string>() + "__" : std::string();
    for (std::string& name : within)
        names.push_back(space + name);
}

template <class Step> Conversation after(const Conversation& conversation, Step step)
{
    auto made = step(conversation);
    return made ? std::move(*made) : conversation;
}

} // namespace

bool Sent::drops(std::string_view what) const { return std::ranges::find(dropped, what) != dropped.end(); }

std::vector<Format> foreignTo(Format client)
{
    std::vector<Format> targets(kTargets.begin(), kTargets.end());
    std::erase(targets, client);
    return targets;
}

Conversation readFrom(Format client, std::string_view body)
{
    RequestPlace place;
    if (client == Format::Gemini)
        place.model = "m";
    auto conversation = codecOf(client).readRequest(parsed(body), place);
    if (!conversation)
        FAIL(conversation.error().param + ": " + conversation.error().text());
    (void)answerOpenCalls(*conversation);
    return std::move(*conversation);
}

Sent sentTo(Format target, const Conversation& conversation)
{
    if (const auto need = unmetRequirement(conversation, target))
        return {{}, {}, need->param + ": " + need->text()};
    Losses losses;
    const Conversation allowing = after(conversation, [&](const auto& each) { return withSentToolsAllowed(each, target, losses); });
    const Conversation known = after(allowing, [&](const auto& each) { return withKnownValues(target, each, losses); });
    const Conversation told = after(known, [&](const auto& each) { return withRenderedBlocks(target, each, losses); });
    const Conversation named = after(told, [&](const auto& each) { return withToolNamesFor(target, each); });
    WriteTarget to;
    to.model = "m";
    to.canThink = true;
    auto body = codecOf(target).writeRequest(named, to, losses);
    if (!body)
        return {{}, losses.list(), body.error().param + ": " + body.error().text()};
    Sent sent{std::move(*body), losses.list(), {}};
    for (const char* const key : {"tools", "toolConfig"})
        if (sent.body.contains(key))
            addNames(sent.body[key], sent.tools);
    return sent;
}

Json writtenAgain(Format client, std::string_view body)
{
    const Conversation conversation = readFrom(client, body);
    WriteTarget to;
    to.model = conversation.model;
    Losses losses;
    auto written = codecOf(client).writeRequest(conversation, to, losses);
    if (!written)
        FAIL(written.error().param + ": " + written.error().text());
    CHECK(losses.list() == std::vector<std::string>{});
    return std::move(*written);
}

std::string calledBack(const Conversation& request, const std::string& tool, const std::string& input)
{
    AnswerContext context;
    context.request = &request;
    context.model = "m";
    context.id = "1";
    ToolCall call;
    call.id = "call_1";
    call.name = tool;
    call.input = input;
    useClientsName(context, call);
    ModelAnswer answer;
    answer.choices.push_back({0, {{call, {}}}, StopReason::ToolCalls, {}, {}});
    const Codec& codec = codecOf(request.origin);
    std::string all = gateway::toText(codec.writeAnswer(answer, context));
    const auto encoder = codec.makeEncoder(context);
    for (const AnswerEvent& event : eventsOf(answer))
        encoder->write(event, all);
    return all;
}

} // namespace tests
