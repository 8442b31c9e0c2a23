#include "ui/models/usage/usage_origin.h"

#include "ui/models/usage/usage_table_model.h"

#include "catch.h"
#include "test_language.h"

using namespace ui::models;
using gateway::usage::Totals;

namespace {

constexpr int kCostColumn = 8;
constexpr int kFreshColumn = 3;

UsageLine lineOf(const char* model, const char* provider, std::int64_t estimated, std::int64_t unpriced)
{
    UsageLine line;
    line.name = model;
    line.beside = provider;
    Totals& totals = line.whole.totals;
    totals.exchanges = 3;
    totals.inputTokens = 1000;
    totals.outputTokens = 234;
    totals.estimatedInputTokens = estimated;
    totals.unpriced = unpriced;
    totals.costUsd_pico = gateway::kPicoOfUnit;
    return line;
}

} // namespace

TEST_CASE("says what of a total is estimated, unreported or unpriced")
{
    const Language language("en");
    CHECK(UsageOrigin::tokens({}).isEmpty());
    CHECK(UsageOrigin::cost({}, {QStringLiteral("models.dev 2026-11-20")}).isEmpty());
    Totals totals = lineOf("m", "p", 0, 0).whole.totals;
    CHECK(UsageOrigin::tokens(totals).toStdString() == "No estimated tokens: all were reported by providers or counted with the model’s tokenizer");
    totals.estimatedOutputTokens = 34;
    totals.unknownUsage = 2;
    totals.unpriced = 1;
    CHECK(UsageOrigin::cost(totals, {QStringLiteral("models.dev 2026-11-20"), QStringLiteral("your configuration")}).toStdString()
        == "Estimated tokens: 34 of 1,234; the others were reported by providers or counted with the model’s tokenizer\n"
           "2 requests without reported tokens\n1 answer without a full price\n"
           "Current prices: models.dev 2026-11-20 · your configuration. Each request keeps the price in effect at that time");
}

TEST_CASE("the tooltip of a cost shows the source and date of the price")
{
    const Language language("en");
    UsageTableModel model([](const std::string& id) { return QString::fromStdString(id); });
    model.setPrices([](const std::string& provider, const std::string& name) -> std::optional<gateway::usage::Price> {
        if (provider != "deepseek") return std::nullopt;
        gateway::usage::Price price;
        price.source = gateway::usage::PriceSource::ofList("models.dev 2026-11-20");
        if (name == "old") price.source.origin = {gateway::usage::PriceOrigin::Kind::Configuration, {}, {}, {}};
        return price;
    });
    model.setLines(UsageGroup::Model, {lineOf("new", "deepseek", 0, 0), lineOf("old", "deepseek", 0, 0), lineOf("m", "qwen", 500, 2)}, nullptr);
    const auto hint = [&](int row, int column) { return model.index(row, column).data(Qt::ToolTipRole).toString().toStdString(); };
    CHECK_THAT(hint(0, kCostColumn), Catch::Contains("\nCurrent prices: models.dev 2026-11-20."));
    CHECK_THAT(hint(1, kCostColumn), Catch::Contains("Current prices: your configuration."));
    CHECK_THAT(hint(2, kCostColumn), Catch::StartsWith("Estimated tokens: 500 of 1,234") && Catch::EndsWith("\n2 answers without a full price"));
    CHECK_THAT(hint(2, kFreshColumn), Catch::StartsWith("Estimated tokens: 500 of 1,234"));
    CHECK(model.priceSources() == QStringList{QStringLiteral("models.dev 2026-11-20"), QStringLiteral("your configuration")});
    model.setLines(UsageGroup::Provider, {lineOf("deepseek", "", 0, 0)}, nullptr); // of several models
    CHECK_THAT(hint(0, kCostColumn), !Catch::Contains("Current prices"));
    CHECK(model.priceSources().isEmpty());
}
