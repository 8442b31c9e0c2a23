#include "gateway/policy/loop_book.h"

#include "gateway/core/json/json.h"
#include "gateway/protocol/codecs/codec_table.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::policy;
using protocol::Format;

namespace {

protocol::Conversation read(Format format, const std::string& body)
{
    const auto json = parseJson(body);
    REQUIRE(json);
    auto conversation = protocol::codecOf(format).readRequest(*json, {});
    REQUIRE(conversation);
    return *conversation;
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (const std::string& part : parts)
        all += (all.empty() ? "" : ",") + part;
    return all;
}

/// A call and its result in OpenAI's chat.
std::string turn(int number, const std::string& arguments = R"({\"path\":\"a\"})", const std::string& result = "not found", const std::string& name = "read")
{
    const std::string id = "call_" + std::to_string(number);
    return R"({"role":"assistant","content":null,"tool_calls":[{"id":")" + id + R"(","type":"function","function":{"name":")" + name + R"(","arguments":")" + arguments
        + R"("}}]},{"role":"tool","tool_call_id":")" + id + R"(","content":")" + result + R"("})";
}

std::string chat(const std::vector<std::string>& turns)
{
    return R"({"model":"m","messages":[{"role":"system","content":"Work."},{"role":"user","content":"Go"},)" + joined(turns) + "]}";
}

/// Whether a request that ends so is acted on.
bool isActedOn(LoopBook& book, std::uint64_t conversation, const RepeatedCall& call)
{
    constexpr int kRepeats = 3;
    const bool isDue = book.wouldBeDue(conversation, call, kRepeats);
    book.remember(conversation, call, kRepeats);
    return isDue;
}

int countIn(const std::vector<std::string>& turns) { return repeatedCall(read(Format::OpenAiChat, chat(turns))).count; }

} // namespace

TEST_CASE("counts equal tool calls at the end of a conversation")
{
    struct Row {
        const char* name;
        std::vector<std::string> turns;
        int count;
    };
    const std::string user = R"({"role":"user","content":"Go on"})";
    const auto row = GENERATE_COPY(values<Row>({
        {"one", {turn(1)}, 1},
        {"three", {turn(1), turn(2), turn(3)}, 3},
        {"other white space in the arguments", {turn(1), turn(2, R"({ \"path\" : \"a\" })")}, 2},
        {"another order of the arguments", {turn(1, R"({\"a\":1,\"b\":2})"), turn(2, R"({\"b\":2,\"a\":1})")}, 2},
        {"other arguments before", {turn(1, R"({\"path\":\"b\"})"), turn(2), turn(3)}, 2},
        {"another result before", {turn(1), turn(2, R"({\"path\":\"a\"})", "found"), turn(3)}, 1},
        {"another tool before", {turn(1, R"({\"path\":\"a\"})", "not found", "write"), turn(2)}, 1},
        {"alternating calls", {turn(1), turn(2, R"({\"path\":\"b\"})"), turn(3), turn(4, R"({\"path\":\"b\"})")}, 1},
        {"the user speaks in between", {turn(1), turn(2), user, turn(3)}, 1},
        {"the user speaks last", {turn(1), turn(2), user}, 0},
        {"the model speaks last", {turn(1), turn(2), R"({"role":"assistant","content":"Done"})"}, 0},
        {"no call", {R"({"role":"assistant","content":"Done"})", user}, 0},
    }));
    CAPTURE(row.name);
    CHECK(countIn(row.turns) == row.count);
}

TEST_CASE("counts equal tool calls in each client's format")
{
    const auto three = [](const std::string& turn) { return joined({turn, turn, turn}); };
    struct Row {
        Format format;
        std::string body;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {Format::Anthropic, R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Go"},)"
                + joined({R"({"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"read","input":{"path":"a"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"no"}]})",
                    R"({"role":"assistant","content":[{"type":"text","text":"Again"},{"type":"tool_use","id":"t2","name":"read","input":{"path":"a"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t2","content":"no"},{"type":"text","text":"A reminder"}]})",
                    R"({"role":"assistant","content":[{"type":"tool_use","id":"t3","name":"read","input":{"path":"a"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t3","content":"no"}]})"})
                + "]}"},
        {Format::OpenAiResponses, R"({"model":"m","input":[{"role":"user","content":"Go"},)"
                + joined({R"({"type":"function_call","call_id":"c1","name":"read","arguments":"{}"},{"type":"function_call_output","call_id":"c1","output":"no"})",
                    R"({"type":"function_call","call_id":"c2","name":"read","arguments":"{}"},{"type":"function_call_output","call_id":"c2","output":"no"})",
                    R"({"type":"function_call","call_id":"c3","name":"read","arguments":"{}"},{"type":"function_call_output","call_id":"c3","output":"no"})"})
                + "]}"},
        {Format::Gemini, R"({"contents":[{"role":"user","parts":[{"text":"Go"}]},)"
                + three(R"({"role":"model","parts":[{"functionCall":{"name":"read","args":{"path":"a"}}}]},{"role":"user","parts":[{"functionResponse":{"name":"read","response":{"error":"no"}}}]})")
                + "]}"},
        {Format::OllamaChat, R"({"model":"m","messages":[{"role":"user","content":"Go"},)"
                + three(R"({"role":"assistant","content":"","tool_calls":[{"function":{"name":"read","arguments":{"path":"a"}}}]},{"role":"tool","tool_name":"read","content":"no"})")
                + "]}"},
    }));
    CAPTURE(row.body);
    CHECK(repeatedCall(read(row.format, row.body)).count == 3);
}

TEST_CASE("acts on a loop once and then after as many repetitions again")
{
    LoopBook book;
    const auto at = [&](int count, std::uint64_t digest = 1, std::uint64_t conversation = 7) { return isActedOn(book, conversation, {count, digest}); };
    CHECK_FALSE(at(2));
    CHECK(book.size() == 0);
    CHECK(book.wouldBeDue(7, {3, 1}, 3));
    CHECK(at(3));
    CHECK_FALSE(book.wouldBeDue(7, {3, 1}, 3));
    CHECK_FALSE(at(3)); // sent again
    CHECK_FALSE(at(4));
    CHECK_FALSE(at(5));
    CHECK(at(3, 1, 8)); // another conversation
    CHECK(at(6));
    CHECK_FALSE(at(6));
    CHECK(at(3, 2)); // another call
    CHECK_FALSE(at(1, 3)); // the loop is over
    CHECK(at(3, 2));
    CHECK_FALSE(at(5, 2));
    CHECK(at(9, 2)); // not every request passes here
    CHECK_FALSE(at(4, 2)); // earlier turns were summarised
    CHECK_FALSE(at(6, 2));
    CHECK(at(7, 2));
}

TEST_CASE("forgets the conversation that repeats least recently")
{
    LoopBook book;
    for (std::uint64_t i = 0; i < LoopBook::kMost; ++i)
        book.remember(i, {3, 1}, 3);
    CHECK_FALSE(isActedOn(book, 0, {3, 1})); // the most recent one now
    CHECK(isActedOn(book, LoopBook::kMost, {3, 1}));
    CHECK(book.size() == LoopBook::kMost);
    CHECK(book.wouldBeDue(1, {3, 1}, 3));
    CHECK_FALSE(book.wouldBeDue(0, {3, 1}, 3));
}
