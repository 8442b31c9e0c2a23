#include "anthropic_codec.h"

#include "anthropic_request_reader.h"
#include "anthropic_stream_decoder.h"
#include "anthropic_stream_encoder.h"
#include "block_writer.h"
#include "option_writer.h"
#include "turn_writer.h"
#include "whole_answer.h"
#include "words.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/translation/answer_schema.h"
#include "gateway/protocol/conversation/translation/schema_reference.h"

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace anthropic {

namespace {

template <class T> bool isSet(const std::optional<T>& value) { return value && *value != T{}; }

/// What the API cannot express and changes the answer only a little.
void addLosses(const Conversation& from, Losses& losses)
{
    const Sampling& sampling = from.sampling;
    struct Row {
        const char* name;
        bool isSaid;
    };
    const std::array rows{
        Row{"frequency_penalty", isSet(sampling.frequencyPenalty)},
        Row{"presence_penalty", isSet(sampling.presencePenalty)},
        Row{"repetition_penalty", sampling.repetitionPenalty.value_or(1) != 1},
        Row{"min_p", isSet(sampling.minP)},
        Row{"seed", sampling.seed.has_value()},
        Row{"logprobs", isSet(sampling.logProbs)},
        Row{"top_logprobs", isSet(sampling.topLogProbs)},
        Row{"logit_bias", !sampling.logitBias.empty()},
        Row{"metadata", from.origin != Format::Anthropic && !from.metadata.empty()},
        Row{"prompt_cache_key", !from.promptCacheKey.empty()},
        Row{"store", isSet(from.store)},
    };
    for (const Row& row : rows)
        if (row.isSaid)
            losses.add(row.name);
}

void writeExtras(Json& body, Writing& writing)
{
    for (const auto& [key, value] : writing.from.extras) {
        if (!writing.isOwn())
            addExtraLoss(writing.losses, key, value);
        else if (value.is_object() && body.contains(key))
            body[key].update(value); // the rest of output_config
        else
            body[key] = value;
    }
}

/// Whether it contains an e-mail address.
bool hasAddress(std::string_view user)
{
    const std::size_t at = user.find('@');
    return at != std::string_view::npos && at > 0 && user.find('.', at + 2) != std::string_view::npos;
}

/// Whether it may be a phone number. Source: ITU-T E.164: 15 digits at most.
bool isNumber(std::string_view user)
{
    const auto digits = std::ranges::count_if(user, isDigit);
    return digits >= 7 && digits <= 15 && user.find_first_not_of("0123456789 +-.()") == std::string_view::npos;
}

void writeMetadata(Json& body, Writing& writing)
{
    const std::string& user = writing.from.user;
    // The API rejects such ids: "user_id appears to contain an email address". Source: BerriAI/litellm issue 10106.
    if (!writing.isOwn() && (hasAddress(user) || isNumber(user)))
        writing.losses.add("user");
    else if (!user.empty())
        body["metadata"]["user_id"] = user;
    if (writing.isOwn())
        for (const auto& [key, value] : writing.from.metadata.items())
            body["metadata"][key] = value;
}

void writeTier(Json& body, Writing& writing)
{
    const std::string& tier = writing.from.serviceTier;
    if (tier.empty())
        return;
    const std::string_view word = tierWord(tier);
    if (!word.empty() || writing.isOwn())
        body["service_tier"] = word.empty() ? tier : std::string(word);
    if (!writing.isOwn() && tier != "auto" && tier != "default")
        writing.losses.add("service_tier: " + tier);
}

void writeFormat(Json& body, Writing& writing)
{
    const OutputFormat& output = writing.from.output;
    if (output.kind != OutputFormat::Kind::JsonSchema || !isHeldToFormat(writing))
        return;
    Json format;
    format["type"] = "json_schema";
    format["schema"] = output.schema;
    if (!writing.isOwn()) {
        // Source: Anthropic, "Structured outputs", JSON Schema limitations; read 2026-11-21.
        openRoot(format["schema"]);
        closeObjects(format["schema"]);
        tellLimits(format["schema"], "response_format", writing.losses);
    }
    body["output_config"]["format"] = std::move(format);
}

void writeSystem(Json& body, Json system, Writing& writing)
{
    const bool isSchema = writing.from.output.kind == OutputFormat::Kind::JsonSchema && !isHeldToFormat(writing);
    if (isSchema && !asksByTool(writing)) {
        if (system.is_null())
            system = Json::array();
        system.push_back(textBlock(schemaInWords(writing.from.output.schema)));
        writing.losses.addPromptedSchema();
    }
    if (!system.is_null())
        body["system"] = std::move(system);
}

Result<Json> writeRequest(const Conversation& from, const WriteTarget& target, Losses& losses)
{
    Writing writing{from, target, losses};
    Json body;
    body["model"] = target.model;
    body["max_tokens"] = 0; // a placeholder to keep the order
    Turns turns = writeTurns(writing);
    writeSystem(body, std::move(turns.system), writing);
    body["messages"] = std::move(turns.messages);
    const bool isForced = writeTools(body, writing);
    const bool isThinking = writeLimits(body, turns.callsUnthinking, isForced, writing);
    writeFormat(body, writing);
    writeSampling(body, isThinking, writing);
    if (from.isStream)
        body["stream"] = true;
    writeMetadata(body, writing);
    writeTier(body, writing);
    if (!from.cacheControl.is_null())
        body["cache_control"] = from.cacheControl;
    writeExtras(body, writing);
    addLosses(from, losses);
    if (writing.problem)
        return failure(*writing.problem);
    return body;
}

} // namespace

} // namespace anthropic

const Codec& anthropicCodec()
{
    static const Codec codec{Format::Anthropic, anthropic::readRequest, anthropic::writeRequest, anthropic::readAnswer,
        anthropic::writeAnswer, anthropic::makeDecoder, anthropic::makeEncoder, anthropic::readAnswerUsage};
    return codec;
}

Result<Conversation> readAnthropicCountRequest(const Json& body) { return anthropic::readCountRequest(body); }

} // namespace gateway::protocol
