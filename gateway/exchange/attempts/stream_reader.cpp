#include "stream_reader.h"

#include "answer_kind.h"
#include "answer_reader.h"
#include "native_form.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/token_counting.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/adaptation/signing_host.h"
#include "gateway/protocol/conversation/adaptation/whole_answer_hold.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/metering/passed_meter.h"
#include "gateway/protocol/responses/store/compaction.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace gateway::exchange {

StreamReader::StreamReader(Sources sources, const ClientRequest& request)
    : m_sources(sources), m_request(request)
{
}

std::unique_ptr<protocol::StreamMeter> StreamReader::meterFor(const Target& target, std::string& owed)
{
    if (m_request.ask.operation == Operation::PassThrough)
        return passedMeter();
    const Access& access = *m_sources.access.of(target);
    protocol::EventMeter::Parts parts;
    parts.isBackground = isInBackground(m_request, access);
    decode(target, access, parts);
    parts.format = access.format;
    parts.dialect = protocol::formatInfo(m_request.ask.format).dialect;
    parts.redact = [redactor = &m_sources.redactor](const std::string& text) { return redactor->redact(text); };
    parts.watch = watchOf(target, access, owed);
    if (!isNative(m_request.ask, access)) {
        const protocol::AnswerContext& context = m_sources.conversation.answerContext();
        parts.encoder = m_sources.conversation.isCompaction() ? protocol::makeCompactionEncoder(context)
                                                              : protocol::codecOf(m_request.ask.format).makeEncoder(context);
        parts.inputTokens = estimatedInput(m_request.outline, viewOf(m_request.body));
    }
    return std::make_unique<protocol::EventMeter>(std::move(parts));
}

/// Includes the duties that are done here to the answer.
void StreamReader::decode(const Target& target, const Access& access, protocol::EventMeter::Parts& parts) const
{
    const UpstreamRequest& sent = m_sources.requests.requestFor(target);
    parts.decoder = protocol::codecOf(access.format).makeDecoder(m_sources.conversation.answerContext().id);
    if (sent.asksByTool)
        parts.decoder = protocol::holdingTexts(std::move(parts.decoder));
    if (sent.duties.changesAnswers()) {
        const auto work = std::make_shared<protocol::StreamMeter::Work>();
        parts.decoder = protocol::doingDuties(std::move(parts.decoder), sent.duties, work);
        parts.work = work;
    }
}

std::function<void(protocol::AnswerEvent&)> StreamReader::watchOf(const Target& target, const Access& access, std::string& owed)
{
    const bool passes = isNative(m_request.ask, access);
    const auto listener = std::make_shared<protocol::ReasoningListener>(thoughtListener(m_sources.conversation.thoughts(), access));
    const auto builder = m_sources.saver.isWanted() && !passes ? std::make_shared<protocol::AnswerBuilder>() : nullptr;
    const auto marker = std::make_shared<protocol::HostMarker>(signingHostOf(target, access));
    return [saver = &m_sources.saver, conversation = &m_sources.conversation, marker, listener, builder, &owed, target,
            isBackground = isInBackground(m_request, access), passes, isOwning = m_sources.saver.isOwning(access)](protocol::AnswerEvent& event) {
        if (isOwning)
            saver->claimEvent(event);
        marker->mark(event);
        if (auto* const begun = std::get_if<protocol::PartBegun>(&event); begun && !passes)
            if (auto* const call = std::get_if<protocol::ToolCall>(&begun->content))
                protocol::useClientsName(conversation->answerContext(), *call);
        listener->hear(event);
        if (isBackground)
            saver->watchBackground(target, event, owed);
        else if (const auto* const begun = std::get_if<protocol::AnswerBegun>(&event); begun && passes)
            saver->rememberProvider(target, begun->id);
        else if (const auto* const told = std::get_if<protocol::UsageReported>(&event); told && passes)
            saver->noteTokens(told->usage);
        conversation->noteTimes(event);
        if (builder)
            builder->take(event);
        if (builder && std::holds_alternative<protocol::AnswerEnded>(event))
            saver->saveStream(std::move(builder->answer()));
    };
}

std::unique_ptr<protocol::StreamMeter> StreamReader::passedMeter() const
{
    constexpr std::size_t kMost = 1000;
    const std::string_view body = viewOf(m_request.body);
    const std::string_view asked = isForm(m_request) ? formField(body, "n") : m_request.outline.valueOf("n", body);
    std::size_t count = 1; // number of images
    std::from_chars(asked.data(), asked.data() + asked.size(), count);
    return std::make_unique<protocol::PassedMeter>(protocol::formatInfo(m_request.ask.format).dialect, std::clamp<std::size_t>(count, 1, kMost));
}

} // namespace gateway::exchange
