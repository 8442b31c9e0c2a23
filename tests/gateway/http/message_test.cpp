#include "gateway/http/message.h"

#include "catch.h"

using namespace gateway::http;

TEST_CASE("header names are case-insensitive and keep order and repetition")
{
    Headers headers;
    headers.add("Accept", "a");
    headers.add("X-Two", "1");
    headers.add("accept", "b");
    CHECK(headers.count("ACCEPT") == 2);
    CHECK(headers.find("aCCept") == "a");
    CHECK_FALSE(headers.find("accep").has_value());
    headers.set("accept", *headers.find("x-two")); // a view into the headers being changed
    CHECK(headers.count("accept") == 1);
    CHECK(headers.find("accept") == "1");
    headers.remove("X-TWO");
    CHECK(headers.fields().size() == 1);
}

TEST_CASE("a header field may be copied from another of the same headers")
{
    const std::string longValue(500, 'a');
    Headers headers;
    headers.add("first", longValue);
    headers.add("second", *headers.find("first")); // needs reallocation
    CHECK(headers.find("first") == longValue);
    CHECK(headers.find("second") == longValue);
    headers.remove("second");
    headers.add("score", "b"); // similar, but a different name
    CHECK_FALSE(headers.find("second"));
    CHECK(headers.count("second") == 0);
    CHECK(headers.find("first") == longValue);
    CHECK(headers.find("score") == "b");
    Headers moved = std::move(headers);
    headers.clear();
    CHECK(headers.byteCount() == 0);
    CHECK_FALSE(headers.find("first"));
    headers.set("first", *moved.find("score"));
    CHECK(headers.find("first") == "b");
}

TEST_CASE("finds tokens in header lists")
{
    struct Row {
        const char* value;
        const char* token;
        bool there;
    };
    const auto row = GENERATE(values<Row>({
        {"close", "close", true},
        {"keep-alive, Upgrade", "upgrade", true},
        {" keep-alive ,\tUpgrade ", "KEEP-ALIVE", true},
        {"closed", "close", false},
        {"a,,b", "b", true},
        {"", "close", false},
    }));
    CAPTURE(row.value, row.token);
    Headers headers;
    headers.add("Connection", row.value);
    CHECK(headers.hasToken("connection", row.token) == row.there);
}

TEST_CASE("decodes query parameters")
{
    struct Row {
        const char* query;
        const char* name;
        std::optional<std::string> value;
    };
    const auto row = GENERATE(values<Row>({
        {"key=a", "key", "a"},
        {"a=b&key=c%20d%2Fe+f&key=g", "key", "c d/e f"},
        {"k%65y=a", "key", "a"},
        {"key", "key", ""},
        {"key=", "key", ""},
        {"key=a%2", "key", "a%2"},
        {"key=%zz", "key", "%zz"},
        {"monkey=a", "key", std::nullopt},
        {"", "key", std::nullopt},
    }));
    CAPTURE(row.query);
    RequestHead head;
    head.query = row.query;
    CHECK(head.queryParameter(row.name) == row.value);
}
