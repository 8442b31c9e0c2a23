#include "cohere_decoder.h"

#include "cohere_answer.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/protocol/conversation/answer_error.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gateway::protocol::cohere {

namespace {

constexpr const char* kNoObject = "The provider sent an event that is no JSON object.";

const Json& messageOf(const Json& event) { return json::fieldOf(json::fieldOf(event, "delta"), "message"); }

Thinking emptyThought()
{
    Thinking thought;
    thought.origin = Format::Cohere;
    return thought;
}

Text emptyText() { return {{}, {}, Format::Cohere}; } // whose annotations are Cohere's

/// The documentation has an object where a list would be expected.
const Json& callIn(const Json& event)
{
    const Json& calls = json::fieldOf(messageOf(event), "tool_calls");
    return calls.is_array() && !calls.empty() ? calls[0] : calls;
}

} // namespace

const Decoder::Row Decoder::kRows[] = {
    {"message-start", &Decoder::messageStart},
    {"content-start", &Decoder::contentStart},
    {"content-delta", &Decoder::contentDelta},
    {"tool-plan-delta", &Decoder::toolPlan},
    {"tool-call-start", &Decoder::callStart},
    {"tool-call-delta", &Decoder::callDelta},
    {"citation-start", &Decoder::citation},
    {"message-end", &Decoder::messageEnd},
};

/// Null if it belongs to a later version.
const Decoder::Row* Decoder::rowFor(std::string_view type)
{
    const auto row =
        std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& each) { return each.type == type; });
    return row == std::end(kRows) ? nullptr : row;
}

Decoder::Decoder(std::string idBase)
    : m_idBase(std::move(idBase))
{
}

void Decoder::feed(std::string_view piece, Events& events)
{
    if (m_isOver)
        return;
    m_reader.feed(piece);
    SseReader::Event event;
    while (!m_isOver && m_reader.next(event))
        read(event.data, event.name, events);
    if (!m_isOver && m_reader.overflowed())
        fail("The provider sent an event that is too long.", events);
}

/// A message-end without the blank line after it counts as complete.
void Decoder::finish(Events& events)
{
    m_isEnding = true;
    if (!m_isOver && !m_reader.rest().empty())
        feed("\n\n", events);
    m_isOver = true;
}

void Decoder::read(std::string_view data, std::string_view name, Events& events)
{
    if (data.empty() || data == "[DONE]")
        return;
    const auto event = parseJsonLeniently(data);
    if (!event && m_isEnding)
        return; // truncated
    const bool isKnown = name.empty() || name == "message" || name == "error" || rowFor(name);
    if (!isKnown && (!event || !event->is_object()))
        return; // of a later version
    if (!event && mayBePartOfAnswer(event, data))
        return fail(unreadEvent(event.error(), kNoObject), events);
    if (!event || !event->is_object())
        return;
    const std::string type = json::textOf(*event, "type");
    if (const Row* const row = rowFor(type))
        return (this->*row->handle)(*event, events);
    const bool isError = type.empty() || type == "error" || type == "stream-error";
    if (std::string text = errorTextOf(*event); isError && !text.empty())
        fail(std::move(text), events);
}

void Decoder::begin(std::string id, Events& events)
{
    if (std::exchange(m_hasBegun, true))
        return;
    AnswerBegun begun;
    begun.id = std::move(id);
    events.emplace_back(std::move(begun));
}

void Decoder::messageStart(const Json& event, Events& events) { begin(json::textOf(event, "id"), events); }

void Decoder::contentStart(const Json& event, Events& events)
{
    const Json& content = json::fieldOf(messageOf(event), "content");
    const bool isThought = json::textOf(content, "type") == "thinking";
    open(isThought ? Content(emptyThought()) : Content(emptyText()), events);
    addText(event, events);
}

void Decoder::contentDelta(const Json& event, Events& events) { addText(event, events); }

void Decoder::addText(const Json& event, Events& events)
{
    const Json& content = json::fieldOf(messageOf(event), "content");
    if (std::string thought = json::textOf(content, "thinking"); !thought.empty()) {
        need(emptyThought(), events);
        grow(PartGrew::What::Text, std::move(thought), events);
    }
    std::string text = json::textOf(content, "text");
    Json logProbs = logProbsOf(json::fieldOf(event, "logprobs"));
    if (text.empty() && logProbs.is_null())
        return;
    need(emptyText(), events);
    grow(PartGrew::What::Text, std::move(text), events, std::move(logProbs));
}

void Decoder::toolPlan(const Json& event, Events& events)
{
    std::string plan = json::textOf(messageOf(event), "tool_plan");
    if (plan.empty())
        return;
    need(emptyThought(), events);
    grow(PartGrew::What::Text, std::move(plan), events);
}

void Decoder::callStart(const Json& event, Events& events)
{
    ToolCall call = callOf(callIn(event));
    if (!call.hasOwnId)
        call.id = madeId(m_idBase, m_madeIds++);
    m_hasCalls = true;
    std::string input = std::exchange(call.input, {});
    open(std::move(call), events);
    if (!input.empty())
        grow(PartGrew::What::Input, std::move(input), events);
}

void Decoder::callDelta(const Json& event, Events& events)
{
    std::string input = json::textOf(json::fieldOf(callIn(event), "function"), "arguments");
    if (m_open == Content(ToolCall{}).index() && !input.empty())
        grow(PartGrew::What::Input, std::move(input), events);
}

void Decoder::citation(const Json& event, Events& events)
{
    const Json& said = json::fieldOf(messageOf(event), "citations");
    const Json list = said.is_array() ? said : Json::array({said});
    Json cited = Json::array();
    for (const Json& each : list)
        if (isOfText(each))
            cited.push_back(each);
    if (m_open == Content(Text{}).index() && !cited.empty())
        grow(PartGrew::What::Annotations, toText(cited), events);
}

void Decoder::messageEnd(const Json& event, Events& events)
{
    const Json& delta = json::fieldOf(event, "delta");
    const Ending ending = endingOf(delta);
    if (!ending.error.empty())
        return fail(ending.error, events);
    begin({}, events);
    close(events);
    const bool isCut = ending.stop == StopReason::Length;
    const bool endsInCalls = m_hasCalls && !isCut;
    events.emplace_back(ChoiceEnded{0, endsInCalls ? StopReason::ToolCalls : ending.stop, {}, endsInCalls ? std::string() : ending.cause});
    if (const TokenUsage usage = usageOf(json::fieldOf(delta, "usage")); usage != TokenUsage{})
        events.emplace_back(UsageReported{usage});
    events.emplace_back(AnswerEnded{});
    m_isOver = true;
}

void Decoder::open(Content content, Events& events)
{
    begin({}, events);
    close(events);
    m_open = content.index();
    events.emplace_back(PartBegun{0, m_part, std::move(content)});
}

void Decoder::close(Events& events)
{
    if (std::exchange(m_open, std::nullopt))
        events.emplace_back(PartEnded{0, m_part++});
}

void Decoder::need(Content content, Events& events)
{
    if (m_open != content.index())
        open(std::move(content), events);
}

void Decoder::grow(PartGrew::What what, std::string text, Events& events, Json logProbs)
{
    events.emplace_back(PartGrew{0, m_part, what, std::move(text), std::move(logProbs), 0});
}

void Decoder::fail(std::string message, Events& events) { fail(AnswerError{std::move(message), {}, {}, 0}, events); }

void Decoder::fail(AnswerError error, Events& events)
{
    events.emplace_back(AnswerFailed{std::move(error)});
    m_isOver = true;
}

std::unique_ptr<AnswerDecoder> makeDecoder(const std::string& idBase) { return std::make_unique<Decoder>(idBase); }

} // namespace gateway::protocol::cohere
