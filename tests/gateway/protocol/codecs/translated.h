#pragma once

#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/codecs/format_table.h"
#include "gateway/protocol/codecs/request_translation.h"
#include "gateway/protocol/responses/responses_codec.h"

#include <algorithm>
#include <string>

namespace tests {

// A target with the properties of a typical provider and model of its format.

inline gateway::protocol::TranslationTarget typicalTarget(const gateway::protocol::TableTarget& of)
{
    using gateway::protocol::Format;
    const Format format = of.format;
    gateway::protocol::TranslationTarget target;
    target.format = format;
    target.provider = "provider";
    target.to.outputLimit = 64000;
    switch (format) {
    case Format::OpenAiResponses: target.to.model = "gpt-5.1"; break;
    case Format::Anthropic: target.to.model = "claude-sonnet-4-5"; break;
    case Format::Gemini: target.to.model = "gemini-2.5-pro"; break;
    case Format::OllamaChat: target.to.model = "qwen3:8b"; break;
    case Format::Bedrock: target.to.model = "anthropic.claude-sonnet-4-5-20250929-v1:0"; break;
    case Format::Cohere: target.to.model = "command-a-reasoning-08-2025"; break;
    default: target.to.model = "gpt-4.1"; break;
    }
    if (format == Format::Bedrock || format == Format::OllamaChat || format == Format::Cohere || format == Format::Gemini)
        target.to.canThink = true;
    if (of.name == "bedrock-nova") {
        target.to.model = "us.amazon.nova-2-lite-v1:0";
    } else if (of.name == "bedrock-openai") {
        target.to.model = "openai.gpt-oss-120b-1:0";
    } else if (of.name == "bedrock-other") {
        target.to.model = "meta.llama3-3-70b-instruct-v1:0";
        target.to.canThink = false;
    }
    return target;
}

/// Gemini has the model in its path.
inline gateway::protocol::RequestPlace placeFor(gateway::protocol::Format client)
{
    return {client == gateway::protocol::Format::Gemini ? "m" : "", false};
}

struct Translated {
    std::string refusal; ///< empty: `text` contains the request
    std::string text;
    std::vector<std::string> losses;
    std::string duties = {}; ///< what must be done to the answer
    bool isRead = true; ///< false: rejected by the reader
};

inline std::string textOf(const gateway::protocol::AnswerDuties& duties)
{
    return gateway::toText(gateway::Json{duties.stop, duties.oneCall, duties.jsonField, duties.calls, duties.choices, duties.requests});
}

inline Translated translated(gateway::protocol::Format client, const gateway::Json& request, const gateway::protocol::TableTarget& target)
{
    const auto read = gateway::protocol::codecOf(client).readRequest(request, placeFor(client));
    if (!read)
        return {read.error().text(), {}, {}, {}, false};
    if (target.format != client && read->previousResponseId.empty()) // a stored response would be replaced by its turns
        if (const auto problem = gateway::protocol::onlyForResponses(*read, request))
            return {problem->text(), {}, {}, {}, true};
    auto made = gateway::protocol::translateRequest(*read, typicalTarget(target));
    if (!made.body)
        return {made.body.error().text(), {}, {}, {}, true};
    return {{}, gateway::toText(*made.body), made.losses.list(), textOf(made.duties), true};
}

/// With the typical model of `target`.
inline Translated translated(gateway::protocol::Format client, const gateway::Json& request, gateway::protocol::Format target)
{
    return translated(client, request, *std::ranges::find(gateway::protocol::kTableTargets, target, &gateway::protocol::TableTarget::format));
}

} // namespace tests
