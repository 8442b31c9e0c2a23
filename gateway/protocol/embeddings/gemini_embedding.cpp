#include "gemini_embedding.h"

#include "embedding_answer.h"
#include "embedding_task.h"
#include "vector_text.h"

#include "gateway/core/json/json_fields.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::protocol::embeddings {

namespace {

constexpr std::string_view kModels = "models/";
constexpr const char* kTaskType = "taskType";

std::string modelOf(std::string_view name)
{
    if (name.starts_with(kModels))
        name.remove_prefix(kModels.size());
    return std::string(name);
}

/// The texts of a content's parts, joined.
std::string textOf(const BodyNode& content)
{
    std::string all;
    bool isFirst = true;
    const BodyNode parts = content["parts"];
    if (parts.size() == 0)
        parts.refuseMissing(BodyType::Array);
    parts.each([&](const BodyNode& part) {
        const BodyNode text = part["text"];
        if (!text.isThere())
            part.refuse(QT_TRANSLATE_NOOP("Error", "must be text. Only text can be embedded here."));
        if (!std::exchange(isFirst, false))
            all += '\n';
        all += text.text();
    });
    return all;
}

/// A field that Google's clients write in either spelling.
BodyNode either(const BodyNode& node, const char* camel, const char* snake)
{
    const BodyNode found = node[camel];
    return found.isThere() ? found : node[snake];
}

struct One {
    EmbeddingInput input;
    EmbeddingTask task = EmbeddingTask::Unsaid;
    std::string newTask; ///< a value of a later version
    std::optional<std::int64_t> dimensions;
};

One oneOf(const BodyNode& node)
{
    One one;
    one.input.content = textOf(node["content"]);
    one.input.title = node["title"].text();
    one.dimensions = readDimensions(either(node, "outputDimensionality", "output_dimensionality"));
    const BodyNode taskType = either(node, "taskType", "task_type");
    if (const std::string word = taskType.text(); !word.empty()) {
        const auto task = taskOfGemini(word);
        one.task = task.value_or(EmbeddingTask::Unsaid);
        one.newTask = task ? std::string() : word;
    }
    return one;
}

void take(One one, EmbeddingRequest& request)
{
    request.task = one.task;
    request.dimensions = one.dimensions;
    if (request.inputs.empty() && !one.newTask.empty())
        request.extras.emplace_back(kTaskType, one.newTask);
    request.inputs.push_back(std::move(one.input));
}

/// A task of a later version that a client of this format sent; empty if none.
std::string newTaskOf(const EmbeddingRequest& request)
{
    const bool isOwn = request.origin == EmbeddingFormat::GeminiOne || request.origin == EmbeddingFormat::GeminiBatch;
    const auto said = std::ranges::find_if(request.extras, [](const auto& extra) { return extra.first == kTaskType; });
    const bool isSaid = isOwn && said != request.extras.end() && said->second.is_string();
    return isSaid ? said->second.get<std::string>() : std::string();
}

TokenUsage usageOf(const Json& body) { return inputUsage(json::fieldOf(body, "usageMetadata"), "promptTokenCount"); }

void addUsage(const TokenUsage& usage, Json& body)
{
    if (usage.input)
        body["usageMetadata"] = Json{{"promptTokenCount", usage.totalInput().count}};
}

} // namespace

Result<EmbeddingRequest> readGeminiEmbedding(const Json& body, const RequestPlace& place)
{
    BodyProblem problem;
    const BodyNode root(body, problem);
    EmbeddingRequest request;
    request.origin = EmbeddingFormat::GeminiOne;
    request.model = modelOf(place.model);
    request.isList = false;
    take(oneOf(root), request);
    if (problem.isThere())
        return problem.error();
    keepExtras(body,
        {"model", "content", "title", "taskType", "task_type", "outputDimensionality", "output_dimensionality"},
        request);
    return request;
}

Result<EmbeddingRequest> readGeminiBatch(const Json& body, const RequestPlace& place)
{
    BodyProblem problem;
    const BodyNode root(body, problem);
    EmbeddingRequest request;
    request.origin = EmbeddingFormat::GeminiBatch;
    request.model = modelOf(place.model);
    const BodyNode requests = root["requests"];
    if (requests.size() == 0)
        requests.refuseMissing(BodyType::Array);
    requests.each([&](const BodyNode& each) {
        One one = oneOf(each);
        const bool isFirst = request.inputs.empty();
        if (!isFirst && (one.task != request.task || one.newTask != newTaskOf(request) || one.dimensions != request.dimensions))
            each.refuse(QT_TRANSLATE_NOOP("Error", "has a different taskType or outputDimensionality than the first request. Send it as a separate request."));
        take(std::move(one), request);
    });
    if (problem.isThere())
        return problem.error();
    keepExtras(body, {"model", "requests"}, request);
    return request;
}

Result<Json> writeGeminiBatch(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses)
{
    const auto texts = textsOf(request);
    if (!texts)
        return failure(texts.error());
    Json requests = Json::array();
    const std::string newTask = newTaskOf(request);
    for (std::size_t i = 0; i < texts->size(); ++i) {
        Json each;
        each["model"] = std::string(kModels) + modelOf(target.model);
        each["content"] = Json{{"parts", Json::array({Json{{"text", (*texts)[i]}}})}};
        if (request.task != EmbeddingTask::Unsaid)
            each[kTaskType] = geminiTask(request.task);
        else if (!newTask.empty())
            each[kTaskType] = newTask;
        if (!request.inputs[i].title.empty())
            each["title"] = request.inputs[i].title;
        if (request.dimensions)
            each["outputDimensionality"] = *request.dimensions;
        requests.push_back(std::move(each));
    }
    if (request.truncate == false)
        losses.add("truncate"); // too long inputs are always cut
    if (!request.user.empty())
        losses.add("user");
    for (const auto& [key, value] : request.extras)
        if (key != kTaskType || newTask.empty())
            losses.add(key);
    return Json{{"requests", std::move(requests)}};
}

Result<EmbeddingAnswer> readGeminiVectors(const Json& body)
{
    if (std::string text = upstreamErrorText(body); !text.empty())
        return failure(ErrorKind::UpstreamError, asIs(std::move(text)));
    auto vectors = vectorsOf(json::fieldOf(body, "embeddings"), "values");
    if (!vectors)
        return failure(std::move(vectors.error()));
    EmbeddingAnswer answer;
    answer.vectors = std::move(*vectors);
    answer.usage = usageOf(body);
    return answer;
}

Json writeGeminiVector(const EmbeddingAnswer& answer, const EmbeddingRequest&, const AnswerContext&)
{
    Json body;
    body["embedding"] = Json{{"values", answer.vectors.empty() ? Json::array() : numbersOf(answer.vectors.front())}};
    addUsage(answer.usage, body);
    return body;
}

Json writeGeminiVectors(const EmbeddingAnswer& answer, const EmbeddingRequest&, const AnswerContext&)
{
    Json list = Json::array();
    for (const auto& vector : answer.vectors)
        list.push_back(Json{{"values", numbersOf(vector)}});
    Json body;
    body["embeddings"] = std::move(list);
    addUsage(answer.usage, body);
    return body;
}

} // namespace gateway::protocol::embeddings
