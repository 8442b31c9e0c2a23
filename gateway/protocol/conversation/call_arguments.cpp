#include "call_arguments.h"

#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"

#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

constexpr const char* kInputMember = "input";

/// Adds the arguments of those parts that are calls to `count`.
void countArguments(const std::vector<Part>& parts, std::size_t& count)
{
    for (const Part& part : parts)
        if (const auto* const call = std::get_if<ToolCall>(&part.content); call && !call->isFreeForm)
            count += jsonValues(call->input);
}

} // namespace

CallArguments argumentsOf(const ToolCall& call)
{
    if (call.isFreeForm)
        return {Json{{kInputMember, call.input}}};
    if (isBlank(call.input))
        return {Json::object()};
    auto parsed = parseJsonLeniently(call.input);
    if (parsed && parsed->is_object())
        return {std::move(*parsed)};
    Json object;
    object[kInputMember] = parsed ? std::move(*parsed) : Json(call.input);
    return {std::move(object), false};
}

bool holdsMoreArguments(const Conversation& conversation, std::size_t most)
{
    std::size_t count = 0;
    for (const Message& message : conversation.messages) {
        countArguments(message.parts, count);
        if (count > most)
            return true;
    }
    return false;
}

bool holdsMoreArguments(const ModelAnswer& answer, std::size_t most)
{
    std::size_t count = 0;
    for (const Choice& choice : answer.choices)
        countArguments(choice.parts, count);
    return count > most;
}

} // namespace gateway::protocol
