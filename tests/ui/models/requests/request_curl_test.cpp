#include "ui/models/requests/request_curl.h"

#include "catch.h"

#include <memory>
#include <string>

using gateway::usage::Content;
using gateway::usage::ExchangeRecord;
using ui::models::RequestCurl;
using namespace Qt::StringLiterals;

namespace {

ExchangeRecord asked(const char* dialect, const char* body, bool isStream = false)
{
    ExchangeRecord record;
    record.dialect = dialect;
    record.askedModel = "gemini-2.5-flash";
    record.isStream = isStream;
    Content content;
    content.request = body;
    record.content = std::make_shared<const Content>(content);
    return record;
}

} // namespace

TEST_CASE("replays a captured request with another model in every protocol")
{
    struct Row {
        const char* dialect;
        bool isStream;
        const char* body;
        const char* path;
        const char* sent;
    };
    const auto row = GENERATE(values<Row>({
        {"openai-chat", true, R"({"model": "a", "x": 1.10})", "/v1/chat/completions", R"({"model": "qwen/qwen-plus", "x": 1.10})"},
        {"gemini", false, R"({"contents": [], "x": 1.10})", "/v1beta/models/qwen/qwen-plus:generateContent", R"({"contents": [], "x": 1.10})"},
        {"gemini", true, R"({"contents": []})", "/v1beta/models/qwen/qwen-plus:streamGenerateContent?alt=sse", R"({"contents": []})"},
    }));
    CAPTURE(row.dialect, row.isStream);
    const auto call = RequestCurl::replay(asked(row.dialect, row.body, row.isStream), u"qwen/qwen-plus"_s);
    REQUIRE(call);
    CHECK(call->path.toStdString() == row.path);
    CHECK(call->body.toStdString() == row.sent);
}

TEST_CASE("does not replay what is not a model request")
{
    CHECK_FALSE(RequestCurl::canReplay(asked("gemini", "no JSON")));
    CHECK_FALSE(RequestCurl::canReplay(asked("openai-chat", "[]")));
    CHECK_FALSE(RequestCurl::canReplay(asked("openai-files", "{}")));
    ExchangeRecord unkept = asked("gemini", "{}");
    unkept.content = nullptr;
    CHECK_FALSE(RequestCurl::canReplay(unkept));
}

TEST_CASE("a curl line has the model in Gemini's path and no key")
{
    const std::string line = RequestCurl::line(asked("gemini", R"({"contents": [{"parts": [{"text": "it's"}]}]})", true), u"http://127.0.0.1:8080"_s).toStdString();
    CHECK_THAT(line, Catch::StartsWith("curl 'http://127.0.0.1:8080/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse'")
            && Catch::Contains("Bearer $SIGNALBOX_KEY") && Catch::Contains("it'\\''s"));
}
