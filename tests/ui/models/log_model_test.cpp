#include "catch.h"

#include "ui/models/log_model.h"
#include "ui/models/roles.h"

#include <QSignalSpy>

using gateway::host::LogLine;
using ui::models::LogFilter;
using ui::models::LogModel;

namespace {

LogLine line(int level, const char* room, std::string text)
{
    return {gateway::WallTime{std::chrono::seconds{1763647351}}, level, room, std::move(text)};
}

std::vector<LogLine> fourLines()
{
    return {line(0, "gateway.http", "connection opened"), line(1, "gateway.exchange", "r1 200 in 690 ms"),
            line(2, "gateway.exchange", "r2 fell back: 429"), line(3, "gateway.host", "port 8080 is taken")};
}

} // namespace

TEST_CASE("keeps log lines in order and limits their number")
{
    LogModel model;
    model.setLines(fourLines());
    REQUIRE(model.rowCount() == 4);
    std::vector<LogLine> many;
    for (std::size_t i = 0; i < LogModel::kMost - 2; ++i) many.push_back(line(1, "gateway.http", std::to_string(i)));
    model.append(many);
    CHECK(model.rowCount() == static_cast<int>(LogModel::kMost));
    CHECK(model.line(0).text == "r2 fell back: 429");
    CHECK(model.line(model.rowCount() - 1).text == std::to_string(LogModel::kMost - 3));
    many.resize(LogModel::kMost + 10, line(0, "x", "last"));
    model.append(many);
    CHECK(model.rowCount() == static_cast<int>(LogModel::kMost));
    CHECK(model.line(model.rowCount() - 1).text == "last");
}

TEST_CASE("shows the cells of a log line")
{
    LogModel model;
    model.setLines(fourLines());
    CHECK(model.index(2, LogModel::Level).data().toString() == QStringLiteral("Warning"));
    CHECK(model.index(2, LogModel::Level).data(ui::models::StatusRole).toString() == QStringLiteral("warn"));
    CHECK(model.index(3, LogModel::Level).data(ui::models::StatusRole).toString() == QStringLiteral("error"));
    CHECK(model.index(2, LogModel::Text).data().toString() == QStringLiteral("r2 fell back: 429"));
    CHECK(model.lineText(2).endsWith(QStringLiteral(" warning gateway.exchange r2 fell back: 429")));
}

TEST_CASE("shortens the id of an exchange but copies and finds it whole")
{
    const QString id = QStringLiteral("01KAD2ZX8Y4M5N6P7Q8R9S0TVW");
    LogModel model;
    model.setLines({line(1, "gateway.exchange", id.toStdString() + " 200 in 690 ms"), line(1, "gateway.exchange", "WITHOUTANYIDBUTWITHLETTERS 200")});
    const QModelIndex text = model.index(0, LogModel::Text);
    CHECK(text.data().toString() == QStringLiteral("…9S0TVW 200 in 690 ms"));
    CHECK(text.data(ui::models::RawRole).toString() == id + QStringLiteral(" 200 in 690 ms"));
    CHECK(text.data(Qt::ToolTipRole).toString() == id + QStringLiteral(" 200 in 690 ms"));
    CHECK(model.lineText(0).contains(id));
    CHECK(model.index(1, LogModel::Text).data().toString() == QStringLiteral("WITHOUTANYIDBUTWITHLETTERS 200"));
    LogFilter filter(model);
    filter.setText(id);
    CHECK(filter.rowCount() == 1);
}

TEST_CASE("lists log rooms as they appear")
{
    LogModel model;
    QSignalSpy changed(&model, &LogModel::roomsChanged);
    model.setLines(fourLines());
    CHECK(changed.count() == 1);
    CHECK(model.rooms() == QStringList{QStringLiteral("gateway.exchange"), QStringLiteral("gateway.host"), QStringLiteral("gateway.http")});
    model.append({line(1, "gateway.http", "x")});
    CHECK(changed.count() == 1);
}

TEST_CASE("filters log lines by level, room and text")
{
    struct Row {
        int level;
        const char* room;
        const char* text;
        int rows;
    };
    const auto row = GENERATE(values<Row>({
        {0, "", "", 4},
        {1, "", "", 3},
        {3, "", "", 1},
        {0, "gateway.exchange", "", 2},
        {2, "gateway.exchange", "", 1},
        {0, "", "FELL", 1},
        {0, "", " r1 ", 1},
        {3, "gateway.exchange", "", 0},
    }));
    LogModel model;
    LogFilter filter(model);
    model.setLines(fourLines());
    filter.setLevel(row.level);
    filter.setRoom(QString::fromLatin1(row.room));
    filter.setText(QString::fromLatin1(row.text));
    CHECK(filter.rowCount() == row.rows);
    CHECK(filter.isFiltering() == (row.rows != 4));
    model.append({line(3, "gateway.exchange", "r1 FELL over")});
    CHECK(filter.rowCount() == row.rows + 1);
}
