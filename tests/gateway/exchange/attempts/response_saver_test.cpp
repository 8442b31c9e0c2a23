#include "exchange_fixture.h"

#include "gateway/exchange/attempts/answer_text.h"
#include "gateway/exchange/attempts/answer_writing.h"
#include "gateway/protocol/codecs/codec_table.h"

#include "catch.h"

using Catch::Contains;
using namespace gateway;
using namespace gateway::exchange;
using protocol::Format;

namespace {

protocol::ModelAnswer modelSaying(const std::string& text)
{
    return protocol::codecOf(Format::OpenAiChat)
        .readAnswer(parseJson(R"({"id":"c1","model":"m1","choices":[{"index":0,"message":{"role":"assistant","content":")" + text
                              + R"("},"finish_reason":"stop"}]})")
                        .value(),
                    "exchange1")
        .value();
}

/// A Responses request that is translated for the demo provider.
struct ResponsesExchange {
    explicit ResponsesExchange(const std::string& more = {})
    {
        fixture.ask(Format::OpenAiResponses, R"({"model":"demo","input":"Hi")" + more + "}");
        target = fixture.target("m1");
        Runner().run(fixture.translator().requests.prepare(target));
        REQUIRE(fixture.translator().requests.problemOf(target) == nullptr);
    }
    ResponseSaver& saver() { return fixture.translator().saver; }

    ExchangeFixture fixture;
    Target target;
};

} // namespace

TEST_CASE("stores an answer for later retrieval unless the client disabled it")
{
    struct Row { const char* more; bool isKept; };
    const auto row = GENERATE(values<Row>({{"", true}, {R"(,"store":true)", true}, {R"(,"store":false)", false}}));
    CAPTURE(row.more);
    ResponsesExchange responses(row.more);
    CHECK(responses.saver().isWanted() == row.isKept);
    responses.saver().saveStream(modelSaying("Hello"));
    CHECK_FALSE(responses.saver().isSaving()); // it was short
    CHECK(responses.fixture.services.responses.count() == (row.isKept ? 1 : 0));
}

TEST_CASE("a worker saves an answer that takes long to write")
{
    ResponsesExchange responses;
    responses.saver().saveStream(modelSaying(std::string(600 * 1024, 'a')));
    REQUIRE(responses.saver().isSaving());
    CHECK(responses.fixture.services.responses.count() == 0);
    Runner().run(responses.saver().saveStreamed());
    CHECK_FALSE(responses.saver().isSaving());
    CHECK(responses.fixture.services.responses.count() == 1);
}

TEST_CASE("remembers only IDs that are valid in a path and never for a client's own key")
{
    struct Row { const char* id; bool isKept; };
    const auto row = GENERATE(values<Row>({{"batch_1-A", true}, {"", false}, {"../etc", false}, {"a b", false}, {"a%2F", false}}));
    CAPTURE(row.id);
    ResponsesExchange responses;
    UsableKey key;
    key.name = "main";
    responses.target.key = &key;
    CHECK(responses.saver().remember(responses.target, row.id, true) == row.isKept);
    const auto* const kept = row.isKept ? responses.fixture.services.responses.find(row.id, "ide") : nullptr;
    REQUIRE((kept != nullptr) == row.isKept);
    if (kept)
        CHECK(kept->key == "main");
    CHECK_FALSE(responses.fixture.services.responses.find(row.id, "ci")); // belongs to another caller
}

TEST_CASE("generated audio belongs to the caller unless its own key was used")
{
    const bool isClientsKey = GENERATE(false, true);
    ResponsesExchange responses;
    responses.fixture.record->decisions.isClientCredential = isClientsKey;
    responses.saver().claimSound("audio_1");
    CHECK(responses.fixture.services.responses.owners().ownerOf("audio_1").has_value() != isClientsKey);
    responses.saver().claimSound("");
}

TEST_CASE("writes a stream in the client's format and stores its content")
{
    ResponsesExchange responses(R"(,"stream":true)");
    std::string owed;
    const auto meter = responses.fixture.translator().streams.meterFor(responses.target, owed);
    std::string out(meter->feed("data: {\"id\":\"c1\",\"model\":\"m1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"}}]}\n\n"));
    CHECK(meter->hasToken());
    out += meter->feed("data: {\"id\":\"c1\",\"model\":\"m1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    out += meter->finish();
    CHECK(meter->isWhole());
    CHECK_THAT(out, Contains("event: response.created") && Contains("event: response.completed") && Contains(R"("text":"Hello")"));
    CHECK(responses.fixture.services.responses.count() == 1);
    CHECK(owed.empty());
}

TEST_CASE("joins several answers into one with as many choices")
{
    ExchangeFixture fixture;
    fixture.ask(Format::OpenAiChat, R"({"model":"demo","n":2,"messages":[{"role":"user","content":"Hi"}]})");
    const auto joined = Runner().run(fixture.translator().answers.join({modelSaying("one"), modelSaying("two")}));
    REQUIRE(joined);
    const Json body = parseJson(std::string_view(joined->constData(), static_cast<std::size_t>(joined->size()))).value();
    REQUIRE(body["choices"].size() == 2);
    CHECK(body["choices"][1]["message"]["content"] == "two");
    CHECK(body["choices"][1]["index"] == 1);
}

TEST_CASE("reads complete answers according to their operation")
{
    struct Row { const char* name; Operation operation; const char* path; const char* body; bool isReadable; bool isError; int input; };
    const auto row = GENERATE(values<Row>({
        {"rerank results", Operation::PassThrough, "rerank", R"({"results":[],"usage":{"total_tokens":7}})", true, false, 7},
        {"audio", Operation::PassThrough, "audio/speech", "ID3...", true, false, 0},
        {"a chat", Operation::Converse, "", R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":1}})", true, false, 0},
        {"an error", Operation::Converse, "", R"({"error":{"message":"Oops"}})", true, true, 0},
        {"unexpected JSON", Operation::Converse, "", R"({"greeting":"Hi"})", false, true, 0},
        {"not JSON", Operation::Converse, "", "<html>", false, false, 0}}));
    CAPTURE(row.name);
    Access access;
    AnswerText text;
    text.ask.operation = row.operation;
    text.ask.path = row.path;
    text.ask.format = row.operation == Operation::Converse ? Format::Anthropic : Format::OpenAiChat;
    text.access = &access;
    text.body = row.body;
    text.most = 1000;
    const AnswerRead read = readAnswer(text);
    CHECK(read.state.isReadable == row.isReadable);
    CHECK(read.state.isError == row.isError);
    if (row.input > 0) {
        REQUIRE(read.usage);
        CHECK(read.usage->input == Tokens{row.input});
    }
    CHECK_FALSE(read.state.isGathered);
}

TEST_CASE("does not read an answer with too many values")
{
    Access access;
    AnswerText text;
    text.ask.operation = Operation::Converse;
    text.ask.format = Format::Anthropic;
    text.access = &access;
    text.body = R"({"choices":[1,2,3,4,5,6,7,8,9]})";
    text.most = 5;
    const AnswerRead read = readAnswer(text);
    CHECK(read.state.most == 5);
    CHECK_FALSE(read.answer);
}
