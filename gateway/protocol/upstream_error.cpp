#include "upstream_error.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

constexpr std::size_t kMostRead = 16 * 1024;
constexpr std::size_t kMostOfMessage = 2000;
constexpr std::size_t kMostOfWord = 200;
constexpr std::size_t kMostOfMore = 4000;
constexpr int kMostLevels = 8;
constexpr std::size_t kMostItems = 16;
constexpr std::string_view kBlanks = " \t\r\n";

/// Where a field's value is stored; the first one found is kept.
struct Slot {
    std::string_view key;
    std::string UpstreamError::*member;
    std::string_view unit = {}; ///< for a number
};

// Sources: OpenAI "Error codes"; Anthropic "Errors"; Google AIP-193; Ollama "Errors";
// DashScope, Zhipu, MiniMax, Qianfan, iFlytek and Hunyuan "错误码"; Azure OpenAI
// "Content filtering"; OpenRouter "Errors"; AWS "Common error types". Read 2026-11-20.
constexpr std::array kSlots{
    Slot{"message", &UpstreamError::message},
    Slot{"Message", &UpstreamError::message},
    Slot{"error_msg", &UpstreamError::message},
    Slot{"status_msg", &UpstreamError::message},
    Slot{"error_description", &UpstreamError::message},
    Slot{"error_message", &UpstreamError::message},
    Slot{"msg", &UpstreamError::message},
    Slot{"detail", &UpstreamError::message},
    Slot{"title", &UpstreamError::message},
    Slot{"code", &UpstreamError::code},
    Slot{"Code", &UpstreamError::code},
    Slot{"error_code", &UpstreamError::code},
    Slot{"status_code", &UpstreamError::code},
    Slot{"errorCode", &UpstreamError::code},
    Slot{"type", &UpstreamError::type},
    Slot{"__type", &UpstreamError::type},
    Slot{"error_type", &UpstreamError::type},
    Slot{"status", &UpstreamError::status},
    Slot{"retryDelay", &UpstreamError::retryDelay, "s"},
    Slot{"quotaResetDelay", &UpstreamError::retryDelay, "s"},
    Slot{"retry_after", &UpstreamError::retryDelay, "s"},
    Slot{"retry_after_ms", &UpstreamError::retryDelay, "ms"},
    Slot{"retry_after_seconds", &UpstreamError::retryDelay, "s"},
    Slot{"resets_in_seconds", &UpstreamError::retryDelay, "s"},
    Slot{"resets_at", &UpstreamError::resetsAt},
    Slot{"reset_at", &UpstreamError::resetsAt},
    Slot{"quotaResetTimeStamp", &UpstreamError::resetsAt},
    Slot{"X-RateLimit-Reset", &UpstreamError::resetsAt},
};

/// Objects that contain an error, and objects with more details of one.
constexpr std::array<std::string_view, 9> kAround{
    "error", "errors", "Error", "ErrorMsg", "base_resp", "Response", "response", "header", "body"};
constexpr std::array<std::string_view, 9> kInside{
    "message", "detail", "innererror", "inner_error", "details", "metadata", "headers", "violations", "error_details"};
constexpr std::array<std::string_view, 6> kTelling{"reason", "reasons", "raw", "quotaId", "error_subcode", "param"};

/// At most `most` bytes, without cutting a character.
std::string_view start(std::string_view text, std::size_t most)
{
    if (text.size() <= most)
        return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80)
        --most;
    return text.substr(0, most);
}

void replaceControls(std::string& text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }, ' ');
}

std::string textOf(const Json& value, std::string_view unit = {})
{
    if (value.is_string())
        return value.get<std::string>();
    return value.is_number() ? value.dump() + std::string(unit) : std::string();
}

void takeMore(const Json& value, UpstreamError& error)
{
    if (value.is_array()) {
        for (std::size_t i = 0; i < std::min(value.size(), kMostItems); ++i)
            takeMore(value[i], error);
        return;
    }
    if (error.more.size() < kMostOfMore)
        error.more += textOf(value) + '\n';
}

void gather(const Json& node, UpstreamError& error, std::string& bare, int level);

template <class Keys>
void gatherIn(const Json& node, const Keys& keys, UpstreamError& error, std::string& bare, int level)
{
    for (const std::string_view key : keys) {
        const auto found = node.find(key);
        if (found != node.end() && found->is_structured())
            gather(*found, error, bare, level + 1);
    }
}

/// Takes the values that are still missing from `node`. `bare` is an error that is only a text, which may be its
/// message or its code.
void gather(const Json& node, UpstreamError& error, std::string& bare, int level)
{
    if (level > kMostLevels)
        return;
    if (node.is_array()) {
        for (std::size_t i = 0; i < std::min(node.size(), kMostItems); ++i)
            gather(node[i], error, bare, level + 1);
        return;
    }
    if (!node.is_object()) {
        if (bare.empty())
            bare = textOf(node);
        return;
    }
    gatherIn(node, kAround, error, bare, level);
    if (const auto text = node.find("error"); text != node.end() && text->is_string() && bare.empty())
        bare = text->get<std::string>();
    for (const Slot& slot : kSlots) {
        const auto found = node.find(slot.key);
        std::string& place = error.*slot.member;
        const bool isStatusNumber = slot.member == &UpstreamError::status && found != node.end() && !found->is_string();
        if (found != node.end() && place.empty() && !isStatusNumber)
            place = textOf(*found, slot.unit);
    }
    for (const std::string_view key : kTelling)
        if (const auto found = node.find(key); found != node.end())
            takeMore(*found, error);
    gatherIn(node, kInside, error, bare, level);
    if (const auto inner = node.find("innererror"); inner != node.end() && inner->is_object())
        if (const auto kind = inner->find("code"); kind != inner->end())
            takeMore(*kind, error);
}

/// The text or number after `"key":` in JSON that may be incomplete.
std::string looseValue(std::string_view body, std::string_view key)
{
    const std::string quoted = '"' + std::string(key) + '"';
    const std::size_t at = body.find(quoted);
    if (at == std::string_view::npos)
        return {};
    std::string_view rest = trimmed(body.substr(at + quoted.size()), kBlanks);
    if (!rest.starts_with(':'))
        return {};
    rest = trimmed(rest.substr(1), kBlanks);
    if (!rest.starts_with('"'))
        return std::string(rest.substr(0, rest.find_first_not_of("0123456789.")));
    std::size_t end = 1;
    while (end < rest.size() && rest[end] != '"')
        end += rest[end] == '\\' ? 2 : 1;
    const std::string_view raw = rest.substr(1, std::min(end, rest.size()) - 1);
    const auto whole = parseJson('"' + std::string(raw) + '"');
    return whole && whole->is_string() ? whole->get<std::string>() : std::string(raw);
}

void readPieces(std::string_view body, UpstreamError& error)
{
    for (const Slot& slot : kSlots)
        if ((error.*slot.member).empty())
            error.*slot.member = looseValue(body, slot.key);
    if (error.message.empty())
        error.message = looseValue(body, "error");
}

/// The text between `<tag>` and the next tag.
std::string_view elementText(std::string_view page, std::string_view lower, std::string_view tag)
{
    const std::size_t at = lower.find(tag);
    if (at == std::string_view::npos)
        return {};
    const std::string_view rest = page.substr(at + tag.size());
    return trimmed(rest.substr(0, rest.find('<')), kBlanks);
}

/// The title of a web page, for the failure rules; to people it says less than the status does.
void readPage(std::string_view page, UpstreamError& error)
{
    const std::string lower = asciiLower(page);
    for (const std::string_view tag : {"<title>", "<h1>"})
        error.more += std::string(elementText(page, lower, tag)) + '\n';
}

/// The data of an event, if `body` is a stream of events.
std::string_view eventData(std::string_view body)
{
    if (!body.starts_with("event:") && !body.starts_with("data:"))
        return body;
    const std::size_t at = body.find("data:");
    if (at == std::string_view::npos)
        return body;
    const std::string_view rest = body.substr(at + 5);
    return trimmed(rest.substr(0, rest.find('\n')), kBlanks);
}

/// Makes the texts valid UTF-8 without line breaks and limits their length.
void tidy(UpstreamError& error)
{
    const auto clean = [](std::string& text, std::size_t most) {
        text = start(trimmed(text, kBlanks), most);
        if (const auto valid = parseJson(toText(Json(text))); valid && valid->is_string())
            text = start(valid->get<std::string>(), most); // invalid UTF-8 has grown
        replaceControls(text);
    };
    clean(error.message, kMostOfMessage);
    clean(error.more, kMostOfMore);
    for (std::string* word : {&error.type, &error.code, &error.status, &error.retryDelay, &error.resetsAt})
        clean(*word, kMostOfWord);
}

} // namespace

UpstreamError readUpstreamError(std::string_view body)
{
    body = body.substr(0, kMostRead);
    body.remove_prefix(byteOrderMark(body));
    body = eventData(trimmed(body, kBlanks));
    UpstreamError error;
    std::string bare;
    if (const auto tree = parseJsonLeniently(body))
        gather(*tree, error, bare, 0);
    else if (body.starts_with('{') || body.starts_with('['))
        readPieces(body, error);
    else if (body.starts_with('<'))
        readPage(body, error);
    else
        bare = body;
    // If there is a message elsewhere, a bare text is the error's code.
    if (error.message.empty())
        error.message = std::move(bare);
    else if (error.code.empty())
        error.code = std::move(bare);
    else
        error.more += bare;
    tidy(error);
    return error;
}

} // namespace gateway::protocol
