#include "openai_chat_reader.h"

#include "openai_usage.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/json_walk.h"
#include "gateway/protocol/token_estimate.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::protocol {

namespace {

using simdjson::error_code;
using simdjson::SUCCESS;

/// The estimate for an image or audio in an answer: the minimum.
constexpr std::int64_t kTokensOfMedia = 1;
constexpr int kMostChoiceBits = 63;
constexpr std::int64_t kMostIndex = 1'000'000; ///< for choices and calls: larger ones are invalid

/// A string, or its replacement. Some servers split an emoji, which leaves half a surrogate pair: it then counts as one
/// token of unknown text.
struct Text {
    bool present = false; ///< a non-empty string
    std::string_view text; ///< empty if it could not be decoded
    std::int64_t tokens() const { return text.empty() ? std::int64_t{present} : estimateTokens(text); }
};

Text textOf(JsonValue value)
{
    if (!isType(value, JsonType::string))
        return {};
    std::string_view text;
    if (value.get_string().get(text))
        return {true, {}};
    return {!text.empty(), text};
}

using What = SaidText::What;

/// Text that could not be decoded still has about one token.
constexpr std::string_view kUndecoded = "\xEF\xBF\xBD";

/// Choice and, for calls, part are set once they are known.
void say(const Text& text, What what, int part, ChatFacts& facts)
{
    if (text.present)
        facts.said->push_back({0, part, what, text.text.empty() ? kUndecoded : text.text});
}

void addContent(const Text& text, ChatFacts& facts, What what = What::Plain)
{
    say(text, what, 0, facts);
    facts.hasContent |= text.present;
    facts.outputTokens += facts.isEstimated ? text.tokens() : 0;
}

/// For OpenRouter's details; other reasoning has part 0.
constexpr int kDetails = 1;

void addReasoning(const Text& text, ChatFacts& facts, int part = 0)
{
    say(text, What::Thought, part, facts);
    facts.hasReasoning |= text.present;
    facts.reasoningTokens += facts.isEstimated ? text.tokens() : 0;
}

error_code readUsage(JsonValue value, ChatFacts& facts)
{
    std::optional<TokenUsage> usage;
    const error_code error = readOpenAiUsage(value, usage);
    if (usage)
        facts.usage = usage;
    return error;
}

/// Content in parts: {"type":"text","text":...}, or {"type":"thinking","thinking":[parts]}.
/// Source: Mistral "Reasoning", read 2026-11.
error_code readParts(JsonValue value, ChatFacts& facts, bool isReasoning)
{
    return eachElementOf(value, [&](JsonValue part) {
        facts.hasMoreThanText = true;
        return eachFieldOf(part, [&](JsonField& field) {
            if (field.key() == "thinking" && !isReasoning) // no deeper, whatever the nesting
                return readParts(field.value(), facts, true);
            if (field.key() == "text" && isReasoning)
                addReasoning(textOf(field.value()), facts, kDetails);
            else if (field.key() == "text")
                addContent(textOf(field.value()), facts);
            return SUCCESS;
        });
    });
}

int indexOf(JsonValue value, int known)
{
    std::int64_t index = 0;
    const bool isIndex = isType(value, JsonType::number) && !value.get_int64().get(index) && index >= 0 && index < kMostIndex;
    return isIndex ? static_cast<int>(index) : known;
}

/// Text; from some servers an object.
error_code readArguments(JsonValue value, ChatFacts& facts)
{
    if (!isObject(value)) {
        addContent(textOf(value), facts, What::Arguments);
        return SUCCESS;
    }
    simdjson::ondemand::object object;
    std::string_view text;
    error_code error = value.get_object().get(object);
    if (!error)
        error = object.raw_json().get(text);
    if (!error)
        addContent({true, text}, facts, What::ArgumentObject);
    return error;
}

/// A tool call, its `function` or `custom`, or a legacy `function_call`: name and arguments are tokens. `number`: the
/// index of the call.
error_code readCall(JsonValue value, ChatFacts& facts, int& number, bool isFunction = false)
{
    facts.hasContent |= isObject(value);
    facts.hasMoreThanText |= isObject(value);
    return eachFieldOf(value, [&](JsonField& field) {
        if ((field.key() == "function" || field.key() == "custom") && !isFunction)
            return readCall(field.value(), facts, number, true);
        if (field.key() == "index" && !isFunction)
            number = indexOf(field.value(), number);
        else if (field.key() == "name")
            addContent(textOf(field.value()), facts, What::CallName);
        else if (field.key() == "arguments")
            return readArguments(field.value(), facts);
        else if (field.key() == "input" && isFunction)
            addContent(textOf(field.value()), facts, What::Arguments);
        return SUCCESS;
    });
}

/// Calls in whole answers are not numbered.
error_code readCalls(JsonValue value, ChatFacts& facts)
{
    int count = 0;
    return eachElementOf(value, [&](JsonValue call) {
        const std::size_t begin = facts.said->size();
        int number = count++;
        const error_code error = readCall(call, facts, number);
        for (std::size_t i = begin; i < facts.said->size(); ++i)
            (*facts.said)[i].part = number;
        return error;
    });
}

/// Notes whether there is an image or audio.
error_code readMedia(JsonValue value, ChatFacts& facts)
{
    bool isThere = isObject(value);
    const error_code error = eachElementOf(value, [&](JsonValue) {
        isThere = true;
        return SUCCESS;
    });
    facts.hasContent |= isThere;
    facts.hasMoreThanText |= isThere;
    facts.hasMedia |= isThere;
    facts.outputTokens += isThere ? kTokensOfMedia : 0;
    return error;
}

/// Clients refer to it by its id. Source: OpenAI API reference, "The chat completion object", message.audio; read 2026-11-28.
error_code readSound(JsonValue value, ChatFacts& facts)
{
    if (const error_code error = readMedia(value, facts))
        return error;
    return eachFieldOf(value, [&](JsonField& field) {
        if (field.key() == "id")
            facts.soundId = textOf(field.value()).text;
        return SUCCESS;
    });
}

/// A `delta` of a stream or the `message` of a whole answer. OpenRouter sends the
/// same reasoning as `reasoning` and `reasoning_details`; the details count only alone.
/// Source: OpenRouter "Reasoning tokens"; DeepSeek "Reasoning model" (reasoning_content). Read 2026-11.
error_code readMessage(JsonValue value, ChatFacts& facts)
{
    ChatFacts plain;
    plain.isEstimated = facts.isEstimated;
    plain.said = facts.said;
    ChatFacts details = plain;
    const error_code error = eachFieldOf(value, [&](JsonField& field) {
        const auto key = field.key();
        if (key == "content" && isArray(field.value()))
            return readParts(field.value(), facts, false);
        if (key == "content") {
            const Text text = textOf(field.value());
            facts.text = text.text;
            addContent(text, facts);
        } else if (key == "refusal") {
            const Text text = textOf(field.value());
            facts.hasMoreThanText |= !text.text.empty();
            addContent(text, facts, What::Declined);
        } else if (key == "reasoning_content" || key == "reasoning")
            addReasoning(textOf(field.value()), plain);
        else if (key == "reasoning_details")
            return readParts(field.value(), details, true);
        else if (key == "tool_calls")
            return readCalls(field.value(), facts);
        else if (key == "function_call") {
            int number = 0;
            return readCall(field.value(), facts, number);
        } else if (key == "images")
            return readMedia(field.value(), facts);
        else if (key == "audio")
            return readSound(field.value(), facts);
        return SUCCESS;
    });
    if (plain.hasReasoning && details.hasReasoning)
        std::erase_if(*facts.said, [](const SaidPiece& piece) { return piece.what == What::Thought && piece.part == kDetails; });
    const ChatFacts& reasoning = plain.hasReasoning ? plain : details;
    facts.hasReasoning |= reasoning.hasReasoning;
    facts.reasoningTokens += reasoning.reasoningTokens;
    return error;
}

/// Moonshot puts a stream's usage into its last choice; legacy completions have `text`. Source: Moonshot "Chat",
/// streamed answers, read 2026-11.
error_code readChoice(JsonValue value, ChatFacts& facts)
{
    const std::size_t begin = facts.said->size();
    const bool hadContent = std::exchange(facts.hasContent, false);
    const bool hadReasoning = std::exchange(facts.hasReasoning, false);
    int index = 0;
    bool isEnded = false;
    ++facts.choices;
    const error_code error = eachFieldOf(value, [&](JsonField& field) {
        const auto key = field.key();
        if (key == "delta" || key == "message")
            return readMessage(field.value(), facts);
        if (key == "usage")
            return readUsage(field.value(), facts);
        if (key == "index")
            facts.hasMoreThanText |= (index = indexOf(field.value(), 0)) != 0; // not the first choice
        else if (key == "text")
            addContent(textOf(field.value()), facts);
        else if (key == "finish_reason") {
            if (const Text reason = textOf(field.value()); !reason.text.empty()) {
                facts.finishReason = reason.text;
                isEnded = true;
            }
        }
        return SUCCESS;
    });
    for (std::size_t i = begin; i < facts.said->size(); ++i)
        (*facts.said)[i].choice = index;
    const std::uint64_t bit = std::uint64_t{1} << std::min(index, kMostChoiceBits);
    facts.seenChoices |= bit;
    facts.answeringChoices |= facts.hasContent || facts.hasReasoning ? bit : 0;
    facts.endedChoices |= isEnded ? bit : 0;
    facts.hasContent |= hadContent;
    facts.hasReasoning |= hadReasoning;
    return error;
}

/// A code is a text or a number ("server_error", 502).
std::string_view codeOf(JsonValue value)
{
    if (!isType(value, JsonType::number))
        return textOf(value).text;
    std::string_view token = value.raw_json_token();
    while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ')
        token.remove_suffix(1);
    return token;
}

void readErrorField(JsonField& field, ChatError& error)
{
    if (field.key() == "message" || field.key() == "error_msg") // the latter is Qianfan's
        error.message = textOf(field.value()).text;
    else if (field.key() == "type")
        error.type = textOf(field.value()).text;
    else if (field.key() == "code" || field.key() == "error_code")
        error.code = codeOf(field.value());
}

/// An error is an object or, from small servers, a text; null is not an error.
error_code readError(JsonValue value, ChatFacts& facts)
{
    if (const Text text = textOf(value); text.present)
        facts.error = ChatError{text.text, {}, {}};
    if (isObject(value))
        facts.error.emplace();
    return eachFieldOf(value, [&](JsonField& field) {
        readErrorField(field, *facts.error);
        return SUCCESS;
    });
}

/// MiniMax's way to report a failure inside a 200; its code 0 means success and is in every answer.
error_code readBaseResponse(JsonValue value, ChatError& error)
{
    const error_code broken = eachFieldOf(value, [&](JsonField& field) {
        if (field.key() == "status_msg")
            error.message = textOf(field.value()).text;
        else if (field.key() == "status_code")
            error.code = codeOf(field.value());
        return SUCCESS;
    });
    if (error.code == "0")
        error = {};
    return broken;
}

/// The outermost object. vLLM and Alibaba send errors as {"message":...,"code":...} without an enclosing `error`;
/// Groq's last chunk has its usage in `x_groq`.
error_code readRoot(simdjson::ondemand::object root, ChatFacts& facts)
{
    ChatError bare;
    ChatError base;
    std::string_view tier;
    const error_code error = eachField(root, [&](JsonField& field) {
        const auto key = field.key();
        if (key == "choices")
            return eachElementOf(field.value(), [&](JsonValue choice) { return readChoice(choice, facts); });
        if (key == "usage")
            return readUsage(field.value(), facts);
        if (key == "error")
            return readError(field.value(), facts);
        if (key == "service_tier")
            tier = textOf(field.value()).text;
        if (key == "web_search")
            return eachElementOf(field.value(), [&](JsonValue) {
                facts.hasFound = true;
                return SUCCESS;
            });
        if (key == "base_resp")
            return readBaseResponse(field.value(), base);
        if (key == "x_groq")
            return eachFieldOf(field.value(),
                [&](JsonField& inner) { return inner.key() == "usage" ? readUsage(inner.value(), facts) : SUCCESS; });
        readErrorField(field, bare);
        return SUCCESS;
    });
    facts.serviceTier = tier;
    if (facts.usage) {
        facts.usage->tellTier(tier);
        ReportedSearches searches;
        addSearches(facts, searches);
        searches.addTo(*facts.usage);
    }
    if (!facts.error && facts.choices == 0 && !facts.usage && !bare.message.empty())
        facts.error = bare;
    if (!facts.error && facts.choices == 0 && !base.code.empty())
        facts.error = base;
    return error;
}

} // namespace

void addSaid(const ChatFacts& facts, SaidText& said)
{
    for (const SaidPiece& piece : *facts.said)
        said.add(piece.choice, piece.part, piece.what, piece.text);
    if (facts.hasMedia)
        said.addOther();
}

void addSearches(const ChatFacts& facts, ReportedSearches& searches)
{
    for (const SaidPiece& piece : *facts.said)
        if (piece.what == What::CallName)
            searches.takeCall(piece.choice, piece.part, piece.text);
    if (facts.hasFound)
        searches.takeFound();
}

SaidText saidIn(const ChatFacts& facts)
{
    SaidText said;
    addSaid(facts, said);
    return said;
}

class OpenAiChatReader::Parser {
public:
    simdjson::ondemand::parser parser;
    std::string padded;
    std::vector<SaidPiece> said;
};

OpenAiChatReader::OpenAiChatReader()
    : m_parser(new Parser)
{
}
OpenAiChatReader::~OpenAiChatReader() = default;

ChatFacts OpenAiChatReader::read(std::string_view json, std::size_t readable, Estimates estimates)
{
    if (const std::size_t mark = byteOrderMark(json)) {
        json.remove_prefix(mark);
        readable -= std::min(mark, readable);
    }
    if (readable < json.size() + simdjson::SIMDJSON_PADDING) {
        m_parser->padded.reserve(json.size() + simdjson::SIMDJSON_PADDING);
        m_parser->padded.assign(json);
        json = m_parser->padded;
        readable = m_parser->padded.capacity();
    }
    const simdjson::padded_string_view padded(json.data(), json.size(), readable);
    simdjson::ondemand::document document;
    simdjson::ondemand::object root;
    ChatFacts facts;
    facts.isEstimated = estimates == Estimates::Made;
    m_parser->said.clear();
    facts.said = &m_parser->said;
    if (m_parser->parser.iterate(padded).get(document) || document.get_object().get(root) || readRoot(root, facts)) {
        m_parser->said.clear();
        facts = {};
        facts.said = &m_parser->said;
        return facts;
    }
    facts.isJson = true;
    return facts;
}

} // namespace gateway::protocol
