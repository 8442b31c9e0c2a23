#include "gateway/protocol/anthropic/anthropic_codec.h"

#include "anthropic_fixture.h"
#include "catch.h"
#include "codec_check.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

constexpr const char* kTools = R"(,"tools":[{"name":"f","input_schema":{"type":"object"}}])";

Conversation readTurns(const std::string& messages, const std::string& more = {})
{
    return readRequest(anthropicCodec(), R"({"model":"m","max_tokens":9,"messages":[)" + messages + ']' + kTools + more + '}');
}

const std::string kUser = R"({"role":"user","content":"Hi"})";
const std::string kAssistant = R"({"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}}]})";
const std::string kResult = R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"a"}]})";
const std::string kScoped = R"({"role":"system","clear_at":"next_user_message","content":"Be brief."})";
const std::string kLasting = R"({"role":"system","clear_at":"never","content":"Be brief."})";

std::string effortOf(const std::string& effort, const std::string& content = "[]")
{
    return R"({"role":"system","content":)" + content + R"(,"output_config":{"effort":")" + effort + "\"}}";
}

std::string join(const std::vector<std::string>& messages)
{
    std::string all;
    for (const std::string& message : messages)
        all += (all.empty() ? "" : ",") + message;
    return all;
}

} // namespace

TEST_CASE("drops a system message scoped to one turn from the next user message on")
{
    struct Row {
        std::vector<std::string> messages;
        std::size_t systems; ///< still present
    };
    const auto row = GENERATE_COPY(values<Row>({
        {{kUser, kScoped}, 1},
        {{kUser, kScoped, R"({"role":"assistant","content":"a"})"}, 1}, // an answer that has begun
        {{kUser, kScoped, R"({"role":"assistant","content":"a"})", kUser}, 0},
        {{kUser, kAssistant, kResult, kScoped}, 1},
        {{kUser, kScoped, kAssistant, kResult}, 0}, // tool results count as a user message
        {{kUser, kScoped, kAssistant, kResult, kScoped, kScoped}, 2},
        {{kUser, kLasting, kAssistant, kResult}, 1},
    }));
    CAPTURE(join(row.messages));
    const Conversation read = readTurns(join(row.messages));
    const auto isSystem = [](const Message& message) { return message.role == Role::System; };
    CHECK(static_cast<std::size_t>(std::count_if(read.messages.begin(), read.messages.end(), isSystem)) == row.systems);
    CHECK(read.unread.empty());
}

TEST_CASE("an effort set by a system message applies from the next new user input")
{
    struct Row {
        std::vector<std::string> messages;
        const char* effort;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {{kUser}, "high"},
        {{kUser, effortOf("low")}, "low"},
        {{kUser, R"({"role":"assistant","content":"a"})", effortOf("low"), kUser}, "low"},
        {{kUser, kAssistant, kResult, effortOf("low")}, "high"}, // no new input since
        {{kUser, kAssistant, kResult, effortOf("low"), R"({"role":"assistant","content":"a"})", kUser}, "low"},
        {{kUser, effortOf("low"), R"({"role":"assistant","content":"a"})", kUser}, "low"}, // still in effect
        {{kUser, effortOf("low"), R"({"role":"assistant","content":"a"})", effortOf("max"), kUser}, "max"},
        {{kUser, effortOf("low", R"("Be brief.")")}, "low"},
    }));
    CAPTURE(join(row.messages));
    const std::string config = R"(,"output_config":{"effort":"high"})";
    CHECK(readTurns(join(row.messages), config).reasoning.effort == row.effort);
}

TEST_CASE("does not send a system message without content to other formats")
{
    const auto message = GENERATE_COPY(values<std::string>({effortOf("low"), effortOf("low", "\"\""), R"({"role":"system","output_config":{"effort":"low"}})"}));
    CAPTURE(message);
    const Conversation read = readTurns(kUser + ',' + message);
    REQUIRE(read.messages.size() == 1);
    CHECK(read.messages.front().role == Role::User);
    CHECK(read.reasoning.effort == "low");
}

TEST_CASE("reports unknown fields beside a message's content by path")
{
    const Conversation read = readTurns(R"({"role":"user","content":"Hi","cache_control":{"type":"ephemeral"}},)"
                                        R"({"role":"assistant","content":"a","output_config":{"effort":"low"}},)"
                                        R"({"role":"user","content":[{"type":"text","text":"b","clear_at":"never"}]},)"
                                        R"({"role":"system","content":"c","output_config":{"verbosity":"low"}})");
    CHECK(read.unread
        == std::vector<std::string>{"messages[0].cache_control", "messages[1].output_config", "messages[2].content[0].clear_at",
            "messages[3].output_config.verbosity"});
}
