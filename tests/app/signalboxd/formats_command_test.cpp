#include "app/signalboxd/formats_command.h"

#include "catch.h"

#include <sstream>

namespace {

struct Printed {
    int status = 0;
    std::string out;
    std::string err;
};

Printed printed(const app::FormatsRequest& request)
{
    std::ostringstream out;
    std::ostringstream err;
    const int status = app::printFormats(request, out, err);
    return {status, out.str(), err.str()};
}

/// The line that starts with `field`; empty: none.
std::string lineOf(const std::string& text, const std::string& field)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(field + ' '))
            return line;
    return {};
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("prints what happens to each field between two formats")
{
    const Printed table = printed({"anthropic", "openai"});
    CHECK(table.status == 0);
    CHECK(holds(table.out, "read on 2026-11-28"));
    CHECK(holds(lineOf(table.out, "field"), "towards chat"));
    CHECK(holds(lineOf(table.out, "temperature"), "carried"));
    CHECK(holds(lineOf(table.out, "top_k"), "dropped"));
    CHECK(holds(lineOf(table.out, "mcp_servers"), "refused"));
    CHECK(holds(lineOf(table.out, "stream"), "boolean"));
    CHECK_FALSE(holds(table.out, " \n"));
}

TEST_CASE("prints all targets of a format and the list of formats")
{
    const Printed all = printed({"gemini", ""});
    CHECK(all.status == 0);
    for (const char* const target : {"chat", "responses", "anthropic", "gemini", "ollama", "bedrock", "bedrock-nova", "bedrock-other", "cohere"})
        CHECK(holds(lineOf(all.out, "field"), target));
    CHECK(holds(lineOf(all.out, "generationConfig.temperature"), "as is"));
    const Printed list = printed({});
    CHECK(list.status == 0);
    for (const char* const client : {"chat", "responses", "anthropic", "gemini", "ollama"})
        CHECK(holds(lineOf(list.out, client), "2026-11-28"));
}

TEST_CASE("suggests known names for an unknown format")
{
    struct Row {
        const char* from;
        const char* to;
        std::vector<const char*> words;
    };
    const auto row = GENERATE(values<Row>({{"antropic", "", {"--from", "\"antropic\"", "did you mean anthropic?", "responses"}},
        {"chat", "mistral", {"--to", "\"mistral\"", "bedrock"}}, {"bedrock", "chat", {"--from", "bedrock", "ollama"}}}));
    const Printed told = printed({row.from, row.to});
    CHECK(told.status == 1);
    CHECK(told.out.empty());
    CAPTURE(told.err);
    for (const char* const word : row.words)
        CHECK(holds(told.err, word));
}
