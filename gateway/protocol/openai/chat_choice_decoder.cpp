#include "chat_choice_decoder.h"

#include "chat_answer.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <utility>

namespace gateway::protocol::openai {

void WholeJson::feed(std::string_view piece)
{
    for (const char c : piece) {
        m_hasBegun |= static_cast<unsigned char>(c) > ' ';
        if (m_inString) {
            if (!m_isEscaped && c == '"')
                m_inString = false;
            m_isEscaped = !m_isEscaped && c == '\\';
        } else if (c == '"') {
            m_inString = true;
        } else if (c == '{' || c == '[') {
            ++m_depth;
            m_wasNested = true;
        } else if (c == '}' || c == ']') {
            --m_depth;
        }
    }
}

// Parts

ChatChoiceDecoder::Open ChatChoiceDecoder::open() const
{
    return m_parts.empty() || m_parts.back().isEnded ? Open::Nothing : m_parts.back().kind;
}

void ChatChoiceDecoder::begin(Open kind, Content content, std::vector<AnswerEvent>& events, std::size_t call)
{
    if (open() != Open::Call) // a call may still grow
        closePart(events);
    Part& part = m_parts.emplace_back();
    part.kind = kind;
    part.call = call;
    part.begun = std::move(content);
    tell(events);
    if (!m_parts.back().isBegun)
        hold(m_parts.back(), {});
}

void ChatChoiceDecoder::closePart(std::vector<AnswerEvent>& events)
{
    if (m_parts.empty())
        return;
    m_parts.back().isEnded = true;
    tell(events);
}

/// Whether nothing more will follow. A call whose arguments are not valid JSON continues until the end.
bool ChatChoiceDecoder::isThrough(const Part& part) const
{
    if (part.isEnded || part.kind != Open::Call || m_parts.size() == 1)
        return part.isEnded;
    const Call& call = m_calls[part.call];
    return !call.isFreeForm && call.input.isClosed();
}

/// Sends everything that may be sent by now.
void ChatChoiceDecoder::tell(std::vector<AnswerEvent>& events)
{
    while (!m_parts.empty()) {
        Part& part = m_parts.front();
        if (!std::exchange(part.isBegun, true))
            events.emplace_back(PartBegun{m_index, m_front, std::move(part.begun)});
        for (PartGrew& grew : part.untold)
            events.emplace_back(std::move(grew));
        part.untold.clear();
        m_stream.held -= std::exchange(part.held, 0);
        if (!isThrough(part))
            return;
        events.emplace_back(PartEnded{m_index, m_front++});
        m_parts.pop_front();
    }
}

/// Keeps a piece of a part that is not first yet.
void ChatChoiceDecoder::hold(Part& part, PartGrew grew)
{
    std::size_t bytes = grew.text.size() + (grew.logProbs.is_null() ? 0 : toText(grew.logProbs).size());
    const bool isPlain = grew.what != PartGrew::What::Annotations && grew.what != PartGrew::What::Summary;
    PartGrew* const last = part.untold.empty() ? nullptr : &part.untold.back();
    if (isPlain && last && last->what == grew.what && last->logProbs.is_null() && grew.logProbs.is_null()) {
        last->text += grew.text;
    } else {
        bytes += sizeof(Part);
        if (!grew.text.empty() || !grew.logProbs.is_null())
            part.untold.push_back(std::move(grew));
    }
    part.held += bytes;
    m_stream.held += bytes;
    if (m_stream.held > kMostHeld)
        m_problem = "The provider's stream mixes more than can be put in order.";
}

void ChatChoiceDecoder::grow(int number, PartGrew grew, std::vector<AnswerEvent>& events)
{
    if (grew.text.empty() && grew.logProbs.is_null())
        return;
    grew.choice = m_index;
    grew.part = number;
    if (number == m_front)
        events.emplace_back(std::move(grew));
    else
        hold(m_parts[static_cast<std::size_t>(number - m_front)], std::move(grew));
}

/// Adds to the last part.
void ChatChoiceDecoder::grow(PartGrew::What what, std::string text, std::vector<AnswerEvent>& events)
{
    PartGrew grew;
    grew.what = what;
    grew.text = std::move(text);
    if (what == PartGrew::What::Text)
        grew.logProbs = std::exchange(m_logProbs, Json());
    grow(m_front + static_cast<int>(m_parts.size()) - 1, std::move(grew), events);
}

// Contents of deltas

/// Adds to a text or a refusal, or begins one.
void ChatChoiceDecoder::takeText(Open kind, std::string text, std::vector<AnswerEvent>& events)
{
    if (text.empty() || (open() == Open::Call && isBlank(text))) // white space between calls
        return;
    if (open() != kind)
        begin(kind, kind == Open::Text ? Content(Text{}) : Content(Refusal{}), events);
    grow(PartGrew::What::Text, std::move(text), events);
}

bool ChatChoiceDecoder::take(const Json& choice, std::vector<AnswerEvent>& events)
{
    if (const Json* const logProbs = json::findObject(choice, "logprobs"))
        for (const auto& [key, list] : logProbs->items())
            if (list.is_array())
                for (const Json& each : list)
                    m_logProbs[key].push_back(each);
    const Json* delta = json::findObject(choice, "delta");
    if (!delta && m_front == 0 && m_parts.empty())
        delta = json::findObject(choice, "message"); // a whole answer as a single chunk
    if (delta) {
        takeDelta(*delta, events);
        takeCalls(*delta, events);
    }
    if (std::string finish = json::textOf(choice, "finish_reason"); !finish.empty())
        m_finish = std::move(finish);
    return m_problem.empty();
}

void ChatChoiceDecoder::takeDelta(const Json& delta, std::vector<AnswerEvent>& events)
{
    takeThoughts(delta, events);
    if (const auto content = delta.find("content"); content != delta.end())
        takeContent(*content, events);
    takeText(Open::Refusal, json::textOf(delta, "refusal"), events);
    if (const Json* const annotations = json::findList(delta, "annotations"); annotations && !annotations->empty()) {
        if (open() != Open::Text)
            begin(Open::Text, Text{}, events);
        grow(PartGrew::What::Annotations, toText(*annotations), events);
    }
    takeMedia(delta, events);
}

void ChatChoiceDecoder::takeContent(const Json& content, std::vector<AnswerEvent>& events)
{
    if (content.is_string())
        takeText(Open::Text, content.get<std::string>(), events);
    if (!content.is_array())
        return;
    for (const Json& part : content) {
        if (!part.is_object())
            continue;
        takeText(Open::Text, json::textOf(part, "text"), events);
        Thought thought;
        if (const Json* const pieces = json::findList(part, "thinking"))
            for (const Json& piece : *pieces)
                thought.thinking.text += piece.is_object() ? json::textOf(piece, "text") : std::string();
        if (!thought.thinking.text.empty()) {
            takeThought(std::move(thought), events);
        } else if (isUnknownPart(part)) {
            begin(Open::Text, Opaque{Format::OpenAiChat, part}, events);
            closePart(events);
        }
    }
}

void ChatChoiceDecoder::takeThoughts(const Json& delta, std::vector<AnswerEvent>& events)
{
    if (!delta.contains("reasoning_content") && !delta.contains("reasoning") && !delta.contains("reasoning_details"))
        return;
    for (Thought& thought : thoughtsOf(delta))
        takeThought(std::move(thought), events);
}

/// Some MiniMax streams repeat the whole text with each piece.
std::string newText(std::string text, std::string& told)
{
    constexpr std::size_t kSure = 24; // a shorter beginning may repeat by chance
    if (told.size() >= kSure && text.size() > told.size() && text.starts_with(told))
        text.erase(0, told.size());
    told += text;
    return text;
}

void ChatChoiceDecoder::takeThought(Thought thought, std::vector<AnswerEvent>& events)
{
    using What = PartGrew::What;
    Thinking& piece = thought.thinking;
    const bool isOther = piece.format != m_thinking.format || thought.index != m_thoughtIndex
        || piece.encrypted.empty() == !m_thinking.encrypted.empty()
        || (!piece.summary.empty() && m_thinking.summary.empty())
        || (!piece.id.empty() && !m_thinking.id.empty() && piece.id != m_thinking.id);
    if (open() != Open::Thinking || isOther) {
        m_seenText.clear();
        m_thoughtIndex = thought.index;
        m_thinking = piece;
        Thinking begun;
        begun.id = piece.id;
        begun.format = piece.format;
        begun.origin = piece.origin;
        begin(Open::Thinking, std::move(begun), events);
    }
    const bool isEntry = !piece.format.empty();
    grow(What::Text, isEntry ? newText(std::move(piece.text), m_seenText) : std::move(piece.text), events);
    for (std::string& summary : piece.summary)
        grow(What::Summary, std::move(summary), events);
    grow(What::Signature, std::move(piece.signature), events);
    grow(What::Encrypted, std::move(piece.encrypted), events);
}

/// Audio arrives in pieces, which no other format has: its transcript becomes the text.
void ChatChoiceDecoder::takeMedia(const Json& delta, std::vector<AnswerEvent>& events)
{
    if (const Json* const audio = json::findObject(delta, "audio"))
        takeText(Open::Text, json::textOf(*audio, "transcript"), events);
    const Json* const images = json::findList(delta, "images");
    if (!images)
        return;
    for (const Json& image : *images) {
        auto media = readAnswerImage(image);
        if (!media)
            continue;
        begin(Open::Text, std::move(*media), events);
        closePart(events);
    }
}

/// Whether a piece with the index of `call`, or without one, is another call.
bool ChatChoiceDecoder::isNextCall(const Call& call, const std::string& id, const std::string& name) const
{
    if (name.empty() || call.name.empty())
        return false;
    if (id.empty() || id == call.id)
        return id.empty() && (name != call.name || call.input.isWhole());
    return name != call.name || call.input.isWhole(); // some servers make a new id for each piece
}

ChatChoiceDecoder::Call& ChatChoiceDecoder::callFor(const Json& json, const std::string& name, std::size_t position)
{
    const auto indexField = json.find("index");
    const bool hasIndex = indexField != json.end() && indexField->is_number_integer();
    const int index = hasIndex ? indexField->get<int>() : -1;
    const std::string id = json::textOf(json, "id");
    const auto known = std::find_if(m_calls.rbegin(), m_calls.rend(),
        [&](const Call& call) { return hasIndex ? call.index == index : id.empty() || call.id == id; });
    const bool isNew = known == m_calls.rend() || (!hasIndex && id.empty() && position > 0)
        || (hasIndex && id.empty() ? false : isNextCall(*known, id, name));
    if (!isNew)
        return *known;
    m_calls.emplace_back();
    m_calls.back().index = index;
    m_calls.back().id = id;
    return m_calls.back();
}

void ChatChoiceDecoder::beginCall(Call& call, const Json& json, std::vector<AnswerEvent>& events)
{
    ToolCall begun;
    begun.id = call.id;
    begun.name = call.name;
    begun.isFreeForm = call.isFreeForm = json::findObject(json, "custom") != nullptr;
    if (const Json* const extra = json::findObject(json, "extra_content"))
        if (const Json* const google = json::findObject(*extra, "google"))
            begun.signature = json::textOf(*google, "thought_signature");
    ++m_stream.calls;
    if (begun.id.empty()) {
        begun.id = madeCallId(m_stream.idBase, m_stream.calls);
        begun.hasOwnId = false;
    }
    begin(Open::Call, std::move(begun), events, static_cast<std::size_t>(&call - m_calls.data()));
    call.part = m_front + static_cast<int>(m_parts.size()) - 1;
}

void ChatChoiceDecoder::takeCalls(const Json& delta, std::vector<AnswerEvent>& events)
{
    std::size_t position = 0;
    if (const Json* const calls = json::findList(delta, "tool_calls"))
        for (const Json& call : *calls)
            if (call.is_object() && m_problem.empty())
                takeCall(call, position++, events);
    if (const Json* const call = json::findObject(delta, "function_call"))
        takeCall(Json{{"index", 0}, {"function", *call}}, 0, events);
}

void ChatChoiceDecoder::takeCall(const Json& json, std::size_t position, std::vector<AnswerEvent>& events)
{
    const Json* const custom = json::findObject(json, "custom");
    const Json* const function = custom ? custom : json::findObject(json, "function");
    const std::string name = function ? json::textOf(*function, "name") : std::string();
    const char* const key = custom ? "input" : "arguments";
    const Json* const object = function ? json::findObject(*function, key) : nullptr;
    std::string input = object ? toText(*object) : function ? json::textOf(*function, key) : std::string();
    Call& call = callFor(json, name, position);
    if (call.part >= 0 && call.part < m_front) {
        if (!isBlank(input))
            m_problem = "The provider's stream goes on with a tool call (" + call.name
                + ") whose arguments were whole before.";
        return;
    }
    call.input.feed(input);
    if (call.name.empty())
        call.name = name;
    if (call.name.empty()) {
        call.early += input;
        return;
    }
    if (call.part < 0) {
        beginCall(call, json, events);
        input.insert(0, std::exchange(call.early, {}));
    }
    PartGrew grew;
    grew.what = PartGrew::What::Input;
    grew.text = std::move(input);
    grow(call.part, std::move(grew), events);
    if (m_parts.size() > 1)
        tell(events); // the first part may be complete
}

// The end

/// Whether a call that has begun lacks some of its arguments; if there are none, something must show that it has none.
bool ChatChoiceDecoder::hasHalfCall() const
{
    return std::any_of(m_calls.begin(), m_calls.end(), [this](const Call& call) {
        return call.part >= 0 && !call.isFreeForm && !call.input.isWhole()
            && (m_finish.empty() || call.input.hasBegun());
    });
}

bool ChatChoiceDecoder::isCutByLimit() const
{
    const StopReason stop = stopReasonOf(m_finish);
    return !endsForCalls(stop) && stop != StopReason::ToolCalls;
}

void ChatChoiceDecoder::end(std::vector<AnswerEvent>& events)
{
    if (!m_logProbs.is_null() && (open() == Open::Text || open() == Open::Refusal))
        grow(PartGrew::What::Text, {}, events);
    for (Part& part : m_parts)
        part.isEnded = true;
    tell(events);
    StopReason stop = stopReasonOf(m_finish);
    const bool hasCalls = std::ranges::any_of(m_calls, [](const Call& call) { return call.part >= 0; });
    if (hasCalls && endsForCalls(stop))
        stop = StopReason::ToolCalls;
    events.emplace_back(ChoiceEnded{m_index, stop, {}, hasCause(stop) ? m_finish : std::string()});
}

} // namespace gateway::protocol::openai
