#include "opened_requests.h"

#include "gateway/core/json/json.h"
#include "ui/pages/requests/request_export.h"

#include <QAction>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

TEST_CASE("the export menu says what is exported and has no separator at its ends")
{
    OpenedRequests opened(week());
    const bool hasLedger = GENERATE(true, false);
    CAPTURE(hasLedger);
    if (!hasLedger) opened.day.gateway.ledgerFile.clear();
    control<QPushButton>(*opened.page, "exportRequests").click();
    auto& menu = control<QMenu>(*opened.page, "exportMenu");
    const auto actions = menu.actions();
    REQUIRE(actions.size() == 3);
    for (const QAction* action : actions) CHECK_FALSE(action->isSeparator());
    CHECK(actions[0]->text().startsWith(QStringLiteral("All requests of: ")));
    CHECK_FALSE(actions[0]->isEnabled());
    CHECK(actions[1]->isEnabled() == hasLedger);
    CHECK(actions[2]->isEnabled() == hasLedger);
    menu.close();
}

TEST_CASE("exports the requests of the selected time with progress and can be stopped")
{
    OpenedRequests opened(week());
    std::int64_t today = 0;
    REQUIRE(QTest::qWaitFor(
        [&] {
            opened.day.gateway.requestSearch()->count(opened.page->list().filter(), 0, 10'000, opened.page.get(),
                                                      [&](const gateway::Result<gateway::usage::RequestCount>& count) { today = count ? count->count : 0; });
            return today > 0;
        },
        kPatience_ms));
    auto& exporting = opened.page->exporting();
    const QString path = opened.folder.filePath(u"requests.csv"_s);
    QSignalSpy ended(&exporting, &ui::pages::RequestExport::ended);
    SECTION("to the end")
    {
        exporting.write(opened.day.gateway.ledgerFile, {opened.page->exported()}, path);
        CHECK(control(*opened.page, "stopExport").isVisible());
        REQUIRE(QTest::qWaitFor([&] { return !ended.isEmpty(); }, kPatience_ms));
        CHECK(ended[0][0].toBool());
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        CHECK(text.startsWith("id,started_at,"));
        CHECK(text.count('\n') == today + 1);
        CHECK((QFile::permissions(path) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)) == 0);
        CHECK_THAT(textOf(*opened.page, "exportWords"), Catch::Contains(std::to_string(today)) && Catch::Contains("requests.csv"));
        CHECK_FALSE(control(*opened.page, "stopExport").isVisible());
    }
    SECTION("stopped")
    {
        exporting.write(opened.day.gateway.ledgerFile, {opened.page->exported()}, path);
        control<QPushButton>(*opened.page, "stopExport").click();
        CHECK(ended.size() == 1);
        CHECK_FALSE(ended[0][0].toBool());
        CHECK_FALSE(exporting.isRunning());
        exporting.write(opened.day.gateway.ledgerFile, {opened.page->exported()}, opened.folder.filePath(u"next.csv"_s));
        REQUIRE(QTest::qWaitFor([&] { return ended.size() == 2; }, kPatience_ms)); // exports run one after another
        CHECK_FALSE(QFile::exists(path));
    }
    SECTION("to an unwritable file")
    {
        exporting.write(opened.day.gateway.ledgerFile, {opened.page->exported()}, opened.folder.filePath(u"no/folder/x.csv"_s));
        REQUIRE(QTest::qWaitFor([&] { return !ended.isEmpty(); }, kPatience_ms));
        CHECK_THAT(textOf(*opened.page, "exportWords"), Catch::Contains("cannot be written"));
    }
}

TEST_CASE("exports the filtered requests with the oldest first")
{
    OpenedRequests opened(week());
    gateway::usage::RequestFilter filter;
    filter.fields = {{gateway::usage::RequestField::Provider, "qwen"}};
    filter.words = {"cursor"};
    opened.page->showFiltered(filter);
    opened.settle();
    std::int64_t shown = -1;
    opened.day.gateway.requestSearch()->count(opened.page->list().filter(), 0, 10'000, opened.page.get(),
                                              [&](const gateway::Result<gateway::usage::RequestCount>& count) { shown = count ? count->count : -1; });
    REQUIRE(QTest::qWaitFor([&] { return shown >= 0; }, kPatience_ms));
    REQUIRE(shown > 1);
    const QString path = opened.folder.filePath(u"requests.jsonl"_s);
    auto& exporting = opened.page->exporting();
    QSignalSpy ended(&exporting, &ui::pages::RequestExport::ended);
    exporting.write(opened.day.gateway.ledgerFile, {opened.page->exported(), gateway::usage::ExportFormat::JsonLines}, path);
    REQUIRE(QTest::qWaitFor([&] { return !ended.isEmpty(); }, kPatience_ms));
    CHECK(ended[0][0].toBool());
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    std::int64_t lines = 0;
    std::string before;
    while (!file.atEnd()) {
        const auto json = gateway::parseJson(file.readLine().toStdString());
        REQUIRE(json);
        CHECK((*json)["provider"] == "qwen");
        const auto startedAt = (*json)["started_at"].get<std::string>();
        CHECK(before <= startedAt);
        before = startedAt;
        ++lines;
    }
    CHECK(lines == shown);
}
