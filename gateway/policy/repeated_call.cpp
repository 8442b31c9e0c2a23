#include "repeated_call.h"

#include "gateway/core/json/json.h"
#include "gateway/routing/balancing/text_hash.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace gateway::policy {

namespace {

using protocol::Conversation;
using protocol::Message;
using protocol::Role;
using protocol::ToolCall;
using protocol::ToolResult;

/// A call with its result.
struct Answered {
    const ToolCall* call = nullptr;
    const ToolResult* result = nullptr;
};

void append(std::string& to, std::string_view text)
{
    to += std::to_string(text.size());
    to += ':';
    to += text;
}

/// Arguments without the white space of their JSON.
std::string argumentsOf(const ToolCall& call)
{
    if (call.isFreeForm)
        return call.input;
    const auto json = parseJson(call.input);
    if (!json)
        return call.input;
    const auto sorted = nlohmann::json::parse(gateway::toText(*json), nullptr, false); // models write fields in any order
    return sorted.is_discarded() ? call.input : sorted.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string resultOf(const ToolResult& result)
{
    std::string text = result.isError ? "!" : "";
    if (!result.value.is_null())
        append(text, gateway::toText(result.value));
    for (const protocol::ResultContent& content : result.content)
        if (const auto* const words = std::get_if<protocol::Text>(&content)) {
            append(text, words->text);
        } else if (const auto* const media = std::get_if<protocol::Media>(&content)) {
            append(text, media->url);
            append(text, media->data);
            append(text, media->fileId);
        } else {
            append(text, gateway::toText(std::get<protocol::Opaque>(content).value));
        }
    return text;
}

std::uint64_t digestOf(const Answered& answered)
{
    std::string text;
    append(text, answered.call->nameSpace);
    append(text, answered.call->name);
    append(text, argumentsOf(*answered.call));
    append(text, resultOf(*answered.result));
    return routing::textHash(text);
}

bool hasResult(const Message& message)
{
    return std::ranges::any_of(message.parts, [](const protocol::Part& part) { return std::holds_alternative<ToolResult>(part.content); });
}

} // namespace

/// A turn of the user in between begins anew.
RepeatedCall repeatedCall(const Conversation& conversation)
{
    const auto isSaid = [](const Message& message) { return message.role == Role::User || message.role == Role::Assistant; };
    const auto last = std::find_if(conversation.messages.rbegin(), conversation.messages.rend(), isSaid);
    if (last == conversation.messages.rend() || last->role != Role::User || !hasResult(*last))
        return {};
    std::unordered_map<std::string_view, const ToolCall*> calls;
    std::vector<Answered> answered;
    for (const Message& message : conversation.messages) {
        if (message.role == Role::User && !hasResult(message))
            answered.clear();
        for (const protocol::Part& part : message.parts)
            if (const auto* const call = std::get_if<ToolCall>(&part.content)) {
                calls[call->id] = call;
            } else if (const auto* const result = std::get_if<ToolResult>(&part.content)) {
                if (const auto found = calls.find(result->callId); found != calls.end())
                    answered.push_back({found->second, result});
            }
    }
    if (answered.empty())
        return {};
    RepeatedCall repeated{1, digestOf(answered.back())};
    for (auto before = answered.rbegin() + 1; before != answered.rend(); ++before, ++repeated.count)
        if (before->call->name != answered.back().call->name || digestOf(*before) != repeated.digest)
            break;
    return repeated;
}

} // namespace gateway::policy
