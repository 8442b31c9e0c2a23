#include "anthropic_stream_decoder.h"

#include "whole_answer.h"
#include "words.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/sse.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/answer_error.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <utility>

namespace gateway::protocol::anthropic {

namespace {

using What = PartGrew::What;

/// A block that has begun upstream. Parts must not overlap, so only the first of several open blocks is sent as it
/// grows; the API never has two open, but converters of other formats may.
struct Block {
    std::int64_t index = 0;
    Content begun; ///< empty except for what PartBegun needs; an Opaque is sent at its end
    std::vector<PartGrew> untold;
    std::string input; ///< from the block's beginning, used if no pieces follow
    bool isAnswerTool = false; ///< sent as a text
    bool hasGrownInput = false;
    bool isBegun = false;
    bool isEnded = false;

    void grow(What what, std::string text)
    {
        if (text.empty())
            return;
        untold.emplace_back();
        untold.back().what = what;
        untold.back().text = std::move(text);
    }
};

/// The beginning of `block`, and what it immediately grows by.
Block openBlock(const Json& json, CallIds& ids)
{
    Block block;
    block.begun = readBlock(json);
    if (isAnswerTool(block.begun)) {
        block.isAnswerTool = true;
        block.input = std::move(std::get<ToolCall>(block.begun).input);
        Text text;
        text.origin = Format::Anthropic;
        text.isWholeAnswer = true;
        block.begun = std::move(text);
    } else if (auto* const call = std::get_if<ToolCall>(&block.begun)) {
        call->id = ids.take(call->id);
        block.input = std::exchange(call->input, {});
    } else if (auto* const text = std::get_if<Text>(&block.begun)) {
        block.grow(What::Text, std::exchange(text->text, {}));
        if (!text->annotations.empty())
            block.grow(What::Annotations, toText(std::exchange(text->annotations, {})));
    } else if (auto* const thinking = std::get_if<Thinking>(&block.begun)) {
        block.grow(What::Text, std::exchange(thinking->text, {}));
        block.grow(What::Signature, std::exchange(thinking->signature, {}));
        block.grow(What::Encrypted, std::exchange(thinking->encrypted, {}));
    }
    return block;
}

/// A delta for a block that is only passed on: adds its fields.
void addToOpaque(Json& value, const Json& delta)
{
    for (const auto& [key, more] : delta.items()) {
        if (key == "type" || more.is_null())
            continue;
        Json& place = value[key];
        if (place.is_string() && more.is_string())
            place.get_ref<std::string&>() += more.get_ref<const std::string&>();
        else
            place = more;
    }
}

class Decoder : public AnswerDecoder {
public:
    explicit Decoder(std::string idBase)
        : m_idBase(idBase)
        , m_ids(std::move(idBase))
    {
    }

    void feed(std::string_view piece, std::vector<AnswerEvent>& events) override
    {
        if (m_isOver)
            return;
        m_out = &events;
        m_sse.feed(piece);
        takeEvents();
        if (m_sse.overflowed() && !m_isOver)
            fail("The provider sent an event that is too large.");
    }

    void finish(std::vector<AnswerEvent>& events) override
    {
        if (m_isOver)
            return;
        m_out = &events;
        const std::string rest(trimmed(m_sse.rest(), " \t\r\n"));
        if (rest.empty())
            return;
        if (!m_hasEvents && std::string_view("{[<").find(rest.front()) != std::string_view::npos) {
            takeWhole(rest);
            return;
        }
        m_isFinishing = true; // the last blank line may be missing
        m_sse.feed("\n\n");
        takeEvents();
    }

private:
    struct EventRow {
        std::string_view type;
        void (Decoder::*take)(const Json& event);
    };
    static const EventRow* rowFor(std::string_view type)
    {
        static constexpr std::array kRows{
            EventRow{"content_block_delta", &Decoder::takeBlockDelta},
            EventRow{"content_block_start", &Decoder::takeBlockStart},
            EventRow{"content_block_stop", &Decoder::takeBlockStop},
            EventRow{"ping", &Decoder::takePing},
            EventRow{"message_start", &Decoder::takeMessageStart},
            EventRow{"message_delta", &Decoder::takeMessageDelta},
            EventRow{"message_stop", &Decoder::takeMessageStop},
            EventRow{"error", &Decoder::takeError},
        };
        const auto found = std::find_if(kRows.begin(), kRows.end(), [&](const auto& row) { return row.type == type; });
        return found == kRows.end() ? nullptr : &*found;
    }

    void takeEvents()
    {
        SseReader::Event event;
        while (!m_isOver && m_sse.next(event)) {
            m_hasEvents = true;
            take(event);
        }
    }

    void take(const SseReader::Event& event)
    {
        if (event.data.empty()) {
            m_out->emplace_back(AnswerPing{});
            return;
        }
        if (event.data == "[DONE]")
            return;
        const auto json = parseJsonLeniently(event.data);
        if (!json && !event.name.empty() && event.name != "message" && !rowFor(event.name))
            return; // of a later version
        if (!json) {
            const bool isTooMuch = json.error().kind == ErrorKind::UpstreamProtocolError;
            if (isTooMuch)
                fail(unreadEvent(json.error(), {}));
            else if (!m_isFinishing && mayBePartOfAnswer(json, event.data)) // at the end it was truncated
                fail("The provider sent an event that is no JSON.");
            return;
        }
        std::string type = json::textOf(*json, "type");
        if (type.empty())
            type = event.name;
        if (const EventRow* const row = rowFor(type))
            (this->*row->take)(*json);
        else if (json::fieldOf(*json, "error").is_object() && (type.empty() || type.ends_with("error")))
            takeError(*json);
    }

    void takePing(const Json&) { m_out->emplace_back(AnswerPing{}); }

    void takeMessageStart(const Json& event)
    {
        const Json& message = json::fieldOf(event, "message");
        mergeUsage(m_usage, readUsage(json::fieldOf(message, "usage")));
        begin(json::textOf(message, "id"), json::textOf(message, "model"));
    }

    void begin(std::string id, std::string model)
    {
        if (std::exchange(m_hasBegun, true))
            return;
        TokenUsage told = m_usage;
        lackUnreported(told);
        m_out->emplace_back(AnswerBegun{std::move(id), std::move(model), 0, std::move(told)});
    }

    void takeBlockStart(const Json& event)
    {
        begin({}, {});
        Block block = openBlock(json::fieldOf(event, "content_block"), m_ids);
        m_hasCalls = m_hasCalls || std::holds_alternative<ToolCall>(block.begun);
        m_hasAnswerTool = m_hasAnswerTool || block.isAnswerTool;
        block.index = indexOf(event).value_or(m_lastIndex + 1);
        m_lastIndex = block.index;
        m_blocks.push_back(std::move(block));
        tell();
    }

    static std::optional<std::int64_t> indexOf(const Json& event)
    {
        const Json& index = json::fieldOf(event, "index");
        return index.is_number_integer() ? std::optional(index.get<std::int64_t>()) : std::nullopt;
    }

    /// The open block that an event refers to; null if there is none.
    Block* blockOf(const Json& event)
    {
        const std::int64_t index = indexOf(event).value_or(m_lastIndex);
        const auto found = std::find_if(m_blocks.rbegin(), m_blocks.rend(),
            [&](const Block& each) { return each.index == index && !each.isEnded; });
        return found == m_blocks.rend() ? nullptr : &*found;
    }

    struct DeltaRow {
        std::string_view type;
        std::string_view field;
        What what;
        std::string_view block; ///< type of block to begin if none is open; empty: none
    };
    static const DeltaRow* deltaFor(std::string_view type)
    {
        static constexpr std::array kRows{
            DeltaRow{"text_delta", "text", What::Text, "text"},
            DeltaRow{"input_json_delta", "partial_json", What::Input, {}},
            DeltaRow{"thinking_delta", "thinking", What::Text, "thinking"},
            DeltaRow{"signature_delta", "signature", What::Signature, "thinking"},
            DeltaRow{"citations_delta", "citation", What::Annotations, {}},
        };
        const auto found = std::find_if(kRows.begin(), kRows.end(), [&](const auto& row) { return row.type == type; });
        return found == kRows.end() ? nullptr : &*found;
    }

    void takeBlockDelta(const Json& event)
    {
        const Json& delta = json::fieldOf(event, "delta");
        const DeltaRow* const row = deltaFor(json::textOf(delta, "type"));
        Block* block = blockOf(event);
        if (!block && row && !row->block.empty()) { // of a vendor that omits the beginning
            Json start;
            start["index"] = indexOf(event).value_or(m_lastIndex + 1);
            start["content_block"]["type"] = row->block;
            takeBlockStart(start);
            block = blockOf(event);
        }
        if (!block)
            return;
        if (auto* const opaque = std::get_if<Opaque>(&block->begun))
            growOpaque(*block, opaque->value, delta, row);
        else if (row)
            growPart(*block, delta, *row);
        tell();
    }

    static void growOpaque(Block& block, Json& value, const Json& delta, const DeltaRow* row)
    {
        if (row && row->what == What::Input) {
            if (!std::exchange(block.hasGrownInput, true))
                block.input.clear();
            block.input += json::textOf(delta, row->field);
        } else {
            addToOpaque(value, delta);
        }
    }

    static void growPart(Block& block, const Json& delta, const DeltaRow& row)
    {
        if (row.what == What::Annotations) {
            block.grow(row.what, toText(Json::array({json::fieldOf(delta, row.field)})));
            return;
        }
        const bool isInput = row.what == What::Input;
        block.hasGrownInput = block.hasGrownInput || isInput;
        block.grow(isInput && block.isAnswerTool ? What::Text : row.what, json::textOf(delta, row.field));
    }

    void takeBlockStop(const Json& event)
    {
        if (Block* const block = blockOf(event))
            end(*block);
        tell();
    }

    static void end(Block& block)
    {
        if (std::exchange(block.isEnded, true))
            return;
        if (auto* const opaque = std::get_if<Opaque>(&block.begun)) {
            if (auto input = parseJsonLeniently(block.input); block.hasGrownInput && input)
                opaque->value["input"] = std::move(*input);
        } else if (!block.hasGrownInput && !block.input.empty()) {
            block.grow(block.isAnswerTool ? What::Text : What::Input, std::move(block.input));
        }
    }

    /// Sends everything that may be sent by now.
    void tell()
    {
        while (!m_blocks.empty()) {
            Block& block = m_blocks.front();
            const bool isLate = std::holds_alternative<Opaque>(block.begun) && !block.isEnded;
            if (!isLate && !std::exchange(block.isBegun, true))
                m_out->emplace_back(PartBegun{0, m_part, std::move(block.begun)});
            for (PartGrew& grew : block.untold) {
                grew.part = m_part;
                m_out->emplace_back(std::move(grew));
            }
            block.untold.clear();
            if (!block.isEnded)
                return;
            m_out->emplace_back(PartEnded{0, m_part++});
            m_blocks.pop_front();
        }
    }

    void takeMessageDelta(const Json& event)
    {
        begin({}, {});
        const Json& delta = json::fieldOf(event, "delta");
        if (const std::string word = json::textOf(delta, "stop_reason"); !word.empty())
            m_stop = stopOf(m_stopWord = word);
        if (std::string sequence = json::textOf(delta, "stop_sequence"); !sequence.empty())
            m_stopSequence = std::move(sequence);
        const TokenUsage later = readUsage(json::fieldOf(event, "usage"));
        m_isOutputReported = m_isOutputReported || later.output;
        mergeUsage(m_usage, later);
        if (!(m_usage == TokenUsage{}))
            tellUsage();
    }

    /// The beginning also reports an output, which is only a placeholder.
    void tellUsage()
    {
        TokenUsage told = m_usage;
        if (!m_isOutputReported) {
            told.output.reset();
            told.reasoning.reset();
        }
        lackUnreported(told);
        m_out->emplace_back(UsageReported{std::move(told)});
    }

    void takeMessageStop(const Json&)
    {
        begin({}, {});
        for (Block& block : m_blocks)
            end(block);
        tell();
        const StopReason stop = settledStop(m_stop, m_hasCalls, m_hasAnswerTool);
        m_out->emplace_back(ChoiceEnded{0, stop, m_stopSequence, hasCause(stop) ? m_stopWord : std::string()});
        m_out->emplace_back(AnswerEnded{});
        m_isOver = true;
    }

    void takeError(const Json& event)
    {
        AnswerError error = readError(event);
        if (error.message.empty())
            error.message = "The provider broke its answer off with an error.";
        m_out->emplace_back(AnswerFailed{std::move(error)});
        m_isOver = true;
    }

    /// A vendor that does not stream, or whose body is only an error.
    void takeWhole(const std::string& body)
    {
        m_isOver = true;
        const auto json = parseJsonLeniently(body);
        auto answer = json ? readAnswer(*json, m_idBase)
                           : failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer is not an event stream.")});
        if (answer) {
            for (AnswerEvent& event : eventsOf(*answer))
                m_out->emplace_back(std::move(event));
            return;
        }
        AnswerError error;
        error.message = answer.error().text();
        error.status = answer.error().httpStatus();
        m_out->emplace_back(AnswerFailed{std::move(error)});
    }

    void fail(std::string message)
    {
        AnswerError error;
        error.message = std::move(message);
        error.status = errorInfo(ErrorKind::UpstreamProtocolError).status;
        fail(std::move(error));
    }

    void fail(AnswerError error)
    {
        m_out->emplace_back(AnswerFailed{std::move(error)});
        m_isOver = true;
    }

    std::string m_idBase;
    CallIds m_ids;
    SseReader m_sse;
    std::vector<AnswerEvent>* m_out = nullptr; // of the current call
    std::deque<Block> m_blocks; // that are not completely sent
    TokenUsage m_usage;
    StopReason m_stop = StopReason::Unknown;
    std::string m_stopWord; // the original reason
    std::string m_stopSequence;
    std::int64_t m_lastIndex = -1;
    int m_part = 0; // of the first of m_blocks
    bool m_hasBegun = false;
    bool m_hasEvents = false;
    bool m_isOutputReported = false; // after the beginning
    bool m_hasCalls = false;
    bool m_hasAnswerTool = false;
    bool m_isFinishing = false;
    bool m_isOver = false;
};

} // namespace

std::unique_ptr<AnswerDecoder> makeDecoder(const std::string& idBase)
{
    return std::make_unique<Decoder>(idBase);
}

} // namespace gateway::protocol::anthropic
