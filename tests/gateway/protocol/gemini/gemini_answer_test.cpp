#include "gateway/protocol/gemini/gemini_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"
#include "gemini_recorded.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

Result<ModelAnswer> read(const char* body) { return geminiCodec().readAnswer(*parseJson(body), "01ABC"); }

} // namespace

TEST_CASE("recorded Gemini answers survive reading and writing unchanged")
{
    checkAnswerIdentity(geminiCodec(), recorded("answer_text.json"));
    checkAnswerIdentity(geminiCodec(), recorded("answer_tools.json"));
}

TEST_CASE("reads usage and log probabilities and stop reasons of a Gemini answer")
{
    const auto text = geminiCodec().readAnswer(*parseJson(recorded("answer_text.json")), "x");
    REQUIRE(text);
    CHECK(text->id == "abc123");
    CHECK(text->usage.input == Tokens{4});
    CHECK(text->usage.cachedInput == Tokens{8});
    CHECK(text->usage.output == Tokens{3});
    CHECK(text->usage.reasoning == Tokens{40});
    CHECK(text->choices[0].logProbs["content"][0].dump()
        == R"({"token":"Hello","logprob":-0.25,"top_logprobs":[{"token":"Hello","logprob":-0.25},{"token":"Hi","logprob":-2.5}]})");
    const auto tools = geminiCodec().readAnswer(*parseJson(recorded("answer_tools.json")), "x");
    REQUIRE(tools);
    CHECK(tools->choices[0].stop == StopReason::ToolCalls);
    CHECK(tools->choices[1].stop == StopReason::Length);
}

TEST_CASE("maps every stop reason of Gemini")
{
    struct Row {
        const char* reason;
        StopReason stop;
        const char* again;
    };
    const auto row = GENERATE(values<Row>({
        {"STOP", StopReason::Stop, "STOP"},
        {"MAX_TOKENS", StopReason::Length, "MAX_TOKENS"},
        {"SAFETY", StopReason::ContentFilter, "SAFETY"},
        {"RECITATION", StopReason::ContentFilter, "SAFETY"},
        {"LANGUAGE", StopReason::ContentFilter, "SAFETY"},
        {"BLOCKLIST", StopReason::ContentFilter, "SAFETY"},
        {"PROHIBITED_CONTENT", StopReason::ContentFilter, "SAFETY"},
        {"SPII", StopReason::ContentFilter, "SAFETY"},
        {"MALFORMED_FUNCTION_CALL", StopReason::Error, "OTHER"},
        {"UNEXPECTED_TOOL_CALL", StopReason::Error, "OTHER"},
        {"OTHER", StopReason::Error, "OTHER"},
        {"SOMETHING_NEW", StopReason::Other, "STOP"},
        {"", StopReason::Unknown, "STOP"},
    }));
    CAPTURE(row.reason);
    const auto answer =
        read((std::string(R"({"candidates":[{"content":{},"finishReason":")") + row.reason + R"("}]})").c_str());
    REQUIRE(answer);
    CHECK(answer->choices[0].stop == row.stop);
    CHECK(geminiCodec().writeAnswer(*answer, {})["candidates"][0]["finishReason"] == row.again);
}

TEST_CASE("generates unique IDs for calls without one")
{
    const auto answer = read(
        R"({"candidates":[{"content":{"parts":[{"functionCall":{"name":"a"}},{"functionCall":{"name":"b","args":{"x":1}}}]},"finishReason":"STOP"}]})");
    REQUIRE(answer);
    const auto& first = std::get<ToolCall>(answer->choices[0].parts[0].content);
    CHECK(first.id == "call_01abc_0");
    CHECK_FALSE(first.hasOwnId);
    CHECK(first.input == "{}");
    CHECK(std::get<ToolCall>(answer->choices[0].parts[1].content).id == "call_01abc_1");
    const Json again = geminiCodec().writeAnswer(*answer, {});
    CHECK(again["candidates"][0]["content"]["parts"][1]["functionCall"].dump()
        == R"({"id":"call_01abc_1","name":"b","args":{"x":1}})");
}

TEST_CASE("handles a blocked prompt and an error and an empty Gemini answer")
{
    const auto blocked = read(R"({"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":3}})");
    REQUIRE(blocked);
    CHECK(blocked->choices.at(0).stop == StopReason::ContentFilter);
    CHECK(blocked->usage.input == Tokens{3});
    const auto error = read(R"({"error":{"code":429,"message":"Slow down.","status":"RESOURCE_EXHAUSTED"}})");
    REQUIRE_FALSE(error);
    CHECK(error.error().kind == ErrorKind::UpstreamError);
    CHECK(error.error().status == 429);
    CHECK(error.error().text() == "Slow down.");
    for (const char* const body : {"{}", "[]", R"({"candidates":[]})", R"({"candidates":[5]})"}) {
        CAPTURE(body);
        const auto broken = read(body);
        REQUIRE_FALSE(broken);
        CHECK(broken.error().kind == ErrorKind::UpstreamProtocolError);
    }
}

TEST_CASE("reads usage of hosts that count thoughts and cache differently")
{
    struct Row {
        const char* usage;
        int input;
        int output;
        int allInput;
        int allOutput;
        bool isSure = true;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"promptTokenCount":10,"candidatesTokenCount":5,"thoughtsTokenCount":3,"totalTokenCount":18})", 10, 5, 10, 8},
        {R"({"promptTokenCount":10,"candidatesTokenCount":5,"thoughtsTokenCount":3,"totalTokenCount":15})", 10, 2, 10, 5},
        {R"({"promptTokenCount":10,"toolUsePromptTokenCount":4,"candidatesTokenCount":5,"totalTokenCount":19})", 14, 5, 14, 5},
        {R"({"promptTokenCount":10,"cachedContentTokenCount":12,"candidatesTokenCount":5})", 0, 5, 10, 5, false},
        {R"({"promptTokenCount":10,"candidatesTokenCount":5,"thoughtsTokenCount":8,"totalTokenCount":15})", 10, 0, 10, 5, false},
    }));
    CAPTURE(row.usage);
    const auto answer =
        read((R"({"candidates":[{"finishReason":"STOP"}],"usageMetadata":)" + std::string(row.usage) + "}").c_str());
    REQUIRE(answer);
    CHECK(answer->usage.input == Tokens{row.input});
    CHECK(answer->usage.output == Tokens{row.output});
    CHECK(answer->usage.totalInput() == Tokens{row.allInput});
    CHECK(answer->usage.totalOutput() == Tokens{row.allOutput});
    CHECK(answer->usage.origin == (row.isSure ? UsageOrigin::Reported : UsageOrigin::Estimated));
}

TEST_CASE("writes another provider's answer for a Gemini client")
{
    ModelAnswer answer;
    answer.id = "chatcmpl-1";
    answer.model = "deepseek-chat";
    Thinking thinking;
    thinking.text = "hmm";
    thinking.signature = "theirs";
    thinking.origin = Format::Anthropic;
    ToolCall call;
    call.id = "c1";
    call.name = "ls";
    call.input = "not json";
    Text text{"Hi", Json::array({Json{{"type", "url_citation"}}}), Format::OpenAiChat};
    answer.choices.push_back(
        {0, {{thinking, {}}, {text, {}}, {Refusal{"no"}, {}}, {call, {}}}, StopReason::ToolCalls, {}, {}});
    Conversation request;
    AnswerContext context;
    context.request = &request;
    context.model = "my-model";
    context.id = "01X";
    CHECK(geminiCodec().writeAnswer(answer, context).dump()
        == R"({"candidates":[{"content":{"parts":[{"text":"Hi"},{"text":"no"},{"functionCall":{"id":"c1","name":"ls","args":{"input":"not json"}}}],"role":"model"},)"
           R"("finishReason":"STOP","index":0}],"modelVersion":"my-model","responseId":"chatcmpl-1"})");
    request.reasoning.isShown = true;
    CHECK(geminiCodec().writeAnswer(answer, context)["candidates"][0]["content"]["parts"][0].dump()
        == R"({"text":"hmm","thought":true})");
}

TEST_CASE("reads audio and image tokens of Gemini usage")
{
    const auto answer = read(R"({"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":300,
        "cachedContentTokenCount":100,"candidatesTokenCount":40,"totalTokenCount":340,
        "promptTokensDetails":[{"modality":"TEXT","tokenCount":10},{"modality":"AUDIO","tokenCount":32},
            {"modality":"IMAGE","tokenCount":129},{"modality":"IMAGE","tokenCount":129},"other",{"modality":"AUDIO"}],
        "candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":9999}]}})");
    REQUIRE(answer);
    CHECK(answer->usage.input == Tokens{200});
    CHECK(answer->usage.audioInput == Tokens{32});
    CHECK(answer->usage.imageInput == Tokens{258});
    CHECK(answer->usage.audioOutput == Tokens{40}); // limited to the total output
    CHECK_FALSE(answer->usage.imageOutput);
}

TEST_CASE("reads cached audio and service tier from Gemini bodies and streams")
{
    const std::string body = R"({"candidates":[{"content":{"parts":[{"text":"x"}],"role":"model"},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":300,)"
                             R"("cachedContentTokenCount":100,"candidatesTokenCount":40,"totalTokenCount":360,"toolUsePromptTokenCount":20,"serviceTier":"SERVICE_TIER_FLEX",)"
                             R"("promptTokensDetails":[{"modality":"TEXT","tokenCount":100},{"modality":"AUDIO","tokenCount":200}],)"
                             R"("toolUsePromptTokensDetails":[{"modality":"AUDIO","tokenCount":20}],)"
                             R"("cacheTokensDetails":[{"modality":"AUDIO","tokenCount":80},{"modality":"TEXT","tokenCount":20}]}})";
    const auto answer = read(body.c_str());
    REQUIRE(answer);
    const auto events = tests::decoded(geminiCodec(), {"data: " + body + "\n\n"});
    const auto told = std::ranges::find_if(events, [](const AnswerEvent& event) { return std::holds_alternative<UsageReported>(event); });
    REQUIRE(told != events.end());
    for (const TokenUsage& usage : {answer->usage, std::get<UsageReported>(*told).usage}) {
        CHECK(usage.audioInput == Tokens{220});
        CHECK(usage.cachedAudio == Tokens{80});
        CHECK(usage.cachedImages == Tokens{0}); // the list is complete
        CHECK(usage.serviceTier == ServiceTier::Flex);
    }
    const auto tierOf = [](const char* metadata) {
        return std::string(read((R"({"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,)" + std::string(metadata) + "}}").c_str())->usage.tierName());
    };
    CHECK(tierOf(R"("trafficType":"ON_DEMAND")").empty());
    CHECK(tierOf(R"("trafficType":"ON_DEMAND_PRIORITY")") == "priority");
    CHECK(tierOf(R"("trafficType":"PROVISIONED_THROUGHPUT")") == "provisioned_throughput");
    CHECK_FALSE(read(R"({"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"cachedContentTokenCount":1}})")->usage.cachedAudio);
}

TEST_CASE("counts Gemini's grounding searches in bodies and streams")
{
    const std::string grounded = R"({"candidates":[{"content":{"parts":[{"text":"x"}],"role":"model"},"finishReason":"STOP",
        "groundingMetadata":{"webSearchQueries":["a","b"]}}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1}})";
    const auto answer = read(grounded.c_str());
    REQUIRE(answer);
    CHECK(answer->usage.webSearches == 2);
    CHECK_FALSE(answer->usage.hasUncounted);
    CHECK(read(R"({"candidates":[{"finishReason":"STOP","groundingMetadata":{"groundingChunks":[1,{"web":{}},{"maps":{"uri":"x"}}]}}],"usageMetadata":{"promptTokenCount":3}})")->usage.hasUncounted);
    CHECK_FALSE(read(R"({"candidates":[{"finishReason":"STOP","groundingMetadata":{}}],"usageMetadata":{"promptTokenCount":3}})")->usage.webSearches);
    std::string line = grounded;
    std::erase(line, '\n');
    const auto events = tests::decoded(geminiCodec(), {"data: " + line + "\n\n"});
    const auto told = std::ranges::find_if(events, [](const AnswerEvent& event) { return std::holds_alternative<UsageReported>(event); });
    REQUIRE(told != events.end());
    CHECK(std::get<UsageReported>(*told).usage.webSearches == 2);
}
