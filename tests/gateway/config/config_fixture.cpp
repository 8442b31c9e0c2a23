#include "config_fixture.h"

#include "gateway/core/json/json.h"

#include "catch.h"

#include <QFile>
#include <QString>
#include <QXmlStreamReader>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace test {

using namespace gateway::config;

namespace {

/// The validation messages that have a Chinese translation.
std::set<std::string> translated()
{
    QFile file(QStringLiteral(SIGNALBOX_SOURCE_DIR "/resources/i18n/signalbox_zh_CN.ts"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    std::set<std::string> found;
    QXmlStreamReader reader(&file);
    QString context;
    std::string source;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == QStringLiteral("name"))
            context = reader.readElementText();
        else if (reader.name() == QStringLiteral("source"))
            source = reader.readElementText().toStdString();
        else if (reader.name() == QStringLiteral("translation") && context == QStringLiteral("Configuration") && !reader.readElementText().isEmpty())
            found.insert(source);
    }
    REQUIRE_FALSE(reader.hasError());
    return found;
}

/// A message must consist of known patterns, whatever its placeholders contain.
void checkWords(const gateway::Sentence& sentence)
{
    static const std::set<std::string> kKnown = translated();
    CAPTURE(sentence.pattern);
    CHECK((sentence.pattern.empty() || kKnown.contains(sentence.pattern)));
    for (const gateway::Sentence& value : sentence.values)
        checkWords(value);
}

} // namespace

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
    for (const Issue& issue : issues) {
        lines.push_back(toText(issue));
        CHECK_FALSE(issue.message.pattern.empty());
        checkWords(issue.message);
    }
    return lines;
}

std::vector<std::string> issuesIn(std::string_view text)
{
    std::vector<Issue> issues;
    const auto document = Document::parse(text, issues);
    const bool failed = std::any_of(
        issues.begin(), issues.end(), [](const Issue& issue) { return issue.level == Issue::Level::Error; });
    CHECK(document.has_value() != failed);
    if (!document)
        CHECK(document.error().kind == gateway::ErrorKind::ConfigInvalid);
    return linesOf(issues);
}

std::string withTop(const std::string& more)
{
    return R"({"version": 1, "providers": [{"id": "deepseek", "type": "deepseek"}])" + (more.empty() ? "" : ", " + more)
        + "}";
}

} // namespace test
