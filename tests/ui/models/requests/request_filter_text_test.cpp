#include "ui/models/requests/request_filter_text.h"

#include "catch.h"

using namespace ui::models;
using gateway::usage::RequestField;
using gateway::usage::RequestFilter;

TEST_CASE("parses a request filter")
{
    struct Row {
        const char* text;
        RequestFilter filter;
        const char* written; ///< empty: the same
    };
    const auto row = GENERATE(values<Row>({
        {"", {}, ""},
        {"gpt", {.words = {"gpt"}}, ""},
        {"  two   words ", {.words = {"two", "words"}}, "two words"},
        {"\"not found\" x", {.words = {"not found", "x"}}, ""},
        {"model:gpt-4o", {.fields = {{RequestField::Model, "gpt-4o"}}}, ""},
        {"MODEL:gpt-4o", {.fields = {{RequestField::Model, "gpt-4o"}}}, "model:gpt-4o"},
        {"model:llama3:8b", {.fields = {{RequestField::Model, "llama3:8b"}}}, ""},
        {"llama3:8b", {.words = {"llama3:8b"}}, ""},
        {"client:\"Claude Code\" route:\"\"", {.fields = {{RequestField::Client, "Claude Code"}, {RequestField::Route, ""}}}, ""},
        {"status:404", {.status = std::pair(404, 404)}, ""},
        {"status:5XX", {.status = std::pair(500, 599)}, "status:5xx"},
        {"status:many", {.words = {"status:many"}}, ""},
        {"\"status:404\"", {.words = {"status:404"}}, "status:404"},
        {"模型", {.words = {"模型"}}, ""},
    }));
    CAPTURE(row.text);
    const QString text = QString::fromUtf8(row.text);
    const RequestFilter filter = RequestFilterText::parse(text);
    CHECK(filter == row.filter);
    const std::string written = RequestFilterText::toText(filter).toStdString();
    CHECK(written == (*row.written ? row.written : row.text));
}

TEST_CASE("reports an invalid status and nothing else")
{
    struct Row {
        const char* text;
        const char* wrong;
    };
    const auto row = GENERATE(values<Row>({
        {"", ""},
        {"abc model:abc", ""},
        {"status:404", ""},
        {"status:0", ""},
        {"status:4xx", ""},
        {"\"status:abc\"", ""},
        {"x status:abc", "status:abc"},
        {"STATUS:xx", "STATUS:xx"},
        {"status:", "status:"},
        {"status:4", "status:4"},
        {"status:5xx", ""},
        {"status:6xx", "status:6xx"},
        {"status:0xx", "status:0xx"},
        {"status:600", "status:600"},
        {"status:2xx status:1000", "status:1000"},
    }));
    CAPTURE(row.text);
    CHECK(RequestFilterText::wrongStatus(QString::fromUtf8(row.text)).toStdString() == row.wrong);
}

TEST_CASE("tells a misspelled field or comparison from search text")
{
    struct Row {
        const char* text;
        const char* part; ///< empty: it is search text
        const char* name;
        bool compares;
    };
    const auto row = GENERATE(values<Row>({
        {"foo:bar", "foo:bar", "foo", false},
        {"x Models:gpt-4o y", "Models:gpt-4o", "Models", false},
        {"tokens:100", "tokens:100", "tokens", false},
        {"tokens:>x", "tokens:>x", "tokens", true},
        {"foo:bar status_code:>=500", "status_code:>=500", "status_code", true},
        {"mistral:latest", "mistral:latest", "mistral", false}, // a mistake only if nothing matches
        {"tokens>10", "tokens>10", "tokens", true},
        {"foo:bar status>=400", "status>=400", "status", true},
        {"Duration≤1s", "Duration≤1s", "Duration", true},
        {"model:>5", "model:>5", "model", true},
        {"vector<int> key=value a>1 \"tokens>10\" model:\">5\"", "", "", false},
        {"model:abc STATUS:404 id:\"a b\"", "", "", false},
        {"http://127.0.0.1:8080/v1", "", "", false},
        {"llama3:8b", "", "", false},
        {"deepseek-r1:latest", "", "", false},
        {"12:30", "", "", false},
        {"std::bad_alloc", "", "", false},
        {"C:\\log D:x", "", "", false},
        {"note: not found", "", "", false},
        {"\"foo:bar\" \"tokens:>x\"", "", "", false},
        {":x _a:b 模型:x", "", "", false},
    }));
    CAPTURE(row.text);
    const auto found = RequestFilterText::misread(QString::fromUtf8(row.text));
    REQUIRE(found.has_value() == (*row.part != '\0'));
    if (found) CHECK(*found == RequestFilterText::Misread{QString::fromUtf8(row.part), QString::fromUtf8(row.name), row.compares});
    CHECK(RequestFilterText::fieldNames().size() == static_cast<qsizetype>(gateway::usage::kRequestFields.size()) + 1);
}

TEST_CASE("every field survives a round trip through the filter text")
{
    for (const auto& [name, field] : gateway::usage::kRequestFields) {
        CAPTURE(name);
        const RequestFilter filter = RequestFilterText::parse(RequestFilterText::field(field, "a b"));
        REQUIRE(filter.fields.size() == 1);
        CHECK(filter.fields[0] == RequestFilter::Match{field, "a b"});
    }
}
