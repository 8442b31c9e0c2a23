#include "catch.h"

#include "ui/look/theme.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/sort_menu.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QHelpEvent>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTest>
#include <QToolTip>

#include <algorithm>

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

TEST_CASE("a column that is wide for longer texts costs no other while its texts are short")
{
    Table t;
    t.model.insertColumn(2, {new QStandardItem(QStringLiteral("1"))});
    t.model.setHeaderData(2, Qt::Horizontal, QStringLiteral("No"));
    t.table.setColumns({0, 80, 60}, 0);
    t.table.setGivingWay({2});
    t.table.resize(look::theme().px(300), 200);
    QApplication::processEvents();
    REQUIRE_FALSE(t.table.isColumnHidden(2));
    const auto isWhole = [&] { return t.table.horizontalHeader()->length() <= t.table.viewport()->width(); };

    t.table.setWidth(1, 180);
    QApplication::processEvents();
    CHECK_FALSE(t.table.isColumnHidden(2));
    CHECK(isWhole());
    t.model.item(0, 1)->setText(QStringLiteral("a text that needs all of the width it has"));
    t.table.doItemsLayout();
    CHECK(t.table.isColumnHidden(2));
    t.model.item(0, 1)->setText(QStringLiteral("short"));
    t.table.doItemsLayout();
    CHECK_FALSE(t.table.isColumnHidden(2));
    QApplication::processEvents();
    CHECK(isWhole());
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
    t.model.insertColumn(2, {new QStandardItem(QStringLiteral("a text that needs the room of its column"))});
    t.table.setColumns({100, 80, 400}, 0);
    t.table.setFitting({1});
    t.table.setGivingWay({2});
    CHECK(t.table.columnWidth(1) == wide);
    CHECK(t.table.isColumnHidden(2));
}

TEST_CASE("what some columns do not need goes to all whose texts or headings would be elided")
{
    struct Row {
        const char* name;
        int width; ///< px at a 10 pt font
        bool isEnough;
    };
    const auto row = GENERATE(values<Row>({{"more than enough", 900, true}, {"enough", 520, true}, {"too little", 260, false}}));
    CAPTURE(row.name);
    QStandardItemModel model;
    model.setHorizontalHeaderLabels({QStringLiteral("Name"), QStringLiteral("Uncached input"), QStringLiteral("No"), QStringLiteral("Served by")});
    model.appendRow({new QStandardItem(QStringLiteral("a")), new QStandardItem(QStringLiteral("1")), new QStandardItem(QStringLiteral("2")),
        new QStandardItem(QStringLiteral("provider · model-name-4.5"))});
    widgets::DataTable table;
    table.setModel(&model);
    table.setColumns({100, 60, 180, 90}, 0);
    table.resize(look::theme().px(row.width), 200);
    table.show();
    REQUIRE(QTest::qWaitForWindowExposed(&table));
    QApplication::processEvents();
    table.setColumns({100, 60, 180, 90}, 0); // again, for example in another view
    QApplication::processEvents();
    const auto texts = [&](int column) {
        const int heading = QFontMetrics(look::theme().font(look::TextRole::Small)).horizontalAdvance(model.headerData(column, Qt::Horizontal).toString());
        return std::max(heading, QFontMetrics(look::theme().font(look::TextRole::Body)).horizontalAdvance(model.item(0, column)->text()));
    };
    for (const int column : {0, 1, 2, 3}) {
        CAPTURE(column);
        CHECK((table.columnWidth(column) > texts(column)) == (row.isEnough || column == 0 || column == 2));
    }
    int all = 0;
    for (const int column : {0, 1, 2, 3}) all += table.columnWidth(column);
    CHECK(all <= std::max(table.viewport()->width(), 1));
}

TEST_CASE("the tooltip of an elided heading is its full text")
{
    const int width = GENERATE(40, 300);
    CAPTURE(width);
    Table t;
    t.model.setHorizontalHeaderLabels({QStringLiteral("Name"), QStringLiteral("Tokens from the cache")});
    t.table.setColumns({100, width}, 0);
    t.table.resize(look::theme().px(width + 60), 200);
    QApplication::processEvents();
    QHeaderView& header = *t.table.horizontalHeader();
    header.resizeSection(1, look::theme().px(width));
    QToolTip::hideText();
    const QPoint at(header.sectionViewportPosition(1) + 10, header.height() / 2);
    QHelpEvent help(QEvent::ToolTip, at, header.viewport()->mapToGlobal(at));
    QApplication::sendEvent(header.viewport(), &help);
    CHECK(QToolTip::text() == (width == 40 ? QStringLiteral("Tokens from the cache") : QString()));
    QToolTip::hideText();
}

namespace {

/// A table of names, in which a search by typing does not end.
struct Names {
    explicit Names(const QStringList& names)
    {
        QApplication::setKeyboardInputInterval(600'000);
        for (const QString& name : names) model.appendRow({new QStandardItem(name), new QStandardItem(QStringLiteral("k other"))});
        table.setModel(&model);
        table.setColumns({100, 100}, 0);
        table.resize(400, 200);
        table.show();
        table.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&table));
        table.setFocus();
    }
    ~Names() { QApplication::setKeyboardInputInterval(before); }
    std::vector<int> selected() const
    {
        std::vector<int> rows;
        for (const QModelIndex& row : table.selectionModel()->selectedRows()) rows.push_back(row.row());
        std::sort(rows.begin(), rows.end());
        return rows;
    }
    void click(int row, Qt::KeyboardModifiers keys = {})
    {
        QTest::mouseClick(table.viewport(), Qt::LeftButton, keys, QPoint(20, table.rowViewportPosition(row) + table.rowHeight(row) / 2));
    }

    int before = QApplication::keyboardInputInterval();
    QStandardItemModel model;
    widgets::DataTable table;
};

const QStringList kNames{QStringLiteral("Anthropic"), QStringLiteral("Kimi"), QStringLiteral("DeepSeek"), QStringLiteral("kluster one"), QStringLiteral("kluster two")};

} // namespace

TEST_CASE("typed letters lead to the next shown row whose name begins with them")
{
    struct Row {
        const char* typed;
        int current; ///< before, in the second column
        int hidden;
        int found;
    };
    const auto row = GENERATE(values<Row>({
        {"d", 0, -1, 2},
        {"k", 0, -1, 1},
        {"k", 1, -1, 3}, // not the current one again
        {"kl", 0, -1, 3},
        {"KI", 3, -1, 1}, // from the beginning again
        {"kk", 0, -1, 3},
        {"kluster t", 0, -1, 4},
        {"k", 0, 1, 3},
        {"d", 0, 2, 0},
        {"x", 2, -1, 2},
    }));
    CAPTURE(row.typed, row.current, row.hidden);
    Names world(kNames);
    if (row.hidden >= 0) world.table.setRowHidden(row.hidden, true);
    world.table.setCurrentIndex(world.model.index(row.current, 1));
    QTest::keyClicks(&world.table, QString::fromLatin1(row.typed));
    CHECK(world.table.currentIndex().row() == row.found);
    CHECK(world.selected() == std::vector<int>{row.found});
}

TEST_CASE("a space in a typed name is no shortcut")
{
    Names world(kNames);
    int shortcuts = 0;
    widgets::onKeysAt(world.table, Qt::Key_Space, [&] { ++shortcuts; });
    world.table.setCurrentIndex(world.model.index(0, 0));
    QTest::keyClick(&world.table, Qt::Key_Space);
    CHECK(shortcuts == 1);
    QTest::keyClicks(&world.table, QStringLiteral("kluster two"));
    CHECK(shortcuts == 1);
    CHECK(world.table.currentIndex().row() == 4);
}

TEST_CASE("selects several rows by mouse and keyboard but never hidden ones")
{
    Names world(kNames);
    world.table.setSeveral();
    world.click(0);
    world.click(2, Qt::ControlModifier);
    CHECK(world.selected() == std::vector<int>{0, 2});
    world.click(2);
    world.click(4, Qt::ShiftModifier);
    CHECK(world.selected() == std::vector<int>{2, 3, 4});
    world.table.setRowHidden(1, true);
    QTest::keyClick(&world.table, Qt::Key_A, Qt::ControlModifier);
    CHECK(world.selected() == std::vector<int>{0, 2, 3, 4});
    world.click(0);
    world.click(3, Qt::ShiftModifier);
    CHECK(world.selected() == std::vector<int>{0, 2, 3});
    world.table.setRowHidden(2, true);
    world.table.settleSelection();
    CHECK(world.selected() == std::vector<int>{0, 3});
    world.click(0);
    world.click(0, Qt::ControlModifier); // one is always selected
    CHECK(world.selected() == std::vector<int>{0});
    world.table.choose(world.model.index(4, 0));
    CHECK(world.selected() == std::vector<int>{4});
}

TEST_CASE("a third click on a heading restores the order of the model")
{
    Names world(kNames);
    QSortFilterProxyModel sorted;
    sorted.setSourceModel(&world.model);
    sorted.setSortCaseSensitivity(Qt::CaseInsensitive);
    world.table.setModel(&sorted);
    world.table.setSortable();
    const auto names = [&] {
        QStringList all;
        for (int row = 0; row < sorted.rowCount(); ++row) all += sorted.index(row, 0).data().toString();
        return all;
    };
    QHeaderView& header = *world.table.horizontalHeader();
    const auto press = [&] { QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, QPoint(header.sectionViewportPosition(0) + 20, header.height() / 2)); };
    QAccessibleInterface* const heading = QAccessible::queryAccessibleInterface(&world.table)->child(1);
    CHECK(names() == kNames);
    CHECK(heading->text(QAccessible::Description).isEmpty());
    press();
    QStringList upward = kNames;
    upward.sort(Qt::CaseInsensitive);
    CHECK(names() == upward);
    CHECK(heading->text(QAccessible::Description) == QStringLiteral("sorted in ascending order"));
    press();
    std::reverse(upward.begin(), upward.end());
    CHECK(names() == upward);
    CHECK(heading->text(QAccessible::Description) == QStringLiteral("sorted in descending order"));
    press();
    CHECK(names() == kNames);
}

TEST_CASE("sorts by the menu of the headings and returns to the order of the model")
{
    Names world(kNames);
    world.model.setHorizontalHeaderLabels({QStringLiteral("Name"), QStringLiteral("State")});
    QSortFilterProxyModel sorted;
    sorted.setSourceModel(&world.model);
    world.table.setModel(&sorted);
    world.table.setSortable();
    widgets::SortMenu menu(world.table);
    QMenu other;
    other.addAction(QStringLiteral("Edit"));
    const auto open = [&] {
        menu.popup(QPoint(0, 0));
        REQUIRE(menu.isVisible());
    };
    const auto choose = [&](const char* text) {
        open();
        for (QAction* action : menu.actions())
            if (action->text() == QString::fromLatin1(text)) action->trigger();
        menu.hide();
    };
    const auto first = [&] { return sorted.index(0, 0).data().toString().toStdString(); };
    const auto checked = [&] {
        std::string all;
        open();
        for (QAction* action : menu.actions())
            if (action->isChecked()) all += action->text().toStdString() + (action->isEnabled() ? " " : "- ");
        menu.hide();
        return all;
    };
    CHECK(checked() == "Configured order Ascending- ");
    choose("Name");
    CHECK(checked() == "Name Ascending ");
    choose("Descending");
    CHECK(first() == "kluster two");
    CHECK(checked() == "Name Descending ");
    choose("Configured order");
    CHECK(first() == "Anthropic");

    menu.openWithin(other, QPoint(0, 0));
    CHECK(other.actions().contains(menu.menuAction()));
    other.hide();
    QCoreApplication::processEvents();
    CHECK(other.actions().size() == 1);
}

TEST_CASE("tells screen readers that several rows can be selected")
{
    Names world(kNames);
    QAccessibleInterface* const table = QAccessible::queryAccessibleInterface(&world.table);
    CHECK_FALSE(table->state().multiSelectable);
    world.table.setSeveral();
    CHECK(table->state().multiSelectable);
}
