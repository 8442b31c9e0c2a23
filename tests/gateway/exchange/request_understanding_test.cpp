#include "exchange_parts.h"

#include "catch.h"
#include "encoder.h"

using namespace gateway;
using namespace gateway::exchange;
using Catch::Contains;

namespace {

/// An admitted request whose body is to be read.
struct BodyUnderTest : ExchangeParts {
    explicit BodyUnderTest(const std::string& body, const std::string& path = kChatPath)
        : ExchangeParts(routedTo({providerOf("first")}))
    {
        client.ask(path, body);
        REQUIRE(admission.admit());
    }
    Result<void> read() { return Runner().run(understanding.read()); }
};

std::string chatOf(std::size_t bytes) { return R"({"model":"alias","messages":[{"role":"user","content":")" + std::string(bytes, 'a') + R"("}]})"; }

} // namespace

TEST_CASE("reads model and stream flag from the body of every API")
{
    struct Row {
        const char* path;
        const char* body;
        const char* model;
        bool isStream;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/chat/completions", R"({"model":"alias","messages":[]})", "alias", false},
        {"/v1/chat/completions", R"({"stream":true,"messages":[],"model":"alias"})", "alias", true},
        {"/v1/messages", R"({"model":"alias","max_tokens":5,"messages":[]})", "alias", false},
        {"/v1beta/models/alias:streamGenerateContent", R"({"contents":[]})", "alias", true},
        {"/api/chat", R"({"model":"alias","messages":[]})", "alias", true}, // the default
        {"/v1/embeddings", R"({"model":"alias","input":"Hi"})", "alias", false},
    }));
    CAPTURE(row.path, row.body);
    BodyUnderTest exchange(row.body, row.path);
    REQUIRE(exchange.read());
    CHECK(exchange.state.request.outline.model == row.model);
    CHECK(exchange.state.request.outline.stream == row.isStream);
    CHECK(exchange.state.record->askedModel == row.model);
    CHECK(exchange.state.record->isStream == row.isStream);
    CHECK(exchange.state.record->requestBytes == static_cast<std::int64_t>(std::string_view(row.body).size()));
    CHECK(exchange.understanding.references());
}

TEST_CASE("waits for a body and reads it when complete")
{
    BodyUnderTest exchange(askWhole());
    exchange.client.holdBody();
    Underway reading(exchange.understanding.read());
    CHECK_FALSE(reading.isOver());
    exchange.client.send();
    CHECK(reading.isOver());
    CHECK(reading.take());
    CHECK(exchange.state.times.received > TimePoint{});
}

TEST_CASE("rejects a body that is incomplete or invalid")
{
    struct Row {
        const char* name;
        const char* body;
        std::optional<ErrorKind> broken;
        ErrorKind kind;
    };
    const auto row = GENERATE(values<Row>({
        {"too large", "", ErrorKind::RequestTooLarge, ErrorKind::RequestTooLarge},
        {"timed out", "", ErrorKind::RequestTimeout, ErrorKind::RequestTimeout},
        {"not JSON", "Hello", {}, ErrorKind::InvalidRequest},
        {"an array", "[1]", {}, ErrorKind::InvalidRequest},
        {"truncated", R"({"model":"alias","messages":[)", {}, ErrorKind::InvalidRequest},
        {"empty", "", {}, ErrorKind::InvalidRequest},
    }));
    CAPTURE(row.name);
    BodyUnderTest exchange(row.body);
    if (row.broken)
        exchange.client.breakBody({*row.broken, asIs("It did not come.")});
    const auto read = exchange.read();
    REQUIRE_FALSE(read);
    CAPTURE(read.error().text());
    CHECK(read.error().kind == row.kind);
}

TEST_CASE("decodes a compressed body and rejects one that is not compressed as declared")
{
    const std::string coding = GENERATE("gzip", "br", "zstd");
    const bool isSound = GENERATE(true, false);
    CAPTURE(coding, isSound);
    BodyUnderTest exchange(isSound ? tests::encoded(coding, askWhole()) : askWhole());
    exchange.client.head().headers.set("content-encoding", coding);
    const auto read = exchange.read();
    CHECK(read.has_value() == isSound);
    if (isSound)
        CHECK(exchange.state.request.outline.model == "alias");
    else
        CHECK(read.error().kind == ErrorKind::BadRequest);
}

TEST_CASE("reads a long body on a worker and charges its memory to the caller")
{
    const bool isLong = GENERATE(false, true);
    CAPTURE(isLong);
    BodyUnderTest exchange(chatOf(isLong ? 4 * 1024 * 1024 : 100));
    Underway reading(exchange.understanding.read());
    CHECK(reading.isOver() == !isLong); // a short one is read at once
    REQUIRE(reading.take());
    CHECK(exchange.state.request.isLong == isLong);
    CHECK(exchange.state.request.outline.model == "alias");
    CHECK((exchange.budget.held() > 0) == isLong);
    CHECK(exchange.understanding.ownShare().isOfBudget());
}

TEST_CASE("does not record a key that was sent as the model name")
{
    config::Settings settings = routedTo({providerOf("first", 1)});
    ExchangeParts exchange(std::move(settings));
    exchange.client.ask(kChatPath, R"({"model":"sk-first1","messages":[]})");
    REQUIRE(exchange.admission.admit());
    REQUIRE(Runner().run(exchange.understanding.read()));
    CHECK(exchange.state.request.outline.model == "sk-first1");
    CHECK_THAT(exchange.state.record->askedModel, !Contains("sk-first1"));
}
