#include "bedrock_stream_decoder.h"

#include "bedrock_answer_reader.h"
#include "event_stream.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/answer_error.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace gateway::protocol::bedrock {

namespace {

using Events = std::vector<AnswerEvent>;
using What = PartGrew::What;

/// Bytes in pieces, each of which is base64 encoded separately.
QByteArray bytesOf(const Json& object, const char* key)
{
    return QByteArray::fromBase64(QByteArray::fromStdString(json::textOf(object, key)));
}

class BedrockDecoder final : public AnswerDecoder {
public:
    explicit BedrockDecoder(const std::string& idBase)
        : m_idBase("call_" + asciiLower(idBase) + '_')
    {
    }

    void feed(std::string_view piece, Events& events) override
    {
        if (m_isOver)
            return;
        m_reader.feed(piece);
        EventStreamReader::Message message;
        while (!m_isOver && m_reader.next(message))
            take(message, events);
        if (!m_isOver && !m_reader.problem().empty())
            fail({m_reader.problem(), "upstream_protocol_error", {}, 502}, events);
    }

    void finish(Events& events) override
    {
        // Usage comes last; if it is missing or truncated, the answer is complete nevertheless.
        if (!m_isOver && m_isStopped)
            end(events);
    }

private:
    enum class Kind { None, Text, Thinking, Call, Image, Ignored };

    struct EventRow {
        std::string_view name;
        void (BedrockDecoder::*take)(const Json& payload, Events& events);
    };

    void take(const EventStreamReader::Message& message, Events& events);
    void takeStart(const Json& payload, Events& events);
    void takeBlockStart(const Json& payload, Events& events);
    void takeDelta(const Json& payload, Events& events);
    void takeBlockStop(const Json& payload, Events& events);
    void takeStop(const Json& payload, Events& events);
    void takeMetadata(const Json& payload, Events& events);

    void beginCall(const Json& use, Events& events);
    void growText(const Json& delta, Events& events);
    void growThinking(const Json& reasoning, Events& events);
    void growCall(const Json& use, Events& events);
    void growImage(const Json& image);
    void cite(const Json& citation, Events& events);

    void beginPart(Kind kind, Content content, Events& events);
    void begin(Kind kind, Content content, Events& events);
    void grow(What what, std::string text, Events& events);
    void endPart(Events& events);
    void end(Events& events);
    void fail(AnswerError error, Events& events);
    /// Blocks are numbered; another number is another block, even if the last one did not end.
    void enter(const Json& payload, Events& events);

    EventStreamReader m_reader;
    std::string m_idBase;
    std::int64_t m_block = -1; // number of the current block
    Kind m_kind = Kind::None; // of the open part, or of the ignored block
    int m_part = 0;
    int m_calls = 0;
    QByteArray m_bytes; // of redacted content or an image
    std::string m_imageType;
    bool m_hasBegun = false;
    bool m_isStopped = false;
    bool m_isOver = false;
};

void BedrockDecoder::take(const EventStreamReader::Message& message, Events& events)
{
    static constexpr std::array kEvents{
        EventRow{"messageStart", &BedrockDecoder::takeStart},
        EventRow{"contentBlockStart", &BedrockDecoder::takeBlockStart},
        EventRow{"contentBlockDelta", &BedrockDecoder::takeDelta},
        EventRow{"contentBlockStop", &BedrockDecoder::takeBlockStop},
        EventRow{"messageStop", &BedrockDecoder::takeStop},
        EventRow{"metadata", &BedrockDecoder::takeMetadata},
    };
    if (message.messageType == "error") {
        AnswerError error = errorOf(message.errorCode, std::string(message.errorMessage));
        return fail(std::move(error), events);
    }
    const auto row = std::ranges::find(kEvents, message.eventType, &EventRow::name);
    const bool isEvent = message.messageType != "exception";
    if (isEvent && row == kEvents.end())
        return; // of a later version
    const auto payload = parseJsonLeniently(message.payload.empty() ? "{}" : message.payload);
    const bool isObject = payload && payload->is_object();
    if (!isEvent)
        return fail(errorOf(message.exceptionType, isObject ? messageOf(*payload) : std::string(message.payload)), events);
    if (!isObject && !mayBePartOfAnswer(payload, message.payload))
        return;
    if (!isObject)
        return fail(payload.error().kind == ErrorKind::UpstreamProtocolError
                ? unreadEvent(payload.error(), {})
                : AnswerError{"Bedrock sent an event that is no JSON object.", "upstream_protocol_error", {}, 502}, events);
    (this->*row->take)(*payload, events);
}

void BedrockDecoder::takeStart(const Json&, Events& events)
{
    if (!std::exchange(m_hasBegun, true))
        events.emplace_back(AnswerBegun{});
}

void BedrockDecoder::enter(const Json& payload, Events& events)
{
    takeStart(payload, events);
    const auto index = payload.find("contentBlockIndex");
    const std::int64_t block =
        index != payload.end() && index->is_number_integer() ? index->get<std::int64_t>() : m_block;
    if (block == m_block)
        return;
    endPart(events);
    m_block = block;
}

void BedrockDecoder::takeBlockStart(const Json& payload, Events& events)
{
    enter(payload, events);
    const auto start = payload.find("start");
    if (start == payload.end() || !start->is_object() || m_isStopped)
        return;
    endPart(events);
    if (const auto use = start->find("toolUse"); use != start->end() && !use->contains("type")) {
        beginCall(*use, events);
    } else if (const auto image = start->find("image"); image != start->end()) {
        m_kind = Kind::Image;
        m_imageType = "image/" + json::textOf(*image, "format");
    } else if (!start->empty() && !start->contains("text") && !start->contains("reasoningContent")) {
        m_kind = Kind::Ignored; // a tool that AWS runs itself, or a block of a later version
    }
}

void BedrockDecoder::beginCall(const Json& use, Events& events)
{
    ToolCall call;
    call.id = json::textOf(use, "toolUseId");
    call.hasOwnId = !call.id.empty();
    if (call.id.empty())
        call.id = m_idBase + std::to_string(m_calls);
    ++m_calls;
    call.name = json::textOf(use, "name");
    beginPart(Kind::Call, std::move(call), events);
}

void BedrockDecoder::takeDelta(const Json& payload, Events& events)
{
    enter(payload, events);
    const auto delta = payload.find("delta");
    if (delta == payload.end() || !delta->is_object() || m_kind == Kind::Ignored || m_isStopped)
        return;
    if (delta->contains("text"))
        growText(*delta, events);
    else if (const auto use = delta->find("toolUse"); use != delta->end())
        growCall(*use, events);
    else if (const auto reasoning = delta->find("reasoningContent"); reasoning != delta->end())
        growThinking(*reasoning, events);
    else if (const auto citation = delta->find("citation"); citation != delta->end())
        cite(*citation, events);
    else if (const auto image = delta->find("image"); image != delta->end())
        growImage(*image);
}

void BedrockDecoder::growText(const Json& delta, Events& events)
{
    std::string text = json::textOf(delta, "text");
    if (text.empty())
        return;
    begin(Kind::Text, Text{}, events);
    grow(What::Text, std::move(text), events);
}

void BedrockDecoder::growThinking(const Json& reasoning, Events& events)
{
    Thinking thinking;
    thinking.origin = Format::Anthropic; // only Claude signs or redacts here
    begin(Kind::Thinking, std::move(thinking), events);
    grow(What::Text, json::textOf(reasoning, "text"), events);
    grow(What::Signature, json::textOf(reasoning, "signature"), events);
    m_bytes += bytesOf(reasoning, "redactedContent");
}

void BedrockDecoder::growCall(const Json& use, Events& events)
{
    if (m_kind != Kind::Call)
        return fail(
            {"Bedrock sent the input of a call that did not begin.", "upstream_protocol_error", {}, 502}, events);
    grow(What::Input, json::textOf(use, "input"), events);
}

void BedrockDecoder::cite(const Json& citation, Events& events)
{
    begin(Kind::Text, Text{{}, {}, Format::Bedrock}, events);
    grow(What::Annotations, toText(Json::array({citation})), events);
}

void BedrockDecoder::growImage(const Json& image)
{
    if (const auto source = image.find("source"); m_kind == Kind::Image && source != image.end())
        m_bytes += bytesOf(*source, "bytes");
}

void BedrockDecoder::takeBlockStop(const Json& payload, Events& events)
{
    enter(payload, events);
    endPart(events);
}

void BedrockDecoder::takeStop(const Json& payload, Events& events)
{
    takeStart(payload, events);
    endPart(events);
    ChoiceEnded ended;
    ended.stop = stopReasonOf(json::textOf(payload, "stopReason"));
    if (m_calls > 0 && ended.stop == StopReason::Other)
        ended.stop = StopReason::ToolCalls;
    if (hasCause(ended.stop))
        ended.cause = json::textOf(payload, "stopReason");
    if (const auto more = payload.find("additionalModelResponseFields"); more != payload.end())
        ended.stopSequence = json::textOf(*more, "stop_sequence");
    if (!std::exchange(m_isStopped, true))
        events.emplace_back(std::move(ended));
}

void BedrockDecoder::takeMetadata(const Json& payload, Events& events)
{
    if (const auto usage = payload.find("usage"); usage != payload.end()) {
        UsageReported told{usageOf(*usage)};
        if (const auto tier = payload.find("serviceTier"); tier != payload.end() && tier->is_object())
            told.usage.tellTier(json::textOf(*tier, "type"));
        events.emplace_back(std::move(told));
    }
    if (m_isStopped)
        end(events);
}

/// Text and thinking begin with their first piece.
void BedrockDecoder::begin(Kind kind, Content content, Events& events)
{
    if (m_kind == kind)
        return;
    endPart(events);
    beginPart(kind, std::move(content), events);
}

void BedrockDecoder::beginPart(Kind kind, Content content, Events& events)
{
    m_kind = kind;
    events.emplace_back(PartBegun{0, m_part, std::move(content)});
}

void BedrockDecoder::grow(What what, std::string text, Events& events)
{
    if (text.empty())
        return;
    PartGrew grew;
    grew.part = m_part;
    grew.what = what;
    grew.text = std::move(text);
    events.emplace_back(std::move(grew));
}

void BedrockDecoder::endPart(Events& events)
{
    const Kind kind = std::exchange(m_kind, Kind::None);
    const std::string bytes = std::exchange(m_bytes, {}).toBase64().toStdString();
    if (kind == Kind::None || kind == Kind::Ignored || (kind == Kind::Image && bytes.empty()))
        return;
    if (kind == Kind::Image) {
        Media media;
        media.mediaType = m_imageType;
        media.data = bytes;
        events.emplace_back(PartBegun{0, m_part, std::move(media)});
    } else if (kind == Kind::Thinking) {
        grow(What::Encrypted, bytes, events);
    }
    events.emplace_back(PartEnded{0, m_part++});
}

void BedrockDecoder::end(Events& events)
{
    m_isOver = true;
    events.emplace_back(AnswerEnded{});
}

/// Once the model has stopped, the answer is complete: only its usage may be missing.
void BedrockDecoder::fail(AnswerError error, Events& events)
{
    if (m_isStopped)
        return end(events);
    m_isOver = true;
    events.emplace_back(AnswerFailed{std::move(error)});
}

} // namespace

std::unique_ptr<AnswerDecoder> makeBedrockDecoder(const std::string& idBase)
{
    return std::make_unique<BedrockDecoder>(idBase);
}

} // namespace gateway::protocol::bedrock
