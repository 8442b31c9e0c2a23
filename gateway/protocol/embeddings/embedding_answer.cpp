#include "embedding_answer.h"

#include "vector_text.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/plain_target.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::protocol::embeddings {

using namespace plain;

TokenUsage inputUsage(const Json& object, const char* key)
{
    TokenUsage usage;
    usage.input = json::tokensOf(object, key);
    if (usage.input)
        usage.origin = UsageOrigin::Reported;
    return usage;
}

std::string upstreamErrorText(const Json& body)
{
    const Json& error = json::fieldOf(body, "error");
    if (error.is_string())
        return error.get<std::string>();
    if (error.is_null())
        return {};
    std::string text = json::textOf(error, "message");
    return text.empty() ? toText(error) : text;
}

Result<std::vector<std::vector<float>>> vectorsOf(const Json& list, const char* key)
{
    if (!list.is_array())
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer contains no embeddings.")});
    std::vector<std::vector<float>> vectors;
    vectors.reserve(list.size());
    for (const Json& each : list) {
        auto vector = vectorOf(key ? json::fieldOf(each, key) : each);
        if (!vector)
            return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer contains an invalid embedding.")});
        vectors.push_back(std::move(*vector));
    }
    return vectors;
}

Result<std::vector<std::string>> textsOf(const EmbeddingRequest& request)
{
    std::vector<std::string> texts;
    for (const EmbeddingInput& input : request.inputs) {
        const auto* const text = std::get_if<std::string>(&input.content);
        if (!text)
            return refusal("input",
                QT_TRANSLATE_NOOP("Error", "contains token ids, which are valid only for the model they were made for. Send the text itself, or "
                    "choose a model of a provider with OpenAI's API."));
        texts.push_back(*text);
    }
    return texts;
}

void reportExtras(const EmbeddingRequest& request, std::initializer_list<EmbeddingFormat> family, Losses& losses)
{
    if (std::find(family.begin(), family.end(), request.origin) == family.end())
        for (const auto& [key, value] : request.extras)
            losses.add(key);
}

void readTexts(const BodyNode& node, EmbeddingRequest& request)
{
    request.isList = node.isArray();
    if (!node.isArray()) {
        if (std::string text = node.text(); !text.empty())
            request.inputs.push_back({std::move(text), {}});
        return;
    }
    node.each([&](const BodyNode& each) { request.inputs.push_back({each.text(), {}}); });
}

void keepExtras(const Json& body, std::initializer_list<std::string_view> known, EmbeddingRequest& request)
{
    for (const auto& [key, value] : body.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            request.extras.emplace_back(key, value);
}

std::optional<std::int64_t> readDimensions(const BodyNode& node)
{
    const auto dimensions = node.integer();
    if (dimensions && *dimensions < 1)
        node.refuse(QT_TRANSLATE_NOOP("Error", "must be 1 or more."));
    return dimensions;
}

} // namespace gateway::protocol::embeddings
