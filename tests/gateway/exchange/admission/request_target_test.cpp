#include "gateway/exchange/admission/request_target.h"

#include "gateway/secrets/consumer_key.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;

TEST_CASE("rejects a path that leaves its endpoint however it is encoded")
{
    const auto path = GENERATE("/v1/files/../organization/admin_api_keys", "/v1/files/..", "/v1/files/.", "/v1/./files",
                               "/../v1/files", "/v1/files/%2e%2e/x", "/v1/files/%2E%2e/x", "/v1/files/.%2e/x", "/v1/files/%2e/x",
                               "/v1/audio/..%2fchat%2fcompletions", "/v1/audio/x%2f..%2fchat", "/v1/files/..\\x", "/v1/files\\..\\x",
                               "/v1/files/..%5cx", "/v1/files%5C..%5Cx", "/v1/files/..;/x", "/v1/files/..;a=b/x", "/v1/files/..%3b/x",
                               "/v1/files/%252e%252e/x", "/v1/files/..%252fx", "/v1/files/%25252e%25252e/x", "/v1/models/a%2F..%2Fb");
    CAPTURE(path);
    const auto checked = checkPath(path);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().kind == ErrorKind::BadRequest);
    CHECK(checked.error().text().find("\"..\"") != std::string::npos);
}

TEST_CASE("accepts dots and slashes and percent signs inside names")
{
    const auto path = GENERATE("/", "/v1/chat/completions", "/v1/models/gpt-4.1", "/v1/models/a/b..c", "/v1/models/..a", "/v1/models/a..",
                               "/v1/models/.../x", "/v1/models/.hidden", "/v1/models/openai%2Fgpt-4.1", "/v1/models/a%2Fb..c", "/v1/models/a%20b",
                               "/v1beta/models/qwen%3A7b:countTokens", "/v1/files/100%", "/v1/files/%zz", "/v1/files/a;..", "/v1//files",
                               "/v1/models/%E4%BD%A0.%E5%A5%BD");
    CAPTURE(path);
    CHECK(checkPath(path));
}

TEST_CASE("forwards a client's query without gateway keys")
{
    const std::string ours = secrets::makeConsumerKey().key.reveal();
    struct Row {
        std::string query;
        std::string sent;
    };
    const std::vector<Row> rows{
        {"", ""},
        {"limit=2&after=file-x", "limit=2&after=file-x"},
        {"purpose=", "purpose="},
        {"flag", "flag"},
        {"a=%e4%BD%a0+b%20c&a=2&a[]=3&x=1=2", "a=%e4%BD%a0+b%20c&a=2&a[]=3&x=1=2"}, // unchanged
        {"key=good", ""},
        {"limit=2&key=good&after=x", "limit=2&after=x"},
        {"k%65y=good&limit=2", "limit=2"},
        {"Key=good&key", ""},
        {"keys=1&monkey=2", "keys=1&monkey=2"},
        {"api_key=" + ours + "&limit=2", "limit=2"},
        {"x=%73" + ours.substr(1) + "&limit=2", "limit=2"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.query);
        CHECK(queryForProvider(row.query) == row.sent);
    }
}

TEST_CASE("removes query parameters that the configuration sets itself")
{
    struct Row {
        const char* query;
        const char* own;
        const char* kept;
    };
    const auto row = GENERATE(values<Row>({
        {"limit=2&after=x", "", "limit=2&after=x"},
        {"limit=2&api-version=1", "api-version=2024-10-21", "limit=2"},
        {"API-Version=1&limit=2", "k=v&api-version=2024-10-21", "limit=2"},
        {"a%20b=1&a+b=2&c=3", "a%20b=9", "c=3"},
        {"limit", "limit=9", ""},
    }));
    CAPTURE(row.query, row.own);
    CHECK(queryBeside(row.query, row.own) == row.kept);
}
