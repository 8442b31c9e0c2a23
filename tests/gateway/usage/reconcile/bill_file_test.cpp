#include "gateway/usage/reconcile/bill_file.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::usage;

TEST_CASE("warns about another provider's bill where that is certain")
{
    struct Row {
        const char* type;
        const char* baseUrl;
        const char* format;
        const char* note = "";
    };
    const auto row = GENERATE(values<Row>({
        {"openai", nullptr, "anthropic", "This is an export of Anthropic, but provider \"mine\" is of type OpenAI. It is compared anyway."},
        {"openai", nullptr, "anthropic-cost", "This is an export of Anthropic, but provider \"mine\" is of type OpenAI. It is compared anyway."},
        {"vertex-anthropic", nullptr, "anthropic", "This is an export of Anthropic, but provider \"mine\" is of type Claude on Vertex AI. It is compared anyway."},
        {"openai", nullptr, "openai"},
        {"openai", nullptr, "openai-cost"},
        {"qwen-intl", nullptr, "alibaba"},
        {"alibaba-cn", nullptr, "alibaba"}, // an alias of one of these
        {"openai", "https://proxy.example/v1", "anthropic"},
        {"openai-compatible", nullptr, "anthropic"},
        {"unknown type", nullptr, "anthropic"},
    }));
    CAPTURE(row.type, row.format);
    const auto catalog = providers::Catalog::load();
    REQUIRE(catalog);
    config::ProviderSettings provider;
    provider.id = "mine";
    provider.type = row.type;
    if (row.baseUrl)
        provider.baseUrl = row.baseUrl;
    Bill bill;
    bill.format = row.format;
    CHECK(toText(foreignBillNote(bill, provider, [&](std::string_view type) { return (*catalog)->find(type); })) == row.note);
}

TEST_CASE("reads a bill from a file and reports errors without the file name")
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("bill.csv"));
    const auto missing = readBillFile(name);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::Io);
    CHECK_THAT(missing.error().text(), !Catch::Contains("bill.csv"));
    QFile file(name);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("usage_date_utc,model,cost_usd\n2026-11-01,m,1\n");
    file.close();
    const auto bill = readBillFile(name);
    REQUIRE(bill);
    CHECK(bill->format == "anthropic-cost");
    CHECK(bill->lines.size() == 1);
}
