#include "catch.h"

#include "ui/widgets/data_table.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QStandardItemModel>
#include <QTest>

using namespace ui;

namespace {

struct Table {
    Table()
    {
        model.setHorizontalHeaderLabels({QStringLiteral("Name"), QStringLiteral("Tokens")});
        for (int row = 0; row < 3; ++row) {
            auto* name = new QStandardItem(QStringLiteral("row %1").arg(row));
            auto* tokens = new QStandardItem(QStringLiteral("%1.2 k").arg(row));
            tokens->setData(row * 1200, widgets::CellRole::kRaw);
            model.appendRow({name, tokens});
        }
        table.setModel(&model);
        table.setColumns({100, 100}, 0);
        table.resize(400, 200);
        table.show();
        table.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&table));
    }

    QRgb pixelAt(int row, int x)
    {
        const QImage image = table.viewport()->grab().toImage();
        const int y = table.rowViewportPosition(row) + 4;
        const double dpr = table.devicePixelRatioF();
        return QColor(image.pixel(static_cast<int>(x * dpr), static_cast<int>(y * dpr))).rgb();
    }

    QStandardItemModel model;
    widgets::DataTable table;
};

} // namespace

TEST_CASE("a table copies whole rows, with raw numbers")
{
    Table t;
    CHECK(t.table.selectedText().isEmpty());
    t.table.setFocus();
    QTest::keyClick(&t.table, Qt::Key_Down);
    t.table.selectRow(2);
    QTest::keySequence(&t.table, QKeySequence::Copy);
    CHECK(QApplication::clipboard()->text().toStdString() == "row 2\t2400");
}

TEST_CASE("the chosen row is soft, with a bar at its left")
{
    Table t;
    t.table.selectRow(1);
    t.table.clearFocus();
    CHECK(QColor(t.pixelAt(1, 60)) == look::theme().color(look::Color::AccentSoft));
    CHECK(QColor(t.pixelAt(1, 1)) == look::theme().color(look::Color::AccentText));
    CHECK(QColor(t.pixelAt(0, 60)) != look::theme().color(look::Color::AccentSoft));
}

TEST_CASE("the row under the pointer is marked until the pointer leaves")
{
    Table t;
    QTest::mouseMove(t.table.viewport(), QPoint(50, t.table.rowViewportPosition(1) + 5));
    CHECK(t.table.hoveredRow() == 1);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&t.table, &leave);
    CHECK(t.table.hoveredRow() == -1);
}

TEST_CASE("a table in a scrolling page is as high as its rows, within bounds")
{
    Table t;
    const auto heightOf = [&](int least, int most) {
        t.table.setFitsRows(least, most);
        return t.table.sizeHint().height();
    };
    const int row = t.table.verticalHeader()->defaultSectionSize();
    const int three = heightOf(1, 8);
    CHECK(heightOf(5, 8) == three + 2 * row);
    CHECK(heightOf(1, 2) == three - row);
}
