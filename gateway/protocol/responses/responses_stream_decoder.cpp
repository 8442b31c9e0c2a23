#include "responses_stream_decoder.h"

#include "responses_answer_reader.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/text/sse.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/answer_error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::protocol::responses {

namespace {

using What = PartGrew::What;

/// One output item, as far as it has arrived.
struct Item {
    enum class Kind { Unknown, Message, Call, Reasoning, Other };
    Kind kind = Kind::Unknown;
    std::int64_t index = -1; // output_index
    std::string id;
    std::string phase;
    std::size_t number = 0; // in order of arrival
    bool isOpen = false; // a part has begun
    bool isRefusal = false; // of Message: the open part
    bool isDone = false;
    std::int64_t content = -1; // of Message: content_index of the open part, or of the last
    std::size_t said = 0; // bytes sent of the open part's text, or of the input
    std::size_t noted = 0; // number of annotations sent of the open part
    std::vector<std::size_t> summary; // bytes sent of each summary part
    std::vector<AnswerEvent> held; // until the preceding items are done
};

class ResponsesDecoder final : public AnswerDecoder {
public:
    explicit ResponsesDecoder(std::string idBase)
        : m_idBase(std::move(idBase))
    {
    }
    void feed(std::string_view piece, std::vector<AnswerEvent>& events) override;
    void finish(std::vector<AnswerEvent>&) override { } // an answer ends only with its own event

private:
    using Read = void (ResponsesDecoder::*)(const Json& event);
    struct Row {
        std::string_view type;
        Read read;
    };
    static const std::array<Row, 21> kRows;

    static const Row* rowFor(std::string_view type);
    void read(std::string_view data, std::string_view name);
    void readBegun(const Json& event);
    void readItemAdded(const Json& event);
    void readItemDone(const Json& event);
    void readPartDone(const Json& event);
    void readText(const Json& event) { readContent(event, false); }
    void readRefusal(const Json& event) { readContent(event, true); }
    void readContent(const Json& event, bool isRefusal);
    void readAnnotation(const Json& event);
    void readInput(const Json& event);
    void readInputDone(const Json& event);
    void readSummary(const Json& event);
    void readReasoning(const Json& event);
    bool isOver(const Json& event) const;
    void readEnd(const Json& event);
    void readFailure(const Json& event);

    Item& itemOf(const Json& event);
    Item& add(const Json& event);
    Item* find(const Json& event);
    void begin(Item& item, const Json& json);
    void beginText(Item& item, std::int64_t content, bool isRefusal);
    void complete(Item& item, const Json& json);
    void completeMessage(Item& item, const Json& json);
    void completeReasoning(Item& item, const Json& json);
    void sayWhole(Item& item, const Json& json);
    void endPart(Item& item);
    void endItem(Item& item);
    void grow(Item& item, What what, std::string text, Json logProbs = {}, int summaryIndex = 0);
    void say(Item& item, AnswerEvent event);
    void emit(AnswerEvent event);
    void advance();

    const std::string m_idBase;
    SseReader m_reader;
    std::vector<AnswerEvent>* m_events = nullptr; // while feeding
    std::vector<Item> m_items;
    std::size_t m_front = 0; // the first unfinished one: only that is sent at once
    int m_part = -1; // number of the last part
    bool m_hasBegun = false;
    bool m_isOver = false;
    std::vector<Part> m_kinds; // an empty call for each one, for the stop reason
};

// Frequent ones first. Source: OpenAI API reference, "Streaming events".
const std::array<ResponsesDecoder::Row, 21> ResponsesDecoder::kRows{
    Row{"response.output_text.delta", &ResponsesDecoder::readText},
    Row{"response.function_call_arguments.delta", &ResponsesDecoder::readInput},
    Row{"response.reasoning_summary_text.delta", &ResponsesDecoder::readSummary},
    Row{"response.reasoning_text.delta", &ResponsesDecoder::readReasoning},
    Row{"response.custom_tool_call_input.delta", &ResponsesDecoder::readInput},
    Row{"response.refusal.delta", &ResponsesDecoder::readRefusal},
    Row{"response.output_item.added", &ResponsesDecoder::readItemAdded},
    Row{"response.output_item.done", &ResponsesDecoder::readItemDone},
    Row{"response.content_part.done", &ResponsesDecoder::readPartDone},
    Row{"response.output_text.annotation.added", &ResponsesDecoder::readAnnotation},
    Row{"response.function_call_arguments.done", &ResponsesDecoder::readInputDone},
    Row{"response.custom_tool_call_input.done", &ResponsesDecoder::readInputDone},
    Row{"response.created", &ResponsesDecoder::readBegun},
    Row{"response.in_progress", &ResponsesDecoder::readBegun},
    Row{"response.queued", &ResponsesDecoder::readBegun},
    Row{"response.completed", &ResponsesDecoder::readEnd},
    Row{"response.done", &ResponsesDecoder::readEnd},
    Row{"response.incomplete", &ResponsesDecoder::readEnd},
    Row{"response.failed", &ResponsesDecoder::readFailure},
    Row{"response.cancelled", &ResponsesDecoder::readFailure},
    Row{"error", &ResponsesDecoder::readFailure},
};

void ResponsesDecoder::feed(std::string_view piece, std::vector<AnswerEvent>& events)
{
    m_events = &events;
    m_reader.feed(piece);
    SseReader::Event event;
    while (!m_isOver && m_reader.next(event))
        if (!event.data.empty() && event.data != "[DONE]")
            read(event.data, event.name);
    m_events = nullptr;
}

/// Null if it belongs to a later version.
const ResponsesDecoder::Row* ResponsesDecoder::rowFor(std::string_view type)
{
    const auto found = std::ranges::find(kRows, type, &Row::type);
    return found == kRows.end() ? nullptr : &*found;
}

void ResponsesDecoder::read(std::string_view data, std::string_view name)
{
    const auto event = parseJsonLeniently(data);
    const bool isReadable = event && event->is_object();
    if (!isReadable && !name.empty() && name != "message" && !rowFor(name))
        return;
    if (!isReadable && !mayBePartOfAnswer(event, data))
        return;
    if (!isReadable) {
        m_isOver = true;
        return emit(AnswerFailed{unreadEvent(event.error(), "The provider sent an event that is not JSON.")});
    }
    const std::string_view type = json::textOf(*event, "type");
    if (const Row* const row = rowFor(type))
        return (this->*row->read)(*event);
    if (type.empty() && json::findField(*event, "error"))
        readFailure(*event);
    else if (isOver(*event))
        readEnd(*event);
}

/// Whether an event of a later version is the last one: it contains a response with output that is no longer in
/// progress.
bool ResponsesDecoder::isOver(const Json& event) const
{
    const Json* const response = json::findField(event, "response");
    if (!response || !response->is_object() || (json::listOf(*response, "output").empty() && m_items.empty()))
        return false;
    static constexpr std::array<std::string_view, 5> kOthers{"", "in_progress", "queued", "failed", "cancelled"};
    return std::ranges::find(kOthers, json::textOf(*response, "status")) == kOthers.end();
}

void ResponsesDecoder::readBegun(const Json& event)
{
    if (std::exchange(m_hasBegun, true))
        return;
    const Json* const response = json::findField(event, "response");
    const Json& from = response ? *response : event;
    emit(AnswerBegun{json::textOf(from, "id"), json::textOf(from, "model"), createdOf(from), usageIn(from)});
}

// Items

Item* ResponsesDecoder::find(const Json& event)
{
    const auto index = json::countOf(event, "output_index");
    const Json* const inner = json::findField(event, "item");
    const std::string_view id = inner ? json::textOf(*inner, "id") : json::textOf(event, "item_id");
    for (auto item = m_items.rbegin(); item != m_items.rend(); ++item) {
        if (index ? item->index == *index : (!id.empty() && item->id == id))
            return &*item;
    }
    if (index || !id.empty() || m_items.empty() || m_items.back().isDone)
        return nullptr;
    return &m_items.back(); // without any id: it belongs to the last item
}

Item& ResponsesDecoder::add(const Json& event)
{
    if (!m_hasBegun)
        readBegun(Json::object());
    Item item;
    item.number = m_items.size();
    item.index = json::countOf(event, "output_index").value_or(-1);
    item.id = json::textOf(event, "item_id");
    m_items.push_back(std::move(item));
    return m_items.back();
}

Item& ResponsesDecoder::itemOf(const Json& event)
{
    Item* const item = find(event);
    return item ? *item : add(event);
}

void ResponsesDecoder::begin(Item& item, const Json& json)
{
    const std::string_view type = json::textOf(json, "type");
    if (std::string id = json::textOf(json, "id"); !id.empty())
        item.id = std::move(id);
    if (item.kind != Item::Kind::Unknown)
        return;
    if (type == "message") {
        item.kind = Item::Kind::Message;
        item.phase = json::textOf(json, "phase");
        return;
    }
    const bool isCall = type == "function_call" || type == "custom_tool_call";
    if (!isCall && type != "reasoning") {
        item.kind = Item::Kind::Other;
        return;
    }
    if (isCall && json::textOf(json, "name").empty())
        return; // sent once it is complete
    item.kind = isCall ? Item::Kind::Call : Item::Kind::Reasoning;
    Json logProbs;
    Content content = std::move(outputParts(json, m_idBase, item.number, logProbs).front().content);
    std::string input;
    if (auto* const call = std::get_if<ToolCall>(&content)) {
        input = std::exchange(call->input, {}); // the input so far
    } else if (auto* const thinking = std::get_if<Thinking>(&content)) {
        const std::string id = thinking->id;
        *thinking = Thinking{};
        thinking->id = id;
        thinking->origin = Format::OpenAiResponses;
    }
    item.isOpen = true;
    say(item, PartBegun{0, 0, std::move(content)});
    item.said = input.size();
    grow(item, What::Input, std::move(input));
}

void ResponsesDecoder::readItemAdded(const Json& event)
{
    if (const Json* const json = json::findField(event, "item"))
        begin(itemOf(event), *json);
}

void ResponsesDecoder::readItemDone(const Json& event)
{
    const Json* const json = json::findField(event, "item");
    Item& item = itemOf(event);
    if (json && !item.isDone)
        complete(item, *json);
    endItem(item);
}

/// Sends what was not sent yet of the complete item.
void ResponsesDecoder::complete(Item& item, const Json& json)
{
    if (item.kind == Item::Kind::Unknown || item.kind == Item::Kind::Other)
        return sayWhole(item, json);
    if (item.kind == Item::Kind::Message)
        return completeMessage(item, json);
    if (item.kind == Item::Kind::Reasoning)
        return completeReasoning(item, json);
    const bool isFreeForm = json::textOf(json, "type") == "custom_tool_call";
    const std::string_view input = json::textOf(json, isFreeForm ? "input" : "arguments");
    if (item.isOpen && input.size() > item.said)
        grow(item, What::Input, std::string(input.substr(item.said)));
}

void ResponsesDecoder::sayWhole(Item& item, const Json& json)
{
    ModelAnswer one;
    one.choices.emplace_back();
    one.choices.front().parts = outputParts(json, m_idBase, item.number, one.choices.front().logProbs);
    for (AnswerEvent& event : eventsOf(one))
        if (std::holds_alternative<PartBegun>(event) || std::holds_alternative<PartGrew>(event)
            || std::holds_alternative<PartEnded>(event))
            say(item, std::move(event));
}

void ResponsesDecoder::completeMessage(Item& item, const Json& json)
{
    std::int64_t index = -1;
    for (const Json& part : json::listOf(json, "content")) {
        ++index;
        const bool isRefusal = json::textOf(part, "type") == "refusal";
        const std::string_view text = json::textOf(part, isRefusal ? "refusal" : "text");
        if (!isRefusal && !json::findField(part, "text"))
            continue; // of a later version
        if (index < item.content || (index == item.content && !item.isOpen))
            continue; // already sent and ended
        const bool isNew = index > item.content;
        if (isNew)
            beginText(item, index, isRefusal);
        if (text.size() > item.said)
            grow(item, What::Text, std::string(text.substr(item.said)),
                isNew && json::findField(part, "logprobs") && !json::listOf(part, "logprobs").empty()
                    ? Json{{"content", json::listOf(part, "logprobs")}}
                    : Json());
        const Json& annotations = json::listOf(part, "annotations");
        for (std::size_t i = item.noted; i < annotations.size(); ++i)
            grow(item, What::Annotations, toText(Json::array({annotations[i]})));
    }
}

void ResponsesDecoder::completeReasoning(Item& item, const Json& json)
{
    if (!item.isOpen)
        return;
    const Json& summary = json::listOf(json, "summary");
    item.summary.resize(std::max(item.summary.size(), summary.size()));
    for (std::size_t i = 0; i < summary.size(); ++i)
        if (const std::string_view text = json::textOf(summary[i], "text"); text.size() > item.summary[i])
            grow(item, What::Summary, std::string(text.substr(item.summary[i])), {}, static_cast<int>(i));
    std::string text;
    for (const Json& part : json::listOf(json, "content"))
        text += json::textOf(part, "text");
    if (text.size() > item.said)
        grow(item, What::Text, text.substr(item.said));
    grow(item, What::Encrypted, json::textOf(json, "encrypted_content"));
}

// Parts

void ResponsesDecoder::beginText(Item& item, std::int64_t content, bool isRefusal)
{
    endPart(item);
    item.kind = Item::Kind::Message;
    item.isOpen = true;
    item.isRefusal = isRefusal;
    item.content = content;
    item.said = 0;
    item.noted = 0;
    if (isRefusal)
        return say(item, PartBegun{0, 0, Refusal{{}, item.id}});
    Text text;
    text.itemId = item.id;
    text.phase = item.phase;
    text.origin = Format::OpenAiResponses;
    say(item, PartBegun{0, 0, std::move(text)});
}

void ResponsesDecoder::readContent(const Json& event, bool isRefusal)
{
    Item& item = itemOf(event);
    const std::int64_t content = json::countOf(event, "content_index").value_or(std::max<std::int64_t>(item.content, 0));
    if (item.isDone || (item.kind != Item::Kind::Message && item.kind != Item::Kind::Unknown))
        return;
    if (!item.isOpen || item.content != content || item.isRefusal != isRefusal)
        beginText(item, content, isRefusal);
    std::string delta = json::textOf(event, "delta");
    item.said += delta.size();
    const Json& logProbs = json::listOf(event, "logprobs");
    grow(item, What::Text, std::move(delta), logProbs.empty() ? Json() : Json{{"content", logProbs}});
}

void ResponsesDecoder::readAnnotation(const Json& event)
{
    Item& item = itemOf(event);
    const Json* const annotation = json::findField(event, "annotation");
    if (!annotation || !item.isOpen || item.kind != Item::Kind::Message || item.isRefusal)
        return;
    ++item.noted;
    grow(item, What::Annotations, toText(Json::array({*annotation})));
}

void ResponsesDecoder::readPartDone(const Json& event)
{
    Item& item = itemOf(event);
    const Json* const part = json::findField(event, "part");
    const bool isOfReasoning = part && json::textOf(*part, "type") == "reasoning_text";
    if (item.kind != Item::Kind::Message || !item.isOpen || !part || isOfReasoning)
        return;
    const std::string_view text = json::textOf(*part, item.isRefusal ? "refusal" : "text");
    if (text.size() > item.said)
        grow(item, What::Text, std::string(text.substr(item.said)));
    const Json& annotations = json::listOf(*part, "annotations");
    for (std::size_t i = item.noted; i < annotations.size(); ++i)
        grow(item, What::Annotations, toText(Json::array({annotations[i]})));
    endPart(item);
}

void ResponsesDecoder::readInput(const Json& event)
{
    Item& item = itemOf(event);
    if (item.kind != Item::Kind::Call || !item.isOpen)
        return;
    std::string delta = json::textOf(event, "delta");
    item.said += delta.size();
    grow(item, What::Input, std::move(delta));
}

void ResponsesDecoder::readInputDone(const Json& event)
{
    Item& item = itemOf(event);
    if (item.kind != Item::Kind::Call || !item.isOpen)
        return;
    const bool isFreeForm = json::findField(event, "input") != nullptr;
    const std::string_view input = json::textOf(event, isFreeForm ? "input" : "arguments");
    if (input.size() <= item.said)
        return;
    std::string rest(input.substr(item.said));
    item.said = input.size();
    grow(item, What::Input, std::move(rest));
}

void ResponsesDecoder::readSummary(const Json& event)
{
    constexpr std::int64_t kMost = 1000;
    Item& item = itemOf(event);
    begin(item, Json{{"type", "reasoning"}, {"id", item.id}});
    const std::int64_t index = json::countOf(event, "summary_index").value_or(0);
    if (item.kind != Item::Kind::Reasoning || !item.isOpen || index >= kMost)
        return;
    const auto place = static_cast<std::size_t>(index);
    item.summary.resize(std::max(item.summary.size(), place + 1));
    std::string delta = json::textOf(event, "delta");
    item.summary[place] += delta.size();
    grow(item, What::Summary, std::move(delta), {}, static_cast<int>(index));
}

void ResponsesDecoder::readReasoning(const Json& event)
{
    Item& item = itemOf(event);
    begin(item, Json{{"type", "reasoning"}, {"id", item.id}});
    if (item.kind != Item::Kind::Reasoning || !item.isOpen)
        return;
    std::string delta = json::textOf(event, "delta");
    item.said += delta.size();
    grow(item, What::Text, std::move(delta));
}

void ResponsesDecoder::endPart(Item& item)
{
    if (std::exchange(item.isOpen, false))
        say(item, PartEnded{});
}

void ResponsesDecoder::endItem(Item& item)
{
    endPart(item);
    item.isDone = true;
    advance();
}

void ResponsesDecoder::grow(Item& item, What what, std::string text, Json logProbs, int summaryIndex)
{
    if (text.empty() && logProbs.is_null())
        return;
    PartGrew grew;
    grew.what = what;
    grew.text = std::move(text);
    grew.logProbs = std::move(logProbs);
    grew.summaryIndex = summaryIndex;
    say(item, std::move(grew));
}

// Sending

void ResponsesDecoder::say(Item& item, AnswerEvent event)
{
    if (&item == &m_items[m_front])
        emit(std::move(event));
    else
        item.held.push_back(std::move(event));
}

void ResponsesDecoder::emit(AnswerEvent event)
{
    if (auto* const begun = std::get_if<PartBegun>(&event)) {
        begun->part = ++m_part;
        if (std::holds_alternative<ToolCall>(begun->content))
            m_kinds.push_back({ToolCall{}, {}});
    } else if (auto* const grew = std::get_if<PartGrew>(&event)) {
        grew->part = m_part;
    } else if (auto* const ended = std::get_if<PartEnded>(&event)) {
        ended->part = m_part;
    }
    m_events->push_back(std::move(event));
}

void ResponsesDecoder::advance()
{
    while (m_front < m_items.size() && m_items[m_front].isDone) {
        if (++m_front == m_items.size())
            return;
        for (AnswerEvent& event : std::exchange(m_items[m_front].held, {}))
            emit(std::move(event));
    }
}

// The end

void ResponsesDecoder::readEnd(const Json& event)
{
    const Json* const response = json::findField(event, "response");
    const Json none = Json::object();
    const Json& from = response ? *response : none;
    if (!m_hasBegun)
        readBegun(event);
    std::int64_t index = -1;
    for (const Json& json : json::listOf(from, "output")) {
        ++index;
        // Upstreams without indices have sent their items in this order.
        const Json named{{"output_index", index}, {"item", json}};
        Item* item = find(named);
        const bool isNumbered = m_items.empty() || m_items.front().index >= 0;
        if (!item && !isNumbered && static_cast<std::size_t>(index) < m_items.size())
            item = &m_items[static_cast<std::size_t>(index)];
        if (!item)
            item = &add(named);
        if (!item->isDone)
            complete(*item, json);
        endItem(*item);
    }
    for (Item& item : m_items)
        endItem(item);
    m_isOver = true;
    emit(UsageReported{usageIn(from)});
    const StopReason stop = stopOf(from, m_kinds);
    emit(ChoiceEnded{0, stop, {}, causeOf(from, stop)});
    emit(AnswerEnded{});
}

void ResponsesDecoder::readFailure(const Json& event)
{
    const Json* const response = json::findField(event, "response");
    m_isOver = true;
    AnswerFailed failed{errorIn(response ? *response : event), usageIn(response ? *response : event)};
    if (failed.error.message.empty())
        failed.error.message = "The provider's answer failed without words.";
    emit(std::move(failed));
}

} // namespace

std::unique_ptr<AnswerDecoder> makeResponsesDecoder(const std::string& idBase)
{
    return std::make_unique<ResponsesDecoder>(idBase);
}

} // namespace gateway::protocol::responses
