#include "catch.h"

#include "ui/look/theme.h"
#include "ui/widgets/data_table.h"

#include <QAccessible>
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

TEST_CASE("copies whole rows with raw numbers")
{
    Table t;
    CHECK(t.table.selectedText().isEmpty());
    t.table.setFocus();
    QTest::keyClick(&t.table, Qt::Key_Down);
    t.table.selectRow(2);
    QTest::keySequence(&t.table, QKeySequence::Copy);
    CHECK(QApplication::clipboard()->text().toStdString() == "row 2\t2400");
}

TEST_CASE("draws the selected row softly with a bar at its left")
{
    Table t;
    t.table.selectRow(1);
    t.table.clearFocus();
    CHECK(QColor(t.pixelAt(1, 60)) == look::theme().color(look::Color::AccentSoft));
    CHECK(QColor(t.pixelAt(1, 1)) == look::theme().color(look::Color::AccentText));
    CHECK(QColor(t.pixelAt(0, 60)) != look::theme().color(look::Color::AccentSoft));
}

TEST_CASE("highlights the row under the pointer until it leaves")
{
    Table t;
    QTest::mouseMove(t.table.viewport(), QPoint(50, t.table.rowViewportPosition(1) + 5));
    CHECK(t.table.hoveredRow() == 1);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&t.table, &leave);
    CHECK(t.table.hoveredRow() == -1);
}

TEST_CASE("Home and End select the first and the last row")
{
    Table t;
    t.table.selectRow(1);
    t.table.setFocus();
    QTest::keyClick(&t.table, Qt::Key_End);
    CHECK(t.table.currentIndex().row() == t.model.rowCount() - 1);
    QTest::keyClick(&t.table, Qt::Key_Home);
    CHECK(t.table.currentIndex().row() == 0);
    CHECK(t.table.selectionModel()->isRowSelected(0));
}

TEST_CASE("keyboard focus scrolls to the current row and mouse focus does not")
{
    Table t;
    for (int row = 0; row < 50; ++row) t.model.appendRow(new QStandardItem(QStringLiteral("more")));
    t.table.selectRow(t.model.rowCount() - 1);
    t.table.clearFocus();
    t.table.scrollToTop();
    const auto isSeen = [&] { return t.table.viewport()->rect().contains(t.table.visualRect(t.table.currentIndex()).center()); };
    REQUIRE_FALSE(isSeen());
    t.table.setFocus(Qt::OtherFocusReason);
    CHECK_FALSE(isSeen());
    t.table.clearFocus();
    t.table.setFocus(Qt::TabFocusReason);
    CHECK(isSeen());
}

TEST_CASE("a table in a scrolling page fits its rows within limits")
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

TEST_CASE("a screen reader gets names, headers, the selected row and hidden cells")
{
    Table t;
    for (int row = 3; row < 40; ++row) t.model.appendRow({new QStandardItem(QStringLiteral("row %1").arg(row)), new QStandardItem(QStringLiteral("1 k"))});
    QApplication::processEvents();
    QAccessibleInterface* const heard = QAccessible::queryAccessibleInterface(&t.table);
    REQUIRE(heard);
    REQUIRE(heard->tableInterface());
    CHECK(heard->role() == QAccessible::Table);
    const auto cell = [&](int row, int column) { return heard->tableInterface()->cellAt(row, column); };
    REQUIRE(cell(39, 1));
    CHECK(cell(2, 0)->text(QAccessible::Name) == QStringLiteral("row 2"));
    t.model.item(2, 1)->setToolTip(QStringLiteral("how it was obtained"));
    CHECK(cell(2, 1)->text(QAccessible::Description) == QStringLiteral("how it was obtained")); // the tooltip
    CHECK(cell(2, 0)->text(QAccessible::Description).isEmpty());
    CHECK(cell(2, 0) == cell(2, 0));
    CHECK(heard->childAt(cell(2, 1)->rect().center().x(), cell(2, 1)->rect().center().y()) == cell(2, 1));
    REQUIRE(cell(0, 1)->tableCellInterface());
    REQUIRE(cell(0, 1)->tableCellInterface()->columnHeaderCells().size() == 1);
    CHECK(cell(0, 1)->tableCellInterface()->columnHeaderCells().front()->text(QAccessible::Name) == QStringLiteral("Tokens"));
    for (int index = 0; index < heard->childCount(); ++index) REQUIRE(heard->child(index));
    CHECK(heard->indexOfChild(cell(1, 1)) == 2 * 3 + 2); // the header row and the hidden row header count
    CHECK(heard->child(2 * 3 + 2) == cell(1, 1));

    CHECK_FALSE(cell(0, 0)->state().invisible);
    CHECK(cell(39, 0)->state().invisible);
    t.table.scrollToBottom();
    CHECK(cell(0, 0)->state().invisible);
    CHECK_FALSE(cell(39, 0)->state().invisible);
    t.table.selectRow(39);
    CHECK(cell(39, 1)->state().selected);
    CHECK_FALSE(cell(38, 1)->state().selected);
    CHECK(heard->focusChild() == cell(39, 0));
    t.table.setColumnHidden(1, true);
    CHECK(cell(39, 1)->state().invisible);
    t.table.hide();
    CHECK(cell(39, 0)->state().invisible);

    QAccessibleInterface* const last = cell(39, 0);
    const QAccessible::Id id = QAccessible::uniqueId(last);
    t.model.removeRows(10, 30);
    QAccessibleTableModelChangeEvent gone(&t.table, QAccessibleTableModelChangeEvent::RowsRemoved);
    heard->tableInterface()->modelChange(&gone);
    CHECK_FALSE(QAccessible::accessibleInterface(id)); // removed cells are not kept
    CHECK(heard->tableInterface()->rowCount() == 10);
}

TEST_CASE("hides columns one by one when space is short and shows them again")
{
    Table t;
    t.table.setColumns({0, 100}, 0);
    t.table.setGivingWay({1});
    CHECK_FALSE(t.table.isColumnHidden(1));
    t.table.resize(look::theme().px(150), 200);
    QApplication::processEvents();
    CHECK(t.table.isColumnHidden(1));
    t.table.resize(look::theme().px(400), 200);
    QApplication::processEvents();
    CHECK_FALSE(t.table.isColumnHidden(1));
    CHECK(t.table.columnWidth(1) == look::theme().px(100));
}

TEST_CASE("a fitting column grows with its texts and others make room")
{
    Table t;
    t.table.setColumns({100, 80}, 0);
    t.table.setFitting({1});
    CHECK(t.table.columnWidth(1) == look::theme().px(80));
    t.model.item(1, 1)->setText(QStringLiteral("≥ ¥1,234.56 · $1,034.56"));
    t.table.setFitting({1});
    const int wide = t.table.columnWidth(1);
    CHECK(wide > t.table.fontMetrics().horizontalAdvance(t.model.item(1, 1)->text()));
    t.model.insertColumn(2, {new QStandardItem(QStringLiteral("more"))});
    t.table.setColumns({100, 80, 400}, 0);
    t.table.setFitting({1});
    t.table.setGivingWay({2});
    CHECK(t.table.columnWidth(1) == wide);
    CHECK(t.table.isColumnHidden(2));
}
