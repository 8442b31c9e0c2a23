#include "ollama_codec.h"

#include "ollama_answer.h"
#include "ollama_decoder.h"
#include "ollama_encoder.h"
#include "ollama_request_reader.h"
#include "ollama_request_writer.h"

#include <algorithm>

namespace gateway::protocol {

using namespace ollama;

namespace {

/// Whether the keep-alive time is zero: 0, "0", "0s", "0h0m". Source: Ollama, api/types.go, "Duration". Read
/// 2026-11-21.
bool isNoTime(const Json& keepAlive)
{
    if (keepAlive.is_number())
        return keepAlive.get<double>() == 0;
    if (!keepAlive.is_string())
        return false;
    const auto& text = keepAlive.get_ref<const std::string&>();
    return text.find_first_of("123456789") == std::string::npos && text.find('0') != std::string::npos;
}

} // namespace

const Codec& ollamaChatCodec()
{
    static constexpr Codec kCodec{Format::OllamaChat, readOllamaChat, writeOllamaChat, readOllamaAnswer,
        writeOllamaAnswer, makeOllamaDecoder, makeOllamaEncoder, usageOf};
    return kCodec;
}

const Codec& ollamaGenerateCodec()
{
    static constexpr Codec kCodec{Format::OllamaGenerate, readOllamaGenerate, nullptr, nullptr,
        writeOllamaGenerateAnswer, nullptr, makeOllamaGenerateEncoder};
    return kCodec;
}

Json ollamaLoadAnswer(const Conversation& conversation, const AnswerContext& context)
{
    const auto& extras = conversation.extras;
    const auto keepAlive =
        std::find_if(extras.begin(), extras.end(), [](const auto& extra) { return extra.first == "keep_alive"; });
    const bool isUnload = keepAlive != extras.end() && isNoTime(keepAlive->second);
    const bool isChat = conversation.origin == Format::OllamaChat;
    Json line = lineOf(context);
    addMessage(isChat ? OllamaShape::Chat : OllamaShape::Generate, Json{{"role", "assistant"}, {"content", ""}}, line);
    line["done"] = true;
    line["done_reason"] = isUnload ? "unload" : "load";
    return line;
}

} // namespace gateway::protocol
