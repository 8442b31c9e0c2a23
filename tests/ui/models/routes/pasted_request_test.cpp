#include "ui/models/routes/pasted_request.h"

#include "catch.h"
#include "test_language.h"

#include <QRegularExpression>

#include <string>
#include <utility>
#include <vector>

using ui::models::PastedRequest;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

} // namespace

TEST_CASE("reads a pasted request in the usual forms")
{
    struct Row {
        const char* name;
        const char* text;
        const char* method;
        const char* path;
        const char* host;
        Headers headers;
        const char* body;
    };
    const auto row = GENERATE(values<Row>({
        {"only its JSON", R"( {"model": "m", "messages": []} )", "POST", "/v1/chat/completions", "", {}, R"({"model": "m", "messages": []})"},
        {"one of the Responses API", R"({"model": "m", "input": "hi"})", "POST", "/v1/responses", "", {}, R"({"model": "m", "input": "hi"})"},
        {"one of the older completions", R"({"model": "m", "prompt": "hi"})", "POST", "/v1/completions", "", {}, R"({"model": "m", "prompt": "hi"})"},
        {"a command", "curl https://api.example.com/v1/chat/completions \\\n  -H 'Content-Type: application/json' \\\n  -H \"X-Team: red\" -d '{\"model\": \"m\"}'", "POST",
            "/v1/chat/completions", "api.example.com", {{"Content-Type", "application/json"}, {"X-Team", "red"}}, R"({"model": "m"})"},
        {"a command as browsers copy it", "curl 'http://localhost:8080/v1/messages?beta=true' -X 'POST' --header=x-team:red --data-raw $'{\"model\": \"it\\'s\\u0021\"}' --compressed", "POST",
            "/v1/messages?beta=true", "localhost", {{"x-team", "red"}}, R"({"model": "it's!"})"},
        {"a command with irrelevant options", "$ curl -sS -o out.txt -m 10 localhost:8080/v1/models", "GET", "/v1/models", "localhost", {}, ""},
        {"a command whose options are joined", "curl -XPOST -HX-A:b --json '{}' --url http://h/v1/responses", "POST", "/v1/responses", "h", {{"X-A", "b"}, {"content-type", "application/json"}}, "{}"},
        {"HTTP", "POST /v1/messages HTTP/1.1\r\nHost: ai.example.com:81\r\nanthropic-version: 2023-06-01\r\n\r\n{\"model\": \"m\"}", "POST", "/v1/messages", "ai.example.com",
            {{"anthropic-version", "2023-06-01"}}, R"({"model": "m"})"},
        {"HTTP without a version", "POST /v1beta/models/g:generateContent\n\n{\"contents\": []}", "POST", "/v1beta/models/g:generateContent", "", {}, R"({"contents": []})"},
    }));
    CAPTURE(row.name);
    const auto read = PastedRequest::read(QString::fromUtf8(row.text));
    REQUIRE(read);
    CHECK(read->question.method == row.method);
    CHECK(read->question.path == row.path);
    CHECK(read->host.toStdString() == row.host);
    CHECK(read->question.headers == row.headers);
    CHECK(read->question.body == row.body);
    CHECK(read->question.consumer.empty());
}

TEST_CASE("explains what is missing when the text is not a request")
{
    const auto [name, text, told] = GENERATE(table<const char*, const char*, const char*>({
        {"nothing", "  ", "Paste a request as JSON"},
        {"words", "hello there", "not JSON, a curl command"},
        {"a list", "[1]", "not a request object"},
        {"malformed JSON", R"({"model": "gpt-4o", bad)", "JSON error in line 1, column 2"},
        {"an open quote", "curl -d '{ http://h/v1/messages", "unclosed"},
        {"a body in a file", "curl -d @body.json http://h/v1/messages", "@body.json"},
        {"no address", "curl -d '{}'", "The command has no URL."},
        {"Gemini without its path", R"({"contents": []})", "generateContent"},
    }));
    CAPTURE(name);
    const auto read = PastedRequest::read(QString::fromUtf8(text));
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().toStdString(), Catch::Contains(told));
}

TEST_CASE("explains invalid JSON in the language of the window")
{
    const Language language("zh_CN");
    const auto read = PastedRequest::read(QStringLiteral(R"({"model": "gpt-4o", bad)"));
    REQUIRE_FALSE(read);
    CHECK_FALSE(read.error().contains(QRegularExpression(QStringLiteral("error|parse|literal|read")))); // texts of the parser itself
    CHECK(read.error().contains(QStringLiteral("第 1 行")));
}
