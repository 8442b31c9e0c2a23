#include "gateway/usage/pricing/price_book.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::usage;
using protocol::TokenUsage;
using protocol::UsageOrigin;

namespace {

Price prices() { return {Currency::Usd, perToken(0.14), perToken(0.0028), std::nullopt, perToken(0.28), "list"}; }

std::shared_ptr<const providers::Catalog> catalog()
{
    auto loaded = providers::Catalog::load();
    REQUIRE(loaded);
    return *loaded;
}

config::ProviderSettings provider(const char* id, const char* type)
{
    config::ProviderSettings settings;
    settings.id = id;
    settings.type = type;
    return settings;
}

} // namespace

TEST_CASE("what an answer costs")
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
        {"nothing said", {UsageOrigin::Reported, Tokens{0}, {}, {}, Tokens{0}, {}}, 0},
        {"not known", {UsageOrigin::Unknown, Tokens{1}, {}, {}, Tokens{1}, {}}, std::nullopt},
    }));
    CAPTURE(row.name);
    const auto cost = costOf(row.tokens, prices());
    REQUIRE(cost.has_value() == row.pico.has_value());
    if (cost)
        CHECK(*cost == Money{Currency::Usd, *row.pico});
}

TEST_CASE("a part without a price is not free")
{
    Price price = prices();
    price.output.reset();
    CHECK_FALSE(costOf({UsageOrigin::Reported, Tokens{1}, {}, {}, Tokens{1}, {}}, price));
    CHECK(costOf({UsageOrigin::Reported, Tokens{1}, {}, {}, Tokens{0}, {}}, price)->pico == 140'000); // embeddings
    CHECK_FALSE(sumOf(Money{Currency::Usd, 1}, std::nullopt));
    CHECK_FALSE(sumOf(Money{Currency::Usd, 1}, Money{Currency::Cny, 1}));
    CHECK(sumOf(Money{Currency::Cny, 1}, Money{Currency::Cny, 2}) == Money{Currency::Cny, 3});
}

TEST_CASE("a price is the same from its text")
{
    const Price price = prices();
    CHECK(price.toText() == R"({"currency":"USD","input":0.14,"cached_input":0.0028,"output":0.28,"source":"list"})");
    CHECK(Price::fromText(price.toText()) == price);
    for (const char* wrong : {"", "[]", "{}", R"({"currency":"EUR"})", R"({"currency":1})"})
        CHECK_FALSE(Price::fromText(wrong));
}

TEST_CASE("the user's own prices come before the catalogue's")
{
    const auto known = catalog();
    config::PriceSettings one;
    one.provider = "up";
    one.model = "deepseek-v4-*";
    one.currency = Currency::Cny;
    one.input = 2;
    one.output = 3;
    one.date = "2026-11-01";
    config::PriceSettings any;
    any.model = "mine";
    any.input = 1;
    const PriceBook book({one, any}, *known);
    const auto own = book.find(provider("up", "deepseek"), "deepseek-v4-flash");
    REQUIRE(own);
    CHECK(own->price == Price{Currency::Cny, 2'000'000, {}, {}, 3'000'000, "configuration 2026-11-01"});
    CHECK(own->text.text() == own->price.toText());
    CHECK(book.find(provider("up", "deepseek"), "deepseek-v4-flash") == own); // made once
    const auto listed = book.find(provider("other", "deepseek"), "deepseek-v4-flash");
    REQUIRE(listed);
    CHECK(listed->price
        == Price{Currency::Usd, 140'000, 2'800, {}, 280'000, "models.dev " + std::string(known->snapshotDate())});
    CHECK(book.find(provider("other", "openai"), "mine")->price.input == 1'000'000);
    CHECK_FALSE(book.find(provider("other", "openai"), "nobody-knows-me"));
    CHECK_FALSE(book.find(provider("other", "no-such-type"), "x"));
    CHECK(book.find(provider("home", "ollama"), "qwen3:8b")->price == Price{Currency::Usd, 0, 0, 0, 0, "this machine"});
    CHECK(book.find(provider("demo", "demo"), "demo")->price.output == 0);
}
