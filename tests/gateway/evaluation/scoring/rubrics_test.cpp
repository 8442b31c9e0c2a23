#include "gateway/evaluation/scoring/rubrics.h"

#include "catch.h"

#include <QString>

#include <algorithm>
#include <set>
#include <string>

using namespace gateway::evaluation;

namespace {

bool isChinese(const QString& text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.script() == QChar::Script_Han; });
}

} // namespace

TEST_CASE("shipped rubrics are short and have both languages")
{
    constexpr qsizetype kLongest = 400;
    std::set<std::string> english;
    std::set<std::string> chinese;
    std::set<std::string> texts;
    for (const ShippedRubric& rubric : shippedRubrics()) {
        CAPTURE(rubric.name());
        CHECK(isRubricName(rubric.name()));
        (rubric.language == "zh" ? chinese : english).insert(rubric.id);
        const QString text = QString::fromStdString(rubric.text);
        CHECK(text.size() <= kLongest);
        CHECK(isChinese(text) == (rubric.language == "zh"));
        CHECK(isChinese(QString::fromStdString(rubric.title("zh"))));
        CHECK_FALSE(isChinese(QString::fromStdString(rubric.title("en"))));
        CHECK_FALSE(rubric.title("en").empty());
        CHECK(rubric.title("fr") == rubric.title("en"));
        for (const char* const score : {"1", "0"}) // says which answers score it
            CHECK(text.contains(QLatin1String(score)));
        CHECK(texts.insert(rubric.text).second);
    }
    CHECK(english == chinese);
    CHECK(english.size() >= 6);
    CHECK(texts.size() == 2 * english.size());
}

TEST_CASE("a rubric is found by its name and by its text")
{
    const auto rubric = shippedRubric("helpful");
    REQUIRE(rubric);
    CHECK(rubric->language == "en");
    CHECK(shippedRubric("helpful-en")->text == rubric->text);
    CHECK(shippedRubric("helpful-zh")->language == "zh");
    CHECK_FALSE(shippedRubric("helpfull"));
    CHECK_FALSE(shippedRubric(""));
    CHECK(shippedRubricWith(rubric->text)->name() == "helpful-en");
    CHECK_FALSE(shippedRubricWith("Kind?"));
    CHECK_FALSE(shippedRubricWith(""));
}

TEST_CASE("one word without punctuation is meant as the name of a rubric")
{
    for (const char* const name : {"helpful", "helpfull", "helpful-zh", "A1"})
        CHECK(isRubricName(name));
    for (const char* const text : {"", "is it kind", "kind?", "\u6709\u793c\u8c8c"})
        CHECK_FALSE(isRubricName(text));
}
