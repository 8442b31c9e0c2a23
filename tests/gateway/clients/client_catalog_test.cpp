#include "catch.h"

#include "client_fixture.h"

#include "gateway/core/text/local_text.h"

#include <algorithm>
#include <set>

using namespace gateway::clients;
using namespace tests;

TEST_CASE("the client catalog is complete in both languages")
{
    const auto& entries = knownClients()->entries();
    for (const char* const id : {"claude-code", "codex", "gemini-cli", "qwen-code", "opencode", "crush", "cline", "roo-code", "kilo-code", "continue",
             "cursor", "zed", "jetbrains", "vscode-copilot", "copilot-cli", "aider", "avante", "spring-ai-1", "spring-ai-2", "vercel-ai-sdk",
             "spring-ai-alibaba", "langchain", "openai-sdk", "anthropic-sdk", "google-genai", "curl"})
        CHECK(knownClients()->find(id));
    CHECK(entries.size() == 26);
    CHECK_FALSE(knownClients()->find("nobody"));
    for (const ClientEntry& entry : entries) {
        CAPTURE(entry.id);
        const bool isOnMachine = entry.kind != ClientKind::Snippet && entry.id != "spring-ai-alibaba";
        CHECK(isOnMachine == !(entry.programs.empty() && entry.traces.empty()));
        for (const gateway::LocalText& text : {entry.note, entry.cannot}) {
            CHECK(text.en.empty() == text.zh.empty());
            CHECK((text.empty() || text.of(QStringLiteral("zh_CN")) != text.of(QStringLiteral("en"))));
        }
        for (const ClientFile& file : entry.files) {
            CHECK(std::any_of(file.fields.begin(), file.fields.end(), [](const ClientField& field) { return field.isAddress || !field.isKey; }));
            for (const System system : {System::Linux, System::MacOs, System::Windows}) {
                REQUIRE(file.places.contains(system));
                for (const std::string& place : file.places.at(system))
                    CHECK((!place.starts_with('/') && place.find("..") == std::string::npos));
            }
        }
        const bool leadsHere = std::any_of(entry.files.begin(), entry.files.end(), [](const ClientFile& file) {
            return std::any_of(file.fields.begin(), file.fields.end(), [](const ClientField& field) { return field.isAddress; });
        });
        CHECK(leadsHere == (entry.kind == ClientKind::File));
    }
    CHECK(knownClients()->find("cursor")->cannot.en.find("Not possible on localhost") == 0);
}

TEST_CASE("explains where a client catalog is invalid")
{
    const std::string good = R"({"id": "x", "name": "X", "icon": "x", "kind": "guided", "protocol": "anthropic", "sources": ["s"],
        "steps": [{"text": {"en": "a", "zh_CN": "b"}}]})";
    REQUIRE(ClientCatalog::parse("{\"clients\": [" + good + "]}"));
    struct Row {
        const char* part;
        const char* instead;
        const char* says;
    };
    const std::vector<Row> rows{
        {"\"id\": \"x\", ", "", "id"},
        {"guided", "other", "x: kind"},
        {"anthropic", "smtp", "x: protocol"},
        {"\"s\"", "", "x: sources"},
        {", \"zh_CN\": \"b\"", "", "x: zh_CN"},
        {"guided", "file", "x: files"},
        {"guided", "cannot", "x: cannot"},
        {"\"name\": \"X\"", "\"name\": \"X\", \"nane\": 1", "x: nane"},
        {"\"steps\"", "\"files\": [{\"format\": \"json\", \"places\": [\"p\"], \"set\": [{\"path\": [1], \"value\": 1}]}], \"steps\"", "x: path"},
        {"\"steps\"", "\"files\": [{\"format\": \"json\", \"places\": [\"p\"], \"set\": [{\"path\": [\"a\"], \"value\": \"k {key}\"}]}], \"steps\"", "x: value"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.part, row.instead);
        std::string bad = good;
        bad.replace(bad.find(row.part), std::string_view(row.part).size(), row.instead);
        const auto parsed = ClientCatalog::parse("{\"clients\": [" + bad + "]}");
        REQUIRE_FALSE(parsed);
        CHECK_THAT(parsed.error().text(), Catch::Contains(row.says));
    }
    CHECK_FALSE(ClientCatalog::parse("{\"clients\": [" + good + ',' + good + "]}"));
    CHECK_FALSE(ClientCatalog::parse("[]"));
    CHECK_FALSE(ClientCatalog::parse("{"));
}

TEST_CASE("fills in placeholders wherever they occur")
{
    const Placeholders values{"http://localhost:8080", "sb-k", "m"};
    CHECK(filledText("{base} {openai_base}/x {key} {model}{model} {other}", values)
        == "http://localhost:8080 http://localhost:8080/v1/x sb-k mm {other}");
    CHECK(filledIn(gateway::Json{{"a {model}", {"{key}", 1, true}}}, values) == gateway::Json{{"a m", {"sb-k", 1, true}}});
}
