#include "responses_stream_encoder.h"

#include "free_form_input.h"
#include "reasoning_envelope.h"
#include "response_object.h"
#include "tool_fields.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/call_arguments.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::protocol::responses {

namespace {

using What = PartGrew::What;

constexpr std::string_view kSaidNothing = "The provider broke its answer off before it said anything.";

/// As a JSON string.
std::string inQuotes(std::string_view text) { return toText(Json(text)); }

class ResponsesEncoder final : public AnswerEncoder {
public:
    enum class Wants { Events, Response };

    /// `Response`: the events, which are most of the work, are not needed.
    explicit ResponsesEncoder(const AnswerContext& context, Wants wants = Wants::Events)
        : m_context(context)
        , m_sends(wants == Wants::Events)
    {
    }
    void write(const AnswerEvent& event, std::string& out) override;
    /// The complete response, once it has ended.
    Json take() { return std::move(m_response); }

private:
    enum class Kind { None, Message, Function, FreeForm, Search, Reasoning };

    void on(const AnswerBegun& begun);
    void on(const PartBegun& begun);
    void on(const PartGrew& grew);
    void on(const PartEnded& ended);
    void on(const ChoiceEnded& ended);
    void on(const UsageReported& told) { m_usage = told.usage; }
    void on(const AnswerEnded&);
    void on(const AnswerFailed& failed);
    void on(const AnswerPing&) { }

    void begin(const Text& text);
    void begin(const Refusal& refusal);
    void begin(const Thinking& thinking);
    void begin(const ToolCall& call);
    void beginSearch(const ToolCall& call);
    void begin(const Media& media);
    void begin(const Opaque& opaque);
    void begin(const ToolResult&) { } // not part of an answer

    void openMessage(const std::string& id, const std::string& phase);
    void openContent(Json part);
    void growContent(const PartGrew& grew);
    void growAnnotations(const std::string& list);
    void closeContent();
    void growThinking(const PartGrew& grew);
    void growSummary(const std::string& text, int index);
    void closeSummary();
    void closeThinking();
    void growInput(const std::string& text);
    void addInput(const std::string& text);
    void closeInput();
    void closeSearch();
    bool lacksItsEnd() const;
    void openItem(Kind kind, Json item);
    void closeItem();
    void addItem(Json item);

    /// Sends an event whose data is `fields` after its type and number.
    void send(std::string_view type, const Json& fields);
    /// `members`: the JSON members of that data.
    void sendMembers(std::string_view type, std::string_view members);
    /// Sends the beginning or end of the open item, or of `item`.
    void sendItem(std::string_view type, const Json& item);
    void sendResponse(std::string_view type);
    /// The same for frequent events: one text of the open item.
    void sendDelta(std::string_view type, const char* indexName, std::size_t index, const std::string& delta,
        const Json* logProbs = nullptr);
    Json place() const;
    std::string newId(const char* prefix) const { return itemId(prefix, m_context, m_index); }

    const AnswerContext m_context;
    const bool m_sends;
    std::string* m_out = nullptr; // while writing
    Json m_response;
    TokenUsage m_usage;
    StopReason m_stop = StopReason::Unknown;
    bool m_saysRefusal = false;
    std::uint64_t m_sequence = 0;
    bool m_isOver = false;

    // The open item
    Kind m_kind = Kind::None;
    Json m_item;
    std::string m_id;
    std::size_t m_index = 0; // output_index
    // Its open part
    bool m_isOpen = false;
    Json m_part; // of a message
    std::string m_text; // of the part, the input, or a summary part
    Thinking m_thinking;
    std::optional<Format> m_textOrigin; // format of its annotations
    bool m_isCut = false; // the arguments of a tool search are truncated
    bool m_isBridged = false; // a free-form tool that the upstream got as a function
    FreeFormInput m_input;
};

// Events

void ResponsesEncoder::send(std::string_view type, const Json& fields)
{
    if (!m_sends)
        return;
    const std::string data = toText(fields);
    sendMembers(type, std::string_view(data).substr(1, data.size() - 2));
}

void ResponsesEncoder::sendMembers(std::string_view type, std::string_view members)
{
    m_out->append("event: ").append(type).append("\ndata: {\"type\":\"").append(type);
    m_out->append("\",\"sequence_number\":").append(std::to_string(m_sequence++));
    if (!members.empty())
        m_out->append(",").append(members);
    m_out->append("}\n\n");
}

void ResponsesEncoder::sendResponse(std::string_view type)
{
    if (m_sends)
        sendMembers(type, "\"response\":" + toText(m_response));
}

void ResponsesEncoder::sendItem(std::string_view type, const Json& item)
{
    if (m_sends)
        sendMembers(type, "\"output_index\":" + std::to_string(m_index) + ",\"item\":" + toText(item));
}

void ResponsesEncoder::sendDelta(
    std::string_view type, const char* indexName, std::size_t index, const std::string& delta, const Json* logProbs)
{
    if (!m_sends)
        return;
    std::string& out = *m_out;
    out.append("event: ").append(type).append("\ndata: {\"type\":\"").append(type);
    out.append("\",\"sequence_number\":").append(std::to_string(m_sequence++));
    out.append(",\"item_id\":").append(inQuotes(m_id));
    out.append(",\"output_index\":").append(std::to_string(m_index));
    if (indexName)
        out.append(",\"").append(indexName).append("\":").append(std::to_string(index));
    out.append(",\"delta\":").append(inQuotes(delta));
    if (logProbs)
        out.append(",\"logprobs\":").append(toText(*logProbs));
    out.append("}\n\n");
}

Json ResponsesEncoder::place() const { return Json{{"item_id", m_id}, {"output_index", m_index}}; }

void ResponsesEncoder::write(const AnswerEvent& event, std::string& out)
{
    if (m_isOver)
        return;
    m_out = &out;
    if (m_response.is_null() && !std::holds_alternative<AnswerBegun>(event)
        && !std::holds_alternative<AnswerPing>(event))
        on(AnswerBegun{});
    std::visit([this](const auto& each) { on(each); }, event);
    m_out = nullptr;
}

void ResponsesEncoder::on(const AnswerBegun& begun)
{
    if (!m_response.is_null())
        return;
    m_response = responseObject(m_context, begun.id, begun.model, begun.created_s);
    m_usage = begun.usage;
    sendResponse("response.created");
    sendResponse("response.in_progress");
}

void ResponsesEncoder::on(const PartBegun& begun)
{
    if (begun.choice != 0)
        return; // a response has a single one
    if (m_kind == Kind::Function || m_kind == Kind::Search)
        closeItem();
    std::visit([this](const auto& content) { begin(content); }, begun.content);
}

void ResponsesEncoder::on(const PartGrew& grew)
{
    if (grew.choice != 0 || !m_isOpen)
        return;
    switch (m_kind) {
    case Kind::Message:
        return grew.what == What::Annotations ? growAnnotations(grew.text) : growContent(grew);
    case Kind::Reasoning:
        return growThinking(grew);
    case Kind::Function:
    case Kind::FreeForm:
    case Kind::Search:
        if (grew.what == What::Input)
            growInput(grew.text);
        return;
    case Kind::None:
        return;
    }
}

void ResponsesEncoder::on(const PartEnded& ended)
{
    if (ended.choice != 0 || !m_isOpen)
        return;
    if (m_kind == Kind::Message)
        closeContent(); // more of it may follow
    else if (m_kind == Kind::Reasoning)
        closeThinking();
    else if (m_kind == Kind::Search)
        closeSearch();
    else
        closeInput();
}

void ResponsesEncoder::on(const ChoiceEnded& ended)
{
    if (ended.choice != 0)
        return;
    // For clients of this format, a refusal without text is a content filter.
    m_stop = ended.stop == StopReason::Refusal && !m_saysRefusal ? StopReason::ContentFilter : ended.stop;
    if (isIncomplete(m_stop) && lacksItsEnd())
        m_item["status"] = "incomplete";
    closeItem();
}

void ResponsesEncoder::on(const AnswerEnded&)
{
    closeItem();
    if (m_stop == StopReason::Error && saysNothing(m_response["output"]))
        return on(AnswerFailed{{std::string(kSaidNothing), {}, {}, 0}});
    setOutcome(m_response, m_stop);
    m_response["usage"] = usageJson(m_usage);
    m_isOver = true;
    sendResponse(isIncomplete(m_stop) ? "response.incomplete" : "response.completed");
}

/// Some clients react to one of these events, some to the other: the SDKs throw on "error", Codex reads
/// "response.failed". Sources: openai-node ResponseStream.ts; codex sse/responses.rs.
void ResponsesEncoder::on(const AnswerFailed& failed)
{
    const std::string code = failed.error.code.empty() ? "server_error" : failed.error.code;
    const Json error{{"type", failed.error.type.empty() ? "server_error" : failed.error.type}, {"code", code},
        {"message", failed.error.message}, {"param", nullptr}};
    send("error", Json{{"code", code}, {"message", failed.error.message}, {"param", nullptr}, {"error", error}});
    m_response["status"] = "failed";
    m_response["error"] = Json{{"code", code}, {"message", failed.error.message}};
    m_response["usage"] = usageJson(m_usage);
    m_isOver = true;
    sendResponse("response.failed");
}

// Items

void ResponsesEncoder::openItem(Kind kind, Json item)
{
    closeItem();
    m_kind = kind;
    m_item = std::move(item);
    m_id = m_item["id"].get<std::string>();
    sendItem("response.output_item.added", m_item);
}

void ResponsesEncoder::closeItem()
{
    if (m_kind == Kind::None)
        return;
    m_kind = Kind::None;
    if (const auto status = m_item.find("status"); status != m_item.end() && *status == "in_progress")
        *status = "completed";
    sendItem("response.output_item.done", m_item);
    m_response["output"].push_back(std::move(m_item));
    m_item = Json();
    ++m_index;
}

/// Adds an item that is complete.
void ResponsesEncoder::addItem(Json item)
{
    closeItem();
    Json begun = item;
    if (begun.contains("status"))
        begun["status"] = "in_progress";
    sendItem("response.output_item.added", begun);
    sendItem("response.output_item.done", item);
    m_response["output"].push_back(std::move(item));
    ++m_index;
}

// Messages

void ResponsesEncoder::openMessage(const std::string& id, const std::string& phase)
{
    const bool isSame = m_kind == Kind::Message && (id.empty() || id == m_id) && json::textOf(m_item, "phase") == phase;
    if (isSame)
        return;
    closeItem();
    Json item{{"id", id.empty() ? newId("msg_") : id}, {"type", "message"}, {"status", "in_progress"},
        {"role", "assistant"}, {"content", Json::array()}};
    if (!phase.empty())
        item["phase"] = phase;
    openItem(Kind::Message, std::move(item));
}

void ResponsesEncoder::openContent(Json part)
{
    m_part = std::move(part);
    m_isOpen = true;
    m_text.clear();
    Json event = place();
    event["content_index"] = m_item["content"].size();
    event["part"] = m_part;
    send("response.content_part.added", event);
}

void ResponsesEncoder::begin(const Text& text)
{
    openMessage(text.itemId, text.phase);
    m_textOrigin = text.origin;
    openContent(
        Json{{"type", "output_text"}, {"annotations", Json::array()}, {"logprobs", Json::array()}, {"text", ""}});
    if (!text.text.empty())
        growContent(PartGrew{0, 0, What::Text, text.text, {}, 0});
    if (!text.annotations.empty())
        growAnnotations(toText(text.annotations));
}

void ResponsesEncoder::begin(const Refusal& refusal)
{
    m_saysRefusal = true;
    openMessage(refusal.itemId, m_kind == Kind::Message ? json::textOf(m_item, "phase") : std::string());
    openContent(Json{{"type", "refusal"}, {"refusal", ""}});
    if (!refusal.text.empty())
        growContent(PartGrew{0, 0, What::Text, refusal.text, {}, 0});
}

void ResponsesEncoder::growContent(const PartGrew& grew)
{
    if (grew.what != What::Text)
        return;
    const std::size_t index = m_item["content"].size();
    m_text += grew.text;
    if (json::textOf(m_part, "type") == "refusal")
        return sendDelta("response.refusal.delta", "content_index", index, grew.text);
    const Json& logProbs = json::listOf(grew.logProbs, "content");
    for (const Json& each : logProbs)
        m_part["logprobs"].push_back(each);
    sendDelta("response.output_text.delta", "content_index", index, grew.text, &logProbs);
}

void ResponsesEncoder::growAnnotations(const std::string& list)
{
    const auto annotations = parseJson(list);
    if (!annotations || !annotations->is_array() || !m_part.contains("annotations"))
        return;
    for (const Json& each : *annotations) {
        Json annotation = m_textOrigin == Format::OpenAiResponses ? each : citationOf(each);
        if (annotation.is_null())
            continue;
        Json event = place();
        event["content_index"] = m_item["content"].size();
        event["annotation_index"] = m_part["annotations"].size();
        event["annotation"] = annotation;
        m_part["annotations"].push_back(std::move(annotation));
        send("response.output_text.annotation.added", event);
    }
}

void ResponsesEncoder::closeContent()
{
    const bool isRefusal = json::textOf(m_part, "type") == "refusal";
    const char* const key = isRefusal ? "refusal" : "text";
    m_isOpen = false;
    m_part[key] = std::exchange(m_text, {});
    Json event = place();
    event["content_index"] = m_item["content"].size();
    Json done = event;
    done[key] = m_part[key];
    if (!isRefusal)
        done["logprobs"] = m_part["logprobs"];
    send(isRefusal ? "response.refusal.done" : "response.output_text.done", done);
    event["part"] = m_part;
    send("response.content_part.done", event);
    m_item["content"].push_back(std::move(m_part));
}

// Reasoning

void ResponsesEncoder::begin(const Thinking& thinking)
{
    m_thinking = Thinking{};
    m_thinking.origin = thinking.origin;
    m_thinking.id = thinking.id;
    const bool isOurs = thinking.origin == Format::OpenAiResponses && !thinking.id.empty();
    openItem(Kind::Reasoning,
        Json{{"id", isOurs ? thinking.id : newId("rs_")}, {"type", "reasoning"}, {"summary", Json::array()}});
    m_isOpen = true;
    m_text.clear();
    for (std::size_t i = 0; i < thinking.summary.size(); ++i)
        growSummary(thinking.summary[i], static_cast<int>(i));
    const std::array<std::pair<What, const std::string*>, 3> known{
        {{What::Text, &thinking.text}, {What::Signature, &thinking.signature}, {What::Encrypted, &thinking.encrypted}}};
    for (const auto& [what, text] : known)
        if (!text->empty())
            growThinking(PartGrew{0, 0, what, *text, {}, 0});
}

void ResponsesEncoder::growThinking(const PartGrew& grew)
{
    switch (grew.what) {
    case What::Text:
        m_thinking.text += grew.text;
        if (m_thinking.origin == Format::OpenAiResponses)
            sendDelta("response.reasoning_text.delta", "content_index", 0, grew.text);
        else
            growSummary(grew.text, 0); // where clients display it
        break;
    case What::Summary:
        growSummary(grew.text, grew.summaryIndex);
        break;
    case What::Signature:
        m_thinking.signature += grew.text;
        break;
    case What::Encrypted:
        m_thinking.encrypted += grew.text;
        break;
    case What::Input:
    case What::Annotations:
        break;
    }
}

/// `m_text` is the last summary part, at the end of `m_thinking.summary`, which has the preceding ones and a place for
/// it.
void ResponsesEncoder::growSummary(const std::string& text, int index)
{
    auto& pieces = m_thinking.summary;
    const auto wanted = static_cast<std::size_t>(std::max(index, 0)) + 1;
    const bool isNew = pieces.empty() || wanted > pieces.size();
    if (isNew) {
        closeSummary();
        pieces.emplace_back();
        Json event = place();
        event["summary_index"] = pieces.size() - 1;
        event["part"] = Json{{"type", "summary_text"}, {"text", ""}};
        send("response.reasoning_summary_part.added", event);
    }
    pieces.back() += text;
    sendDelta("response.reasoning_summary_text.delta", "summary_index", pieces.size() - 1, text);
}

void ResponsesEncoder::closeSummary()
{
    if (m_thinking.summary.empty())
        return;
    const std::string& text = m_thinking.summary.back();
    Json event = place();
    event["summary_index"] = m_thinking.summary.size() - 1;
    Json done = event;
    done["text"] = text;
    send("response.reasoning_summary_text.done", done);
    event["part"] = Json{{"type", "summary_text"}, {"text", text}};
    send("response.reasoning_summary_part.done", event);
    m_item["summary"].push_back(event["part"]);
}

void ResponsesEncoder::closeThinking()
{
    m_isOpen = false;
    closeSummary();
    const bool isOurs = m_thinking.origin == Format::OpenAiResponses;
    if (isOurs && !m_thinking.text.empty()) {
        Json event = place();
        event["content_index"] = 0;
        event["text"] = m_thinking.text;
        send("response.reasoning_text.done", event);
        m_item["content"] = Json::array({Json{{"type", "reasoning_text"}, {"text", m_thinking.text}}});
    }
    if (!isOurs)
        m_item["encrypted_content"] = sealThinking(m_thinking);
    else if (!m_thinking.encrypted.empty())
        m_item["encrypted_content"] = m_thinking.encrypted;
    closeItem();
}

// Calls

void ResponsesEncoder::begin(const ToolCall& call)
{
    const Tool* const tool = toolOf(m_context, call);
    if (tool && isOwnFunction(*tool))
        return beginSearch(call);
    const bool isFreeForm = call.isFreeForm || (tool && tool->kind == Tool::Kind::FreeForm);
    m_isBridged = isFreeForm && !call.isFreeForm;
    m_input = FreeFormInput();
    Json item{{"id", !call.itemId.empty() ? call.itemId : newId(isFreeForm ? "ctc_" : "fc_")},
        {"type", isFreeForm ? "custom_tool_call" : "function_call"}, {"status", "in_progress"}, {"call_id", call.id},
        {"name", tool ? tool->name : call.name}};
    const std::string& space = tool ? tool->nameSpace : call.nameSpace;
    if (!space.empty())
        item["namespace"] = space;
    item[isFreeForm ? "input" : "arguments"] = "";
    openItem(isFreeForm ? Kind::FreeForm : Kind::Function, std::move(item));
    m_isOpen = true;
    m_text.clear();
    if (!call.input.empty())
        growInput(call.input);
}

/// A tool search, which its client reads as a whole: its arguments are an object. Source: openai-node responses.ts,
/// ResponseToolSearchCall. Read 2026-11-28.
void ResponsesEncoder::beginSearch(const ToolCall& call)
{
    m_isBridged = false;
    openItem(Kind::Search,
        Json{{"id", !call.itemId.empty() ? call.itemId : newId("tsc_")}, {"type", "tool_search_call"},
            {"status", "in_progress"}, {"call_id", call.id}, {"execution", "client"}, {"arguments", Json::object()}});
    m_isOpen = true;
    m_text = call.input;
}

void ResponsesEncoder::closeSearch()
{
    ToolCall call;
    call.input = std::exchange(m_text, {});
    CallArguments arguments = argumentsOf(call);
    m_isCut = !arguments.isWhole;
    m_item["arguments"] = std::move(arguments.object);
    m_isOpen = false; // it stays open, like a function call
}

void ResponsesEncoder::growInput(const std::string& text) { addInput(m_isBridged ? m_input.feed(text) : text); }

void ResponsesEncoder::addInput(const std::string& text)
{
    if (text.empty())
        return;
    m_text += text;
    if (m_kind == Kind::Search)
        return;
    sendDelta(
        m_kind == Kind::FreeForm ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta",
        nullptr, 0, text);
}

void ResponsesEncoder::closeInput()
{
    if (m_isBridged)
        addInput(m_input.finish());
    const bool isFreeForm = m_kind == Kind::FreeForm;
    if (!isFreeForm && m_text.empty())
        addInput("{}"); // clients parse it
    m_isOpen = false;
    const char* const key = isFreeForm ? "input" : "arguments";
    m_item[key] = std::exchange(m_text, {});
    Json event;
    if (m_sends) {
        event = place();
        event[key] = m_item[key];
    }
    if (m_sends && !isFreeForm)
        event["name"] = m_item["name"];
    send(isFreeForm ? "response.custom_tool_call_input.done" : "response.function_call_arguments.done", event);
    if (isFreeForm)
        closeItem(); // a function call stays open: the end of the answer shows whether it is complete
}

/// Whether the open item is the one that is incomplete in an incomplete answer.
bool ResponsesEncoder::lacksItsEnd() const
{
    if (m_kind == Kind::Search)
        return m_isCut;
    if (m_kind != Kind::Function)
        return m_kind == Kind::Message;
    ToolCall call;
    call.input = json::textOf(m_item, "arguments");
    return !argumentsOf(call).isWhole;
}

// Complete content

void ResponsesEncoder::begin(const Media& media)
{
    if (media.kind != Media::Kind::Image || media.data.empty())
        return; // an answer of this format cannot contain it
    Json item{{"id", newId("ig_")}, {"type", "image_generation_call"}, {"status", "completed"}, {"result", media.data}};
    constexpr std::string_view kImage = "image/";
    if (media.mediaType.starts_with(kImage))
        item["output_format"] = media.mediaType.substr(kImage.size());
    addItem(std::move(item));
}

void ResponsesEncoder::begin(const Opaque& opaque)
{
    if (opaque.format == Format::OpenAiResponses && opaque.value.is_object())
        addItem(opaque.value);
}

} // namespace

std::unique_ptr<AnswerEncoder> makeResponsesEncoder(const AnswerContext& context)
{
    return std::make_unique<ResponsesEncoder>(context);
}

/// Uses the final response of the stream, so that both ways give the same result.
Json writeResponsesAnswer(const ModelAnswer& answer, const AnswerContext& context)
{
    ResponsesEncoder encoder(context, ResponsesEncoder::Wants::Response);
    std::string none;
    for (const AnswerEvent& event : eventsOf(answer))
        encoder.write(event, none);
    Json response = encoder.take();
    if (!answer.serviceTier.empty())
        response["service_tier"] = answer.serviceTier;
    return response;
}

} // namespace gateway::protocol::responses
