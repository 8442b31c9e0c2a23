#include "item_writer.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/offered_tools.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <array>
#include <string>
#include <utility>
#include <variant>

namespace gateway::protocol::responses {

namespace {

class ItemWriter {
public:
    ItemWriter(const Conversation& conversation, const WriteTarget& target, Losses& losses, BodyProblem& problem)
        : m_conversation(conversation)
        , m_target(target)
        , m_losses(losses)
        , m_problem(problem)
        , m_isOurs(conversation.origin == Format::OpenAiResponses)
    {
    }

    void write(std::size_t index);
    Json take() { return std::move(m_items); }

private:
    void put(const Text& text, const Json& cacheControl);
    void put(const Refusal& refusal);
    void put(const Media& media, const Json& cacheControl);
    void put(const Thinking& thinking);
    void put(const ToolCall& call);
    void put(const ToolResult& result);
    void put(const Opaque& opaque);
    bool putOwn(const Opaque& item);

    Json mediaJson(const Media& media);
    Json imageJson(const Media& media);
    Json fileJson(const Media& media);
    Json audioJson(const Media& media);
    bool checkFileId(const Media& media);
    Json resultJson(const ResultContent& content);
    Json ourThinking(const Thinking& thinking);

    /// Appends to the content of the current message item.
    void addContent(Json part, const Json& cacheControl = {});
    void closeItem();
    void lose(const std::string& what) { m_losses.add(m_where + ": " + what); }

    const Conversation& m_conversation;
    const WriteTarget& m_target;
    Losses& m_losses;
    BodyProblem& m_problem;
    const bool m_isOurs;
    const Message* m_message = nullptr; // the current message
    std::string m_where; // its path
    Json m_items = Json::array();
    Json m_content = Json::array(); // of the current message item
    std::string m_itemId; // of the current message item
    std::string m_phase;
    int m_thoughts = 0;
};

void ItemWriter::write(std::size_t index)
{
    m_message = &m_conversation.messages[index];
    m_where = "messages[" + std::to_string(index) + ']';
    m_itemId = m_message->id;
    m_phase.clear();
    if (m_isOurs && !m_message->original.is_null()) {
        m_items.push_back(m_message->original);
        return;
    }
    if (!m_message->name.empty())
        lose("name");
    for (const Part& part : m_message->parts)
        std::visit(
            [&](const auto& content) {
                if constexpr (requires { put(content, part.cacheControl); }) {
                    put(content, part.cacheControl);
                } else {
                    if (!part.cacheControl.is_null())
                        m_losses.add("cache_control");
                    put(content);
                }
            },
            part.content);
    closeItem();
}

void ItemWriter::addContent(Json part, const Json& cacheControl)
{
    if (!cacheControl.is_null()) {
        if (m_isOurs)
            part["prompt_cache_breakpoint"] = Json{{"mode", "explicit"}};
        else
            m_losses.add("cache_control");
    }
    m_content.push_back(std::move(part));
}

void ItemWriter::closeItem()
{
    if (m_content.empty())
        return;
    static constexpr std::array kRoles{"system", "developer", "user", "assistant"};
    Json item{{"type", "message"}};
    json::putText(item, "id", m_itemId);
    item["role"] = kRoles[static_cast<std::size_t>(m_message->role)];
    json::putText(item, "phase", m_phase);
    item["content"] = std::exchange(m_content, Json::array());
    m_items.push_back(std::move(item));
    m_itemId.clear();
    m_phase.clear();
}

void ItemWriter::put(const Text& text, const Json& cacheControl)
{
    if (m_message->role != Role::Assistant)
        return addContent(Json{{"type", "input_text"}, {"text", text.text}}, cacheControl);
    if (!m_content.empty() && (m_itemId != text.itemId || m_phase != text.phase))
        closeItem();
    m_itemId = text.itemId;
    m_phase = text.phase;
    const bool keeps = text.origin == Format::OpenAiResponses && text.annotations.is_array();
    if (!keeps && !text.annotations.empty())
        lose("annotations");
    addContent(
        Json{{"type", "output_text"}, {"text", text.text}, {"annotations", keeps ? text.annotations : Json::array()}},
        cacheControl);
}

void ItemWriter::put(const Refusal& refusal)
{
    if (!refusal.itemId.empty() && refusal.itemId != m_itemId) {
        closeItem();
        m_itemId = refusal.itemId;
    }
    addContent(Json{{"type", "refusal"}, {"refusal", refusal.text}});
}

/// Files exist only at the provider that they were sent to.
bool ItemWriter::checkFileId(const Media& media)
{
    const bool isOpenAis = m_isOurs || m_conversation.origin == Format::OpenAiChat;
    if (!media.fileId.empty() && !isOpenAis)
        m_problem.add(media.placeOr(m_where),
            {QT_TRANSLATE_NOOP("Error", "contains the file \"%1\", which is stored at another provider. Send its content instead."), {media.fileId}});
    return isOpenAis;
}

Json ItemWriter::imageJson(const Media& media)
{
    Json json{{"type", "input_image"}};
    if (!media.fileId.empty() && checkFileId(media))
        json["file_id"] = media.fileId;
    json::putText(json, "image_url", urlOf(media));
    json::putText(json, "detail", media.detail);
    return json;
}

Json ItemWriter::fileJson(const Media& media)
{
    Json json{{"type", "input_file"}};
    if (!media.fileId.empty() && checkFileId(media))
        json["file_id"] = media.fileId;
    json::putText(json, "filename", media.name);
    json::putText(json, media.data.empty() ? "file_url" : "file_data", urlOf(media));
    json::putText(json, "detail", media.detail);
    return json;
}

/// Source: openai-node responses.ts, ResponseInputAudio: mp3 or wav.
Json ItemWriter::audioJson(const Media& media)
{
    const bool isWave =
        media.mediaType == "audio/wav" || media.mediaType == "audio/x-wav" || media.mediaType == "audio/wave";
    const bool isMp3 = media.mediaType == "audio/mp3" || media.mediaType == "audio/mpeg";
    if (media.data.empty() || (!isWave && !isMp3)) {
        m_problem.add(media.placeOr(m_where), QT_TRANSLATE_NOOP("Error", "contains audio in a form that the model's provider does not accept. Send WAV or MP3 as base64."));
        return {};
    }
    return Json{{"type", "input_audio"}, {"input_audio", {{"data", media.data}, {"format", isWave ? "wav" : "mp3"}}}};
}

/// Null if the format cannot express it, which was reported.
Json ItemWriter::mediaJson(const Media& media)
{
    switch (media.kind) {
    case Media::Kind::Image:
        return imageJson(media);
    case Media::Kind::File:
        return fileJson(media);
    case Media::Kind::Audio:
        return audioJson(media);
    case Media::Kind::Video:
        break;
    }
    m_problem.add(media.placeOr(m_where), QT_TRANSLATE_NOOP("Error", "contains a video, which the model's provider does not accept. Leave it out, or use another model."));
    return {};
}

void ItemWriter::put(const Media& media, const Json& cacheControl)
{
    if (m_message->role == Role::Assistant)
        return lose("media of the assistant"); // assistant messages can contain text only
    if (Json json = mediaJson(media); !json.is_null())
        addContent(std::move(json), cacheControl);
}

Json ItemWriter::ourThinking(const Thinking& thinking)
{
    Json item{{"type", "reasoning"}};
    json::putText(item, "id", thinking.id);
    item["summary"] = Json::array();
    for (const std::string& part : thinking.summary)
        item["summary"].push_back(Json{{"type", "summary_text"}, {"text", part}});
    if (!thinking.text.empty())
        item["content"] = Json::array({Json{{"type", "reasoning_text"}, {"text", thinking.text}}});
    if (!thinking.encrypted.empty() && m_target.keepsSignatures)
        item["encrypted_content"] = thinking.encrypted;
    else if (!thinking.encrypted.empty())
        lose("encrypted_content");
    return item;
}

void ItemWriter::put(const Thinking& thinking)
{
    closeItem();
    if (thinking.origin == Format::OpenAiResponses) {
        m_items.push_back(ourThinking(thinking));
        return;
    }
    // OpenAI accepts only its own reasoning; others that speak its format accept it as plain text.
    if (m_target.keepsSignatures || thinking.text.empty())
        return lose("thinking of another provider");
    if (!thinking.signature.empty() || !thinking.encrypted.empty())
        lose("signature");
    m_items.push_back(
        Json{{"type", "reasoning"}, {"id", "rs_" + std::to_string(m_thoughts++)}, {"summary", Json::array()},
            {"content", Json::array({Json{{"type", "reasoning_text"}, {"text", thinking.text}}})}});
}

/// Writes an item of a type other than a function's unchanged.
bool ItemWriter::putOwn(const Opaque& item)
{
    const bool isOwn = item.format == Format::OpenAiResponses && item.value.is_object() && item.value.contains("type");
    if (isOwn)
        m_items.push_back(item.value);
    return isOwn;
}

void ItemWriter::put(const ToolCall& call)
{
    closeItem();
    if (putOwn(call.extras))
        return;
    Json item{{"type", call.isFreeForm ? "custom_tool_call" : "function_call"}};
    json::putText(item, "id", call.itemId);
    item["call_id"] = call.id;
    item["name"] = call.name;
    json::putText(item, "namespace", call.nameSpace);
    if (call.isFreeForm)
        item["input"] = call.input;
    else
        item["arguments"] = call.input.empty() ? "{}" : call.input;
    m_items.push_back(std::move(item));
}

Json ItemWriter::resultJson(const ResultContent& content)
{
    if (const auto* const text = std::get_if<Text>(&content))
        return Json{{"type", "input_text"}, {"text", text->text}};
    if (const auto* const media = std::get_if<Media>(&content))
        return mediaJson(*media);
    const Opaque& other = std::get<Opaque>(content);
    if (other.format == Format::OpenAiResponses)
        return other.value;
    lose(nameableType(kindOf(other)));
    return {};
}

void ItemWriter::put(const ToolResult& result)
{
    closeItem();
    if (putOwn(result.extras))
        return;
    if (result.isError)
        lose("is_error");
    Json item{{"type", result.isFreeForm ? "custom_tool_call_output" : "function_call_output"}};
    json::putText(item, "id", result.itemId);
    item["call_id"] = result.callId;
    const auto* const only = result.content.size() == 1 ? std::get_if<Text>(&result.content.front()) : nullptr;
    if (!result.value.is_null()) {
        item["output"] = toText(result.value);
    } else if (only) {
        item["output"] = only->text;
    } else if (result.content.empty()) {
        item["output"] = "";
    } else {
        Json list = Json::array();
        for (const ResultContent& content : result.content)
            if (Json json = resultJson(content); !json.is_null())
                list.push_back(std::move(json));
        item["output"] = std::move(list);
    }
    m_items.push_back(std::move(item));
}

void ItemWriter::put(const Opaque& opaque)
{
    if (opaque.format != Format::OpenAiResponses)
        return lose(nameableType(kindOf(opaque)));
    closeItem();
    m_items.push_back(opaque.value);
}

} // namespace

Json inputJson(const Conversation& conversation, std::size_t first, const WriteTarget& target, Losses& losses,
    BodyProblem& problem)
{
    ItemWriter writer(conversation, target, losses, problem);
    for (std::size_t i = first; i < conversation.messages.size(); ++i)
        writer.write(i);
    return writer.take();
}

} // namespace gateway::protocol::responses
