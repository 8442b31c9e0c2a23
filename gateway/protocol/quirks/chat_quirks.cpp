#include "chat_quirks.h"

#include "thinking_field.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/find_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace gateway::protocol {

namespace {

struct NamedChatQuirk {
    std::string_view name;
    bool ChatQuirks::*flag;
    std::array<std::string_view, 3> signs = {}; ///< words in a client's own body that show that the quirk matters
};

constexpr std::array kChatQuirks{
    NamedChatQuirk{"system_role", &ChatQuirks::systemRoleOnly, {"\"developer\""}},
    NamedChatQuirk{"foreign_signatures", &ChatQuirks::isForeign},
    NamedChatQuirk{"echo_reasoning", &ChatQuirks::echoesReasoning, {"\"tool_calls\""}},
    NamedChatQuirk{"echo_all_reasoning", &ChatQuirks::echoesAll, {"\"tool_calls\""}},
    NamedChatQuirk{"string_content", &ChatQuirks::stringContent, {"\"text\""}},
    NamedChatQuirk{"string_turns", &ChatQuirks::stringTurns, {"\"text\""}},
    NamedChatQuirk{"no_required_tool", &ChatQuirks::noRequiredTool, {"\"required\""}},
    NamedChatQuirk{"auto_tool_choice", &ChatQuirks::autoChoice, {"\"tool_choice\""}},
    NamedChatQuirk{"functions_only", &ChatQuirks::functionsOnly, {"\"tools\""}},
    NamedChatQuirk{"no_json", &ChatQuirks::noJson},
    NamedChatQuirk{"no_schema", &ChatQuirks::noSchema},
    NamedChatQuirk{"schema_only", &ChatQuirks::schemaOnly, {"\"json_object\""}},
    NamedChatQuirk{"thinks_unforced", &ChatQuirks::thinksUnforced, {"\"tool_choice\""}},
    NamedChatQuirk{"json_unthinking", &ChatQuirks::jsonUnthinking, {"\"response_format\""}},
    NamedChatQuirk{"one_stop", &ChatQuirks::oneStop},
    NamedChatQuirk{"one_answer", &ChatQuirks::oneAnswer},
    NamedChatQuirk{"no_files", &ChatQuirks::noFiles},
    NamedChatQuirk{"document_url", &ChatQuirks::documentUrls, {"\"file\""}},
    NamedChatQuirk{"no_user", &ChatQuirks::noUser, {"\"user\":\"", "\"user\": \""}},
    NamedChatQuirk{"no_tools", &ChatQuirks::noTools, {"\"tools\""}},
    NamedChatQuirk{"answers_tools", &ChatQuirks::answersTools, {"\"tool\""}},
    NamedChatQuirk{"marks_begun", &ChatQuirks::marksBegun},
    NamedChatQuirk{"json_or_tools", &ChatQuirks::jsonOrTools},
    NamedChatQuirk{"tools_to_128", &ChatQuirks::toolsTo128},
    NamedChatQuirk{"short_call_ids", &ChatQuirks::shortCallIds, {"\"tool_calls\""}},
    NamedChatQuirk{"no_reasoning_content", &ChatQuirks::plainMessages, {"\"reasoning"}},
    NamedChatQuirk{"temperature_to_1", &ChatQuirks::temperatureTo1, {"\"temperature\""}},
    NamedChatQuirk{"warm_choices", &ChatQuirks::warmChoices, {"\"temperature\""}},
    NamedChatQuirk{"fixed_sampling", &ChatQuirks::fixedSampling, {"\"temperature\"", "\"top_p\"", "_penalty\""}},
    NamedChatQuirk{"cache_control", &ChatQuirks::takesCacheControl},
    NamedChatQuirk{"reasoning_split", &ChatQuirks::splitsReasoning},
    NamedChatQuirk{"thinking_switch", &ChatQuirks::thinkingSwitch, {"\"reasoning_effort\""}},
    NamedChatQuirk{"thinking_adaptive", &ChatQuirks::thinkingAdaptive, {"\"reasoning_effort\""}},
    NamedChatQuirk{"thinking_flag", &ChatQuirks::thinkingFlag, {"\"reasoning_effort\""}},
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

/// Some providers accept a single space, and nothing else, as a replacement for lost reasoning.
constexpr const char* kNoReasoning = " ";

/// In the form that the memory uses.
ToolCall callOf(const Json& json)
{
    ToolCall call;
    call.id = json::textOf(json, "id");
    call.hasOwnId = !call.id.empty();
    call.isFreeForm = json::textOf(json, "type") == "custom";
    const Json function = json.is_object() ? json.value(call.isFreeForm ? "custom" : "function", Json()) : Json();
    call.name = json::textOf(function, "name");
    const char* const key = call.isFreeForm ? "input" : "arguments";
    const bool isTree = function.is_object() && function.contains(key) && function[key].is_object();
    call.input = isTree ? toText(function[key]) : json::textOf(function, key);
    return call;
}

void echoReasoning(Json& message, const ReasoningScope& thoughts)
{
    if (!json::textOf(message, "reasoning_content").empty())
        return;
    std::string reasoning = json::textOf(message, "reasoning"); // the name used by other providers
    if (hasCalls(message))
        for (const Json& call : message["tool_calls"]) {
            const auto* const thought = reasoning.empty() ? thoughts.find(callOf(call)) : nullptr;
            if (thought)
                reasoning = thought->thinking.text;
        }
    message["reasoning_content"] = reasoning.empty() ? std::string(kNoReasoning) : reasoning;
}

/// Only if all parts are texts; parts with more than their text are unchanged, or lose the rest. Returns whether
/// something was lost.
bool joinText(Json& message, bool isForced)
{
    const auto content = message.find("content");
    if (content == message.end() || !content->is_array())
        return false;
    constexpr std::size_t kPlain = 2; // type and text
    std::string joined;
    bool isLess = false;
    for (const Json& part : *content) {
        if (json::textOf(part, "type") != "text" || (part.size() > kPlain && !isForced))
            return false;
        isLess = isLess || part.size() > kPlain;
        const std::string text = json::textOf(part, "text");
        joined += (joined.empty() || text.empty() ? "" : "\n") + text;
    }
    *content = joined;
    return isLess;
}

/// The same 9 characters for the same id. Source: Mistral "Function calling": ids of a-z, A-Z, 0-9, with a length of 9.
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
    if (const std::string id = json::textOf(object, key); !id.empty())
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

void eraseTools(Json& body)
{
    for (const char* key : {"tools", "tool_choice", "parallel_tool_calls"})
        body.erase(key);
}

void keepFunctions(Json& body, Losses& losses)
{
    const auto tools = body.find("tools");
    if (tools == body.end() || !tools->is_array())
        return;
    Json kept = Json::array();
    for (Json& tool : *tools) {
        const std::string type = json::textOf(tool, "type");
        if (type.empty() || type == "function")
            kept.push_back(std::move(tool));
        else
            losses.add("tools: " + type);
    }
    if (kept.empty())
        eraseTools(body);
    else
        *tools = std::move(kept);
}

/// If a call is required, the tools stay and the provider rejects the request.
void dropTools(Json& body, Losses& losses)
{
    const auto choice = body.find("tool_choice");
    const bool isForced = choice != body.end() && *choice != "auto" && *choice != "none";
    if (isForced || !body.contains("tools"))
        return;
    eraseTools(body);
    losses.add("tools");
}

/// Reasoning as a list next to the text.
void splitReasoning(Json& message)
{
    const std::string text = json::textOf(message, "reasoning_content");
    if (text.empty() || message.contains("reasoning_details"))
        return;
    message["reasoning_details"] = Json::array({Json{{"type", "reasoning.text"}, {"text", text}, {"index", 0}}});
    message.erase("reasoning_content");
}

/// Such providers accept file ids.
void useDocumentUrls(Json& message)
{
    const auto content = message.find("content");
    if (content == message.end() || !content->is_array())
        return;
    for (Json& part : *content) {
        const Json file = json::textOf(part, "type") == "file" ? part.value("file", Json()) : Json();
        const std::string data = json::textOf(file, "file_data");
        if (data.empty())
            continue;
        const bool isBare = !data.starts_with("data:") && data.find("://") == std::string::npos;
        Json document{
            {"type", "document_url"}, {"document_url", isBare ? "data:application/pdf;base64," + data : data}};
        if (const std::string name = json::textOf(file, "filename"); !name.empty())
            document["document_name"] = name;
        part = std::move(document);
    }
}

void applyToMessage(const ChatQuirks& quirks, const QuirkFacts& facts, bool echoesAll, Json& message, Losses& losses)
{
    if (!message.is_object())
        return;
    const bool isAssistant = hasRole(message, "assistant");
    if (quirks.systemRoleOnly && hasRole(message, "developer"))
        message["role"] = "system";
    const bool isTurn = quirks.stringTurns && (isAssistant || hasRole(message, "tool"));
    if ((quirks.stringContent || isTurn) && joinText(message, isTurn))
        losses.add("cache_control");
    if (isAssistant && (echoesAll || (quirks.echoesReasoning && hasCalls(message))))
        echoReasoning(message, facts.thoughts);
    if (quirks.shortCallIds)
        shortenIds(message);
    if (quirks.documentUrls)
        useDocumentUrls(message);
    if (quirks.plainMessages)
        for (const char* key : {"reasoning_content", "reasoning", "reasoning_details"})
            message.erase(key);
    if (quirks.splitsReasoning && facts.asked)
        splitReasoning(message);
}

/// Inserts an assistant turn between tool results and the user's next message.
void answerTools(Json& messages)
{
    Json all = Json::array();
    for (Json& message : messages) {
        const bool isBehindTool = !all.empty() && all.back().is_object() && hasRole(all.back(), "tool");
        if (isBehindTool && message.is_object() && hasRole(message, "user"))
            all.push_back(Json{{"role", "assistant"}, {"content", "I have read the results."}});
        all.push_back(std::move(message));
    }
    messages = std::move(all);
}

/// For a client of another format, a last assistant message is the beginning of the answer.
void markBegun(Json& messages)
{
    Json* const last = messages.empty() ? nullptr : &messages.back();
    if (last && last->is_object() && hasRole(*last, "assistant") && !hasCalls(*last))
        (*last)["prefix"] = true;
}

void applyToMessages(const ChatQuirks& quirks, const QuirkFacts& facts, Json& body, Losses& losses)
{
    const auto messages = body.find("messages");
    if (messages == body.end() || !messages->is_array())
        return;
    const auto isCalling = [](const Json& message) { return message.is_object() && hasCalls(message); };
    const bool echoesAll = quirks.echoesAll && std::any_of(messages->begin(), messages->end(), isCalling);
    for (Json& message : *messages)
        applyToMessage(quirks, facts, echoesAll, message, losses);
    if (quirks.answersTools)
        answerTools(*messages);
    if (quirks.marksBegun && facts.asked)
        markBegun(*messages);
}

/// A request that may call no tools gets none.
void leaveChoice(Json& body, Losses& losses)
{
    const auto choice = body.find("tool_choice");
    if (choice == body.end() || *choice == "auto")
        return;
    if (*choice == "none")
        return eraseTools(body);
    *choice = "auto";
    losses.add("tool_choice");
}

void applyToTools(const ChatQuirks& quirks, Json& body, Losses& losses)
{
    if (quirks.functionsOnly)
        keepFunctions(body, losses);
    if (quirks.noTools)
        dropTools(body, losses);
    if (const auto choice = body.find("tool_choice"); quirks.noRequiredTool && choice != body.end() && *choice == "required") {
        *choice = "auto";
        losses.add("tool_choice: required");
    }
    if (quirks.autoChoice)
        leaveChoice(body, losses);
}

/// Allows any object, where a schema is required.
void sayLooseSchema(Json& body)
{
    const auto format = body.find("response_format");
    if (format != body.end() && json::textOf(*format, "type") == "json_object")
        *format = Json{{"type", "json_schema"}, {"json_schema", {{"name", "response"}, {"schema", {{"type", "object"}}}}}};
}

bool isForcing(const Json& body)
{
    const auto choice = body.find("tool_choice");
    return choice != body.end() && (*choice == "required" || choice->is_object());
}

/// An unspecified setting is not changed, because some models always think.
bool wantsThoughtfulJson(const Json& body)
{
    return body.value("enable_thinking", Json()) == true
        && json::textOf(body.value("response_format", Json()), "type").starts_with("json_");
}

/// A required tool call or JSON output takes precedence over thinking.
void calmThinking(const ChatQuirks& quirks, Json& body, Losses& losses)
{
    const bool isCalm = quirks.thinkingFlag ? body.value("enable_thinking", Json()) == false
                                            : json::textOf(body.value("thinking", Json()), "type") == "disabled";
    if (quirks.thinkingFlag)
        body["enable_thinking"] = false;
    else
        body["thinking"] = Json{{"type", "disabled"}};
    body.erase("thinking_budget");
    body.erase("reasoning_effort");
    if (!isCalm)
        losses.add("reasoning");
}

void applyToSampling(const ChatQuirks& quirks, const QuirkFacts& facts, Json& body, Losses& losses)
{
    constexpr double kMostTemperature = 1;
    constexpr double kLeastOfSeveral = 0.3;
    if (quirks.fixedSampling && facts.canThink == true)
        for (const char* key : {"temperature", "top_p", "presence_penalty", "frequency_penalty"})
            if (body.erase(key) > 0)
                losses.add(key);
    const auto temperature = json::numberOf(body, "temperature");
    if (quirks.temperatureTo1 && temperature > kMostTemperature) {
        body["temperature"] = 1;
        losses.add("temperature above 1");
    }
    if (quirks.warmChoices && temperature && *temperature < kLeastOfSeveral && json::numberOf(body, "n") > 1) {
        body["temperature"] = kLeastOfSeveral;
        losses.add("temperature below 0.3");
    }
}

} // namespace

bool setQuirk(ChatQuirks& quirks, std::string_view name)
{
    const auto found = std::ranges::find(kChatQuirks, name, &NamedChatQuirk::name);
    if (found != kChatQuirks.end())
        quirks.*found->flag = true;
    return found != kChatQuirks.end();
}

bool mayConcern(const ChatQuirks& quirks, std::string_view body)
{
    return std::ranges::any_of(kChatQuirks, [&](const NamedChatQuirk& quirk) {
        return quirks.*quirk.flag && std::ranges::any_of(quirk.signs, [&](std::string_view sign) {
            return !sign.empty() && holdsText(body, sign);
        });
    });
}

void applyQuirks(const ChatQuirks& quirks, const QuirkFacts& facts, Json& body, Losses& losses)
{
    if (!body.is_object())
        return;
    applyToMessages(quirks, facts, body, losses);
    applyToTools(quirks, body, losses);
    applyToSampling(quirks, facts, body, losses);
    if (quirks.noUser && body.erase("user") > 0)
        losses.add("user");
    if (quirks.schemaOnly)
        sayLooseSchema(body);
    sayThinking(quirks, facts, body, losses);
    const bool isInTheWay = (quirks.thinksUnforced && isForcing(body)) || (quirks.jsonUnthinking && wantsThoughtfulJson(body));
    if (isInTheWay && facts.canThink != false)
        calmThinking(quirks, body, losses);
    if (quirks.splitsReasoning && facts.asked)
        body["reasoning_split"] = true;
}

} // namespace gateway::protocol
