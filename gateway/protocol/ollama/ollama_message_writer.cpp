#include "ollama_message_writer.h"

#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/plain_target.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::protocol::ollama {

using namespace plain;

namespace {

constexpr std::array kRoleNames{"system", "system", "user", "assistant"}; // indexed by Role

void append(std::string& all, const std::string& text, const char* between)
{
    if (text.empty())
        return;
    if (!all.empty())
        all += between;
    all += text;
}

} // namespace

OllamaMessageWriter::OllamaMessageWriter(const Conversation& conversation, Losses& losses)
    : m_conversation(conversation)
    , m_losses(losses)
{
}

Result<Json> OllamaMessageWriter::write()
{
    for (; m_index < m_conversation.messages.size(); ++m_index)
        writeMessage(m_conversation.messages[m_index]);
    writeResults();
    if (m_error)
        return failure(std::move(*m_error));
    return std::move(m_out);
}

void OllamaMessageWriter::writeMessage(const Message& message)
{
    if (!message.original.is_null() && m_conversation.origin == Format::OllamaChat) {
        writeResults();
        m_out.push_back(message.original);
        return;
    }
    bool hasOthers = message.parts.empty();
    for (const Part& part : message.parts) {
        const auto* const result = std::get_if<ToolResult>(&part.content);
        if (!result) {
            hasOthers = true;
            continue;
        }
        const auto call = m_calls.find(result->callId);
        m_results.push_back({result, m_index, call == m_calls.end() ? m_calls.size() : call->second.number});
    }
    if (!hasOthers)
        return;
    writeResults();
    writeParts(message);
}

void OllamaMessageWriter::writeResults()
{
    const std::size_t index = m_index;
    std::stable_sort(
        m_results.begin(), m_results.end(), [](const Waiting& a, const Waiting& b) { return a.call < b.call; });
    for (const Waiting& waiting : m_results) {
        m_index = waiting.message;
        writeResult(*waiting.result);
    }
    m_results.clear();
    m_index = index;
}

void OllamaMessageWriter::writeResult(const ToolResult& result)
{
    const auto call = m_calls.find(result.callId);
    std::string text = textOf(result);
    Json message{{"role", "tool"}, {"content", ""}};
    const ToolCall* const its = call == m_calls.end() ? nullptr : call->second.call;
    const std::string name = its ? flatToolName(its->nameSpace, its->name) : result.name;
    if (!name.empty())
        message["tool_name"] = name;
    if (!its || its->hasOwnId)
        message["tool_call_id"] = result.callId;
    for (const ResultContent& content : result.content) {
        if (const auto* const media = std::get_if<Media>(&content))
            addMedia(*media, "\n", text, message);
        else if (const auto* const opaque = std::get_if<Opaque>(&content))
            addPieceLoss(m_losses, *opaque);
    }
    message["content"] = std::move(text);
    if (result.isError)
        m_losses.add("is_error");
    m_out.push_back(std::move(message));
}

void OllamaMessageWriter::writeParts(const Message& message)
{
    // Parts of an answer continue each other; those of a question are separate.
    const char* const between = message.role == Role::Assistant ? "" : "\n\n";
    Json out{{"role", kRoleNames[static_cast<std::size_t>(message.role)]}, {"content", ""}};
    std::string content;
    std::string thinking;
    Json calls;
    for (const Part& part : message.parts) {
        if (const auto* const text = std::get_if<Text>(&part.content))
            append(content, text->text, between);
        else if (const auto* const refused = std::get_if<Refusal>(&part.content))
            append(content, refused->text, between);
        else if (const auto* const thought = std::get_if<Thinking>(&part.content)) {
            reportSealed(*thought, m_losses);
            append(thinking, shownText(*thought), "\n\n");
        } else if (const auto* const media = std::get_if<Media>(&part.content))
            addMedia(*media, between, content, out);
        else if (const auto* const call = std::get_if<ToolCall>(&part.content))
            calls.push_back(callOf(*call));
        else if (const auto* const opaque = std::get_if<Opaque>(&part.content))
            addPieceLoss(m_losses, *opaque);
    }
    const auto isText = [](const Part& part) { return std::holds_alternative<Text>(part.content); };
    const bool isEmpty = content.empty() && thinking.empty() && calls.is_null() && !out.contains("images");
    if (isEmpty && !message.parts.empty() && std::ranges::none_of(message.parts, isText)) // all of it was dropped
        return;
    out["content"] = std::move(content);
    if (!thinking.empty())
        out["thinking"] = std::move(thinking);
    // The templates of some models number the calls; a single call is 0 by default.
    for (std::size_t i = 0; calls.size() > 1 && i < calls.size(); ++i)
        calls[i]["function"]["index"] = i;
    if (!calls.is_null())
        out["tool_calls"] = std::move(calls);
    m_out.push_back(std::move(out));
}

Json OllamaMessageWriter::callOf(const ToolCall& call)
{
    m_calls[call.id] = {&call, m_calls.size()};
    Json function;
    function["name"] = flatToolName(call.nameSpace, call.name);
    function["arguments"] = argumentsOf(call).object;
    Json out;
    if (call.hasOwnId)
        out["id"] = call.id;
    out["function"] = std::move(function);
    return out;
}

void OllamaMessageWriter::addMedia(const Media& media, const char* between, std::string& content, Json& message)
{
    if (const auto text = plainText(media))
        return append(content, *text, between);
    const auto refuse = [this, &media](const Sentence& what) {
        if (!m_error)
            m_error = refusal(media.placeOr(messagePath(m_index)), what).value();
    };
    if (media.kind != Media::Kind::Image)
        return refuse(
            QT_TRANSLATE_NOOP("Error", "contains a file, audio or video, which this model does not support. Send its text, or choose another model."));
    if (media.data.empty())
        return refuse(QT_TRANSLATE_NOOP("Error", "contains an image URL, which Ollama cannot fetch. Send the image itself as base64."));
    if (!media.detail.empty() && media.detail != "auto")
        m_losses.add("detail");
    message["images"].push_back(media.data);
}

} // namespace gateway::protocol::ollama
