#include "gateway/protocol/conversation/body_node.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("reads fields and returns empty values for absent ones")
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

TEST_CASE("reports only the first invalid field with its path")
{
    struct Row {
        const char* body;
        const char* param;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {R"([])", "", "The request body must be one JSON object."},
        {R"({"messages":{}})", "messages", "\"messages\" must be an array, not object. Write an array such as [{\"role\":\"user\",\"content\":\"Hello\"}]."},
        {R"({"messages":[{"role":1}]})", "messages[0].role", "\"messages[0].role\" must be a string, not number. Write a string in double quotes."},
        {R"({"messages":[{}]})", "messages[0].role", "\"messages[0].role\" is missing. Write a string in double quotes."},
        {R"({"messages":[{"role":""}]})", "messages[0].role", "\"messages[0].role\" must not be empty. Write a string in double quotes."},
        {R"({"messages":[{"role":"user"}],"n":1.5})", "n", "\"n\" must be a whole number."},
        {R"({"messages":[{"role":"user"}],"n":1e300})", "n", "\"n\" must be a whole number."},
        {R"({"messages":[{"role":"user"}],"n":"1","stream":"yes"})", "n", "\"n\" must be a number, not string. Write a number without quotes, such as 1."},
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
    CHECK(problem.error().value().text() == row.message);
}

namespace {

std::vector<std::string> unreadOf(const char* text, void (*read)(const BodyNode& root))
{
    const Json body = *parseJson(text);
    BodyProblem problem;
    const BodyNode root(body, problem);
    read(root);
    return root.unread();
}

} // namespace

TEST_CASE("lists the paths of fields that no reader accessed")
{
    using List = std::vector<std::string>;
    const auto readMessages = [](const BodyNode& root) {
        root["messages"].each([](const BodyNode& message) {
            (void)message["role"].text();
            (void)message["extra"].json();
            (void)message["half"]["known"].text();
        });
    };
    CHECK(unreadOf(R"({"messages":[{"role":"a"},{"role":"b","clear_at":"x","extra":{"y":[1]}}],"new":1})", readMessages)
        == List{"messages[1].clear_at", "new"});
    CHECK(unreadOf(R"({"messages":[{"half":{"known":"a","other":{"deep":1}}}]})", readMessages) == List{"messages[0].half.other"});
    CHECK(unreadOf(R"({"messages":[{"role":"a","x":1},{"x":2},{"x":3,"y":4}]})", readMessages) == List{"messages[0].x", "messages[2].y"});
    CHECK(unreadOf(R"({"messages":[{"x":null,"y":[],"type":"message"}]})", readMessages).empty());
    CHECK(unreadOf(R"({"messages":[{"x":{},"y":"","type":{"z":1}}]})", readMessages)
        == List{"messages[0].x", "messages[0].y", "messages[0].type"});
}

TEST_CASE("lists fields that were only peeked at")
{
    const auto read = [](const BodyNode& root) { (void)root["a"].peek(); };
    CHECK(unreadOf(R"({"a":{"b":1}})", read) == std::vector<std::string>{"a.b"});
}

TEST_CASE("limits the number and length of unread field names")
{
    std::string text = "{";
    for (int i = 0; i < 1000; ++i)
        text += (i ? ",\"n" : "\"n") + std::to_string(i) + "\":1";
    const auto none = [](const BodyNode&) {};
    CHECK(unreadOf((text + '}').c_str(), none).size() == BodyAccount::kMostUnread);
    const auto named = unreadOf(("{\"" + std::string(5000, 'n') + "\":1}").c_str(), none);
    REQUIRE(named.size() == 1);
    CHECK(named.front().size() == 100);
}
