#include "app/signalbox/lifecycle/link.h"

#include "catch.h"

using app::Link;
using app::parseLink;

namespace {

const QStringList kPages{QStringLiteral("overview"), QStringLiteral("providers")};

} // namespace

TEST_CASE("parses valid links")
{
    struct Row {
        const char* text;
        Link::Kind kind;
        const char* page;
        const char* type;
        const char* address;
    };
    const auto row = GENERATE(values<Row>({
        {"signalbox://open/providers", Link::Kind::OpenPage, "providers", "", ""},
        {"SIGNALBOX://open/overview", Link::Kind::OpenPage, "overview", "", ""},
        {"signalbox://provider?type=deepseek", Link::Kind::AddProvider, "", "deepseek", ""},
        {"signalbox://provider/?type=deepseek", Link::Kind::AddProvider, "", "deepseek", ""},
        {"signalbox://provider?type=openai-compatible&address=https%3A%2F%2Fapi.example.com%2Fv1", Link::Kind::AddProvider, "", "openai-compatible",
            "https://api.example.com/v1"},
        {"signalbox://provider?address=http://localhost:11434&type=ollama", Link::Kind::AddProvider, "", "ollama", "http://localhost:11434"},
    }));
    CAPTURE(row.text);
    const auto link = parseLink(QString::fromLatin1(row.text), kPages);
    REQUIRE(link);
    CHECK(link->kind == row.kind);
    CHECK(link->page == QLatin1String(row.page));
    CHECK(link->type == QLatin1String(row.type));
    CHECK(link->address == QLatin1String(row.address));
}

TEST_CASE("refuses invalid links without repeating their values")
{
    struct Row {
        const char* text;
        const char* why;
    };
    const auto row = GENERATE(values<Row>({
        {"https://open/providers", "begin with signalbox"},
        {"", "begin with signalbox"},
        {"signalbox", "begin with signalbox"},
        {"signalbox://%%%", "well-formed"},
        {"signalbox:open", "action must be"},
        {"signalbox://", "action must be"},
        {"signalbox://open", "that page does not exist"},
        {"signalbox://open/", "that page does not exist"},
        {"signalbox://open/providers/more", "that page does not exist"},
        {"signalbox://open/providers?x=1", "that page does not exist"},
        {"signalbox://open/../providers", "that page does not exist"},
        {"signalbox://erase/all", "action must be"},
        {"signalbox://user@open/providers", "a user, a port"},
        {"signalbox://open:80/providers", "a user, a port"},
        {"signalbox://open/providers#top", "a user, a port"},
        {"signalbox://provider", "the provider type, is missing"},
        {"signalbox://provider/deepseek", "has a path"},
        {"signalbox://provider?type=", "is not a provider type"},
        {"signalbox://provider?type=Deep%20Seek", "is not a provider type"},
        {"signalbox://provider?type=a&type=b", "a field is repeated"},
        {"signalbox://provider?type=a&weight=3", "a field other than"},
        {"signalbox://provider?type=a&key=sk-1234567890", "contains a key"},
        {"signalbox://provider?type=a&api_key=sk-1234567890", "contains a key"},
        {"signalbox://provider?type=a&Authorization=sk-1234567890", "contains a key"},
        {"signalbox://provider?type=a&address=file:///etc/passwd", "is not an http or https URL"},
        {"signalbox://provider?type=a&address=//api.example.com", "is not an http or https URL"},
        {"signalbox://provider?type=a&address=https://u:sk-1234567890@api.example.com", "only a server"},
        {"signalbox://provider?type=a&address=https%3A%2F%2Fapi.example.com%2F%3Fkey%3Dsk-1234567890", "only a server"},
    }));
    CAPTURE(row.text);
    const auto link = parseLink(QString::fromLatin1(row.text), kPages);
    REQUIRE_FALSE(link);
    CHECK(link.error().text().find(row.why) != std::string::npos);
    CHECK_FALSE(link.error().message.pattern.empty()); // the window translates it
    CHECK(link.error().text().find("sk-") == std::string::npos);
}

TEST_CASE("refuses a link that is too long")
{
    const QString start = QStringLiteral("signalbox://provider?type=a&address=https://h/");
    CHECK(parseLink(start + QString(app::kLongestLink - start.size(), QLatin1Char('a')), kPages));
    CHECK_FALSE(parseLink(start + QString(app::kLongestLink - start.size() + 1, QLatin1Char('a')), kPages));
}
