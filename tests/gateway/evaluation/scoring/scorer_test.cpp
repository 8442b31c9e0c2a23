#include "gateway/evaluation/scoring/scorer.h"

#include "gateway/evaluation/scoring/rouge.h"

#include "catch.h"
#include "row_fixture.h"

#include <limits>

using namespace gateway;
using namespace gateway::evaluation;
using namespace gateway::evaluation::tests;
using namespace std::chrono_literals;

TEST_CASE("an assertion scores an answer and says why")
{
    struct Case {
        const char* assertion;
        const char* answer;
        std::optional<double> score;
        const char* reason;
    };
    const auto row = GENERATE(values<Case>({
        {R"({"type":"equals","value":"Paris"})", " Paris\n", 1, "equals the expected text"},
        {R"({"type":"equals","value":["a","Paris"]})", "Paris", 1, "equals the expected text"},
        {R"({"type":"equals","value":"Paris"})", "paris", 0, "does not equal \"Paris\""},
        {R"({"type":"equals","value":"New York"})", "New  York", 0, "does not equal \"New York\""},
        {R"({"type":"contains","value":"Paris"})", "in paris", 0, "does not contain \"Paris\""},
        {R"({"type":"contains","value":"New York"})", "in New  York", 0, "does not contain \"New York\""},
        {R"({"type":"not_contains","value":"Paris"})", "in paris", 1, "does not contain \"Paris\""},
        {R"({"type":"contains","value":"caf\u00e9"})", "the cafe\u0301 there", 1, "contains \"caf\u00e9\""},
        {R"({"type":"contains","value":["x","y"]})", "z", 0, "does not contain \"x\""},
        {R"({"type":"not_contains","value":["x","y"]})", "zy", 0, "contains \"y\""},
        {R"({"type":"not_contains","value":"x"})", "z", 1, "does not contain \"x\""},
        {R"({"type":"regex","value":"^a.c$"})", "abc", 1, "matches the regular expression"},
        {R"({"type":"regex","value":"^a.c$"})", "abcd", 0, "does not match the regular expression ^a.c$"},
        {R"({"type":"number","value":1234.5})", "so 1,234.50.", 1, "the last number is 1234.5; expected: 1234.5"},
        {R"({"type":"number","value":0.3,"tolerance":0.1})", "0.2", 1, "the last number is 0.2; expected: 0.3"},
        {R"({"type":"number","value":-300})", "-3e2", 1, "the last number is -300; expected: -300"},
        {R"({"type":"number","value":4})", "5", 0, "the last number is 5; expected: 4"},
        {R"({"type":"number","value":4})", "four", 0, "contains no number"},
        {R"({"type":"json_schema","value":{"required":["a"]}})", " {\"a\":1}\n", 1, "is valid against the JSON Schema"},
        {R"({"type":"json_schema","value":{"required":["a"]}})", "{}", 0, "$: lacks the required property \"a\""},
        {R"({"type":"json_schema","value":true})", "```json\n{}\n```", 0, "is Markdown with a code block, not JSON"},
        {R"({"type":"json_schema","value":true})", "{", 0, "is not valid JSON: parse error at line 1"},
        {R"({"type":"json_path","path":"$.a[0]","value":1})", "{\"a\":[1.0]}", 1, "the value at $.a[0] is 1; expected: 1"},
        {R"({"type":"json_path","path":"$..a","value":null})", "{\"a\":[1],\"b\":{\"a\":null}}", 1, "the value at $..a is null; expected: null"},
        {R"({"type":"json_path","path":"$.a","value":1})", "{\"a\":\"1\"}", 0, "the value at $.a is \"1\"; expected: 1"},
        {R"({"type":"json_path","path":"$.a","value":1})", "{}", 0, "has no value at $.a"},
        {R"({"type":"rouge_l","value":"the cat sat"})", "The cat sat.", 1, "1"},
        {R"({"type":"json_path","path":"$.a","value":1})", "```json\n{\"a\":1}\n```", 0, "is Markdown with a code block, not JSON"},
        {R"({"type":"rouge_l","value":"the cat sat"})", "the cat", 0.8, "0.8"},
        {R"({"type":"rouge_l","value":"the cat sat","threshold":0.9})", "the cat", 0, "0.8; minimum: 0.9"},
        {R"({"type":"latency_ms","value":100})", "", 1, "100; maximum: 100"},
        {R"({"type":"first_token_ms","value":9})", "", 0, "10; maximum: 9"},
        {R"({"type":"cost","value":0.01})", "", 1, "0.005; maximum: 0.01"},
        {R"({"type":"max_tokens","value":5})", "", 0, "7; maximum: 5"},
        {R"({"type":"judge","rubric":"r"})", "", std::nullopt, "there is no usable result"},
    }));
    CAPTURE(row.assertion, row.answer);
    const ScoredAnswer answer{row.answer, 100ms, 10ms, 0.005, Tokens{7}};
    const RowScore score = scoreAnswer(rowWith({row.assertion}), answer, {});
    REQUIRE(score.assertions.size() == 1);
    CHECK(score.score == row.score);
    CHECK(score.assertions.front().score == row.score);
    CHECK_THAT(toText(score.assertions.front().reason), Catch::StartsWith(row.reason));
}

TEST_CASE("a long answer is searched to its end")
{
    const std::string longText = std::string(200'000, 'x') + "END";
    CHECK(scoreAnswer(rowWith({R"({"type":"regex","value":"END$"})"}), {longText, {}, {}, {}, {}}, {}).score == 1);
    CHECK(scoreAnswer(rowWith({R"({"type":"json_schema","value":{"pattern":"END$"}})"}), {'"' + longText + '"', {}, {}, {}, {}}, {}).score == 1);
}

TEST_CASE("a row is the weighted mean of its assertions")
{
    const Row row = rowWith({R"({"type":"contains","value":"a"})", R"({"type":"contains","value":"b","weight":3})"});
    CHECK(scoreAnswer(row, {"a", {}, {}, {}, {}}, {}).score == 0.25);
    CHECK(scoreAnswer(row, {"b", {}, {}, {}, {}}, {}).score == 0.75);
}

TEST_CASE("results from outside count and what is missing leaves the row unscored")
{
    const Row row = rowWith({R"({"type":"contains","value":"a"})", R"({"type":"judge","rubric":"r"})"});
    const ScoredAnswer answer{"a", {}, {}, {}, {}};
    CHECK(scoreAnswer(row, answer, {{1, {0.5, "half right"}}}).score == 0.75);
    CHECK(toText(scoreAnswer(row, answer, {{1, {0.5, "half right"}}}).assertions[1].reason) == "half right");
    for (const std::optional<double> unusable : {std::optional<double>(), std::optional(1.5), std::optional(-0.5), std::optional(std::numeric_limits<double>::quiet_NaN())})
        CHECK_FALSE(scoreAnswer(row, answer, {{1, {unusable, "no JSON"}}}).score);
    CHECK(toText(scoreAnswer(row, answer, {{1, {{}, "no JSON"}}}).assertions[1].reason) == "no JSON");
    const Row unweighted = rowWith({R"({"type":"contains","value":"a"})", R"({"type":"judge","rubric":"r","weight":0})"});
    CHECK(scoreAnswer(unweighted, answer, {}).score == 1);
    const Row similar = rowWith({R"({"type":"similarity","value":"x","embedding":"a/b"})", R"({"type":"similarity","value":"x","embedding":"a/b","threshold":0.8})"});
    CHECK(scoreAnswer(similar, answer, {{0, {0.5, {}}}, {1, {0.9, {}}}}).score == 0.75);
    CHECK(scoreAnswer(similar, answer, {{0, {-0.5, {}}}, {1, {0.7, {}}}}).score == 0);
    CHECK_FALSE(scoreAnswer(rowWith({R"({"type":"cost","value":1})"}), answer, {}).score);
}

TEST_CASE("assertions checked elsewhere are known")
{
    CHECK(isCheckedElsewhere(AssertionType::Judge));
    CHECK(isCheckedElsewhere(AssertionType::Similarity));
    CHECK(isCheckedElsewhere(AssertionType::Command));
    CHECK_FALSE(isCheckedElsewhere(AssertionType::Equals));
    CHECK_FALSE(isCheckedElsewhere(AssertionType::MaxTokens));
}

TEST_CASE("ROUGE-L measures the longest common subsequence")
{
    CHECK(rougeL("police killed the gunman", "police kill the gunman") == Approx(0.75));
    CHECK(rougeL("the gunman kill police", "police kill the gunman") == Approx(0.5));
    CHECK(rougeL("\u5df4\u9ece\u662f\u9996\u90fd", "\u9996\u90fd\u662f\u5df4\u9ece") == Approx(0.4));
    CHECK(rougeL("", "a") == 0);
    CHECK(rougeL("!", " ! ") == 1);
    CHECK(rougeL("a b c", "x y z") == 0);
}
