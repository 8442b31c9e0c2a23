#include "chat_quirks.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace gateway::protocol {

namespace {

struct Named {
    std::string_view name;
    bool ChatQuirks::*flag;
    std::string_view sign; ///< of what it concerns, in a request's body
};

constexpr std::array kQuirks{
    Named{"system_role", &ChatQuirks::systemRoleOnly, "\"developer\""},
    Named{"echo_reasoning", &ChatQuirks::echoesReasoning, "\"tool_calls\""},
    Named{"string_content", &ChatQuirks::stringContent, "\"text\""},
    Named{"no_required_tool", &ChatQuirks::noRequiredTool, "\"required\""},
    Named{"functions_only", &ChatQuirks::functionsOnly, "\"tools\""},
    Named{"short_call_ids", &ChatQuirks::shortCallIds, "\"tool_calls\""},
    Named{"no_reasoning_content", &ChatQuirks::plainMessages, "\"reasoning"},
    Named{"temperature_to_1", &ChatQuirks::temperatureTo1, "\"temperature\""},
};

bool hasRole(const Json& message, std::string_view role)
{
    const auto found = message.find("role");
    return found != message.end() && found->is_string() && found->get_ref<const std::string&>() == role;
}

bool hasCalls(const Json& message)
{
    const auto calls = message.find("tool_calls");
    return calls != message.end() && calls->is_array() && !calls->empty();
}

std::string textOf(const Json& object, std::string_view key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Some providers take one space for reasoning that is not there any more, and nothing else.
constexpr const char* kNoReasoning = " ";

void echoReasoning(Json& message, const ReasoningMemory& memory)
{
    if (!hasRole(message, "assistant") || !hasCalls(message) || !textOf(message, "reasoning_content").empty())
        return;
    std::string reasoning = textOf(message, "reasoning"); // as other providers call it
    for (const Json& call : message["tool_calls"]) {
        const auto* const thought = reasoning.empty() ? memory.find(textOf(call, "id")) : nullptr;
        if (thought)
            reasoning = thought->thinking.text;
    }
    message["reasoning_content"] = reasoning.empty() ? std::string(kNoReasoning) : reasoning;
}

/// Only where all parts are texts.
void joinText(Json& message)
{
    const auto content = message.find("content");
    if (content == message.end() || !content->is_array())
        return;
    std::string joined;
    for (const Json& part : *content) {
        if (textOf(part, "type") != "text")
            return;
        const std::string text = textOf(part, "text");
        joined += (joined.empty() || text.empty() ? "" : "\n") + text;
    }
    *content = joined;
}

/// The same 9 characters for the same id. Source: Mistral "Function calling": ids of
/// a-z, A-Z, 0-9, with a length of 9.
std::string shortId(const std::string& id)
{
    constexpr std::size_t kLength = 9;
    constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
    const auto isPlain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (id.size() == kLength && std::all_of(id.begin(), id.end(), isPlain))
        return id;
    std::uint64_t hash = 14695981039346656037U; // FNV-1a
    for (const char c : id)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    std::string made;
    for (std::size_t i = 0; i < kLength; ++i, hash /= kDigits.size())
        made += kDigits[hash % kDigits.size()];
    return made;
}

void shorten(Json& object, const char* key)
{
    if (const std::string id = textOf(object, key); !id.empty())
        object[key] = shortId(id);
}

void shortenIds(Json& message)
{
    shorten(message, "tool_call_id");
    if (hasCalls(message))
        for (Json& call : message["tool_calls"])
            if (call.is_object())
                shorten(call, "id");
}

void keepFunctions(Json& body, Losses& losses)
{
    const auto tools = body.find("tools");
    if (tools == body.end() || !tools->is_array())
        return;
    Json kept = Json::array();
    for (Json& tool : *tools) {
        const std::string type = textOf(tool, "type");
        if (type.empty() || type == "function")
            kept.push_back(std::move(tool));
        else
            losses.add("tools: " + type);
    }
    if (kept.empty())
        body.erase("tools");
    else
        *tools = std::move(kept);
}

void applyToMessage(const ChatQuirks& quirks, const ReasoningMemory& memory, Json& message)
{
    if (!message.is_object())
        return;
    if (quirks.systemRoleOnly && hasRole(message, "developer"))
        message["role"] = "system";
    if (quirks.stringContent)
        joinText(message);
    if (quirks.echoesReasoning)
        echoReasoning(message, memory);
    if (quirks.shortCallIds)
        shortenIds(message);
    if (quirks.plainMessages)
        for (const char* key : {"reasoning_content", "reasoning", "reasoning_details"})
            message.erase(key);
}

} // namespace

bool setQuirk(ChatQuirks& quirks, std::string_view name)
{
    const auto found = std::ranges::find(kQuirks, name, &Named::name);
    if (found != kQuirks.end())
        quirks.*found->flag = true;
    return found != kQuirks.end();
}

bool mayConcern(const ChatQuirks& quirks, std::string_view body)
{
    return std::ranges::any_of(kQuirks, [&](const Named& quirk) {
        return quirks.*quirk.flag && body.find(quirk.sign) != std::string_view::npos;
    });
}

void applyQuirks(const ChatQuirks& quirks, const ReasoningMemory& memory, Json& body, Losses& losses)
{
    if (const auto messages = body.find("messages"); messages != body.end() && messages->is_array())
        for (Json& message : *messages)
            applyToMessage(quirks, memory, message);
    if (quirks.functionsOnly)
        keepFunctions(body, losses);
    if (const auto choice = body.find("tool_choice");
        quirks.noRequiredTool && choice != body.end() && choice->is_string() && *choice == "required") {
        *choice = "auto";
        losses.add("tool_choice: required");
    }
    if (const auto temperature = body.find("temperature");
        quirks.temperatureTo1 && temperature != body.end() && temperature->is_number() && temperature->get<double>() > 1) {
        *temperature = 1;
        losses.add("temperature above 1");
    }
}

} // namespace gateway::protocol
