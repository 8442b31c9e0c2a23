#include "ui/shell/palette/fuzzy_match.h"

#include "catch.h"

using namespace ui::shell;

TEST_CASE("matches typed text loosely")
{
    struct Row { const char* typed; const char* title; const char* words; bool fits; };
    const auto row = GENERATE(values<Row>({
        {"over", "Overview", "", true}, {"OVER", "Overview", "", true}, {"view", "Overview", "", true},
        {"ca", "Copy address", "", true}, {"addr", "Copy address", "", true}, {"copy add", "Copy address", "", true},
        {"add copy", "Copy address", "", true}, {"cpy", "Copy address", "", true}, {"adress", "Copy address", "", true},
        {"addresz", "Copy address", "", true}, {"pauze", "Pause the gateway", "", true}, {"gpt4o", "gpt-4o", "", true},
        {"deepsek", "DeepSeek", "", true}, {"deepsekk", "DeepSeek", "", true}, {"dark", "Theme", "appearance dark", true},
        {"cafe", "Café", "", true}, {"ｑｗｅｎ", "Qwen", "", true},
        {"复制", "复制地址", "", true}, {"复地", "复制地址", "", true}, {"地址", "复制地址", "", true}, {"供商", "供应商", "", true},
        {"暂停", "暂停网关", "", true}, {"tingzhi", "暂停网关", "", false}, {"址地", "复制地址", "", false},
        {"zebra", "Copy address", "", false}, {"copy zebra", "Copy address", "", false}, {"x", "Copy address", "", false},
        {"pge", "Providers, gateways and everything", "", false}, {"cs", "Copy address", "", false}, {"", "Overview", "", false},
        {"gateway of", "Pause the gateway", "", false},
    }));
    CAPTURE(row.typed, row.title);
    CHECK((fitOf(QString::fromUtf8(row.typed), QString::fromUtf8(row.title), QString::fromUtf8(row.words)) > 0) == row.fits);
}

TEST_CASE("ranks better matches first")
{
    const auto first = [](const char* typed, std::vector<Candidate> candidates) {
        const auto places = bestFits(QString::fromUtf8(typed), candidates);
        REQUIRE_FALSE(places.empty());
        return candidates[places.front()].title.toStdString();
    };
    const auto of = [](std::initializer_list<const char*> titles) {
        std::vector<Candidate> candidates;
        for (const char* title : titles) candidates.push_back({QString::fromUtf8(title), {}});
        return candidates;
    };
    CHECK(first("pro", of({"Copy diagnostics of providers", "Test all providers", "Providers"})) == "Providers");
    CHECK(first("usage", of({"Usage of keys", "Usage"})) == "Usage");
    CHECK(first("log", of({"ClientCatalog", "Show the log"})) == "Show the log");
    CHECK(first("日志", of({"打开日志文件夹", "日志"})) == "日志");
    // Visible text counts more than hidden words.
    CHECK(first("dark", {{QStringLiteral("Theme"), QStringLiteral("dark")}, {QStringLiteral("Dark theme"), {}}}) == "Dark theme");
    // Of equal ones the first.
    CHECK(first("a", of({"ab", "ac"})) == "ab");
}
