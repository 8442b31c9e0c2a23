#include "chat_decoder.h"

#include "chat_answer.h"
#include "chat_choice_decoder.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/sse.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/answer_error.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <utility>

namespace gateway::protocol::openai {

namespace {

constexpr std::string_view kEnd = "[DONE]";
constexpr std::string_view kBlanks = " \t\r\n";

/// The 4 hexadecimal digits of an escaped half of a surrogate pair at `at`; 0 if there is none.
unsigned surrogateAt(std::string_view json, std::size_t at)
{
    unsigned unit = 0;
    if (json.substr(at, 2) != "\\u" || json.size() < at + 6)
        return 0;
    const auto [end, failed] = std::from_chars(json.data() + at + 2, json.data() + at + 6, unit, 16);
    return failed == std::errc() && end == json.data() + at + 6 && (unit & 0xf800) == 0xd800 ? unit : 0;
}

/// Some servers split an emoji into two escapes in separate chunks, neither of which is valid JSON. `half`: the first
/// one, which waits for the second.
std::string withWholeCharacters(std::string_view json, std::string& half)
{
    constexpr std::size_t kEscape = 6;
    constexpr unsigned kLow = 0xdc00;
    std::string whole;
    for (std::size_t at = 0; at < json.size();) {
        const unsigned unit = json[at] == '\\' ? surrogateAt(json, at) : 0;
        if (unit == 0) {
            const std::size_t count = json[at] == '\\' ? 2 : 1;
            whole += json.substr(at, count);
            at += count;
        } else if (unit >= kLow) {
            whole +=
                half.empty() ? std::string("\\ufffd") : std::exchange(half, {}) + std::string(json.substr(at, kEscape));
            at += kEscape;
        } else if (surrogateAt(json, at + kEscape) >= kLow) {
            whole += json.substr(at, 2 * kEscape);
            at += 2 * kEscape;
        } else {
            half = json.substr(at, kEscape);
            at += kEscape;
        }
    }
    return whole;
}

class ChatDecoder final : public AnswerDecoder {
public:
    explicit ChatDecoder(std::string idBase)
        : m_stream{std::move(idBase)}
    {
    }

    void feed(std::string_view piece, std::vector<AnswerEvent>& events) override;
    void finish(std::vector<AnswerEvent>& events) override;

private:
    void takeEvent(const SseReader::Event& event, std::vector<AnswerEvent>& events);
    void takeChunk(const Json& chunk, std::vector<AnswerEvent>& events);
    void takeChoice(const Json& choice, std::vector<AnswerEvent>& events);
    void takeUsage(const Json& holder, std::vector<AnswerEvent>& events);
    void takeRest(std::vector<AnswerEvent>& events);
    void begin(const Json& chunk, std::vector<AnswerEvent>& events);
    void end(std::vector<AnswerEvent>& events);
    void fail(AnswerError error, std::vector<AnswerEvent>& events);
    void fail(std::string message, std::vector<AnswerEvent>& events);

    ChatStream m_stream;
    SseReader m_sse;
    std::deque<ChatChoiceDecoder> m_choices; // they refer to m_stream
    std::string m_half; // of a character
    ReportedSearches m_searches;
    std::string m_tier; // the service tier in the last chunk that reported it
    bool m_hasBegun = false;
    bool m_isOver = false;
};

void ChatDecoder::feed(std::string_view piece, std::vector<AnswerEvent>& events)
{
    if (m_isOver)
        return;
    m_sse.feed(piece);
    SseReader::Event event;
    while (!m_isOver && m_sse.next(event))
        takeEvent(event, events);
    if (!m_isOver && m_sse.overflowed())
        fail("An event of the provider's stream is too large.", events);
}

void ChatDecoder::takeEvent(const SseReader::Event& event, std::vector<AnswerEvent>& events)
{
    const std::string_view data = trimmed(event.data, kBlanks);
    if (data.empty()) {
        events.emplace_back(AnswerPing{});
        return;
    }
    if (data == kEnd) {
        end(events);
        return;
    }
    const bool isTooMuch = holdsMoreValues(data, kMostAnswerValues);
    auto chunk = isTooMuch ? parseJsonLeniently(data) : parseJson(data);
    if (!chunk && !isTooMuch)
        chunk = parseJsonLeniently(withWholeCharacters(data, m_half));
    const bool isError = event.name == "error";
    const bool isOfLaterVersion = !event.name.empty() && event.name != "message" && !isError;
    if (isOfLaterVersion && (!chunk || !chunk->is_object()))
        return;
    if (!isError && (!chunk || !chunk->is_object()) && !mayBePartOfAnswer(chunk, data))
        return;
    if (!chunk || !chunk->is_object()) {
        std::string words = isError ? std::string(data.substr(0, 500)) : "The provider's stream has an event that is no JSON object.";
        fail(unreadEvent(chunk ? Error() : chunk.error(), std::move(words)), events);
        return;
    }
    if (auto error = chatError(*chunk, ErrorPlace::Stream))
        fail(std::move(*error), events);
    else if (isError)
        fail("The provider reported an error.", events);
    else
        takeChunk(*chunk, events);
}

/// Azure's first chunk has no choices, id or model.
void ChatDecoder::begin(const Json& chunk, std::vector<AnswerEvent>& events)
{
    m_hasBegun = true;
    AnswerBegun begun;
    begun.id = json::textOf(chunk, "id");
    begun.model = json::textOf(chunk, "model");
    if (const auto created = chunk.find("created"); created != chunk.end() && created->is_number())
        begun.created_s = created->get<std::int64_t>();
    events.emplace_back(std::move(begun));
}

void ChatDecoder::takeChunk(const Json& chunk, std::vector<AnswerEvent>& events)
{
    const Json* const choices = json::findList(chunk, "choices");
    if (std::string tier = json::textOf(chunk, "service_tier"); !tier.empty())
        m_tier = std::move(tier);
    if (!m_hasBegun && choices && !choices->empty())
        begin(chunk, events);
    takeSearches(chunk, m_searches); // before its usage, which a choice may contain
    if (choices)
        for (const Json& choice : *choices)
            if (choice.is_object() && !m_isOver)
                takeChoice(choice, events);
    if (m_isOver)
        return;
    takeUsage(chunk, events);
    if (const Json* const groq = json::findObject(chunk, "x_groq"))
        takeUsage(*groq, events);
}

void ChatDecoder::takeUsage(const Json& holder, std::vector<AnswerEvent>& events)
{
    const Json* const usage = json::findObject(holder, "usage");
    if (!usage)
        return;
    if (auto told = chatUsage(*usage)) {
        if (!m_hasBegun)
            begin(holder, events);
        told->tellTier(m_tier);
        m_searches.addTo(*told);
        events.emplace_back(UsageReported{*told});
    }
}

void ChatDecoder::takeChoice(const Json& json, std::vector<AnswerEvent>& events)
{
    constexpr std::size_t kMostChoices = 128; // OpenAI's own limit for n
    const int index = chatIndex(json, 0);
    auto choice =
        std::find_if(m_choices.begin(), m_choices.end(), [&](const auto& each) { return each.index() == index; });
    if (choice == m_choices.end()) {
        if (m_choices.size() >= kMostChoices) {
            fail("The provider's stream has too many choices.", events);
            return;
        }
        m_choices.emplace_back(index, m_stream);
        choice = std::prev(m_choices.end());
    }
    if (!choice->take(json, events))
        fail(choice->problem(), events);
    else
        takeUsage(json, events); // Moonshot
}

void ChatDecoder::end(std::vector<AnswerEvent>& events)
{
    if (m_choices.empty()) {
        fail("The provider's stream ended without an answer.", events);
        return;
    }
    if (std::any_of(m_choices.begin(), m_choices.end(), [](const auto& each) { return each.isBroken(); })) {
        fail("The provider's stream ended within a tool call.", events);
        return;
    }
    for (ChatChoiceDecoder& choice : m_choices)
        choice.end(events);
    events.emplace_back(AnswerEnded{});
    m_isOver = true;
}

void ChatDecoder::fail(AnswerError error, std::vector<AnswerEvent>& events)
{
    events.emplace_back(AnswerFailed{std::move(error)});
    m_isOver = true;
}

void ChatDecoder::fail(std::string message, std::vector<AnswerEvent>& events)
{
    fail(AnswerError{std::move(message), {}, {}, 0}, events);
}

/// Takes a last event without a blank line, or a whole answer to a stream request.
void ChatDecoder::takeRest(std::vector<AnswerEvent>& events)
{
    const std::string rest(trimmed(m_sse.rest(), kBlanks));
    if (rest.starts_with("data:")) {
        const std::string_view data = trimmed(std::string_view(rest).substr(5), kBlanks);
        if (data == kEnd || parseJsonLeniently(data))
            feed("\n\n", events);
        return;
    }
    const auto body = !m_hasBegun && rest.starts_with('{') ? parseJsonLeniently(rest) : failure(ErrorKind::InvalidRequest, {});
    if (!body)
        return;
    if (auto error = chatError(*body)) {
        fail(std::move(*error), events);
        return;
    }
    if (auto answer = readChatAnswer(*body, m_stream.idBase)) {
        for (AnswerEvent& event : eventsOf(*answer))
            events.push_back(std::move(event));
        m_isOver = true;
    }
}

void ChatDecoder::finish(std::vector<AnswerEvent>& events)
{
    if (!m_isOver)
        takeRest(events);
    const bool isWhole = !m_choices.empty()
        && std::all_of(m_choices.begin(), m_choices.end(), [](const auto& each) { return each.isFinished(); });
    if (!m_isOver && isWhole)
        end(events);
    m_isOver = true;
}

} // namespace

std::unique_ptr<AnswerDecoder> makeChatDecoder(const std::string& idBase)
{
    return std::make_unique<ChatDecoder>(idBase);
}

} // namespace gateway::protocol::openai
