#include "content_writer.h"

#include "thinking_config.h"

#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace gateway::protocol::gemini {

namespace {

// Marks a call that the API did not make, so that no signature is required. Both APIs accept it. Source: ai.google.dev,
// "Thought signatures", FAQ; cloud.google.com, "Thought signatures". Read 2026-11-21.
constexpr const char* kNoSignature = "skip_thought_signature_validator";

struct Ending {
    std::string_view ending;
    std::string_view type;
};

// For URLs without a media type, which Vertex AI requires.
constexpr std::array kEndings{Ending{".png", "image/png"}, Ending{".jpg", "image/jpeg"}, Ending{".jpeg", "image/jpeg"},
    Ending{".webp", "image/webp"}, Ending{".gif", "image/gif"}, Ending{".heic", "image/heic"},
    Ending{".pdf", "application/pdf"}, Ending{".mp4", "video/mp4"}, Ending{".webm", "video/webm"},
    Ending{".mov", "video/quicktime"}, Ending{".mp3", "audio/mp3"}, Ending{".wav", "audio/wav"},
    Ending{".txt", "text/plain"}};

std::string typeByName(std::string_view url)
{
    const std::string_view path = url.substr(0, url.find_first_of("?#"));
    const auto row =
        std::find_if(kEndings.begin(), kEndings.end(), [&](const Ending& each) { return path.ends_with(each.ending); });
    return row == kEndings.end() ? std::string() : std::string(row->type);
}

} // namespace

ContentWriter::ContentWriter(const Conversation& conversation, const WriteTarget& target, Losses& losses)
    : m_conversation(conversation)
    , m_losses(losses)
    , m_isGemini(conversation.origin == Format::Gemini)
    , m_keepsSignatures(target.keepsSignatures)
    , m_generation(generationOf(target.model.empty() ? conversation.model : target.model))
{
}

void ContentWriter::refuse(Sentence message, std::string place)
{
    if (m_error)
        return;
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.message = std::move(message);
    error.param = place.empty() ? m_place : std::move(place);
    m_error = std::move(error);
}

bool ContentWriter::write()
{
    std::size_t number = 0;
    for (const Message& message : m_conversation.messages) {
        writeMessage(message, number);
        number += m_isGemini && message.role == Role::System ? 0 : 1; // it is not part of `contents`
    }
    finishContent();
    if (m_contents.empty() && !m_system.empty()) { // the API requires a message to answer
        m_contents.push_back(Json{{"role", "user"}, {"parts", std::exchange(m_system, Json::array())}});
        m_losses.add("role of the system message");
    }
    if (m_contents.empty())
        refuse(QT_TRANSLATE_NOOP("Error", "The request contains no message to answer."), "messages");
    return !m_error;
}

void ContentWriter::writeMessage(const Message& message, std::size_t number)
{
    m_place = (m_isGemini ? "contents[" : "messages[") + std::to_string(number) + ']';
    if (!message.name.empty())
        m_losses.add("name of a message");
    if (message.role == Role::System || message.role == Role::Developer) {
        writeSystem(message);
        return;
    }
    const bool isEmpty = m_parts.empty() && m_results.empty();
    if (!isEmpty && (m_isGemini || message.role != m_role))
        finishContent();
    m_role = message.role;
    if (m_isGemini && !message.original.is_null()) {
        m_contents.push_back(message.original);
        return;
    }
    for (const Part& part : message.parts) {
        if (!part.cacheControl.is_null())
            m_losses.add("cache_control");
        writePart(part, message);
    }
}

void ContentWriter::writeSystem(const Message& message)
{
    for (const Part& part : message.parts) {
        if (!part.cacheControl.is_null())
            m_losses.add("cache_control");
        const auto* const text = std::get_if<Text>(&part.content);
        const auto* const media = std::get_if<Media>(&part.content);
        if (text && !text->text.empty())
            m_system.push_back(Json{{"text", text->text}});
        else if (media && m_isGemini) {
            if (auto written = mediaPart(*media))
                m_system.push_back(std::move(*written));
        } else if (!text)
            m_losses.add("system message: content that is no text");
    }
}

void ContentWriter::add(Json part) { m_parts.push_back(std::move(part)); }

void ContentWriter::finishContent()
{
    if (m_parts.empty() && m_results.empty())
        return;
    std::stable_sort(
        m_results.begin(), m_results.end(), [](const Result& a, const Result& b) { return a.order < b.order; });
    Json parts = Json::array();
    for (Result& result : m_results)
        parts.push_back(std::move(result.part));
    for (Json& part : m_parts)
        parts.push_back(std::move(part));
    m_results.clear();
    m_parts = Json::array();
    const bool isModel = m_role == Role::Assistant;
    if (isModel && m_generation >= kThird) {
        // The first call of each step must be signed.
        const auto first =
            std::find_if(parts.begin(), parts.end(), [](const Json& part) { return part.contains("functionCall"); });
        if (first != parts.end() && !first->contains("thoughtSignature"))
            (*first)["thoughtSignature"] = kNoSignature;
    }
    Json content;
    content["role"] = isModel ? "model" : "user";
    // The turn between two turns of the same role may have become empty.
    if (!m_isGemini && !m_contents.empty() && m_contents.back()["role"] == content["role"]) {
        for (Json& part : parts)
            m_contents.back()["parts"].push_back(std::move(part));
        return;
    }
    content["parts"] = std::move(parts);
    m_contents.push_back(std::move(content));
}

void ContentWriter::sign(Json& part, const std::string& signature) const
{
    if (!signature.empty() && m_keepsSignatures)
        part["thoughtSignature"] = signature;
    else if (!signature.empty())
        m_losses.add("thoughtSignature");
}

Json ContentWriter::thoughtPart(const Thinking& thinking)
{
    std::string text = thinking.text;
    if (text.empty())
        for (const std::string& summary : thinking.summary)
            text += (text.empty() ? "" : "\n\n") + summary;
    const bool isOwn = thinking.origin == Format::Gemini;
    if (!isOwn && (!thinking.signature.empty() || !thinking.encrypted.empty()))
        m_losses.add("signature of the reasoning");
    const bool isSigned = isOwn && !thinking.signature.empty();
    if (text.empty() && !isSigned && !m_isGemini)
        return {};
    Json part{{"text", std::move(text)}, {"thought", true}};
    if (isSigned)
        sign(part, thinking.signature);
    return part;
}

Json ContentWriter::callPart(const ToolCall& call)
{
    Json function;
    if (call.hasOwnId)
        function["id"] = call.id;
    const std::string name = flatToolName(call.nameSpace, call.name);
    function["name"] = name;
    CallArguments arguments = argumentsOf(call);
    if (!arguments.isWhole)
        m_losses.add("arguments of a tool call that are no JSON object");
    if (!call.input.empty() || !m_isGemini)
        function["args"] = std::move(arguments.object);
    m_calls[call.id] = {name, call.hasOwnId, m_calls.size()};
    Json part{{"functionCall", std::move(function)}};
    sign(part, call.signature);
    return part;
}

std::optional<Json> ContentWriter::mediaPart(const Media& media)
{
    Json inner;
    std::string type = media.mediaType;
    const bool isInline = !media.data.empty();
    if (type.empty() && !m_isGemini)
        type = isInline ? sniffedType(media.data) : typeByName(media.url);
    if (isInline && type.empty() && !m_isGemini) {
        refuse(QT_TRANSLATE_NOOP("Error", "contains media of an unknown type. State the type, as in \"data:image/png;base64,...\"."), media.place);
        return {};
    }
    if (!media.fileId.empty() && !m_isGemini) {
        refuse(QT_TRANSLATE_NOOP("Error", "is the id of a file that was uploaded to another provider. Send the file itself, or its URL."), media.place);
        return {};
    }
    if (!type.empty())
        inner["mimeType"] = std::move(type);
    if (isInline)
        inner["data"] = media.data;
    else
        inner["fileUri"] = media.fileId.empty() ? media.url : media.fileId;
    if (!media.name.empty() && m_isGemini)
        inner["displayName"] = media.name; // the Gemini API rejects it, Vertex AI does not
    else if (!media.name.empty())
        m_losses.add("name of a file");
    if (!media.detail.empty() && media.detail != "auto")
        m_losses.add("detail of an image");
    // https: since 2026 the API opens public and signed URLs itself, in addition to YouTube's and gs:. Source:
    // ai.google.dev, "File input methods". Read 2026-11-21.
    Json part{{isInline ? "inlineData" : "fileData", std::move(inner)}};
    if (media.extras.value.is_object() && media.extras.format == Format::Gemini)
        part.update(media.extras.value);
    sign(part, media.signature);
    return part;
}

void ContentWriter::addResultMedia(const Media& media, const Call& call, Json& function)
{
    auto part = mediaPart(media);
    if (!part)
        return;
    // Earlier models read media only next to the result, and all models URLs only there.
    const bool isInside = m_isGemini || (m_generation >= kThird && !media.data.empty());
    if (isInside) {
        function["parts"].push_back(std::move(*part));
        return;
    }
    add(Json{{"text", "From the result of " + call.name + ':'}});
    add(std::move(*part));
}

void ContentWriter::addResult(const ToolResult& result)
{
    const auto found = m_calls.find(result.callId);
    const Call call = found == m_calls.end() ? Call{result.name, true, m_calls.size()} : found->second;
    if (call.name.empty()) {
        refuse(QT_TRANSLATE_NOOP("Error", "is a tool result without the tool's name, and its tool call is not in the conversation. Add the name, "
            "or send the call."));
        return;
    }
    Json function;
    if (call.hasOwnId && !result.callId.empty())
        function["id"] = result.callId;
    function["name"] = call.name;
    // The tool's output is one text under "output", as Google's SDKs send it, even if it is JSON: this changes nothing
    // in it and allows any output.
    Json& response = function["response"];
    std::string text;
    bool isFirst = true;
    for (const ResultContent& content : result.content)
        if (const auto* const part = std::get_if<Text>(&content)) {
            text += (std::exchange(isFirst, false) ? "" : "\n") + part->text;
        } else if (const auto* const other = std::get_if<Opaque>(&content); other && other->format == Format::Gemini) {
            function["parts"].push_back(other->value);
        } else if (other) {
            addPieceLoss(m_losses, *other);
        }
    const char* const key = result.isError ? "error" : "output";
    if (result.value.is_object() && (!result.isError || result.value.contains("error")))
        response = result.value;
    else
        response = Json{{key, result.value.is_null() ? Json(std::move(text)) : result.value}};
    for (const ResultContent& content : result.content)
        if (const auto* const media = std::get_if<Media>(&content))
            addResultMedia(*media, call, function);
    m_results.push_back({call.order, Json{{"functionResponse", std::move(function)}}});
}

void ContentWriter::writePart(const Part& part, const Message& message)
{
    if (const auto* const text = std::get_if<Text>(&part.content)) {
        if (text->text.empty() && text->signature.empty() && !m_isGemini)
            return; // the API rejects an empty text
        Json written{{"text", text->text}};
        sign(written, text->signature);
        add(std::move(written));
    } else if (const auto* const refusal = std::get_if<Refusal>(&part.content)) {
        add(Json{{"text", refusal->text}});
    } else if (const auto* const media = std::get_if<Media>(&part.content)) {
        if (auto written = mediaPart(*media))
            add(std::move(*written));
    } else if (const auto* const thinking = std::get_if<Thinking>(&part.content)) {
        if (Json written = thoughtPart(*thinking); !written.is_null())
            add(std::move(written));
    } else if (const auto* const call = std::get_if<ToolCall>(&part.content)) {
        if (message.role != Role::Assistant)
            refuse(QT_TRANSLATE_NOOP("Error", "contains a tool call, which is allowed only in an assistant message."));
        add(callPart(*call));
    } else if (const auto* const result = std::get_if<ToolResult>(&part.content)) {
        addResult(*result);
    } else if (const auto* const opaque = std::get_if<Opaque>(&part.content)) {
        if (opaque->format == Format::Gemini)
            add(opaque->value);
        else
            addPieceLoss(m_losses, *opaque);
    }
}

} // namespace gateway::protocol::gemini
