#include "gateway/protocol/quirks/echoed_content.h"

#include "gateway/protocol/responses/reasoning_envelope.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

/// What the host receives of `body`, and the losses that are reported.
struct Passed {
    std::string body;
    std::vector<std::string> losses;
};

Passed passed(Format format, const std::string& body, bool isSigned = true)
{
    Json json = *parseJson(body);
    Losses losses;
    const bool isAny = removeEchoedContent(format, isSigned, json, losses);
    CHECK((!isAny || mayHoldEchoedContent(format, isSigned, body)));
    CHECK(isAny == (json != *parseJson(body)));
    return {toText(json), losses.list()};
}

std::string conversation(const std::string& messages, const std::string& more = {})
{
    return R"({"model":"m","messages":[{"role":"user","content":"Hi"},)" + messages + "]" + more + "}";
}

std::string answered(const std::string& blocks) { return R"({"role":"assistant","content":[)" + blocks + "]}"; }

std::string thinkingSigned(const std::string& signature)
{
    return R"({"type":"thinking","thinking":"hm","signature":")" + signature + "\"}";
}

constexpr const char* kUnsigned = R"({"type":"thinking","thinking":"hm","signature":""})";
constexpr const char* kSigned = R"({"type":"thinking","thinking":"hm","signature":"EqQB"})";
constexpr const char* kSaid = R"({"type":"text","text":"Hello"})";
constexpr const char* kCall = R"({"type":"tool_use","id":"c","name":"f","input":{}})";
constexpr const char* kResult =
    R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"x"}]})";

const std::string kThinkingLoss = "messages: thinking that Anthropic did not sign";
const std::string kTextLoss = "messages: texts that say nothing";

} // namespace

TEST_CASE("sends Anthropic only content that it can have produced itself")
{
    struct Row {
        const char* name;
        std::string blocks;
        std::string expected;
        std::vector<std::string> losses;
    };
    const std::string said(kSaid);
    const auto row = GENERATE_COPY(values<Row>({
        {"an empty signature", std::string(kUnsigned) + "," + said, said, {kThinkingLoss}},
        {"no signature", R"({"type":"thinking","thinking":"hm"},)" + said, said, {kThinkingLoss}},
        {"null signature", R"({"signature" : null,"type" : "thinking","thinking":"hm"},)" + said, said, {kThinkingLoss}},
        {"one of two", std::string(kSigned) + "," + kUnsigned + "," + said, std::string(kSigned) + "," + said,
            {kThinkingLoss}},
        {"an empty text", said + R"(,{"type":"text","text": ""})", said, {kTextLoss}},
        {"a text of whitespace", R"({"type":"text","text":"\n \t"},)" + said, said, {kTextLoss}},
        {"both", std::string(kUnsigned) + R"(,{"type":"text","text":""},)" + said, said, {kThinkingLoss, kTextLoss}},
        {"DeepSeek's signature", R"({"type":"thinking","thinking":"hm","signature":"91cfbb94-554b-4136-8e21-fa02280d56ed"},)" + said,
            said, {kThinkingLoss}},
        {"MiniMax's", R"({"type":"thinking","thinking":"hm","signature":"e0a1b2c3d"},)" + said, said, {kThinkingLoss}},
        {"OpenAI's", R"({"type":"thinking","thinking":"hm","signature" : "gAAAAABo="},)" + said, said, {kThinkingLoss}},
        {"a signature like that of Claude 3.7", thinkingSigned("WaUj" + std::string(96, 'z')) + "," + said,
            thinkingSigned("WaUj" + std::string(96, 'z')) + "," + said, {}},
        {"OpenAI's signature of the same length", thinkingSigned("gAAAAABo" + std::string(200, 'z')) + "," + said, said, {kThinkingLoss}},
        {"Anthropic's own", std::string(kSigned) + "," + said, std::string(kSigned) + "," + said, {}},
        {"nothing else in the turn", std::string(kUnsigned) + R"(,{"type":"text","text":""})",
            std::string(kUnsigned) + R"(,{"type":"text","text":""})", {}},
        {"a text made of escape letters", R"({"type":"text","text":"nt"})", R"({"type":"text","text":"nt"})", {}},
        {"redacted thinking", R"({"type":"redacted_thinking","data":"x"},)" + said,
            R"({"type":"redacted_thinking","data":"x"},)" + said, {}},
    }));
    CAPTURE(row.name);
    const Passed result = passed(Format::Anthropic, conversation(answered(row.blocks)));
    CHECK(result.body == toText(*parseJson(conversation(answered(row.expected)))));
    CHECK(result.losses == row.losses);
}

TEST_CASE("does not parse a request for content that only looks similar")
{
    const auto body = GENERATE(as<std::string>{}, conversation(answered(std::string(kSigned) + "," + kSaid)),
        conversation(R"({"role":"assistant","content":"\"text\":\"\" and \"signature\":\"\""})"),
        conversation(answered(kSaid), R"(,"thinking":{"type":"enabled","budget_tokens":1024})"),
        conversation(answered(kSaid) + R"(,{"role":"user","content":[{"type":"text","text":"\"signature\":\"\""}]})"));
    CAPTURE(body);
    CHECK_FALSE(mayHoldEchoedContent(Format::Anthropic, true, body));
}

TEST_CASE("leaves user messages unchanged")
{
    const std::string body = conversation(
        R"({"role":"user","content":[{"type":"text","text":""},{"type":"thinking","thinking":"hm","signature":""}]})");
    CHECK(passed(Format::Anthropic, body).body == body);
}

TEST_CASE("keeps unsigned thinking for hosts with other signatures and formats")
{
    const std::string body = conversation(answered(std::string(kUnsigned) + "," + kSaid));
    CHECK(passed(Format::Anthropic, body, false).body == body);
    CHECK_FALSE(mayHoldEchoedContent(Format::Anthropic, false, body));
    CHECK_FALSE(mayHoldEchoedContent(Format::Gemini, true, body));
    CHECK(passed(Format::Gemini, body).body == body);
}

TEST_CASE("disables a thinking budget when the thinking before the last calls was removed")
{
    struct Row {
        const char* name;
        std::string messages;
        std::string said;
        std::string expected; ///< the part for the settings
        std::vector<std::string> losses;
    };
    const std::string budget = R"(,"thinking":{"type":"enabled","budget_tokens":1024})";
    const std::string adaptive = R"(,"thinking":{"type":"adaptive"})";
    const std::string clears = R"(,"context_management":{"edits":[{"type":"clear_thinking_20251015"}]})";
    const std::string foreign = answered(std::string(kUnsigned) + "," + kCall) + "," + kResult;
    const std::string called = answered(kCall) + "," + kResult;
    const std::string thought = answered(std::string(kSigned) + "," + kCall) + "," + kResult;
    const std::string ended = answered(kSaid) + R"(,{"role":"user","content":"More."})";
    const auto row = GENERATE_COPY(values<Row>({
        {"in the last answer", foreign, budget, "", {kThinkingLoss, "thinking"}},
        {"before a later call without thinking", foreign + "," + called, budget, "", {kThinkingLoss, "thinking"}},
        {"with an edit that clears thinking", foreign, budget + clears, "",
            {kThinkingLoss, "thinking", "context_management: clear_thinking"}},
        {"not before the last calls", foreign + "," + thought, budget + clears, budget + clears, {kThinkingLoss}},
        {"calls already finished", foreign + "," + ended, budget, budget, {kThinkingLoss}},
        {"adaptive thinking", foreign, adaptive, adaptive, {kThinkingLoss}},
        {"left out by the client itself", called, budget, budget, {}},
    }));
    CAPTURE(row.name);
    const Passed result = passed(Format::Anthropic, conversation(row.messages, row.said));
    const Json body = *parseJson(result.body);
    const Json expected = *parseJson(conversation(row.messages, row.expected));
    CHECK(body.value("thinking", Json()) == expected.value("thinking", Json()));
    CHECK(body.value("context_management", Json()) == expected.value("context_management", Json()));
    CHECK(result.losses == row.losses);
}

TEST_CASE("keeps other context edits")
{
    const Passed result = passed(Format::Anthropic,
        conversation(answered(std::string(kUnsigned) + "," + kCall) + "," + kResult,
            R"(,"thinking":{"type":"enabled","budget_tokens":1024},"context_management":{"edits":[{"type":"clear_thinking_20251015"},{"type":"clear_tool_uses_20250919"}]})"));
    CHECK((*parseJson(result.body))["context_management"]
        == *parseJson(R"({"edits":[{"type":"clear_tool_uses_20250919"}]})"));
}

TEST_CASE("removes sealed thinking and sends summaries as text to OpenAI")
{
    struct Row {
        const char* name;
        std::string item;
        std::string expected; ///< empty: removed
        std::vector<std::string> losses;
    };
    Thinking thinking;
    thinking.text = "hm";
    thinking.origin = Format::Anthropic;
    const std::string sealed = responses::sealThinking(thinking);
    const std::string summary = responses::sealSummary("So far.");
    const std::string own = R"({"type":"reasoning","summary":[],"encrypted_content":"gAAAAAB"})";
    const std::string inWords =
        R"({"type":"message","role":"user","content":[{"type":"input_text","text":"So far."}]})";
    const auto row = GENERATE_COPY(values<Row>({
        {"thinking", R"({"type":"reasoning","summary":[],"encrypted_content":")" + sealed + "\"}", "",
            {"input: thinking of another provider"}},
        {"damaged thinking", R"({"type":"reasoning","summary":[],"encrypted_content":"sbx1.!"})", "",
            {"input: thinking of another provider"}},
        {"a summary", R"({"type":"compaction","encrypted_content":")" + summary + "\"}", inWords, {}},
        {"a summary under its other name", R"({"type":"compaction_summary","encrypted_content":")" + summary + "\"}", inWords,
            {}},
        {"a damaged summary", R"({"type":"compaction","encrypted_content":"sbx1.!"})", "", {"input: compaction"}},
        {"OpenAI's own thinking", own, own, {}},
        {"a text that mentions it", R"({"role":"user","content":"sbx1."})", R"({"role":"user","content":"sbx1."})", {}},
    }));
    CAPTURE(row.name);
    const std::string rest = R"({"role":"user","content":"Go on."}])";
    const auto body = [&](const std::string& item) {
        return R"({"model":"m","input":[)" + item + (item.empty() ? "" : ",") + rest + R"(,"store":false})";
    };
    const Passed result = passed(Format::OpenAiResponses, body(row.item));
    CHECK(result.body == body(row.expected));
    CHECK(result.losses == row.losses);
}

TEST_CASE("leaves an input that is plain text unchanged")
{
    const std::string body = R"({"model":"m","input":"sbx1."})";
    CHECK(passed(Format::OpenAiResponses, body).body == body);
    CHECK_FALSE(mayHoldEchoedContent(Format::OpenAiResponses, true, R"({"model":"m","input":"Hi"})"));
}

TEST_CASE("gives Anthropic valid call IDs that match in call and result")
{
    const auto call = [](const std::string& id) { return R"({"type":"tool_use","id":")" + id + R"(","name":"f","input":{"id":"a:b"}})"; };
    const auto result = [](const std::string& id) {
        return R"({"type":"tool_result","tool_use_id":")" + id + R"(","content":"x"})";
    };
    const auto talk = [&](const std::vector<std::string>& ids) {
        std::string calls;
        std::string results;
        for (const std::string& id : ids) {
            calls += (calls.empty() ? "" : ",") + call(id);
            results += (results.empty() ? "" : ",") + result(id);
        }
        return conversation(answered(calls) + R"(,{"role":"user","content":[)" + results + "]}");
    };
    struct Row {
        const char* name;
        std::vector<std::string> ids;
        std::vector<std::string> expected;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"Kimi's", {"functions.ls:0", "functions.ls:1"}, {"functions_ls_0", "functions_ls_1"}},
        {"two that become the same", {"a.b", "a:b", "a_b"}, {"a_b_2", "a_b_3", "a_b"}},
        {"Anthropic's own", {"toolu_01-A"}, {"toolu_01-A"}},
    }));
    CAPTURE(row.name);
    const std::string body = talk(row.ids);
    const Passed renamed = passed(Format::Anthropic, body);
    CHECK(renamed.body == talk(row.expected));
    CHECK(renamed.losses.empty());
    CHECK(mayHoldEchoedContent(Format::Anthropic, true, body) == (row.ids != row.expected));
    CHECK(passed(Format::Anthropic, body, false).body == body);
}
