#include "gateway/protocol/conversation/call_arguments.h"

#include "catch.h"

#include "gateway/protocol/conversation/body_node.h"

#include <string>

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("wraps call arguments that are not an object")
{
    struct Row {
        std::string input;
        std::string object;
        bool isWhole;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"b":1,"a":[true]})", R"({"b":1,"a":[true]})", true},
        {"", "{}", true},
        {"[1]", R"({"input":[1]})", false},
        {"words", R"({"input":"words"})", false},
        {R"({"n":12345678901234567890123,"m":-9223372036854775809})", R"({"n":12345678901234567890123,"m":-9223372036854775809})",
            true},
    }));
    CAPTURE(row.input);
    ToolCall call;
    call.input = row.input;
    const CallArguments arguments = argumentsOf(call);
    CHECK(toText(arguments.object) == row.object);
    CHECK(arguments.isWhole == row.isWhole);
}

TEST_CASE("rejects an integer beyond 64 bits where a number is expected")
{
    const Json body = *parseJson(R"({"max_tokens":12345678901234567890123})");
    BodyProblem problem;
    CHECK_FALSE(BodyNode(body, problem)["max_tokens"].integer());
    REQUIRE(problem.isThere());
    CHECK(problem.error().value().message == "\"max_tokens\" must be a number, not a whole number beyond 64 bits. Write a number without quotes, such as 1.");
}
