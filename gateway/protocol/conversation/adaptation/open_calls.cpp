#include "open_calls.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr const char* kNoResult = "There is no result: the call was not carried out.";

Part noResult(const ToolCall& call)
{
    ToolResult result;
    result.callId = call.id;
    result.name = call.name;
    result.isFreeForm = call.isFreeForm;
    result.isError = true;
    result.content.emplace_back(Text{kNoResult, {}, {}});
    return {std::move(result), {}};
}

bool holdsResults(const Message& message)
{
    return message.role == Role::User && std::ranges::any_of(message.parts, [](const Part& part) {
        return std::holds_alternative<ToolResult>(part.content);
    });
}

/// The number of results still to come for each id.
using Results = std::unordered_map<std::string, std::size_t>;

Results resultsOf(const std::vector<Message>& messages)
{
    Results results;
    for (const Message& message : messages)
        for (const Part& part : message.parts)
            if (const auto* const result = std::get_if<ToolResult>(&part.content))
                ++results[result->callId];
    return results;
}

/// Results for the calls of `message` that have none.
std::vector<Part> missingResults(const Message& message, Results& results)
{
    std::vector<Part> missing;
    for (const Part& part : message.parts) {
        const auto* const call = std::get_if<ToolCall>(&part.content);
        if (!call)
            continue;
        if (const auto found = results.find(call->id); found != results.end() && found->second > 0)
            --found->second;
        else
            missing.push_back(noResult(*call));
    }
    return missing;
}

} // namespace

bool answerOpenCalls(Conversation& conversation)
{
    Results results = resultsOf(conversation.messages);
    std::vector<Message> whole;
    std::vector<Part> owed; // for the assistant turn that was just read
    bool wasOpen = false;
    for (Message& message : conversation.messages) {
        if (!owed.empty() && message.role != Role::Assistant) {
            if (holdsResults(message))
                message.parts.insert(message.parts.begin(), std::move_iterator(owed.begin()), std::move_iterator(owed.end()));
            else
                whole.push_back({Role::User, std::move(owed)});
            owed.clear();
            wasOpen = true;
        }
        if (message.role == Role::Assistant)
            for (Part& part : missingResults(message, results))
                owed.push_back(std::move(part));
        whole.push_back(std::move(message));
    }
    conversation.messages = std::move(whole);
    return wasOpen;
}

} // namespace gateway::protocol
