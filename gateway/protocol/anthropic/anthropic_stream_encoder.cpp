#include "anthropic_stream_encoder.h"

#include "block_writer.h"
#include "whole_answer.h"
#include "words.h"

#include "gateway/protocol/dialect.h"

#include <utility>

namespace gateway::protocol::anthropic {

namespace {

using What = PartGrew::What;

constexpr std::string_view kSaidNothing = "The provider broke its answer off before it said anything.";

void addEvent(std::string& out, std::string_view name, const Json& data)
{
    out += "event: ";
    out += name;
    out += "\ndata: ";
    out += gateway::toText(data);
    out += "\n\n";
}

/// Blocks are numbered separately from parts: parts that this API cannot express get no number.
class Encoder : public AnswerEncoder {
public:
    explicit Encoder(const AnswerContext& context)
        : m_context(context)
    {
    }

    void write(const AnswerEvent& event, std::string& out) override
    {
        if (m_isOver)
            return;
        m_out = &out;
        std::visit([this](const auto& each) { take(each); }, event);
    }

private:
    void take(const AnswerBegun& begun)
    {
        m_usage = begun.usage;
        m_model = begun.model;
        begin();
    }

    /// The SDKs append to these fields: `content` and `usage` must be present.
    void begin()
    {
        if (std::exchange(m_hasBegun, true))
            return;
        Json message;
        message["id"] = messageId(m_context);
        message["type"] = "message";
        message["role"] = "assistant";
        message["model"] = m_context.model.empty() ? m_model : m_context.model;
        message["content"] = Json::array();
        message["stop_reason"] = nullptr;
        message["stop_sequence"] = nullptr;
        message["usage"] = usageJson(m_usage);
        Json event;
        event["type"] = "message_start";
        event["message"] = std::move(message);
        addEvent(*m_out, "message_start", event);
        ping();
    }

    void ping() { *m_out += "event: ping\ndata: {\"type\":\"ping\"}\n\n"; }

    void take(const AnswerPing&)
    {
        if (m_hasBegun)
            ping();
    }

    void take(const PartBegun& begun)
    {
        if (begun.choice != 0)
            return;
        begin();
        m_part = begun.content;
        m_isOpen = false;
        m_encrypted.clear();
        m_lastSummary.reset();
        m_hasText = false;
        std::visit([this](const auto& content) { start(content); }, m_part);
        const bool isText = std::holds_alternative<Text>(m_part) || std::holds_alternative<Refusal>(m_part);
        m_hasSaid = m_hasSaid || (m_isOpen && !isText);
    }

    // Calls begin at once, thinking when its kind is known, texts when there is some: the API rejects an empty block
    // when the client sends it back.
    void start(const Text&) { }
    void start(const Refusal&) { }
    void start(const Thinking&) { }
    void start(const ToolResult&) { }
    void start(const Media& media) { say(mediaText(media)); }
    void start(const Opaque& opaque)
    {
        if (opaque.format == Format::Anthropic)
            open(opaque.value);
    }
    void start(const ToolCall& call)
    {
        m_hasCalls = true;
        Json block;
        block["type"] = "tool_use";
        block["id"] = call.id;
        block["name"] = clientToolName(call, m_context);
        block["input"] = Json::object();
        if (call.extras.format == Format::Anthropic && call.extras.value.is_object())
            block.update(call.extras.value);
        open(std::move(block));
    }

    void open(Json block)
    {
        m_isOpen = true;
        Json event;
        event["type"] = "content_block_start";
        event["index"] = m_index;
        event["content_block"] = std::move(block);
        addEvent(*m_out, "content_block_start", event);
    }

    void openText()
    {
        if (!m_isOpen)
            open(textBlock({}));
    }

    void say(const std::string& words)
    {
        openText();
        delta("text_delta", "text", words);
    }

    void openThinking()
    {
        if (m_isOpen)
            return;
        Json block;
        block["type"] = "thinking";
        block["thinking"] = "";
        block["signature"] = "";
        open(std::move(block));
    }

    void delta(std::string_view type, std::string_view field, const Json& value)
    {
        std::string& out = *m_out;
        out += "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":";
        out += std::to_string(m_index);
        out += ",\"delta\":{\"type\":\"";
        out += type;
        out += "\",\"";
        out += field;
        out += "\":";
        out += gateway::toText(value);
        out += "}}\n\n";
    }

    void take(const PartGrew& grew)
    {
        if (grew.choice != 0 || grew.text.empty())
            return;
        auto* const thinking = std::get_if<Thinking>(&m_part);
        m_hasSaid = m_hasSaid || (!thinking && grew.what == What::Text);
        if (thinking)
            growThinking(*thinking, grew);
        else if (std::holds_alternative<ToolCall>(m_part))
            growCall(grew);
        else if (auto* const text = std::get_if<Text>(&m_part))
            growText(*text, grew);
        else if (std::holds_alternative<Refusal>(m_part) && grew.what == What::Text)
            say(grew.text);
    }

    void growText(const Text& text, const PartGrew& grew)
    {
        if (grew.what == What::Text)
            say(grew.text);
        if (grew.what != What::Annotations || text.origin != Format::Anthropic)
            return;
        const auto citations = parseJson(grew.text);
        if (citations && citations->is_array())
            for (const Json& citation : *citations) {
                openText();
                delta("citations_delta", "citation", citation);
            }
    }

    /// Free text is the only argument of the function that replaces a free-form tool.
    void growCall(const PartGrew& grew)
    {
        if (grew.what != What::Input)
            return;
        if (std::get<ToolCall>(m_part).isFreeForm)
            m_freeForm += grew.text;
        else
            delta("input_json_delta", "partial_json", grew.text);
    }

    void growThinking(const Thinking& thinking, const PartGrew& grew)
    {
        const bool isOurs = thinking.origin == Format::Anthropic;
        if (grew.what == What::Encrypted && isOurs) {
            m_encrypted += grew.text;
        } else if (grew.what == What::Signature && isOurs) {
            openThinking(); // with "display":"omitted" there is only the signature
            delta("signature_delta", "signature", grew.text);
        } else if (grew.what == What::Text && !m_lastSummary) {
            m_hasText = true;
            openThinking();
            delta("thinking_delta", "thinking", grew.text);
        } else if (grew.what == What::Summary && !m_hasText) { // otherwise it would repeat the text
            openThinking();
            const bool isNext = m_lastSummary && *m_lastSummary != grew.summaryIndex;
            m_lastSummary = grew.summaryIndex;
            delta("thinking_delta", "thinking", (isNext ? "\n\n" : "") + grew.text);
        }
    }

    void take(const PartEnded& ended)
    {
        if (ended.choice != 0)
            return;
        if (!m_freeForm.empty()) {
            Json input;
            input["input"] = std::exchange(m_freeForm, {});
            delta("input_json_delta", "partial_json", gateway::toText(input));
        }
        if (!m_isOpen && !m_encrypted.empty()) {
            Json block;
            block["type"] = "redacted_thinking";
            block["data"] = m_encrypted;
            open(std::move(block));
        }
        if (!std::exchange(m_isOpen, false))
            return;
        Json event;
        event["type"] = "content_block_stop";
        event["index"] = m_index++;
        addEvent(*m_out, "content_block_stop", event);
    }

    void take(const ChoiceEnded& ended)
    {
        if (ended.choice != 0)
            return;
        m_stop = ended.stop;
        m_stopSequence = ended.stopSequence;
    }

    void take(const UsageReported& told) { m_usage = told.usage; }

    /// message_delta has the final usage, which other formats report at the very end.
    void take(const AnswerEnded&)
    {
        if (m_stop == StopReason::Error && !m_hasSaid) { // so that clients retry
            take(AnswerFailed{{std::string(kSaidNothing), {}, {}, 0}});
            return;
        }
        begin();
        Json event;
        event["type"] = "message_delta";
        event["delta"]["stop_reason"] = stopWord(settledStop(m_stop, m_hasCalls, false));
        event["delta"]["stop_sequence"] = m_stopSequence.empty() ? Json() : Json(m_stopSequence);
        event["usage"] = usageJson(m_usage);
        addEvent(*m_out, "message_delta", event);
        *m_out += "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
        m_isOver = true;
    }

    void take(const AnswerFailed& failed)
    {
        Error error;
        error.kind = ErrorKind::UpstreamError;
        error.message = asIs(failed.error.message);
        error.status = failed.error.status;
        *m_out += errorEvent(Dialect::Anthropic, error);
        m_isOver = true;
    }

    AnswerContext m_context;
    std::string* m_out = nullptr; // of the current call
    std::string m_model;
    TokenUsage m_usage;
    Content m_part; // the beginning of the open part
    std::string m_encrypted; // of the open thinking
    std::string m_freeForm; // of the open call
    std::string m_stopSequence;
    std::optional<int> m_lastSummary;
    int m_index = 0; // of the current block
    StopReason m_stop = StopReason::Unknown;
    bool m_hasText = false; // the open thinking has text
    bool m_hasCalls = false;
    bool m_hasSaid = false; // anything except thinking
    bool m_isOpen = false; // a block is open
    bool m_hasBegun = false;
    bool m_isOver = false;
};

} // namespace

std::unique_ptr<AnswerEncoder> makeEncoder(const AnswerContext& context) { return std::make_unique<Encoder>(context); }

} // namespace gateway::protocol::anthropic
