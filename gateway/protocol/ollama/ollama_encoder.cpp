#include "ollama_encoder.h"

#include "gateway/protocol/conversation/call_arguments.h"

#include <utility>

namespace gateway::protocol::ollama {

namespace {

Json messageWith(const char* key, Json value)
{
    Json message{{"role", "assistant"}, {"content", ""}};
    message[key] = std::move(value);
    return message;
}

} // namespace

OllamaEncoder::OllamaEncoder(OllamaShape shape, const AnswerContext& context)
    : m_shape(shape)
    , m_context(context)
{
}

void OllamaEncoder::write(const AnswerEvent& event, std::string& out)
{
    std::visit([&](const auto& each) { take(each, out); }, event);
}

void OllamaEncoder::addLine(Json message, std::string& out, Json logProbs)
{
    Json line = lineOf(m_context);
    addMessage(m_shape, std::move(message), line);
    line["done"] = false;
    if (logProbs.is_object() && logProbs.contains("content"))
        line["logprobs"] = std::move(logProbs["content"]);
    out += toText(line);
    out += '\n';
}

void OllamaEncoder::addCall(const ToolCall& call, Json arguments, std::string& out)
{
    addLine(messageWith("tool_calls", Json::array({callOf(call, std::move(arguments), m_calls++)})), out);
}

void OllamaEncoder::take(const PartBegun& begun, std::string& out)
{
    if (begun.choice != 0)
        return;
    m_part = begun.content;
    m_summary = 0;
    if (const auto* const media = std::get_if<Media>(&m_part); media && !media->data.empty())
        addLine(messageWith("images", Json::array({media->data})), out);
}

void OllamaEncoder::take(const PartGrew& grew, std::string& out)
{
    if (grew.choice != 0)
        return;
    const bool isThought = std::holds_alternative<Thinking>(m_part);
    if (grew.what == PartGrew::What::Text)
        addLine(messageWith(isThought ? "thinking" : "content", grew.text), out, grew.logProbs);
    if (auto* const call = std::get_if<ToolCall>(&m_part); call && grew.what == PartGrew::What::Input)
        call->input += grew.text;
    if (isThought && grew.what == PartGrew::What::Summary) {
        const bool isNext = std::exchange(m_summary, grew.summaryIndex) != grew.summaryIndex;
        addLine(messageWith("thinking", (isNext ? "\n\n" : "") + grew.text), out);
    }
}

void OllamaEncoder::take(const PartEnded& ended, std::string& out)
{
    if (ended.choice != 0)
        return;
    if (const auto* const call = std::get_if<ToolCall>(&m_part)) {
        CallArguments arguments = argumentsOf(*call);
        if (arguments.isWhole)
            addCall(*call, std::move(arguments.object), out);
        else
            m_halfCalls.push_back(*call);
    }
    m_part = Text{};
}

void OllamaEncoder::take(const ChoiceEnded& ended, std::string& out)
{
    if (ended.choice != 0)
        return;
    m_stop = ended.stop;
    for (const ToolCall& call : std::exchange(m_halfCalls, {}))
        if (!isBrokenOff(m_stop))
            addCall(call, argumentsOf(call).object, out);
}

void OllamaEncoder::take(const UsageReported& told, std::string&) { m_usage = told.usage; }

void OllamaEncoder::take(const AnswerEnded&, std::string& out)
{
    Json line = lineOf(m_context);
    addMessage(m_shape, Json{{"role", "assistant"}, {"content", ""}}, line);
    addEnd(m_stop, m_usage, m_context, line);
    out += toText(line);
    out += '\n';
}

void OllamaEncoder::take(const AnswerFailed& failed, std::string& out)
{
    out += toText(Json{{"error", failed.error.message}});
    out += '\n';
}

std::unique_ptr<AnswerEncoder> makeOllamaEncoder(const AnswerContext& context)
{
    return std::make_unique<OllamaEncoder>(OllamaShape::Chat, context);
}

std::unique_ptr<AnswerEncoder> makeOllamaGenerateEncoder(const AnswerContext& context)
{
    return std::make_unique<OllamaEncoder>(OllamaShape::Generate, context);
}

} // namespace gateway::protocol::ollama
