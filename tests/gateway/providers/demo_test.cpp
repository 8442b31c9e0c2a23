#include "catch.h"

#include "gateway/core/json/json.h"
#include "gateway/providers/demo.h"

#include <algorithm>

using namespace gateway;
using namespace gateway::providers;

namespace {

std::string bodyOf(const std::string& content, const std::string& more = {})
{
    return R"({"model":"demo","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":")" + content
        + "\"}]" + more + "}";
}

std::string joined(const DemoReply& reply)
{
    std::string bytes;
    for (const auto& piece : reply.pieces)
        bytes += piece.bytes;
    return bytes;
}

std::string headerOf(const DemoReply& reply, const std::string& name)
{
    for (const auto& [key, value] : reply.headers)
        if (key == name)
            return value;
    return {};
}

/// The data of each event; every event must be "data: ...\n\n".
std::vector<std::string> eventsOf(const DemoReply& reply)
{
    std::vector<std::string> events;
    std::string bytes = joined(reply);
    while (!bytes.empty()) {
        REQUIRE(bytes.starts_with("data: "));
        const auto end = bytes.find("\n\n");
        REQUIRE(end != std::string::npos);
        events.push_back(bytes.substr(6, end - 6));
        bytes.erase(0, end + 2);
    }
    return events;
}

Json parsed(const std::string& text)
{
    auto json = parseJson(text);
    REQUIRE(json);
    return *json;
}

struct Stream {
    std::string content;
    std::string finishReason;
    Json usage;
    int contentChunks = 0;
};

Stream readStream(const DemoReply& reply)
{
    Stream stream;
    std::vector<std::string> events = eventsOf(reply);
    REQUIRE(events.size() > 3);
    CHECK(events.back() == "[DONE]");
    events.pop_back();
    std::string id;
    bool isFirst = true;
    for (const std::string& event : events) {
        const Json chunk = parsed(event);
        CHECK(chunk.at("object") == "chat.completion.chunk");
        CHECK(chunk.at("model") == "demo");
        CHECK(chunk.at("created").is_number_integer());
        CHECK((id.empty() || chunk.at("id") == id));
        id = chunk.at("id").get<std::string>();
        if (chunk.at("choices").empty()) {
            CHECK(stream.finishReason == "stop");
            stream.usage = chunk.at("usage");
            continue;
        }
        const Json& choice = chunk.at("choices")[0];
        CHECK(choice.at("index") == 0);
        if (isFirst)
            CHECK(choice.at("delta").at("role") == "assistant");
        isFirst = false;
        const std::string content = choice.at("delta").value("content", "");
        stream.contentChunks += content.empty() ? 0 : 1;
        stream.content += content;
        if (!choice.at("finish_reason").is_null())
            stream.finishReason = choice.at("finish_reason").get<std::string>();
    }
    return stream;
}

} // namespace

TEST_CASE("the demo streams chunks in OpenAI format at a human pace")
{
    const std::string body = bodyOf("Hello, who are you?", R"(,"stream":true,"stream_options":{"include_usage":true})");
    const DemoReply reply = demoReply("demo", body);
    CHECK(reply.status == 200);
    CHECK_FALSE(reply.isUnreachable);
    CHECK(headerOf(reply, "content-type") == "text/event-stream; charset=utf-8");
    const Stream stream = readStream(reply);
    CHECK(stream.content.find("Signalbox") != std::string::npos);
    CHECK(stream.finishReason == "stop");
    // "Be brief." and "Hello, who are you?": 9 and 19 characters, four per token
    CHECK(stream.usage == Json{{"prompt_tokens", 8}, {"completion_tokens", stream.contentChunks},
                               {"total_tokens", 8 + stream.contentChunks}});
    CHECK(stream.content.find("8 tokens") != std::string::npos);
    CHECK(stream.contentChunks >= 50);
    CHECK(stream.contentChunks <= 100);
    Milliseconds total{0};
    for (const auto& piece : reply.pieces)
        total += piece.after;
    CHECK(total >= Milliseconds{2000});
    CHECK(total <= Milliseconds{4500});
    CHECK(reply.pieces.front().after == Milliseconds{250});
}

TEST_CASE("the demo stream includes usage only if requested")
{
    const DemoReply reply = demoReply("demo", bodyOf("Hi", R"(,"stream":true)"));
    CHECK(joined(reply).find("usage") == std::string::npos);
    CHECK(readStream(reply).usage.is_null());
}

TEST_CASE("the demo answers without streaming")
{
    const DemoReply reply = demoReply("demo", bodyOf("Hi"));
    CHECK(reply.status == 200);
    CHECK(headerOf(reply, "content-type") == "application/json");
    REQUIRE(reply.pieces.size() == 1);
    const Json answer = parsed(joined(reply));
    CHECK(answer.at("object") == "chat.completion");
    CHECK(answer.at("id").get<std::string>().starts_with("chatcmpl-"));
    CHECK(answer.at("choices").size() == 1);
    const Json& choice = answer.at("choices")[0];
    CHECK(choice.at("message").at("role") == "assistant");
    CHECK(choice.at("finish_reason") == "stop");
    CHECK_FALSE(choice.at("message").at("content").get<std::string>().empty());
    const Json& usage = answer.at("usage");
    CHECK(usage.at("total_tokens") == usage.at("prompt_tokens").get<int>() + usage.at("completion_tokens").get<int>());
}

TEST_CASE("the demo gives the same answer to the same request in the user's language")
{
    struct Row { const char* content; bool isChinese; };
    const auto row = GENERATE(values<Row>({
        {"What is this?", false}, {"这是什么？", true}, {"Qu'est-ce que c'est ?", false}, {"explain 路由", true},
        {"\\u4f60\\u597d", true}, {"", false},
    }));
    CAPTURE(row.content);
    const std::string more = R"(,"stream":true,"stream_options":{"include_usage":true})";
    const DemoReply reply = demoReply("demo", bodyOf(row.content, more));
    CHECK(joined(reply) == joined(demoReply("demo", bodyOf(row.content, more))));
    const Stream stream = readStream(reply);
    CHECK((stream.content.find("\u7684") != std::string::npos) == row.isChinese);
    CHECK(stream.content.find("{prompt_tokens}") == std::string::npos);
    CHECK(stream.contentChunks >= 50);
    CHECK(stream.contentChunks <= 100);
}

TEST_CASE("only the last user message decides the demo's language including its text parts")
{
    const std::string body = R"({"messages":[{"role":"user","content":"你好"},{"role":"assistant","content":"你好！"},
        {"role":"user","content":[{"type":"text","text":"In English please"},{"type":"image_url","image_url":{"url":"x"}}]}]})";
    const Json answer = parsed(joined(demoReply("demo", body)));
    CHECK(answer["choices"][0]["message"]["content"].get<std::string>().find("的") == std::string::npos);
    // 2 ideographs; 2 and one other character; 17 other characters
    CHECK(answer["usage"]["prompt_tokens"] == 2 + 3 + 5);
}

TEST_CASE("the demo respects a token limit")
{
    const char* field = GENERATE("max_tokens", "max_completion_tokens");
    const Json answer = parsed(joined(demoReply("demo", bodyOf("Hi", std::string(",\"") + field + "\":5"))));
    CHECK(answer["usage"]["completion_tokens"] == 5);
    CHECK(answer["choices"][0]["finish_reason"] == "length");
}

TEST_CASE("the demo's failing models fail and invalid requests are explained")
{
    struct Row { const char* model; std::string body; int status; const char* code; const char* param; };
    const auto row = GENERATE(values<Row>({
        {"demo-rate-limited", bodyOf("Hi"), 429, "rate_limit_exceeded", nullptr},
        {"gpt-9", bodyOf("Hi"), 404, "model_not_found", "model"},
        {"demo", "not json", 400, nullptr, nullptr},
        {"demo", "[1]", 400, nullptr, nullptr},
        {"demo", "{}", 400, nullptr, "messages"},
        {"demo", R"({"messages":[]})", 400, nullptr, "messages"},
        {"demo", R"({"messages":"x"})", 400, nullptr, "messages"},
    }));
    CAPTURE(row.model, row.body);
    const DemoReply reply = demoReply(row.model, row.body);
    CHECK(reply.status == row.status);
    CHECK(headerOf(reply, "content-type") == "application/json");
    CHECK(headerOf(reply, "retry-after") == (row.status == 429 ? "20" : ""));
    const Json error = parsed(joined(reply)).at("error");
    CHECK_FALSE(error.at("message").get<std::string>().empty());
    CHECK_FALSE(error.at("type").get<std::string>().empty());
    CHECK(error.at("code") == (row.code ? Json(row.code) : Json()));
    CHECK(error.at("param") == (row.param ? Json(row.param) : Json()));
}

TEST_CASE("demo-down is unreachable")
{
    CHECK(demoReply("demo-down", bodyOf("Hi")).isUnreachable);
}

TEST_CASE("the demo answers requests with tools or unusual messages with text")
{
    const std::string body = GENERATE(as<std::string>(),
        R"({"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"f"}}]})",
        R"({"messages":[{"role":"assistant","content":null,"tool_calls":[]},{"role":"tool","content":"r"}]})",
        R"({"messages":[null,7,{"role":"user"},{"role":"user","content":[{"text":5},"x"]}]})",
        R"({"messages":[{"role":"user","content":"\ud83d\ude00 and \u0000"}],"stream":"yes","max_tokens":-3})");
    CAPTURE(body);
    const DemoReply reply = demoReply("demo", body);
    CHECK(reply.status == 200);
    CHECK(parsed(joined(reply))["choices"][0]["finish_reason"] == "stop");
}
