#include "ollama_embedding.h"

#include "embedding_answer.h"
#include "vector_text.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <utility>

namespace gateway::protocol::embeddings {

Result<EmbeddingRequest> readOllamaEmbed(const Json& body, const RequestPlace&)
{
    BodyProblem problem;
    const BodyNode root(body, problem);
    EmbeddingRequest request;
    request.origin = EmbeddingFormat::OllamaEmbed;
    request.model = root["model"].neededText();
    readTexts(root["input"], request);
    request.dimensions = readDimensions(root["dimensions"]);
    request.truncate = root["truncate"].flag();
    if (problem.isThere())
        return problem.error();
    keepExtras(body, {"model", "input", "dimensions", "truncate"}, request);
    return request;
}

Result<EmbeddingRequest> readOllamaEmbeddings(const Json& body, const RequestPlace&)
{
    BodyProblem problem;
    const BodyNode root(body, problem);
    EmbeddingRequest request;
    request.origin = EmbeddingFormat::OllamaEmbeddings;
    request.model = root["model"].neededText();
    request.isList = false;
    if (std::string prompt = root["prompt"].text(); !prompt.empty())
        request.inputs.push_back({std::move(prompt), {}});
    if (problem.isThere())
        return problem.error();
    keepExtras(body, {"model", "prompt"}, request);
    return request;
}

Result<Json> writeOllamaEmbed(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses)
{
    const auto texts = textsOf(request);
    if (!texts)
        return failure(texts.error());
    Json body;
    body["model"] = target.model;
    body["input"] = !request.isList && texts->size() == 1 ? Json(texts->front()) : Json(*texts);
    if (request.dimensions)
        body["dimensions"] = *request.dimensions;
    if (request.truncate)
        body["truncate"] = *request.truncate;
    if (request.origin == EmbeddingFormat::OllamaEmbed || request.origin == EmbeddingFormat::OllamaEmbeddings)
        for (const auto& [key, value] : request.extras)
            body[key] = value;
    if (request.task != EmbeddingTask::Unsaid)
        losses.add("taskType");
    if (!request.user.empty())
        losses.add("user");
    if (std::any_of(request.inputs.begin(), request.inputs.end(), [](const auto& each) { return !each.title.empty(); }))
        losses.add("title");
    reportExtras(request, {EmbeddingFormat::OllamaEmbed, EmbeddingFormat::OllamaEmbeddings}, losses);
    return body;
}

Result<EmbeddingAnswer> readOllamaVectors(const Json& body)
{
    if (std::string text = upstreamErrorText(body); !text.empty())
        return failure(ErrorKind::UpstreamError, asIs(std::move(text)));
    auto vectors = vectorsOf(json::fieldOf(body, "embeddings"), nullptr);
    if (!vectors)
        return failure(std::move(vectors.error()));
    EmbeddingAnswer answer;
    answer.model = json::textOf(body, "model");
    answer.vectors = std::move(*vectors);
    answer.usage = inputUsage(body, "prompt_eval_count");
    return answer;
}

Json writeOllamaVectors(const EmbeddingAnswer& answer, const EmbeddingRequest&, const AnswerContext& context)
{
    const AnswerTimes times = context.times ? *context.times : AnswerTimes{};
    Json list = Json::array();
    for (const auto& vector : answer.vectors)
        list.push_back(numbersOf(vector));
    Json body;
    body["model"] = context.model;
    body["embeddings"] = std::move(list);
    body["total_duration"] = times.total_ns;
    body["load_duration"] = times.load_ns;
    body["prompt_eval_count"] = answer.usage.totalInput().count;
    return body;
}

Json writeOllamaVector(const EmbeddingAnswer& answer, const EmbeddingRequest&, const AnswerContext&)
{
    return Json{{"embedding", answer.vectors.empty() ? Json::array() : numbersOf(answer.vectors.front())}};
}

} // namespace gateway::protocol::embeddings
