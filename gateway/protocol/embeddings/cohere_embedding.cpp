#include "cohere_embedding.h"

#include "embedding_answer.h"
#include "embedding_task.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <utility>

namespace gateway::protocol::embeddings {

namespace {

/// OpenAI clients that know that the target is Cohere may send Cohere's own task.
std::string saidTask(const EmbeddingRequest& request)
{
    for (const auto& [key, value] : request.extras)
        if (key == "input_type" && value.is_string() && request.origin == EmbeddingFormat::OpenAi)
            return value.get<std::string>();
    return {};
}

} // namespace

Result<Json> writeCohereEmbedding(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses)
{
    const auto texts = textsOf(request);
    if (!texts)
        return failure(texts.error());
    const std::string said = saidTask(request);
    const CohereTask task = cohereTask(request.task);
    Json body;
    body["model"] = target.model;
    body["texts"] = *texts;
    body["input_type"] = said.empty() ? task.word : said;
    body["embedding_types"] = Json::array({"float"});
    if (request.dimensions)
        body["output_dimension"] = *request.dimensions;
    if (request.truncate)
        body["truncate"] = *request.truncate ? "END" : "NONE";
    if (!task.isExact)
        losses.add("taskType");
    if (!request.user.empty())
        losses.add("user");
    if (std::any_of(request.inputs.begin(), request.inputs.end(), [](const auto& each) { return !each.title.empty(); }))
        losses.add("title");
    for (const auto& [key, value] : request.extras)
        if (said.empty() || key != "input_type")
            losses.add(key);
    return body;
}

Result<EmbeddingAnswer> readCohereVectors(const Json& body)
{
    const Json& embeddings = json::fieldOf(body, "embeddings");
    std::string text = upstreamErrorText(body);
    if (text.empty() && embeddings.is_null())
        text = json::textOf(body, "message");
    if (!text.empty())
        return failure(ErrorKind::UpstreamError, asIs(std::move(text)));
    const Json& numbers = json::fieldOf(embeddings, "float");
    auto vectors = vectorsOf(numbers.is_null() ? json::fieldOf(embeddings, "base64") : numbers, nullptr);
    if (!vectors)
        return failure(std::move(vectors.error()));
    EmbeddingAnswer answer;
    answer.id = json::textOf(body, "id");
    answer.vectors = std::move(*vectors);
    const Json& meta = json::fieldOf(body, "meta");
    answer.usage = inputUsage(json::fieldOf(meta, "billed_units"), "input_tokens"); // the billed tokens
    if (!answer.usage.input)
        answer.usage = inputUsage(json::fieldOf(meta, "tokens"), "input_tokens");
    return answer;
}

} // namespace gateway::protocol::embeddings
