#include "catch.h"
#include "test_language.h"

#include "ui/models/requests/found_text.h"

using gateway::usage::RequestCount;
using ui::models::FoundText;
using namespace Qt::StringLiterals;

TEST_CASE("says how many requests were found as far as it is known")
{
    constexpr bool kAll = true;
    constexpr bool kCut = false;
    struct Row {
        const char* name;
        FoundText found;
        QString english;
        QString chinese;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"complete count", {{52'597, kAll}, 200, false}, u"52,597 found"_s, u"找到 52,597 个"_s},
        {"complete count of today", {{1'234, kAll}, 200, false, true}, u"1,234 today"_s, u"今天 1,234 个"_s},
        {"nothing", {{0, kAll}, 0, true}, u"none found"_s, u"没有找到"_s},
        {"nothing today", {{0, kAll}, 0, true, true}, u"none today"_s, u"今天没有"_s},
        {"count cut short, complete list without matches", {{0, kCut}, 0, true}, u"none found"_s, u"没有找到"_s},
        {"count cut short, complete list with one match", {{1, kCut}, 1, true}, u"1 found"_s, u"找到 1 个"_s},
        {"count cut short below the matches of the list", {{0, kCut}, 3, true}, u"3 found"_s, u"找到 3 个"_s},
        {"list still loading without matches", {{0, kCut}, 0, false}, u"none so far"_s, u"目前没有"_s},
        {"list still loading with matches", {{0, kCut}, 3, false}, u"≥ 3 found"_s, u"找到 ≥ 3 个"_s},
        {"the count reached its limit", {{10'000, kCut}, 200, false}, u"≥ 10,000 found"_s, u"找到 ≥ 10,000 个"_s},
        {"the count reached its limit, today", {{10'000, kCut}, 200, false, true}, u"≥ 10,000 today"_s, u"今天 ≥ 10,000 个"_s},
    }));
    CAPTURE(row.name);
    {
        const Language language("en");
        CHECK(row.found.words().toStdString() == row.english.toStdString());
    }
    const Language language("zh_CN");
    CHECK(row.found.words().toStdString() == row.chinese.toStdString());
}
