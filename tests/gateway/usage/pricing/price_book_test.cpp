#include "gateway/usage/pricing/price_book.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::usage;

namespace {

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

std::shared_ptr<const providers::PriceList> list(const char* text, const char* date = "2026-11-22")
{
    auto read = providers::PriceList::parse(text, date, "models.dev");
    REQUIRE(read);
    return std::make_shared<const providers::PriceList>(std::move(*read));
}

} // namespace

TEST_CASE("prefers the user's own prices to any list")
{
    const auto known = catalog();
    config::UsageSettings settings;
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
    settings.prices = {one, any};
    const PriceBook book(settings, nullptr, *known);
    const auto own = book.find(provider("up", "deepseek"), "deepseek-v4-flash");
    REQUIRE(own);
    CHECK(own->price.terms.input == 2);
    CHECK(own->price.terms.currency == Currency::Cny);
    CHECK(own->price.terms.hours.empty()); // an own price is complete
    CHECK(own->price.source.toText() == "configuration 2026-11-01");
    CHECK(own->text.text() == own->price.toText());
    CHECK(book.find(provider("up", "deepseek"), "deepseek-v4-flash") == own); // created once
    CHECK(book.find(provider("other", "openai"), "mine")->price.terms.input == 1);
    CHECK_FALSE(book.find(provider("other", "openai"), "nobody-knows-me"));
    CHECK_FALSE(book.find(provider("other", "no-such-type"), "x"));
    CHECK(book.find(provider("home", "ollama"), "qwen3:8b")->price.source.toText() == "this machine");
    CHECK(book.find(provider("home", "ollama"), "qwen3:8b")->price.terms.input == 0);
    CHECK(book.find(provider("demo", "demo"), "demo")->price.terms.output == 0);
}

TEST_CASE("local inference servers are free and remote ones unpriced")
{
    struct Row {
        const char* url;
        bool isFree;
    };
    const auto row = GENERATE(values<Row>({{"http://localhost:11434", true}, {"http://127.0.0.2:1", true}, {"http://[::1]:11434/", true},
        {"http://192.168.1.5:11434", true}, {"http://10.1.2.3", true}, {"http://172.31.0.1", true}, {"http://100.100.1.1", true},
        {"http://[fe80::1]", true}, {"http://[fd00::1]", true}, {"http://den:11434", true}, {"http://den.local", true}, {"https://ollama.com", false},
        {"http://172.32.0.1", false}, {"http://8.8.8.8", false}, {"https://[2606:4700::1]", false}, {"https://local.example", false}}));
    CAPTURE(row.url);
    const auto known = catalog();
    const PriceBook book({}, nullptr, *known);
    auto home = provider("home", "ollama");
    home.baseUrl = row.url;
    CHECK((book.find(home, "qwen3:8b") != nullptr) == row.isFree);
}

TEST_CASE("an Ollama cloud model is not free wherever the server listens")
{
    struct Row {
        const char* type;
        const char* model;
        bool isFree;
    };
    const auto row = GENERATE(values<Row>({{"ollama", "gpt-oss:120b-cloud", false}, {"ollama", "glm-4.6:cloud", false}, {"ollama", "kimi-cloud", false},
        {"ollama", "gpt-oss:120b", true}, {"ollama", "cloud", true}, {"ollama", "point-cloud:7b", true}, {"vllm", "point-cloud", true}}));
    CAPTURE(row.type, row.model);
    const auto known = catalog();
    CHECK((PriceBook({}, nullptr, *known).find(provider("home", row.type), row.model) != nullptr) == row.isFree);
    config::UsageSettings settings;
    config::PriceSettings own;
    own.model = row.model;
    own.input = 3;
    settings.prices = {own};
    const auto priced = PriceBook(settings, nullptr, *known).find(provider("home", row.type), row.model);
    REQUIRE(priced);
    CHECK(priced->price.terms.input == 3);
    CHECK(priced->price.terms.output.has_value() == row.isFree);
}

TEST_CASE("fills a missing input or output price from the list in the own price's currency")
{
    const auto known = catalog();
    const auto fetched = list(R"({"date": "2026-11-21", "source": "mine", "prices": [
        {"provider": "openai", "model": "m", "input": 4, "cached_input": 1, "output": 8, "reasoning": 9, "tiers": [{"above": 100, "input": 6, "output": 12}]}]})");
    struct Row {
        const char* name;
        std::optional<double> input;
        std::optional<double> output;
        Currency currency;
        std::optional<double> hasInput;
        std::optional<double> hasCached;
        std::optional<double> hasOutput;
        std::optional<double> hasReasoning;
        std::optional<double> outputAbove;
    };
    const auto row = GENERATE(values<Row>({
        {"no output", 2, {}, Currency::Usd, 2, {}, 8, 9, 12},
        {"no input", {}, 3, Currency::Usd, 4, 1, 3, {}, {}},
        {"both", 2, 3, Currency::Usd, 2, {}, 3, {}, {}},
        {"another currency", 2, {}, Currency::Cny, 2, {}, 80, 90, 120},
    }));
    CAPTURE(row.name);
    config::UsageSettings settings;
    config::PriceSettings own;
    own.model = "m";
    own.currency = row.currency;
    own.input = row.input;
    own.output = row.output;
    settings.prices = {own};
    const PriceBook book(settings, fetched, *known, config::ExchangeRate{10, "2026-11-20", "bank"});
    const auto found = book.find(provider("up", "openai"), "m");
    REQUIRE(found);
    const config::PriceSettings& terms = found->price.terms;
    CHECK(terms.input == row.hasInput);
    CHECK(terms.cachedInput == row.hasCached);
    CHECK(terms.output == row.hasOutput);
    CHECK(terms.reasoning == row.hasReasoning);
    CHECK((terms.tiers.empty() ? std::nullopt : terms.tiers[0].output) == row.outputAbove);
    const std::string rate = row.currency == Currency::Usd ? "" : " at $1 = ¥10.00 of 2026-11-20 (bank)";
    CHECK(found->price.source.toText() == (row.input && row.output ? "configuration" : "configuration; the rest mine 2026-11-21" + rate));
}

TEST_CASE("built-in prices include tiers and rules")
{
    const auto known = catalog();
    const PriceBook book({}, nullptr, *known);
    const auto priceOf = [&](const char* type, const char* model) {
        const auto found = book.find(provider("x", type), model);
        REQUIRE(found);
        return found->price;
    };
    const Price gemini = priceOf("gemini", "gemini-2.5-pro");
    REQUIRE(gemini.terms.tiers.size() == 1);
    CHECK(gemini.terms.tiers[0].above == 200'000);
    CHECK(gemini.terms.tiers[0].input == 2.5);
    CHECK(gemini.terms.tiers[0].cachedInput == 0.25);
    CHECK(gemini.terms.batch == 0.5);
    CHECK(gemini.source.toText() == "models.dev " + std::string(known->snapshotDate()));
    const Price claude = priceOf("anthropic", "claude-sonnet-4-5");
    CHECK(claude.terms.cacheWrite == 3.75);
    CHECK(claude.terms.cacheWriteHour == 6);
    CHECK(priceOf("gemini", "gemini-2.5-flash").terms.audioInput == 1);
    const Price deepseek = priceOf("deepseek", "deepseek-v4-pro");
    CHECK(deepseek.terms.input == 0.66);
    REQUIRE(deepseek.terms.hours.size() == 2);
    CHECK(deepseek.terms.hours[0].factor == 2);
    CHECK(deepseek.source.toText() == "Signalbox's list 2026-10-27");
    const Price qwen = priceOf("qwen", "qwen3-max");
    CHECK(qwen.terms.currency == Currency::Cny);
    CHECK(qwen.terms.tiers.size() == 2);
}

TEST_CASE("built-in prices include audio and image rates and service tiers")
{
    const auto known = catalog();
    const PriceBook book({}, nullptr, *known);
    const auto termsOf = [&](const char* type, const char* model) {
        const auto found = book.find(provider("x", type), model);
        REQUIRE(found);
        return found->price.terms;
    };
    const auto flash = termsOf("gemini", "gemini-2.5-flash");
    CHECK(flash.audioInput == 1);
    CHECK(flash.cachedAudioInput == 0.1);
    CHECK(flash.imageInput == 0.3);
    CHECK(flash.flex == 0.5);
    CHECK_FALSE(flash.priority);
    const auto pro = termsOf("gemini", "gemini-2.5-pro"); // one rate for all input media, in each tier
    CHECK(pro.audioInput == pro.input);
    REQUIRE(pro.tiers.size() == 1);
    CHECK(pro.tiers[0].audioInput == 2.5);
    CHECK(termsOf("gemini", "gemini-2.5-flash-preview-tts").audioOutput == 10);
    CHECK(termsOf("gemini", "gemini-3-pro-image-preview").imageOutput == 120);
    CHECK(termsOf("gemini", "gemini-3-pro-image-preview").output == 12);
    const auto painter = termsOf("openai", "gpt-image-1");
    CHECK(painter.input == 5);
    CHECK(painter.imageInput == 10);
    CHECK(painter.cachedImageInput == 2.5);
    CHECK(painter.imageOutput == 40);
    CHECK(book.find(provider("x", "qwen"), "qwen-plus")->price.isThoughtInAll);
    CHECK_FALSE(book.find(provider("x", "perplexity"), "sonar-deep-research")->price.isThoughtInAll);
    const auto talker = termsOf("openai", "gpt-image-1.5-2025-12-16");
    CHECK(talker.output == 10);
    CHECK(talker.imageInput == 8);
    CHECK(talker.imageOutput == 32);
    CHECK(termsOf("openai", "gpt-image-1-mini").cachedImageInput == 0.25);
    CHECK_FALSE(termsOf("openai", "gpt-4o").imageInput); // same rate as text
    CHECK_FALSE(termsOf("qwen-intl", "qwen3-omni-flash").imageInput); // differs from text
    CHECK(termsOf("qwen-intl", "qwen3-omni-flash").audioInput == 3.81);
    CHECK(termsOf("groq", "llama-3.3-70b-versatile").flex == 1);
    const auto qwen = termsOf("qwen", "qwen3-max");
    CHECK(qwen.cachedInput == 0.5);
    CHECK(qwen.cacheWrite == 3.125);
    CHECK(qwen.explicitCachedInput == 0.25);
    REQUIRE(qwen.tiers.size() == 2);
    CHECK(qwen.tiers[1].cachedInput == 1.4);
}

TEST_CASE("uses yuan prices of a list with both currencies for users who pay in yuan")
{
    const auto known = catalog();
    config::UsageSettings settings;
    settings.currency = Currency::Cny;
    const PriceBook book(settings, nullptr, *known);
    const auto found = book.find(provider("x", "deepseek"), "deepseek-v4-pro");
    REQUIRE(found);
    CHECK(found->price.terms.currency == Currency::Cny);
    CHECK(found->price.terms.output == 13.5);
    CHECK(found->price.terms.hours.size() == 2);
}

TEST_CASE("uses a downloaded list where it is newer and adds rules to models.dev amounts")
{
    const auto known = catalog();
    constexpr const char* kModelsDev = R"({"deepseek": {"models": {"deepseek-v4-pro": {"cost": {"input": 0.7, "output": 2}}}},
        "alibaba-cn": {"models": {"qwen3-max": {"cost": {"input": 0.4, "output": 1.4}}, "qwen-new": {"cost": {"input": 1, "output": 2}}}}})";
    struct Row {
        const char* name;
        const char* list;
        const char* date;
        const char* type;
        const char* model;
        double input;
        std::size_t hours;
        const char* source;
    };
    const auto row = GENERATE_REF(values<Row>({
        {"later", kModelsDev, "2026-11-22", "deepseek", "deepseek-v4-pro", 0.7, 2, "models.dev 2026-11-22"},
        {"earlier", kModelsDev, "2026-09-01", "deepseek", "deepseek-v4-pro", 0.66, 2, "Signalbox's list 2026-10-27"},
        {"the catalog's yuan", kModelsDev, "2026-11-22", "qwen", "qwen3-max", 2.5, 0, "Signalbox's list 2026-05-01"},
        {"a new model by the list's name of its provider", kModelsDev, "2026-11-22", "qwen", "qwen-new", 1, 0, "models.dev 2026-11-22"},
        {"of our own form, as it is",
            R"({"date": "2026-11-21", "source": "team", "prices": [{"provider": "deepseek", "model": "deepseek-*", "input": 9, "output": 9}]})",
            "2026-11-22", "deepseek", "deepseek-v4-pro", 9, 0, "team 2026-11-21"},
    }));
    CAPTURE(row.name);
    const PriceBook book({}, list(row.list, row.date), *known);
    const auto found = book.find(provider("x", row.type), row.model);
    REQUIRE(found);
    CHECK(found->price.terms.input == row.input);
    CHECK(found->price.terms.hours.size() == row.hours);
    CHECK(found->price.source.toText() == row.source);
}

TEST_CASE("takes missing service tier factors of an own price from the list")
{
    const auto known = catalog();
    config::UsageSettings settings;
    config::PriceSettings own;
    own.model = "gpt-5";
    own.currency = Currency::Cny;
    own.input = 7;
    own.output = 70;
    own.flex = 0.7;
    settings.prices = {own};
    settings.exchangeRate = config::ExchangeRate{10, "2026-11-20", "bank"};
    const PriceBook book(settings, nullptr, *known);
    const auto found = book.find(provider("up", "openai"), "gpt-5");
    REQUIRE(found);
    CHECK(found->price.terms.batch == 0.5);
    CHECK(found->price.terms.flex == 0.7);
    CHECK(found->price.terms.priority == 2);
    CHECK(found->price.terms.webSearch == 100); // $10
    CHECK(found->price.source.toText() == "configuration");
}

TEST_CASE("prices an unlisted snapshot like its model family and says so")
{
    const auto known = catalog();
    const PriceBook book({}, nullptr, *known);
    const std::string day = "models.dev " + std::string(known->snapshotDate());
    struct Row {
        const char* type;
        const char* model;
        std::optional<double> input; ///< empty: no price
        std::string as; ///< empty: has its own row
    };
    const auto row = GENERATE_REF(values<Row>({
        {"openai", "gpt-4.1-2025-04-14", 2, "gpt-4.1"},
        {"openai", "gpt-4o-mini-2024-07-18", 0.15, "gpt-4o-mini"},
        {"openai", "gpt-5-2025-08-07", 1.25, "gpt-5"},
        {"openai", "gpt-4o-2024-05-13", 5, ""}, // had a different price
        {"openai", "gpt-4o-2024-11-20", 2.5, ""},
        {"openai", "gpt-5-chat", 1.25, "gpt-5-chat-latest"},
        {"openai", "gpt-4-32k", {}, ""},
        {"openai", "gpt-4-0613", {}, ""},
        {"anthropic", "claude-sonnet-4-5-20250929", 3, ""},
        {"anthropic", "claude-3-5-sonnet-latest", 3, "claude-3-5-sonnet-20241022"},
        {"anthropic", "claude-3-7-sonnet", 3, "claude-3-7-sonnet-20250219"},
        {"anthropic", "claude-3-5-sonnet-20990101", {}, ""},
        {"vertex-anthropic", "claude-opus-4-6", 5, "claude-opus-4-6@default"},
        {"mistral", "mistral-large-2407", {}, ""},
    }));
    CAPTURE(row.model);
    const auto found = book.find(provider("x", row.type), row.model);
    REQUIRE((found != nullptr) == row.input.has_value());
    if (!found)
        return;
    CHECK(found->price.terms.input == *row.input);
    CHECK(found->price.source.toText() == day + (row.as.empty() ? "" : ", as " + row.as));
}

TEST_CASE("applies an own family price to its snapshots except those the list prices differently")
{
    const auto known = catalog();
    config::UsageSettings settings;
    config::PriceSettings own;
    own.model = "gpt-4o";
    own.input = 1;
    own.output = 2;
    config::PriceSettings snapshot = own;
    snapshot.model = "gpt-4.1-2025-04-14";
    settings.prices = {own, snapshot};
    const PriceBook book(settings, nullptr, *known);
    const auto sourceOf = [&](const char* model) { return book.find(provider("x", "openai"), model)->price.source.toText(); };
    const std::string day = "models.dev " + std::string(known->snapshotDate());
    CHECK(sourceOf("gpt-4o") == "configuration");
    CHECK(sourceOf("gpt-4o-2024-08-06") == "configuration, as gpt-4o");
    CHECK(sourceOf("gpt-4o-2024-05-13") == day);
    CHECK(sourceOf("gpt-4o-mini-2024-07-18") == day + ", as gpt-4o-mini");
    CHECK(sourceOf("gpt-4.1-2025-04-14") == "configuration");
    CHECK(sourceOf("gpt-4.1") == day);
}

TEST_CASE("includes charges other than tokens where the catalog has them")
{
    const auto known = catalog();
    const PriceBook book({}, nullptr, *known);
    struct Row {
        const char* type;
        const char* model;
        std::optional<double> webSearch;
        std::optional<double> priority;
        std::optional<double> fast;
        std::int64_t flatUpTo;
    };
    const auto row = GENERATE(values<Row>({
        {"anthropic", "claude-opus-4-6", 10, {}, 6, 0},
        {"anthropic", "claude-sonnet-4-5-20250929", 10, {}, {}, 0},
        {"openai", "gpt-5-2025-08-07", 10, 2, {}, 0},
        {"openai", "gpt-4o-2024-08-06", {}, 1.7, {}, 0},
        {"openai", "gpt-4o-2024-05-13", {}, 1.75, {}, 0},
        {"openai", "gpt-5-pro", 10, {}, {}, 0},
        {"qwen", "qwen-plus", {}, {}, {}, 128'000},
        {"qwen", "qwen-plus-2025-07-28", {}, {}, {}, 128'000},
        {"qwen", "qwen3-max", {}, {}, {}, 0}, // its tiers are known
        {"openrouter", "qwen/qwen-plus", {}, {}, {}, 128'000},
        {"kilo", "qwen/qwen-plus", {}, {}, {}, 128'000},
        {"gemini", "gemini-2.5-pro", {}, {}, {}, 0},
    }));
    CAPTURE(row.type, row.model);
    const auto found = book.find(provider("x", row.type), row.model);
    REQUIRE(found);
    const config::PriceSettings& terms = found->price.terms;
    CHECK(terms.webSearch == row.webSearch);
    CHECK(terms.priority == row.priority);
    CHECK(terms.fast == row.fast);
    CHECK(found->price.flatUpTo == row.flatUpTo);
    if (std::string_view(row.type) == "openai")
        CHECK(terms.batch == 0.5); // by a later rule
}
