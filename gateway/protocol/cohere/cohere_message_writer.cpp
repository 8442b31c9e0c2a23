#include "cohere_message_writer.h"

#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/plain_target.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace gateway::protocol::cohere {

using namespace plain;

namespace {

constexpr std::array<std::string_view, 3> kDetails{"auto", "low", "high"};

Json callOf(const ToolCall& call)
{
    Json function;
    function["name"] = flatToolName(call.nameSpace, call.name);
    function["arguments"] = toText(argumentsOf(call).object);
    Json out;
    out["id"] = call.id;
    out["type"] = "function";
    out["function"] = std::move(function);
    return out;
}

/// A single text is written without the list.
Json shortened(Json content)
{
    const bool isText = content.size() == 1 && content[0]["type"] == "text";
    return isText ? Json(std::move(content[0]["text"])) : std::move(content);
}

} // namespace

MessageWriter::MessageWriter(const Conversation& conversation, const WriteTarget& target, Losses& losses)
    : m_conversation(conversation)
    , m_target(target)
    , m_losses(losses)
{
}

Result<Json> MessageWriter::write()
{
    for (; m_index < m_conversation.messages.size(); ++m_index) {
        const Message& message = m_conversation.messages[m_index];
        if (message.role == Role::Assistant)
            writeAssistant(message);
        else if (message.role == Role::User)
            writeUser(message);
        else
            writeSystem(message);
    }
    if (m_error)
        return failure(std::move(*m_error));
    return std::move(m_out);
}

void MessageWriter::addText(const std::string& text, Json& content)
{
    if (!text.empty())
        content.push_back(Json{{"type", "text"}, {"text", text}});
}

void MessageWriter::addMedia(const Media& media, Json& content)
{
    const auto refuse = [this, &media](const Sentence& what) {
        if (!m_error)
            m_error = refusal(media.placeOr(messagePath(m_index)), what).value();
    };
    if (const auto text = plainText(media))
        return addText(*text, content);
    if (media.kind != Media::Kind::Image)
        return refuse(
            QT_TRANSLATE_NOOP("Error", "contains a file, audio or video, which this model does not support. Send its text, or choose another model."));
    if (media.data.empty() && media.url.empty())
        return refuse(QT_TRANSLATE_NOOP("Error", "contains an image by the file id of another provider. Send the image itself, or its URL."));
    Json url{{"url", urlOf(media)}};
    if (std::find(kDetails.begin(), kDetails.end(), media.detail) != kDetails.end())
        url["detail"] = media.detail;
    else if (!media.detail.empty())
        m_losses.add("detail");
    content.push_back(Json{{"type", "image_url"}, {"image_url", std::move(url)}});
}

/// Cohere does not accept a message without content.
void MessageWriter::add(const char* role, Json content)
{
    if (content.empty())
        return;
    Json message;
    message["role"] = role;
    message["content"] = shortened(std::move(content));
    m_out.push_back(std::move(message));
}

void MessageWriter::writeSystem(const Message& message)
{
    Json content = Json::array();
    for (const Part& part : message.parts) {
        if (const auto* const text = std::get_if<Text>(&part.content))
            addText(text->text, content);
        else
            m_losses.add(messagePath(m_index) + ": part that is no text");
    }
    add("system", std::move(content));
}

void MessageWriter::writeUser(const Message& message)
{
    Json content = Json::array();
    for (const Part& part : message.parts)
        if (const auto* const result = std::get_if<ToolResult>(&part.content))
            writeResult(*result, content);
    for (const Part& part : message.parts) {
        if (const auto* const text = std::get_if<Text>(&part.content))
            addText(text->text, content);
        else if (const auto* const media = std::get_if<Media>(&part.content))
            addMedia(*media, content);
        else if (const auto* const opaque = std::get_if<Opaque>(&part.content))
            addPieceLoss(m_losses, *opaque);
    }
    add("user", std::move(content));
}

/// Results are text here; their media follow in the next user message.
void MessageWriter::writeResult(const ToolResult& result, Json& media)
{
    Json message;
    message["role"] = "tool";
    message["tool_call_id"] = result.callId;
    message["content"] = textOf(result);
    m_out.push_back(std::move(message));
    for (const ResultContent& content : result.content) {
        if (const auto* const one = std::get_if<Media>(&content))
            addMedia(*one, media);
        else if (const auto* const opaque = std::get_if<Opaque>(&content))
            addPieceLoss(m_losses, *opaque);
    }
    if (result.isError)
        m_losses.add("is_error");
}

void MessageWriter::writeAssistant(const Message& message)
{
    Json content = Json::array();
    Json calls;
    std::string thoughts;
    for (const Part& part : message.parts) {
        if (const auto* const text = std::get_if<Text>(&part.content))
            addText(text->text, content);
        else if (const auto* const refused = std::get_if<Refusal>(&part.content))
            addText(refused->text, content);
        else if (const auto* const thought = std::get_if<Thinking>(&part.content)) {
            reportSealed(*thought, m_losses);
            thoughts += (thoughts.empty() ? "" : "\n\n") + shownText(*thought);
        } else if (const auto* const call = std::get_if<ToolCall>(&part.content))
            calls.push_back(callOf(*call));
        else if (const auto* const opaque = std::get_if<Opaque>(&part.content))
            addPieceLoss(m_losses, *opaque);
        else
            m_losses.add(messagePath(m_index) + ": part that is no text");
    }
    // Reasoning before tool calls is sent as the plan, which all models accept; other reasoning is accepted by
    // reasoning models only.
    if (calls.is_null() && !thoughts.empty() && m_target.canThink != false)
        content.insert(content.begin(), Json{{"type", "thinking"}, {"thinking", thoughts}});
    else if (calls.is_null() && !thoughts.empty())
        m_losses.add("reasoning of earlier answers");
    Json out;
    out["role"] = "assistant";
    if (!calls.is_null()) {
        out["tool_calls"] = std::move(calls);
        if (!thoughts.empty())
            out["tool_plan"] = std::move(thoughts);
    }
    if (!content.empty())
        out["content"] = shortened(std::move(content));
    if (out.size() > 1)
        m_out.push_back(std::move(out));
}

} // namespace gateway::protocol::cohere
