#include "catch.h"

#include "gateway/clients/base_address.h"

using namespace gateway;
using namespace gateway::clients;

TEST_CASE("writes an address into client files that reaches the listening address")
{
    struct Row {
        const char* listensAt;
        const char* base;
    };
    const auto row = GENERATE(values<Row>({
        {"127.0.0.1", "http://127.0.0.1:8080"},
        {"localhost", "http://127.0.0.1:8080"},
        {"0.0.0.0", "http://127.0.0.1:8080"},
        {"::", "http://127.0.0.1:8080"},
        {"::1", "http://[::1]:8080"},
        {"127.0.0.2", "http://127.0.0.2:8080"},
        {"192.168.1.7", "http://192.168.1.7:8080"},
        {"fe80::7", "http://[fe80::7]:8080"},
    }));
    CAPTURE(row.listensAt);
    CHECK(baseFor(row.listensAt, 8080) == row.base);
    CHECK(usualBase(row.base) == row.base);
}

TEST_CASE("treats names of the local machine as one address for the same port and scheme")
{
    struct Row {
        const char* base;
        const char* other;
        bool isSame;
    };
    const auto row = GENERATE(values<Row>({
        {"http://127.0.0.1:8080", "http://localhost:8080", true},
        {"http://127.0.0.1:8080", "http://LOCALHOST:8080/v1/", true},
        {"http://[::1]:8080", "http://localhost:8080/v1", true},
        {"http://0.0.0.0:8080", "http://127.0.0.1:8080", true},
        {"http://127.0.0.1:8080", "http://localhost:8081", false},
        {"http://127.0.0.1:8080", "https://localhost:8080", false},
        {"http://127.0.0.1:8080", "http://localhost", false},
        {"http://192.168.1.7:8080", "http://192.168.1.7:8080", true},
        {"http://192.168.1.7:8080", "http://localhost:8080", false},
        {"http://127.0.0.1:8080", "", false},
        {"", "", false},
    }));
    CAPTURE(row.base, row.other);
    CHECK(isSameBase(row.base, row.other) == row.isSame);
    CHECK(leadsTo(Json{{"models", {{{"url", row.other}}}}}, row.base) == row.isSame);
    CHECK_FALSE(leadsTo(Json(8080), row.base));
}
