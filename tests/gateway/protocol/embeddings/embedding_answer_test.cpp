#include "gateway/protocol/embeddings/embedding_codec.h"

#include "catch.h"
#include "recorded.h"

#include <bit>
#include <cmath>
#include <random>

using namespace gateway;
using namespace gateway::protocol;

namespace {

using F = EmbeddingFormat;

Result<EmbeddingAnswer> readReported(F format, const std::string& body)
{
    const auto json = parseJson(body);
    REQUIRE(json);
    return embeddingCodec(format)->readAnswer(*json);
}

Json written(F format, const EmbeddingAnswer& answer, const EmbeddingRequest& request = {})
{
    AnswerContext context;
    context.model = answer.model;
    return embeddingCodec(format)->writeAnswer(answer, request, context);
}

EmbeddingAnswer sample()
{
    EmbeddingAnswer answer;
    answer.model = "m";
    answer.vectors = {{1.0F, -2.5F}, {0.1F, 0.0F}};
    answer.usage.input = Tokens{7};
    return answer;
}

} // namespace

TEST_CASE("embedding answers survive reading and writing unchanged")
{
    struct Row {
        F format;
        const char* file;
    };
    const auto row = GENERATE(values<Row>({
        {F::OpenAi, "answer-openai.json"},
        {F::GeminiBatch, "answer-gemini.json"},
        {F::OllamaEmbed, "answer-ollama.json"},
    }));
    CAPTURE(row.file);
    const std::string body = tests::recorded(std::string("embeddings/") + row.file);
    const auto answer = readReported(row.format, body);
    REQUIRE(answer);
    CHECK(nlohmann::json::parse(written(row.format, *answer).dump()) == nlohmann::json::parse(body));
}

TEST_CASE("reads the embedding answer of every upstream format")
{
    struct Row {
        F format;
        const char* file;
        std::vector<float> second;
        std::optional<Tokens> tokens;
    };
    const auto row = GENERATE(values<Row>({
        {F::OpenAi, "answer-openai.json", {0.25F, 0.0F, -0.5F, 3.4e38F}, Tokens{8}},
        {F::OpenAi, "answer-openai-base64.json", {0.25F, 0.0F, -0.5F}, Tokens{8}},
        {F::GeminiBatch, "answer-gemini.json", {0.05007221F, 0.04692972F}, {}},
        {F::OllamaEmbed, "answer-ollama.json", {0.05007221F, 0.04692972F}, Tokens{8}},
        {F::Cohere, "answer-cohere.json", {0.04663086F, -0.023239136F}, Tokens{2}},
        {F::Vertex, "answer-vertex.json", {0.05007221F, 0.04692972F}, Tokens{11}},
    }));
    CAPTURE(row.file);
    const auto answer = readReported(row.format, tests::recorded(std::string("embeddings/") + row.file));
    REQUIRE(answer);
    REQUIRE(answer->vectors.size() == 2);
    CHECK(answer->vectors[1] == row.second);
    CHECK(answer->usage.input == row.tokens);
}

TEST_CASE("counts the total of an embedding usage as input tokens")
{
    const auto answer = readReported(F::OpenAi, R"({"data":[{"embedding":[0.5],"index":0}],"usage":{"total_tokens":26}})");
    REQUIRE(answer);
    CHECK(answer->usage.input == Tokens{26});
    CHECK(answer->usage.origin == UsageOrigin::Reported);
}

TEST_CASE("writes embeddings in each client's format")
{
    struct Row {
        F format;
        const char* body;
    };
    const auto row = GENERATE(values<Row>({
        {F::OpenAi,
            R"({"object":"list","data":[{"object":"embedding","index":0,"embedding":[1.0,-2.5]},{"object":"embedding","index":1,"embedding":[0.1,0.0]}],"model":"m","usage":{"prompt_tokens":7,"total_tokens":7}})"},
        {F::GeminiOne, R"({"embedding":{"values":[1.0,-2.5]},"usageMetadata":{"promptTokenCount":7}})"},
        {F::GeminiBatch,
            R"({"embeddings":[{"values":[1.0,-2.5]},{"values":[0.1,0.0]}],"usageMetadata":{"promptTokenCount":7}})"},
        {F::OllamaEmbed,
            R"({"model":"m","embeddings":[[1.0,-2.5],[0.1,0.0]],"total_duration":0,"load_duration":0,"prompt_eval_count":7})"},
        {F::OllamaEmbeddings, R"({"embedding":[1.0,-2.5]})"},
    }));
    CHECK(written(row.format, sample()).dump() == row.body);
}

TEST_CASE("returns base64 embeddings only on request")
{
    EmbeddingRequest request;
    request.encoding = EmbeddingEncoding::Base64;
    const Json body = written(F::OpenAi, sample(), request);
    CHECK(body["data"][0]["embedding"] == "AACAPwAAIMA="); // 00 00 80 3f, 00 00 20 c0
    CHECK(body["data"][1]["embedding"] == "zczMPQAAAAA=");
    const auto again = readReported(F::OpenAi, body.dump());
    REQUIRE(again);
    CHECK(again->vectors == sample().vectors);
}

TEST_CASE("an embedding request without inputs returns no vectors")
{
    CHECK(written(F::OllamaEmbed, {}).dump()
        == R"({"model":"","embeddings":[],"total_duration":0,"load_duration":0,"prompt_eval_count":0})");
    CHECK(written(F::OllamaEmbeddings, {}).dump() == R"({"embedding":[]})");
}

TEST_CASE("reports a body that is not an embedding answer as an error")
{
    struct Row {
        F format;
        const char* body;
        ErrorKind kind;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {F::OpenAi, R"({"error":{"message":"no quota"}})", ErrorKind::UpstreamError, "no quota"},
        {F::GeminiBatch, R"({"error":{"code":404,"message":"no model","status":"NOT_FOUND"}})",
            ErrorKind::UpstreamError, "no model"},
        {F::OllamaEmbed, R"({"error":"model not found"})", ErrorKind::UpstreamError, "model not found"},
        {F::Cohere, R"({"id":"x","message":"invalid api token"})", ErrorKind::UpstreamError, "invalid api token"},
        {F::Vertex, R"({"error":{"code":404,"message":"no model","status":"NOT_FOUND"}})", ErrorKind::UpstreamError, "no model"},
        {F::Vertex, R"({"predictions":[{}]})", ErrorKind::UpstreamProtocolError,
            "The provider's answer contains an invalid embedding."},
        {F::OpenAi, R"({})", ErrorKind::UpstreamProtocolError, "The provider's answer contains no embeddings."},
        {F::OpenAi, R"([])", ErrorKind::UpstreamProtocolError, "The provider's answer contains no embeddings."},
        {F::Cohere, R"({"embeddings":{"int8":[[1]]}})", ErrorKind::UpstreamProtocolError,
            "The provider's answer contains no embeddings."},
        {F::OpenAi, R"({"data":[{"embedding":"AAA="}]})", ErrorKind::UpstreamProtocolError,
            "The provider's answer contains an invalid embedding."},
        {F::OpenAi, R"({"data":[{"embedding":"????"}]})", ErrorKind::UpstreamProtocolError,
            "The provider's answer contains an invalid embedding."},
        {F::OpenAi, R"({"data":[{"embedding":[1,"a"]}]})", ErrorKind::UpstreamProtocolError,
            "The provider's answer contains an invalid embedding."},
        {F::OpenAi, R"({"data":[{"embedding":[1],"index":1}]})", ErrorKind::UpstreamProtocolError,
            "The provider's answer numbers its embeddings incorrectly."},
        {F::OpenAi, R"({"data":[{"embedding":[1],"index":0},{"embedding":[2],"index":0}]})",
            ErrorKind::UpstreamProtocolError, "The provider's answer numbers its embeddings incorrectly."},
    }));
    CAPTURE(row.body);
    const auto answer = readReported(row.format, row.body);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == row.kind);
    CHECK(answer.error().text() == row.message);
}

TEST_CASE("random vectors survive every encoding without loss")
{
    std::mt19937 random(7);
    std::size_t numbers = 0;
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        EmbeddingAnswer answer;
        answer.model = "m";
        answer.vectors.resize(1 + random() % 3);
        for (auto& vector : answer.vectors)
            for (unsigned i = 1 + random() % 64; i > 0; --i) {
                const auto number = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
                vector.push_back(std::isfinite(number) ? number : 0.0F);
                ++numbers;
            }
        EmbeddingRequest request;
        request.encoding = random() % 2 ? EmbeddingEncoding::Base64 : EmbeddingEncoding::Float;
        const auto format = request.encoding == EmbeddingEncoding::Base64 ? F::OpenAi
            : random() % 2                                                ? F::GeminiBatch
                                                                          : F::OllamaEmbed;
        const auto again = readReported(format, written(format, answer, request).dump());
        REQUIRE(again);
        CHECK(again->vectors == answer.vectors);
    }
    CHECK(numbers > 10000);
    WARN(numbers << " random numbers came back the same");
}
