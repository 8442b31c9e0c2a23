#include "event_meter.h"

#include "answer_error.h"
#include "answer_loss.h"
#include "call_arguments.h"

#include "gateway/core/text/utf8.h"
#include "gateway/protocol/token_estimate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr std::array<std::string_view, 12> kStopWords{
    "", "stop", "stop", "length", "length", "tool_calls", "content_filter", "content_filter", "stop", "error", "length", "other"};

constexpr std::size_t kTail = 4; // "\r\n\r\n"

std::string brokenOff(const std::string& cause)
{
    constexpr std::string_view kWords = "The model's answer broke off with an error";
    return std::string(kWords) + (cause.empty() ? "." : ": " + cause);
}

constexpr const char* kUnreadable = "The model called a tool with arguments that are no JSON object.";

/// Whether clients get a call's arguments as an object, so that invalid ones would become a call that was never made.
/// Sources: ai.google.dev, FunctionCall.args; docs.claude.com, Messages, tool_use; docs.ollama.com, "Tool calling".
/// Read 2026-11-22.
bool wantsObjects(Dialect dialect)
{
    return dialect == Dialect::Anthropic || dialect == Dialect::Gemini || dialect == Dialect::Ollama;
}

bool isUnreadable(const Content& content)
{
    const auto* const call = std::get_if<ToolCall>(&content);
    return call && !argumentsOf(*call).isWhole;
}

bool isReasoning(const Content& content) { return std::holds_alternative<Thinking>(content); }

bool saysSomething(const Content& content)
{
    if (const auto* const text = std::get_if<Text>(&content))
        return !text->text.empty();
    if (const auto* const refusal = std::get_if<Refusal>(&content))
        return !refusal->text.empty();
    return !isReasoning(content);
}

} // namespace

std::string_view openAiWord(StopReason reason) { return kStopWords[static_cast<std::size_t>(reason)]; }

AnswerFacts factsOf(const ModelAnswer& answer, std::optional<Dialect> client)
{
    AnswerFacts facts;
    for (const Choice& choice : answer.choices) {
        for (const Part& part : choice.parts) {
            facts.hasContent |= saysSomething(part.content);
            facts.hasReasoning |= isReasoning(part.content);
        }
        if (choice.stop == StopReason::Error)
            facts.failure = brokenOff(choice.cause);
        else if (client && wantsObjects(*client) && !isBrokenOff(choice.stop)
            && std::ranges::any_of(choice.parts, [](const Part& part) { return isUnreadable(part.content); }))
            facts.failure = kUnreadable;
        if (facts.finishReason.empty())
            facts.finishReason = openAiWord(choice.stop);
    }
    return facts;
}

EventMeter::EventMeter(Parts parts)
    : m_parts(std::move(parts))
{
    m_isEstimated = !m_parts.isBackground;
}

std::string_view EventMeter::feed(std::string_view piece)
{
    m_out.clear();
    m_parts.decoder->feed(piece, m_events);
    noteOpen(piece.size(), !m_events.empty());
    take();
    return passed(piece);
}

/// The client's part of it.
std::string_view EventMeter::passed(std::string_view piece)
{
    if (m_parts.encoder)
        return m_out;
    m_tail.append(piece.substr(piece.size() - std::min(piece.size(), kTail)));
    m_tail.erase(0, m_tail.size() - std::min(m_tail.size(), kTail));
    return piece;
}

class EventMeter::LentDecoder final : public Reading {
public:
    explicit LentDecoder(std::unique_ptr<AnswerDecoder> itsDecoder) : decoder(std::move(itsDecoder)) { }
    void read(std::string_view piece) override { decoder->feed(piece, events); }

    std::unique_ptr<AnswerDecoder> decoder;
    std::vector<AnswerEvent> events;
};

std::unique_ptr<StreamMeter::Reading> EventMeter::lend() { return std::make_unique<LentDecoder>(std::move(m_parts.decoder)); }

std::string_view EventMeter::takeBack(std::unique_ptr<Reading> reading, std::string_view piece)
{
    auto& lent = static_cast<LentDecoder&>(*reading);
    m_parts.decoder = std::move(lent.decoder);
    noteOpen(piece.size(), !lent.events.empty());
    for (AnswerEvent& event : lent.events)
        addSliced(std::move(event));
    m_out.clear();
    takeSome();
    return passed(piece);
}

std::string_view EventMeter::more()
{
    m_out.clear();
    takeSome();
    return m_out;
}

/// Splits a long text, without cutting characters.
void EventMeter::addSliced(AnswerEvent event)
{
    auto* const grew = std::get_if<PartGrew>(&event);
    const bool mayBeCut = grew && (grew->what == PartGrew::What::Text || grew->what == PartGrew::What::Input || grew->what == PartGrew::What::Summary);
    if (mayBeCut && grew->text.size() > kSlice) {
        const std::string text = std::move(grew->text);
        std::size_t begin = 0;
        while (text.size() - begin > kSlice) {
            const std::size_t end = begin + std::max<std::size_t>(wholeCharacters(std::string_view(text).substr(begin), kSlice), 1);
            PartGrew& slice = std::get<PartGrew>(m_later.emplace_back(PartGrew{grew->choice, grew->part, grew->what}));
            slice.text = text.substr(begin, end - begin);
            slice.summaryIndex = grew->summaryIndex;
            begin = end;
        }
        grew->text = text.substr(begin);
    }
    m_later.push_back(std::move(event));
}

void EventMeter::takeSome()
{
    std::size_t size = 0;
    while (!m_later.empty() && size < kSlice) {
        AnswerEvent event = std::move(m_later.front());
        m_later.pop_front();
        constexpr std::size_t kCost = 256; // fixed cost of any event
        const auto* const grew = std::get_if<PartGrew>(&event);
        size += kCost + (grew ? grew->text.size() : 0);
        if (!m_failed)
            take(event);
    }
}

std::string_view EventMeter::finish()
{
    m_out.clear();
    m_parts.decoder->finish(m_events);
    take();
    m_isAtEnd = true;
    return m_out;
}

/// If bytes are relayed unchanged: whether they ended neither with a line of JSON nor with a blank line.
bool EventMeter::stopsInsideEvent() const
{
    if (m_parts.encoder || m_tail.empty())
        return false;
    if (m_parts.dialect == Dialect::Ollama)
        return !m_tail.ends_with('\n');
    return !m_tail.ends_with("\n\n") && !m_tail.ends_with("\n\r\n");
}

std::string EventMeter::interruption(const Error& error) const
{
    if (!m_parts.encoder)
        return (stopsInsideEvent() ? "\n\n" : "") + errorEvent(m_parts.dialect, error);
    AnswerFailed failed;
    failed.error = {error.text(), {}, std::string(error.code()), error.httpStatus()};
    std::string out;
    m_parts.encoder->write(failed, out);
    return out;
}

StreamMeter::Work EventMeter::work() const
{
    Work work = m_parts.work ? *m_parts.work : Work();
    work.lost = m_lost.list();
    return work;
}

void EventMeter::take()
{
    for (AnswerEvent& event : m_events)
        if (!m_failed)
            take(event);
    m_events.clear();
}

void EventMeter::take(AnswerEvent& event)
{
    if (const auto* const ended = std::get_if<ChoiceEnded>(&event);
        ended && ended->stop == StopReason::Error && m_parts.encoder)
        event = AnswerFailed{{brokenOff(ended->cause), {}, {}, 0}};
    if (m_parts.encoder && wantsObjects(m_parts.dialect)) {
        noteCall(event);
        refuseUnreadable(event);
    }
    if (m_isSaidKept)
        m_saidListener.hear(event);
    if (const auto* const begun = std::get_if<PartBegun>(&event))
        note(*begun);
    else if (const auto* const grew = std::get_if<PartGrew>(&event))
        note(*grew);
    else if (const auto* const started = std::get_if<AnswerBegun>(&event))
        note(*started);
    else if (const auto* const told = std::get_if<UsageReported>(&event);
             told && told->usage.reportedTotal)
        m_reportedInput = told->usage;
    else if (told && told->usage.origin != UsageOrigin::Unknown)
        report(told->usage);
    else if (const auto* const ended = std::get_if<ChoiceEnded>(&event)) {
        m_meaningful = true;
        m_finishReason = openAiWord(ended->stop);
    } else if (auto* const failed = std::get_if<AnswerFailed>(&event))
        fail(*failed);
    else if (std::holds_alternative<AnswerEnded>(event)) {
        m_done = true;
        tellUsage();
    }
    if (m_parts.watch)
        m_parts.watch(event);
    if (!m_parts.encoder)
        return;
    addAnswerLoss(m_lost, event, m_parts.dialect);
    m_parts.encoder->write(event, m_out);
}

void EventMeter::noteCall(const AnswerEvent& event)
{
    if (const auto* const begun = std::get_if<PartBegun>(&event)) {
        const auto* const call = std::get_if<ToolCall>(&begun->content);
        m_call = call ? std::optional(*call) : std::nullopt;
        m_hasReported |= !call;
    } else if (const auto* const grew = std::get_if<PartGrew>(&event)) {
        if (m_call && grew->what == PartGrew::What::Input)
            m_call->input += grew->text;
    } else if (const auto* const ended = std::get_if<PartEnded>(&event); ended && m_call) {
        if (isUnreadable(*m_call))
            m_unreadable.push_back(ended->choice);
        else
            m_hasReported = true;
        m_call.reset();
    }
}

/// If nothing of it reached the client, the answer counts as empty; only Anthropic clients get a call as it arrives.
void EventMeter::refuseUnreadable(AnswerEvent& event)
{
    const auto* const ended = std::get_if<ChoiceEnded>(&event);
    if (!ended || isBrokenOff(ended->stop) || std::ranges::find(m_unreadable, ended->choice) == m_unreadable.end())
        return;
    event = AnswerFailed{{kUnreadable, {}, {}, 0}};
    if (!m_hasReported && m_parts.dialect != Dialect::Anthropic)
        m_hasContent = false;
}

void EventMeter::note(const AnswerBegun& begun)
{
    if (begun.usage.origin != UsageOrigin::Unknown)
        m_reportedInput = begun.usage;
    m_tier = begun.usage.tierName();
    m_hasBegun |= m_parts.isBackground && !begun.id.empty();
}

void EventMeter::note(const PartBegun& begun)
{
    m_hasContent |= saysSomething(begun.content);
    m_meaningful |= m_hasContent;
    const auto* const text = std::get_if<Text>(&begun.content);
    if (text)
        m_outputTokens += estimateTokens(text->text);
    if (const auto* const call = std::get_if<ToolCall>(&begun.content))
        m_searches.takeCall(begun.choice, begun.part, call->name);
    std::erase(m_thinking, begun.choice);
    if (isReasoning(begun.content))
        m_thinking.push_back(begun.choice);
}

bool EventMeter::isThinking(int choice) const
{
    return std::find(m_thinking.begin(), m_thinking.end(), choice) != m_thinking.end();
}

void EventMeter::note(const PartGrew& grew)
{
    if (grew.text.empty() || grew.what == PartGrew::What::Signature || grew.what == PartGrew::What::Annotations)
        return;
    m_meaningful = true;
    const bool isReasoning = isThinking(grew.choice);
    (isReasoning ? m_hasReasoning : m_hasContent) = true;
    if (grew.what != PartGrew::What::Encrypted)
        (isReasoning ? m_reasoningTokens : m_outputTokens) += estimateTokens(grew.text);
}

void EventMeter::fail(AnswerFailed& failed)
{
    if (m_parts.redact)
        failed.error.message = m_parts.redact(failed.error.message);
    const std::string code =
        failed.error.code.empty() && failed.error.status > 0 ? std::to_string(failed.error.status) : failed.error.code;
    takeError(failed.error.message, failed.error.type, code);
    if (failed.usage.origin != UsageOrigin::Unknown)
        m_reported = failed.usage;
    if (m_parts.encoder)
        failed.error = inDialect(m_parts.dialect, std::move(failed.error));
}

/// Many clients take a stream without usage for broken.
void EventMeter::tellUsage()
{
    const bool lacksOutput = m_reported && m_reported->input && !m_reported->output && !hasReport();
    if ((m_reported && !lacksOutput) || !m_parts.encoder)
        return;
    UsageReported told{usage()};
    told.usage.origin = UsageOrigin::Estimated;
    if (!m_reportedInput && !lacksOutput)
        told.usage.input = Tokens{m_parts.inputTokens};
    m_parts.encoder->write(AnswerEvent(told), m_out);
}

} // namespace gateway::protocol
