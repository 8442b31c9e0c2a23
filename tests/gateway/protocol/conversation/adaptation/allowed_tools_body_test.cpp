#include "gateway/protocol/conversation/adaptation/allowed_tools_body.h"

#include "catch.h"

#include <string>

using namespace gateway;
using namespace gateway::protocol;

namespace {

const std::string kTools = R"([{"type":"function","name":"f"},{"type":"function","name":"g"},{"type":"web_search","filters":{}},)"
                           R"({"type":"mcp","server_label":"a"},{"type":"mcp","server_label":"b"}])";

Json askedWith(const std::string& choice) { return *parseJson(R"({"input":"Hi","tools":)" + kTools + R"(,"tool_choice":)" + choice + "}"); }

} // namespace

TEST_CASE("keeps only the allowed tools and their mode")
{
    struct Row {
        const char* mode;
        const char* allowed;
        const char* left;
    };
    const auto row = GENERATE(values<Row>({
        {"auto", R"([{"type":"function","name":"g"},{"type":"web_search"}])", R"([{"type":"function","name":"g"},{"type":"web_search","filters":{}}])"},
        {"required", R"([{"type":"web_search"}])", R"([{"type":"web_search","filters":{}}])"},
        {"auto", R"([{"type":"mcp","server_label":"b"}])", R"([{"type":"mcp","server_label":"b"}])"},
        {"required", R"([{"type":"mcp"},{"type":"function","name":"none"}])", R"([{"type":"mcp","server_label":"a"},{"type":"mcp","server_label":"b"}])"},
    }));
    CAPTURE(row.mode, row.allowed);
    const std::string choice = R"({"type":"allowed_tools","mode":")" + std::string(row.mode) + R"(","tools":)" + row.allowed + "}";
    Json body = askedWith(choice);
    CHECK(mayHoldAllowedTools(toText(body)));
    CHECK(offerAllowedToolsAlone(body));
    CHECK(body["tools"] == *parseJson(row.left));
    CHECK(body["tool_choice"] == row.mode);
    CHECK(body["input"] == "Hi");
}

TEST_CASE("an empty list of allowed tools removes all tools")
{
    Json body = askedWith(R"({"type":"allowed_tools","mode":"auto","tools":[]})");
    CHECK(offerAllowedToolsAlone(body));
    CHECK(body == *parseJson(R"({"input":"Hi"})"));
}

TEST_CASE("passes other tool choices and invalid lists of allowed tools unchanged")
{
    const std::string choice = GENERATE(R"("auto")", R"({"type":"function","name":"f"})", R"({"type":"allowed_tools","mode":"shiny","tools":[{"type":"function","name":"f"}]})",
        R"({"type":"allowed_tools","mode":"auto"})", R"({"type":"allowed_tools","mode":"auto","tools":{"type":"function"}})",
        R"({"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"none"}]})", R"({"type":"allowed_tools","mode":"auto","tools":[{},7,null]})",
        R"({"type":"allowed_tools","mode":"required","tools":[]})", "null");
    CAPTURE(choice);
    Json body = askedWith(choice);
    const Json before = body;
    CHECK_FALSE(offerAllowedToolsAlone(body));
    CHECK(body == before);
    Json list = Json::array({body});
    CHECK_FALSE(offerAllowedToolsAlone(list));
}
