#include "openai_embedding.h"

#include "embedding_answer.h"
#include "vector_text.h"

#include "gateway/core/json/json_fields.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::protocol::embeddings {

namespace {

TokenIds tokensOf(const BodyNode& node)
{
    TokenIds tokens;
    tokens.reserve(node.size());
    node.each([&](const BodyNode& each) {
        const auto token = each.integer();
        if (!token || *token < 0)
            each.refuse(QT_TRANSLATE_NOOP("Error", "must be a token id."));
        tokens.push_back(token.value_or(0));
    });
    if (tokens.empty())
        node.refuseMissing(BodyType::Array);
    return tokens;
}

void readInput(const BodyNode& node, EmbeddingRequest& request)
{
    if (!node.isArray()) {
        request.isList = false;
        request.inputs.push_back({node.neededText(), {}});
        return;
    }
    if (node.size() == 0)
        return node.refuseMissing(BodyType::Array);
    if (node.at(0).json().is_number()) { // a single input, as tokens
        request.isList = false;
        request.inputs.push_back({tokensOf(node), {}});
        return;
    }
    node.each([&](const BodyNode& each) {
        if (each.isArray())
            request.inputs.push_back({tokensOf(each), {}});
        else
            request.inputs.push_back({each.neededText(), {}});
    });
}

std::optional<EmbeddingEncoding> encodingOf(const BodyNode& node)
{
    const std::string word = node.text();
    if (word.empty())
        return std::nullopt;
    if (word != "float" && word != "base64")
        node.refuse(QT_TRANSLATE_NOOP("Error", "must be \"float\" or \"base64\"."));
    return word == "base64" ? EmbeddingEncoding::Base64 : EmbeddingEncoding::Float;
}

Json inputOf(const EmbeddingInput& input)
{
    return std::visit([](const auto& content) { return Json(content); }, input.content);
}

} // namespace

Result<EmbeddingRequest> readOpenAiEmbedding(const Json& body, const RequestPlace&)
{
    BodyProblem problem;
    const BodyNode root(body, problem);
    EmbeddingRequest request;
    request.origin = EmbeddingFormat::OpenAi;
    request.model = root["model"].neededText();
    readInput(root["input"], request);
    request.dimensions = readDimensions(root["dimensions"]);
    request.encoding = encodingOf(root["encoding_format"]);
    request.user = root["user"].text();
    if (problem.isThere())
        return problem.error();
    keepExtras(body, {"model", "input", "dimensions", "encoding_format", "user"}, request);
    return request;
}

Result<Json> writeOpenAiEmbedding(const EmbeddingRequest& request, const WriteTarget& target, Losses& losses)
{
    Json body;
    body["model"] = target.model;
    if (!request.isList && request.inputs.size() == 1) {
        body["input"] = inputOf(request.inputs.front());
    } else {
        body["input"] = Json::array();
        for (const EmbeddingInput& input : request.inputs)
            body["input"].push_back(inputOf(input));
    }
    if (request.dimensions)
        body["dimensions"] = *request.dimensions;
    if (request.encoding)
        body["encoding_format"] = request.encoding == EmbeddingEncoding::Base64 ? "base64" : "float";
    if (!request.user.empty())
        body["user"] = request.user;
    if (request.origin == EmbeddingFormat::OpenAi)
        for (const auto& [key, value] : request.extras)
            body[key] = value;
    if (request.task != EmbeddingTask::Unsaid)
        losses.add("taskType");
    if (request.truncate == true) // too long inputs are an error here
        losses.add("truncate");
    if (std::any_of(request.inputs.begin(), request.inputs.end(), [](const auto& each) { return !each.title.empty(); }))
        losses.add("title");
    reportExtras(request, {EmbeddingFormat::OpenAi}, losses);
    return body;
}

Result<EmbeddingAnswer> readOpenAiVectors(const Json& body)
{
    if (std::string text = upstreamErrorText(body); !text.empty())
        return failure(ErrorKind::UpstreamError, asIs(std::move(text)));
    const Json& data = json::fieldOf(body, "data");
    auto vectors = vectorsOf(data, "embedding");
    if (!vectors)
        return failure(std::move(vectors.error()));
    EmbeddingAnswer answer;
    answer.id = json::textOf(body, "id");
    answer.model = json::textOf(body, "model");
    answer.usage = inputUsage(json::fieldOf(body, "usage"), "prompt_tokens");
    if (!answer.usage.input) // embeddings have no output tokens. Source: Voyage AI, "Text embeddings"; read 2026-11-23
        answer.usage = inputUsage(json::fieldOf(body, "usage"), "total_tokens");
    answer.vectors.resize(vectors->size());
    for (std::size_t i = 0; i < vectors->size(); ++i) {
        const Json& index = json::fieldOf(data[i], "index");
        const std::size_t place = index.is_number_unsigned() ? index.get<std::size_t>() : i;
        if (place >= answer.vectors.size() || !answer.vectors[place].empty())
            return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer numbers its embeddings incorrectly.")});
        answer.vectors[place] = std::move((*vectors)[i]);
    }
    return answer;
}

Json writeOpenAiVectors(const EmbeddingAnswer& answer, const EmbeddingRequest& request, const AnswerContext& context)
{
    Json data = Json::array();
    for (std::size_t i = 0; i < answer.vectors.size(); ++i) {
        Json each;
        each["object"] = "embedding";
        each["index"] = i;
        if (request.encoding == EmbeddingEncoding::Base64)
            each["embedding"] = base64Of(answer.vectors[i]);
        else
            each["embedding"] = numbersOf(answer.vectors[i]);
        data.push_back(std::move(each));
    }
    const std::int64_t tokens = answer.usage.totalInput().count;
    Json body;
    body["object"] = "list";
    body["data"] = std::move(data);
    body["model"] = context.model;
    body["usage"] = Json{{"prompt_tokens", tokens}, {"total_tokens", tokens}};
    return body;
}

} // namespace gateway::protocol::embeddings
