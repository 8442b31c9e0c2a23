#include "call_arguments.h"

#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"

#include <utility>

namespace gateway::protocol {

namespace {

constexpr const char* kInputMember = "input";

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
    for (const Message& message : conversation.messages)
        for (const Part& part : message.parts)
            if (const auto* const call = std::get_if<ToolCall>(&part.content); call && !call->isFreeForm) {
                count += jsonValues(call->input);
                if (count > most)
                    return true;
            }
    return false;
}

} // namespace gateway::protocol
