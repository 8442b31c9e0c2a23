#include "catch.h"
#include "test_language.h"

#include "ui/words/sentence_words.h"

#include "gateway/config/document.h"

#include <algorithm>

using gateway::Sentence;
using gateway::config::Document;
using gateway::config::Issue;
using ui::words::SentenceWords;

TEST_CASE("translates problems of a configuration")
{
    struct Row {
        const char* text;
        const char* english;
        const char* chinese;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"version": 1, "listen": {"http_port": "x"}})", "listen.http_port: must be a whole number from 0 to 65535, not a string",
         "listen.http_port：必须是 0 到 65535 的整数，不能是字符串"},
        {R"({"version": 1, "listen": {"http_prot": 1}})", "listen.http_prot: unknown field; did you mean \"http_port\"?", "listen.http_prot：未知字段；是否想写“http_port”？"},
        {R"({"version": 1, "ui": {"theme": "blue"}})", "ui.theme: must be one of \"system\", \"light\" or \"dark\", not other text",
         "ui.theme：必须是其中之一：\"system\", \"light\" 或 \"dark\"，不能是其他文本"},
        {R"({"version": 1, "providers": [{"id": "deepseek", "type": "deepseek"}], "routes": [{"id": "a", "targets": [{"provider": "deepsek"}]}]})",
         "routes[0].targets[0].provider: must be the id of a configured provider; did you mean \"deepseek\"?", "routes[0].targets[0].provider：必须是已配置供应商的 id；是否想写“deepseek”？"},
        {"", "is empty; the minimum is {\"version\": 1}", "是空的；至少要有 {\"version\": 1}"},
    }));
    CAPTURE(row.text);
    std::vector<Issue> issues;
    (void)Document::parse(row.text, issues);
    REQUIRE(issues.size() == 1);
    CHECK(sentenceOf(issues.front()) == row.english);
    CHECK(SentenceWords::of(issues.front()).toStdString() == row.english);
    const Language language("zh_CN");
    CHECK(SentenceWords::of(issues.front()).toStdString() == row.chinese);
}

TEST_CASE("translates JSON errors without repeating the text")
{
    struct Row {
        const char* text;
        const char* english;
    };
    const auto row = GENERATE(values<Row>({
        {"{\"version\": 1,}", "is not valid JSON: line 1, column 15: expected a name in quotes, found '}'"},
        {"{\"version\": 1", "is not valid JSON: line 1, column 13: expected '}', found the end of the file"},
        {"{\"version\" 1}", "is not valid JSON: line 1, column 12: expected ':', found a number"},
        {"{\"version\": }", "is not valid JSON: line 1, column 13: expected a value, found '}'"},
        {"[true false]", "is not valid JSON: line 1, column 11: expected ']', found false"},
        {"{\"a\": \"sk-key\n\"}", "is not valid JSON: line 2, column 1: closing quote missing on this line, or unescaped control character; write a tab as \\t"},
        {"{\"a\": \"\\d\"}", "is not valid JSON: line 1, column 9: invalid escape; write a backslash in text as \\\\"},
        {"{\"a\": \"\\u12\"}", "is not valid JSON: line 1, column 12: four hexadecimal digits must follow \\u"},
        {"{\"a\": -}", "is not valid JSON: line 1, column 8: a digit is missing in this number"},
        {"{\"a\": one}", "is not valid JSON: line 1, column 7: not a valid value; put text in quotes, the only bare words are true, false and null"},
    }));
    CAPTURE(row.text);
    std::vector<Issue> issues;
    (void)Document::parse(row.text, issues);
    REQUIRE(issues.size() == 1);
    CHECK(sentenceOf(issues.front()) == row.english);
    const Language language("zh_CN");
    QString chinese = SentenceWords::of(issues.front());
    for (const char* same : {"JSON", "true", "false", "null", "\\t", "\\u"}) chinese.remove(QLatin1StringView(same));
    CHECK(std::ranges::none_of(chinese, [](QChar letter) { return letter.isLetter() && letter.unicode() < 0x80; }));
}

TEST_CASE("an untranslated sentence stays English and keeps its values")
{
    const Language language("zh_CN");
    CHECK(SentenceWords::of(Sentence("nobody translates %1", {std::string("%1 of it")})) == QStringLiteral("nobody translates %1 of it"));
    CHECK(SentenceWords::of(Sentence(std::string("is missing"))) == QStringLiteral("is missing"));
    CHECK(SentenceWords::of(Sentence("is missing")) == QStringLiteral("未填写"));
    CHECK(SentenceWords::of(Sentence()).isEmpty());
}

TEST_CASE("elides the middle of an unbreakable name and nothing else")
{
    struct Row {
        QString text;
        QString shown;
    };
    const QString letters(128, u'n');
    const auto row = GENERATE_COPY(values<Row>({
        {{}, {}},
        {QStringLiteral("DeepSeek answers"), {}},
        {QStringLiteral("accounts/fireworks/models/llama-v3p1-405b-instruct"), {}}, // it can be broken
        {QStringLiteral("这个供应商现在不能用，因为它的密钥被拒绝了，请在编辑里换一个密钥再试一次"), {}},
        {QStringLiteral("Route “%1” is off").arg(letters), QStringLiteral("Route “%1…%2” is off").arg(letters.left(16), letters.left(8))},
        {letters, letters.left(17) + u'…' + letters.left(10)},
    }));
    CHECK(SentenceWords::withShortNames(row.text).toStdString() == (row.shown.isEmpty() ? row.text : row.shown).toStdString());
    CHECK(SentenceWords::withShortNames(QString::fromUtf8("\xF0\x9F\x9A\x82").repeated(40)).isValidUtf16());
}
