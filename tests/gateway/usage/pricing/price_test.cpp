#include "gateway/usage/pricing/price.h"

#include "catch.h"

#include <cstdint>
#include <limits>
#include <random>

using namespace gateway;
using namespace gateway::usage;
using protocol::ServiceTier;
using protocol::TokenUsage;
using protocol::UsageOrigin;

namespace {

Price prices()
{
    Price price;
    price.terms.input = 0.14;
    price.terms.cachedInput = 0.0028;
    price.terms.output = 0.28;
    price.source = PriceSource::ofList("list");
    return price;
}

/// 2026-11-23 was a Monday.
WallTime at(int day, int hourUtc, int minute = 0)
{
    using namespace std::chrono;
    return sys_days(year{2026} / November / day) + hours(hourUtc) + minutes(minute);
}

TokenUsage tokens(std::int64_t input, std::int64_t cached, std::int64_t output)
{
    return {UsageOrigin::Reported, Tokens{input}, Tokens{cached}, {}, Tokens{output}, {}};
}

} // namespace

TEST_CASE("computes the cost of an answer from its tokens")
{
    struct Row {
        const char* name;
        TokenUsage tokens;
        std::optional<std::int64_t> pico;
    };
    const auto row = GENERATE(values<Row>({
        {"each part", {UsageOrigin::Reported, Tokens{10}, Tokens{100}, {}, Tokens{5}, Tokens{7}}, 10 * 140'000 + 100 * 2'800 + 12 * 280'000},
        {"cache write as input", {UsageOrigin::Reported, Tokens{1}, {}, Tokens{3}, {}, {}}, 4 * 140'000},
        {"estimated", {UsageOrigin::Estimated, Tokens{1}, {}, {}, Tokens{1}, {}}, 420'000},
        {"zero tokens", {UsageOrigin::Reported, Tokens{0}, {}, {}, Tokens{0}, {}}, 0},
        {"not known", {UsageOrigin::Unknown, Tokens{1}, {}, {}, Tokens{1}, {}}, std::nullopt},
        {"more than any number", {UsageOrigin::Reported, Tokens{std::numeric_limits<std::int64_t>::max() / 2}, {}, {}, {}, {}}, std::nullopt},
    }));
    CAPTURE(row.name);
    const auto cost = costOf(row.tokens, prices(), at(23, 12));
    REQUIRE(cost.has_value() == row.pico.has_value());
    if (cost)
        CHECK(*cost == Money{Currency::Usd, *row.pico});
}

TEST_CASE("a part without a price makes the cost unknown")
{
    Price price = prices();
    price.terms.output.reset();
    CHECK_FALSE(costOf({UsageOrigin::Reported, Tokens{1}, {}, {}, Tokens{1}, {}}, price, at(23, 12)));
    CHECK(costOf({UsageOrigin::Reported, Tokens{1}, {}, {}, Tokens{0}, {}}, price, at(23, 12))->pico == 140'000); // embeddings
}

TEST_CASE("prices audio and images at their own rates where known")
{
    Price price = prices();
    price.terms.input = 2.5; // rates of gpt-4o-audio-preview
    price.terms.output = 10;
    price.terms.cachedInput.reset();
    TokenUsage usage = tokens(100, 0, 60);
    usage.audioInput = Tokens{90};
    usage.audioOutput = Tokens{50};
    usage.imageInput = Tokens{4};
    CHECK(costOf(usage, price, at(23, 12))->pico == 100 * 2'500'000LL + 60 * 10'000'000LL); // unknown: at least the text rate
    CHECK_FALSE(partsOf(usage, price, at(23, 12))->isWhole);
    price.terms.audioInput = 40;
    price.terms.audioOutput = 80;
    CHECK(costOf(usage, price, at(23, 12))->pico == 10 * 2'500'000LL + 90 * 40'000'000LL + 10 * 10'000'000LL + 50 * 80'000'000LL);
    price.terms.imageInput = 5;
    price.terms.imageOutput = 40;
    usage.imageOutput = Tokens{10};
    CHECK(costOf(usage, price, at(23, 12))->pico
        == 6 * 2'500'000LL + 90 * 40'000'000LL + 4 * 5'000'000LL + 50 * 80'000'000LL + 10 * 40'000'000LL);

    CHECK(partsOf(usage, price, at(23, 12))->isWhole);

    // No part of the prompt is charged twice; unknown cached media count at the lowest possible cost.
    price.terms.cachedInput = 1;
    usage = tokens(30, 70, 0);
    usage.audioInput = Tokens{90};
    usage.imageInput = Tokens{10};
    CHECK(costOf(usage, price, at(23, 12))->pico == 20 * 40'000'000LL + 10 * 5'000'000LL + 70 * 1'000'000LL);
    CHECK_FALSE(partsOf(usage, price, at(23, 12))->isWhole);

    price.terms.input.reset(); // the text rate is unknown, but there is no text
    CHECK(costOf(usage, price, at(23, 12))->pico == 20 * 40'000'000LL + 10 * 5'000'000LL + 70 * 1'000'000LL);
    usage.audioInput = Tokens{29};
    usage.imageInput = Tokens{0};
    CHECK_FALSE(costOf(usage, price, at(23, 12)));
}

TEST_CASE("uses the text rate for media without a rate only where that is certain")
{
    struct Row {
        const char* name;
        std::optional<double> input;
        std::optional<double> audioInput;
        std::optional<double> imageInput;
        std::optional<double> audioOutput;
        std::optional<double> imageOutput;
        std::optional<Tokens> TokenUsage::*medium;
        std::int64_t tokens; ///< of 100 input and 100 output tokens, at $1 and $2
        double cost; ///< in millionths of a dollar
        bool isWhole;
    };
    constexpr auto audioIn = &TokenUsage::audioInput;
    constexpr auto imageIn = &TokenUsage::imageInput;
    const auto row = GENERATE_COPY(values<Row>({
        {"no audio", 1, {}, {}, {}, {}, audioIn, 0, 300, true},
        {"audio", 1, {}, {}, {}, {}, audioIn, 10, 300, false},
        {"audio with a rate", 1, 3, {}, {}, {}, audioIn, 10, 320, true},
        {"audio with the rate of text", 1, 1, {}, {}, {}, audioIn, 10, 300, true},
        {"audio where text is free", 0, {}, {}, {}, {}, audioIn, 10, 200, true},
        {"images", 1, {}, {}, {}, {}, imageIn, 10, 300, true},
        {"images of a model whose audio has a rate", 1, 3, {}, {}, {}, imageIn, 10, 300, false},
        {"images that have one, too", 1, 3, 1, {}, {}, imageIn, 10, 300, true},
        {"images with a rate", 1, {}, 5, {}, {}, imageIn, 10, 340, true},
        {"made audio", 1, 3, {}, {}, {}, &TokenUsage::audioOutput, 10, 300, false},
        {"made audio with a rate", 1, {}, {}, 4, {}, &TokenUsage::audioOutput, 10, 320, true},
        {"made images", 1, {}, {}, {}, {}, &TokenUsage::imageOutput, 10, 300, false},
        {"made images with the rate of text", 1, {}, {}, {}, 2, &TokenUsage::imageOutput, 10, 300, true},
        {"no made images", 1, {}, {}, {}, {}, &TokenUsage::imageOutput, 0, 300, true},
    }));
    CAPTURE(row.name);
    Price price;
    price.terms.input = row.input;
    price.terms.output = 2;
    price.terms.audioInput = row.audioInput;
    price.terms.imageInput = row.imageInput;
    price.terms.audioOutput = row.audioOutput;
    price.terms.imageOutput = row.imageOutput;
    TokenUsage usage = tokens(100, 0, 100);
    usage.*row.medium = Tokens{row.tokens};
    const auto parts = partsOf(usage, price, at(23, 12));
    REQUIRE(parts);
    CHECK(static_cast<double>(parts->total().pico) / 1e6 == row.cost);
    CHECK(parts->isWhole == row.isWhole);
}

TEST_CASE("prices cached audio at its own rate")
{
    // Gemini 2.5 Flash: $0.30 input, $1.00 audio, $0.03 and $0.10 when cached, $2.50 output.
    Price price;
    price.terms.input = 0.3;
    price.terms.cachedInput = 0.03;
    price.terms.output = 2.5;
    price.terms.audioInput = 1;
    price.terms.cachedAudioInput = 0.1;
    struct Row {
        const char* name;
        std::optional<std::int64_t> cachedAudio; ///< of 1000 cached in a prompt of 2000, half of which is audio
        bool hasRate;
        const char* cost;
        bool isWhole;
    };
    const auto row = GENERATE(values<Row>({
        {"all of it is audio", 1000, true, "$0.0004", true},
        {"none of it is", 0, true, "$0.00103", true},
        {"some of it is", 800, true, "$0.000526", true},
        {"not reported", {}, true, "$0.0004", false},
        {"without a rate of its own", 800, false, "$0.00047", false},
        {"without a rate that would be needed", 0, false, "$0.00103", true},
    }));
    CAPTURE(row.name);
    if (!row.hasRate)
        price.terms.cachedAudioInput.reset();
    TokenUsage usage = tokens(1000, 1000, 0);
    usage.audioInput = Tokens{1000};
    if (row.cachedAudio)
        usage.cachedAudio = Tokens{*row.cachedAudio};
    const auto parts = partsOf(usage, price, at(23, 12));
    REQUIRE(parts);
    CHECK(toText(parts->total()) == row.cost);
    CHECK(parts->isWhole == row.isWhole);
    CHECK(Price::fromText(price.toText()) == price);
    price.terms.audioInput = price.terms.input; // as for Gemini 2.5 Pro: the cached medium does not matter
    price.terms.cachedAudioInput.reset();
    CHECK(partsOf(usage, price, at(23, 12))->isWhole);
    CHECK(toText(*costOf(usage, price, at(23, 12))) == "$0.00033");
}

// Amounts computed by hand from the rules in price.h and resources/catalog/sources/prices.json.
TEST_CASE("a large prompt is priced at its tier for the whole request")
{
    // Gemini 2.5 Pro: $1.25, $0.125 cached and $10 up to 200k tokens of prompt; $2.50, $0.25 and $15 above.
    Price gemini;
    gemini.terms.input = 1.25;
    gemini.terms.cachedInput = 0.125;
    gemini.terms.output = 10;
    config::PriceTier above;
    above.above = 200'000;
    above.input = 2.5;
    above.cachedInput = 0.25;
    above.output = 15;
    // Qwen3-Max in yuan: 2.5 and 10 up to 32k, 4 and 16 up to 128k, 7 and 28 above. Cached input has no price of its own.
    Price qwen;
    qwen.terms.currency = Currency::Cny;
    qwen.terms.input = 2.5;
    qwen.terms.output = 10;
    config::PriceTier middle;
    middle.above = 32'000;
    middle.input = 4;
    middle.output = 16;
    config::PriceTier high;
    high.above = 128'000;
    high.input = 7;
    high.output = 28;
    qwen.terms.tiers = {high, middle}; // order does not matter
    gemini.terms.tiers = {above};
    struct Row {
        const char* name;
        Price price; // a copy: rows outlive the run of the case that made them
        TokenUsage tokens;
        const char* cost;
    };
    const auto row = GENERATE_REF(values<Row>({
        {"up to it", gemini, tokens(200'000, 0, 1000), "$0.26"},
        {"above it", gemini, tokens(200'001, 0, 1000), "$0.5150025"},
        {"the cached part counts for the tier", gemini, tokens(1, 200'000, 1000), "$0.0650025"},
        {"the lowest", qwen, tokens(32'000, 0, 1000), "¥0.09"},
        {"the middle one", qwen, tokens(32'001, 0, 1000), "¥0.144004"},
        {"the highest", qwen, tokens(100'000, 28'001, 1000), "¥0.924007"},
    }));
    CAPTURE(row.name);
    const auto cost = costOf(row.tokens, row.price, at(23, 12));
    REQUIRE(cost);
    CHECK(toText(*cost) == row.cost);
}

TEST_CASE("a tier inherits the rates it does not set")
{
    Price price = prices();
    config::PriceTier tier;
    tier.above = 10;
    tier.input = 1;
    price.terms.tiers = {tier};
    CHECK(costOf(tokens(11, 5, 1), price, at(23, 12))->pico == 11 * 1'000'000 + 5 * 2'800 + 280'000);
}

TEST_CASE("prices cache writes by their lifetime")
{
    // Claude Sonnet 4.5: $3 of input, $3.75 for five minutes, $6 for an hour, $0.30 read, $15 of output.
    Price price;
    price.terms.input = 3;
    price.terms.cachedInput = 0.3;
    price.terms.cacheWrite = 3.75;
    price.terms.cacheWriteHour = 6;
    price.terms.output = 15;
    TokenUsage usage{UsageOrigin::Reported, Tokens{100}, Tokens{2000}, Tokens{3000}, Tokens{50}, {}};
    CHECK(toText(*costOf(usage, price, at(23, 12))) == "$0.0129");
    usage.cacheWriteHour = Tokens{1000};
    const auto parts = partsOf(usage, price, at(23, 12));
    REQUIRE(parts);
    CHECK(parts->cacheWrite == 2000 * 3'750'000LL);
    CHECK(parts->cacheWriteHour == 1000 * 6'000'000LL);
    CHECK(toText(parts->total()) == "$0.01515");
    price.terms.cacheWriteHour.reset(); // not known: as the shorter one
    CHECK(toText(*costOf(usage, price, at(23, 12))) == "$0.0129");
}

TEST_CASE("prices explicit cache reads at their own rate")
{
    // Qwen: an implicit hit costs a fifth of input, an explicit one a tenth; only the latter reports cache writes.
    Price price;
    price.terms.input = 10;
    price.terms.cachedInput = 2;
    price.terms.cacheWrite = 12.5;
    price.terms.output = 0;
    TokenUsage used = tokens(100, 1000, 0);
    CHECK(costOf(used, price, at(23, 12))->pico == (100 * 10 + 1000 * 2) * 1'000'000LL);
    used.cacheWrite = Tokens{0};
    CHECK(costOf(used, price, at(23, 12))->pico == (100 * 10 + 1000 * 2) * 1'000'000LL); // no separate rate
    price.terms.explicitCachedInput = 1;
    CHECK(costOf(used, price, at(23, 12))->pico == (100 * 10 + 1000 * 1) * 1'000'000LL);
    used.cacheWrite.reset();
    CHECK(costOf(used, price, at(23, 12))->pico == (100 * 10 + 1000 * 2) * 1'000'000LL);
}

TEST_CASE("prices reasoning at its own rate")
{
    Price price = prices(); // qwen-plus: reasoning costs more than other output
    price.terms.reasoning = 1.147;
    CHECK(costOf({UsageOrigin::Reported, {}, {}, {}, Tokens{10}, Tokens{100}}, price, at(23, 12))->pico == 10 * 280'000 + 100 * 1'147'000);
}

TEST_CASE("applies the factor of the hour")
{
    // DeepSeek: doubled 09:00-12:00 and 14:00-18:00 Beijing time, Monday to Friday except holidays.
    Price price;
    price.terms.input = 0.66;
    price.terms.cachedInput = 0.022;
    price.terms.output = 1.98;
    for (const auto& [from, to] : {std::pair{"09:00", "12:00"}, std::pair{"14:00", "18:00"}}) {
        config::PriceHours hours;
        hours.days = {"mon", "tue", "wed", "thu", "fri"};
        hours.from = from;
        hours.to = to;
        hours.zone = "Asia/Shanghai";
        hours.except = {"2026-11-20", "2026-11-24..2026-11-26"};
        hours.factor = 2;
        price.terms.hours.push_back(hours);
    }
    struct Row {
        const char* name;
        WallTime ended;
        bool isPeak;
    };
    const auto row = GENERATE(values<Row>({
        {"before", at(23, 0, 59), false},
        {"the first minute", at(23, 1), true},
        {"at noon", at(23, 4), false},
        {"in the afternoon", at(23, 9, 59), true},
        {"in the evening", at(23, 10), false},
        {"on a Sunday", at(22, 2), false},
        {"on a holiday", at(20, 2), false},
        {"on the first of several", at(24, 2), false},
        {"on the last of them", at(26, 2), false},
        {"after the holidays", at(27, 2), true},
    }));
    CAPTURE(row.name);
    const config::PriceHours* const hours = hoursAt(price.terms, row.ended);
    REQUIRE((hours != nullptr) == row.isPeak);
    if (hours)
        CHECK_THAT(nameOf(*hours), Catch::StartsWith("mon,tue,wed,thu,fri ") && Catch::EndsWith(" Asia/Shanghai"));
    const auto cost = costOf(tokens(1000, 9000, 500), price, row.ended);
    REQUIRE(cost);
    CHECK(toText(*cost) == (row.isPeak ? "$0.003696" : "$0.001848"));
}

TEST_CASE("applies service tier factors and leaves unknown ones unpriced")
{
    Price price = prices();
    price.terms.batch = 0.5;
    price.terms.flex = 0.5;
    TokenUsage usage = tokens(100, 0, 10);
    CHECK(costOf(usage, price, at(23, 12))->pico == 16'800'000);
    usage.serviceTier = ServiceTier::Flex;
    CHECK(costOf(usage, price, at(23, 12))->pico == 8'400'000);
    usage.serviceTier = ServiceTier::Batch;
    CHECK(costOf(usage, price, at(23, 12))->pico == 8'400'000);
    usage.serviceTier = ServiceTier::Priority;
    CHECK_FALSE(costOf(usage, price, at(23, 12)));
    usage.tellTier("scale"); // no price for this tier at all
    CHECK_FALSE(costOf(usage, price, at(23, 12)));
    price.terms = {};
    price.terms.input = price.terms.output = 0; // free models are free in every tier
    CHECK(costOf(usage, price, at(23, 12))->pico == 0);
    usage.webSearches = 1;
    price.terms.webSearch = 10;
    CHECK(costOf(usage, price, at(23, 12))->pico == 10'000'000'000);
}

TEST_CASE("includes charges other than tokens or marks the cost as partial")
{
    struct Row {
        const char* name;
        std::optional<double> perThousand;
        std::int64_t flatUpTo;
        std::optional<std::int64_t> searches;
        bool hasUncounted;
        std::optional<std::int64_t> searchPico; ///< empty: cost unknown
        bool isWhole;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", {}, 0, {}, false, 0, true},
        {"no searches", {}, 0, 0, false, 0, true},
        {"searches, $10 for a thousand", 10, 0, 3, false, 30'000'000'000, true},
        {"searches that are free", 0, 0, 3, false, 0, true},
        {"searches without a price", {}, 0, 3, false, 0, false},
        {"more searches than any answer has", 10, 0, std::numeric_limits<std::int64_t>::max(), false, {}, true},
        {"an uncounted charge", 10, 0, {}, true, 0, false},
        {"a prompt below a more expensive tier", {}, 110, {}, false, 0, true},
        {"a prompt above it", {}, 109, {}, false, 0, false},
    }));
    CAPTURE(row.name);
    Price price = prices();
    price.terms.webSearch = row.perThousand;
    price.terms.flex = 0.5;
    price.flatUpTo = row.flatUpTo;
    TokenUsage usage = tokens(100, 10, 10);
    usage.webSearches = row.searches;
    usage.hasUncounted = row.hasUncounted;
    const auto parts = partsOf(usage, price, at(23, 12));
    REQUIRE(parts.has_value() == row.searchPico.has_value());
    if (!parts)
        return;
    CHECK(parts->webSearch == *row.searchPico);
    CHECK(parts->isWhole == row.isWhole);
    CHECK(parts->total().pico == 100 * 140'000 + 10 * 2'800 + 10 * 280'000 + *row.searchPico);
    usage.serviceTier = ServiceTier::Flex; // does not apply to searches
    CHECK(partsOf(usage, price, at(23, 12))->webSearch == *row.searchPico);
    const auto kept = Price::fromText(price.toText());
    REQUIRE(kept);
    CHECK(*kept == price);
}

TEST_CASE("prices the answer of a reasoning model at the reasoning rate where required")
{
    Price price = prices();
    price.terms.output = 1;
    price.terms.reasoning = 4;
    TokenUsage usage = tokens(0, 0, 100);
    usage.reasoning = Tokens{50};
    CHECK(costOf(usage, price, at(23, 12))->pico == 100 * 1'000'000 + 50 * 4'000'000);
    price.isThoughtInAll = true;
    CHECK(costOf(usage, price, at(23, 12))->pico == 150 * 4'000'000);
    CHECK(Price::fromText(price.toText()) == price);
    usage.reasoning = Tokens{};
    CHECK(costOf(usage, price, at(23, 12))->pico == 100 * 1'000'000);
    usage.reasoning = Tokens{50};
    price.terms.reasoning.reset();
    CHECK(costOf(usage, price, at(23, 12))->pico == 150 * 1'000'000);
}

TEST_CASE("applies the factor of fast mode")
{
    Price price = prices();
    TokenUsage usage = tokens(100, 0, 10);
    usage.serviceTier = ServiceTier::Fast;
    CHECK_FALSE(costOf(usage, price, at(23, 12)));
    price.terms.fast = 6;
    CHECK(costOf(usage, price, at(23, 12))->pico == 6 * 16'800'000);
}

TEST_CASE("the parts of a cost add up to the total")
{
    std::mt19937_64 random(20261122); // fixed seed
    const auto below = [&random](std::int64_t most) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most)); };
    for (int i = 0; i < 2000; ++i) {
        Price price;
        for (const auto member : {&config::PriceRates::input, &config::PriceRates::cachedInput, &config::PriceRates::cacheWrite,
                 &config::PriceRates::cacheWriteHour, &config::PriceRates::output, &config::PriceRates::reasoning})
            price.terms.*member = static_cast<double>(below(100'000)) / 1000;
        config::PriceTier tier;
        tier.above = 1 + below(300'000);
        tier.input = static_cast<double>(below(100'000)) / 1000;
        price.terms.tiers = {tier};
        const std::int64_t written = below(50'000);
        TokenUsage usage{UsageOrigin::Reported, Tokens{below(400'000)}, Tokens{below(400'000)}, Tokens{written}, Tokens{below(50'000)},
            Tokens{below(50'000)}};
        usage.cacheWriteHour = Tokens{below(written + 1)};
        const auto parts = partsOf(usage, price, at(23, 12));
        REQUIRE(parts);
        const Money total = parts->total();
        CHECK(total
            == Money{Currency::Usd,
                parts->input + parts->cachedInput + parts->cacheWrite + parts->cacheWriteHour + parts->output + parts->reasoning});
        CHECK(costOf(usage, price, at(23, 12)) == total);
        // The same price restored from its text, as in the ledger.
        CHECK(costOf(usage, *Price::fromText(price.toText()), at(23, 12)) == total);
    }
}

TEST_CASE("a price round-trips through text")
{
    Price price = prices();
    CHECK(price.toText() == R"({"currency":"USD","input":0.14,"cached_input":0.0028,"output":0.28,"source":"list"})");
    CHECK(Price::fromText(price.toText()) == price);
    price.terms.currency = Currency::Cny;
    price.terms.batch = 0.5;
    price.terms.hours.push_back({{"mon"}, "09:00", "12:00", "Asia/Shanghai", {"2026-10-01..2026-10-07"}, 2});
    CHECK(nameOf(price.terms.hours.front()) == "mon 09:00-12:00 Asia/Shanghai");
    CHECK(nameOf({{}, "16:30", "00:30", "UTC", {}, 0.5}) == "16:30-00:30 UTC");
    config::PriceTier tier;
    tier.above = 200'000;
    tier.input = 2.5;
    price.terms.tiers.push_back(tier);
    CHECK(Price::fromText(price.toText()) == price);
    using Kind = PriceOrigin::Kind;
    for (const Kind kind : {Kind::Configuration, Kind::ThisMachine}) {
        price.source = {{kind, {}, "2026-11-01", "gpt-4o"}, PriceOrigin{Kind::List, "mine 2026-11-21", {}, "gpt-4o-mini"}, config::ExchangeRate{7.1, "2026-11-20", "bank"}};
        CHECK(Price::fromText(price.toText()) == price);
    }
    price = prices();
    price.source.origin.model = "m";
    CHECK(price.toText() == R"({"currency":"USD","input":0.14,"cached_input":0.0028,"output":0.28,"source":"list, as m","source_parts":{"kind":"list","list":"list","model":"m"}})");
    CHECK(Price::fromText(price.toText()) == price);
    for (const char* wrong : {"", "[]", "{}", R"({"currency":"EUR"})", R"({"currency":1})"})
        CHECK_FALSE(Price::fromText(wrong));
}
