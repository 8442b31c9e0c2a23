#include "echoed_blocks.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/find_text.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace gateway::protocol {

namespace {

// Text search

constexpr std::string_view kTextWord = "\"text\"";
constexpr std::string_view kThinkingWord = "\"thinking\"";
constexpr std::string_view kSignatureWord = "\"signature\"";
constexpr std::string_view kCallIdWord = "\"tool_use_id\"";

// The form of Anthropic's own ids and signatures.
constexpr auto kOfIds = asciiSet("_-");
constexpr auto kOfSignatures = asciiSet("+/=");

template <class Set> bool isOf(const Set& set, std::string_view text)
{
    return std::ranges::all_of(text, [&](char c) { return set[static_cast<unsigned char>(c)]; });
}

/// In doubt it counts as Anthropic's: the API reports a foreign signature, whereas a dropped one is lost.
bool isAnthropicsSignature(std::string_view signature)
{
    constexpr std::size_t kShortest = 100; // for other beginnings; hashes and ids are shorter
    constexpr std::string_view kOpenAis = "gAAAA";
    const bool mayBeOlder = signature.size() >= kShortest && !signature.starts_with(kOpenAis);
    return isOf(kOfSignatures, signature) && (signature.starts_with('E') || mayBeOlder);
}

/// The text at the beginning of `value`, still escaped; empty if there is none.
std::string_view textAt(std::string_view value)
{
    const std::size_t end = value.starts_with('"') ? value.find('"', 1) : std::string_view::npos;
    return end == std::string_view::npos ? std::string_view() : value.substr(1, end - 1);
}

/// The value, if `rest` follows a key; otherwise empty.
std::string_view valueIn(std::string_view rest)
{
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t colon = rest.find_first_not_of(kBlanks);
    if (colon == std::string_view::npos || rest[colon] != ':')
        return {};
    const std::size_t value = rest.find_first_not_of(kBlanks, colon + 1);
    return value == std::string_view::npos ? std::string_view() : rest.substr(value);
}

/// Calls `visit` with the value after each `word`, or with an empty one if it is not a key.
template <class Visit> void eachValueBehind(std::string_view word, std::string_view body, Visit visit)
{
    for (std::size_t at = findByEnd(body, word); at != std::string_view::npos; at = findByEnd(body, word, at + 1))
        visit(valueIn(body.substr(at + word.size())));
}

/// Whether it seems to contain only white space, partly escaped; a few words look the same.
bool mayBeBlank(std::string_view value)
{
    const std::size_t other = value.find_first_not_of(" \\nrtf", 1);
    return value.starts_with('"') && other != std::string_view::npos && value[other] == '"' && value[other - 1] != '\\';
}

bool mayHoldBlankText(std::string_view body)
{
    bool isAny = false;
    eachValueBehind(kTextWord, body, [&](std::string_view value) { isAny = isAny || mayBeBlank(value); });
    return isAny;
}

bool mayHoldUnsigned(std::string_view body)
{
    std::size_t thoughts = 0;
    eachValueBehind(kThinkingWord, body, [&](std::string_view value) { thoughts += value.empty() ? 1 : 0; });
    if (thoughts == 0)
        return false;
    std::size_t signatures = 0;
    bool isAnyForeign = false;
    eachValueBehind(kSignatureWord, body, [&](std::string_view value) {
        const bool isOwn = isAnthropicsSignature(textAt(value));
        isAnyForeign = isAnyForeign || (!isOwn && value.starts_with('"'));
        signatures += isOwn ? 1 : 0;
    });
    return isAnyForeign || signatures < thoughts;
}

bool mayHoldForeignIds(std::string_view body)
{
    bool isAny = false;
    eachValueBehind(kCallIdWord, body, [&](std::string_view value) { isAny = isAny || !isOf(kOfIds, textAt(value)); });
    return isAny;
}

// The blocks

bool isBlock(const Json& block, std::string_view type)
{
    const std::string* const said = json::findText(block, "type");
    return said && *said == type;
}

bool isUnsigned(const Json& block)
{
    const std::string* const signature = json::findText(block, "signature");
    return isBlock(block, "thinking") && (!signature || !isAnthropicsSignature(*signature));
}

bool isBlankText(const Json& block)
{
    const std::string* const text = json::findText(block, "text");
    return isBlock(block, "text") && text && trimmed(*text, " \t\r\n\v\f").empty();
}

struct EchoedBlocks {
    bool isThinking = false;
    bool isText = false;
};

/// What was removed from `content`, an array.
EchoedBlocks takeEchoedBlocks(Json& content, bool isSigned)
{
    auto& blocks = content.get_ref<Json::array_t&>();
    const auto isThought = [&](const Json& block) { return isSigned && isUnsigned(block); };
    const auto isOwn = [&](const Json& block) { return isThought(block) || isBlankText(block); };
    if (std::ranges::all_of(blocks, isOwn))
        return {};
    const EchoedBlocks taken{std::ranges::any_of(blocks, isThought), std::ranges::any_of(blocks, isBlankText)};
    std::erase_if(blocks, isOwn);
    return taken;
}

/// Whether it is an assistant message with a list of blocks.
bool isAnswer(const Json& message)
{
    const std::string* const role = json::findText(message, "role");
    return role && *role == "assistant" && message.contains("content") && message["content"].is_array();
}

/// Whether the last answer calls tools without thinking at its beginning.
bool callsAtOnce(const Json& messages)
{
    const auto answer = std::find_if(messages.rbegin(), messages.rend(), isAnswer);
    if (answer == messages.rend())
        return false;
    const Json& content = (*answer)["content"];
    const auto isCall = [](const Json& block) { return isBlock(block, "tool_use"); };
    const bool thinks = !content.empty()
        && (isBlock(content.front(), "thinking") || isBlock(content.front(), "redacted_thinking"));
    return !thinks && std::any_of(content.begin(), content.end(), isCall);
}

/// Removes the thinking budget, and what is rejected without it.
void dropBudget(Json& body, Losses& losses)
{
    const auto thinking = body.find("thinking");
    if (thinking == body.end() || !isBlock(*thinking, "enabled"))
        return;
    body.erase(thinking);
    losses.add("thinking");
    const auto management = body.find("context_management");
    if (management == body.end() || !management->is_object() || !management->contains("edits"))
        return;
    auto* const edits = (*management)["edits"].get_ptr<Json::array_t*>();
    const auto clearsThinking = [](const Json& edit) {
        const std::string* const type = json::findText(edit, "type");
        return type && type->starts_with("clear_thinking_");
    };
    if (!edits || std::erase_if(*edits, clearsThinking) == 0)
        return;
    losses.add("context_management: clear_thinking");
    if (edits->empty())
        body.erase(management);
}

// The ids of calls

/// Calls `visit` with each call id, in calls and results.
template <class Visit> void eachCallId(Json& messages, Visit visit)
{
    for (Json& message : messages) {
        const auto content = message.is_object() ? message.find("content") : message.end();
        if (!message.is_object() || content == message.end() || !content->is_array())
            continue;
        for (Json& block : *content) {
            const char* const key = isBlock(block, "tool_use") ? "id" : isBlock(block, "tool_result") ? "tool_use_id" : nullptr;
            if (key && json::findText(block, key))
                visit(block[key].get_ref<std::string&>());
        }
    }
}

/// Returns whether one was renamed.
bool renameForeignIds(Json& messages)
{
    std::set<std::string> used;
    eachCallId(messages, [&](const std::string& id) { used.insert(id); });
    std::map<std::string, std::string> names;
    eachCallId(messages, [&](std::string& id) {
        if (isOf(kOfIds, id))
            return;
        std::string& name = names[id];
        if (name.empty()) {
            std::string plain = id;
            std::ranges::replace_if(plain, [](char c) { return !kOfIds[static_cast<unsigned char>(c)]; }, '_');
            name = plain;
            for (int number = 2; !used.insert(name).second; ++number)
                name = plain + '_' + std::to_string(number);
        }
        id = name;
    });
    return !names.empty();
}

} // namespace

bool mayHoldEchoedBlocks(std::string_view body, bool isSigned)
{
    return mayHoldBlankText(body) || (isSigned && (mayHoldUnsigned(body) || mayHoldForeignIds(body)));
}

bool removeEchoedBlocks(Json& body, bool isSigned, Losses& losses)
{
    const auto messages = body.is_object() ? body.find("messages") : body.end();
    if (!body.is_object() || messages == body.end() || !messages->is_array())
        return false;
    const bool isRenamed = isSigned && renameForeignIds(*messages);
    EchoedBlocks taken;
    for (Json& message : *messages) {
        if (!isAnswer(message))
            continue;
        const EchoedBlocks here = takeEchoedBlocks(message["content"], isSigned);
        taken.isThinking = taken.isThinking || here.isThinking;
        taken.isText = taken.isText || here.isText;
    }
    if (taken.isThinking)
        losses.add("messages: thinking that Anthropic did not sign");
    if (taken.isText)
        losses.add("messages: texts that say nothing");
    if (taken.isThinking && callsAtOnce(*messages))
        dropBudget(body, losses);
    return taken.isThinking || taken.isText || isRenamed;
}

} // namespace gateway::protocol
