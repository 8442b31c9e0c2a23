#include "vertex_embedding.h"

#include "embedding_answer.h"
#include "embedding_task.h"

#include "gateway/core/json/json_fields.h"

#include <QtGlobal>

#include <utility>

namespace gateway::protocol::embeddings {

namespace {

constexpr std::string_view kOneAtATime = "gemini-embedding";

/// The path of the client's inputs.
std::string inputsPath(EmbeddingFormat client) { return client == EmbeddingFormat::GeminiBatch ? "requests" : "input"; }

} // namespace

Result<Json> writeVertexEmbedding(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses)
{
    if (request.inputs.size() > 1 && target.model.starts_with(kOneAtATime)) {
        BodyProblem problem;
        problem.add(inputsPath(request.origin),
            QT_TRANSLATE_NOOP("Error", "contains several inputs, but this model accepts one per request at Vertex AI. Send them one by one, or "
                "choose another model."));
        return problem.error();
    }
    const auto texts = textsOf(request);
    if (!texts)
        return failure(texts.error());
    Json body;
    for (std::size_t i = 0; i < texts->size(); ++i) {
        Json instance{{"content", (*texts)[i]}};
        if (request.task != EmbeddingTask::Unsaid)
            instance["task_type"] = geminiTask(request.task);
        if (!request.inputs[i].title.empty())
            instance["title"] = request.inputs[i].title;
        body["instances"].push_back(std::move(instance));
    }
    if (request.truncate)
        body["parameters"]["autoTruncate"] = *request.truncate;
    if (request.dimensions)
        body["parameters"]["outputDimensionality"] = *request.dimensions;
    if (!request.user.empty())
        losses.add("user");
    reportExtras(request, {}, losses);
    return body;
}

Result<EmbeddingAnswer> readVertexVectors(const Json& body)
{
    if (std::string text = upstreamErrorText(body); !text.empty())
        return failure(ErrorKind::UpstreamError, asIs(std::move(text)));
    Json embeddings;
    std::optional<Tokens> tokens;
    const Json& predictions = json::fieldOf(body, "predictions");
    if (predictions.is_array())
        for (const Json& prediction : predictions) {
            const Json& embedding = json::fieldOf(prediction, "embeddings");
            embeddings.push_back(embedding);
            if (const auto count = json::tokensOf(json::fieldOf(embedding, "statistics"), "token_count"))
                tokens = tokens.value_or(Tokens{}) + *count;
        }
    auto vectors = vectorsOf(embeddings, "values");
    if (!vectors)
        return failure(std::move(vectors.error()));
    EmbeddingAnswer answer;
    answer.vectors = std::move(*vectors);
    if (tokens)
        answer.usage = inputUsage(Json{{"tokens", tokens->count}}, "tokens");
    return answer;
}

} // namespace gateway::protocol::embeddings
