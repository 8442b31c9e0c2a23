#include "catch.h"
#include "test_language.h"

#include "ui/words/price_words.h"

using ui::words::PriceWords;

TEST_CASE("describes the source of a price in both languages")
{
    struct Row {
        const char* source;
        const char* english;
        const char* chinese;
    };
    const auto row = GENERATE(values<Row>({
        {"models.dev 2026-11-20", "models.dev 2026-11-20", "models.dev 2026-11-20"},
        {"this machine", "this machine, free of charge", "本机，免费"},
        {"configuration", "your configuration", "你的配置"},
        {"configuration 2026-11-01", "your configuration 2026-11-01", "你的配置 2026-11-01"},
        {"configuration; the rest mine 2026-11-21 at $1 = ¥7.10 of 2026-11-20 (bank)",
            "your configuration, the rest mine 2026-11-21 at $1 = ¥7.10 of 2026-11-20 (bank)",
            "你的配置，其余按 mine 2026-11-21，汇率 2026-11-20 (bank) 的 $1 = ¥7.10"},
        {"models.dev 2026-11-20, as gpt-4.1", "models.dev 2026-11-20, as gpt-4.1", "models.dev 2026-11-20，按 gpt-4.1"},
        {"", "", ""},
    }));
    CAPTURE(row.source);
    const bool isChinese = GENERATE(false, true);
    const Language language(isChinese ? "zh_CN" : "en");
    CHECK(PriceWords::source(row.source).toStdString() == (isChinese ? row.chinese : row.english));
}

TEST_CASE("says beside an amount where its price is from, and that local models are free")
{
    {
        const Language language("en");
        CHECK(PriceWords::origin("models.dev 2026-11-20").toStdString() == "price from models.dev 2026-11-20");
        CHECK(PriceWords::origin("this machine").toStdString() == "this machine, free of charge");
    }
    const Language language("zh_CN");
    CHECK(PriceWords::origin("models.dev 2026-11-20").toStdString() == "价格来自 models.dev 2026-11-20");
    CHECK(PriceWords::origin("this machine").toStdString() == "本机，免费");
}
