#include "gemini_stream_decoder.h"

#include "answer_fields.h"
#include "gemini_answer.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/sse.h"
#include "gateway/protocol/conversation/answer_error.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace gateway::protocol::gemini {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// The fields that distinguish a chunk from an event of a later version. Source: ai.google.dev,
/// GenerateContentResponse. Read 2026-11-21.
constexpr std::array kChunkFields{"candidates", "promptFeedback", "usageMetadata", "modelVersion", "responseId"};

/// Events of this format have no names.
bool isOfLaterVersion(std::string_view eventName)
{
    return !eventName.empty() && eventName != "message" && eventName != "error";
}

/// Finds the objects in an array of objects, or in a sequence of them, that arrives in pieces.
class ObjectSplitter {
public:
    static constexpr std::size_t kMostBytes = SseReader::kMaxEvent;

    /// Calls `visit` with the text of each object that ends in `piece`.
    template <class Visit> void feed(std::string_view piece, Visit visit)
    {
        for (const char c : piece) {
            if (m_depth > 0)
                m_object += c;
            if (m_isText)
                passText(c);
            else if (c == '"')
                m_isText = m_depth > 0;
            else if (c == '{' || (c == '[' && m_depth > 0))
                open(c);
            else if (m_depth > 0 && (c == '}' || c == ']'))
                close(visit);
            else if (c == ']')
                m_isClosed = true;
        }
    }
    /// The array has ended.
    bool isClosed() const { return m_isClosed && m_depth == 0; }
    bool isTooLarge() const { return m_object.size() > kMostBytes; }

private:
    void passText(char c)
    {
        if (std::exchange(m_isEscaped, false))
            return;
        m_isEscaped = c == '\\';
        m_isText = c != '"';
    }
    void open(char c)
    {
        if (m_depth++ == 0)
            m_object.assign(1, c);
    }
    template <class Visit> void close(Visit visit)
    {
        if (--m_depth > 0)
            return;
        visit(std::string_view(m_object));
        m_object.clear();
    }

    std::string m_object;
    std::size_t m_depth = 0; // depth of braces and brackets within the object
    bool m_isText = false;
    bool m_isEscaped = false;
    bool m_isClosed = false;
};

class Decoder : public AnswerDecoder {
public:
    explicit Decoder(std::string idBase)
        : m_idBase(std::move(idBase))
    {
    }

    void feed(std::string_view piece, std::vector<AnswerEvent>& events) override;
    void finish(std::vector<AnswerEvent>& events) override;

private:
    enum class Framing { Unknown, Sse, Array, Object };
    enum class Open { Nothing, Text, Thinking };
    struct State { // of a candidate
        Open open = Open::Nothing;
        int part = -1; // the last part that has begun
        bool hasCalls = false;
        std::string finish;
        std::string cause; // of an error
    };
    using Events = std::vector<AnswerEvent>;

    bool detect(std::string_view& piece);
    void takeChunk(std::string_view json, Events& events, bool mayBeOther);
    void begin(const Json& chunk, Events& events);
    void takeCandidate(const Json& candidate, Events& events);
    void takePart(int choice, State& state, Content content, Json& logProbs, Events& events);
    void takeText(int choice, State& state, const Text& text, Json& logProbs, Events& events);
    void takeThinking(int choice, State& state, const Thinking& thinking, Events& events);
    void takeWhole(int choice, State& state, Content content, Events& events);
    void takeMetadata(int choice, State& state, const Json& candidate, Json& logProbs, Events& events);
    void openPart(int choice, State& state, Open kind, Events& events);
    static void closePart(int choice, State& state, Events& events);
    static void grow(
        int choice, const State& state, PartGrew::What what, std::string text, Json logProbs, Events& events);
    void end(Events& events);
    void fail(AnswerError error, Events& events);

    const std::string m_idBase;
    Framing m_framing = Framing::Unknown;
    SseReader m_sse;
    ObjectSplitter m_objects;
    std::map<int, State> m_choices;
    int m_calls = 0;
    bool m_hasBegun = false;
    bool m_isBlocked = false;
    bool m_hasSaid = false;
    std::optional<std::int64_t> m_webSearches; // so far
    bool m_usesMaps = false;
    bool m_isOver = false;
};

bool Decoder::detect(std::string_view& piece)
{
    if (m_framing != Framing::Unknown)
        return true;
    piece.remove_prefix(byteOrderMark(piece));
    const std::size_t first = piece.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return false;
    m_framing = piece[first] == '[' ? Framing::Array : piece[first] == '{' ? Framing::Object : Framing::Sse;
    if (m_framing != Framing::Sse)
        piece.remove_prefix(m_framing == Framing::Array ? first + 1 : first);
    return true;
}

void Decoder::feed(std::string_view piece, Events& events)
{
    if (m_isOver || !detect(piece))
        return;
    if (m_framing != Framing::Sse) {
        m_objects.feed(piece, [&](std::string_view object) { takeChunk(object, events, false); });
        if (m_objects.isTooLarge())
            fail({"The provider's answer has a piece that is too large.", "", "", 0}, events);
        else if (m_framing == Framing::Array && m_objects.isClosed())
            end(events);
        return;
    }
    m_sse.feed(piece);
    SseReader::Event event;
    while (!m_isOver && m_sse.next(event))
        if (!event.data.empty() && event.data != "[DONE]") // some hosts of this format end like this
            takeChunk(event.data, events, isOfLaterVersion(event.name));
    if (m_sse.overflowed())
        fail({"The provider's answer has an event that is too large.", "", "", 0}, events);
}

void Decoder::finish(Events& events)
{
    if (m_isOver)
        return;
    // The blank line after the last event may be missing.
    if (m_framing == Framing::Sse && !m_sse.rest().empty())
        feed("\r\n\r\n", events);
    if (m_framing == Framing::Sse || m_framing == Framing::Object)
        end(events);
}

/// `mayBeOther`: skips anything that is not a chunk.
void Decoder::takeChunk(std::string_view json, Events& events, bool mayBeOther)
{
    if (m_isOver)
        return;
    const auto chunk = parseJsonLeniently(json);
    const bool isChunk = chunk && chunk->is_object();
    if (!isChunk && (mayBeOther || !mayBePartOfAnswer(chunk, json)))
        return;
    if (!isChunk) {
        fail(unreadEvent(chunk.error(), "The provider's answer is not JSON where it has to be."), events);
        return;
    }
    if (auto error = errorOf(*chunk)) {
        fail(std::move(*error), events);
        return;
    }
    if (std::ranges::any_of(kChunkFields, [&](const char* field) { return chunk->contains(field); }))
        begin(*chunk, events);
    if (const auto candidates = chunk->find("candidates"); candidates != chunk->end() && candidates->is_array())
        for (const Json& candidate : *candidates)
            if (candidate.is_object())
                takeCandidate(candidate, events);
    if (const auto feedback = chunk->find("promptFeedback"); feedback != chunk->end() && feedback->is_object())
        m_isBlocked = m_isBlocked || feedback->contains("blockReason");
    m_webSearches = std::max(m_webSearches, webSearchesOf(*chunk));
    m_usesMaps = m_usesMaps || usesMaps(*chunk);
    if (const auto usage = chunk->find("usageMetadata"); usage != chunk->end() && usage->is_object() && !usage->empty()) {
        UsageReported told{usageOf(*usage)};
        if (m_hasSaid)
            told.usage.lackOutput();
        told.usage.webSearches = m_webSearches;
        told.usage.hasUncounted = m_usesMaps;
        events.emplace_back(std::move(told));
    }
}

void Decoder::begin(const Json& chunk, Events& events)
{
    if (std::exchange(m_hasBegun, true))
        return;
    const auto usage = chunk.find("usageMetadata");
    events.emplace_back(AnswerBegun{json::textOf(chunk, "responseId"), json::textOf(chunk, "modelVersion"), 0,
        usage == chunk.end() ? TokenUsage() : usageOf(*usage)});
}

void Decoder::takeCandidate(const Json& candidate, Events& events)
{
    const auto index = candidate.find("index");
    const int choice = index != candidate.end() && index->is_number_integer() ? index->get<int>() : 0;
    State& state = m_choices[choice];
    m_hasSaid = m_hasSaid || hasParts(candidate);
    Json logProbs = logProbsOf(candidate);
    if (const auto content = candidate.find("content"); content != candidate.end() && content->is_object())
        if (const auto parts = content->find("parts"); parts != content->end() && parts->is_array())
            for (const Json& part : *parts)
                if (part.is_object())
                    if (auto read = contentOf(part, [this] { return callId(m_idBase, m_calls++); }))
                        takePart(choice, state, std::move(*read), logProbs, events);
    takeMetadata(choice, state, candidate, logProbs, events);
    if (std::string finish = json::textOf(candidate, "finishReason"); !finish.empty()) {
        state.finish = std::move(finish);
        state.cause = causeOf(candidate);
    }
}

void Decoder::takePart(int choice, State& state, Content content, Json& logProbs, Events& events)
{
    if (const auto* const text = std::get_if<Text>(&content))
        takeText(choice, state, *text, logProbs, events);
    else if (const auto* const thinking = std::get_if<Thinking>(&content))
        takeThinking(choice, state, *thinking, events);
    else
        takeWhole(choice, state, std::move(content), events);
}

void Decoder::takeText(int choice, State& state, const Text& text, Json& logProbs, Events& events)
{
    if (text.text.empty() && text.signature.empty())
        return; // the last piece is often empty
    // A signature alone belongs to the preceding part.
    if (text.text.empty() && state.open == Open::Thinking) {
        grow(choice, state, PartGrew::What::Signature, text.signature, {}, events);
        return;
    }
    openPart(choice, state, Open::Text, events);
    if (!text.text.empty())
        grow(choice, state, PartGrew::What::Text, text.text, std::exchange(logProbs, Json()), events);
    if (!text.signature.empty())
        grow(choice, state, PartGrew::What::Signature, text.signature, {}, events);
}

void Decoder::takeThinking(int choice, State& state, const Thinking& thinking, Events& events)
{
    if (thinking.text.empty() && thinking.signature.empty())
        return;
    openPart(choice, state, Open::Thinking, events);
    if (!thinking.text.empty())
        grow(choice, state, PartGrew::What::Text, thinking.text, {}, events);
    if (!thinking.signature.empty())
        grow(choice, state, PartGrew::What::Signature, thinking.signature, {}, events);
}

void Decoder::takeWhole(int choice, State& state, Content content, Events& events)
{
    closePart(choice, state, events);
    ++state.part;
    std::string input;
    auto* const call = std::get_if<ToolCall>(&content);
    if (call) {
        state.hasCalls = true;
        input = std::exchange(call->input, {});
    }
    events.emplace_back(PartBegun{choice, state.part, std::move(content)});
    if (!input.empty())
        grow(choice, state, PartGrew::What::Input, std::move(input), {}, events);
    events.emplace_back(PartEnded{choice, state.part});
}

void Decoder::takeMetadata(int choice, State& state, const Json& candidate, Json& logProbs, Events& events)
{
    const Json annotations = annotationsOf(candidate);
    if (state.open != Open::Text)
        return;
    if (!annotations.is_null())
        grow(choice, state, PartGrew::What::Annotations, toText(annotations), {}, events);
    if (!logProbs.is_null())
        grow(choice, state, PartGrew::What::Text, {}, std::move(logProbs), events);
}

void Decoder::openPart(int choice, State& state, Open kind, Events& events)
{
    if (state.open == kind)
        return;
    closePart(choice, state, events);
    state.open = kind;
    ++state.part;
    Thinking thinking;
    thinking.origin = Format::Gemini;
    Text text;
    text.origin = Format::Gemini;
    events.emplace_back(
        PartBegun{choice, state.part, kind == Open::Text ? Content(std::move(text)) : Content(std::move(thinking))});
}

void Decoder::closePart(int choice, State& state, Events& events)
{
    if (std::exchange(state.open, Open::Nothing) != Open::Nothing)
        events.emplace_back(PartEnded{choice, state.part});
}

void Decoder::grow(int choice, const State& state, PartGrew::What what, std::string text, Json logProbs, Events& events)
{
    PartGrew grew;
    grew.choice = choice;
    grew.part = state.part;
    grew.what = what;
    grew.text = std::move(text);
    grew.logProbs = std::move(logProbs);
    events.emplace_back(std::move(grew));
}

void Decoder::end(Events& events)
{
    if (m_isOver)
        return;
    bool isWhole = m_isBlocked || !m_choices.empty();
    for (const auto& [choice, state] : m_choices)
        isWhole = isWhole && !state.finish.empty();
    if (!isWhole)
        return;
    if (m_choices.empty())
        m_choices[0].finish = "PROHIBITED_CONTENT";
    for (auto& [choice, state] : m_choices) {
        closePart(choice, state, events);
        events.emplace_back(ChoiceEnded{choice, stopOf(state.finish, state.hasCalls), {}, std::move(state.cause)});
    }
    events.emplace_back(AnswerEnded{});
    m_isOver = true;
}

void Decoder::fail(AnswerError error, Events& events)
{
    if (!std::exchange(m_isOver, true))
        events.emplace_back(AnswerFailed{std::move(error)});
}

} // namespace

std::unique_ptr<AnswerDecoder> makeDecoder(const std::string& idBase) { return std::make_unique<Decoder>(idBase); }

} // namespace gateway::protocol::gemini
