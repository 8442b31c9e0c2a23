#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/responses/reasoning_envelope.h"
#include "gateway/protocol/responses/responses_codec.h"
#include "gateway/protocol/responses/store/compaction.h"

#include "catch.h"
#include "codec_check.h"
#include "responses_recorded.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::responses;
using namespace tests;

namespace {

ModelAnswer summed(const char* words)
{
    Text text;
    text.text = words;
    ModelAnswer answer;
    answer.choices.emplace_back();
    answer.choices.front().parts = {{text, {}}};
    answer.usage.input = Tokens{139};
    answer.usage.output = Tokens{38};
    answer.usage.reasoning = Tokens{400};
    return answer;
}

AnswerContext compactionContext()
{
    AnswerContext made;
    made.id = "01XYZ";
    made.now_s = 1700000000;
    return made;
}

} // namespace

TEST_CASE("compacts a conversation into a summary from which it continues")
{
    const Json body = json(recorded("codex.request.json"));
    const auto prompt = compactPrompt(body);
    REQUIRE(prompt);
    CHECK_FALSE(prompt->isStream);
    CHECK(prompt->store == false);
    CHECK(prompt->toolChoice.kind == ToolChoice::Kind::None);
    CHECK(prompt->messages.size() == readRequest(openAiResponsesCodec(), toText(body)).messages.size() + 1);
    CHECK(prompt->messages.back().role == Role::User);

    const auto answer = compactAnswer(body, summed("  Tests are fixed ✓.\n"), compactionContext());
    REQUIRE(answer);
    CHECK((*answer)["object"] == "response.compaction");
    CHECK((*answer)["id"] == "resp_01xyz");
    CHECK((*answer)["created_at"] == 1700000000);
    CHECK((*answer)["usage"]
        == json(R"({"input_tokens":139,"input_tokens_details":{"cached_tokens":0},"output_tokens":438,
                    "output_tokens_details":{"reasoning_tokens":400},"total_tokens":577})"));
    const Json& output = (*answer)["output"];
    REQUIRE(output.size() == 4); // three user messages in order
    CHECK(output[0]["id"] == "msg_u1");
    CHECK(output[0]["status"] == "completed");
    CHECK(output[2]["content"][0]["text"] == "And now?");
    CHECK(output[3]["type"] == "compaction");

    const Conversation next = readRequest(openAiResponsesCodec(), toText(Json{{"model", "m"}, {"input", output}}));
    REQUIRE(next.messages.size() == 4);
    CHECK(next.messages[3].role == Role::User);
    const std::string told = std::get<Text>(next.messages[3].parts[0].content).text;
    CHECK(told.ends_with("Tests are fixed ✓."));
    CHECK_FALSE(onlyForResponses(next, json("{}")));
    Json other = output;
    other[3]["type"] = "context_compaction"; // Codex's name for it
    CHECK(readRequest(openAiResponsesCodec(), toText(Json{{"model", "m"}, {"input", other}})).messages.size() == 4);
    // It can be compacted again.
    CHECK(compactPrompt(Json{{"model", "m"}, {"input", output}}));
}

TEST_CASE("compacts on a compaction trigger inside a request")
{
    const Json body = json(R"({"model":"m","input":[{"role":"user","content":"x"},{"type":"compaction_trigger"}]})");
    CHECK(asksForCompaction(body));
    CHECK_FALSE(asksForCompaction(json(R"({"model":"m","input":"x"})")));
    const auto prompt = compactPrompt(body);
    REQUIRE(prompt);
    CHECK(prompt->messages.size() == 2);
}

TEST_CASE("reports a compaction that is not possible as an error")
{
    const auto prompt = compactPrompt(json(R"({"input":"x"})"));
    REQUIRE_FALSE(prompt);
    CHECK(prompt.error().param == "model");
    const auto answer = compactAnswer(json(R"({"model":"m","input":"x"})"), summed(" \n"), compactionContext());
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == ErrorKind::UpstreamProtocolError);
}

TEST_CASE("keeps only the last user messages in a compaction")
{
    Json body = json(R"({"model":"m","input":[]})");
    for (int i = 0; i < 10; ++i)
        body["input"].push_back(Json{{"role", "user"}, {"content", std::to_string(i) + std::string(20000, 'x')}});
    const auto answer = compactAnswer(body, summed("s"), compactionContext());
    REQUIRE(answer);
    REQUIRE((*answer)["output"].size() == 4);
    CHECK((*answer)["output"][2]["content"][0]["text"].get<std::string>().starts_with("9x"));
}

TEST_CASE("a compaction inside a request answers with a single item")
{
    struct Row {
        const char* words;
        StopReason stop;
        const char* last; ///< the final event
    };
    const auto row = GENERATE(values<Row>({
        {"Tests are fixed.", StopReason::Stop, "response.completed"},
        {"Tests are", StopReason::Length, "response.incomplete"},
        {"  ", StopReason::Stop, "response.failed"},
    }));
    CAPTURE(row.words);
    ModelAnswer answer = summed(row.words);
    answer.choices.front().stop = row.stop;
    const auto encoder = makeCompactionEncoder(compactionContext());
    std::string stream;
    for (const AnswerEvent& event : eventsOf(answer))
        encoder->write(event, stream);
    CHECK(stream.find("output_text") == std::string::npos);
    CHECK(stream.find("response.created") != std::string::npos);
    CHECK(stream.find("\"type\":\"" + std::string(row.last) + '"') != std::string::npos);
    const bool isMade = row.last != std::string("response.failed");
    const std::string_view done = "\"type\":\"response.output_item.done\"";
    CHECK((stream.find(done) != std::string::npos) == isMade);
    CHECK(stream.find(done) == stream.rfind(done)); // only once

    const auto whole = compactedAnswer(answer, "01XYZ");
    REQUIRE(whole.has_value() == isMade);
    if (!isMade)
        return;
    const Json response = openAiResponsesCodec().writeAnswer(*whole, compactionContext());
    REQUIRE(response["output"].size() == 1);
    CHECK(response["output"][0]["type"] == "compaction");
    CHECK(response["output"][0]["id"] == "cmp_01xyz");
    CHECK(response["usage"]["output_tokens"] == 438);
    const Conversation next = readRequest(openAiResponsesCodec(), toText(Json{{"model", "m"}, {"input", response["output"]}}));
    CHECK(std::get<Text>(next.messages.back().parts[0].content).text.ends_with(row.words));
}
