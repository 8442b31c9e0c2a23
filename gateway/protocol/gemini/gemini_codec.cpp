#include "gemini_codec.h"

#include "gemini_answer.h"
#include "gemini_request_reader.h"
#include "gemini_request_writer.h"
#include "gemini_stream_decoder.h"
#include "gemini_stream_encoder.h"

namespace gateway::protocol {

const Codec& geminiCodec()
{
    static const Codec kCodec{Format::Gemini, gemini::readRequest, gemini::writeRequest, gemini::readAnswer,
        gemini::writeAnswer, gemini::makeDecoder, gemini::makeEncoder, gemini::readUsage};
    return kCodec;
}

Result<Conversation> readGeminiCount(const Json& body, const RequestPlace& place)
{
    for (const char* const key : {"generateContentRequest", "generate_content_request"})
        if (body.is_object() && body.contains(key)) {
            auto conversation = gemini::readRequest(body.at(key), place);
            if (!conversation)
                conversation.error().param = std::string(key) + '.' + conversation.error().param;
            return conversation;
        }
    return gemini::readRequest(body, place);
}

Json geminiCount(std::int64_t tokens) { return Json{{"totalTokens", tokens}}; }

// Source: ai.google.dev, API reference, "Models". Read 2026-11-21.
Json geminiModel(const GeminiModel& model)
{
    Json json;
    json["name"] = "models/" + model.id;
    json["displayName"] = model.displayName.empty() ? model.id : model.displayName;
    if (model.inputLimit > 0)
        json["inputTokenLimit"] = model.inputLimit;
    if (model.outputLimit > 0)
        json["outputTokenLimit"] = model.outputLimit;
    json["supportedGenerationMethods"] = model.embeds
        ? Json::array({"embedContent", "batchEmbedContents"})
        : Json::array({"generateContent", "streamGenerateContent", "countTokens"});
    return json;
}

Json geminiModelList(const std::vector<GeminiModel>& models)
{
    Json list = Json::array();
    for (const GeminiModel& model : models)
        list.push_back(geminiModel(model));
    return Json{{"models", std::move(list)}};
}

} // namespace gateway::protocol
