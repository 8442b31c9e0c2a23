#include "chat_encoder.h"

#include "chat_answer.h"
#include "chat_reasoning.h"
#include "chat_tools.h"

#include "gateway/protocol/conversation/tool_name.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace gateway::protocol::openai {

ChunkFrame::ChunkFrame(const AnswerContext& context, std::string_view idStart, std::string_view object)
{
    Json shared;
    shared["id"] = std::string(idStart) + context.id;
    shared["object"] = object;
    shared["created"] = context.now_s;
    shared["model"] = context.model;
    m_start = "data: " + toText(shared);
    m_start.pop_back();
    m_start += R"(,"choices":[)";
}

void ChunkFrame::write(std::string_view choices, std::string_view more, std::string& out) const
{
    out += m_start;
    out += choices;
    out += ']';
    out += more;
    out += "}\n\n";
}

void ChunkFrame::writeError(const AnswerError& error, std::string& out)
{
    out += "data: " + toText(chatError(error)) + "\n\n";
}

void ChunkFrame::writeEnd(std::string& out) { out += "data: [DONE]\n\n"; }

namespace {

class ChatEncoder final : public AnswerEncoder {
public:
    explicit ChatEncoder(const AnswerContext& context)
        : m_context(context)
        , m_frame(context, "chatcmpl-", "chat.completion.chunk")
    {
    }

    void write(const AnswerEvent& event, std::string& out) override
    {
        std::visit([&](const auto& each) { take(each, out); }, event);
    }

private:
    struct ChoiceState {
        int index = 0;
        int calls = 0;
        int details = 0; ///< entries of reasoning_details that have begun
        bool hasReasoning = false;
        int summary = 0; ///< its last part that was sent
        Content part; ///< the beginning of the open one
        bool isBridged = false; ///< a call whose arguments contain the free text that the client expects
        bool hasInput = false;
        std::string input; ///< of a bridged call, which is sent when complete
    };

    void take(const AnswerBegun& begun, std::string& out);
    void take(const PartBegun& begun, std::string& out);
    void take(const PartGrew& grew, std::string& out);
    void take(const PartEnded& ended, std::string& out);
    void take(const ChoiceEnded& ended, std::string& out);
    void take(const UsageReported& told, std::string&) { m_usage = told.usage; }
    void take(const AnswerEnded&, std::string& out);
    void take(const AnswerFailed& failed, std::string& out) { ChunkFrame::writeError(failed.error, out); }
    void take(const AnswerPing&, std::string&) { }

    ChoiceState& choice(int index, std::string& out);
    void beginCall(ChoiceState& state, const ToolCall& call, std::string& out);
    void growCall(const ChoiceState& state, std::string_view piece, std::string& out) const;
    void growThinking(ChoiceState& state, const Thinking& thinking, const PartGrew& grew, std::string& out) const;
    bool usesFunctions() const { return m_context.request && m_context.request->usesFunctions; }
    void writeDelta(const ChoiceState& state, const Json& delta, std::string& out, const Json& logProbs = {}) const;
    void writeDelta(const ChoiceState& state, std::string_view delta, std::string_view logProbs,
        std::string_view finish, std::string& out) const;

    const AnswerContext m_context;
    ChunkFrame m_frame;
    std::vector<ChoiceState> m_choices;
    TokenUsage m_usage;
};

void ChatEncoder::writeDelta(const ChoiceState& state, std::string_view delta, std::string_view logProbs,
    std::string_view finish, std::string& out) const
{
    std::string json = R"({"index":)" + std::to_string(state.index) + R"(,"delta":)";
    json += delta;
    json += R"(,"logprobs":)";
    json += logProbs;
    json += R"(,"finish_reason":)";
    json += finish;
    json += '}';
    m_frame.write(json, {}, out);
}

void ChatEncoder::writeDelta(const ChoiceState& state, const Json& delta, std::string& out, const Json& logProbs) const
{
    writeDelta(state, toText(delta), toText(chatLogProbs(logProbs)), "null", out);
}

/// A choice states its role before anything else.
ChatEncoder::ChoiceState& ChatEncoder::choice(int index, std::string& out)
{
    const auto known =
        std::find_if(m_choices.begin(), m_choices.end(), [&](const ChoiceState& each) { return each.index == index; });
    if (known != m_choices.end())
        return *known;
    m_choices.emplace_back();
    m_choices.back().index = index;
    writeDelta(m_choices.back(), R"({"role":"assistant","content":""})", "null", "null", out);
    return m_choices.back();
}

void ChatEncoder::take(const AnswerBegun& begun, std::string& out)
{
    m_usage = begun.usage;
    choice(0, out);
}

void ChatEncoder::beginCall(ChoiceState& state, const ToolCall& call, std::string& out)
{
    const Tool* const tool = toolNamed(m_context, call.name);
    state.isBridged = !call.isFreeForm && tool && tool->kind == Tool::Kind::FreeForm;
    state.hasInput = false;
    const bool isCustom = call.isFreeForm || state.isBridged;
    const std::string name = clientsName(tool, call);
    ++state.calls;
    if (usesFunctions()) {
        if (state.calls == 1)
            writeDelta(state, Json{{"function_call", Json{{"name", name}, {"arguments", ""}}}}, out);
        return;
    }
    Json json;
    json["index"] = state.calls - 1;
    json["id"] = call.id;
    json["type"] = isCustom ? "custom" : "function";
    if (isCustom)
        json["custom"] = Json{{"name", name}, {"input", ""}};
    else
        json["function"] = Json{{"name", name}, {"arguments", ""}};
    if (!call.signature.empty())
        json["extra_content"]["google"]["thought_signature"] = call.signature;
    writeDelta(state, Json{{"tool_calls", Json::array({std::move(json)})}}, out);
}

void ChatEncoder::growCall(const ChoiceState& state, std::string_view piece, std::string& out) const
{
    const auto& call = std::get<ToolCall>(state.part);
    if (usesFunctions()) {
        if (state.calls == 1) // its client supports a single call only
            writeDelta(state, Json{{"function_call", Json{{"arguments", piece}}}}, out);
        return;
    }
    const bool isCustom = call.isFreeForm || state.isBridged;
    const std::string text = toText(Json(piece));
    const std::string delta = R"({"tool_calls":[{"index":)" + std::to_string(state.calls - 1)
        + (isCustom ? R"(,"custom":{"input":)" : R"(,"function":{"arguments":)") + text + "}}]}";
    writeDelta(state, delta, "null", "null", out);
}

void ChatEncoder::take(const PartBegun& begun, std::string& out)
{
    ChoiceState& state = choice(begun.choice, out);
    state.part = begun.content;
    if (const auto* const call = std::get_if<ToolCall>(&begun.content))
        beginCall(state, *call, out);
    if (const auto* const thinking = std::get_if<Thinking>(&begun.content)) {
        state.details += isDetail(*thinking) ? 1 : 0;
        state.summary = state.hasReasoning ? -1 : 0;
    }
    if (const auto* const media = std::get_if<Media>(&begun.content)) {
        Json delta = Json::object();
        writeAnswerMedia(*media, delta);
        writeDelta(state, delta, out);
    }
}

/// Summary parts, and consecutive reasoning parts, become paragraphs.
void ChatEncoder::growThinking(
    ChoiceState& state, const Thinking& thinking, const PartGrew& grew, std::string& out) const
{
    using What = PartGrew::What;
    Json delta;
    if (grew.what == What::Text || grew.what == What::Summary) {
        const bool isNext = state.summary < 0 || (grew.what == What::Summary && grew.summaryIndex != state.summary);
        delta["reasoning_content"] = (isNext && state.hasReasoning ? "\n\n" : "") + grew.text;
        state.summary = grew.summaryIndex;
        state.hasReasoning = true;
    }
    if (isDetail(thinking)) {
        Thinking piece = thinking;
        if (grew.what == What::Text)
            piece.text = grew.text;
        else if (grew.what == What::Summary)
            piece.summary = {grew.text};
        else if (grew.what == What::Signature)
            piece.signature = grew.text;
        else
            piece.encrypted = grew.text;
        delta["reasoning_details"] = Json::array({reasoningDetail(piece, state.details - 1)});
    }
    if (!delta.is_null())
        writeDelta(state, delta, out, grew.logProbs);
}

void ChatEncoder::take(const PartGrew& grew, std::string& out)
{
    ChoiceState& state = choice(grew.choice, out);
    if (const auto* const thinking = std::get_if<Thinking>(&state.part)) {
        growThinking(state, *thinking, grew, out);
    } else if (grew.what == PartGrew::What::Annotations) {
        const auto list = parseJson(grew.text);
        if (Json annotations = list ? chatAnnotations(*list) : Json(); !annotations.is_null())
            writeDelta(state, Json{{"annotations", std::move(annotations)}}, out);
    } else if (grew.what == PartGrew::What::Input && std::holds_alternative<ToolCall>(state.part)) {
        state.hasInput |= !grew.text.empty();
        if (state.isBridged)
            state.input += grew.text;
        else if (!grew.text.empty())
            growCall(state, grew.text, out);
    } else if (grew.what == PartGrew::What::Text) {
        const bool isRefusal = std::holds_alternative<Refusal>(state.part);
        const std::string delta = (isRefusal ? R"({"refusal":)" : R"({"content":)") + toText(Json(grew.text)) + '}';
        writeDelta(state, delta, grew.logProbs.is_null() ? "null" : toText(chatLogProbs(grew.logProbs)), "null", out);
    }
}

/// A call without arguments gets an empty object, because clients parse it.
void ChatEncoder::take(const PartEnded& ended, std::string& out)
{
    ChoiceState& state = choice(ended.choice, out);
    if (const auto* const call = std::get_if<ToolCall>(&state.part)) {
        if (state.isBridged)
            growCall(state, bridgedInput(std::exchange(state.input, {})), out);
        else if (!state.hasInput && !call->isFreeForm)
            growCall(state, "{}", out);
    }
    state.part = Text{};
}

void ChatEncoder::take(const ChoiceEnded& ended, std::string& out)
{
    const ChoiceState& state = choice(ended.choice, out);
    std::string_view finish = finishReason(ended.stop, state.calls > 0);
    if (usesFunctions() && finish == "tool_calls")
        finish = "function_call";
    writeDelta(state, "{}", "null", '"' + std::string(finish) + '"', out);
}

void ChatEncoder::take(const AnswerEnded&, std::string& out)
{
    const Json usage = m_context.request && m_context.request->includeUsage ? chatUsage(m_usage) : Json();
    if (!usage.is_null())
        m_frame.write({}, R"(,"usage":)" + toText(usage), out);
    ChunkFrame::writeEnd(out);
}

} // namespace

std::unique_ptr<AnswerEncoder> makeChatEncoder(const AnswerContext& context)
{
    return std::make_unique<ChatEncoder>(context);
}

} // namespace gateway::protocol::openai
