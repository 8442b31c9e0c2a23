#include "catch.h"
#include "test_language.h"

#include "ui/words/price_words.h"

using gateway::config::ExchangeRate;
using gateway::usage::PriceOrigin;
using gateway::usage::PriceSource;
using ui::words::PriceWords;

TEST_CASE("describes the source of a price in both languages")
{
    struct Row {
        PriceSource source;
        const char* english;
        const char* chinese;
    };
    const PriceOrigin own{PriceOrigin::Kind::Configuration, {}, {}, {}};
    const PriceOrigin mine{PriceOrigin::Kind::List, "mine 2026-11-21", {}, {}};
    const auto row = GENERATE_REF(values<Row>({
        {PriceSource::ofList("models.dev 2026-11-20"), "models.dev 2026-11-20", "models.dev 2026-11-20"},
        {{{PriceOrigin::Kind::ThisMachine, {}, {}, {}}, {}, {}}, "this machine, free of charge", "本机，免费"},
        {{own, {}, {}}, "your configuration", "你的配置"},
        {{{PriceOrigin::Kind::Configuration, {}, "2026-11-01", {}}, {}, {}}, "your configuration 2026-11-01", "你的配置 2026-11-01"},
        {{own, mine, ExchangeRate{7.1, "2026-11-20", "bank"}}, "your configuration, the rest mine 2026-11-21 at $1 = ¥7.10 of 2026-11-20 (bank)",
            "你的配置，其余按 mine 2026-11-21，汇率 2026-11-20 (bank) 的 $1 = ¥7.10"},
        {{own, mine, ExchangeRate{7.1, {}, "bank"}}, "your configuration, the rest mine 2026-11-21 at $1 = ¥7.10 (bank)",
            "你的配置，其余按 mine 2026-11-21，汇率 $1 = ¥7.10 (bank)"},
        {{{PriceOrigin::Kind::List, "models.dev 2026-11-20", {}, "gpt-4.1"}, {}, {}}, "models.dev 2026-11-20, as gpt-4.1", "models.dev 2026-11-20，按 gpt-4.1"},
        {{{PriceOrigin::Kind::Configuration, {}, {}, "gpt-4o"}, PriceOrigin{PriceOrigin::Kind::List, "mine 2026-11-21", {}, "gpt-4o-latest"}, {}},
            "your configuration, the rest mine 2026-11-21, as gpt-4o-latest, as gpt-4o", "你的配置，其余按 mine 2026-11-21，按 gpt-4o-latest，按 gpt-4o"},
        {PriceSource::ofList("a list of mine, as it is; the rest at home"), "a list of mine, as it is; the rest at home", "a list of mine, as it is; the rest at home"},
        {{}, "", ""},
    }));
    CAPTURE(row.english);
    const bool isChinese = GENERATE(false, true);
    const Language language(isChinese ? "zh_CN" : "en");
    CHECK(PriceWords::source(row.source).toStdString() == (isChinese ? row.chinese : row.english));
}

TEST_CASE("says beside an amount where its price is from, and that local models are free")
{
    const PriceSource list = PriceSource::ofList("models.dev 2026-11-20");
    const PriceSource local{{PriceOrigin::Kind::ThisMachine, {}, {}, {}}, {}, {}};
    {
        const Language language("en");
        CHECK(PriceWords::origin(list).toStdString() == "price from models.dev 2026-11-20");
        CHECK(PriceWords::origin(local).toStdString() == "this machine, free of charge");
    }
    const Language language("zh_CN");
    CHECK(PriceWords::origin(list).toStdString() == "价格来自 models.dev 2026-11-20");
    CHECK(PriceWords::origin(local).toStdString() == "本机，免费");
}
