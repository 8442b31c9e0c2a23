#include "tool_refusal.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/whole_word.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::exchange {

namespace {

constexpr int kInvalid = 400;
constexpr int kForbidden = 403;
constexpr int kAbsent = 404;
constexpr int kUnprocessable = 422;
constexpr int kFailed = 500;
constexpr int kUnimplemented = 501;

/// Words by which a host refuses a tool, rather than the way it is used. With 403 it may be a tool that is not
/// available to the account; with 500 most errors are failures, so that only a parser's words count.
struct RefusingWords {
    std::vector<std::string_view> ofNamed; ///< next to the name of a tool in the request
    std::vector<std::string_view> ofAny;   ///< next to "tool"
};

const RefusingWords& refusingWords(int status)
{
    static const RefusingWords kUsual{
        {"support", "type", "unknown", "invalid", "not available", "unavailable", "not allowed", "not permitted", "recogni", "expected", "not enabled", "disabled",
            "implemented", "accept", "match", "must be", "variant", "支持", "不可用", "无效", "未知", "未开通", "未启用"},
        {"type", "support", "function", "variant", "not enabled", "not allowed", "not permitted", "not available", "unavailable", "implemented", "unknown tool"}};
    static const RefusingWords kOfAccount{
        {"enable", "allowed", "permi", "access", "support", "available", "authoriz", "entitled", "支持", "权限", "开通", "启用"},
        {"not enabled", "not allowed", "not permitted", "permission", "no access", "not have access", "not support", "unsupported", "not available"}};
    static const std::vector<std::string_view> kParsers{"not support", "unsupported", "must be", "not implemented", "unrecogni", "unknown tool", "unknown type", "unknown variant",
        "invalid tool", "invalid type", "unmarshal", "deserializ", "validation error"};
    static const RefusingWords kOfParser{kParsers, kParsers};
    return status == kForbidden ? kOfAccount : status == kFailed ? kOfParser : kUsual;
}

bool holdsOne(std::string_view text, const std::vector<std::string_view>& words)
{
    return std::ranges::any_of(words, [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

/// "web_search" for web_search_20250305 and web_search_preview_2025_03_11.
std::string_view stemOf(std::string_view type)
{
    const std::size_t end = type.find_last_not_of("0123456789_");
    if (end != std::string_view::npos && end + 1 < type.size() && type[end + 1] == '_')
        type = type.substr(0, end + 1);
    constexpr std::string_view kPreview = "_preview";
    return type.ends_with(kPreview) ? type.substr(0, type.size() - kPreview.size()) : type;
}

// ---- hosts that say where the request is wrong

/// A tool identified by its place: `tools[1].function.name`, `'tools', 1, 'function'`, `tools -> 1`.
struct PlacedTool {
    std::size_t index = 0;
    std::vector<std::string_view> fields; ///< inside the tool, outermost first
};

constexpr std::string_view kQuotes = "'\"`";

bool holdsQuoted(std::string_view text, const std::string& word)
{
    return std::ranges::any_of(kQuotes, [&](char quote) { return text.find(quote + word + quote) != std::string_view::npos; });
}

/// Where the next part of a path begins after `at`; empty if the path ends here.
std::optional<std::size_t> nextPart(std::string_view text, std::size_t at)
{
    const auto isAt = [text](std::size_t place, std::string_view set) { return place < text.size() && set.find(text[place]) != std::string_view::npos; };
    const auto behindBlanks = [text](std::size_t place) { return std::min(text.find_first_not_of(' ', place), text.size()); };
    const bool isQuoted = isAt(at, kQuotes);
    const std::size_t end = isQuoted ? at + 1 : at;
    std::size_t begin = 0;
    if (isAt(end, "./["))
        begin = end + 1;
    else if (const std::size_t arrow = behindBlanks(end); text.substr(arrow).starts_with("->"))
        begin = behindBlanks(arrow + 2);
    else if (isAt(end, ",") && (isQuoted || isAt(behindBlanks(end + 1), kQuotes)))
        begin = behindBlanks(end + 1);
    else
        return std::nullopt;
    return isAt(begin, kQuotes) ? begin + 1 : begin;
}

std::string_view partAt(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && (isOfWord(text[end]) || (text[end] == '-' && end + 1 < text.size() && isOfWord(text[end + 1]))))
        ++end;
    return text.substr(at, end - at);
}

/// The position after `part` and a closing bracket.
std::size_t endOf(std::string_view text, std::size_t at, std::string_view part)
{
    at += part.size();
    return at < text.size() && text[at] == ']' ? at + 1 : at;
}

std::vector<PlacedTool> placedTools(std::string_view text)
{
    constexpr std::string_view kTools = "tools";
    std::vector<PlacedTool> placed;
    for (std::size_t at = text.find(kTools); at != std::string_view::npos; at = text.find(kTools, at + 1)) {
        auto begin = at > 0 && isOfWord(text[at - 1]) ? std::nullopt : nextPart(text, at + kTools.size());
        if (!begin)
            continue;
        std::string_view part = partAt(text, *begin);
        PlacedTool tool;
        const auto number = std::from_chars(part.data(), part.data() + part.size(), tool.index);
        if (part.empty() || number.ec != std::errc() || number.ptr != part.data() + part.size())
            continue;
        while ((begin = nextPart(text, endOf(text, *begin, part))) && !(part = partAt(text, *begin)).empty())
            tool.fields.push_back(part);
        placed.push_back(std::move(tool));
    }
    return placed;
}

/// Fields that distinguish functions and other types of tools. A host without such a type reports them as missing or
/// wrong.
constexpr std::array<std::string_view, 5> kFieldsOfType{"type", "function", "name", "input_schema", "parameters"};

bool isOfType(std::string_view field) { return std::ranges::find(kFieldsOfType, field) != kFieldsOfType.end(); }

/// Whether a part of a path is a host's own name for `type`: "web_search_20250305", "WebSearchTool".
bool isNameOfType(std::string_view part, std::string_view type)
{
    const auto letters = [](std::string_view text) {
        std::string plain = asciiLower(text);
        std::erase(plain, '_');
        return plain;
    };
    const std::string name = letters(part);
    const std::string whole = letters(type);
    const std::string stem = letters(stemOf(type));
    return !stem.empty() && (name == whole || name == stem || name == whole + "tool" || name == stem + "tool");
}

/// Later values are more specific.
enum class Placed {
    Nowhere,
    Within, ///< in a field that only this tool has
    Whole,
    Type,
};

/// What `text` reports as wrong about tools that it identifies by their place; for functions and tools of types that
/// the host knows, this is always `Within`.
Placed whatIsPlaced(std::string_view text, const RequestTools& tools)
{
    Placed what = Placed::Nowhere;
    for (const PlacedTool& tool : placedTools(text)) {
        if (tool.index >= tools.list.size())
            continue;
        const std::string_view type = tools.otherType(tools.list[tool.index]);
        const bool isTypeWrong = !tool.fields.empty() && tool.fields.back() == "type";
        const bool isKnown = std::ranges::any_of(tool.fields, [type](std::string_view field) { return isNameOfType(field, type); });
        // for a union: the tool does not match the host's type of that name either
        const bool isInnermost = isKnown && tool.fields.size() == 1;
        if (type.empty() || (isKnown && !isTypeWrong && !isInnermost))
            return Placed::Within;
        if (tool.fields.empty() || isInnermost)
            what = std::max(what, Placed::Whole);
        else if (!isKnown) // otherwise it was compared with a type of nearly the same name
            what = std::max(what, isOfType(tool.fields.back()) ? Placed::Type : Placed::Within);
    }
    return what;
}

// ---- hosts that do not say where

/// Whether it is a field of another part of the request, or a field of a tool unrelated to its type.
bool isOfOtherField(std::string_view param)
{
    constexpr std::array<std::string_view, 5> kWhole{"", "tool", "tools", "body", "request"};
    if (std::ranges::find(kWhole, param) != kWhole.end())
        return false;
    return !param.starts_with("tools") || !isOfType(param.substr(param.find_last_of(".[]") + 1));
}

/// Whether it is about calls, their results or the tool choice, whatever else it says.
bool isAboutCalls(std::string_view text)
{
    return holdsOne(text, {"tool_choice", "tool choice", "toolchoice", "tool_call", "tool call", "tool output", "tool result", "tool_result", "tool message", "role 'tool'",
        "function called", "functions called"});
}

/// Whether the text mentions a tool by one of its common names.
bool namesTool(std::string_view text, std::string_view type)
{
    const std::string whole = asciiLower(type);
    const std::string stem(stemOf(whole));
    const bool isCommon = stem != whole && stem.find('_') == std::string::npos; // computer, memory
    for (std::string name : {whole, stem}) {
        if (isCommon && name == stem && text.find("tool") == std::string_view::npos)
            continue;
        if (holdsWholeWord(text, name))
            return true;
        std::ranges::replace(name, '_', ' ');
        if (holdsWholeWord(text, name))
            return true;
    }
    return false;
}

/// "Tool 'web_search' not found".
bool isUnknownByName(std::string_view text, const std::vector<std::string_view>& types)
{
    std::string plain(text);
    std::erase_if(plain, [](char c) { return kQuotes.find(c) != std::string_view::npos; });
    return std::ranges::any_of(types, [&plain](std::string_view type) {
        const std::string name = asciiLower(type);
        return holdsWholeWord(plain, name + " not found") || holdsWholeWord(plain, name + " does not exist");
    });
}

/// Whether a parser reports a missing field that every function of the request has and some other tool lacks. It quotes
/// the field or calls it one of a tool: "missing tool name".
bool lacksFieldOfFunctions(std::string_view text, const RequestTools& tools)
{
    if (text.find("choice") != std::string_view::npos || !holdsOne(text, {"not found", "missing", "required", "keyerror"}))
        return false;
    const bool isOfTool = !isAboutCalls(text);
    const auto isNamed = [text, isOfTool](std::string_view field) {
        const std::string name(field);
        return holdsQuoted(text, name)
            || (isOfTool && ((field != "function" && holdsWholeWord(text, "tool " + name)) || holdsWholeWord(text, "tool." + name) || holdsWholeWord(text, "tool's " + name)));
    };
    return std::ranges::any_of(kFieldsOfType, [&](std::string_view field) {
        const auto has = [&](const Json& tool) { return json::findField(tool, field) || field == "function"; };
        const auto isRight = [&](const Json& tool) { return !tools.otherType(tool).empty() || has(tool); };
        const auto lacks = [&](const Json& tool) { return !tools.otherType(tool).empty() && !json::findField(tool, field); };
        return isNamed(field) && std::ranges::all_of(tools.list, isRight) && std::ranges::any_of(tools.list, lacks);
    });
}

/// Other problems with tools: their number, name or description, price, or a combination that is not allowed.
bool isOfUse(std::string_view text)
{
    return holdsOne(text, {"too many", "at most", "at least", "maximum", "limit", "exceed", "unique", "duplicate", "paid", "quota", "billing", "credit", "upgrade", "balance",
        "name", "description", "schema", "propert", "parameter", "argument", "too long", "characters", "pattern", "cannot be used with", "context", "token"});
}

/// By its name as people write it.
bool namesFunction(std::string_view text, const RequestTools& tools)
{
    return std::ranges::any_of(tools.list, [&](const Json& tool) {
        const Json& inner = json::fieldOf(tool, "function");
        const std::string name = asciiLower(json::textOf(inner.is_object() ? inner : tool, "name"));
        if (!tools.otherType(tool).empty() || name.empty())
            return false;
        return holdsQuoted(text, name) || holdsWholeWord(text, "function " + name) || holdsWholeWord(text, "tool " + name);
    });
}

/// A host that does not know or run a tool mentions tools; the other words differ between hosts. With 500 it may have
/// failed while running one, so that it has to deny something, and nothing else.
bool speaksOfTools(int status, std::string_view text, bool namesOne, const RequestTools& tools)
{
    const bool isAbout = (namesOne || text.find("tool") != std::string_view::npos || text.find("工具") != std::string_view::npos) && !isAboutCalls(text);
    if (!isAbout || isOfUse(text) || namesFunction(text, tools))
        return false;
    const bool denies = holdsOne(text, {"no ", "not ", "unknown", "unexpected", "invalid", "unsupported", "unrecogn", "only ", "cannot", "missing", "不"});
    const bool hasFailed = holdsOne(text, {"fail", "error", "time", "crash", "while ", "currently", "temporar", "exception", "execut", "running", "respond", "return", "again", "reach",
        "connect", "busy", "overload"});
    return status != kFailed || (denies && !hasFailed);
}

/// Whether it says nothing more than "Invalid Responses API request".
bool saysNothing(const RefusalWords& refusal)
{
    static constexpr auto kEmptyWords = std::to_array<std::string_view>({"a", "api", "bad", "be", "body", "chat", "could", "entity", "error", "errors", "failed",
        "failure", "for", "format", "in", "input", "invalid", "is", "json", "malformed", "messages", "not", "of", "parse", "parsed", "payload", "process",
        "processed", "request", "requests", "responses", "the", "this", "to", "unable", "unprocessable", "validate", "validation", "was", "with", "your"});
    const bool isInvalid = refusal.status == kInvalid || refusal.status == kUnprocessable;
    return isInvalid && refusal.param.empty() && refusal.details.empty() && refusal.said.find_first_not_of(' ') != std::string::npos
        && everyWord(refusal.said, [](std::string_view word) { return std::ranges::find(kEmptyWords, word) != kEmptyWords.end(); });
}

} // namespace

ToolRefusal toolRefusal(const RefusalWords& refusal, const RequestTools& tools)
{
    constexpr std::array kStatuses{kInvalid, kForbidden, kAbsent, kUnprocessable, kFailed, kUnimplemented};
    std::vector<std::string_view> types;
    for (const Json& tool : tools.list)
        if (const std::string_view type = tools.otherType(tool); !type.empty())
            types.push_back(type);
    if (types.empty() || std::ranges::find(kStatuses, refusal.status) == kStatuses.end())
        return ToolRefusal::None;
    const std::string text = refusal.said + '\n' + refusal.details + refusal.param;
    const RefusingWords& words = refusingWords(refusal.status);
    const Placed placed = whatIsPlaced(text, tools);
    if (placed == Placed::Type || (placed == Placed::Whole && (holdsOne(text, words.ofNamed) || holdsOne(text, {"validation error"}))))
        return ToolRefusal::Certain;
    if (placed != Placed::Nowhere || isOfOtherField(refusal.param))
        return ToolRefusal::None;
    if (refusal.param.ends_with(".type") || lacksFieldOfFunctions(text, tools))
        return ToolRefusal::Certain;
    if (holdsOne(refusal.said, {"parameters", "schema for function"}) && refusal.said.find("support parameters") == std::string::npos)
        return ToolRefusal::None;
    std::string apart = text; // a name between Chinese characters has no blanks around it
    std::ranges::replace_if(apart, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, ' ');
    const bool namesOne = std::ranges::any_of(types, [&apart](std::string_view type) { return namesTool(apart, type); });
    if (namesOne && (holdsOne(text, words.ofNamed) || (refusal.status < kFailed && isUnknownByName(apart, types))))
        return ToolRefusal::Certain;
    if (text.find("tool") != std::string::npos && !isAboutCalls(text) && holdsOne(text, words.ofAny))
        return ToolRefusal::Certain;
    const bool isPossible = speaksOfTools(refusal.status, text, namesOne, tools) || saysNothing(refusal);
    return isPossible ? ToolRefusal::Possible : ToolRefusal::None;
}

} // namespace gateway::exchange
