#include "gateway/protocol/conversation/body_node.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("fields are read, and what is absent has the empty value")
{
    const Json body = *parseJson(R"({"a":{"b":[1,2.0,"x"]},"flag":true,"half":0.5,"none":null})");
    BodyProblem problem;
    const BodyNode root(body, problem);
    CHECK(root["a"]["b"].size() == 3);
    CHECK(root["a"]["b"].at(0).integer() == 1);
    CHECK(root["a"]["b"].at(1).integer() == 2);
    CHECK(root["a"]["b"].at(2).text() == "x");
    CHECK(root["flag"].flag() == true);
    CHECK(root["half"].number() == 0.5);
    CHECK_FALSE(root["none"].isThere());
    CHECK(root["none"].text().empty());
    CHECK_FALSE(root["absent"]["deeper"].at(3).integer());
    CHECK_FALSE(problem.isThere());
}

TEST_CASE("what is wrong is named with its path, the first thing only")
{
    struct Row {
        const char* body;
        const char* param;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {R"([])", "", "The request body must be one JSON object."},
        {R"({"messages":{}})", "messages", "\"messages\" must be an array, not object."},
        {R"({"messages":[{"role":1}]})", "messages[0].role", "\"messages[0].role\" must be a string, not number."},
        {R"({"messages":[{}]})", "messages[0].role", "\"messages[0].role\" is missing."},
        {R"({"messages":[{"role":""}]})", "messages[0].role", "\"messages[0].role\" must not be empty."},
        {R"({"messages":[{"role":"user"}],"n":1.5})", "n", "\"n\" must be a whole number."},
        {R"({"messages":[{"role":"user"}],"n":1e300})", "n", "\"n\" must be a whole number."},
        {R"({"messages":[{"role":"user"}],"n":"1","stream":"yes"})", "n", "\"n\" must be a number, not string."},
        {R"({"messages":[{"role":"user"}],"stream":"yes"})", "stream", "\"stream\" must be true or false, not string."},
    }));
    CAPTURE(row.body);
    const Json body = *parseJson(row.body);
    BodyProblem problem;
    const BodyNode root(body, problem);
    root["messages"].each([](const BodyNode& message) { (void)message["role"].neededText(); });
    (void)root["n"].integer();
    (void)root["stream"].flag();
    REQUIRE(problem.isThere());
    CHECK(problem.error().value().kind == ErrorKind::InvalidRequest);
    CHECK(problem.error().value().param == row.param);
    CHECK(problem.error().value().message == row.message);
}
