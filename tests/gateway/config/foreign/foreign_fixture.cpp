#include "foreign_fixture.h"

#include "gateway/config/document.h"

#include "catch.h"

#include <fstream>
#include <sstream>

namespace test {

using namespace gateway::config;
using foreign::Note;
using foreign::Program;

std::string foreignFile(const std::string& name)
{
    std::ifstream file(SIGNALBOX_SOURCE_DIR "/tests/data/foreign/" + name, std::ios::binary);
    REQUIRE(file);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

std::vector<std::string> foreignFiles()
{
    return {"apisix-instances.json", "apisix-providers.json", "apisix-standalone.yaml", "apisix-vars.yaml",
        "higress-rand.json", "higress-seq.json", "higress-ai-proxy.yaml"};
}

foreign::Conversion imported(std::string_view text, std::optional<Program> from)
{
    auto conversion = foreign::importText(text, from);
    if (!conversion)
        FAIL(conversion.error().text());
    return *conversion;
}

std::string refusal(std::string_view text, std::optional<Program> from)
{
    const auto conversion = foreign::importText(text, from);
    return conversion ? std::string() : conversion.error().text();
}

foreign::Exported exported(const Settings& settings, Program to, const std::vector<std::string>& routes)
{
    auto result = foreign::exportText(settings, to, {routes, {}});
    if (!result)
        FAIL(result.error().text());
    return *result;
}

bool hasNote(const std::vector<Note>& notes, std::string_view path, std::string_view what)
{
    for (const Note& note : notes)
        if (note.path == path && toText(note).find(what) != std::string::npos)
            return true;
    return false;
}

std::vector<std::string> linesOf(const std::vector<Note>& notes)
{
    std::vector<std::string> lines;
    for (const Note& note : notes)
        lines.push_back(toText(note));
    return lines;
}

std::string fileOf(const Settings& settings)
{
    std::vector<Issue> issues;
    const auto document = Document::parse(R"({"version": 1})", issues);
    const auto next = document->with(settings, issues);
    if (!next)
        FAIL(next.error().text());
    return next->toText();
}

const gateway::providers::Catalog& catalog()
{
    static const auto kLoaded = gateway::providers::Catalog::load();
    REQUIRE(kLoaded);
    return **kLoaded;
}

} // namespace test
