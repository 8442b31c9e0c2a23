#include "catch.h"

#include "scenario.h"

#include <algorithm>
#include <string>

// Schemas of older JSON Schema drafts are always converted, whatever the path.

using namespace tests;

namespace {

const std::string kOld = R"({"type":"object","properties":{"a":{"type":"array","items":[{"type":"string"}]},"n":{"type":"number","divisibleBy":2}},"dependencies":{"a":"n"}})";
const std::string kNew = R"({"type":"object","properties":{"a":{"type":"array","prefixItems":[{"type":"string"}]},"n":{"type":"number","multipleOf":2}},"dependentRequired":{"a":["n"]}})";

std::string with(std::string text, const std::string& schema)
{
    for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + schema.size()))
        text.replace(at, 1, schema);
    return text;
}

const Json& member(const Json& value, const std::string& pointer) { return value.at(Json::json_pointer(pointer)); }

} // namespace

TEST_CASE("converts older schema drafts to 2020-12 for hosts of the client's own format")
{
    struct Row {
        const char* type;
        const char* model;
        const char* target;
        const char* body;
        const char* place;
    };
    const auto row = GENERATE(values<Row>({
        {"anthropic", "claude-opus-4-8", "/v1/messages", R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"q"}],"tools":[{"name":"w","input_schema":@}]})", "/tools/0/input_schema"},
        {"anthropic", "claude-opus-4-8", "/v1/messages/count_tokens", R"({"model":"alias","messages":[{"role":"user","content":"q"}],"tools":[{"name":"w","input_schema":@}]})", "/tools/0/input_schema"},
        {"anthropic", "claude-opus-4-8", "/v1/messages",
            R"({"model":"alias","max_tokens":9,"tools":[{"name":"z","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":"q"},{"role":"system","content":[{"type":"tool_addition","tool":{"name":"w","input_schema":@}}]},{"role":"user","content":"r"}]})",
            "/messages/1/content/0/tool/input_schema"},
        {"anthropic", "claude-opus-4-8", "/v1/messages",
            R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"q"}],"output_config":{"format":{"type":"json_schema","schema":@}}})", "/output_config/format/schema"},
        {"openrouter", "anthropic/claude-opus-4.8", "/v1/chat/completions",
            R"({"model":"alias","messages":[{"role":"user","content":"q"}],"tools":[{"type":"function","function":{"name":"w","parameters":@}}]})", "/tools/0/function/parameters"},
        {"openrouter", "openai/gpt-5", "/v1/chat/completions", // rebuilt because of its stop sequence
            R"({"model":"alias","stop":"END","messages":[{"role":"user","content":"q"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":@}}})", "/response_format/json_schema/schema"},
        {"openai-responses", "gpt-5", "/v1/responses",
            R"({"model":"alias","input":"q","store":false,"text":{"format":{"type":"json_schema","name":"n","schema":@}}})", "/text/format/schema"},
        {"openai-responses", "gpt-5", "/v1/responses",
            R"({"model":"alias","store":false,"input":[{"type":"additional_tools","role":"developer","tools":[{"type":"function","name":"w","parameters":@}]},{"type":"message","role":"user","content":"x"}]})",
            "/input/0/tools/0/parameters"},
    }));
    CAPTURE(row.target, row.body);
    FakeUpstream upstream;
    Behaviour counted;
    counted.body = R"({"input_tokens":4711})";
    upstream.onCall("POST /v1/messages/count_tokens", counted);
    auto up = ofType(upstream, row.type);
    if (std::string_view(row.type) == "openrouter")
        up["base_url"] = upstream.baseUrl();
    GatewayProcess gateway(configuration({up}, {route("alias", {target("up", row.model, 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = with(row.body, kOld)});
    CAPTURE(answer.raw, gateway.log());
    const auto all = upstream.allRequests();
    const auto found = std::ranges::find(all, std::string(row.target), &RecordedRequest::target);
    REQUIRE(found != all.end());
    const RecordedRequest& request = *found;
    CHECK(member(parsed(request.body), row.place) == parsed(kNew));
    if (std::string_view(row.target).ends_with("count_tokens")) {
        CHECK(parsed(answer.body)["input_tokens"] == 4711);
        CHECK(parsed(request.body)["model"] == row.model);
    }
    CHECK_FALSE(answer.header("x-signalbox-dropped"));
}

TEST_CASE("reports what is dropped when converting an older schema")
{
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({ofType(upstream, "anthropic")}, {route("alias", {target("up", "m", 0)})}), withKey());
    const auto answer = exchange(gateway.port(), {.target = "/v1/messages",
        .body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"q"}],"tools":[{"name":"w","input_schema":{"type":"object","extends":"base"}}]})"});
    CAPTURE(answer.raw);
    CHECK(answer.headerOr("x-signalbox-dropped") == "tools: extends of the schema");
}
