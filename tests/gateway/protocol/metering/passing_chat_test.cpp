#include "gateway/protocol/metering/passing_chat.h"

#include "catch.h"

#include <algorithm>
#include <string>
#include <string_view>

using namespace gateway;
using namespace gateway::protocol;
using What = SaidText::What;

namespace {

std::string saidAs(const SaidText& said, What what)
{
    std::string all;
    for (const SaidText::Text& text : said.texts())
        if (text.what == what)
            all += text.text;
    return all;
}

} // namespace

TEST_CASE("reads the texts of a passing chat answer however it is split")
{
    struct Row {
        const char* body;
        const char* said;
        const char* thought;
        bool hasOther = false;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"one \"two\"\n"},"finish_reason":"stop"}]})",
            "one \"two\"\n", ""},
        {R"({"choices" : [ { "message" : { "content" : [ {"type":"text","text":"one"} ] } } ], "content":"no", "x":{"content":"no"}})",
            "one", ""},
        {R"({"choices":[{"message":{"content":"\u4f60\u597d \ud83d\ude00\/"}}]})",
            "\xe4\xbd\xa0\xe5\xa5\xbd \xed\xa0\xbd\xed\xb8\x80/", ""},
        {R"({"choices":[{"message":{"reasoning_content":"hm","content":"one","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}}]})",
            "one{\"a\":1}", "hm"},
        {R"({"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"one"}]}}]})",
            "one", "hm"},
        {R"({"choices":[{"message":{"reasoning":"hm","reasoning_details":[{"type":"reasoning.text","text":"hm"}],"content":null},"logprobs":{"content":[{"token":"hm","text":"no"}]}}]})",
            "", "hm"},
        {R"({"choices":[{"message":{"content":"one","images":[{"type":"image_url","image_url":{"url":"data:AAAA","text":"no"}}]}}]})",
            "one", "", true},
        {R"({"choices":[{"message":{"content":"one","audio":{"data":"AAAA","text":"no"}}}]})", "one", "", true},
        {R"({"content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"one"}]})", "one", "hm"},
        {R"({"output":[{"type":"message","content":[{"type":"output_text","text":"one"}]}]})", "one", ""},
        {R"({"candidates":[{"content":{"parts":[{"text":"one"}]}}]})", "one", ""},
        {R"({"usage":{"text":"no"},"data":[{"text":"no"}]})", "", ""},
        {R"(]}{"choices":[{"text":"no"}]})", "", ""},
        {"\xff\x00 no JSON", "", ""},
    }));
    CAPTURE(row.body);
    const std::string_view body(row.body);
    for (std::size_t size = 1; size <= body.size(); ++size) {
        PassingChat chat;
        for (std::size_t at = 0; at < body.size(); at += size)
            chat.feed(body.substr(at, size));
        REQUIRE(saidAs(chat.said(), What::Plain) == row.said);
        REQUIRE(saidAs(chat.said(), What::Thought) == row.thought);
        REQUIRE(chat.said().hasOther() == row.hasOther);
    }
}

TEST_CASE("keeps short root fields of a passing answer however it is split")
{
    struct Row {
        std::string body;
        std::string kept;
    };
    const std::string usage = R"({"prompt_tokens" : 5, "prompt_tokens_details":{"cached_tokens":1,"x":"}"},"completion_tokens":2})";
    const auto row = GENERATE_COPY(values<Row>({
        {R"({"id":"x","usage":)" + usage + R"(,"choices":[{"message":{"content":")" + std::string(20'000, 'x') + R"("}}]})", R"({"id":"x","usage":)" + usage + '}'},
        {R"({"content":[{"text":")" + std::string(20'000, 'x') + R"("}], "usage" :  )" + usage + "}{\"usage\":1}", R"({ "usage" :  )" + usage + '}'},
        {R"({"usage":null,"choices":[]})", R"({"usage":null,"choices":[]})"},
        {R"({"usage":{"prompt_tokens":5)", "{}"},
        {R"({"usage":{"x":")" + std::string(20'000, 'x') + R"("},"choices":[]})", R"({"choices":[]})"},
    }));
    CAPTURE(row.body.substr(0, 60));
    for (const std::size_t size : {1U, 2U, 3U, 7U, 64U, 100'000U}) {
        PassingChat chat;
        for (std::size_t at = 0; at < row.body.size(); at += size)
            chat.feed(std::string_view(row.body).substr(at, size));
        REQUIRE(chat.shortMembers() == row.kept);
    }
}

TEST_CASE("keeps the beginning of a very long answer and the number of further bytes")
{
    PassingChat chat;
    chat.feed(R"({"choices":[{"message":{"reasoning":")");
    chat.feed(std::string(40'000, 'h'));
    chat.feed(R"(","content":")");
    for (int i = 0; i < 40; ++i)
        chat.feed(std::string(100'000, 'w'));
    chat.feed(R"("}}]})");
    CHECK(saidAs(chat.said(), What::Thought).size() == 40'000);
    CHECK(chat.said().bytes() == SaidText::kMostBytes);
    CHECK(chat.said().bytes() + chat.said().moreSaid() == 4'040'000);
    CHECK(chat.said().moreThought() == 0);
}

TEST_CASE("survives any nesting depth in a passing answer")
{
    PassingChat chat;
    chat.feed(R"({"choices":)" + std::string(1'000'000, '['));
    chat.feed(R"("text":"no")");
    CHECK(chat.said().isEmpty());
}
