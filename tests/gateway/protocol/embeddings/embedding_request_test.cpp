#include "gateway/protocol/embeddings/embedding_codec.h"

#include "catch.h"
#include "recorded.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

using F = EmbeddingFormat;

const EmbeddingCodec& codec(F format) { return *embeddingCodec(format); }

Result<EmbeddingRequest> readAsked(F format, const std::string& body)
{
    auto json = parseJson(body);
    REQUIRE(json);
    return codec(format).readRequest(std::move(*json), {.model = "models/g", .isStream = false});
}

/// The parsed request, as JSON.
Json describe(const EmbeddingRequest& request)
{
    Json json;
    json["model"] = request.model;
    for (const EmbeddingInput& input : request.inputs) {
        json["inputs"].push_back(std::visit([](const auto& content) { return Json(content); }, input.content));
        if (!input.title.empty())
            json["titles"].push_back(input.title);
    }
    json["list"] = request.isList;
    if (request.dimensions)
        json["dimensions"] = *request.dimensions;
    if (request.encoding)
        json["base64"] = request.encoding == EmbeddingEncoding::Base64;
    if (request.task != EmbeddingTask::Unsaid)
        json["task"] = static_cast<int>(request.task);
    if (request.truncate)
        json["truncate"] = *request.truncate;
    if (!request.user.empty())
        json["user"] = request.user;
    for (const auto& [key, value] : request.extras)
        json["extras"][key] = value;
    return json;
}

struct Written {
    std::string body;
    std::vector<std::string> losses;
};

Written written(F format, const EmbeddingRequest& request)
{
    Losses losses;
    const auto body = codec(format).writeRequest(request, {.model = "up"}, losses);
    REQUIRE(body);
    return {body->dump(), losses.list()};
}

} // namespace

TEST_CASE("every embedding format has a codec")
{
    for (int i = 0; i <= static_cast<int>(F::Vertex); ++i)
        CHECK(codec(static_cast<F>(i)).format == static_cast<F>(i));
}

TEST_CASE("reads embedding requests of every format")
{
    struct Row {
        F format;
        const char* body;
        const char* told;
    };
    const auto row = GENERATE(values<Row>({
        {F::OpenAi, R"({"model":"m","input":"a","encoding_format":"base64"})",
            R"({"model":"m","inputs":["a"],"list":false,"base64":true})"},
        {F::OpenAi, R"({"model":"m","input":["a","b"],"user":null,"dimensions":3})",
            R"({"model":"m","inputs":["a","b"],"list":true,"dimensions":3})"},
        {F::OpenAi, R"({"model":"m","input":[1,2.0]})", R"({"model":"m","inputs":[[1,2]],"list":false})"},
        {F::OpenAi, R"({"model":"m","input":[[1],[2,3]]})", R"({"model":"m","inputs":[[1],[2,3]],"list":true})"},
        {F::GeminiOne, R"({"content":{"parts":[{"text":"a"},{"text":"b"}]},"taskType":"RETRIEVAL_QUERY","title":"t"})",
            R"({"model":"g","inputs":["a\nb"],"titles":["t"],"list":false,"task":1})"},
        {F::GeminiOne,
            R"({"model":"models/x","content":{"parts":[{"text":"a"}]},"task_type":"TASK_TYPE_UNSPECIFIED","output_dimensionality":5})",
            R"({"model":"g","inputs":["a"],"list":false,"dimensions":5})"},
        {F::OllamaEmbed, R"({"model":"m","input":""})", R"({"model":"m","list":false})"},
        {F::OllamaEmbed, R"({"model":"m"})", R"({"model":"m","list":false})"},
        {F::OllamaEmbeddings, R"({"model":"m","prompt":"a","options":{"num_ctx":1}})",
            R"({"model":"m","inputs":["a"],"list":false,"extras":{"options":{"num_ctx":1}}})"},
        {F::OllamaEmbeddings, R"({"model":"m","prompt":""})", R"({"model":"m","list":false})"},
    }));
    CAPTURE(row.body);
    const auto request = readAsked(row.format, row.body);
    REQUIRE(request);
    CHECK(request->origin == row.format);
    CHECK(describe(*request).dump() == row.told);
}

TEST_CASE("rejects an invalid embedding request and names the field")
{
    struct Row {
        F format;
        const char* body;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {F::OpenAi, R"({"input":"a"})", R"("model" is missing. Write the name of a model.)"},
        {F::OpenAi, R"({"model":"m"})", R"("input" is missing. Write a string or an array of strings.)"},
        {F::OpenAi, R"({"model":"m","input":""})", R"("input" must not be empty. Write a string or an array of strings.)"},
        {F::OpenAi, R"({"model":"m","input":[]})", R"("input" must not be empty. Write a string or an array of strings.)"},
        {F::OpenAi, R"({"model":"m","input":["a",""]})", R"("input[1]" must not be empty. Write a string in double quotes.)"},
        {F::OpenAi, R"({"model":"m","input":[[]]})", R"("input[0]" must not be empty. Write an array, such as ["a","b"].)"},
        {F::OpenAi, R"({"model":"m","input":{"text":"a"}})", R"("input" must be a string or an array, not object. Write a string or an array of strings.)"},
        {F::OpenAi, R"({"model":"m","input":["a",1]})", R"("input[1]" must be a string, not number. Write a string in double quotes.)"},
        {F::OpenAi, R"({"model":"m","input":[1,-1]})", R"("input[1]" must be a token id.)"},
        {F::OpenAi, R"({"model":"m","input":[[1,"a"]]})", R"("input[0][1]" must be a number, not string. Write a number without quotes, such as 1.)"},
        {F::OpenAi, R"({"model":"m","input":"a","encoding_format":"int8"})",
            R"("encoding_format" must be "float" or "base64".)"},
        {F::OpenAi, R"({"model":"m","input":"a","dimensions":0})", R"("dimensions" must be 1 or more.)"},
        {F::GeminiOne, R"({})", R"("content.parts" is missing. Write an array such as [{"text":"Hello"}].)"},
        {F::GeminiOne, R"({"content":{"parts":[{"inlineData":{}}]}})",
            R"("content.parts[0]" must be text. Only text can be embedded here.)"},
        {F::GeminiBatch, R"({"requests":[]})", R"("requests" must not be empty. Write an array such as [{"content":{"parts":[{"text":"Hello"}]}}].)"},
        {F::GeminiBatch,
            R"({"requests":[{"content":{"parts":[{"text":"a"}]}},{"content":{"parts":[{"text":"b"}]},"taskType":"CLUSTERING"}]})",
            R"("requests[1]" has a different taskType or outputDimensionality than the first request. Send it as a separate request.)"},
        {F::OllamaEmbed, R"({"model":"m","input":[1]})", R"("input[0]" must be a string, not number. Write a string in double quotes.)"},
        {F::OllamaEmbed, R"({"model":"m","truncate":1})", R"("truncate" must be true or false, not number.)"},
        {F::OllamaEmbeddings, R"({"model":"m","prompt":["a"]})", R"("prompt" must be a string, not array. Write the prompt as a string.)"},
    }));
    CAPTURE(row.body);
    const auto request = readAsked(row.format, row.body);
    REQUIRE_FALSE(request);
    CHECK(request.error().kind == ErrorKind::InvalidRequest);
    CHECK(request.error().text() == row.message);
    CHECK_FALSE(request.error().param.empty());
}

TEST_CASE("embedding requests survive reading and writing unchanged")
{
    struct Row {
        F format;
        const char* file;
    };
    const auto row = GENERATE(values<Row>({
        {F::OpenAi, "openai-strings.json"},
        {F::OpenAi, "openai-string.json"},
        {F::OpenAi, "openai-tokens.json"},
        {F::OpenAi, "openai-token-list.json"},
        {F::GeminiBatch, "gemini-batch.json"},
        {F::OllamaEmbed, "ollama-list.json"},
        {F::OllamaEmbed, "ollama-one.json"},
    }));
    CAPTURE(row.file);
    const std::string body = tests::recorded(std::string("embeddings/") + row.file);
    auto json = parseJson(body);
    REQUIRE(json);
    const std::string model =
        row.format == F::GeminiBatch ? "gemini-embedding-001" : (*json)["model"].get<std::string>();
    const auto request = codec(row.format).readRequest(*json, {.model = model, .isStream = false});
    REQUIRE(request);
    Losses losses;
    const auto again = codec(row.format).writeRequest(*request, {.model = model}, losses);
    REQUIRE(again);
    CHECK(losses.list() == std::vector<std::string>{});
    CHECK(nlohmann::json::parse(again->dump()).dump(1) == nlohmann::json::parse(body).dump(1));
}

TEST_CASE("translates an embedding request for the upstream and reports losses")
{
    struct Row {
        F from;
        const char* body;
        F to;
        const char* asked;
        std::vector<std::string> losses;
    };
    const auto row = GENERATE(values<Row>({
        {F::OpenAi, R"({"model":"m","input":"a","encoding_format":"base64","dimensions":8,"user":"u","priority":1})",
            F::GeminiBatch,
            R"({"requests":[{"model":"models/up","content":{"parts":[{"text":"a"}]},"outputDimensionality":8}]})",
            {"user", "priority"}},
        {F::OpenAi, R"({"model":"m","input":["a"]})", F::OllamaEmbed, R"({"model":"up","input":["a"]})", {}},
        {F::OpenAi, R"({"model":"m","input":["a"],"input_type":"search_query"})", F::Cohere,
            R"({"model":"up","texts":["a"],"input_type":"search_query","embedding_types":["float"]})", {}},
        {F::OllamaEmbed, R"({"model":"m","input":"a","truncate":false,"dimensions":8,"keep_alive":1})", F::Cohere,
            R"({"model":"up","texts":["a"],"input_type":"search_document","embedding_types":["float"],"output_dimension":8,"truncate":"NONE"})",
            {"keep_alive"}},
        {F::OllamaEmbed, R"({"model":"m","input":["a","b"],"truncate":false,"dimensions":8,"keep_alive":1})", F::Vertex,
            R"({"instances":[{"content":"a"},{"content":"b"}],"parameters":{"autoTruncate":false,"outputDimensionality":8}})",
            {"keep_alive"}},
        {F::GeminiOne, R"({"content":{"parts":[{"text":"a"}]},"taskType":"RETRIEVAL_DOCUMENT","title":"t"})", F::Vertex,
            R"({"instances":[{"content":"a","task_type":"RETRIEVAL_DOCUMENT","title":"t"}]})", {}},
        {F::OllamaEmbed, R"({"model":"m","input":"a","truncate":false})", F::GeminiBatch,
            R"({"requests":[{"model":"models/up","content":{"parts":[{"text":"a"}]}}]})", {"truncate"}},
        {F::OllamaEmbed, R"({"model":"m","input":"a","truncate":true})", F::OpenAi, R"({"model":"up","input":"a"})",
            {"truncate"}},
        {F::OllamaEmbeddings, R"({"model":"m","prompt":"a","keep_alive":1})", F::OllamaEmbed,
            R"({"model":"up","input":"a","keep_alive":1})", {}},
        {F::GeminiOne, R"({"content":{"parts":[{"text":"a"}]},"taskType":"SEMANTIC_SIMILARITY","title":"t"})",
            F::Cohere, R"({"model":"up","texts":["a"],"input_type":"clustering","embedding_types":["float"]})",
            {"taskType", "title"}},
        {F::GeminiOne, R"({"content":{"parts":[{"text":"a"}]},"taskType":"RETRIEVAL_QUERY"})", F::Cohere,
            R"({"model":"up","texts":["a"],"input_type":"search_query","embedding_types":["float"]})", {}},
        {F::GeminiOne,
            R"({"content":{"parts":[{"text":"a"}]},"taskType":"CLUSTERING","title":"t","embedContentConfig":{}})",
            F::OpenAi, R"({"model":"up","input":"a"})", {"taskType", "title", "embedContentConfig"}},
        {F::GeminiBatch, R"({"requests":[{"content":{"parts":[{"text":"a"}]},"taskType":"GUESS"},{"content":{"parts":[{"text":"b"}]},"taskType":"GUESS"}]})",
            F::GeminiBatch,
            R"({"requests":[{"model":"models/up","content":{"parts":[{"text":"a"}]},"taskType":"GUESS"},{"model":"models/up","content":{"parts":[{"text":"b"}]},"taskType":"GUESS"}]})",
            {}},
        {F::GeminiOne, R"({"content":{"parts":[{"text":"a"}]},"task_type":"GUESS"})", F::OpenAi, R"({"model":"up","input":"a"})", {"taskType"}},
        {F::GeminiOne, R"({"content":{"parts":[{"text":"a"}]},"taskType":"CLUSTERING"})", F::OllamaEmbed,
            R"({"model":"up","input":"a"})", {"taskType"}},
    }));
    CAPTURE(row.body);
    const auto request = readAsked(row.from, row.body);
    REQUIRE(request);
    const Written out = written(row.to, *request);
    CHECK(out.body == row.asked);
    CHECK(out.losses == row.losses);
}

TEST_CASE("rejects token IDs as input for every API except OpenAI's")
{
    const auto to = GENERATE(F::GeminiBatch, F::OllamaEmbed, F::Cohere, F::Vertex);
    const auto request = readAsked(F::OpenAi, R"({"model":"m","input":["a",[1,2]]})");
    REQUIRE(request);
    Losses losses;
    const auto body = codec(to).writeRequest(*request, {.model = "up"}, losses);
    REQUIRE_FALSE(body);
    CHECK(body.error().kind == ErrorKind::InvalidRequest);
    CHECK(body.error().param == "input");
    CHECK(body.error().text()
        == R"("input" contains token ids, which are valid only for the model they were made for. Send the text itself, or choose a model of a provider with OpenAI's API.)");
}

TEST_CASE("rejects several inputs for Vertex AI models that accept only one")
{
    const auto one = readAsked(F::OpenAi, R"({"model":"m","input":["a"]})");
    const auto two = readAsked(F::OpenAi, R"({"model":"m","input":["a","b"]})");
    REQUIRE((one && two));
    Losses losses;
    CHECK(codec(F::Vertex).writeRequest(*one, {.model = "gemini-embedding-001"}, losses));
    const auto refused = codec(F::Vertex).writeRequest(*two, {.model = "gemini-embedding-001"}, losses);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().param == "input");
    CHECK(codec(F::Vertex).writeRequest(*two, {.model = "text-embedding-005"}, losses));
}
