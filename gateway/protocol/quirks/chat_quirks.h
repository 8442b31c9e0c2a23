#pragma once

#include "gateway/core/json.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/reasoning_memory.h"

#include <optional>
#include <string_view>

namespace gateway::protocol {

/// What a provider that speaks OpenAI's chat wants otherwise than OpenAI does, as data of the
/// catalogue has it by name. Sources: PROVIDERS' own API references, "Chat completions":
/// DeepSeek, Moonshot, Zhipu, MiniMax, Mistral, Alibaba Model Studio; read 2026-11-21.
struct ChatQuirks {
    bool systemRoleOnly = false;   ///< "system_role": it knows no role "developer"
    bool echoesReasoning = false;  ///< "echo_reasoning": messages with calls must bring their reasoning_content
    bool stringContent = false;    ///< "string_content": texts in parts are not read; they become one string
    bool noRequiredTool = false;   ///< "no_required_tool": tool_choice "required" is refused
    bool functionsOnly = false;    ///< "functions_only": tools of other types are refused
    bool shortCallIds = false;     ///< "short_call_ids": of 9 letters and digits
    bool temperatureTo1 = false;   ///< "temperature_to_1": 0 to 1

    bool plainMessages = false;    ///< "no_reasoning_content": messages with reasoning are refused

    bool any() const { return *this != ChatQuirks{}; }
    bool operator==(const ChatQuirks&) const = default;
};

/// Sets the one of that name; false: there is none.
bool setQuirk(ChatQuirks& quirks, std::string_view name);

/// Whether a request's raw body may hold something that they concern. A search, no reading.
bool mayConcern(const ChatQuirks& quirks, std::string_view body);

/// Makes a request such that the provider takes it. What cannot be said is reported.
void applyQuirks(const ChatQuirks& quirks, const ReasoningMemory& memory, Json& body, Losses& losses);

} // namespace gateway::protocol
