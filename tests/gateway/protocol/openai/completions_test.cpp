#include "gateway/protocol/openai/chat_codec.h"

#include "catch.h"
#include "chat_fixture.h"
#include "codec_check.h"
#include "describe.h"

#include "gateway/protocol/conversation/answer_builder.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::openai;
using namespace tests;

TEST_CASE("completions: reads a prompt as a user message")
{
    const auto prompt = GENERATE(as<std::string>(), R"("Say hi")", R"(["Say hi"])");
    const Conversation conversation = readRequest(openAiCompletionsCodec(),
        R"({"model":"m","prompt":)" + prompt
            + R"(,"suffix":null,"best_of":1,"echo":true,"logprobs":2,"max_tokens":16,"temperature":0,"stop":"\n","stream":true,"stream_options":{"include_usage":true},"user":"u"})");
    CHECK(describe(conversation).dump(1)
        == parseJson(R"({"model":"m","stream":true,"include_usage":true,
        "messages":[{"role":"user","parts":[{"text":"Say hi"}]}],"echo":true,
        "sampling":{"temperature":0.0,"max_tokens":16,"stop":["\n"],"logprobs":true,"top_logprobs":2},"user":"u"})")
               ->dump(1));
    WriteTarget target;
    target.model = "other";
    const Json chat = writeRequest(openAiChatCodec(), conversation, target);
    CHECK(chat["messages"].dump() == R"([{"role":"user","content":"Say hi"}])");
    CHECK(chat["max_tokens"] == 16);
    CHECK_FALSE(chat.contains("echo"));
}

TEST_CASE("completions: rejects options that no chat model supports")
{
    struct Row {
        const char* body;
        const char* problem;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"prompt":[1,2,3]})", "prompt: \"prompt\" is an array of tokens"},
        {R"({"prompt":[[1,2,3]]})", "prompt: \"prompt\" is an array of tokens"},
        {R"({"prompt":["a","b"]})", "prompt: \"prompt\" contains several prompts"},
        {R"({"prompt":[]})", "prompt: \"prompt\" must not be empty."},
        {R"({"prompt":{}})", "prompt: \"prompt\" must be a string, not object."},
        {R"({})", "prompt: \"prompt\" is missing."},
        {R"({"prompt":"a","suffix":"b"})", "suffix: "},
        {R"({"prompt":"a","best_of":3})", "best_of: "},
        {R"({"prompt":"a","logprobs":true})", "logprobs: "},
        {R"({"prompt":"a","max_tokens":"many"})", "max_tokens: "},
    }));
    CAPTURE(row.body);
    CHECK_THAT(problemOf(openAiCompletionsCodec(), row.body), Catch::StartsWith(row.problem));
}

TEST_CASE("completions: writes an answer as text in bodies and streams")
{
    const Json upstream = *parseJson(
        R"({"choices":[{"index":0,"message":{"reasoning_content":"hm","content":"Hi"},"finish_reason":"length",
        "logprobs":{"content":[{"token":"Hi","logprob":-0.5,"top_logprobs":[{"token":"Hi","logprob":-0.5},{"token":"Ho","logprob":-1}]}]}}],
        "usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}})");
    const auto answer = openAiChatCodec().readAnswer(upstream, "x");
    REQUIRE(answer);
    Conversation request = readRequest(openAiCompletionsCodec(),
        R"({"prompt":"Say: ","echo":true,"stream":true,"stream_options":{"include_usage":true}})");
    AnswerContext context;
    context.request = &request;
    context.model = "asked";
    context.id = "01ABC";
    context.now_s = 7;
    const std::string logProbs =
        R"({"tokens":["Hi"],"token_logprobs":[-0.5],"top_logprobs":[{"Hi":-0.5,"Ho":-1}],"text_offset":[0]})";
    CHECK(openAiCompletionsCodec().writeAnswer(*answer, context).dump()
        == R"({"id":"cmpl-01ABC","object":"text_completion","created":7,"model":"asked","choices":[{"text":"Say: Hi","index":0,"logprobs":)"
            + logProbs
            + R"(,"finish_reason":"length"}],"usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}})");
    const auto encoder = openAiCompletionsCodec().makeEncoder(context);
    std::string stream;
    for (const AnswerEvent& event : eventsOf(*answer))
        encoder->write(event, stream);
    const std::string shared =
        R"(data: {"id":"cmpl-01ABC","object":"text_completion","created":7,"model":"asked","choices":[)";
    CHECK(stream
        == shared + R"({"text":"Say: Hi","index":0,"logprobs":)" + logProbs + ",\"finish_reason\":null}]}\n\n" + shared
            + R"({"text":"","index":0,"logprobs":null,"finish_reason":"length"}]})" + "\n\n" + shared
            + R"(],"usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}})" + "\n\ndata: [DONE]\n\n");
}
