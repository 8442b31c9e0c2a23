#include "config_fixture.h"

#include "gateway/core/json.h"

#include "catch.h"

#include <fstream>
#include <sstream>

namespace test {

using namespace gateway::config;

std::string testData(std::string_view name)
{
    std::ifstream file(SIGNALBOX_SOURCE_DIR "/tests/data/" + std::string(name), std::ios::binary);
    REQUIRE(file);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

Document parsed(std::string_view text)
{
    std::vector<Issue> issues;
    auto document = Document::parse(text, issues);
    CAPTURE(linesOf(issues));
    REQUIRE(document);
    return *document;
}

std::vector<std::string> linesOf(const std::vector<Issue>& issues)
{
    std::vector<std::string> lines;
    for (const Issue& issue : issues)
        lines.push_back(toText(issue));
    return lines;
}

} // namespace test
